//===- PolyhedralReader.c - Values as functions of the threads ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralReader.h"

#include "Analysis/Polyhedral/PolyhedralArithmetic.h"
#include "Bridge/Enums.h"
#include "IR/ItemIndex.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <isl/val.h>

/// The most operations to read for one access, and the most in one chain.
enum { maxReads = FUSELAGE_BOUND(2000, 16), maxDepth = FUSELAGE_BOUND(100, 4) };

static const FuselagePolyValue unknown = {.function = NULL};

static FuselagePolyValue readAtDepth(FuselagePolyReader *reader,
                                     MlirValue value, int depth);
static void boundHostVariable(FuselagePolyReader *reader, MlirValue value,
                              uint32_t number, FuselageIntRange *range,
                              int depth);

static int64_t minimum(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t maximum(int64_t a, int64_t b) { return a > b ? a : b; }

/// Other code reads constants and single bits.
static bool isReadable(MlirType type) {
  return mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) <= 64 &&
          mlirIntegerTypeGetWidth(type) > 1);
}

//===----------------------------------------------------------------------===//
// Leaves
//===----------------------------------------------------------------------===//

/// A host value becomes a parameter; the reader does not follow it, but knows
/// the bounds of the variable of a loop.
static FuselagePolyValue readParameter(FuselagePolyReader *reader,
                                       MlirValue value, int depth) {
  uint32_t number = fuselageSymbolTableGetNumber(reader->symbols, value);
  if (number == FUSELAGE_POINTER_NOT_FOUND) {
    reader->outOfMemory = true;
    return unknown;
  }
  FuselageIntRange range = fuselageValueGetRange(value);
  boundHostVariable(reader, value, number, &range, depth);
  return (FuselagePolyValue){fuselagePolyParameter(reader->ctx, number),
                             range.min, range.max, 0};
}

static bool isDefinedInBody(const FuselagePolyReader *reader, MlirValue value) {
  return fuselageValueIsDefinedInside(value, reader->launch);
}

static FuselagePolyValue readLeaf(FuselagePolyReader *reader, MlirValue value,
                                  int depth) {
  if (!isDefinedInBody(reader, value) ||
      fuselageValueIsSizeFromOutside(value, reader->launch))
    return readParameter(reader, value, depth);
  reader->isExact = false;
  return unknown;
}

static int64_t boundOfExtent(const FuselagePolyReader *reader, int id) {
  return maximum((int64_t)fuselageIterationSpaceGetBound(reader->space, id), 1);
}

static FuselagePolyValue readId(const FuselagePolyReader *reader, int id) {
  return (FuselagePolyValue){fuselagePolyDim(reader->ctx, (unsigned)id), 0,
                             boundOfExtent(reader, id) - 1, 0};
}

static FuselagePolyValue readExtent(FuselagePolyReader *reader, int id,
                                    int depth) {
  return readAtDepth(reader, fuselageLaunchGetSizeOperand(reader->launch, id),
                     depth);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static isl_pw_aff *dimOfExtra(const FuselagePolyReader *reader,
                              unsigned number) {
  return fuselagePolyDim(reader->ctx, FUSELAGE_NUM_IDS + number);
}

__isl_give isl_pw_aff *fuselagePolyReaderAddAny(FuselagePolyReader *reader) {
  reader->isExact = false;
  if (reader->numExtraDims == FUSELAGE_MAX_EXTRA_DIMS)
    return NULL;
  reader->extraDims[reader->numExtraDims] = (FuselageExtraDim){{NULL}, 0, 0};
  return dimOfExtra(reader, reader->numExtraDims++);
}

/// The bounds and the step of an induction variable.
typedef struct LoopOperands {
  MlirValue lower, upper, step;
} LoopOperands;

/// Finds the loop whose induction variable a block argument is. Fails for a
/// loop with an unsigned comparison.
static bool findLoop(MlirValue argument, LoopOperands *loop) {
  MlirOperation op =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(argument));
  intptr_t number = mlirBlockArgumentGetArgNumber(argument);
  intptr_t count;
  if (fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) && number == 0 &&
      mlirAttributeIsNull(
          fuselageOperationGetInherentAttribute(op, "unsignedCmp")))
    count = 1;
  else if (fuselageOperationIs(op, FUSELAGE_OP_SCF_PARALLEL))
    count = mlirBlockGetNumArguments(mlirBlockArgumentGetOwner(argument));
  else
    return false;
  *loop = (LoopOperands){mlirOperationGetOperand(op, number),
                         mlirOperationGetOperand(op, count + number),
                         mlirOperationGetOperand(op, 2 * count + number)};
  return true;
}

