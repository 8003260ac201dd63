//===- PolyhedralReader.c - Values as functions of the threads ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralReader.h"

#include "Analysis/Polyhedral/PolyhedralConditions.h"
#include "IR/Operation.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <isl/val.h>

/// Operations that are looked at for one access, and how deep.
enum { maxReads = 2000, maxDepth = 100 };

static const FuselagePolyValue unknown = {.function = NULL};

static FuselagePolyValue readAtDepth(FuselagePolyReader *reader,
                                     MlirValue value, int depth);

static int64_t minimum(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t maximum(int64_t a, int64_t b) { return a > b ? a : b; }

/// Constants and single bits are read elsewhere.
static bool isReadable(MlirType type) {
  return mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) <= 64 &&
          mlirIntegerTypeGetWidth(type) > 1);
}

//===----------------------------------------------------------------------===//
// Leaves
//===----------------------------------------------------------------------===//

static FuselagePolyValue constantValue(const FuselagePolyReader *reader,
                                       int64_t constant) {
  return (FuselagePolyValue){fuselagePolyConstant(reader->ctx, constant),
                             constant, constant, 0};
}

/// A host value that is not read further: a parameter.
static FuselagePolyValue readParameter(FuselagePolyReader *reader,
                                       MlirValue value) {
  uint32_t number = fuselageSymbolTableGetNumber(reader->symbols, value);
  if (number == FUSELAGE_POINTER_NOT_FOUND) {
    reader->outOfMemory = true;
    return unknown;
  }
  FuselageIntRange range = fuselageValueGetRange(value);
  return (FuselagePolyValue){fuselagePolyParameter(reader->ctx, number),
                             range.min, range.max, 0};
}

static bool isDefinedInBody(const FuselagePolyReader *reader, MlirValue value) {
  return fuselageValueIsDefinedInside(value, reader->launch->op);
}

static FuselagePolyValue readLeaf(FuselagePolyReader *reader, MlirValue value) {
  if (!isDefinedInBody(reader, value) ||
      fuselageValueIsSizeFromOutside(value, reader->launch->op))
    return readParameter(reader, value);
  reader->isExact = false;
  return unknown;
}

static int64_t boundOfExtent(const FuselagePolyReader *reader, int id) {
  int64_t extent;
  if (fuselageExprIsConstant(reader->launch->extents[id], &extent))
    return maximum(extent, 1);
  return FUSELAGE_MAX_DYNAMIC_EXTENT;
}

static FuselagePolyValue readId(const FuselagePolyReader *reader, int id) {
  return (FuselagePolyValue){fuselagePolyDim(reader->ctx, (unsigned)id), 0,
                             boundOfExtent(reader, id) - 1, 0};
}

static FuselagePolyValue readExtent(FuselagePolyReader *reader, int id,
                                    int depth) {
  return readAtDepth(
      reader, fuselageLaunchGetSizeOperand(reader->launch->op, id), depth);
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

/// Finds the loop whose induction variable a block argument is. An unsigned
/// comparison is not followed.
static bool findLoop(MlirValue argument, LoopOperands *loop) {
  MlirOperation op =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(argument));
  intptr_t number = mlirBlockArgumentGetArgNumber(argument);
  intptr_t count;
  if (fuselageOperationIsA(op, "scf.for") && number == 0 &&
      mlirAttributeIsNull(
          fuselageOperationGetInherentAttribute(op, "unsignedCmp")))
    count = 1;
  else if (fuselageOperationIsA(op, "scf.parallel"))
    count = mlirBlockGetNumArguments(mlirBlockArgumentGetOwner(argument));
  else
    return false;
  *loop = (LoopOperands){mlirOperationGetOperand(op, number),
                         mlirOperationGetOperand(op, count + number),
                         mlirOperationGetOperand(op, 2 * count + number)};
  return true;
}

