//===- LoopPasses.cpp - The passes from loops to launches -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/Passes.h"
#include "fuselage-c/Loops.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassRegistry.h"

#include <algorithm>

using namespace mlir;

namespace {

/// One call of fuselageLoopsToLaunches.
struct LoopsToLaunchesPass
    : public PassWrapper<LoopsToLaunchesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LoopsToLaunchesPass)

  LoopsToLaunchesPass() = default;
  LoopsToLaunchesPass(const LoopsToLaunchesPass &other) : PassWrapper(other) {}

  StringRef getArgument() const final { return "fuselage-loops-to-launches"; }
  StringRef getDescription() const final {
    return "Make gpu.launch ops of the parallel loops of the host";
  }

  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<affine::AffineDialect, arith::ArithDialect, gpu::GPUDialect,
                    memref::MemRefDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  }

  void runOnOperation() final {
    FuselageLoopOptions options = fuselageLoopOptionsGetDefault();
    options.blockSize = blockSize;
    options.numTileSizes = tile.size();
    options.assumeNoaliasArgs = assumeNoaliasArgs;
    for (size_t i = 0;
         i < std::min<size_t>(tile.size(), FUSELAGE_MAX_TILE_SIZES); ++i)
      options.tileSizes[i] = tile[i];
    if (failed(unwrap(fuselageLoopsToLaunches(wrap(getOperation()), &options))))
      signalPassFailure();
  }

  Option<uint64_t> blockSize{
      *this, "block-size",
      llvm::cl::desc("Threads of a block: a multiple of 32, at most 1024"),
      llvm::cl::init(fuselageLoopOptionsGetDefault().blockSize)};
  ListOption<uint64_t> tile{
      *this, "tile",
      llvm::cl::desc("The shape of a block instead: threads along the "
                     "innermost loops, the last one innermost")};
  Option<bool> assumeNoaliasArgs{
      *this, "assume-noalias-args",
      llvm::cl::desc("Take it that no two memref arguments of a function "
                     "share memory"),
      llvm::cl::init(false)};
};

/// One call of fuselageStructuredOpsToLaunches.
struct StructuredOpsToLaunchesPass
    : public PassWrapper<StructuredOpsToLaunchesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(StructuredOpsToLaunchesPass)

  StringRef getArgument() const final {
    return "fuselage-structured-ops-to-launches";
  }
  StringRef getDescription() const final {
    return "Put linalg ops on memrefs that have no parallel loop into "
           "gpu.launch ops of one thread";
  }

  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<arith::ArithDialect, gpu::GPUDialect>();
  }

  void runOnOperation() final {
    fuselageStructuredOpsToLaunches(wrap(getOperation()));
  }
};

} // namespace

void fuselage::registerLoopPasses() {
  PassRegistration<LoopsToLaunchesPass>();
  PassRegistration<StructuredOpsToLaunchesPass>();
}
