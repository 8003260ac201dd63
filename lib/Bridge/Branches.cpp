//===- Branches.cpp - Branches of several dialects as scf.if --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Branches.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/DialectConversion.h"

using namespace mlir;

/// Builds the case `number` and all cases after it, and returns their results.
/// The regions of scf.index_switch and of scf.if have the same terminators.
static ValueRange buildCases(OpBuilder &builder, scf::IndexSwitchOp op,
                             size_t number) {
  Location loc = op.getLoc();
  if (number == op.getCases().size()) {
    auto rest = scf::ExecuteRegionOp::create(builder, loc, op.getResultTypes());
    rest.getRegion().takeBody(op.getDefaultRegion());
    return rest.getResults();
  }
  Value value =
      arith::ConstantIndexOp::create(builder, loc, op.getCases()[number]);
  Value isCase = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                       op.getArg(), value);
  auto branch = scf::IfOp::create(builder, loc, op.getResultTypes(), isCase,
                                  /*addThenBlock=*/false,
                                  /*addElseBlock=*/false);
  branch.getThenRegion().takeBody(op.getCaseRegions()[number]);
  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(&branch.getElseRegion());
  ValueRange others = buildCases(builder, op, number + 1);
  scf::YieldOp::create(builder, loc, others);
  return branch.getResults();
}

static void lower(scf::IndexSwitchOp op) {
  OpBuilder builder(op);
  op.replaceAllUsesWith(buildCases(builder, op, 0));
  op.erase();
}

/// Upstream's lowering of the affine dialect, of conditions only.
static LogicalResult lowerAffineConditions(Operation *root) {
  RewritePatternSet patterns(root->getContext());
  populateAffineToStdConversionPatterns(patterns);
  ConversionTarget target(*root->getContext());
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  target.addIllegalOp<affine::AffineIfOp>();
  target.addDynamicallyLegalOp<affine::AffineYieldOp>([](Operation *op) {
    return !isa<scf::SCFDialect>(op->getParentOp()->getDialect());
  });
  return applyPartialConversion(root, target, std::move(patterns));
}

MlirLogicalResult fuselageLowerBranches(MlirOperation root) {
  SmallVector<scf::IndexSwitchOp> switches;
  bool hasConditions = false;
  unwrap(root)->walk([&](Operation *op) {
    hasConditions = hasConditions || isa<affine::AffineIfOp>(op);
    if (auto choice = dyn_cast<scf::IndexSwitchOp>(op))
      switches.push_back(choice);
  });
  for (scf::IndexSwitchOp op : switches)
    lower(op);
  return wrap(hasConditions ? lowerAffineConditions(unwrap(root)) : success());
}