/// Constrains an induction variable to the values that it takes. Steps are
/// positive, or the loop has no meaning.
static void constrainInduction(FuselagePolyReader *reader, unsigned number,
                               FuselagePolyValue lower, FuselagePolyValue upper,
                               FuselagePolyValue step) {
  if (fuselagePolyIsConstant(step) && step.min > 1 &&
      fuselagePolyIsPlain(lower)) {
    isl_pw_aff *distance = isl_pw_aff_sub(dimOfExtra(reader, number),
                                          isl_pw_aff_copy(lower.function));
    isl_pw_aff *rest = isl_pw_aff_mod_val(
        distance, isl_val_int_from_si(reader->ctx, step.min));
    fuselagePolyReaderConstrain(
        reader, isl_pw_aff_eq_set(rest, fuselagePolyConstant(reader->ctx, 0)));
  } else if (!fuselagePolyIsConstant(step)) {
    reader->isExact = false;
  }
  if (!fuselagePolyIsPlain(lower) || !fuselagePolyIsPlain(upper))
    reader->isExact = false;
  fuselagePolyReaderConstrain(
      reader,
      fuselagePolyBetween(
          fuselagePolyIsPlain(lower) ? isl_pw_aff_copy(lower.function) : NULL,
          dimOfExtra(reader, number),
          fuselagePolyIsPlain(upper) ? isl_pw_aff_copy(upper.function) : NULL));
}

static int64_t largest(FuselagePolyValue value, MlirType type) {
  return fuselagePolyIsPlain(value) ? value.max
                                    : fuselageIntRangeOfType(type).max;
}

/// True if the step that ends a loop may leave the type: the variable then
/// starts over from below. Before that step it is less than the upper bound.
static bool inductionMayWrap(MlirType type, FuselagePolyValue upper,
                             FuselagePolyValue step) {
  int64_t last;
  return __builtin_add_overflow(largest(upper, type), largest(step, type) - 1,
                                &last) ||
         last > fuselageIntRangeOfType(type).max;
}

static FuselagePolyValue readInduction(FuselagePolyReader *reader,
                                       MlirValue value, int depth) {
  LoopOperands loop;
  if (!findLoop(value, &loop) ||
      reader->numExtraDims == FUSELAGE_MAX_EXTRA_DIMS)
    return readLeaf(reader, value);
  unsigned number = reader->numExtraDims++;
  reader->extraDims[number] = (FuselageExtraDim){{NULL}, 0, 0};
  FuselagePolyValue lower = readAtDepth(reader, loop.lower, depth);
  FuselagePolyValue upper = readAtDepth(reader, loop.upper, depth);
  FuselagePolyValue step = readAtDepth(reader, loop.step, depth);
  FuselageIntRange range = fuselageIntRangeOfType(mlirValueGetType(value));
  if (inductionMayWrap(mlirValueGetType(value), upper, step)) {
    lower = fuselagePolyFreeBoth(lower, upper);
    upper = fuselagePolyUnknown();
  }
  constrainInduction(reader, number, lower, upper, step);
  if (fuselagePolyIsPlain(lower))
    range.min = lower.min;
  if (fuselagePolyIsPlain(upper) && upper.max > INT64_MIN)
    range.max = maximum(upper.max - 1, range.min);
  fuselagePolyFree(lower);
  fuselagePolyFree(upper);
  fuselagePolyFree(step);
  reader->extraDims[number] = (FuselageExtraDim){value, range.min, range.max};
  return (FuselagePolyValue){dimOfExtra(reader, number), range.min, range.max,
                             0};
}

