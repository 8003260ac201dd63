//===- ViewIndices.c - From indices of a view to the root's ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/ViewIndices.h"

#include "Analysis/Memory/Buffers.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "IR/Views.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

static MlirType indexTypeOf(MlirOperation op) {
  return mlirIndexTypeGet(mlirOperationGetContext(op));
}

static FuselagePolyValue constantIndex(const FuselagePolyReader *reader,
                                       int64_t value) {
  return (FuselagePolyValue){fuselagePolyConstant(reader->terms, value), value,
                             value, 0};
}

static MlirType sourceTypeOf(MlirOperation op) {
  return mlirValueGetType(mlirOperationGetOperand(op, 0));
}

static MlirType resultTypeOf(MlirOperation op) {
  return mlirValueGetType(mlirOperationGetResult(op, 0));
}

void fuselagePolyIndicesLose(FuselagePolyReader *reader,
                             FuselagePolyIndices *indices) {
  indices->rank = 0;
  indices->areLost = true;
  reader->isExact = false;
}

/// The new dimension stands for each of 0 up to reach - 1, and the access
/// touches all of them, so the result stays exact.
FuselagePolyValue fuselagePolyExtend(FuselagePolyReader *reader,
                                     FuselagePolyValue index, int64_t reach,
                                     MlirType indexType) {
  bool wasExact = reader->isExact;
  FuselagePolyFunction step = fuselagePolyReaderAddAny(reader);
  if (step.number == 0)
    return fuselagePolyUnknown();
  reader->isExact = wasExact;
  fuselagePolyReaderConstrain(
      reader,
      fuselagePolyBetween(reader->terms, fuselagePolyConstant(reader->terms, 0),
                          step, fuselagePolyConstant(reader->terms, reach)));
  return fuselagePolyAdd(reader->terms, index,
                         (FuselagePolyValue){step, 0, reach - 1, 0}, indexType);
}

//===----------------------------------------------------------------------===//
// memref.subview
//===----------------------------------------------------------------------===//

/// Reads an entry. It is unknown if it is not constant and its operand is
/// unknown.
static FuselagePolyValue readEntry(FuselagePolyReader *reader,
                                   FuselageSliceEntry entry) {
  if (entry.isConstant)
    return constantIndex(reader, entry.constant);
  return mlirValueIsNull(entry.value)
             ? fuselagePolyUnknown()
             : fuselagePolyReadValue(reader, entry.value);
}

/// An index of the source: offset + index * stride.
static void mapSubview(FuselagePolyReader *reader, MlirOperation op,
                       FuselagePolyIndices *indices) {
  intptr_t rank = fuselageSubviewGetRank(op);
  intptr_t resultDims[FUSELAGE_MAX_POLY_RANK] = {0};
  if (!fuselageSubviewMatchDimensions(op, resultDims)) {
    fuselagePolyIndicesLose(reader, indices);
    return;
  }
  FuselagePolyIndices mapped = {.rank = (size_t)rank};
  MlirType type = indexTypeOf(op);
  for (intptr_t i = 0; i < rank; ++i) {
    mapped.at[i] = readEntry(reader, fuselageSubviewGetOffset(op, i));
    if (resultDims[i] < 0)
      continue;
    FuselagePolyValue stride =
        readEntry(reader, fuselageSubviewGetStride(op, i));
    FuselagePolyValue index = indices->at[resultDims[i]];
    mapped.at[i] = fuselagePolyAdd(
        reader->terms, mapped.at[i],
        fuselagePolyMultiply(reader->terms, index, stride, type), type);
  }
  *indices = mapped;
}

//===----------------------------------------------------------------------===//
// Other views
//===----------------------------------------------------------------------===//

/// One index of a collapsed memref is the number of an element of the group, in
/// row-major order: its digits are the indices of the source.
static void mapCollapseShape(FuselagePolyReader *reader, MlirOperation op,
                             FuselagePolyIndices *indices) {
  MlirType source = sourceTypeOf(op);
  FuselagePolyIndices mapped = {.rank = (size_t)mlirShapedTypeGetRank(source)};
  intptr_t first = 0;
  for (size_t group = 0; group < indices->rank; ++group) {
    intptr_t count = fuselageReshapeGetGroupSize(op, (intptr_t)group);
    FuselagePolyValue rest = indices->at[group];
    for (intptr_t dim = first + count - 1; dim > first; --dim) {
      FuselagePolyValue size =
          mlirShapedTypeIsDynamicDim(source, dim)
              ? fuselagePolyUnknown()
              : constantIndex(reader, mlirShapedTypeGetDimSize(source, dim));
      mapped.at[dim] = fuselagePolyMod(reader->terms, rest, size);
      rest = fuselagePolyFloorDiv(reader->terms, rest, size);
    }
    if (count > 0)
      mapped.at[first] = rest;
    first += count;
  }
  // The result has rank 0: all dimensions of the source have the size 1.
  for (; first < (intptr_t)mapped.rank; ++first)
    mapped.at[first] = constantIndex(reader, 0);
  *indices = mapped;
}

