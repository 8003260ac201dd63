//===- Footprint.c - Bytes that a launch touches --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Stage/Footprint.h"

#include "IR/ByteCount.h"

#include "mlir-c/BuiltinTypes.h"

#include <string.h>

static uint64_t minimum(uint64_t a, uint64_t b) { return a < b ? a : b; }

/// Number of blocks or threads along an id, or FUSELAGE_UNKNOWN_BYTES.
static uint64_t extentOf(const FuselageIterationSpace *space, int id) {
  int64_t extent;
  if (!fuselageIterationSpaceGetExtent(space, id, &extent) || extent < 0)
    return FUSELAGE_UNKNOWN_BYTES;
  return minimum((uint64_t)extent, FUSELAGE_UNKNOWN_BYTES);
}

/// An upper bound of the number of values of an index in a launch.
static uint64_t countValues(const FuselageIterationSpace *space,
                            MlirAffineExpr index) {
  FuselageLinearForm form;
  if (!fuselageExprGetLinearForm(index, &form))
    return FUSELAGE_UNKNOWN_BYTES;
  uint64_t count = 1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (form.coefficients[id] != 0)
      count = fuselageByteCountMul(count, extentOf(space, id));
  return count;
}

/// An upper bound of the number of elements that an access touches: the product
/// of the bounds of its indices, each at most the size of its dimension. An id
/// in two indices counts twice, which only raises the bound. The number of
/// threads is another bound.
static uint64_t countElements(const FuselageModel *model,
                              const FuselageLaunch *launch,
                              const FuselageAccess *access) {
  MlirValue root = model->buffers.buffers.data[access->view.buffer].root;
  MlirType type = mlirValueGetType(root);
  uint64_t numElements = fuselageMemRefNumElements(type);
  if (!access->isOneElement || !mlirValueEqual(access->view.base, root))
    return numElements;
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, access);
  uint64_t count = 1;
  for (uint32_t i = 0; i < access->rank; ++i) {
    uint64_t values = countValues(&launch->space, indices[i]);
    if (!mlirShapedTypeIsDynamicDim(type, i))
      values = minimum(values, (uint64_t)mlirShapedTypeGetDimSize(type, i));
    count = fuselageByteCountMul(count, values);
  }
  return minimum(count, numElements);
}

static bool touchSameElements(const FuselageModel *model,
                              const FuselageAccess *a,
                              const FuselageAccess *b) {
  if (!a->isOneElement || !b->isOneElement ||
      !mlirValueEqual(a->view.base, b->view.base))
    return !a->isOneElement && !b->isOneElement;
  return memcmp(fuselageAccessGetIndices(model, a),
                fuselageAccessGetIndices(model, b),
                a->rank * sizeof(MlirAffineExpr)) == 0;
}

/// True if an earlier access of the launch reads or writes (`kind`) the same
/// buffer. With `sameElements` it must touch the same elements too.
static bool isRepeated(const FuselageModel *model, const FuselageLaunch *launch,
                       size_t access, FuselageAccessKind kind,
                       bool sameElements) {
  const FuselageAccess *accesses = model->accesses.data + launch->firstAccess;
  for (size_t i = 0; i < access; ++i)
    if (accesses[i].view.buffer == accesses[access].view.buffer &&
        (accesses[i].kind & kind) &&
        (!sameElements ||
         touchSameElements(model, &accesses[i], &accesses[access])))
      return true;
  return false;
}

/// The bytes of one buffer that the accesses of kind `kind` touch. Access
/// number `first` is the first of them.
static uint64_t bytesOfBuffer(const FuselageModel *model,
                              const FuselageLaunch *launch, size_t first,
                              FuselageAccessKind kind) {
  const FuselageAccess *accesses = model->accesses.data + launch->firstAccess;
  uint32_t buffer = accesses[first].view.buffer;
  uint64_t bytes = 0;
  for (size_t i = first; i < launch->numAccesses; ++i) {
    if (accesses[i].view.buffer != buffer || !(accesses[i].kind & kind) ||
        isRepeated(model, launch, i, kind, true))
      continue;
    bytes = fuselageByteCountAdd(
        bytes, fuselageByteCountMul(countElements(model, launch, &accesses[i]),
                                    accesses[i].elementBytes));
  }
  MlirType type = mlirValueGetType(model->buffers.buffers.data[buffer].root);
  return minimum(bytes, fuselageMemRefBytes(type));
}

static bool growTo(FuselageWrittenBuffers *written, size_t size) {
  if (!FUSELAGE_ARRAY_RESERVE(written, size))
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
  const FuselageAccess *accesses = model->accesses.data + launch->firstAccess;
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    uint32_t buffer = accesses[i].view.buffer;
    if ((accesses[i].kind & FUSELAGE_ACCESS_WRITE) &&
        !isRepeated(model, launch, i, FUSELAGE_ACCESS_WRITE, false))
      footprint->outputBytes = fuselageByteCountAdd(
          footprint->outputBytes,
          bytesOfBuffer(model, launch, i, FUSELAGE_ACCESS_WRITE));
    if (!(accesses[i].kind & FUSELAGE_ACCESS_READ) ||
        isRepeated(model, launch, i, FUSELAGE_ACCESS_READ, false))
      continue;
    uint64_t bytes = bytesOfBuffer(model, launch, i, FUSELAGE_ACCESS_READ);
    footprint->inputBytes = fuselageByteCountAdd(footprint->inputBytes, bytes);
    if (written->data[buffer] != run)
      footprint->externalInputBytes =
          fuselageByteCountAdd(footprint->externalInputBytes, bytes);
  }
  for (size_t i = 0; i < launch->numAccesses; ++i)
    if (accesses[i].kind & FUSELAGE_ACCESS_WRITE)
      written->data[accesses[i].view.buffer] = run;
  return true;
}

void fuselageLaunchForEachBufferUse(const FuselageModel *model,
                                    const FuselageLaunch *launch, size_t stage,
                                    FuselageBufferUseCallback callback,
                                    void *userData) {
  const FuselageAccess *accesses = model->accesses.data + launch->firstAccess;
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    if (isRepeated(model, launch, i, FUSELAGE_ACCESS_ATOMIC, false))
      continue;
    uint32_t buffer = accesses[i].view.buffer;
    FuselageBufferUse use = {.stage = stage,
                             .buffer = buffer,
                             .root = model->buffers.buffers.data[buffer].root};
    for (size_t j = i; j < launch->numAccesses; ++j) {
      if (accesses[j].view.buffer != buffer)
        continue;
      use.reads |= (accesses[j].kind & FUSELAGE_ACCESS_READ) != 0;
      use.writes |= (accesses[j].kind & FUSELAGE_ACCESS_WRITE) != 0;
    }
    use.readBytes = bytesOfBuffer(model, launch, i, FUSELAGE_ACCESS_READ);
    use.writtenBytes = bytesOfBuffer(model, launch, i, FUSELAGE_ACCESS_WRITE);
    callback(&use, userData);
  }
}
