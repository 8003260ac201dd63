//===- Operation.h - Questions about operations and values ---------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_OPERATION_H
#define FUSELAGE_IR_OPERATION_H

#include "fuselage-c/Support.h"
#include "mlir-c/AffineMap.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The operation that defines `value`, or null for a block argument.
MlirOperation fuselageValueGetDefiningOp(MlirValue value);

/// True if `value` is a ranked or unranked memref; false if it is null.
FUSELAGE_NODISCARD bool fuselageValueIsMemRef(MlirValue valueOrNull);

/// True if `value` is defined in a region of `ancestor`, at any depth.
FUSELAGE_NODISCARD bool fuselageValueIsDefinedInside(MlirValue value,
                                                     MlirOperation ancestor);

/// True if `op` is `ancestor`, or in a region of it at any depth.
FUSELAGE_NODISCARD bool fuselageOperationIsWithin(MlirOperation op,
                                                  MlirOperation ancestor);

/// True if `value` is an argument of the entry block of a function.
FUSELAGE_NODISCARD bool fuselageValueIsFunctionArgument(MlirValue value);

/// If `value` is a constant of index or integer type, stores it, sign-extended,
/// in `*constant`.
FUSELAGE_NODISCARD bool fuselageValueIsConstantInt(MlirValue value,
                                                   int64_t *constant);

/// The value of an inherent integer attribute of `op`, or `otherwise` if the
/// attribute is absent.
int64_t fuselageOperationGetIntAttribute(MlirOperation op, const char *name,
                                         int64_t otherwise);

/// The inherent attribute of `op` with this name; null if the definition of
/// `op` does not have the name, or the attribute is absent. A discardable
/// attribute of the same name does not count.
MlirAttribute fuselageOperationGetInherentAttribute(MlirOperation op,
                                                    const char *name);

/// The map between the operands and the indices, or the results, of an
/// operation of the affine dialect; null for any other operation.
MlirAffineMap fuselageOperationGetAffineMap(MlirOperation op);

/// True for the null map of fuselageOperationGetAffineMap.
FUSELAGE_NODISCARD bool fuselageAffineMapIsNull(MlirAffineMap map);

/// The name of the closest enclosing symbol of kind function, or an empty
/// string; valid as long as the function keeps its name.
MlirStringRef fuselageOperationGetFunctionName(MlirOperation op);

/// True if `loop`, an `scf.for`, compares its variable as an unsigned number.
FUSELAGE_NODISCARD bool fuselageLoopIsUnsigned(MlirOperation loop);

/// True if `condition`, an `scf.if`, has an else.
FUSELAGE_NODISCARD bool fuselageConditionHasElse(MlirOperation condition);

/// True if `condition`, an `scf.if`, only runs a region if it holds: it has no
/// results and no else.
FUSELAGE_NODISCARD bool fuselageConditionIsGuard(MlirOperation condition);

/// True if a result of the operation is used.
FUSELAGE_NODISCARD bool fuselageOperationHasUses(MlirOperation op);

FUSELAGE_NODISCARD bool fuselageStringStartsWith(MlirStringRef string,
                                                 const char *prefix);

// NOLINTBEGIN(bugprone-macro-parentheses): a declared name takes none.

/// The operations directly in a block, first to last:
///
///   for (MlirOperation op = mlirBlockGetFirstOperation(block);
///        !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))
///
/// is the loop that this macro spells.
#define FUSELAGE_FOR_EACH_OPERATION(op, block)                                 \
  for (MlirOperation op = mlirBlockGetFirstOperation(block);                   \
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))

/// The blocks of a region, first to last.
#define FUSELAGE_FOR_EACH_BLOCK(block, region)                                 \
  for (MlirBlock block = mlirRegionGetFirstBlock(region);                      \
       !mlirBlockIsNull(block); block = mlirBlockGetNextInRegion(block))

// NOLINTEND(bugprone-macro-parentheses)

#endif // FUSELAGE_IR_OPERATION_H
