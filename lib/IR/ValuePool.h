//===- ValuePool.h - Host values that are there already -------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Launches of one shape are bounded by the same few numbers. The clean-up of
// their bodies knows two guards for one if they compare with the same value, so
// each number is built once.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_VALUEPOOL_H
#define FUSELAGE_IR_VALUEPOOL_H

#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"

#include "mlir-c/IR.h"

#include <stdint.h>

/// How a value is computed: by an operation of two operands, or one that is a
/// constant, or the copy of an operation. Two values with equal recipes are
/// equal.
typedef struct FuselageValueRecipe {
  uint64_t kind, first, second;
} FuselageValueRecipe;

typedef struct FuselagePooledValue {
  FuselageValueRecipe recipe;
  MlirValue value;
} FuselagePooledValue;

/// Values that were built, each once. A zeroed struct is empty.
typedef struct FuselageValuePool {
  FUSELAGE_ARRAY(FuselagePooledValue) values;
  FuselagePointerMap numbers;
} FuselageValuePool;

FuselageValueRecipe fuselageRecipeOfConstant(int64_t value);
FuselageValueRecipe fuselageRecipeOfBinary(FuselageOp kind, MlirValue lhs,
                                           MlirValue rhs);
FuselageValueRecipe fuselageRecipeOfCopy(MlirValue original);

/// The value with that recipe; null if there is none, or the pool is.
MlirValue fuselageValuePoolFind(const FuselageValuePool *poolOrNull,
                                const FuselageValueRecipe *recipe);

/// Adds a value to a pool that may be null. Without memory for it there are two
/// such values.
void fuselageValuePoolAdd(FuselageValuePool *poolOrNull,
                          const FuselageValueRecipe *recipe, MlirValue value);

/// Forgets all values and keeps the storage.
void fuselageValuePoolClear(FuselageValuePool *pool);

void fuselageValuePoolFree(FuselageValuePool *pool);

#endif // FUSELAGE_IR_VALUEPOOL_H