static FuselagePolyValue readBlockArgument(FuselagePolyReader *reader,
                                           MlirValue value, int depth) {
  for (unsigned i = 0; i < reader->numExtraDims; ++i)
    if (mlirValueEqual(reader->extraDims[i].value, value))
      return (FuselagePolyValue){dimOfExtra(reader, i),
                                 reader->extraDims[i].min,
                                 reader->extraDims[i].max, 0};
  if (!isDefinedInBody(reader, value))
    return readLeaf(reader, value);
  MlirBlock owner = mlirBlockArgumentGetOwner(value);
  intptr_t number = mlirBlockArgumentGetArgNumber(value);
  if (!mlirBlockEqual(owner, mlirRegionGetFirstBlock(mlirOperationGetRegion(
                                 reader->launch->op, 0))))
    return readInduction(reader, value, depth);
  if (number < FUSELAGE_NUM_IDS)
    return readId(reader, (int)number);
  if (number < 2 * FUSELAGE_NUM_IDS)
    return readExtent(reader, (int)number - FUSELAGE_NUM_IDS, depth);
  return readLeaf(reader, value);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// Operations that round towards zero, or take their operands as unsigned, do
/// as the others do where nothing is negative.
static FuselagePolyValue ifNonNegative(
    FuselagePolyValue a, FuselagePolyValue b,
    FuselagePolyValue (*operation)(FuselagePolyValue, FuselagePolyValue)) {
  return fuselagePolyIsNonNegative(a) && fuselagePolyIsNonNegative(b)
             ? operation(a, b)
             : fuselagePolyFreeBoth(a, b);
}

typedef enum Opcode {
  OP_ADD,
  OP_SUB,
  OP_MUL,
  OP_FLOOR_DIV,
  OP_CEIL_DIV,
  OP_DIV,
  OP_CEIL_DIV_UNSIGNED,
  OP_REM,
  OP_MIN,
  OP_MAX,
  OP_MIN_UNSIGNED,
  OP_MAX_UNSIGNED,
  OP_AND,
  OP_SHIFT_LEFT,
  OP_SHIFT_RIGHT
} Opcode;

typedef struct BinaryOperation {
  const char *name;
  Opcode opcode;
} BinaryOperation;

static const BinaryOperation binaryOperations[] = {
    {"arith.addi", OP_ADD},
    {"arith.subi", OP_SUB},
    {"arith.muli", OP_MUL},
    {"arith.divsi", OP_DIV},
    {"arith.divui", OP_DIV},
    {"arith.remsi", OP_REM},
    {"arith.remui", OP_REM},
    {"arith.floordivsi", OP_FLOOR_DIV},
    {"arith.ceildivsi", OP_CEIL_DIV},
    {"arith.ceildivui", OP_CEIL_DIV_UNSIGNED},
    {"arith.minsi", OP_MIN},
    {"arith.maxsi", OP_MAX},
    {"arith.minui", OP_MIN_UNSIGNED},
    {"arith.maxui", OP_MAX_UNSIGNED},
    {"arith.andi", OP_AND},
    {"arith.shli", OP_SHIFT_LEFT},
    {"arith.shrsi", OP_SHIFT_RIGHT},
    {"arith.shrui", OP_SHIFT_RIGHT},
    {"index.add", OP_ADD},
    {"index.sub", OP_SUB},
    {"index.mul", OP_MUL},
    {"index.divs", OP_DIV},
    {"index.divu", OP_DIV},
    {"index.rems", OP_REM},
    {"index.remu", OP_REM},
    {"index.floordivs", OP_FLOOR_DIV},
    {"index.ceildivs", OP_CEIL_DIV},
    {"index.ceildivu", OP_CEIL_DIV_UNSIGNED},
    {"index.mins", OP_MIN},
    {"index.maxs", OP_MAX},
    {"index.minu", OP_MIN_UNSIGNED},
    {"index.maxu", OP_MAX_UNSIGNED},
    {"index.and", OP_AND},
    {"index.shl", OP_SHIFT_LEFT},
    {"index.shrs", OP_SHIFT_RIGHT},
    {"index.shru", OP_SHIFT_RIGHT},
};

static const BinaryOperation *findBinary(MlirOperation op) {
  size_t count = sizeof binaryOperations / sizeof binaryOperations[0];
  for (size_t i = 0; i < count; ++i)
    if (fuselageOperationIsA(op, binaryOperations[i].name))
      return &binaryOperations[i];
  return NULL;
}

/// A power of two from a constant number of bits, or unknown.
static FuselagePolyValue powerOfTwo(FuselagePolyReader *reader,
                                    FuselagePolyValue bits) {
  bool isSmall = fuselagePolyIsConstant(bits) && bits.min >= 0 && bits.min < 62;
  fuselagePolyFree(bits);
  return isSmall ? constantValue(reader, INT64_C(1) << bits.min) : unknown;
}

/// `a & b` is a rest modulo a power of two where b is one less.
static FuselagePolyValue maskBits(FuselagePolyReader *reader,
                                  FuselagePolyValue a, FuselagePolyValue b) {
  bool isMask = fuselagePolyIsConstant(b) && b.min >= 0 && b.min < INT64_MAX &&
                (b.min & (b.min + 1)) == 0;
  if (!isMask || !fuselagePolyIsNonNegative(a))
    return fuselagePolyFreeBoth(a, b);
  fuselagePolyFree(b);
  return fuselagePolyMod(a, constantValue(reader, b.min + 1));
}

static FuselagePolyValue applyUnsigned(FuselagePolyReader *reader,
                                       Opcode opcode, FuselagePolyValue a,
                                       FuselagePolyValue b) {
  switch (opcode) {
  case OP_DIV:
    return ifNonNegative(a, b, fuselagePolyFloorDiv);
  case OP_CEIL_DIV_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyCeilDiv);
  case OP_REM:
    return ifNonNegative(a, b, fuselagePolyMod);
  case OP_MIN_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMin);
  case OP_MAX_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMax);
  case OP_SHIFT_RIGHT:
    return fuselagePolyIsNonNegative(a)
               ? fuselagePolyFloorDiv(a, powerOfTwo(reader, b))
               : fuselagePolyFreeBoth(a, b);
  default:
    return fuselagePolyFreeBoth(a, b);
  }
}

