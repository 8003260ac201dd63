//===- Views.c - Operations that name memory anew -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/Views.h"

#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

bool fuselageOperationIsView(MlirOperation op, bool *keepsIndices) {
  FuselageOp kind = fuselageOperationGetKind(op);
  if (fuselageOpGetClass(kind) != FUSELAGE_CLASS_VIEW)
    return false;
  // An unranked memref has no indices, so a cast from or to one keeps none.
  *keepsIndices =
      fuselageOpHasTrait(kind, FUSELAGE_OP_TRAIT_KEEPS_INDICES) &&
      mlirTypeIsAMemRef(mlirValueGetType(mlirOperationGetOperand(op, 0))) &&
      mlirTypeIsAMemRef(mlirValueGetType(mlirOperationGetResult(op, 0)));
  return true;
}

MlirOperation fuselageMemRefGetView(MlirValue memref, bool *keepsIndices) {
  MlirOperation op = fuselageValueGetDefiningOp(memref);
  return !mlirOperationIsNull(op) && fuselageOperationIsView(op, keepsIndices)
             ? op
             : (MlirOperation){NULL};
}

MlirValue fuselageMemRefGetRoot(MlirValue memref) {
  bool keepsIndices;
  for (int i = 0; i < FUSELAGE_MAX_VIEWS; ++i) {
    MlirOperation view = fuselageMemRefGetView(memref, &keepsIndices);
    if (mlirOperationIsNull(view))
      return memref;
    memref = mlirOperationGetOperand(view, 0);
  }
  return memref;
}

//===----------------------------------------------------------------------===//
// Views that change indices
//===----------------------------------------------------------------------===//

static bool isDynamicEntry(MlirAttribute entries, intptr_t i) {
  return mlirShapedTypeIsDynamicStrideOrOffset(
      mlirDenseI64ArrayGetElement(entries, i));
}

intptr_t fuselageSubviewGetRank(MlirOperation op) {
  return mlirDenseArrayGetNumElements(
      fuselageOperationGetInherentAttribute(op, "static_offsets"));
}

/// An entry that is not constant has an operand: the offsets come first after
/// the source.
FuselageSliceEntry fuselageSubviewGetOffset(MlirOperation op, intptr_t dim) {
  MlirAttribute offsets =
      fuselageOperationGetInherentAttribute(op, "static_offsets");
  if (!isDynamicEntry(offsets, dim))
    return (FuselageSliceEntry){.isConstant = true,
                                .constant =
                                    mlirDenseI64ArrayGetElement(offsets, dim)};
  intptr_t operand = 1;
  for (intptr_t i = 0; i < dim; ++i)
    operand += isDynamicEntry(offsets, i);
  return (FuselageSliceEntry){.value = mlirOperationGetOperand(op, operand)};
}

FuselageSliceEntry fuselageSubviewGetStride(MlirOperation op, intptr_t dim) {
  MlirAttribute strides =
      fuselageOperationGetInherentAttribute(op, "static_strides");
  if (isDynamicEntry(strides, dim))
    return (FuselageSliceEntry){.isConstant = false};
  return (FuselageSliceEntry){.isConstant = true,
                              .constant =
                                  mlirDenseI64ArrayGetElement(strides, dim)};
}

bool fuselageSubviewIsInjective(MlirOperation op) {
  for (intptr_t i = 0; i < fuselageSubviewGetRank(op); ++i) {
    FuselageSliceEntry stride = fuselageSubviewGetStride(op, i);
    if (!stride.isConstant || stride.constant == 0)
      return false;
  }
  return true;
}

static bool isUnitEntry(MlirAttribute entries, intptr_t i) {
  return mlirDenseI64ArrayGetElement(entries, i) == 1;
}

/// Dimensions that a subview drops have the size 1, so the others keep their
/// order.
bool fuselageSubviewMatchDimensions(MlirOperation op, intptr_t *resultDims) {
  MlirAttribute sizes =
      fuselageOperationGetInherentAttribute(op, "static_sizes");
  MlirType result = mlirValueGetType(mlirOperationGetResult(op, 0));
  intptr_t sourceRank = mlirDenseArrayGetNumElements(sizes);
  intptr_t resultRank = mlirShapedTypeGetRank(result), next = 0;
  for (intptr_t i = 0; i < sourceRank; ++i) {
    resultDims[i] = -1;
    if (sourceRank == resultRank) {
      resultDims[i] = i;
      continue;
    }
    if (isUnitEntry(sizes, i))
      continue;
    while (next < resultRank && !mlirShapedTypeIsDynamicDim(result, next) &&
           mlirShapedTypeGetDimSize(result, next) == 1)
      ++next;
    if (next == resultRank)
      return false;
    resultDims[i] = next++;
  }
  return true;
}

intptr_t fuselageReshapeGetNumGroups(MlirOperation op) {
  return mlirArrayAttrGetNumElements(
      fuselageOperationGetInherentAttribute(op, "reassociation"));
}

intptr_t fuselageReshapeGetGroupSize(MlirOperation op, intptr_t group) {
  return mlirArrayAttrGetNumElements(mlirArrayAttrGetElement(
      fuselageOperationGetInherentAttribute(op, "reassociation"), group));
}

intptr_t fuselageTransposeGetSourceDim(MlirOperation op, intptr_t dim) {
  MlirAffineMap permutation = mlirAffineMapAttrGetValue(
      fuselageOperationGetInherentAttribute(op, "permutation"));
  return mlirAffineDimExprGetPosition(mlirAffineMapGetResult(permutation, dim));
}
