//===- ItemDigits.c - Numbers that a body takes apart ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ItemDigits.h"

#include "Analysis/Launch/ItemBounds.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdbool.h>

typedef struct DivisorSearch {
  FuselageIndexReader *reader;
  /// The number along each axis, over the ids; null if that is not affine.
  MlirAffineExpr numbers[FUSELAGE_NUM_AXES];
  /// Quotients that were seen, with the divisor that they are by.
  MlirValue quotients[FUSELAGE_NUM_AXES * FUSELAGE_MAX_ITEM_DIVISORS];
  int64_t quotientDivisors[FUSELAGE_NUM_AXES * FUSELAGE_MAX_ITEM_DIVISORS];
  int quotientAxes[FUSELAGE_NUM_AXES * FUSELAGE_MAX_ITEM_DIVISORS];
  int numQuotients;
  FuselageItemDivisors *divisors;
} DivisorSearch;

static bool addDivisor(FuselageItemDivisors *divisors, int64_t divisor) {
  for (int i = 0; i < divisors->count; ++i)
    if (divisors->values[i] == divisor)
      return true;
  if (divisors->count == FUSELAGE_MAX_ITEM_DIVISORS)
    return false;
  int at = divisors->count++;
  for (; at > 0 && divisors->values[at - 1] > divisor; --at)
    divisors->values[at] = divisors->values[at - 1];
  divisors->values[at] = divisor;
  return true;
}

/// The axis whose number, divided by `*divisor`, a value is; or -1.
static int axisOf(const DivisorSearch *search, MlirValue value,
                  int64_t *divisor) {
  for (int i = 0; i < search->numQuotients; ++i) {
    if (mlirValueEqual(search->quotients[i], value)) {
      *divisor = search->quotientDivisors[i];
      return search->quotientAxes[i];
    }
  }
  *divisor = 1;
  MlirAffineExpr expression = fuselageIndexRead(search->reader, value);
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
    if (!mlirAffineExprIsNull(search->numbers[axis]) &&
        mlirAffineExprEqual(expression, search->numbers[axis]))
      return axis;
  return -1;
}

static MlirWalkResult findDivisor(MlirOperation op, void *userData) {
  DivisorSearch *search = userData;
  FuselageOpClass opClass = fuselageOperationGetClass(op);
  int64_t divisor, before;
  if ((opClass != FUSELAGE_CLASS_DIV && opClass != FUSELAGE_CLASS_FLOOR_DIV &&
       opClass != FUSELAGE_CLASS_REM) ||
      !mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(op, 0))) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &divisor) ||
      divisor <= 1)
    return MlirWalkResultAdvance;
  int axis = axisOf(search, mlirOperationGetOperand(op, 0), &before);
  if (axis < 0 || __builtin_mul_overflow(before, divisor, &divisor) ||
      !addDivisor(&search->divisors[axis], divisor))
    return MlirWalkResultAdvance;
  if (opClass != FUSELAGE_CLASS_REM &&
      search->numQuotients < FUSELAGE_NUM_AXES * FUSELAGE_MAX_ITEM_DIVISORS) {
    search->quotients[search->numQuotients] = mlirOperationGetResult(op, 0);
    search->quotientDivisors[search->numQuotients] = divisor;
    search->quotientAxes[search->numQuotients++] = axis;
  }
  return MlirWalkResultAdvance;
}

void fuselageWorkItemsFindDivisors(FuselageIndexReader *reader,
                                   const FuselageWorkItems *items,
                                   FuselageItemDivisors *divisors) {
  DivisorSearch search = {.reader = reader, .divisors = divisors};
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    search.numbers[axis] = fuselageItemAxisReadNumber(reader, axis);
    divisors[axis].count = 0;
  }
  mlirOperationWalk(items->launch, findDivisor, &search, MlirWalkPreOrder);
}
