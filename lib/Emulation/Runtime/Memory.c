//===- Memory.c - Host allocations of test programs -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Buffers have a margin on both sides, hold a poison byte at first, and stay
// reserved after they are freed until the run ends. A program that reads memory
// which it never wrote, or which it freed, therefore reads the same
// recognisable bytes each time. At the end of the run the library finds writes
// to such memory.
//
//===----------------------------------------------------------------------===//

#include "Descriptors.h"
#include "Internal.h"

#include <stdlib.h>
#include <string.h>

#define MARGIN_BYTE 0xFD

static uint64_t numLive = 0;

// MLIR's lowering of memref.alloc and memref.dealloc calls functions of these
// names and types if it is asked for functions that a library defines.
// NOLINTBEGIN(bugprone-reserved-identifier): the names are MLIR's.
FUSELAGE_TEST_EXPORTED void *_mlir_memref_to_llvm_alloc(uint64_t bytes);
FUSELAGE_TEST_EXPORTED void *
_mlir_memref_to_llvm_aligned_alloc(uint64_t alignment, uint64_t bytes);
FUSELAGE_TEST_EXPORTED void _mlir_memref_to_llvm_free(void *memory);
// NOLINTEND(bugprone-reserved-identifier)

static unsigned char *alignUp(unsigned char *pointer, uintptr_t alignment) {
  const uintptr_t rest = (uintptr_t)pointer % alignment;
  return rest ? pointer + (alignment - rest) : pointer;
}

void *_mlir_memref_to_llvm_aligned_alloc(uint64_t alignment, uint64_t bytes) {
  fuselageTestGetConfig();
  if (alignment < FUSELAGE_TEST_MARGIN_BYTES)
    alignment = FUSELAGE_TEST_MARGIN_BYTES;
  if (bytes > SIZE_MAX / 2 || alignment > SIZE_MAX / 4)
    fuselageTestFail("allocation of %llu bytes", (unsigned long long)bytes);
  FuselageTestBuffer *buffer = fuselageTestAllocate(1, sizeof *buffer);
  buffer->block = fuselageTestAllocate(
      1, bytes + 2 * FUSELAGE_TEST_MARGIN_BYTES + alignment);
  buffer->begin =
      alignUp(buffer->block + FUSELAGE_TEST_MARGIN_BYTES, alignment);
  buffer->bytes = bytes;
  fuselageTestAddBuffer(buffer);
  memset(buffer->begin - FUSELAGE_TEST_MARGIN_BYTES, MARGIN_BYTE,
         FUSELAGE_TEST_MARGIN_BYTES);
  memset(buffer->begin, FUSELAGE_TEST_UNINITIALIZED_BYTE, bytes);
  memset(buffer->begin + bytes, MARGIN_BYTE, FUSELAGE_TEST_MARGIN_BYTES);
  fuselageTestSetByteState(buffer->begin - FUSELAGE_TEST_MARGIN_BYTES,
                           bytes + 2 * FUSELAGE_TEST_MARGIN_BYTES,
                           FUSELAGE_TEST_OUTSIDE);
  fuselageTestSetByteState(buffer->begin, bytes, FUSELAGE_TEST_ACCESSIBLE);
  fuselageTestTrafficAddRegion(buffer->begin, bytes);
  ++numLive;
  return buffer->begin;
}

void *_mlir_memref_to_llvm_alloc(uint64_t bytes) {
  return _mlir_memref_to_llvm_aligned_alloc(FUSELAGE_TEST_MARGIN_BYTES, bytes);
}

void _mlir_memref_to_llvm_free(void *memory) {
  if (!memory)
    return;
  FuselageTestBuffer *buffer = fuselageTestFirstBuffer();
  while (buffer && buffer->begin != memory)
    buffer = buffer->next;
  if (!buffer)
    fuselageTestFail("dealloc of %p, which is no buffer", memory);
  if (buffer->isFreed)
    fuselageTestFail("dealloc of a buffer of %zu bytes for the second time",
                     buffer->bytes);
  fuselageTestRacesOnFree(buffer->begin, buffer->bytes);
  buffer->isFreed = true;
  memset(buffer->begin, FUSELAGE_TEST_FREED_BYTE, buffer->bytes);
  fuselageTestSetByteState(buffer->begin, buffer->bytes, FUSELAGE_TEST_FREED);
  --numLive;
}

