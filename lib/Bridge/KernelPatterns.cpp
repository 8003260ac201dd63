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
#include "mlir/Conversion/VectorToSCF/VectorToSCF.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include <limits>

using namespace mlir;

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
    auto vector = dyn_cast<VectorType>(type);
    if (!(element.isF32() || element.isF64()) ||
        (vector && vector.isScalable()))
      return failure();
    Location loc = op.getLoc();
    // LLVM has vectors of rank one only.
    Type flat =
        vector ? VectorType::get(vector.getNumElements(), element) : type;
    SmallVector<Value> operands(op->getOperands());
    if (flat != type)
      for (Value &operand : operands)
        operand = vector::ShapeCastOp::create(rewriter, loc, flat, operand);
    Value result =
        LLVM::CallIntrinsicOp::create(
            rewriter, loc, flat, rewriter.getStringAttr(intrinsic), operands)
            .getResults();
    if (flat != type)
      result = vector::ShapeCastOp::create(rewriter, loc, type, result);
    rewriter.replaceOp(op, result);
    return success();
  }

  StringRef intrinsic;
};

/// Replaces an operation by an operation of the LLVM dialect that needs no
/// library.
template <typename OpTy, typename LLVMOpTy>
struct ToOperation : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    Type element = getElementTypeOrSelf(type);
    auto vector = dyn_cast<VectorType>(type);
    if (!(element.isF32() || element.isF64()) ||
        (vector && (vector.isScalable() || vector.getRank() != 1)))
      return failure();
    rewriter.replaceOpWithNewOp<LLVMOpTy>(op, type, op.getLhs(), op.getRhs());
    return success();
  }
};

/// |x| of an integer by comparison, which needs neither a library nor the
/// immediate argument of the intrinsic.
struct AbsIToMax : public OpRewritePattern<math::AbsIOp> {
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

/// log10(x) = log2(x) * log10(2).
struct Log10ToLog2 : public OpRewritePattern<math::Log10Op> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::Log10Op op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!getElementTypeOrSelf(type).isF32())
      return failure();
    Location loc = op.getLoc();
    TypedAttr factor = rewriter.getF32FloatAttr(0.30102999566398120F);
    if (auto vector = dyn_cast<VectorType>(type))
      factor = DenseElementsAttr::get(vector, factor);
    Value log2 = math::Log2Op::create(rewriter, loc, op.getOperand(),
                                      op.getFastmathAttr());
    Value constant = arith::ConstantOp::create(rewriter, loc, factor);
    rewriter.replaceOpWithNewOp<arith::MulFOp>(op, log2, constant);
    return success();
  }
};

/// Computes sine and cosine separately. Upstream has no lowering of sincos of a
/// vector.
struct SplitSincos : public OpRewritePattern<math::SincosOp> {
  SplitSincos(MLIRContext *context, bool vectorsOnly)
      : OpRewritePattern(context), onlyVectors(vectorsOnly) {}

  LogicalResult matchAndRewrite(math::SincosOp op,
                                PatternRewriter &rewriter) const override {
    if (onlyVectors && !isa<VectorType>(op.getOperand().getType()))
      return failure();
    Location loc = op.getLoc();
    Value x = op.getOperand();
    auto flags = op.getFastmathAttr();
    rewriter.replaceOp(op, {math::SinOp::create(rewriter, loc, x, flags),
                            math::CosOp::create(rewriter, loc, x, flags)});
    return success();
  }

  bool onlyVectors;
};