static FuselagePolyValue apply(FuselagePolyReader *reader, Opcode opcode,
                               FuselagePolyValue a, FuselagePolyValue b,
                               MlirType type) {
  switch (opcode) {
  case OP_ADD:
    return fuselagePolyAdd(a, b, type);
  case OP_SUB:
    return fuselagePolyAdd(a, fuselagePolyNegate(b), type);
  case OP_MUL:
    return fuselagePolyMultiply(a, b, type);
  case OP_FLOOR_DIV:
    return fuselagePolyFloorDiv(a, b);
  case OP_CEIL_DIV:
    return fuselagePolyCeilDiv(a, b);
  case OP_MIN:
    return fuselagePolyMin(a, b);
  case OP_MAX:
    return fuselagePolyMax(a, b);
  case OP_AND:
    return maskBits(reader, a, b);
  case OP_SHIFT_LEFT:
    return fuselagePolyMultiply(a, powerOfTwo(reader, b), type);
  default:
    return applyUnsigned(reader, opcode, a, b);
  }
}

/// Casts keep a value that fits into both types; an unsigned one only if it is
/// not negative.
static FuselagePolyValue readCast(FuselagePolyReader *reader, MlirOperation op,
                                  int depth) {
  FuselagePolyValue value =
      readAtDepth(reader, mlirOperationGetOperand(op, 0), depth);
  bool isUnsigned = fuselageOperationIsA(op, "arith.index_castui") ||
                    fuselageOperationIsA(op, "arith.extui") ||
                    fuselageOperationIsA(op, "index.castu");
  if (isUnsigned && !fuselagePolyIsNonNegative(value)) {
    fuselagePolyFree(value);
    return unknown;
  }
  return fuselagePolyCast(value,
                          mlirValueGetType(mlirOperationGetResult(op, 0)));
}

static bool isCast(MlirOperation op) {
  static const char *const names[] = {
      "arith.index_cast", "arith.index_castui", "arith.extsi", "arith.extui",
      "arith.trunci",     "index.casts",        "index.castu"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i)
    if (fuselageOperationIsA(op, names[i]))
      return true;
  return false;
}