/// Constrains an induction variable to the lower bound plus multiples of the
/// step, a constant.
static void constrainResidue(FuselagePolyReader *reader,
                             __isl_keep isl_pw_aff *variable,
                             FuselagePolyValue lower, FuselagePolyValue step) {
  isl_pw_aff *distance = isl_pw_aff_sub(isl_pw_aff_copy(variable),
                                        isl_pw_aff_copy(lower.function));
  isl_pw_aff *rest =
      isl_pw_aff_mod_val(distance, isl_val_int_from_si(reader->ctx, step.min));
  fuselagePolyReaderConstrain(
      reader, isl_pw_aff_eq_set(rest, fuselagePolyConstant(reader->ctx, 0)));
}

/// Constrains an induction variable to the values that it takes. A step that is
/// not positive is undefined.
static void constrainInduction(FuselagePolyReader *reader,
                               __isl_keep isl_pw_aff *variable,
                               FuselagePolyValue lower, FuselagePolyValue upper,
                               FuselagePolyValue step) {
  if (fuselagePolyIsConstant(step) && step.min > 1 &&
      fuselagePolyIsPlain(lower))
    constrainResidue(reader, variable, lower, step);
  else if (!fuselagePolyIsConstant(step))
    reader->isExact = false;
  if (!fuselagePolyIsPlain(lower) || !fuselagePolyIsPlain(upper))
    reader->isExact = false;
  fuselagePolyReaderConstrain(
      reader,
      fuselagePolyBetween(
          fuselagePolyIsPlain(lower) ? isl_pw_aff_copy(lower.function) : NULL,
          isl_pw_aff_copy(variable),
          fuselagePolyIsPlain(upper) ? isl_pw_aff_copy(upper.function) : NULL));
}

/// A variable that starts over from below goes on with the same remainder if
/// the step divides the number of all values of its type: a power of two.
static bool wrappingKeepsResidue(FuselagePolyValue lower,
                                 FuselagePolyValue step) {
  return fuselagePolyIsConstant(step) && step.min > 1 &&
         (step.min & (step.min - 1)) == 0 && fuselagePolyIsPlain(lower);
}

static int64_t largest(FuselagePolyValue value, MlirType type) {
  return fuselagePolyIsPlain(value) ? value.max
                                    : fuselageIntRangeOfType(type).max;
}

/// True if the last step of a loop may leave the type: the variable then wraps
/// around and the loop goes on. Before that step the variable is less than the
/// upper bound.
static bool inductionMayWrap(MlirType type, FuselagePolyValue upper,
                             FuselagePolyValue step) {
  int64_t last;
  return __builtin_add_overflow(largest(upper, type), largest(step, type) - 1,
                                &last) ||
         last > fuselageIntRangeOfType(type).max;
}

/// Constrains the variable of a loop, of the given type, to the values that it
/// takes. Returns their range.
static FuselageIntRange constrainToLoop(FuselagePolyReader *reader,
                                        __isl_keep isl_pw_aff *variable,
                                        MlirType type, const LoopOperands *loop,
                                        int depth) {
  FuselagePolyValue lower = readAtDepth(reader, loop->lower, depth);
  FuselagePolyValue upper = readAtDepth(reader, loop->upper, depth);
  FuselagePolyValue step = readAtDepth(reader, loop->step, depth);
  FuselageIntRange range = fuselageIntRangeOfType(type);
  if (inductionMayWrap(type, upper, step)) {
    if (wrappingKeepsResidue(lower, step))
      constrainResidue(reader, variable, lower, step);
    lower = fuselagePolyFreeBoth(lower, upper);
    upper = fuselagePolyUnknown();
  }
  constrainInduction(reader, variable, lower, upper, step);
  if (fuselagePolyIsPlain(lower))
    range.min = lower.min;
  if (fuselagePolyIsPlain(upper) && upper.max > INT64_MIN)
    range.max = maximum(upper.max - 1, range.min);
  fuselagePolyFree(lower);
  fuselagePolyFree(upper);
  fuselagePolyFree(step);
  return range;
}