/// Decides what kind of number a value is by comparisons.
template <typename OpTy>
struct ClassifyByComparison : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value x = op.getOperand();
    auto compare = [&](arith::CmpFPredicate predicate, Value a, Value b) {
      return arith::CmpFOp::create(rewriter, loc, predicate, a, b).getResult();
    };
    if constexpr (std::is_same_v<OpTy, math::IsNaNOp>) {
      rewriter.replaceOp(op, compare(arith::CmpFPredicate::UNO, x, x));
      return success();
    }
    auto &semantics =
        cast<FloatType>(getElementTypeOrSelf(x)).getFloatSemantics();
    auto constant = [&](const llvm::APFloat &value) -> Value {
      TypedAttr attribute =
          rewriter.getFloatAttr(getElementTypeOrSelf(x), value);
      if (auto vector = dyn_cast<VectorType>(x.getType()))
        attribute = DenseElementsAttr::get(vector, attribute);
      return arith::ConstantOp::create(rewriter, loc, attribute);
    };
    Value infinity = constant(llvm::APFloat::getInf(semantics));
    Value magnitude = math::AbsFOp::create(rewriter, loc, x);
    if constexpr (std::is_same_v<OpTy, math::IsInfOp>) {
      rewriter.replaceOp(
          op, compare(arith::CmpFPredicate::OEQ, magnitude, infinity));
      return success();
    }
    Value result = compare(arith::CmpFPredicate::OLT, magnitude, infinity);
    if constexpr (std::is_same_v<OpTy, math::IsNormalOp>) {
      Value least = constant(llvm::APFloat::getSmallestNormalized(semantics));
      result = arith::AndIOp::create(
          rewriter, loc, result,
          compare(arith::CmpFPredicate::OGE, magnitude, least));
    }
    rewriter.replaceOp(op, result);
    return success();
  }
};

/// Computes an operation on f16 or bf16 in f32. Upstream's patterns for this
/// leave out the functions that have intrinsics.
struct ComputeInF32 : public RewritePattern {
  ComputeInF32(MLIRContext *context, llvm::function_ref<bool(StringRef)> accept)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/2, context),
        accepts(accept) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isa<math::MathDialect, arith::ArithDialect>(op->getDialect()) ||
        op->getNumResults() != 1 || !isSmall(op->getResult(0).getType()) ||
        !accepts(op->getName().getStringRef()))
      return failure();
    Location loc = op->getLoc();
    OperationState state(loc, op->getName());
    for (Value operand : op->getOperands())
      state.operands.push_back(
          isSmall(operand.getType())
              ? arith::ExtFOp::create(rewriter, loc, toF32(operand.getType()),
                                      operand)
              : operand);
    state.addTypes(toF32(op->getResult(0).getType()));
    state.addAttributes(op->getAttrs());
    Value result = rewriter.create(state)->getResult(0);
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op->getResult(0).getType(),
                                                 result);
    return success();
  }

  static bool isSmall(Type type) {
    Type element = getElementTypeOrSelf(type);
    return element.isF16() || element.isBF16();
  }

  static Type toF32(Type type) {
    Type f32 = Float32Type::get(type.getContext());
    auto vector = dyn_cast<VectorType>(type);
    return vector ? Type(vector.clone(f32)) : f32;
  }

  llvm::function_ref<bool(StringRef)> accepts;
};

/// The small types whose multiply-add is rounded once by an instruction.
struct FmaSupport {
  bool hasF16;
  bool hasBF16;

  bool has(Type element) const { return element.isF16() ? hasF16 : hasBF16; }
};

/// Builds arithmetic on values of one shape, scalars or vectors.
struct ShapedBuilder {
  PatternRewriter &rewriter;
  Location loc;
  Type shape;

  Type typeOf(Type element) const {
    auto vector = dyn_cast<VectorType>(shape);
    return vector ? Type(vector.clone(element)) : element;
  }
  Value extend(Value value, Type element) const {
    return arith::ExtFOp::create(rewriter, loc, typeOf(element), value);
  }
  Value constant(TypedAttr scalar) const {
    if (auto vector = dyn_cast<VectorType>(typeOf(scalar.getType())))
      scalar = DenseElementsAttr::get(vector, scalar);
    return arith::ConstantOp::create(rewriter, loc, scalar);
  }
  Value integer(int32_t value) const {
    return constant(rewriter.getI32IntegerAttr(value));
  }
  Value add(Value a, Value b) const {
    return arith::AddFOp::create(rewriter, loc, a, b);
  }
  Value sub(Value a, Value b) const {
    return arith::SubFOp::create(rewriter, loc, a, b);
  }
  Value compare(arith::CmpFPredicate predicate, Value a, Value b) const {
    return arith::CmpFOp::create(rewriter, loc, predicate, a, b);
  }
  Value compare(arith::CmpIPredicate predicate, Value a, Value b) const {
    return arith::CmpIOp::create(rewriter, loc, predicate, a, b);
  }
  Value both(Value a, Value b) const {
    return arith::AndIOp::create(rewriter, loc, a, b);
  }
};

