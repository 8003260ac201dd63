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

/// The most operations to read for one access, and the most in one chain.
enum { maxReads = FUSELAGE_BOUND(2000, 16), maxDepth = FUSELAGE_BOUND(100, 4) };

static const FuselagePolyValue unknown = {.function = {0}};
static const FuselagePolyFunction none = {0};

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
  return (FuselagePolyValue){fuselagePolyParameter(reader->terms, number),
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
  return (FuselagePolyValue){fuselagePolyDim(reader->terms, (unsigned)id), 0,
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

static FuselagePolyFunction dimOfExtra(const FuselagePolyReader *reader,
                                       unsigned number) {
  return fuselagePolyDim(reader->terms, FUSELAGE_NUM_IDS + number);
}

FuselagePolyFunction fuselagePolyReaderAddAny(FuselagePolyReader *reader) {
  reader->isExact = false;
  if (reader->numExtraDims == FUSELAGE_MAX_EXTRA_DIMS)
    return none;
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
      !fuselageLoopIsUnsigned(op))
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
                             FuselagePolyFunction variable,
                             FuselagePolyValue lower, FuselagePolyValue step) {
  FuselagePolyFunction distance = fuselagePolyCombine(
      reader->terms, FUSELAGE_POLY_SUBTRACT, variable, lower.function);
  FuselagePolyFunction rest = fuselagePolyScale(
      reader->terms, FUSELAGE_POLY_REMAINDER, distance, step.min);
  fuselagePolyReaderConstrain(
      reader, fuselagePolyCompare(reader->terms, FUSELAGE_POLY_EQ, rest,
                                  fuselagePolyConstant(reader->terms, 0)));
}

/// Constrains an induction variable to the values that it takes. A step that is
/// not positive is undefined.
static void constrainInduction(FuselagePolyReader *reader,
                               FuselagePolyFunction variable,
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
          reader->terms, fuselagePolyIsPlain(lower) ? lower.function : none,
          variable, fuselagePolyIsPlain(upper) ? upper.function : none));
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
                                        FuselagePolyFunction variable,
                                        MlirType type, const LoopOperands *loop,
                                        int depth) {
  FuselagePolyValue lower = readAtDepth(reader, loop->lower, depth);
  FuselagePolyValue upper = readAtDepth(reader, loop->upper, depth);
  FuselagePolyValue step = readAtDepth(reader, loop->step, depth);
  FuselageIntRange range = fuselageIntRangeOfType(type);
  if (inductionMayWrap(type, upper, step)) {
    if (wrappingKeepsResidue(lower, step))
      constrainResidue(reader, variable, lower, step);
    lower = unknown;
    upper = unknown;
  }
  constrainInduction(reader, variable, lower, upper, step);
  if (fuselagePolyIsPlain(lower))
    range.min = lower.min;
  if (fuselagePolyIsPlain(upper) && upper.max > INT64_MIN)
    range.max = maximum(upper.max - 1, range.min);
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
  FuselagePolyFunction variable = dimOfExtra(reader, number);
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
  FuselagePolyFunction variable = fuselagePolyParameter(reader->terms, number);
  *range =
      constrainToLoop(reader, variable, mlirValueGetType(value), &loop, depth);
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
        reader->terms,
        fuselagePolyMultiply(reader->terms, readId(reader, index.number),
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
  if (isUnsigned && !fuselagePolyIsNonNegative(value))
    return unknown;
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
    return fuselagePolyConstantValue(reader->terms, constant);
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
    return fuselagePolyAdd(reader->terms, lhs, rhs, type);
  if (mlirAffineExprIsAMul(expression))
    return fuselagePolyMultiply(reader->terms, lhs, rhs, type);
  if (mlirAffineExprIsAMod(expression))
    return fuselagePolyMod(reader->terms, lhs, rhs);
  return mlirAffineExprIsAFloorDiv(expression)
             ? fuselagePolyFloorDiv(reader->terms, lhs, rhs)
             : fuselagePolyCeilDiv(reader->terms, lhs, rhs);
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
      picked = isMax ? fuselagePolyMax(reader->terms, picked, result)
                     : fuselagePolyMin(reader->terms, picked, result);
  }
  return picked;
}

/// A choice between two values by a condition that is known exactly.
static FuselagePolyValue readSelect(FuselagePolyReader *reader,
                                    MlirOperation op, int depth) {
  bool isExact = true;
  FuselagePolySet condition = fuselagePolyReadCondition(
      reader, mlirOperationGetOperand(op, 0), false, &isExact);
  FuselagePolyValue a =
      readAtDepth(reader, mlirOperationGetOperand(op, 1), depth);
  FuselagePolyValue b =
      readAtDepth(reader, mlirOperationGetOperand(op, 2), depth);
  if (!isExact || !fuselagePolyIsPlain(a) || !fuselagePolyIsPlain(b))
    return unknown;
  return (FuselagePolyValue){
      fuselagePolyChoose(reader->terms, condition, a.function, b.function),
      minimum(a.min, b.min), maximum(a.max, b.max), 0};
}

