//===- IndexReader.c - Index arithmetic as affine expressions -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexReader.h"

#include "Analysis/Index/IndexRange.h"
#include "IR/DeviceLimits.h"
#include "IR/ItemIndex.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

static const MlirAffineExpr unknown = {NULL};

/// The longest chain of operations to follow from a value. Reading is
/// recursive, and the depth of the stack must not depend on the input.
enum { maxDepth = FUSELAGE_BOUND(100, 3) };

/// The most operands of an affine map to read.
enum { maxMapOperands = FUSELAGE_BOUND(32, 1) };

static MlirAffineExpr readAtDepth(FuselageIndexReader *reader, MlirValue value,
                                  int depth);

void fuselageIndexReaderInit(FuselageIndexReader *reader, MlirContext context,
                             FuselageSymbolTable *symbols) {
  *reader = (FuselageIndexReader){.context = context, .symbols = symbols};
}

/// The most values of an id: along a dimension of the grid no more than a
/// device has blocks there, and no more than the size operand may be.
static int64_t mostValuesOf(int id, MlirValue size) {
  int64_t most = id < FUSELAGE_NUM_GRID_IDS ? fuselageMaxSizeAlong(id)
                                            : FUSELAGE_MAX_DYNAMIC_EXTENT;
  FuselageIntRange range = fuselageValueGetRange(size);
  return range.min >= 0 && range.max > 0 && range.max < most ? range.max : most;
}

FuselageIterationSpace
fuselageIndexReadIterationSpace(FuselageIndexReader *reader,
                                MlirOperation launch) {
  FuselageIterationSpace space;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    MlirValue size = fuselageLaunchGetSizeOperand(launch, id);
    space.extents[id] = fuselageIndexRead(reader, size);
    space.most[id] = mostValuesOf(id, size);
  }
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

/// Reads a value whose definition the reader cannot follow. It becomes a symbol
/// if it is the same for every thread, and unknown otherwise.
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

static MlirAffineExpr readItemIndex(FuselageIndexReader *reader,
                                    MlirValue value) {
  FuselageItemIndex index = fuselageValueGetItemIndex(value, reader->launch);
  switch (index.kind) {
  case FUSELAGE_ITEM_NONE:
    break;
  case FUSELAGE_ITEM_ID:
    return readId(reader, index.number);
  case FUSELAGE_ITEM_EXTENT:
    return reader->space.extents[index.number];
  case FUSELAGE_ITEM_GLOBAL_ID: {
    int thread = FUSELAGE_NUM_GRID_IDS + index.number;
    return fuselageExprAdd(fuselageExprMul(readId(reader, index.number),
                                           reader->space.extents[thread]),
                           readId(reader, thread));
  }
  }
  return readLeaf(reader, value);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

typedef MlirAffineExpr (*Combination)(MlirAffineExpr lhs, MlirAffineExpr rhs);

/// The function that combines two expressions as `op` combines its operands, or
/// null.
static Combination combinationOf(MlirOperation op) {
  switch (fuselageOperationGetClass(op)) {
  case FUSELAGE_CLASS_ADD:
    return fuselageExprAdd;
  case FUSELAGE_CLASS_SUB:
    return fuselageExprSub;
  case FUSELAGE_CLASS_MUL:
    return fuselageExprMul;
  default:
    return NULL;
  }
}

/// True if a division of `dividend` may be simplified over the integers: the
/// dividend certainly stays within 64 bits. It must not be the least integer:
/// that has no negative, so rounding it up is not defined.
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
  // Symbols are the same for every thread, except symbols for values of the
  // body.
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

/// Reads the result of an operation. A result is a leaf if it is not affine in
/// other values, or if its expression would be too large.
static MlirAffineExpr readResult(FuselageIndexReader *reader, MlirValue value,
                                 int depth) {
  MlirOperation op = mlirOpResultGetOwner(value);
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant))
    return mlirAffineConstantExprGet(reader->context, constant);

  MlirAffineExpr expression = unknown;
  Combination combine = combinationOf(op);
  if (combine)
    expression =
        combine(readAtDepth(reader, mlirOperationGetOperand(op, 0), depth),
                readAtDepth(reader, mlirOperationGetOperand(op, 1), depth));
  else if (fuselageOperationIs(op, FUSELAGE_OP_AFFINE_APPLY))
    expression = readMapResult(reader, fuselageOperationGetAffineMap(op), 0, op,
                               0, depth);
  else if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU))
    return readItemIndex(reader, value);
  return mlirAffineExprIsNull(expression) ? readLeaf(reader, value)
                                          : expression;
}

/// Makes an entry for a value that is about to be read, and stores its number.
/// Until the reading ends the value is unknown: in unreachable code, a value
/// may be defined by itself.
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
                                  : readItemIndex(reader, origin);
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
