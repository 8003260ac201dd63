//===- Element.c - The element that a load or store touches ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Body/Element.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Polyhedral/ViewIndices.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "IR/Views.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

/// The indices of a memref, as in FuselageElement.
typedef struct Indices {
  size_t rank;
  MlirAffineExpr at[FUSELAGE_MAX_ELEMENT_RANK];
  MlirValue values[FUSELAGE_MAX_ELEMENT_RANK];
} Indices;

static MlirType sourceTypeOf(MlirOperation view) {
  return mlirValueGetType(mlirOperationGetOperand(view, 0));
}

static MlirType resultTypeOf(MlirOperation view) {
  return mlirValueGetType(mlirOperationGetResult(view, 0));
}

static bool hasUnitSize(MlirType type, intptr_t dim) {
  return !mlirShapedTypeIsDynamicDim(type, dim) &&
         mlirShapedTypeGetDimSize(type, dim) == 1;
}

static bool rankIsFollowed(MlirType type) {
  return mlirTypeIsAMemRef(type) &&
         mlirShapedTypeGetRank(type) <= FUSELAGE_MAX_ELEMENT_RANK;
}

static void setZero(FuselageIndexReader *reader, Indices *indices,
                    intptr_t dim) {
  indices->at[dim] = mlirAffineConstantExprGet(reader->context, 0);
  indices->values[dim] = (MlirValue){NULL};
}

/// Accesses are in bounds, so the index along a dimension of size 1 is 0.
static void setZeroWhereSizeIsOne(FuselageIndexReader *reader, MlirType type,
                                  Indices *indices) {
  for (size_t i = 0; i < indices->rank; ++i)
    if (hasUnitSize(type, (intptr_t)i))
      setZero(reader, indices, (intptr_t)i);
}

static void copyIndex(const Indices *from, intptr_t source, Indices *to,
                      intptr_t target) {
  to->at[target] = from->at[source];
  to->values[target] = from->values[source];
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

static MlirAffineExpr readOffset(FuselageIndexReader *reader,
                                 FuselageSliceEntry offset) {
  return offset.isConstant
             ? mlirAffineConstantExprGet(reader->context, offset.constant)
             : fuselageIndexRead(reader, offset.value);
}

/// An index of the source: offset + index * stride.
static bool followSubview(FuselageIndexReader *reader, MlirOperation op,
                          const Indices *indices, Indices *mapped) {
  intptr_t resultDims[FUSELAGE_MAX_POLY_RANK] = {0};
  if (!fuselageSubviewIsInjective(op) ||
      !fuselageSubviewMatchDimensions(op, resultDims))
    return false;
  for (size_t i = 0; i < mapped->rank; ++i) {
    intptr_t dim = (intptr_t)i;
    MlirAffineExpr offset =
        readOffset(reader, fuselageSubviewGetOffset(op, dim));
    int64_t constant, stride = fuselageSubviewGetStride(op, dim).constant;
    mapped->at[i] = offset;
    mapped->values[i] = (MlirValue){NULL};
    if (resultDims[i] < 0)
      continue;
    MlirAffineExpr scale = mlirAffineConstantExprGet(reader->context, stride);
    mapped->at[i] = fuselageExprAdd(
        offset, fuselageExprMul(indices->at[resultDims[i]], scale));
    if (stride == 1 && fuselageExprIsConstant(offset, &constant) &&
        constant == 0)
      mapped->values[i] = indices->values[resultDims[i]];
  }
  return true;
}

/// Finds the only dimension of `wide`, from `first` up to `end`, whose size is
/// not 1; any of them if all have size 1. False if several sizes are not 1, or
/// the range is empty.
static bool findSoleDimension(MlirType wide, intptr_t first, intptr_t end,
                              intptr_t *sole) {
  size_t count = 0;
  *sole = first;
  for (intptr_t dim = first; dim < end; ++dim)
    if (!hasUnitSize(wide, dim)) {
      *sole = dim;
      ++count;
    }
  return count <= 1 && first < end;
}

/// A change of shape where each group of dimensions of the wide side has one
/// dimension whose size is not 1. The index of this dimension is the index of
/// the narrow side.
static bool followReassociation(FuselageIndexReader *reader, MlirOperation op,
                                MlirType wide, bool toWide,
                                const Indices *indices, Indices *mapped) {
  intptr_t end = 0, wideRank = mlirShapedTypeGetRank(wide);
  for (intptr_t dim = 0; toWide && dim < wideRank; ++dim)
    setZero(reader, mapped, dim);
  for (intptr_t i = 0; i < fuselageReshapeGetNumGroups(op); ++i) {
    intptr_t first = end;
    end += fuselageReshapeGetGroupSize(op, i);
    intptr_t sole;
    if (!findSoleDimension(wide, first, end, &sole))
      return false;
    copyIndex(indices, toWide ? i : sole, mapped, toWide ? sole : i);
  }
  // Without groups, all dimensions of the wide side are of size 1.
  return true;
}

/// Dimension i of the result is dimension permutation(i) of the source.
static void followTranspose(MlirOperation op, const Indices *indices,
                            Indices *mapped) {
  for (size_t i = 0; i < indices->rank; ++i)
    copyIndex(indices, (intptr_t)i, mapped,
              fuselageTransposeGetSourceDim(op, (intptr_t)i));
}

/// Replaces the indices of the result of a view by the indices of its source.
/// False, with nothing changed, if that is impossible.
static bool followView(FuselageIndexReader *reader, MlirOperation op,
                       bool keepsIndices, Indices *indices) {
  if (keepsIndices)
    return true;
  if (!rankIsFollowed(sourceTypeOf(op)) || !rankIsFollowed(resultTypeOf(op)))
    return false;
  Indices mapped = {.rank = (size_t)mlirShapedTypeGetRank(sourceTypeOf(op))};
  bool followed = true;
  if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_SUBVIEW))
    followed = followSubview(reader, op, indices, &mapped);
  else if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_EXPAND_SHAPE))
    followed = followReassociation(reader, op, resultTypeOf(op), false, indices,
                                   &mapped);
  else if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_COLLAPSE_SHAPE))
    followed = followReassociation(reader, op, sourceTypeOf(op), true, indices,
                                   &mapped);
  else if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_TRANSPOSE))
    followTranspose(op, indices, &mapped);
  else
    followed = false;
  if (followed)
    *indices = mapped;
  return followed;
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The operand that is the index along a dimension, or null. In the affine
/// operations a map stands between operands and indices.
static MlirValue valueOfIndex(MlirOperation op, intptr_t firstIndex,
                              intptr_t i) {
  MlirAffineMap map = fuselageOperationGetAffineMap(op);
  if (fuselageAffineMapIsNull(map))
    return mlirOperationGetOperand(op, firstIndex + i);
  MlirAffineExpr result = mlirAffineMapGetResult(map, i);
  if (!mlirAffineExprIsADim(result))
    return (MlirValue){NULL};
  return mlirOperationGetOperand(op, firstIndex +
                                         mlirAffineDimExprGetPosition(result));
}

