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
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"

#include <algorithm>

using namespace mlir;

//===----------------------------------------------------------------------===//
// Options that the pipeline and its pass share
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral blockSizeHelp =
    "Threads of a block: a multiple of 32, at most 1024";
static constexpr llvm::StringLiteral tileHelp =
    "The shape of a block instead: threads along the innermost loops, the last "
    "one innermost";
static constexpr llvm::StringLiteral noaliasHelp =
    "Take it that no two memref arguments of a function share memory";

/// The options in the form that C takes.
template <typename OwnerT>
static FuselageLoopOptions optionsOf(const OwnerT &owner) {
  FuselageLoopOptions options = fuselageLoopOptionsGetDefault();
  options.blockSize = owner.blockSize;
  options.numTileSizes = owner.tile.size();
  options.assumeNoaliasArgs = owner.assumeNoaliasArgs;
  for (size_t i = 0;
       i < std::min<size_t>(owner.tile.size(), FUSELAGE_MAX_TILE_SIZES); ++i)
    options.tileSizes[i] = owner.tile[i];
  return options;
}

namespace {

struct LowerToLaunchesOptions
    : public PassPipelineOptions<LowerToLaunchesOptions> {
  Option<uint64_t> blockSize{
      *this, "block-size", llvm::cl::desc(blockSizeHelp),
      llvm::cl::init(fuselageLoopOptionsGetDefault().blockSize)};
  ListOption<uint64_t> tile{*this, "tile", llvm::cl::desc(tileHelp)};
  Option<bool> assumeNoaliasArgs{*this, "assume-noalias-args",
                                 llvm::cl::desc(noaliasHelp),
                                 llvm::cl::init(false)};
};

/// One call of fuselageLoopsToLaunches.
struct LoopsToLaunchesPass
    : public PassWrapper<LoopsToLaunchesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LoopsToLaunchesPass)

  LoopsToLaunchesPass() = default;
  // Options are copied by Pass::clone.
  LoopsToLaunchesPass(const LoopsToLaunchesPass &other) : PassWrapper(other) {}
  explicit LoopsToLaunchesPass(const LowerToLaunchesOptions &options) {
    blockSize = options.blockSize;
    assumeNoaliasArgs = options.assumeNoaliasArgs;
    tile = ArrayRef<uint64_t>(options.tile);
  }

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
    FuselageLoopOptions options = optionsOf(*this);
    if (failed(unwrap(fuselageLoopsToLaunches(wrap(getOperation()), &options))))
      signalPassFailure();
  }

  Option<uint64_t> blockSize{
      *this, "block-size", llvm::cl::desc(blockSizeHelp),
      llvm::cl::init(fuselageLoopOptionsGetDefault().blockSize)};
  ListOption<uint64_t> tile{*this, "tile", llvm::cl::desc(tileHelp)};
  Option<bool> assumeNoaliasArgs{*this, "assume-noalias-args",
                                 llvm::cl::desc(noaliasHelp),
                                 llvm::cl::init(false)};
};

/// One call of fuselageDropQuantizedTypes.
struct DropQuantizedTypesPass
    : public PassWrapper<DropQuantizedTypesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(DropQuantizedTypesPass)

  StringRef getArgument() const final {
    return "fuselage-drop-quantized-types";
  }
  StringRef getDescription() const final {
    return "Replace quantized types by the integers that they are stored as";
  }

  void runOnOperation() final {
    fuselageDropQuantizedTypes(wrap(getOperation().getOperation()));
  }
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
    registry.insert<affine::AffineDialect, arith::ArithDialect, gpu::GPUDialect,
                    memref::MemRefDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  }

  void runOnOperation() final {
    if (failed(unwrap(fuselageStructuredOpsToLaunches(wrap(getOperation())))))
      signalPassFailure();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Pipeline
//===----------------------------------------------------------------------===//

/// From TOSA, linalg, affine and scf to launches. Checks the options before any
/// pass runs, so that the error points at the text of the pipeline.
static LogicalResult
buildLowerToLaunches(OpPassManager &pm, StringRef text,
                     function_ref<LogicalResult(const Twine &)> emitError) {
  LowerToLaunchesOptions parsed;
  if (failed(parsed.parseFromString(text)))
    return failure();
  FuselageLoopOptions options = optionsOf(parsed);
  if (const char *error = fuselageLoopOptionsVerify(&options))
    return emitError(error);
  if (failed(parsePassPipeline(unwrap(fuselageGetQuantizationPipeline()), pm)))
    return failure();
  pm.addPass(std::make_unique<DropQuantizedTypesPass>());
  if (failed(parsePassPipeline(unwrap(fuselageGetBufferizationPipeline()), pm)))
    return failure();
  pm.addPass(std::make_unique<StructuredOpsToLaunchesPass>());
  if (failed(parsePassPipeline(unwrap(fuselageGetLoopsPipeline()), pm)))
    return failure();
  pm.addPass(std::make_unique<LoopsToLaunchesPass>(parsed));
  return parsePassPipeline(unwrap(fuselageGetLaunchCleanUpPipeline()), pm);
}

void fuselage::registerLoopPasses() {
  registerPassPipeline(
      "fuselage-lower-to-launches",
      "Lower tensors and loops of the host to gpu.launch ops",
      buildLowerToLaunches,
      [](function_ref<void(const detail::PassOptions &)> visit) {
        visit(LowerToLaunchesOptions());
      });
  PassRegistration<DropQuantizedTypesPass>();
  PassRegistration<LoopsToLaunchesPass>();
  PassRegistration<StructuredOpsToLaunchesPass>();
}