static bool isFilledWith(const unsigned char *bytes, size_t count,
                         unsigned char value) {
  for (size_t i = 0; i < count; ++i)
    if (bytes[i] != value)
      return false;
  return true;
}

static void checkBuffer(const FuselageTestBuffer *buffer) {
  if (!isFilledWith(buffer->begin - FUSELAGE_TEST_MARGIN_BYTES,
                    FUSELAGE_TEST_MARGIN_BYTES, MARGIN_BYTE))
    fuselageTestFail("write before the start of a buffer of %zu bytes",
                     buffer->bytes);
  if (!isFilledWith(buffer->begin + buffer->bytes, FUSELAGE_TEST_MARGIN_BYTES,
                    MARGIN_BYTE))
    fuselageTestFail("write past the end of a buffer of %zu bytes",
                     buffer->bytes);
  if (buffer->isFreed &&
      !isFilledWith(buffer->begin, buffer->bytes, FUSELAGE_TEST_FREED_BYTE))
    fuselageTestFail("write to a buffer of %zu bytes after its dealloc",
                     buffer->bytes);
}

void fuselageTestCheckMemory(void) {
  fuselageTestTrafficEnd();
  fuselageTestCounts()->liveBuffers = numLive;
  fuselageTestCounts()->pendingOperations = fuselageTestCountPending();
  for (const FuselageTestBuffer *buffer = fuselageTestFirstBuffer(); buffer;
       buffer = buffer->next)
    checkBuffer(buffer);
}

void fuselageTestResetMemory(void) {
  fuselageTestTrafficReset();
  numLive = 0;
  FuselageTestBuffer *buffer;
  while ((buffer = fuselageTestTakeBuffer())) {
    // The system may reuse the same bytes for another purpose.
    fuselageTestSetByteState(buffer->begin - FUSELAGE_TEST_MARGIN_BYTES,
                             buffer->bytes + 2 * FUSELAGE_TEST_MARGIN_BYTES,
                             FUSELAGE_TEST_ACCESSIBLE);
    free(buffer->block);
    free(buffer);
  }
}

void fuselageTestPoison(void *memory, int64_t bytes) {
  if (bytes > 0)
    memset(memory, FUSELAGE_TEST_UNINITIALIZED_BYTE, (size_t)bytes);
}

//===----------------------------------------------------------------------===//
// memref.copy between buffers that are not both contiguous
//===----------------------------------------------------------------------===//

FUSELAGE_TEST_EXPORTED void memrefCopy(int64_t elementBytes,
                                       const UnrankedMemRef *source,
                                       const UnrankedMemRef *destination);

static void copyElement(unsigned char *to, const unsigned char *from,
                        int64_t bytes) {
  fuselageTestOnRead(from, bytes, FUSELAGE_TEST_COPY_READS);
  fuselageTestBeforeWrite(to, bytes);
  memcpy(to, from, (size_t)bytes);
  fuselageTestAfterWrite(to, bytes, FUSELAGE_TEST_COPY_WRITES);
}

static void copyDimension(int64_t elementBytes, int64_t rank, int64_t dim,
                          const RankedMemRef *source,
                          const RankedMemRef *destination, int64_t from,
                          int64_t to) {
  if (dim == rank) {
    copyElement(destination->aligned + to * elementBytes,
                source->aligned + from * elementBytes, elementBytes);
    return;
  }
  for (int64_t i = 0; i < source->sizesAndStrides[dim]; ++i)
    copyDimension(elementBytes, rank, dim + 1, source, destination,
                  from + i * source->sizesAndStrides[rank + dim],
                  to + i * destination->sizesAndStrides[rank + dim]);
}

void memrefCopy(int64_t elementBytes, const UnrankedMemRef *source,
                const UnrankedMemRef *destination) {
  const RankedMemRef *from = source->descriptor;
  const RankedMemRef *to = destination->descriptor;
  copyDimension(elementBytes, source->rank, 0, from, to, from->offset,
                to->offset);
}
