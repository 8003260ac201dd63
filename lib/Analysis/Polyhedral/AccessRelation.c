//===- AccessRelation.c - The relation of threads and elements ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/AccessRelation.h"

#include "Analysis/Polyhedral/PathGuards.h"
#include "Analysis/Polyhedral/PolyhedralReader.h"
#include "Analysis/Polyhedral/ViewIndices.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

static const FuselagePolyFunction none = {0};

static MlirType memrefTypeOf(const FuselageAccess *access) {
  return mlirValueGetType(
      mlirOperationGetOperand(access->op, access->memrefOperand));
}

//===----------------------------------------------------------------------===//
// Elements of the memref
//===----------------------------------------------------------------------===//

/// Any value at all.
static FuselagePolyValue readUnboundedIndex(FuselagePolyReader *reader) {
  FuselagePolyFunction any = fuselagePolyReaderAddAny(reader);
  return (FuselagePolyValue){any, INT64_MIN, INT64_MAX, 0};
}

/// A value from 0 up to the size of a dimension, or of any size.
static FuselagePolyValue readAnyIndex(FuselagePolyReader *reader, MlirType type,
                                      size_t dim) {
  FuselagePolyFunction any = fuselagePolyReaderAddAny(reader);
  if (any.number == 0)
    return fuselagePolyUnknown();
  FuselagePolyFunction upper =
      mlirShapedTypeIsDynamicDim(type, (intptr_t)dim)
          ? none
          : fuselagePolyConstant(reader->terms,
                                 mlirShapedTypeGetDimSize(type, (intptr_t)dim));
  int64_t max = upper.number != 0
                    ? mlirShapedTypeGetDimSize(type, (intptr_t)dim) - 1
                    : FUSELAGE_MAX_WRAP_SLACK;
  fuselagePolyReaderConstrain(
      reader,
      fuselagePolyBetween(reader->terms, fuselagePolyConstant(reader->terms, 0),
                          any, upper));
  return (FuselagePolyValue){any, 0, max < 0 ? 0 : max, 0};
}

/// In the affine operations a map stands between operands and indices.
static FuselagePolyValue readIndex(FuselagePolyReader *reader,
                                   const FuselageAccess *access, size_t i) {
  MlirAffineMap map = fuselageOperationGetAffineMap(access->op);
  intptr_t first = access->memrefOperand + 1;
  return fuselageAffineMapIsNull(map)
             ? fuselagePolyReadValue(
                   reader,
                   mlirOperationGetOperand(access->op, first + (intptr_t)i))
             : fuselagePolyReadMapResult(reader, map, (intptr_t)i, access->op,
                                         first);
}

static bool isTransfer(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_VECTOR_TRANSFER_READ) ||
         fuselageOperationIs(op, FUSELAGE_OP_VECTOR_TRANSFER_WRITE);
}

/// The vector that an operation moves: its result, or the value that it stores.
static MlirType vectorTypeOf(MlirOperation op) {
  if (mlirOperationGetNumResults(op) != 0)
    return mlirValueGetType(mlirOperationGetResult(op, 0));
  intptr_t stored =
      fuselageOperationIs(op, FUSELAGE_OP_VECTOR_MASKEDSTORE) ||
              fuselageOperationIs(op, FUSELAGE_OP_VECTOR_COMPRESSSTORE)
          ? mlirOperationGetNumOperands(op) - 1
          : 0;
  return mlirValueGetType(mlirOperationGetOperand(op, stored));
}

