//===- CheckOverflow.cpp - Shows arithmetic that breaks its promise -------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// affine.apply promises that its products and sums do not wrap around. Without
// optimizations a CPU wraps them anyway, which would go unnoticed. Here the
// result is then a number that no program expects.
//
//===----------------------------------------------------------------------===//

#include "Passes.h"
#include "RuntimeCalls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace fuselage::test {
namespace {

struct CheckOverflowPass
    : PassWrapper<CheckOverflowPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(CheckOverflowPass)

  StringRef getArgument() const final { return "fuselage-test-check-overflow"; }
  StringRef getDescription() const final {
    return "Make the results of arithmetic that must not wrap around, and "
           "does, "
           "show";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<func::FuncDialect>();
  }

  void runOnOperation() final {
    getOperation().walk([](Operation *op) {
      llvm::TypeSwitch<Operation *>(op)
          .Case([](arith::AddIOp sum) { check(sum, "fuselageTestAddNoWrap"); })
          .Case([](arith::SubIOp difference) {
            check(difference, "fuselageTestSubtractNoWrap");
          })
          .Case([](arith::MulIOp product) {
            check(product, "fuselageTestMultiplyNoWrap");
          });
    });
  }

private:
  template <typename OpType> static void check(OpType op, StringRef function) {
    if (!op.getType().isIndex() ||
        !bitEnumContainsAny(op.getOverflowFlags(),
                            arith::IntegerOverflowFlags::nsw))
      return;
    OpBuilder builder(op);
    op.replaceAllUsesWith(callRuntime(builder, op.getLoc(), function,
                                      op.getType(), op->getOperands())
                              .getResult(0));
    op.erase();
  }
};

} // namespace

void registerCheckOverflowPass() { PassRegistration<CheckOverflowPass>(); }

} // namespace fuselage::test
