//===- Plugin.cpp - The pass fuselage-test-merge-launches -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Merges launches without asking the analysis, so that the test decides where
// threads of a block meet.
//
//===----------------------------------------------------------------------===//

#include "mlir/Tools/Plugins/PassPlugin.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/Compiler.h"

extern "C" {
#include "Transforms/Body/ForwardStores.h"
#include "Transforms/Merge/MergeLaunches.h"
}

using namespace mlir;

namespace {

/// Merges all launches directly in a block, with a barrier at each seam.
struct MergeLaunchesPass
    : public PassWrapper<MergeLaunchesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(MergeLaunchesPass)

  MergeLaunchesPass() = default;
  MergeLaunchesPass(const MergeLaunchesPass &other) : PassWrapper(other) {}

  StringRef getArgument() const final { return "fuselage-test-merge-launches"; }
  StringRef getDescription() const final {
    return "Merge adjacent gpu.launch ops, legal or not";
  }

  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<cf::ControlFlowDialect, gpu::GPUDialect>();
  }

  void runOnOperation() final {
    getOperation()->walk([this](Block *block) {
      SmallVector<MlirOperation> launches;
      for (gpu::LaunchOp launch : block->getOps<gpu::LaunchOp>())
        launches.push_back(wrap(launch.getOperation()));
      if (launches.size() > 1)
        merge(launches);
    });
  }

  void merge(ArrayRef<MlirOperation> launches) {
    SmallVector<bool> needsBarrier(launches.size(), barriers);
    if (!fuselageMergeLaunches(launches.data(), needsBarrier.data(),
                               launches.size()) ||
        !fuselageForwardStores(launches.front(), false))
      signalPassFailure();
  }

  Option<bool> barriers{*this, "barriers",
                        llvm::cl::desc("Let the threads of a block meet "
                                       "between the bodies"),
                        llvm::cl::init(true)};
};

} // namespace

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "FuselageMergeTest", FUSELAGE_VERSION,
          []() { PassRegistration<MergeLaunchesPass>(); }};
}
