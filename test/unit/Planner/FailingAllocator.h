//===- FailingAllocator.h - An allocator that counts and fails ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_UNIT_PLANNER_FAILINGALLOCATOR_H
#define FUSELAGE_TEST_UNIT_PLANNER_FAILINGALLOCATOR_H

#include "fuselage-c/Planner.h"

#include <stdlib.h>

/// Counts the bytes that it gives and takes back, and fails when told to.
typedef struct FailingAllocator {
  /// The number of requested allocations, failed ones included.
  size_t numAllocations;
  /// The allocation that fails, counted from 1; zero for none.
  size_t failAt;
  /// Bytes given and not taken back, by the sizes that the planner names.
  size_t liveBytes;
} FailingAllocator;

static inline void *allocateOrFail(size_t size, void *userData) {
  FailingAllocator *allocator = userData;
  if (++allocator->numAllocations == allocator->failAt)
    return NULL;
  allocator->liveBytes += size;
  return malloc(size);
}

static inline void deallocateAndCount(void *pointer, size_t size,
                                      void *userData) {
  FailingAllocator *allocator = userData;
  allocator->liveBytes -= size;
  free(pointer);
}

static inline FuselageAllocator wrapAllocator(FailingAllocator *allocator) {
  return (FuselageAllocator){allocateOrFail, deallocateAndCount, allocator};
}

#endif // FUSELAGE_TEST_UNIT_PLANNER_FAILINGALLOCATOR_H