static FuselagePolyValue readExpression(FuselagePolyReader *reader,
                                        MlirAffineExpr expression,
                                        MlirOperation op, intptr_t firstOperand,
                                        intptr_t numDims, int depth) {
  if (--reader->budget < 0)
    return unknown;
  int64_t constant;
  if (fuselageExprIsConstant(expression, &constant))
    return constantValue(reader, constant);
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

/// `affine.apply`, and the smallest or largest result of `affine.min` and
/// `affine.max`.
static FuselagePolyValue readAffine(FuselagePolyReader *reader,
                                    MlirOperation op, int depth) {
  MlirAffineMap map = fuselageOperationGetAffineMap(op);
  bool isMax = fuselageOperationIsA(op, "affine.max");
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

static FuselagePolyValue readGpuOperation(FuselagePolyReader *reader,
                                          MlirOperation op, MlirValue value,
                                          int depth) {
  int block = fuselageGpuOperationGetDimension(op);
  int thread = FUSELAGE_NUM_GRID_IDS + block;
  if (fuselageOperationIsA(op, "gpu.block_id"))
    return readId(reader, block);
  if (fuselageOperationIsA(op, "gpu.thread_id"))
    return readId(reader, thread);
  if (fuselageOperationIsA(op, "gpu.grid_dim"))
    return readExtent(reader, block, depth);
  if (fuselageOperationIsA(op, "gpu.block_dim"))
    return readExtent(reader, thread, depth);
  if (!fuselageOperationIsA(op, "gpu.global_id"))
    return readLeaf(reader, value);
  MlirType type = mlirValueGetType(value);
  return fuselagePolyAdd(fuselagePolyMultiply(readId(reader, block),
                                              readExtent(reader, thread, depth),
                                              type),
                         readId(reader, thread), type);
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
  const BinaryOperation *binary = findBinary(op);
  if (binary)
    return apply(reader, binary->opcode,
                 readAtDepth(reader, mlirOperationGetOperand(op, 0), depth),
                 readAtDepth(reader, mlirOperationGetOperand(op, 1), depth),
                 mlirValueGetType(value));
  if (fuselageOperationIsA(op, "affine.apply") ||
      fuselageOperationIsA(op, "affine.min") ||
      fuselageOperationIsA(op, "affine.max"))
    return readAffine(reader, op, depth);
  if (fuselageOperationIsA(op, "arith.select"))
    return readSelect(reader, op, depth);
  if (isCast(op))
    return readCast(reader, op, depth);
  if (fuselageOperationIsInDialect(op, "gpu") && isDefinedInBody(reader, value))
    return readGpuOperation(reader, op, value, depth);
  return unknown;
}

static FuselagePolyValue readAtDepth(FuselagePolyReader *reader,
                                     MlirValue value, int depth) {
  if (reader->outOfMemory)
    return unknown;
  if (!isReadable(mlirValueGetType(value)) || depth > maxDepth ||
      --reader->budget < 0)
    return isReadable(mlirValueGetType(value)) ? readLeaf(reader, value)
                                               : unknown;
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant))
    return constantValue(reader, constant);
  MlirValue origin;
  if (!fuselageSizeTableFindOrigin(&reader->symbols->sizes, value, &origin)) {
    reader->outOfMemory = true;
    return unknown;
  }
  if (mlirValueIsABlockArgument(origin))
    return readBlockArgument(reader, origin, depth + 1);
  FuselagePolyValue result = readKnownOperation(
      reader, mlirOpResultGetOwner(origin), origin, depth + 1);
  return fuselagePolyIsKnown(result) ? result : readLeaf(reader, origin);
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

void fuselagePolyReaderConstrain(FuselagePolyReader *reader,
                                 __isl_take isl_set *set) {
  reader->domain = isl_set_intersect(reader->domain, set);
}

//===----------------------------------------------------------------------===//
// Set up
//===----------------------------------------------------------------------===//

void fuselagePolyReaderInit(FuselagePolyReader *reader, isl_ctx *ctx,
                            FuselageSymbolTable *symbols,
                            const FuselageLaunch *launch) {
  *reader = (FuselagePolyReader){
      .ctx = ctx,
      .symbols = symbols,
      .launch = launch,
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