/// The number of elements that a vector reaches along each dimension of a
/// memref, from the index on. A transfer maps dimensions of the memref to
/// dimensions of the vector. Other operations lay the vector along the last
/// dimensions. False if the number is not known when compiling.
static bool readReach(const FuselageAccess *access, MlirType memref,
                      MlirType vector, int64_t *reach) {
  intptr_t memrefRank = mlirShapedTypeGetRank(memref);
  intptr_t vectorRank = mlirShapedTypeGetRank(vector);
  for (intptr_t i = 0; i < memrefRank; ++i)
    reach[i] = 1;
  bool transfers = isTransfer(access->op);
  MlirAffineMap map = {NULL};
  if (transfers)
    map = mlirAffineMapAttrGetValue(
        fuselageOperationGetInherentAttribute(access->op, "permutation_map"));
  else if (vectorRank > memrefRank)
    return false;
  for (intptr_t i = 0; i < vectorRank; ++i) {
    if (mlirVectorTypeIsDimScalable(vector, i))
      return false;
    intptr_t dim = memrefRank - vectorRank + i;
    if (transfers) {
      MlirAffineExpr expression = mlirAffineMapGetResult(map, i);
      if (!mlirAffineExprIsADim(expression))
        continue; // A broadcast: one element for the whole dimension.
      dim = mlirAffineDimExprGetPosition(expression);
    }
    reach[dim] = mlirShapedTypeGetDimSize(vector, i);
  }
  return true;
}

/// Lays the vector over the elements from the indices on. An operation with a
/// mask counts as touching all elements of the vector.
static bool extendByVector(FuselagePolyReader *reader,
                           const FuselageAccess *access,
                           FuselagePolyIndices *indices) {
  MlirType memref = memrefTypeOf(access), vector = vectorTypeOf(access->op);
  MlirType element = mlirShapedTypeGetElementType(memref);
  if (mlirTypeEqual(element, vector))
    return true;
  int64_t reach[FUSELAGE_MAX_POLY_RANK] = {0};
  if (!mlirTypeIsAVector(vector) || mlirTypeIsAVector(element) ||
      !readReach(access, memref, vector, reach))
    return false;
  MlirType indexType = mlirIndexTypeGet(mlirOperationGetContext(access->op));
  for (size_t i = 0; i < indices->rank; ++i)
    if (reach[i] > 1)
      indices->at[i] =
          fuselagePolyExtend(reader, indices->at[i], reach[i], indexType);
  return true;
}

/// True if an operation without indices touches only elements of its memref.
/// Other operations, such as gathers, may touch any element of the buffer.
static bool keepsToElements(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_COPY) ||
         fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG);
}

/// The indices that the access touches, as indices of its memref.
static bool readIndices(FuselagePolyReader *reader,
                        const FuselageAccess *access,
                        FuselagePolyIndices *indices) {
  MlirType type = memrefTypeOf(access);
  indices->rank = 0;
  if (!mlirTypeIsAMemRef(type) ||
      mlirShapedTypeGetRank(type) > FUSELAGE_MAX_POLY_RANK)
    return false;
  size_t rank = (size_t)mlirShapedTypeGetRank(type);
  for (; access->isIndexed && indices->rank < rank; ++indices->rank)
    indices->at[indices->rank] = readIndex(reader, access, indices->rank);
  if (access->isIndexed && !access->isOneElement &&
      !extendByVector(reader, access, indices))
    indices->rank = 0;
  if (!access->isIndexed && !keepsToElements(access->op)) {
    fuselagePolyIndicesLose(reader, indices);
    return true;
  }
  // A copy touches all elements, so the set is exact.
  bool isExact = reader->isExact;
  for (; indices->rank < rank; ++indices->rank)
    indices->at[indices->rank] = readAnyIndex(reader, type, indices->rank);
  if (fuselageOperationIs(access->op, FUSELAGE_OP_MEMREF_COPY))
    reader->isExact = isExact;
  return true;
}

//===----------------------------------------------------------------------===//
// Elements of the root
//===----------------------------------------------------------------------===//

/// The set where an index may not be below the size of its dimension. If the
/// size is not known when compiling, that is the whole domain.
static FuselagePolySet readOverrun(const FuselagePolyReader *reader,
                                   MlirType type, size_t dim,
                                   FuselagePolyFunction index) {
  if (mlirShapedTypeIsDynamicDim(type, (intptr_t)dim))
    return reader->domain;
  FuselagePolyFunction size = fuselagePolyConstant(
      reader->terms, mlirShapedTypeGetDimSize(type, (intptr_t)dim));
  return fuselagePolyIntersect(
      reader->terms, reader->domain,
      fuselagePolyCompare(reader->terms, FUSELAGE_POLY_GE, index, size));
}