/// Rounds a multiply-add of f16 or bf16 once. Rounding an f32 result again
/// gives a wrong number if the f32 result lies halfway between two small
/// numbers.
template <typename OpTy> struct RoundFmaOnce : public OpRewritePattern<OpTy> {
  RoundFmaOnce(MLIRContext *context, FmaSupport chip)
      : OpRewritePattern<OpTy>(context), support(chip) {}

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Type type = op->getResult(0).getType();
    Type element = getElementTypeOrSelf(type);
    auto vector = dyn_cast<VectorType>(type);
    if (!(element.isF16() || element.isBF16()) ||
        (vector && vector.isScalable()))
      return failure();
    Value result =
        support.has(element)
            ? callIntrinsic(rewriter, op.getLoc(), type, op->getOperands())
            : roundToOdd({rewriter, op.getLoc(), type}, op->getOperands());
    rewriter.replaceOp(op, result);
    return success();
  }

  /// LLVM has vectors of rank one only.
  static Value callIntrinsic(PatternRewriter &rewriter, Location loc, Type type,
                             OperandRange values) {
    auto vector = dyn_cast<VectorType>(type);
    Type flat = vector ? VectorType::get(vector.getNumElements(),
                                         vector.getElementType())
                       : type;
    SmallVector<Value> operands(values);
    if (flat != type)
      for (Value &operand : operands)
        operand = vector::ShapeCastOp::create(rewriter, loc, flat, operand);
    Value result =
        LLVM::CallIntrinsicOp::create(
            rewriter, loc, flat, rewriter.getStringAttr("llvm.fma"), operands)
            .getResults();
    return flat == type
               ? result
               : vector::ShapeCastOp::create(rewriter, loc, type, result);
  }

  /// Rounds the exact result to odd: if it lies between two f32 numbers, takes
  /// the one with an odd last bit. A second rounding then never sees a tie that
  /// the exact result does not have. The product is exact in f64. Knuth's
  /// two-sum gives the error of the sum.
  static Value roundToOdd(const ShapedBuilder &b, OperandRange operands) {
    Type f64 = b.rewriter.getF64Type();
    Type f32 = b.rewriter.getF32Type();
    Value product =
        arith::MulFOp::create(b.rewriter, b.loc, b.extend(operands[0], f64),
                              b.extend(operands[1], f64));
    Value addend = b.extend(operands[2], f64);
    Value sum = b.add(product, addend);
    Value part = b.sub(sum, product);
    Value lost = b.add(b.sub(product, b.sub(sum, part)), b.sub(addend, part));
    Value nearest = math::FmaOp::create(
        b.rewriter, b.loc, b.extend(operands[0], f32),
        b.extend(operands[1], f32), b.extend(operands[2], f32));
    Value rest = b.add(b.sub(sum, b.extend(nearest, f64)), lost);
    Value odd = makeOdd(b, nearest, rest);
    return arith::TruncFOp::create(b.rewriter, b.loc, b.shape, odd);
  }

  static Value makeOdd(const ShapedBuilder &b, Value nearest, Value rest) {
    Type f32 = b.rewriter.getF32Type();
    Value zero = b.integer(0);
    Value one = b.integer(1);
    Value noRest = b.constant(b.rewriter.getF64FloatAttr(0.0));
    Value bits = arith::BitcastOp::create(
        b.rewriter, b.loc, b.typeOf(b.rewriter.getI32Type()), nearest);
    Value infinity = b.constant(
        b.rewriter.getF32FloatAttr(std::numeric_limits<float>::infinity()));
    Value magnitude = math::AbsFOp::create(b.rewriter, b.loc, nearest);
    Value isEven = b.compare(arith::CmpIPredicate::eq, b.both(bits, one), zero);
    Value moves = b.both(
        b.both(isEven, b.compare(arith::CmpFPredicate::ONE, rest, noRest)),
        b.compare(arith::CmpFPredicate::OLT, magnitude, infinity));
    Value isAway = arith::XOrIOp::create(
        b.rewriter, b.loc, b.compare(arith::CmpFPredicate::OGT, rest, noRest),
        b.compare(arith::CmpIPredicate::slt, bits, zero));
    Value step =
        arith::SelectOp::create(b.rewriter, b.loc, isAway, one, b.integer(-1));
    step = arith::SelectOp::create(b.rewriter, b.loc, moves, step, zero);
    Value moved = arith::AddIOp::create(b.rewriter, b.loc, bits, step);
    return arith::BitcastOp::create(b.rewriter, b.loc, b.typeOf(f32), moved);
  }

  FmaSupport support;
};

