//===- StageIds.c - Are the stage ids unique? -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ids that strictly increase, the usual case, need one comparison each. Others
// are copied to an array of their own and go through a sieve: each id sets a
// bit, and one that finds its bit set is a suspect. Ids close together have a
// bit each, so that there are no suspects without duplicates. For others a hash
// picks one of 16 or more bits for each id, and a few percent are suspects by
// chance. Every id that is there twice is a suspect.
//
// No suspects, no duplicates. Otherwise a second sieve holds the suspects; the
// ids that it takes for one of them, in order, are all that matter, and go to
// an exact hash table.
//
// So most ids cost one visit to a bitmap, which is a quarter of the size of a
// hash table or less, and a branch that is seldom taken.
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

static void copyIds(IdScan *scan, size_t begin, size_t end) {
  uint32_t lowest = scan->lowest;
  uint32_t highest = scan->highest;
  for (size_t i = begin; i < end; ++i) {
    uint32_t id = scan->stages[i].id;
    scan->words[i] = id;
    lowest = id < lowest ? id : lowest;
    highest = id > highest ? id : highest;
  }
  scan->lowest = lowest;
  scan->highest = highest;
}

IdScan fuselageIdScanBegin(const FuselageStage *stages, uint32_t *words) {
  return (IdScan){.stages = stages,
                  .increasing = true,
                  .lowest = UINT32_MAX,
                  .highest = 0,
                  .words = words};
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
  copyIds(scan, begin, end);
}

//===----------------------------------------------------------------------===//
// Sieve
//===----------------------------------------------------------------------===//

/// A set of ids that may take an id for one that it holds, but never the other
/// way round.
typedef struct Sieve {
  uint32_t *bitmap;
  /// The bit of an id is `(id - lowest) * multiplier >> shift`, modulo 2^32
  /// before the shift.
  uint32_t lowest;
  uint32_t multiplier;
  unsigned shift;
} Sieve;

/// 2^32 divided by the golden ratio: multiples of consecutive numbers lie as
/// far apart, modulo 2^32, as can be.
static const uint32_t goldenMultiplier = UINT32_C(0x9E3779B9);
/// Any odd number that has nothing to do with the other one.
static const uint32_t otherMultiplier = UINT32_C(0x85EBCA6B);

static unsigned log2OfPowerOfTwo(size_t power) {
  unsigned log2 = 0;
  while (power >> log2 != 1)
    ++log2;
  return log2;
}

/// An empty sieve where each id from `lowest` to `highest` has its own bit.
static Sieve makeExactSieve(uint32_t *bitmap, uint32_t lowest,
                            uint32_t highest) {
  size_t numWords = (size_t)(highest - lowest) / 32 + 1;
  memset(bitmap, 0, numWords * sizeof(*bitmap));
  return (Sieve){bitmap, lowest, 1, 0};
}

/// An empty sieve of `numWords` words, a power of two; no more than there are
/// bits in a hash for.
static Sieve makeHashingSieve(uint32_t *bitmap, size_t numWords,
                              uint32_t multiplier) {
  static const size_t maxWords = (size_t)1 << 27;
  if (numWords > maxWords)
    numWords = maxWords;
  memset(bitmap, 0, numWords * sizeof(*bitmap));
  return (Sieve){bitmap, 0, multiplier, 32 - 5 - log2OfPowerOfTwo(numWords)};
}

static uint32_t bitOf(Sieve sieve, uint32_t id) {
  return ((id - sieve.lowest) * sieve.multiplier) >> sieve.shift;
}

/// Puts ids into the sieve. `suspects` has room for all, and may be the ids;
/// returns how many there are.
static size_t sift(Sieve sieve, const uint32_t *ids, size_t numIds,
                   uint32_t *suspects) {
  size_t numSuspects = 0;
  for (size_t i = 0; i < numIds; ++i) {
    uint32_t id = ids[i];
    uint32_t bit = bitOf(sieve, id);
    uint32_t mask = UINT32_C(1) << (bit % 32);
    if (sieve.bitmap[bit / 32] & mask)
      suspects[numSuspects++] = id;
    sieve.bitmap[bit / 32] |= mask;
  }
  return numSuspects;
}