static FuselagePolyValue readInduction(FuselagePolyReader *reader,
                                       MlirValue value, int depth) {
  LoopOperands loop;
  if (!findLoop(value, &loop) ||
      reader->numExtraDims == FUSELAGE_MAX_EXTRA_DIMS)
    return readLeaf(reader, value, depth);
  unsigned number = reader->numExtraDims++;
  reader->extraDims[number] = (FuselageExtraDim){{NULL}, 0, 0};
  isl_pw_aff *variable = dimOfExtra(reader, number);
  FuselageIntRange range =
      constrainToLoop(reader, variable, mlirValueGetType(value), &loop, depth);
  reader->extraDims[number] = (FuselageExtraDim){value, range.min, range.max};
  return (FuselagePolyValue){variable, range.min, range.max, 0};
}

/// The launch runs within the loop. Where the bounds of the variable are asked
/// for while they are read, in code that nobody reaches, there are none.
static void boundHostVariable(FuselagePolyReader *reader, MlirValue value,
                              uint32_t number, FuselageIntRange *range,
                              int depth) {
  LoopOperands loop;
  for (unsigned i = 0; i < reader->numHostVariables; ++i)
    if (mlirValueEqual(reader->hostVariables[i].value, value)) {
      *range = (FuselageIntRange){reader->hostVariables[i].min,
                                  reader->hostVariables[i].max};
      return;
    }
  if (!mlirValueIsABlockArgument(value) ||
      reader->numHostVariables == FUSELAGE_MAX_HOST_VARIABLES ||
      !findLoop(value, &loop))
    return;
  FuselageExtraDim *known = &reader->hostVariables[reader->numHostVariables++];
  *known = (FuselageExtraDim){value, range->min, range->max};
  isl_pw_aff *variable = fuselagePolyParameter(reader->ctx, number);
  *range =
      constrainToLoop(reader, variable, mlirValueGetType(value), &loop, depth);
  isl_pw_aff_free(variable);
  *known = (FuselageExtraDim){value, range->min, range->max};
}

static FuselagePolyValue readItemIndex(FuselagePolyReader *reader,
                                       MlirValue value, int depth) {
  FuselageItemIndex index = fuselageValueGetItemIndex(value, reader->launch);
  switch (index.kind) {
  case FUSELAGE_ITEM_NONE:
    break;
  case FUSELAGE_ITEM_ID:
    return readId(reader, index.number);
  case FUSELAGE_ITEM_EXTENT:
    return readExtent(reader, index.number, depth);
  case FUSELAGE_ITEM_GLOBAL_ID: {
    MlirType type = mlirValueGetType(value);
    int thread = FUSELAGE_NUM_GRID_IDS + index.number;
    return fuselagePolyAdd(
        fuselagePolyMultiply(readId(reader, index.number),
                             readExtent(reader, thread, depth), type),
        readId(reader, thread), type);
  }
  }
  return readLeaf(reader, value, depth);
}

