//===- KernelPatterns.cpp - Upstream rewrite patterns for kernels ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/KernelPatterns.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

MlirLogicalResult fuselageLowerVectorOps(MlirOperation root) {
  Operation *operation = unwrap(root);
  RewritePatternSet patterns(operation->getContext());
  vector::populateVectorToVectorCanonicalizationPatterns(patterns);
  vector::populateVectorMaskLoweringPatternsForSideEffectingOps(patterns);
  vector::populateVectorMaskOpLoweringPatterns(patterns);
  vector::populateVectorContractLoweringPatterns(
      patterns, vector::VectorContractLowering::OuterProduct);
  vector::populateVectorOuterProductLoweringPatterns(patterns);
  vector::populateVectorMultiReductionLoweringPatterns(
      patterns, vector::VectorMultiReductionLowering::InnerParallel);
  vector::populateVectorTransferPermutationMapLoweringPatterns(patterns);
  vector::populateVectorTransferLoweringPatterns(patterns,
                                                 /*maxTransferRank=*/1);
  vector::populateVectorMaskMaterializationPatterns(
      patterns, /*force32BitVectorIndices=*/false);
  vector::populateVectorBroadcastLoweringPatterns(patterns);
  vector::populateVectorTransposeLoweringPatterns(
      patterns, vector::VectorTransposeLowering::EltWise);
  vector::populateVectorShapeCastLoweringPatterns(patterns);
  vector::populateVectorGatherLoweringPatterns(patterns);
  vector::populateVectorGatherToConditionalLoadPatterns(patterns);
  vector::populateVectorScanLoweringPatterns(patterns);
  vector::populateVectorStepLoweringPatterns(patterns);
  vector::populateVectorInterleaveLoweringPatterns(patterns);
  vector::populateVectorBitCastLoweringPatterns(patterns);
  vector::populateVectorRankReducingFMAPattern(patterns);
  vector::populateVectorFromElementsUnrollPatterns(patterns);
  vector::populateVectorToElementsUnrollPatterns(patterns);
  return wrap(applyPatternsGreedily(operation, std::move(patterns)));
}

namespace {

/// Replaces an operation by the LLVM intrinsic that computes the same. The
/// intrinsic goes in as llvm.call_intrinsic, because convert-gpu-to-nvvm takes
/// the dedicated operations back out in favour of libdevice.
template <typename OpTy>
struct MathToIntrinsic : public OpRewritePattern<OpTy> {
  MathToIntrinsic(MLIRContext *context, StringRef name)
      : OpRewritePattern<OpTy>(context), intrinsic(name) {}

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    Type element = getElementTypeOrSelf(type);
    auto vectorType = dyn_cast<VectorType>(type);
    if (!(element.isF32() || element.isF64()) ||
        (vectorType && vectorType.getRank() != 1))
      return failure();
    rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(
        op, type, rewriter.getStringAttr(intrinsic), op->getOperands());
    return success();
  }

  StringRef intrinsic;
};

/// |x| of an integer by comparison, which needs neither a library nor the
/// immediate argument of the intrinsic.
struct AbsIToSelect : public OpRewritePattern<math::AbsIOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::AbsIOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value zero = arith::ConstantOp::create(
        rewriter, loc, cast<TypedAttr>(rewriter.getZeroAttr(op.getType())));
    Value negated = arith::SubIOp::create(rewriter, loc, zero, op.getOperand());
    rewriter.replaceOpWithNewOp<arith::MaxSIOp>(op, op.getOperand(), negated);
    return success();
  }
};

} // namespace

/// The rewrite driver folds the intrinsics' patterns onto vectors of rank one;
/// this brings vectors of higher rank there.
static void addUnrolling(RewritePatternSet &patterns) {
  vector::UnrollVectorOptions options;
  options.setFilterConstraint([](Operation *op) {
    return success(isa<math::MathDialect>(op->getDialect()));
  });
  options.setNativeShapeFn(
      [](Operation *op) -> std::optional<SmallVector<int64_t>> {
        auto type = op->getNumResults() == 1
                        ? dyn_cast<VectorType>(op->getResult(0).getType())
                        : VectorType();
        if (!type || type.getRank() < 2)
          return std::nullopt;
        SmallVector<int64_t> shape(type.getRank(), 1);
        shape.back() = type.getShape().back();
        return shape;
      });
  vector::populateVectorUnrollPatterns(patterns, options);
}

namespace {

/// Adds the patterns of intrinsics that the filter accepts.
struct IntrinsicPatterns {
  RewritePatternSet &patterns;
  FuselageMathExpansionFilter filter;

  template <typename OpTy> void add(StringRef mnemonic, StringRef intrinsic) {
    if (filter(wrap(mnemonic), FUSELAGE_MATH_INTRINSIC))
      patterns.add<MathToIntrinsic<OpTy>>(patterns.getContext(), intrinsic);
  }
};

} // namespace

static void addIntrinsics(RewritePatternSet &patterns,
                          FuselageMathExpansionFilter filter) {
  IntrinsicPatterns intrinsics{patterns, filter};
  intrinsics.add<math::AbsFOp>("absf", "llvm.fabs");
  intrinsics.add<math::CeilOp>("ceil", "llvm.ceil");
  intrinsics.add<math::CopySignOp>("copysign", "llvm.copysign");
  intrinsics.add<math::FloorOp>("floor", "llvm.floor");
  intrinsics.add<math::FmaOp>("fma", "llvm.fma");
  intrinsics.add<math::RoundEvenOp>("roundeven", "llvm.roundeven");
  intrinsics.add<math::SqrtOp>("sqrt", "llvm.sqrt");
  intrinsics.add<math::TruncOp>("trunc", "llvm.trunc");
  if (filter(wrap(StringRef("absi")), FUSELAGE_MATH_INTRINSIC))
    patterns.add<AbsIToSelect>(patterns.getContext());
}

/// The mnemonics for which math::populateExpansionPatterns has a pattern.
static constexpr StringLiteral expandable[] = {
    "acosh", "asinh", "atanh",     "ceil",  "clampf", "cosh",
    "ctlz",  "exp2",  "fma",       "fpowi", "powf",   "round",
    "rsqrt", "sinh",  "roundeven", "tan",   "tanh"};

MlirLogicalResult fuselageExpandMathOps(MlirOperation root,
                                        FuselageMathExpansionFilter filter) {
  Operation *operation = unwrap(root);
  RewritePatternSet patterns(operation->getContext());
  auto accepts = [&](StringRef name, FuselageMathExpansion expansion) {
    name.consume_front("math.");
    return filter(wrap(name), expansion);
  };
  SmallVector<StringRef> expanded;
  for (StringRef mnemonic : expandable)
    if (accepts(mnemonic, FUSELAGE_MATH_EXPAND))
      expanded.push_back(mnemonic);
  if (!expanded.empty())
    math::populateExpansionPatterns(patterns, expanded);
  populateMathF32ExpansionPatterns(patterns, [&](StringRef name) {
    return accepts(name, FUSELAGE_MATH_EXPAND) ||
           accepts(name, FUSELAGE_MATH_APPROXIMATE) ||
           accepts(name, FUSELAGE_MATH_INTRINSIC);
  });
  populateMathPolynomialApproximationPatterns(patterns, [&](StringRef name) {
    return accepts(name, FUSELAGE_MATH_APPROXIMATE);
  });
  addIntrinsics(patterns, filter);
  addUnrolling(patterns);
  return wrap(applyPatternsGreedily(operation, std::move(patterns)));
}
