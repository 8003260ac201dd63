//===- IndexReader.c - Index arithmetic as affine expressions -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexReader.h"

#include "Analysis/Index/IndexRange.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

static const MlirAffineExpr unknown = {NULL};

/// The longest chain of operations that is followed from a value. Reading is
/// recursive, and the stack must not depend on the input.
enum { maxDepth = FUSELAGE_BOUND(100, 3) };

/// The most operands of an affine map that are read.
enum { maxMapOperands = FUSELAGE_BOUND(32, 1) };

static MlirAffineExpr readAtDepth(FuselageIndexReader *reader, MlirValue value,
                                  int depth);

void fuselageIndexReaderInit(FuselageIndexReader *reader, MlirContext context,
                             FuselageSymbolTable *symbols) {
  *reader = (FuselageIndexReader){.context = context, .symbols = symbols};
}

FuselageIterationSpace
fuselageIndexReadIterationSpace(FuselageIndexReader *reader,
                                MlirOperation launch) {
  FuselageIterationSpace space;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    space.extents[id] =
        fuselageIndexRead(reader, fuselageLaunchGetSizeOperand(launch, id));
  return space;
}

void fuselageIndexReaderEnterLaunch(FuselageIndexReader *reader,
                                    MlirOperation launch,
                                    const FuselageIterationSpace *space) {
  reader->launch = launch;
  reader->space = *space;
  fuselagePointerMapClear(&reader->memo);
  reader->expressions.size = 0;
}

void fuselageIndexReaderFree(FuselageIndexReader *reader) {
  fuselagePointerMapFree(&reader->memo);
  FUSELAGE_ARRAY_FREE(&reader->expressions);
}

//===----------------------------------------------------------------------===//
// Leaves
//===----------------------------------------------------------------------===//

static MlirAffineExpr symbolOf(FuselageIndexReader *reader, uint32_t number) {
  if (number != FUSELAGE_POINTER_NOT_FOUND)
    return mlirAffineSymbolExprGet(reader->context, number);
  reader->outOfMemory = true;
  return unknown;
}

/// A value that no operation known here computes: a symbol where it is the same
/// for every thread, unknown where it is not.
static MlirAffineExpr readLeaf(FuselageIndexReader *reader, MlirValue value) {
  bool isUniform = mlirOperationIsNull(reader->launch) ||
                   !fuselageValueIsDefinedInside(value, reader->launch) ||
                   fuselageValueIsSizeFromOutside(value, reader->launch);
  return isUniform || reader->bodyValuesAreSymbols
             ? symbolOf(reader,
                        fuselageSymbolTableGetNumber(reader->symbols, value))
             : unknown;
}

static MlirAffineExpr readId(const FuselageIndexReader *reader, int id) {
  int64_t extent;
  if (fuselageExprIsConstant(reader->space.extents[id], &extent) && extent == 1)
    return mlirAffineConstantExprGet(reader->context, 0);
  return mlirAffineDimExprGet(reader->context, id);
}

