//===- ItemReader.c - Indices as functions of the item --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ItemReader.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Index/IndexRange.h"
#include "Analysis/Launch/ItemBounds.h"
#include "Analysis/Launch/ItemRows.h"
#include "Analysis/Launch/ItemSpace.h"
#include "IR/ItemIndex.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinTypes.h"

static const MlirAffineExpr unknown = {NULL};

/// The longest chain of operations that is followed from a value.
enum { maxDepth = FUSELAGE_BOUND(100, 3) };

/// The most operands of an affine map that are read.
enum { maxMapOperands = FUSELAGE_BOUND(32, 1) };

//===----------------------------------------------------------------------===//
// Division
//===----------------------------------------------------------------------===//

/// A sum, taken apart: `divisor` times the quotient, plus the rest.
typedef struct DividedSum {
  int64_t divisor;
  MlirAffineExpr quotient, rest;
} DividedSum;

static MlirAffineExpr constantOf(MlirAffineExpr like, int64_t value) {
  return mlirAffineConstantExprGet(mlirAffineExprGetContext(like), value);
}

static void addTerm(MlirAffineExpr term, DividedSum *sum) {
  int64_t constant;
  if (fuselageExprIsConstant(term, &constant)) {
    int64_t rest = constant % sum->divisor;
    rest += rest < 0 ? sum->divisor : 0;
    // constant - rest cannot wrap around unless constant is the least integer.
    int64_t multiple;
    if (__builtin_sub_overflow(constant, rest, &multiple)) {
      sum->rest = unknown;
      return;
    }
    sum->quotient = fuselageExprAdd(sum->quotient,
                                    constantOf(term, multiple / sum->divisor));
    sum->rest = fuselageExprAdd(sum->rest, constantOf(term, rest));
  } else if (mlirAffineExprIsAMul(term) &&
             fuselageExprIsConstant(mlirAffineBinaryOpExprGetRHS(term),
                                    &constant) &&
             constant % sum->divisor == 0) {
    sum->quotient = fuselageExprAdd(
        sum->quotient,
        fuselageExprMul(mlirAffineBinaryOpExprGetLHS(term),
                        constantOf(term, constant / sum->divisor)));
  } else {
    sum->rest = fuselageExprAdd(sum->rest, term);
  }
}

static void addTerms(MlirAffineExpr expression, DividedSum *sum) {
  if (!mlirAffineExprIsAAdd(expression)) {
    addTerm(expression, sum);
    return;
  }
  addTerms(mlirAffineBinaryOpExprGetLHS(expression), sum);
  addTerms(mlirAffineBinaryOpExprGetRHS(expression), sum);
}

