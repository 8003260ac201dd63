//===- StageIds.c - Are the stage ids unique? -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ids that strictly increase, the usual case, need one comparison each. The
// others are copied to an array of their own and then put into a set: a bitmap
// if they lie so close together that it is no larger than a hash table, or a
// hash table with linear probing. Few ids are compared pair by pair.
//
//===----------------------------------------------------------------------===//

#include "Planner/StageIds.h"

#include "Planner/Capacities.h"
#include "Planner/Scratch.h"

#include <assert.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Scan
//===----------------------------------------------------------------------===//

static bool areIncreasing(const FuselageStage *stages, size_t begin,
                          size_t end) {
  bool increasing = true;
  for (size_t i = begin > 0 ? begin : 1; i < end; ++i)
    increasing &= stages[i - 1].id < stages[i].id;
  return increasing;
}

static void copyIds(const FuselageStage *stages, size_t begin, size_t end,
                    uint32_t *ids) {
  for (size_t i = begin; i < end; ++i)
    ids[i] = stages[i].id;
}

IdScan fuselageIdScanBegin(const FuselageStage *stages, uint32_t *words) {
  return (IdScan){.stages = stages, .increasing = true, .words = words};
}

void fuselageIdScanAdvance(IdScan *scan, size_t end) {
  assert(end > scan->numSeen);
  size_t begin = scan->numSeen;
  scan->numSeen = end;
  if (scan->increasing) {
    scan->increasing = areIncreasing(scan->stages, begin, end);
    if (scan->increasing)
      return;
    begin = 0;
  }
  copyIds(scan->stages, begin, end, scan->words);
}

//===----------------------------------------------------------------------===//
// Sets
//===----------------------------------------------------------------------===//

static size_t findPairwise(const uint32_t *ids, size_t numIds) {
  for (size_t i = 1; i < numIds; ++i)
    for (size_t j = 0; j < i; ++j)
      if (ids[i] == ids[j])
        return i;
  return FUSELAGE_NO_STAGE;
}

/// `bitmap` has a bit for each value from `lowest` to the highest id.
static size_t findInBitmap(const uint32_t *ids, size_t numIds, uint32_t lowest,
                           uint32_t *bitmap, size_t numWords) {
  memset(bitmap, 0, numWords * sizeof(*bitmap));
  for (size_t i = 0; i < numIds; ++i) {
    uint32_t bit = ids[i] - lowest;
    uint32_t mask = UINT32_C(1) << (bit % 32);
    uint32_t *word = &bitmap[bit / 32];
    if (*word & mask)
      return i;
    *word |= mask;
  }
  return FUSELAGE_NO_STAGE;
}

/// Multiplicative hashing: 2^32 divided by the golden ratio, made odd, spreads
/// ids in any arithmetic progression evenly over the high bits.
static size_t slotOf(uint32_t id, unsigned shift) {
  return (size_t)((uint32_t)(id * UINT32_C(0x9E3779B9)) >> shift);
}

static unsigned log2OfPowerOfTwo(size_t power) {
  unsigned log2 = 0;
  while (power >> log2 != 1)
    ++log2;
  return log2;
}

/// `table` has `numSlots` slots, a power of two of at most half of which get
/// full. Zero marks an empty slot, so the id zero is kept apart.
static size_t findInTable(const uint32_t *ids, size_t numIds, uint32_t *table,
                          size_t numSlots) {
  enum { LOOKAHEAD = 16 };
  unsigned shift = 32 - log2OfPowerOfTwo(numSlots);
  bool sawZero = false;
  memset(table, 0, numSlots * sizeof(*table));
  for (size_t i = 0; i < numIds; ++i) {
    if (i + LOOKAHEAD < numIds)
      __builtin_prefetch(&table[slotOf(ids[i + LOOKAHEAD], shift)], 1);
    uint32_t id = ids[i];
    if (id == 0) {
      if (sawZero)
        return i;
      sawZero = true;
      continue;
    }
    size_t slot = slotOf(id, shift);
    while (table[slot] != 0) {
      if (table[slot] == id)
        return i;
      slot = (slot + 1) & (numSlots - 1);
    }
    table[slot] = id;
  }
  return FUSELAGE_NO_STAGE;
}

size_t fuselageIdScanFindDuplicate(IdScan *scan) {
  if (scan->increasing)
    return FUSELAGE_NO_STAGE;
  const uint32_t *ids = scan->words;
  size_t numIds = scan->numSeen;
  if (numIds <= MAX_PAIRWISE_IDS)
    return findPairwise(ids, numIds);

  uint32_t lowest = ids[0];
  uint32_t highest = ids[0];
  for (size_t i = 1; i < numIds; ++i) {
    lowest = ids[i] < lowest ? ids[i] : lowest;
    highest = ids[i] > highest ? ids[i] : highest;
  }
  uint32_t *set = scan->words + numIds;
  size_t numSetWords = fuselageIdSlotsForStages(numIds);
  size_t numBitmapWords = (size_t)(highest - lowest) / 32 + 1;
  if (numBitmapWords <= numSetWords)
    return findInBitmap(ids, numIds, lowest, set, numBitmapWords);
  return findInTable(ids, numIds, set, numSetWords);
}