/// Adds the patterns of the expansions that the filter accepts.
struct FilteredPatterns {
  RewritePatternSet &patterns;
  FuselageMathExpansionFilter filter;
  FuselageMathExpansion expansion;

  template <typename Pattern, typename... Args>
  void add(StringRef mnemonic, Args &&...args) {
    if (filter(wrap(mnemonic), expansion))
      patterns.add<Pattern>(patterns.getContext(), std::forward<Args>(args)...);
  }
};

} // namespace

static void addIntrinsics(RewritePatternSet &patterns,
                          FuselageMathExpansionFilter filter) {
  FilteredPatterns filtered{patterns, filter, FUSELAGE_MATH_INTRINSIC};
  filtered.add<MathToIntrinsic<math::AbsFOp>>("absf", "llvm.fabs");
  filtered.add<MathToIntrinsic<math::CeilOp>>("ceil", "llvm.ceil");
  filtered.add<MathToIntrinsic<math::CopySignOp>>("copysign", "llvm.copysign");
  filtered.add<MathToIntrinsic<math::FloorOp>>("floor", "llvm.floor");
  filtered.add<MathToIntrinsic<math::FmaOp>>("fma", "llvm.fma");
  filtered.add<MathToIntrinsic<math::RoundEvenOp>>("roundeven",
                                                   "llvm.roundeven");
  filtered.add<MathToIntrinsic<math::SqrtOp>>("sqrt", "llvm.sqrt");
  filtered.add<MathToIntrinsic<math::TruncOp>>("trunc", "llvm.trunc");
  filtered.add<ToOperation<arith::MaxNumFOp, LLVM::MaxNumOp>>("maxnumf");
  filtered.add<ToOperation<arith::MinNumFOp, LLVM::MinNumOp>>("minnumf");
}

/// The expansions that upstream does not have.
static void addOwnExpansions(RewritePatternSet &patterns,
                             FuselageMathExpansionFilter filter) {
  FilteredPatterns filtered{patterns, filter, FUSELAGE_MATH_EXPAND};
  filtered.add<AbsIToMax>("absi");
  filtered.add<Log10ToLog2>("log10");
  filtered.add<SplitSincos>("sincos", /*vectorsOnly=*/false);
  filtered.add<ClassifyByComparison<math::IsFiniteOp>>("isfinite");
  filtered.add<ClassifyByComparison<math::IsInfOp>>("isinf");
  filtered.add<ClassifyByComparison<math::IsNaNOp>>("isnan");
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
    if (!name.consume_front("math."))
      name.consume_front("arith.");
    return filter(wrap(name), expansion);
  };
  auto acceptsAny = [&](StringRef name) {
    return accepts(name, FUSELAGE_MATH_EXPAND) ||
           accepts(name, FUSELAGE_MATH_APPROXIMATE) ||
           accepts(name, FUSELAGE_MATH_INTRINSIC);
  };
  SmallVector<StringRef> expanded;
  for (StringRef mnemonic : expandable)
    if (accepts(mnemonic, FUSELAGE_MATH_EXPAND))
      expanded.push_back(mnemonic);
  if (!expanded.empty()) // an empty list would mean all of them
    math::populateExpansionPatterns(patterns, expanded);
  populateMathPolynomialApproximationPatterns(patterns, [&](StringRef name) {
    return accepts(name, FUSELAGE_MATH_APPROXIMATE);
  });
  addIntrinsics(patterns, filter);
  addOwnExpansions(patterns, filter);
  patterns.add<ComputeInF32>(patterns.getContext(), acceptsAny);
  return wrap(applyPatternsGreedily(operation, std::move(patterns)));
}

