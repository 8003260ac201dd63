//===- Scratch.c - Storage that planner calls reuse -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner/Scratch.h"

#include "Planner/Capacities.h"

#include <assert.h>
#include <stdlib.h>

static void *allocateWithMalloc(size_t size, void *userData) {
  (void)userData;
  return malloc(size);
}

static void deallocateWithFree(void *pointer, size_t size, void *userData) {
  (void)size;
  (void)userData;
  free(pointer);
}

static const FuselageAllocator defaultAllocator = {allocateWithMalloc,
                                                   deallocateWithFree, NULL};

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// More stages than this have no groups array. It bounds the words too: they
/// are fewer than five for each stage.
static const size_t maxStageCapacity = PTRDIFF_MAX / sizeof(PlanEntry);
static_assert(5 * sizeof(uint32_t) <= sizeof(PlanEntry),
              "maxStageCapacity must bound the words");

size_t fuselageIdSlotsForStages(size_t numStages) {
  size_t slots = 2;
  while (slots < 2 * numStages)
    slots *= 2;
  return slots;
}

size_t fuselageWordsForStages(size_t numStages) {
  return numStages + fuselageIdSlotsForStages(numStages);
}

/// Rounds up to the power of two at which the number of id slots grows too, so
/// that a caller whose inputs grow slowly reserves rarely.
static size_t roundUpStageCapacity(size_t numStages) {
#ifdef FUSELAGE_TINY_CAPACITIES
  return numStages;
#else
  size_t capacity = fuselageIdSlotsForStages(numStages) / 2;
  if (capacity < MIN_STAGE_CAPACITY)
    return MIN_STAGE_CAPACITY;
  return capacity <= maxStageCapacity ? capacity : numStages;
#endif
}

//===----------------------------------------------------------------------===//
// Growth
//===----------------------------------------------------------------------===//

static void *allocateArray(const FuselageAllocator *allocator, size_t count,
                           size_t entrySize) {
  return allocator->allocate(count * entrySize, allocator->userData);
}

static void deallocateArray(const FuselageAllocator *allocator, void *array,
                            size_t count, size_t entrySize) {
  if (array)
    allocator->deallocate(array, count * entrySize, allocator->userData);
}

static void releaseArrays(ScratchStorage *storage) {
  deallocateArray(&storage->allocator, storage->groups, storage->stageCapacity,
                  sizeof(PlanEntry));
  deallocateArray(&storage->allocator, storage->words,
                  fuselageWordsForStages(storage->stageCapacity),
                  sizeof(uint32_t));
}

static FuselageStatus reportReserve(FuselageError *error, size_t requested,
                                    const char *field, const char *reason) {
  error->status = FUSELAGE_STORAGE_RESERVE_FAILED;
  error->requested = requested;
  error->field = field;
  error->reason = reason;
  return error->status;
}

/// The new arrays are there before the old ones go, so that a failure leaves
/// the capacity as it was. Contents need not move: they belong to one call.
static FuselageStatus grow(ScratchStorage *storage, size_t numStages,
                           FuselageError *error) {
  static const char *const noMemory = "the allocator returned no memory";
  FuselageAllocator *allocator = &storage->allocator;
  size_t capacity = roundUpStageCapacity(numStages);
  size_t numWords = fuselageWordsForStages(capacity);

  uint32_t *words = allocateArray(allocator, numWords, sizeof(*words));
  if (!words)
    return reportReserve(error, numStages, "duplicate stage ids", noMemory);
  FuselageGroup *groups = allocateArray(allocator, capacity, sizeof(PlanEntry));
  if (!groups) {
    deallocateArray(allocator, words, numWords, sizeof(*words));
    return reportReserve(error, numStages, "fusion groups", noMemory);
  }

  releaseArrays(storage);
  storage->words = words;
  storage->groups = groups;
  storage->stageCapacity = capacity;
  return FUSELAGE_OK;
}

FuselageStatus fuselageScratchReserve(ScratchStorage *storage, size_t numStages,
                                      FuselageError *error) {
  if (!storage)
    return reportReserve(error, numStages, "fusion groups",
                         "the scratch is null");
  if (numStages <= storage->stageCapacity)
    return FUSELAGE_OK;
  if (numStages > maxStageCapacity)
    return reportReserve(error, numStages, "fusion groups",
                         "the size exceeds the address space");
  return grow(storage, numStages, error);
}

//===----------------------------------------------------------------------===//
// Public functions
//===----------------------------------------------------------------------===//

FuselageScratch
fuselageScratchCreate(size_t stageCapacity,
                      const FuselageAllocator *allocatorOrNull) {
  const FuselageAllocator *allocator =
      allocatorOrNull ? allocatorOrNull : &defaultAllocator;
  ScratchStorage *storage = allocateArray(allocator, 1, sizeof(*storage));
  FuselageScratch scratch = {storage};
  if (!storage)
    return scratch;

  *storage = (ScratchStorage){.allocator = *allocator};
  FuselageError error;
  if (fuselageScratchReserve(storage, stageCapacity, &error) != FUSELAGE_OK) {
    fuselageScratchDestroy(scratch);
    scratch.ptr = NULL;
  }
  return scratch;
}

void fuselageScratchDestroy(FuselageScratch scratch) {
  ScratchStorage *storage = scratch.ptr;
  if (!storage)
    return;
  releaseArrays(storage);
  FuselageAllocator allocator = storage->allocator;
  allocator.deallocate(storage, sizeof(*storage), allocator.userData);
}

size_t fuselageScratchGetIdCapacity(FuselageScratch scratch) {
  const ScratchStorage *storage = scratch.ptr;
  return storage ? storage->stageCapacity : 0;
}