static FuselagePolyValue readBlockArgument(FuselagePolyReader *reader,
                                           MlirValue value, int depth) {
  for (unsigned i = 0; i < reader->numExtraDims; ++i)
    if (mlirValueEqual(reader->extraDims[i].value, value))
      return (FuselagePolyValue){dimOfExtra(reader, i),
                                 reader->extraDims[i].min,
                                 reader->extraDims[i].max, 0};
  bool isInduction = isDefinedInBody(reader, value) &&
                     !mlirBlockEqual(mlirBlockArgumentGetOwner(value),
                                     fuselageLaunchGetEntry(reader->launch));
  return isInduction ? readInduction(reader, value, depth)
                     : readItemIndex(reader, value, depth);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// A cast keeps a value that fits into both types. An unsigned cast keeps it
/// only if it is not negative.
static FuselagePolyValue readCast(FuselagePolyReader *reader, MlirOperation op,
                                  bool isUnsigned, int depth) {
  FuselagePolyValue value =
      readAtDepth(reader, mlirOperationGetOperand(op, 0), depth);
  if (isUnsigned && !fuselagePolyIsNonNegative(value)) {
    fuselagePolyFree(value);
    return unknown;
  }
  return fuselagePolyCast(value,
                          mlirValueGetType(mlirOperationGetResult(op, 0)));
}

static FuselagePolyValue readExpression(FuselagePolyReader *reader,
                                        MlirAffineExpr expression,
                                        MlirOperation op, intptr_t firstOperand,
                                        intptr_t numDims, int depth) {
  if (--reader->budget < 0)
    return unknown;
  int64_t constant;
  if (fuselageExprIsConstant(expression, &constant))
    return fuselagePolyConstantValue(reader->ctx, constant);
  if (!mlirAffineExprIsABinary(expression)) {
    intptr_t position =
        mlirAffineExprIsADim(expression)
            ? mlirAffineDimExprGetPosition(expression)
            : numDims + mlirAffineSymbolExprGetPosition(expression);
    return readAtDepth(
        reader, mlirOperationGetOperand(op, firstOperand + position), depth);
  }
  FuselagePolyValue lhs =
      readExpression(reader, mlirAffineBinaryOpExprGetLHS(expression), op,
                     firstOperand, numDims, depth);
  FuselagePolyValue rhs =
      readExpression(reader, mlirAffineBinaryOpExprGetRHS(expression), op,
                     firstOperand, numDims, depth);
  MlirType type = mlirIndexTypeGet(mlirOperationGetContext(op));
  if (mlirAffineExprIsAAdd(expression))
    return fuselagePolyAdd(lhs, rhs, type);
  if (mlirAffineExprIsAMul(expression))
    return fuselagePolyMultiply(lhs, rhs, type);
  if (mlirAffineExprIsAMod(expression))
    return fuselagePolyMod(lhs, rhs);
  return mlirAffineExprIsAFloorDiv(expression) ? fuselagePolyFloorDiv(lhs, rhs)
                                               : fuselagePolyCeilDiv(lhs, rhs);
}

/// The result of `affine.apply`, and the smallest or largest result of the map
/// of `affine.min` and `affine.max`.
static FuselagePolyValue readAffine(FuselagePolyReader *reader,
                                    MlirOperation op, int depth) {
  MlirAffineMap map = fuselageOperationGetAffineMap(op);
  bool isMax = fuselageOperationIs(op, FUSELAGE_OP_AFFINE_MAX);
  FuselagePolyValue picked = unknown;
  for (intptr_t i = 0; i < mlirAffineMapGetNumResults(map); ++i) {
    FuselagePolyValue result =
        readExpression(reader, mlirAffineMapGetResult(map, i), op, 0,
                       mlirAffineMapGetNumDims(map), depth);
    if (i == 0)
      picked = result;
    else
      picked = isMax ? fuselagePolyMax(picked, result)
                     : fuselagePolyMin(picked, result);
  }
  return picked;
}

/// A choice between two values by a condition that is known exactly.
static FuselagePolyValue readSelect(FuselagePolyReader *reader,
                                    MlirOperation op, int depth) {
  bool isExact = true;
  isl_set *condition = fuselagePolyReadCondition(
      reader, mlirOperationGetOperand(op, 0), false, &isExact);
  FuselagePolyValue a =
      readAtDepth(reader, mlirOperationGetOperand(op, 1), depth);
  FuselagePolyValue b =
      readAtDepth(reader, mlirOperationGetOperand(op, 2), depth);
  if (!isExact || !fuselagePolyIsPlain(a) || !fuselagePolyIsPlain(b)) {
    isl_set_free(condition);
    return fuselagePolyFreeBoth(a, b);
  }
  isl_set *otherwise = isl_set_complement(isl_set_copy(condition));
  return (FuselagePolyValue){
      isl_pw_aff_union_add(isl_pw_aff_intersect_domain(a.function, condition),
                           isl_pw_aff_intersect_domain(b.function, otherwise)),
      minimum(a.min, b.min), maximum(a.max, b.max), 0};
}

static FuselagePolyValue readKnownOperation(FuselagePolyReader *reader,
                                            MlirOperation op, MlirValue value,
                                            int depth) {
  FuselageOp kind = fuselageOperationGetKind(op);
  FuselageOpClass opClass = fuselageOpGetClass(kind);
  if (fuselageOpClassIsArithmetic(opClass))
    return fuselagePolyApply(
        reader->ctx, opClass,
        readAtDepth(reader, mlirOperationGetOperand(op, 0), depth),
        readAtDepth(reader, mlirOperationGetOperand(op, 1), depth),
        mlirValueGetType(value));
  if (kind == FUSELAGE_OP_AFFINE_APPLY || kind == FUSELAGE_OP_AFFINE_MIN ||
      kind == FUSELAGE_OP_AFFINE_MAX)
    return readAffine(reader, op, depth);
  if (kind == FUSELAGE_OP_ARITH_SELECT)
    return readSelect(reader, op, depth);
  if (opClass == FUSELAGE_CLASS_CAST || opClass == FUSELAGE_CLASS_CAST_UNSIGNED)
    return readCast(reader, op, opClass == FUSELAGE_CLASS_CAST_UNSIGNED, depth);
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU) &&
      isDefinedInBody(reader, value))
    return readItemIndex(reader, value, depth);
  return unknown;
}