/// The arguments of a launch's body are the ids and then the extents, in the
/// order of the dimensions here; what follows is no id.
static MlirAffineExpr readBlockArgument(FuselageIndexReader *reader,
                                        MlirValue value) {
  MlirBlock owner = mlirBlockArgumentGetOwner(value);
  if (mlirOperationIsNull(reader->launch) ||
      !mlirBlockEqual(owner, mlirRegionGetFirstBlock(
                                 mlirOperationGetRegion(reader->launch, 0))))
    return readLeaf(reader, value);
  intptr_t number = mlirBlockArgumentGetArgNumber(value);
  if (number < FUSELAGE_NUM_IDS)
    return readId(reader, (int)number);
  if (number < 2 * FUSELAGE_NUM_IDS)
    return reader->space.extents[number - FUSELAGE_NUM_IDS];
  return readLeaf(reader, value);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

typedef struct DimensionText {
  char last;
} DimensionText;

/// Keeps the last letter of the printed attribute `#gpu<dim x>`.
static void keepLastLetter(MlirStringRef text, void *userData) {
  DimensionText *dimension = userData;
  for (size_t i = 0; i < text.length; ++i)
    if (text.data[i] >= 'x' && text.data[i] <= 'z')
      dimension->last = text.data[i];
}

/// MLIR's C API has no accessor for the attribute.
int fuselageGpuOperationGetDimension(MlirOperation op) {
  DimensionText text = {'x'};
  mlirAttributePrint(fuselageOperationGetInherentAttribute(op, "dimension"),
                     keepLastLetter, &text);
  return text.last - 'x';
}

static MlirAffineExpr readGpuOperation(FuselageIndexReader *reader,
                                       MlirOperation op, MlirValue value) {
  if (mlirOperationIsNull(reader->launch) ||
      !fuselageValueIsDefinedInside(value, reader->launch))
    return readLeaf(reader, value);
  int block = fuselageGpuOperationGetDimension(op);
  int thread = FUSELAGE_NUM_GRID_IDS + block;
  if (fuselageOperationIsA(op, "gpu.block_id"))
    return readId(reader, block);
  if (fuselageOperationIsA(op, "gpu.thread_id"))
    return readId(reader, thread);
  if (fuselageOperationIsA(op, "gpu.grid_dim"))
    return reader->space.extents[block];
  if (fuselageOperationIsA(op, "gpu.block_dim"))
    return reader->space.extents[thread];
  if (fuselageOperationIsA(op, "gpu.global_id"))
    return fuselageExprAdd(
        fuselageExprMul(readId(reader, block), reader->space.extents[thread]),
        readId(reader, thread));
  return readLeaf(reader, value);
}

typedef struct ArithmeticOperation {
  const char *name;
  MlirAffineExpr (*combine)(MlirAffineExpr lhs, MlirAffineExpr rhs);
} ArithmeticOperation;

static const ArithmeticOperation arithmeticOperations[] = {
    {"arith.addi", fuselageExprAdd}, {"arith.subi", fuselageExprSub},
    {"arith.muli", fuselageExprMul}, {"index.add", fuselageExprAdd},
    {"index.sub", fuselageExprSub},  {"index.mul", fuselageExprMul},
};

static const ArithmeticOperation *findArithmetic(MlirOperation op) {
  size_t count = sizeof arithmeticOperations / sizeof arithmeticOperations[0];
  for (size_t i = 0; i < count; ++i)
    if (fuselageOperationIsA(op, arithmeticOperations[i].name))
      return &arithmeticOperations[i];
  return NULL;
}

/// A division is simplified over the integers where the dividend is one for
/// certain. Of the least integer, which has no negative, nobody says how it is
/// rounded up.
static bool isExactDividend(const FuselageIndexReader *reader,
                            MlirAffineExpr dividend) {
  FuselageIntRange range;
  return fuselageExprGetRange(reader->symbols, &reader->space, dividend,
                              &range) &&
         range.min != INT64_MIN;
}

static MlirAffineExpr divide(FuselageDivisionKind kind, MlirAffineExpr dividend,
                             MlirAffineExpr divisor, void *userData) {
  FuselageIndexReader *reader = userData;
  if (isExactDividend(reader, dividend)) {
    MlirAffineExpr quotient = fuselageExprDivide(kind, dividend, divisor);
    if (!mlirAffineExprIsNull(quotient))
      return quotient;
  }
  // A symbol is the same for every thread, unless those of the body are not.
  bool isUniform = mlirAffineExprIsSymbolicOrConstant(dividend) &&
                   mlirAffineExprIsSymbolicOrConstant(divisor);
  return isUniform || reader->bodyValuesAreSymbols
             ? symbolOf(reader, fuselageSymbolTableGetDivision(
                                    reader->symbols, kind, dividend, divisor))
             : unknown;
}

static MlirAffineExpr readMapResult(FuselageIndexReader *reader,
                                    MlirAffineMap map, intptr_t result,
                                    MlirOperation op, intptr_t firstOperand,
                                    int depth) {
  intptr_t numInputs = mlirAffineMapGetNumInputs(map);
  if (numInputs > maxMapOperands)
    return unknown;
  MlirAffineExpr inputs[maxMapOperands];
  for (intptr_t i = 0; i < numInputs; ++i)
    inputs[i] = readAtDepth(
        reader, mlirOperationGetOperand(op, firstOperand + i), depth);
  return fuselageExprSubstitute(mlirAffineMapGetResult(map, result), inputs,
                                inputs + mlirAffineMapGetNumDims(map), divide,
                                reader);
}

/// The result of an operation; a host operation whose result is not affine in
/// other values is a leaf, as is what an affine one computes from too large an
/// expression.
static MlirAffineExpr readResult(FuselageIndexReader *reader, MlirValue value,
                                 int depth) {
  MlirOperation op = mlirOpResultGetOwner(value);
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant))
    return mlirAffineConstantExprGet(reader->context, constant);

  MlirAffineExpr expression = unknown;
  const ArithmeticOperation *arithmetic = findArithmetic(op);
  if (arithmetic)
    expression = arithmetic->combine(
        readAtDepth(reader, mlirOperationGetOperand(op, 0), depth),
        readAtDepth(reader, mlirOperationGetOperand(op, 1), depth));
  else if (fuselageOperationIsA(op, "affine.apply"))
    expression = readMapResult(reader, fuselageOperationGetAffineMap(op), 0, op,
                               0, depth);
  else if (fuselageOperationIsInDialect(op, "gpu"))
    return readGpuOperation(reader, op, value);
  return mlirAffineExprIsNull(expression) ? readLeaf(reader, value)
                                          : expression;
}

