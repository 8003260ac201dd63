//===- LoopPatterns.cpp - Upstream loop conversions -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/LoopPatterns.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/Transforms/Transforms.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

MlirOperation fuselageForallToParallel(MlirOperation forall) {
  auto op = cast<scf::ForallOp>(unwrap(forall));
  IRRewriter rewriter(op);
  scf::ParallelOp parallel;
  if (op->getNumResults() != 0 ||
      failed(scf::forallToParallelLoop(rewriter, op, &parallel)))
    return {nullptr};
  return wrap(parallel.getOperation());
}

MlirOperation fuselageAffineForToParallel(MlirOperation loop) {
  auto op = cast<affine::AffineForOp>(unwrap(loop));
  affine::AffineParallelOp parallel;
  if (op->getNumResults() != 0 ||
      failed(affine::affineParallelize(op, {}, &parallel)))
    return {nullptr};
  return wrap(parallel.getOperation());
}

/// The loop between the two neighbours of the replaced loop. The operations for
/// its bounds stand before it.
static Operation *findLoop(Block *block, Operation *before, Operation *after) {
  Operation *first = before           ? before->getNextNode()
                     : block->empty() ? nullptr
                                      : &block->front();
  for (Operation *op = first; op && op != after; op = op->getNextNode())
    if (isa<scf::ForOp, scf::ParallelOp, scf::IfOp>(op))
      return op;
  return nullptr;
}

static bool isAffine(Operation *op) {
  return isa<affine::AffineDialect>(op->getDialect());
}

MlirOperation fuselageLowerAffineOps(MlirOperation loop, bool *isComplete) {
  Operation *root = unwrap(loop);
  Block *block = root->getBlock();
  Operation *before = root->getPrevNode(), *after = root->getNextNode();
  bool isReplaced = isAffine(root);
  SmallVector<Operation *> ops;
  root->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isAffine(op))
      ops.push_back(op);
  });
  RewritePatternSet patterns(root->getContext());
  populateAffineToStdConversionPatterns(patterns);
  populateAffineToVectorConversionPatterns(patterns);
  affine::populateAffineExpandIndexOpsPatterns(patterns);
  (void)applyOpPatternsGreedily(
      ops, FrozenRewritePatternSet(std::move(patterns)),
      GreedyRewriteConfig()
          .setStrictness(GreedyRewriteStrictness::ExistingAndNewOps)
          .enableFolding(false)
          .enableConstantCSE(false));
  // The driver erases dead operations, even the root.
  Operation *lowered = isReplaced ? findLoop(block, before, after) : root;
  *isComplete = !lowered || !lowered
                                 ->walk([](Operation *op) {
                                   return isAffine(op) ? WalkResult::interrupt()
                                                       : WalkResult::advance();
                                 })
                                 .wasInterrupted();
  return wrap(lowered);
}

intptr_t fuselageStructuredOpGetNumParallelLoops(MlirOperation op) {
  auto structured = dyn_cast<linalg::LinalgOp>(unwrap(op));
  if (!structured || !structured.hasPureBufferSemantics())
    return -1;
  return structured.getNumParallelLoops();
}