/// Moves the ids that the sieve seems to hold to the front, in order; returns
/// how many there are.
static size_t keepHeld(Sieve sieve, uint32_t *ids, size_t numIds) {
  size_t numKept = 0;
  for (size_t i = 0; i < numIds; ++i) {
    uint32_t id = ids[i];
    uint32_t bit = bitOf(sieve, id);
    ids[numKept] = id;
    numKept += sieve.bitmap[bit / 32] >> (bit % 32) & 1;
  }
  return numKept;
}

//===----------------------------------------------------------------------===//
// First id seen a second time
//===----------------------------------------------------------------------===//

/// The functions below set `*duplicate` to that id; false if there is none.
static bool findPairwise(const uint32_t *ids, size_t numIds,
                         uint32_t *duplicate) {
  for (size_t i = 1; i < numIds; ++i)
    for (size_t j = 0; j < i; ++j)
      if (ids[i] == ids[j]) {
        *duplicate = ids[i];
        return true;
      }
  return false;
}

/// Linear probing in a table of which at most half gets full. Zero marks an
/// empty slot, so the id zero is kept apart.
static bool findInTable(const uint32_t *ids, size_t numIds, uint32_t *table,
                        uint32_t *duplicate) {
  size_t numSlots = fuselageIdSlotsForStages(numIds);
  unsigned numHashBits = log2OfPowerOfTwo(numSlots);
  bool sawZero = false;
  memset(table, 0, numSlots * sizeof(*table));
  for (size_t i = 0; i < numIds; ++i) {
    uint32_t id = *duplicate = ids[i];
    if (id == 0) {
      if (sawZero)
        return true;
      sawZero = true;
      continue;
    }
    uint64_t hash = (uint32_t)(id * goldenMultiplier);
    size_t slot = (size_t)(hash << numHashBits >> 32);
    for (; table[slot] != 0; slot = (slot + 1) & (numSlots - 1))
      if (table[slot] == id)
        return true;
    table[slot] = id;
  }
  return false;
}

/// Overwrites the ids. After them are fuselageIdSlotsForStages(numIds) words: a
/// quarter for the sieve, then at most half for the suspects.
static bool findBySieve(const IdScan *scan, uint32_t *duplicate) {
  size_t numIds = scan->numSeen;
  uint32_t *ids = scan->words;
  uint32_t *set = scan->words + numIds;
  size_t maxWords = fuselageIdSlotsForStages(numIds) / 4;
  uint32_t *suspects = set + maxWords;
  Sieve sieve = (scan->highest - scan->lowest) / 32 < maxWords
                    ? makeExactSieve(set, scan->lowest, scan->highest)
                    : makeHashingSieve(set, maxWords, goldenMultiplier);
  size_t numSuspects = sift(sieve, ids, numIds, suspects);
  if (numSuspects == 0)
    return false;

  // A word or two for each suspect, so that the second sieve is small and yet
  // nearly empty; fewer only if most ids are suspects.
  size_t numWords = fuselageIdSlotsForStages(numSuspects) / 2;
  sieve = makeHashingSieve(set, numWords < maxWords ? numWords : maxWords,
                           otherMultiplier);
  sift(sieve, suspects, numSuspects, suspects);
  return findInTable(ids, keepHeld(sieve, ids, numIds), set, duplicate);
}

/// The second of the stages with this id.
static size_t findSecond(const FuselageStage *stages, uint32_t id) {
  size_t stage = 0;
  while (stages[stage].id != id)
    ++stage;
  do
    ++stage;
  while (stages[stage].id != id);
  return stage;
}

size_t fuselageIdScanFindDuplicate(IdScan *scan) {
  if (scan->increasing)
    return FUSELAGE_NO_STAGE;
  uint32_t id;
  bool found = scan->numSeen <= MAX_PAIRWISE_IDS
                   ? findPairwise(scan->words, scan->numSeen, &id)
                   : findBySieve(scan, &id);
  return found ? findSecond(scan->stages, id) : FUSELAGE_NO_STAGE;
}