/// Divides the integer that an expression stands for. Null if it may not be
/// one: sums of the machine wrap around.
static MlirAffineExpr divide(FuselageDivisionKind kind, MlirAffineExpr dividend,
                             MlirAffineExpr divisor, void *userData) {
  const FuselageItemReader *reader = userData;
  FuselageIntRange range;
  DividedSum sum;
  if (mlirAffineExprIsNull(dividend) ||
      !fuselageExprIsConstant(divisor, &sum.divisor) || sum.divisor <= 0 ||
      !fuselageExprGetRange(reader->indices->symbols, &reader->space, dividend,
                            &range) ||
      range.min == INT64_MIN)
    return unknown;
  if (kind == FUSELAGE_CEIL_DIVISION)
    return fuselageExprDivide(kind, dividend, divisor);
  sum.quotient = sum.rest = constantOf(dividend, 0);
  addTerms(dividend, &sum);
  if (!fuselageExprGetRange(reader->indices->symbols, &reader->space, sum.rest,
                            &range))
    return fuselageExprDivide(kind, dividend, divisor);
  if (range.min >= 0 && range.max < sum.divisor)
    return kind == FUSELAGE_REMAINDER ? sum.rest : sum.quotient;
  MlirAffineExpr divided = fuselageExprDivide(kind, sum.rest, divisor);
  return kind == FUSELAGE_REMAINDER ? divided
                                    : fuselageExprAdd(sum.quotient, divided);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static MlirAffineExpr readAtDepth(FuselageItemReader *reader, MlirValue value,
                                  int depth);

/// A division of the machine is one of integers where both have one sign.
static MlirAffineExpr readDivision(FuselageItemReader *reader, MlirOperation op,
                                   FuselageDivisionKind kind, int depth) {
  if (reader->items->isInRows) {
    MlirAffineExpr digit =
        fuselageItemRowsReadDivision(reader->indices, reader->items, op);
    if (!mlirAffineExprIsNull(digit))
      return digit;
  }
  MlirAffineExpr dividend =
      readAtDepth(reader, mlirOperationGetOperand(op, 0), depth);
  MlirAffineExpr divisor =
      readAtDepth(reader, mlirOperationGetOperand(op, 1), depth);
  FuselageIntRange range;
  return fuselageExprGetRange(reader->indices->symbols, &reader->space,
                              dividend, &range) &&
                 range.min >= 0
             ? divide(kind, dividend, divisor, reader)
             : unknown;
}

static MlirAffineExpr readMapResult(FuselageItemReader *reader,
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

static MlirAffineExpr readItemIndex(FuselageItemReader *reader,
                                    MlirValue value) {
  FuselageItemIndex index =
      fuselageValueGetItemIndex(value, reader->items->launch);
  switch (index.kind) {
  case FUSELAGE_ITEM_ID:
    return reader->ids[index.number];
  case FUSELAGE_ITEM_GLOBAL_ID:
    return mlirAffineExprIsNull(reader->ids[index.number])
               ? unknown
               : fuselageWorkItemsGetNumber(reader->indices->context,
                                            reader->items, index.number);
  case FUSELAGE_ITEM_NONE:
  case FUSELAGE_ITEM_EXTENT:
    break;
  }
  // What is left knows no id, or is not affine in ids.
  MlirAffineExpr expression = fuselageIndexRead(reader->indices, value);
  return !mlirAffineExprIsNull(expression) &&
                 mlirAffineExprIsSymbolicOrConstant(expression)
             ? expression
             : unknown;
}

/// Whether a value is the number of a block that several ids make together.
static bool isBlockNumber(FuselageItemReader *reader, MlirValue value) {
  return !mlirAffineExprIsNull(reader->blockOfIds) &&
         mlirAffineExprEqual(fuselageIndexRead(reader->indices, value),
                             reader->blockOfIds);
}

static MlirAffineExpr readResult(FuselageItemReader *reader, MlirValue value,
                                 int depth) {
  MlirOperation op = mlirOpResultGetOwner(value);
  if (isBlockNumber(reader, value))
    return reader->blockOfItems;
  switch (fuselageOperationGetClass(op)) {
  case FUSELAGE_CLASS_ADD:
  case FUSELAGE_CLASS_SUB:
  case FUSELAGE_CLASS_MUL: {
    MlirAffineExpr lhs =
        readAtDepth(reader, mlirOperationGetOperand(op, 0), depth);
    MlirAffineExpr rhs =
        readAtDepth(reader, mlirOperationGetOperand(op, 1), depth);
    if (fuselageOperationGetClass(op) == FUSELAGE_CLASS_ADD)
      return fuselageExprAdd(lhs, rhs);
    return fuselageOperationGetClass(op) == FUSELAGE_CLASS_SUB
               ? fuselageExprSub(lhs, rhs)
               : fuselageExprMul(lhs, rhs);
  }
  case FUSELAGE_CLASS_DIV:
  case FUSELAGE_CLASS_FLOOR_DIV:
    return readDivision(reader, op, FUSELAGE_FLOOR_DIVISION, depth);
  case FUSELAGE_CLASS_REM:
    return readDivision(reader, op, FUSELAGE_REMAINDER, depth);
  default:
    break;
  }
  if (fuselageOperationIs(op, FUSELAGE_OP_AFFINE_APPLY))
    return readMapResult(reader, fuselageOperationGetAffineMap(op), 0, op, 0,
                         depth);
  return readItemIndex(reader, value);
}

static bool beginReading(FuselageItemReader *reader, MlirValue value,
                         uint32_t *number) {
  *number = (uint32_t)reader->expressions.size;
  MlirAffineExpr *slot = FUSELAGE_ARRAY_APPEND(&reader->expressions);
  if (!slot || !fuselagePointerMapInsert(&reader->memo, value.ptr, *number))
    return false;
  *slot = unknown;
  return true;
}

static bool isReadByOperation(const FuselageItemReader *reader,
                              MlirValue value) {
  return mlirValueIsAOpResult(value) &&
         fuselageValueIsDefinedInside(value, reader->items->launch);
}

static MlirAffineExpr readAtDepth(FuselageItemReader *reader, MlirValue value,
                                  int depth) {
  if (reader->outOfMemory || depth >= maxDepth ||
      !mlirTypeIsAIndex(mlirValueGetType(value)))
    return unknown;
  uint32_t known = fuselagePointerMapLookup(&reader->memo, value.ptr);
  if (known != FUSELAGE_POINTER_NOT_FOUND)
    return reader->expressions.data[known];
  uint32_t number;
  if (!beginReading(reader, value, &number)) {
    reader->outOfMemory = true;
    return unknown;
  }
  MlirAffineExpr expression = isReadByOperation(reader, value)
                                  ? readResult(reader, value, depth + 1)
                                  : readItemIndex(reader, value);
  reader->outOfMemory = reader->outOfMemory || reader->indices->outOfMemory;
  if (reader->outOfMemory)
    return unknown;
  reader->expressions.data[number] = expression;
  return expression;
}

MlirAffineExpr fuselageItemRead(FuselageItemReader *reader, MlirValue value) {
  return readAtDepth(reader, value, 0);
}

void fuselageItemReadIndices(FuselageItemReader *reader, MlirOperation op,
                             intptr_t memrefOperand, MlirAffineExpr *indices) {
  intptr_t firstIndex = memrefOperand + 1;
  MlirAffineMap map = fuselageOperationGetAffineMap(op);
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  for (intptr_t i = 0; i < rank; ++i)
    indices[i] =
        fuselageAffineMapIsNull(map)
            ? readAtDepth(reader, mlirOperationGetOperand(op, firstIndex + i),
                          0)
            : readMapResult(reader, map, i, op, firstIndex, 0);
}

//===----------------------------------------------------------------------===//
// Ids
//===----------------------------------------------------------------------===//

static void readIds(FuselageItemReader *reader, int axis) {
  MlirContext context = reader->indices->context;
  const FuselageItemAxis *item = &reader->items->axes[axis];
  MlirAffineExpr number =
      fuselageWorkItemsGetNumber(context, reader->items, axis);
  MlirAffineExpr zero = mlirAffineConstantExprGet(context, 0);
  MlirAffineExpr *block = &reader->ids[axis];
  MlirAffineExpr *thread = &reader->ids[FUSELAGE_NUM_GRID_IDS + axis];
  if (item->numThreads == 1) {
    *block = number;
    *thread = zero;
  } else if (item->numBlocks == 1) {
    *block = zero;
    *thread = number;
  } else {
    MlirAffineExpr threads =
        mlirAffineConstantExprGet(context, item->numThreads);
    *block = divide(FUSELAGE_FLOOR_DIVISION, number, threads, reader);
    *thread = divide(FUSELAGE_REMAINDER, number, threads, reader);
  }
}

/// Each id alone is not affine in the items: the number of the block is.
static void readGridIds(FuselageItemReader *reader) {
  reader->blockOfIds = fuselageItemAxisReadBlockNumber(reader->indices, 0);
  reader->blockOfItems = reader->ids[0];
  for (int id = 0; id < reader->items->gridRank; ++id)
    reader->ids[id] = unknown;
}

void fuselageItemReaderInit(FuselageItemReader *reader,
                            FuselageIndexReader *indices,
                            const FuselageWorkItems *items) {
  *reader = (FuselageItemReader){
      .indices = indices,
      .items = items,
      .space = fuselageWorkItemsGetSpace(indices->context, items)};
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
    readIds(reader, axis);
  if (items->gridRank > 1)
    readGridIds(reader);
}

void fuselageItemReaderFree(FuselageItemReader *reader) {
  fuselagePointerMapFree(&reader->memo);
  FUSELAGE_ARRAY_FREE(&reader->expressions);
}
