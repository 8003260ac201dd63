//===- InlineKernelsPass.cpp - The pass fuselage-inline-kernels -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/Passes.h"
#include "fuselage-c/Transforms.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace {

/// One call of fuselageInlineKernels.
struct InlineKernelsPass
    : public PassWrapper<InlineKernelsPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(InlineKernelsPass)

  StringRef getArgument() const final { return "fuselage-inline-kernels"; }
  StringRef getDescription() const final {
    return "Turn gpu.launch_func ops of visible kernels into gpu.launch ops";
  }

  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<gpu::GPUDialect>();
  }

  void runOnOperation() final {
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(unwrap(fuselageInlineKernels(module, nullptr))))
      signalPassFailure();
  }
};

} // namespace

void fuselage::registerInlineKernelsPass() {
  PassRegistration<InlineKernelsPass>();
}