static FuselagePolyValue readAtDepth(FuselagePolyReader *reader,
                                     MlirValue value, int depth) {
  if (reader->outOfMemory)
    return unknown;
  if (!isReadable(mlirValueGetType(value)) || depth > maxDepth ||
      --reader->budget < 0)
    return isReadable(mlirValueGetType(value)) ? readLeaf(reader, value, depth)
                                               : unknown;
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant))
    return fuselagePolyConstantValue(reader->ctx, constant);
  MlirValue origin;
  if (!fuselageSizeTableFindOrigin(&reader->symbols->sizes, value, &origin)) {
    reader->outOfMemory = true;
    return unknown;
  }
  if (mlirValueIsABlockArgument(origin))
    return readBlockArgument(reader, origin, depth + 1);
  FuselagePolyValue result = readKnownOperation(
      reader, mlirOpResultGetOwner(origin), origin, depth + 1);
  return fuselagePolyIsKnown(result) ? result
                                     : readLeaf(reader, origin, depth + 1);
}

FuselagePolyValue fuselagePolyReadValue(FuselagePolyReader *reader,
                                        MlirValue value) {
  return readAtDepth(reader, value, 0);
}

FuselagePolyValue fuselagePolyReadExpression(FuselagePolyReader *reader,
                                             MlirAffineExpr expression,
                                             MlirOperation op,
                                             intptr_t firstOperand,
                                             intptr_t numDims) {
  return readExpression(reader, expression, op, firstOperand, numDims, 0);
}

FuselagePolyValue fuselagePolyReadMapResult(FuselagePolyReader *reader,
                                            MlirAffineMap map, intptr_t result,
                                            MlirOperation op,
                                            intptr_t firstOperand) {
  return readExpression(reader, mlirAffineMapGetResult(map, result), op,
                        firstOperand, mlirAffineMapGetNumDims(map), 0);
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

typedef isl_set *(*Comparison)(isl_pw_aff *, isl_pw_aff *);

/// By the predicate of `arith.cmpi`; `index.cmp` has its own. An unsigned
/// predicate means the same as the signed one if both operands are not
/// negative.
static const Comparison comparisons[] = {
    [FUSELAGE_CMPI_EQ] = isl_pw_aff_eq_set,
    [FUSELAGE_CMPI_NE] = isl_pw_aff_ne_set,
    [FUSELAGE_CMPI_SLT] = isl_pw_aff_lt_set,
    [FUSELAGE_CMPI_SLE] = isl_pw_aff_le_set,
    [FUSELAGE_CMPI_SGT] = isl_pw_aff_gt_set,
    [FUSELAGE_CMPI_SGE] = isl_pw_aff_ge_set,
    [FUSELAGE_CMPI_ULT] = isl_pw_aff_lt_set,
    [FUSELAGE_CMPI_ULE] = isl_pw_aff_le_set,
    [FUSELAGE_CMPI_UGT] = isl_pw_aff_gt_set,
    [FUSELAGE_CMPI_UGE] = isl_pw_aff_ge_set,
};

enum { numPredicates = sizeof comparisons / sizeof *comparisons };

static isl_set *readComparison(FuselagePolyReader *reader, MlirOperation op,
                               bool *isExact) {
  int64_t predicate = fuselageOperationGetIntAttribute(op, "predicate", -1);
  FuselagePolyValue a =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 0));
  FuselagePolyValue b =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 1));
  bool isUnsigned = predicate >= FUSELAGE_CMPI_ULT;
  if (predicate < 0 || predicate >= numPredicates || !fuselagePolyIsPlain(a) ||
      !fuselagePolyIsPlain(b) || (isUnsigned && (a.min < 0 || b.min < 0))) {
    fuselagePolyFreeBoth(a, b);
    return fuselagePolyReaderAnywhere(reader, isExact);
  }
  return comparisons[predicate](a.function, b.function);
}