static FuselagePolyValue readKnownOperation(FuselagePolyReader *reader,
                                            MlirOperation op, MlirValue value,
                                            int depth) {
  FuselageOp kind = fuselageOperationGetKind(op);
  FuselageOpClass opClass = fuselageOpGetClass(kind);
  if (fuselageOpClassIsArithmetic(opClass))
    return fuselagePolyApply(
        reader->terms, opClass,
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
    return fuselagePolyConstantValue(reader->terms, constant);
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

/// By the predicate of `arith.cmpi`; `index.cmp` has its own. An unsigned
/// predicate means the same as the signed one if both operands are not
/// negative.
static const FuselagePolyComparison comparisons[] = {
    [FUSELAGE_CMPI_EQ] = FUSELAGE_POLY_EQ,
    [FUSELAGE_CMPI_NE] = FUSELAGE_POLY_NE,
    [FUSELAGE_CMPI_SLT] = FUSELAGE_POLY_LT,
    [FUSELAGE_CMPI_SLE] = FUSELAGE_POLY_LE,
    [FUSELAGE_CMPI_SGT] = FUSELAGE_POLY_GT,
    [FUSELAGE_CMPI_SGE] = FUSELAGE_POLY_GE,
    [FUSELAGE_CMPI_ULT] = FUSELAGE_POLY_LT,
    [FUSELAGE_CMPI_ULE] = FUSELAGE_POLY_LE,
    [FUSELAGE_CMPI_UGT] = FUSELAGE_POLY_GT,
    [FUSELAGE_CMPI_UGE] = FUSELAGE_POLY_GE,
};

enum { numPredicates = sizeof comparisons / sizeof *comparisons };

static FuselagePolySet readComparison(FuselagePolyReader *reader,
                                      MlirOperation op, bool *isExact) {
  int64_t predicate = fuselageOperationGetIntAttribute(op, "predicate", -1);
  FuselagePolyValue a =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 0));
  FuselagePolyValue b =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 1));
  bool isUnsigned = predicate >= FUSELAGE_CMPI_ULT;
  if (predicate < 0 || predicate >= numPredicates || !fuselagePolyIsPlain(a) ||
      !fuselagePolyIsPlain(b) || (isUnsigned && (a.min < 0 || b.min < 0))) {
    return fuselagePolyReaderAnywhere(reader, isExact);
  }
  return fuselagePolyCompare(reader->terms, comparisons[predicate], a.function,
                             b.function);
}

/// The set where a condition of type i1 may hold, or may fail if `isNegated`.
/// The set is exact as long as `*isExact` stays true.
FuselagePolySet fuselagePolyReadCondition(FuselagePolyReader *reader,
                                          MlirValue value, bool isNegated,
                                          bool *isExact) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) || --reader->budget < 0)
    return fuselagePolyReaderAnywhere(reader, isExact);
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant)) {
    return (constant != 0) != isNegated ? fuselagePolyUniverse(reader->terms)
                                        : fuselagePolyEmpty(reader->terms);
  }
  bool isAnd = fuselageOperationIs(op, FUSELAGE_OP_ARITH_ANDI);
  if (isAnd || fuselageOperationIs(op, FUSELAGE_OP_ARITH_ORI)) {
    FuselagePolySet a = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 0), isNegated, isExact);
    FuselagePolySet b = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 1), isNegated, isExact);
    return isAnd != isNegated ? fuselagePolyIntersect(reader->terms, a, b)
                              : fuselagePolyUnite(reader->terms, a, b);
  }
  if (fuselageOperationIs(op, FUSELAGE_OP_ARITH_XORI) &&
      fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &constant))
    return fuselagePolyReadCondition(reader, mlirOperationGetOperand(op, 0),
                                     isNegated != (constant != 0), isExact);
  if (!fuselageOperationIs(op, FUSELAGE_OP_ARITH_CMPI))
    return fuselagePolyReaderAnywhere(reader, isExact);
  bool comparisonIsExact = true;
  FuselagePolySet set = readComparison(reader, op, &comparisonIsExact);
  if (!comparisonIsExact) {
    *isExact = false;
    return set;
  }
  return isNegated ? fuselagePolyComplement(reader->terms, set) : set;
}

//===----------------------------------------------------------------------===//
// The domain
//===----------------------------------------------------------------------===//

FuselagePolySet fuselagePolyReaderAnywhere(const FuselagePolyReader *reader,
                                           bool *isExact) {
  *isExact = false;
  return fuselagePolyUniverse(reader->terms);
}

void fuselagePolyReaderConstrain(FuselagePolyReader *reader,
                                 FuselagePolySet set) {
  reader->domain = fuselagePolyIntersect(reader->terms, reader->domain, set);
}

//===----------------------------------------------------------------------===//
// Set up
//===----------------------------------------------------------------------===//

static void boundId(FuselagePolyReader *reader, int id,
                    FuselagePolyFunction bound) {
  fuselagePolyReaderConstrain(
      reader,
      fuselagePolyBetween(reader->terms, fuselagePolyConstant(reader->terms, 0),
                          fuselagePolyDim(reader->terms, (unsigned)id), bound));
}

/// A size that is a value of the host bounds its id, and the range of the value
/// does: the function knows nothing of the range. No device runs more than some
/// number in any case.
void fuselagePolyReaderInit(FuselagePolyReader *reader,
                            FuselagePolyTerms *terms,
                            FuselageSymbolTable *symbols, MlirOperation launch,
                            const FuselageIterationSpace *space) {
  *reader = (FuselagePolyReader){.terms = terms,
                                 .symbols = symbols,
                                 .launch = launch,
                                 .space = space,
                                 .domain = fuselagePolyUniverse(terms),
                                 .isExact = true,
                                 .budget = maxReads};
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    FuselagePolyValue extent = readExtent(reader, id, 0);
    int64_t most = boundOfExtent(reader, id);
    if (fuselagePolyIsPlain(extent)) {
      boundId(reader, id, extent.function);
      most = minimum(most, maximum(extent.max, 1));
    }
    if (!fuselagePolyIsConstant(extent))
      boundId(reader, id, fuselagePolyConstant(terms, most));
  }
}