/// A plain load or store of a vector may run over the end of a row into the
/// next row: targets allow it. A transfer masks elements out of bounds. An
/// access to one element has to be in bounds.
static bool mayRunOver(const FuselagePolyReader *reader,
                       const FuselageAccess *access, MlirType type,
                       const FuselagePolyIndices *indices) {
  if (!access->isIndexed || access->isOneElement || isTransfer(access->op))
    return false;
  for (size_t i = 0; i < indices->rank; ++i) {
    if (!fuselagePolyIsKnown(indices->at[i]))
      continue;
    FuselagePolySet overrun =
        readOverrun(reader, type, i, indices->at[i].function);
    if (!fuselagePolyIsEmpty(reader->terms, overrun))
      return true;
  }
  return false;
}

static void forgetAll(FuselagePolyIndices *indices) {
  for (size_t i = 0; i < indices->rank; ++i)
    indices->at[i] = fuselagePolyUnknown();
}

/// Bounds each index by the shape: an access out of bounds is undefined, or is
/// masked. An unknown index becomes a dimension of its own. An index that was
/// lost on the way through a view has no bounds.
static void boundIndices(FuselagePolyReader *reader,
                         const FuselageAccess *access, MlirType type,
                         FuselagePolyIndices *indices) {
  if (mayRunOver(reader, access, type, indices))
    forgetAll(indices);
  for (size_t i = 0; i < indices->rank; ++i) {
    if (!fuselagePolyIsKnown(indices->at[i])) {
      indices->at[i] = indices->areLost ? readUnboundedIndex(reader)
                                        : readAnyIndex(reader, type, i);
      continue;
    }
    FuselagePolyFunction upper =
        mlirShapedTypeIsDynamicDim(type, (intptr_t)i)
            ? none
            : fuselagePolyConstant(reader->terms,
                                   mlirShapedTypeGetDimSize(type, (intptr_t)i));
    fuselagePolyReaderConstrain(
        reader, fuselagePolyBetween(reader->terms,
                                    fuselagePolyConstant(reader->terms, 0),
                                    indices->at[i].function, upper));
  }
}

/// { space -> [indices] }, on the domain of the reader.
static FuselagePolyRelation relate(const FuselagePolyReader *reader,
                                   const FuselagePolyIndices *indices) {
  FuselagePolyFunction functions[FUSELAGE_MAX_POLY_RANK];
  for (size_t i = 0; i < indices->rank; ++i)
    functions[i] = indices->at[i].function;
  return fuselagePolyRelate(reader->terms, reader->domain, functions,
                            indices->rank);
}

FuselageAccessRelation fuselageAccessGetRelation(FuselagePolyTerms *terms,
                                                 FuselageModel *model,
                                                 const FuselageLaunch *launch,
                                                 const FuselageAccess *access) {
  FuselagePolyReader reader;
  FuselagePolyIndices indices = {.rank = 0};
  MlirValue root;
  fuselagePolyReaderInit(&reader, terms, &model->symbols, launch->op,
                         &launch->space);
  fuselagePolyReaderAddGuards(&reader, access->op);
  if (!readIndices(&reader, access, &indices) ||
      !fuselagePolyIndicesMapToRoot(
          &reader, mlirOperationGetOperand(access->op, access->memrefOperand),
          &indices, &root))
    return (FuselageAccessRelation){{0}, false};
  boundIndices(&reader, access, mlirValueGetType(root), &indices);
  if (reader.outOfMemory)
    return (FuselageAccessRelation){{0}, false};
  return (FuselageAccessRelation){relate(&reader, &indices), reader.isExact};
}

isl_map *fuselageAccessRelationCompute(FuselagePolyTerms *terms,
                                       FuselageAccessRelation relation) {
  isl_map *map = fuselagePolyComputeRelation(terms, relation.term);
  return isl_map_project_out(map, isl_dim_in, FUSELAGE_NUM_IDS,
                             FUSELAGE_MAX_EXTRA_DIMS);
}