/// The number of an element in the dimensions `first` up to `end` of the
/// result, in row-major order. The leading size does not enter the number.
static FuselagePolyValue numberInGroup(FuselagePolyReader *reader,
                                       MlirOperation op,
                                       const FuselagePolyIndices *indices,
                                       intptr_t first, intptr_t end) {
  if (first == end)
    return constantIndex(reader, 0);
  MlirType result = resultTypeOf(op), type = indexTypeOf(op);
  FuselagePolyValue number = indices->at[first];
  for (intptr_t dim = first + 1; dim < end; ++dim) {
    FuselagePolyValue size =
        mlirShapedTypeIsDynamicDim(result, dim)
            ? fuselagePolyUnknown()
            : constantIndex(reader, mlirShapedTypeGetDimSize(result, dim));
    number = fuselagePolyAdd(
        reader->terms, fuselagePolyMultiply(reader->terms, number, size, type),
        indices->at[dim], type);
  }
  return number;
}

/// The inverse: the digits of a group make up one index of the source.
static void mapExpandShape(FuselagePolyReader *reader, MlirOperation op,
                           FuselagePolyIndices *indices) {
  FuselagePolyIndices mapped = {
      .rank = (size_t)mlirShapedTypeGetRank(sourceTypeOf(op))};
  intptr_t first = 0;
  for (size_t group = 0; group < mapped.rank; ++group) {
    intptr_t end = first + fuselageReshapeGetGroupSize(op, (intptr_t)group);
    mapped.at[group] = numberInGroup(reader, op, indices, first, end);
    first = end;
  }
  *indices = mapped;
}

/// A view of bytes as elements in row-major order, from a byte on. Each element
/// covers some of the bytes: as many as it takes in memory.
static void mapBytes(FuselagePolyReader *reader, MlirOperation op,
                     FuselagePolyIndices *indices) {
  MlirType element = mlirShapedTypeGetElementType(resultTypeOf(op));
  MlirType type = indexTypeOf(op);
  uint64_t bytes = fuselageElementBytes(element);
  if (bytes == 0 || bytes > INT32_MAX || mlirTypeIsAVector(element)) {
    fuselagePolyIndicesLose(reader, indices);
    return;
  }
  FuselagePolyValue number =
      numberInGroup(reader, op, indices, 0, (intptr_t)indices->rank);
  FuselagePolyValue start = fuselagePolyAdd(
      reader->terms,
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 1)),
      fuselagePolyMultiply(reader->terms, number,
                           constantIndex(reader, (int64_t)bytes), type),
      type);
  indices->at[0] = fuselagePolyExtend(reader, start, (int64_t)bytes, type);
  indices->rank = 1;
}

/// Dimension i of the result is dimension permutation(i) of the source.
static void mapTranspose(MlirOperation op, FuselagePolyIndices *indices) {
  FuselagePolyIndices mapped = {.rank = indices->rank};
  for (size_t i = 0; i < indices->rank; ++i)
    mapped.at[fuselageTransposeGetSourceDim(op, (intptr_t)i)] = indices->at[i];
  *indices = mapped;
}

static bool rankIsFollowed(MlirType type) {
  return mlirTypeIsAMemRef(type) &&
         mlirShapedTypeGetRank(type) <= FUSELAGE_MAX_POLY_RANK;
}

static void mapThrough(FuselagePolyReader *reader, MlirOperation op,
                       bool keepsIndices, FuselagePolyIndices *indices) {
  if (keepsIndices || indices->areLost)
    return;
  bool isFollowed =
      rankIsFollowed(sourceTypeOf(op)) && rankIsFollowed(resultTypeOf(op));
  if (isFollowed && fuselageOperationIs(op, FUSELAGE_OP_MEMREF_SUBVIEW))
    mapSubview(reader, op, indices);
  else if (isFollowed &&
           fuselageOperationIs(op, FUSELAGE_OP_MEMREF_COLLAPSE_SHAPE))
    mapCollapseShape(reader, op, indices);
  else if (isFollowed &&
           fuselageOperationIs(op, FUSELAGE_OP_MEMREF_EXPAND_SHAPE))
    mapExpandShape(reader, op, indices);
  else if (isFollowed && fuselageOperationIs(op, FUSELAGE_OP_MEMREF_TRANSPOSE))
    mapTranspose(op, indices);
  else if (isFollowed && fuselageOperationIs(op, FUSELAGE_OP_MEMREF_VIEW))
    mapBytes(reader, op, indices);
  else
    fuselagePolyIndicesLose(reader, indices);
}

/// Makes unknown indices of the rank of the root for lost indices.
static bool makeAnyElement(MlirType root, FuselagePolyIndices *indices) {
  if (!rankIsFollowed(root))
    return false;
  indices->rank = (size_t)mlirShapedTypeGetRank(root);
  for (size_t i = 0; i < indices->rank; ++i)
    indices->at[i] = fuselagePolyUnknown();
  return true;
}

bool fuselagePolyIndicesMapToRoot(FuselagePolyReader *reader, MlirValue memref,
                                  FuselagePolyIndices *indices,
                                  MlirValue *root) {
  bool keepsIndices;
  for (int i = 0; i < FUSELAGE_MAX_VIEWS; ++i) {
    MlirOperation op = fuselageMemRefGetView(memref, &keepsIndices);
    if (mlirOperationIsNull(op))
      break;
    mapThrough(reader, op, keepsIndices, indices);
    memref = mlirOperationGetOperand(op, 0);
  }
  *root = memref;
  MlirType type = mlirValueGetType(memref);
  if (indices->areLost)
    return makeAnyElement(type, indices);
  return rankIsFollowed(type) &&
         (size_t)mlirShapedTypeGetRank(type) == indices->rank;
}