static Indices readIndices(FuselageIndexReader *reader, MlirOperation op,
                           intptr_t memrefOperand, MlirType type) {
  Indices indices = {.rank = (size_t)mlirShapedTypeGetRank(type)};
  fuselageReadElementIndices(reader, op, memrefOperand, indices.at);
  for (size_t i = 0; i < indices.rank; ++i)
    indices.values[i] = valueOfIndex(op, memrefOperand + 1, (intptr_t)i);
  setZeroWhereSizeIsOne(reader, type, &indices);
  return indices;
}

bool fuselageReadElement(FuselageIndexReader *reader,
                         FuselageBufferTable *buffers, MlirOperation op,
                         intptr_t memrefOperand, FuselageElement *element) {
  MlirValue memref = mlirOperationGetOperand(op, memrefOperand);
  FuselageBufferView view;
  element->isKnown = rankIsFollowed(mlirValueGetType(memref));
  element->rank = 0;
  if (element->isKnown) {
    Indices indices =
        readIndices(reader, op, memrefOperand, mlirValueGetType(memref));
    bool keepsIndices;
    for (int i = 0; i < FUSELAGE_MAX_VIEWS; ++i) {
      MlirOperation step = fuselageMemRefGetView(memref, &keepsIndices);
      if (mlirOperationIsNull(step) ||
          !followView(reader, step, keepsIndices, &indices))
        break;
      memref = mlirOperationGetOperand(step, 0);
      setZeroWhereSizeIsOne(reader, mlirValueGetType(memref), &indices);
    }
    element->rank = indices.rank;
    memcpy(element->indices, indices.at, sizeof indices.at);
    memcpy(element->values, indices.values, sizeof indices.values);
  }
  if (!fuselageBufferTableResolve(buffers, memref, &view))
    return false;
  element->buffer = view.buffer;
  element->base = view.base;
  element->isInjective = view.isInjective;
  return !reader->outOfMemory;
}

static bool indexTheSameMemRef(const FuselageElement *a,
                               const FuselageElement *b) {
  return a->isKnown && b->isKnown && mlirValueEqual(a->base, b->base);
}

bool fuselageElementsAreEqual(const FuselageElement *a,
                              const FuselageElement *b) {
  if (!indexTheSameMemRef(a, b))
    return false;
  for (size_t i = 0; i < a->rank; ++i)
    if (mlirAffineExprIsNull(a->indices[i]) ||
        !mlirAffineExprEqual(a->indices[i], b->indices[i]))
      return false;
  return true;
}

bool fuselageElementsDiffer(const FuselageElement *a,
                            const FuselageElement *b) {
  if (!indexTheSameMemRef(a, b) || !a->isInjective)
    return false;
  for (size_t i = 0; i < a->rank; ++i) {
    int64_t difference;
    if (fuselageExprIsConstant(fuselageExprSub(a->indices[i], b->indices[i]),
                               &difference) &&
        difference != 0)
      return true;
  }
  return false;
}
