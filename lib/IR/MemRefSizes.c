//===- MemRefSizes.c - Sizes of memrefs as values -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/MemRefSizes.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinTypes.h"

/// True for a `memref.dim` whose dimension is a constant below the rank.
static bool isSize(MlirValue value, MlirValue *memref, int64_t *dim) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) ||
      !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DIM) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), dim))
    return false;
  *memref = mlirOperationGetOperand(op, 0);
  MlirType type = mlirValueGetType(*memref);
  return mlirShapedTypeHasRank(type) && *dim >= 0 &&
         *dim < mlirShapedTypeGetRank(type);
}

bool fuselageValueIsSizeFromOutside(MlirValue value, MlirOperation ancestor) {
  MlirValue memref;
  int64_t dim;
  return isSize(value, &memref, &dim) &&
         !fuselageValueIsDefinedInside(memref, ancestor);
}

/// The operand of an allocation that gives its size along a dynamic dimension.
static MlirValue sizeOperandOf(MlirOperation allocation, MlirType type,
                               int64_t dim) {
  intptr_t operand = 0;
  for (intptr_t d = 0; d < dim; ++d)
    operand += mlirShapedTypeIsDynamicDim(type, d);
  return mlirOperationGetOperand(allocation, operand);
}

static bool isPlainAllocation(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOC) ||
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA);
}

/// Finds the first value of this size in the table, or enters `value` as the
/// first.
static bool findFirst(FuselageSizeTable *table, MlirValue memref, int64_t dim,
                      MlirValue value, MlirValue *origin) {
  uint32_t first = fuselagePointerMapLookup(&table->first, memref.ptr);
  if (first == FUSELAGE_POINTER_NOT_FOUND)
    first = 0;
  for (uint32_t i = first; i != 0; i = table->sizes.data[i - 1].next) {
    if (table->sizes.data[i - 1].dim != dim)
      continue;
    *origin = table->sizes.data[i - 1].value;
    return true;
  }
  FuselageKnownSize *slot = FUSELAGE_ARRAY_APPEND(&table->sizes);
  if (!slot || !fuselagePointerMapInsert(&table->first, memref.ptr,
                                         (uint32_t)table->sizes.size))
    return false;
  *slot = (FuselageKnownSize){.dim = dim, .value = value, .next = first};
  *origin = value;
  return true;
}

/// The longest chain of sizes to follow. Each step goes to a value that is
/// defined earlier, except in unreachable code.
enum { maxSizeSteps = FUSELAGE_BOUND(64, 1) };

bool fuselageSizeTableFindOrigin(FuselageSizeTable *table, MlirValue value,
                                 MlirValue *origin) {
  MlirValue memref;
  int64_t dim;
  *origin = value;
  for (int step = 0; step < maxSizeSteps && isSize(*origin, &memref, &dim);
       ++step) {
    MlirType type = mlirValueGetType(memref);
    MlirOperation op = fuselageValueGetDefiningOp(memref);
    if (!mlirShapedTypeIsDynamicDim(type, (intptr_t)dim))
      return true;
    if (mlirOperationIsNull(op) || !isPlainAllocation(op))
      return findFirst(table, memref, dim, *origin, origin);
    *origin = sizeOperandOf(op, type, dim);
  }
  return true;
}

void fuselageSizeTableFree(FuselageSizeTable *table) {
  fuselagePointerMapFree(&table->first);
  FUSELAGE_ARRAY_FREE(&table->sizes);
}
