//===- EarlierValues.c - Host values before they are defined --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/EarlierValues.h"

#include "Bridge/MemoryEffects.h"
#include "IR/MemRefSizes.h"
#include "IR/Operation.h"

/// Follows the size of an allocation to the operand that gives it.
static MlirValue originOf(MlirValue value) {
  FuselageSizeTable sizes = {0};
  MlirValue origin;
  if (!fuselageSizeTableFindOrigin(&sizes, value, &origin))
    origin = value;
  fuselageSizeTableFree(&sizes);
  return origin;
}

/// The operation that has to be copied for `value` to be there before `op`; or
/// null.
static MlirOperation needsCopy(MlirValue value, MlirOperation op) {
  MlirOperation definition = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(definition) ||
      !mlirBlockEqual(mlirOperationGetBlock(definition),
                      mlirOperationGetBlock(op)) ||
      mlirOperationIsBeforeInBlock(definition, op))
    return (MlirOperation){NULL};
  return definition;
}

/// Takes the operations that a value needs off `*budget`.
static bool isAvailable(MlirValue value, MlirOperation op, int *budget) {
  value = originOf(value);
  MlirOperation definition = needsCopy(value, op);
  if (mlirOperationIsNull(definition))
    return true;
  if (--*budget < 0 || mlirOperationGetNumRegions(definition) != 0 ||
      mlirOperationGetNumResults(definition) != 1 ||
      !fuselageOperationIsMemoryEffectFree(definition))
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(definition); ++i)
    if (!isAvailable(mlirOperationGetOperand(definition, i), op, budget))
      return false;
  return true;
}

bool fuselageValueIsAvailableBefore(MlirValue value, MlirOperation op) {
  int budget = FUSELAGE_MAX_EARLIER_VALUES;
  return isAvailable(value, op, &budget);
}

MlirValue fuselageBuildEarlier(const FuselageOpBuilder *builder,
                               MlirValue value) {
  value = originOf(value);
  MlirOperation definition = needsCopy(value, builder->before);
  if (mlirOperationIsNull(definition))
    return value;
  FuselageValueRecipe recipe = fuselageRecipeOfCopy(value);
  MlirValue known = fuselageValuePoolFind(builder->pool, &recipe);
  if (!mlirValueIsNull(known))
    return known;
  MlirOperation copy = mlirOperationClone(definition);
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(definition); ++i)
    mlirOperationSetOperand(
        copy, i,
        fuselageBuildEarlier(builder, mlirOperationGetOperand(definition, i)));
  mlirBlockInsertOwnedOperationBefore(builder->block, builder->before, copy);
  if (builder->created)
    builder->created->data[builder->created->size++] = copy;
  fuselageValuePoolAdd(builder->pool, &recipe, mlirOperationGetResult(copy, 0));
  return mlirOperationGetResult(copy, 0);
}