/// Makes an entry for a value that is about to be read, and stores its number.
/// Until it is read the value is unknown: in code that nothing reaches, a value
/// may be made of itself.
static bool beginReading(FuselageIndexReader *reader, MlirValue value,
                         uint32_t *number) {
  *number = (uint32_t)reader->expressions.size;
  MlirAffineExpr *slot = FUSELAGE_ARRAY_APPEND(&reader->expressions);
  if (!slot || !fuselagePointerMapInsert(&reader->memo, value.ptr, *number))
    return false;
  *slot = unknown;
  return true;
}

static MlirAffineExpr readAtDepth(FuselageIndexReader *reader, MlirValue value,
                                  int depth) {
  if (reader->outOfMemory)
    return unknown;
  if (!mlirTypeIsAIndex(mlirValueGetType(value)) || depth >= maxDepth)
    return readLeaf(reader, value);
  uint32_t known = fuselagePointerMapLookup(&reader->memo, value.ptr);
  if (known != FUSELAGE_POINTER_NOT_FOUND)
    return reader->expressions.data[known];

  MlirValue origin;
  uint32_t number;
  if (!fuselageSizeTableFindOrigin(&reader->symbols->sizes, value, &origin) ||
      !beginReading(reader, value, &number)) {
    reader->outOfMemory = true;
    return unknown;
  }
  MlirAffineExpr expression = mlirValueIsAOpResult(origin)
                                  ? readResult(reader, origin, depth + 1)
                                  : readBlockArgument(reader, origin);
  if (reader->outOfMemory)
    return unknown;
  reader->expressions.data[number] = expression;
  return expression;
}

MlirAffineExpr fuselageIndexRead(FuselageIndexReader *reader, MlirValue value) {
  return readAtDepth(reader, value, 0);
}

MlirAffineExpr fuselageIndexReadMapResult(FuselageIndexReader *reader,
                                          MlirAffineMap map, intptr_t result,
                                          MlirOperation op,
                                          intptr_t firstOperand) {
  return readMapResult(reader, map, result, op, firstOperand, 0);
}

bool fuselageIndexApplyFits(FuselageIndexReader *reader, MlirOperation apply) {
  MlirAffineMap map = fuselageOperationGetAffineMap(apply);
  intptr_t numInputs = mlirAffineMapGetNumInputs(map);
  FuselageIntRange ranges[maxMapOperands], range;
  if (numInputs > maxMapOperands)
    return false;
  for (intptr_t i = 0; i < numInputs; ++i) {
    MlirValue operand = mlirOperationGetOperand(apply, i);
    if (!fuselageExprGetRange(reader->symbols, &reader->space,
                              fuselageIndexRead(reader, operand), &ranges[i]))
      ranges[i] = fuselageIntRangeOfType(mlirValueGetType(operand));
  }
  return fuselageExprGetRangeOver(mlirAffineMapGetResult(map, 0), ranges,
                                  ranges + mlirAffineMapGetNumDims(map),
                                  &range);
}
