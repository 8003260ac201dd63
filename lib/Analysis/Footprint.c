//===- Footprint.c - Bytes that a launch touches --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Footprint.h"

#include "Analysis/ByteCount.h"

#include "mlir-c/BuiltinTypes.h"

#include <string.h>

static uint64_t minimum(uint64_t a, uint64_t b) { return a < b ? a : b; }

/// Number of blocks or threads along an id, or FUSELAGE_UNKNOWN_BYTES.
static uint64_t extentOf(const FuselageLaunch *launch, int id) {
  int64_t extent;
  if (!fuselageExprIsConstant(launch->extents[id], &extent) || extent < 0)
    return FUSELAGE_UNKNOWN_BYTES;
  return minimum((uint64_t)extent, FUSELAGE_UNKNOWN_BYTES);
}

/// At most how many values an index takes in a launch.
static uint64_t countValues(const FuselageLaunch *launch,
                            MlirAffineExpr index) {
  FuselageLinearForm form;
  if (!fuselageExprGetLinearForm(index, &form))
    return FUSELAGE_UNKNOWN_BYTES;
  uint64_t count = 1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (form.coefficients[id] != 0)
      count = fuselageByteCountMul(count, extentOf(launch, id));
  return count;
}

/// At most how many elements an access touches: the product over its indices,
/// each at most the size of its dimension. An id in two indices is counted
/// twice, which only raises the bound; the number of threads bounds it too.
static uint64_t countElements(const FuselageModel *model,
                              const FuselageLaunch *launch,
                              const FuselageAccess *access) {
  MlirType type = mlirValueGetType(
      model->buffers.buffers.data[access->buffer].root);
  uint64_t numElements = fuselageMemRefNumElements(type);
  if (access->isAnyElement)
    return numElements;
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, access);
  uint64_t count = 1;
  for (uint32_t i = 0; i < access->rank; ++i) {
    uint64_t values = countValues(launch, indices[i]);
    if (!mlirShapedTypeIsDynamicDim(type, i))
      values = minimum(values, (uint64_t)mlirShapedTypeGetDimSize(type, i));
    count = fuselageByteCountMul(count, values);
  }
  return minimum(count, numElements);
}

static bool touchSameElements(const FuselageModel *model,
                              const FuselageAccess *a,
                              const FuselageAccess *b) {
  if (a->isAnyElement || b->isAnyElement)
    return a->isAnyElement && b->isAnyElement;
  return memcmp(fuselageAccessGetIndices(model, a),
                fuselageAccessGetIndices(model, b),
                a->rank * sizeof(MlirAffineExpr)) == 0;
}

/// True if an earlier access of the launch is of the same kind and buffer; with
/// `sameElements`, only if it touches the same elements too.
static bool isRepeated(const FuselageModel *model, const FuselageLaunch *launch,
                       size_t access, bool sameElements) {
  const FuselageAccess *accesses =
      model->accesses.data + launch->firstAccess;
  for (size_t i = 0; i < access; ++i)
    if (accesses[i].buffer == accesses[access].buffer &&
        accesses[i].kind == accesses[access].kind &&
        (!sameElements ||
         touchSameElements(model, &accesses[i], &accesses[access])))
      return true;
  return false;
}

/// Bytes that the accesses of one kind to one buffer touch, of which number
/// `first` is the first.
static uint64_t bytesOfBuffer(const FuselageModel *model,
                              const FuselageLaunch *launch, size_t first) {
  const FuselageAccess *accesses =
      model->accesses.data + launch->firstAccess;
  const FuselageAccess *firstAccess = &accesses[first];
  uint64_t bytes = 0;
  for (size_t i = first; i < launch->numAccesses; ++i) {
    if (accesses[i].buffer != firstAccess->buffer ||
        accesses[i].kind != firstAccess->kind ||
        isRepeated(model, launch, i, true))
      continue;
    bytes = fuselageByteCountAdd(
        bytes, fuselageByteCountMul(countElements(model, launch, &accesses[i]),
                                    accesses[i].elementBytes));
  }
  MlirType type = mlirValueGetType(
      model->buffers.buffers.data[firstAccess->buffer].root);
  return minimum(bytes, fuselageMemRefBytes(type));
}

static bool growTo(FuselageWrittenBuffers *written, size_t size) {
  if (!fuselageArrayReserve(&written->data, &written->capacity, size,
                            sizeof *written->data))
    return false;
  while (written->size < size)
    written->data[written->size++] = 0;
  return true;
}

bool fuselageLaunchGetFootprint(const FuselageModel *model,
                                const FuselageLaunch *launch, uint32_t run,
                                FuselageWrittenBuffers *written,
                                FuselageFootprint *footprint) {
  *footprint = (FuselageFootprint){0};
  if (!growTo(written, model->buffers.buffers.size))
    return false;
  const FuselageAccess *accesses =
      model->accesses.data + launch->firstAccess;
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    if (isRepeated(model, launch, i, false))
      continue;
    uint64_t bytes = bytesOfBuffer(model, launch, i);
    if (accesses[i].kind == FUSELAGE_ACCESS_WRITE) {
      footprint->outputBytes =
          fuselageByteCountAdd(footprint->outputBytes, bytes);
      continue;
    }
    footprint->inputBytes = fuselageByteCountAdd(footprint->inputBytes, bytes);
    if (written->data[accesses[i].buffer] != run)
      footprint->externalInputBytes =
          fuselageByteCountAdd(footprint->externalInputBytes, bytes);
  }
  for (size_t i = 0; i < launch->numAccesses; ++i)
    if (accesses[i].kind == FUSELAGE_ACCESS_WRITE)
      written->data[accesses[i].buffer] = run;
  return true;
}
