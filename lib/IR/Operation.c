//===- Operation.c - Questions about operations and values ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/Operation.h"

#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

MlirOperation fuselageValueGetDefiningOp(MlirValue value) {
  return mlirValueIsAOpResult(value) ? mlirOpResultGetOwner(value)
                                     : (MlirOperation){NULL};
}

bool fuselageValueIsMemRef(MlirValue valueOrNull) {
  if (mlirValueIsNull(valueOrNull))
    return false;
  MlirType type = mlirValueGetType(valueOrNull);
  return mlirTypeIsAMemRef(type) || mlirTypeIsAUnrankedMemRef(type);
}

static MlirOperation parentOfDefinition(MlirValue value) {
  return mlirValueIsAOpResult(value)
             ? mlirOperationGetParentOperation(mlirOpResultGetOwner(value))
             : mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(value));
}

bool fuselageOperationIsWithin(MlirOperation op, MlirOperation ancestor) {
  while (!mlirOperationIsNull(op) && !mlirOperationEqual(op, ancestor))
    op = mlirOperationGetParentOperation(op);
  return !mlirOperationIsNull(op);
}

bool fuselageValueIsDefinedInside(MlirValue value, MlirOperation ancestor) {
  return fuselageOperationIsWithin(parentOfDefinition(value), ancestor);
}

bool fuselageValueIsFunctionArgument(MlirValue value) {
  if (!mlirValueIsABlockArgument(value))
    return false;
  MlirBlock block = mlirBlockArgumentGetOwner(value);
  MlirOperation op = mlirBlockGetParentOperation(block);
  if (mlirOperationIsNull(op) ||
      !fuselageOperationIs(op, FUSELAGE_OP_FUNC_FUNC))
    return false;
  return mlirBlockEqual(
      block, mlirRegionGetFirstBlock(mlirBlockGetParentRegion(block)));
}

/// A size of a memref that its type tells.
static bool isStaticSize(MlirOperation op, int64_t *size) {
  int64_t dim;
  if (!fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DIM) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &dim))
    return false;
  MlirType type = mlirValueGetType(mlirOperationGetOperand(op, 0));
  if (!mlirShapedTypeHasRank(type) || dim < 0 ||
      dim >= mlirShapedTypeGetRank(type) ||
      mlirShapedTypeIsDynamicDim(type, (intptr_t)dim))
    return false;
  *size = mlirShapedTypeGetDimSize(type, (intptr_t)dim);
  return true;
}

bool fuselageValueIsConstantInt(MlirValue value, int64_t *constant) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (!mlirOperationIsNull(op) && isStaticSize(op, constant))
    return true;
  if (mlirOperationIsNull(op) ||
      (!fuselageOperationIs(op, FUSELAGE_OP_ARITH_CONSTANT) &&
       !fuselageOperationIs(op, FUSELAGE_OP_INDEX_CONSTANT)))
    return false;
  MlirAttribute attribute = fuselageOperationGetInherentAttribute(op, "value");
  if (mlirAttributeIsNull(attribute) || !mlirAttributeIsAInteger(attribute))
    return false;
  MlirType type = mlirAttributeGetType(attribute);
  if (!mlirTypeIsAIndex(type) &&
      !(mlirTypeIsAInteger(type) && mlirIntegerTypeIsSignless(type) &&
        mlirIntegerTypeGetWidth(type) <= 64))
    return false;
  *constant = mlirIntegerAttrGetValueInt(attribute);
  return true;
}

MlirAttribute fuselageOperationGetInherentAttribute(MlirOperation op,
                                                    const char *name) {
  MlirStringRef ref = mlirStringRefCreateFromCString(name);
  return mlirOperationHasInherentAttributeByName(op, ref)
             ? mlirOperationGetInherentAttributeByName(op, ref)
             : (MlirAttribute){NULL};
}

MlirAffineMap fuselageOperationGetAffineMap(MlirOperation op) {
  MlirAttribute map = {NULL};
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE))
    map = fuselageOperationGetInherentAttribute(op, "map");
  return !mlirAttributeIsNull(map) && mlirAttributeIsAAffineMap(map)
             ? mlirAffineMapAttrGetValue(map)
             : (MlirAffineMap){NULL};
}

bool fuselageAffineMapIsNull(MlirAffineMap map) { return map.ptr == NULL; }

int64_t fuselageOperationGetIntAttribute(MlirOperation op, const char *name,
                                         int64_t otherwise) {
  MlirAttribute attribute = fuselageOperationGetInherentAttribute(op, name);
  return mlirAttributeIsNull(attribute) || !mlirAttributeIsAInteger(attribute)
             ? otherwise
             : mlirIntegerAttrGetValueInt(attribute);
}

MlirStringRef fuselageOperationGetFunctionName(MlirOperation op) {
  while (!mlirOperationIsNull(op) &&
         !fuselageOperationIs(op, FUSELAGE_OP_FUNC_FUNC))
    op = mlirOperationGetParentOperation(op);
  MlirAttribute name = {NULL};
  if (!mlirOperationIsNull(op))
    name = mlirOperationGetAttributeByName(
        op, mlirSymbolTableGetSymbolAttributeName());
  return mlirAttributeIsNull(name) ? mlirStringRefCreate("", 0)
                                   : mlirStringAttrGetValue(name);
}

bool fuselageLoopIsUnsigned(MlirOperation loop) {
  return !mlirAttributeIsNull(
      fuselageOperationGetInherentAttribute(loop, "unsignedCmp"));
}

bool fuselageConditionHasElse(MlirOperation condition) {
  return !mlirBlockIsNull(
      mlirRegionGetFirstBlock(mlirOperationGetRegion(condition, 1)));
}

bool fuselageConditionIsGuard(MlirOperation condition) {
  return mlirOperationGetNumResults(condition) == 0 &&
         !fuselageConditionHasElse(condition);
}

bool fuselageOperationHasUses(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (!mlirOpOperandIsNull(
            mlirValueGetFirstUse(mlirOperationGetResult(op, i))))
      return true;
  return false;
}

bool fuselageStringStartsWith(MlirStringRef string, const char *prefix) {
  size_t length = strlen(prefix);
  return string.length >= length && memcmp(string.data, prefix, length) == 0;
}
