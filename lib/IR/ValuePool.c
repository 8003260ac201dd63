//===- ValuePool.c - Host values that are there already -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/ValuePool.h"

#include "Support/Hash.h"

#include <stdlib.h>

/// No operation is of this kind.
enum { kindOfCopies = FUSELAGE_OP_OTHER + 1 };

static uint64_t addressOf(MlirValue value) {
  return (uint64_t)(uintptr_t)value.ptr;
}

FuselageValueRecipe fuselageRecipeOfConstant(int64_t value) {
  return (FuselageValueRecipe){.kind = FUSELAGE_OP_ARITH_CONSTANT,
                               .first = (uint64_t)value};
}

FuselageValueRecipe fuselageRecipeOfBinary(FuselageOp kind, MlirValue lhs,
                                           MlirValue rhs) {
  return (FuselageValueRecipe){
      .kind = kind, .first = addressOf(lhs), .second = addressOf(rhs)};
}

FuselageValueRecipe fuselageRecipeOfCopy(MlirValue original) {
  return (FuselageValueRecipe){.kind = kindOfCopies,
                               .first = addressOf(original)};
}

static const void *keyOf(const FuselageValueRecipe *recipe) {
  return fuselagePointerMapKeyOfHash(fuselageHash(recipe, sizeof *recipe, 0));
}

MlirValue fuselageValuePoolFind(const FuselageValuePool *poolOrNull,
                                const FuselageValueRecipe *recipe) {
  const MlirValue none = {NULL};
  if (!poolOrNull)
    return none;
  uint32_t number =
      fuselagePointerMapLookup(&poolOrNull->numbers, keyOf(recipe));
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return none;
  const FuselagePooledValue *known = &poolOrNull->values.data[number];
  bool isSame = known->recipe.kind == recipe->kind &&
                known->recipe.first == recipe->first &&
                known->recipe.second == recipe->second;
  return isSame ? known->value : none;
}

void fuselageValuePoolAdd(FuselageValuePool *poolOrNull,
                          const FuselageValueRecipe *recipe, MlirValue value) {
  FuselagePooledValue *slot =
      poolOrNull ? FUSELAGE_ARRAY_APPEND(&poolOrNull->values) : NULL;
  if (!slot)
    return;
  *slot = (FuselagePooledValue){*recipe, value};
  if (!fuselagePointerMapInsert(&poolOrNull->numbers, keyOf(recipe),
                                (uint32_t)(poolOrNull->values.size - 1)))
    --poolOrNull->values.size;
}

void fuselageValuePoolClear(FuselageValuePool *pool) {
  pool->values.size = 0;
  fuselagePointerMapClear(&pool->numbers);
}

void fuselageValuePoolFree(FuselageValuePool *pool) {
  FUSELAGE_ARRAY_FREE(&pool->values);
  fuselagePointerMapFree(&pool->numbers);
}