void fuselageDropPrivateMemorySpace(MlirOperation root) {
  auto isPrivate = [](Attribute space) {
    constexpr int64_t localAddressSpace = 5;
    if (auto number = dyn_cast_or_null<IntegerAttr>(space))
      return number.getInt() == localAddressSpace;
    auto address = dyn_cast_or_null<gpu::AddressSpaceAttr>(space);
    return address && address.getValue() == gpu::AddressSpace::Private;
  };
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](MemRefType type) -> std::optional<Type> {
    if (!isPrivate(type.getMemorySpace()))
      return std::nullopt;
    return MemRefType::Builder(type).setMemorySpace(nullptr);
  });
  replacer.addReplacement([&](UnrankedMemRefType type) -> std::optional<Type> {
    if (!isPrivate(type.getMemorySpace()))
      return std::nullopt;
    return UnrankedMemRefType::get(type.getElementType(), nullptr);
  });
  replacer.recursivelyReplaceElementsIn(unwrap(root), /*replaceAttrs=*/true,
                                        /*replaceLocs=*/false,
                                        /*replaceTypes=*/true);
  unwrap(root)->walk([](memref::MemorySpaceCastOp cast) {
    if (cast.getSource().getType() != cast.getType())
      return;
    cast.replaceAllUsesWith(cast.getSource());
    cast.erase();
  });
}

MlirLogicalResult fuselageCompleteMathOps(MlirOperation root, bool hasF16Fma,
                                          bool hasBF16Fma) {
  Operation *operation = unwrap(root);
  RewritePatternSet patterns(operation->getContext());
  FmaSupport support{hasF16Fma, hasBF16Fma};
  patterns.add<RoundFmaOnce<math::FmaOp>, RoundFmaOnce<vector::FMAOp>>(
      patterns.getContext(), support);
  patterns.add<SplitSincos>(patterns.getContext(), /*vectorsOnly=*/true);
  patterns.add<ClassifyByComparison<math::IsNormalOp>>(patterns.getContext());
  math::populateExpansionPatterns(patterns, {"clampf"});
  return wrap(applyPatternsGreedily(operation, std::move(patterns)));
}

/// Turns masks of operations into operands, and brings the dimensions of
/// transfers into the order of memory. This step comes before the unrolling
/// below, which expects a mask in the order of the vector.
static LogicalResult orderTransfers(Operation *operation) {
  RewritePatternSet patterns(operation->getContext());
  vector::populateVectorMaskLoweringPatternsForSideEffectingOps(patterns);
  vector::populateVectorTransferPermutationMapLoweringPatterns(patterns);
  return applyPatternsGreedily(operation, std::move(patterns));
}

/// Turns transfers of several dimensions into loops of transfers of one
/// dimension. The later patterns lower those to loads and stores.
static LogicalResult unrollTransfers(Operation *operation) {
  RewritePatternSet patterns(operation->getContext());
  VectorTransferToSCFOptions options;
  options.enableFullUnroll();
  populateVectorToSCFConversionPatterns(patterns, options);
  return applyPatternsGreedily(operation, std::move(patterns));
}

MlirLogicalResult fuselageLowerCompoundOps(MlirOperation root) {
  Operation *operation = unwrap(root);
  if (failed(orderTransfers(operation)) || failed(unrollTransfers(operation)))
    return wrap(failure());
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