/// The set where a condition of type i1 may hold, or may fail if `isNegated`.
/// The set is exact as long as `*isExact` stays true.
isl_set *fuselagePolyReadCondition(FuselagePolyReader *reader, MlirValue value,
                                   bool isNegated, bool *isExact) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) || --reader->budget < 0)
    return fuselagePolyReaderAnywhere(reader, isExact);
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant)) {
    isl_space *space = fuselagePolySpaceGet(reader->ctx);
    return (constant != 0) != isNegated ? isl_set_universe(space)
                                        : isl_set_empty(space);
  }
  bool isAnd = fuselageOperationIs(op, FUSELAGE_OP_ARITH_ANDI);
  if (isAnd || fuselageOperationIs(op, FUSELAGE_OP_ARITH_ORI)) {
    isl_set *a = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 0), isNegated, isExact);
    isl_set *b = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 1), isNegated, isExact);
    return isAnd != isNegated ? isl_set_intersect(a, b) : isl_set_union(a, b);
  }
  if (fuselageOperationIs(op, FUSELAGE_OP_ARITH_XORI) &&
      fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &constant))
    return fuselagePolyReadCondition(reader, mlirOperationGetOperand(op, 0),
                                     isNegated != (constant != 0), isExact);
  if (!fuselageOperationIs(op, FUSELAGE_OP_ARITH_CMPI))
    return fuselagePolyReaderAnywhere(reader, isExact);
  bool comparisonIsExact = true;
  isl_set *set = readComparison(reader, op, &comparisonIsExact);
  if (!comparisonIsExact) {
    *isExact = false;
    return set;
  }
  return isNegated ? isl_set_complement(set) : set;
}

//===----------------------------------------------------------------------===//
// The domain
//===----------------------------------------------------------------------===//

isl_set *fuselagePolyReaderAnywhere(const FuselagePolyReader *reader,
                                    bool *isExact) {
  *isExact = false;
  return isl_set_universe(fuselagePolySpaceGet(reader->ctx));
}

void fuselagePolyReaderConstrain(FuselagePolyReader *reader,
                                 __isl_take isl_set *set) {
  reader->domain = isl_set_intersect(reader->domain, set);
}

//===----------------------------------------------------------------------===//
// Set up
//===----------------------------------------------------------------------===//

void fuselagePolyReaderInit(FuselagePolyReader *reader, isl_ctx *ctx,
                            FuselageSymbolTable *symbols, MlirOperation launch,
                            const FuselageIterationSpace *space) {
  *reader = (FuselagePolyReader){
      .ctx = ctx,
      .symbols = symbols,
      .launch = launch,
      .space = space,
      .domain = isl_set_universe(fuselagePolySpaceGet(ctx)),
      .isExact = true,
      .budget = maxReads};
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    FuselagePolyValue extent = readExtent(reader, id, 0);
    isl_pw_aff *bound =
        fuselagePolyIsPlain(extent)
            ? isl_pw_aff_copy(extent.function)
            : fuselagePolyConstant(ctx, boundOfExtent(reader, id));
    fuselagePolyReaderConstrain(
        reader, fuselagePolyBetween(fuselagePolyConstant(ctx, 0),
                                    fuselagePolyDim(ctx, (unsigned)id), bound));
    fuselagePolyFree(extent);
  }
}

void fuselagePolyReaderFree(FuselagePolyReader *reader) {
  isl_set_free(reader->domain);
  reader->domain = NULL;
}
