//===- PointerMap.c - Map from IR pointers to numbers ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/PointerMap.h"

#include "Support/OutOfMemory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct FuselagePointerMapSlot {
  const void *key;
  uint32_t number;
} Slot;

#ifdef FUSELAGE_TINY_CAPACITIES
enum { initialSlots = 2 };
#else
enum { initialSlots = 32 };
#endif

/// Multiplies by 2^64 over the golden ratio. The high bits are well mixed, so
/// they choose the slot.
static size_t slotOf(const void *key, size_t numSlots) {
  uint64_t mixed = (uint64_t)(uintptr_t)key * UINT64_C(0x9E3779B97F4A7C15);
  return (size_t)(mixed >> 32) & (numSlots - 1);
}

static Slot *findSlot(Slot *slots, size_t numSlots, const void *key) {
  size_t i = slotOf(key, numSlots);
  while (slots[i].key && slots[i].key != key)
    i = (i + 1) & (numSlots - 1);
  return &slots[i];
}

const void *fuselagePointerMapKeyOfHash(uint64_t hash) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): it is never followed.
  return (const void *)(uintptr_t)(hash | 1);
}

uint32_t fuselagePointerMapLookup(const FuselagePointerMap *map,
                                  const void *key) {
  if (map->numSlots == 0)
    return FUSELAGE_POINTER_NOT_FOUND;
  const Slot *slot = findSlot(map->slots, map->numSlots, key);
  return slot->key ? slot->number : FUSELAGE_POINTER_NOT_FOUND;
}

static bool grow(FuselagePointerMap *map) {
  size_t numSlots = map->numSlots == 0 ? initialSlots : map->numSlots * 2;
  Slot *slots = calloc(numSlots, sizeof *slots);
  if (!slots) {
    fuselageOutOfMemoryNote();
    return false;
  }
  for (size_t i = 0; i < map->numSlots; ++i)
    if (map->slots[i].key)
      *findSlot(slots, numSlots, map->slots[i].key) = map->slots[i];
  free(map->slots);
  map->slots = slots;
  map->numSlots = numSlots;
  return true;
}

bool fuselagePointerMapInsert(FuselagePointerMap *map, const void *key,
                              uint32_t number) {
  assert(key && "null marks an empty slot");
  if (map->size * 2 >= map->numSlots && !grow(map))
    return false;
  Slot *slot = findSlot(map->slots, map->numSlots, key);
  if (!slot->key)
    ++map->size;
  *slot = (Slot){key, number};
  return true;
}

void fuselagePointerMapClear(FuselagePointerMap *map) {
  if (map->numSlots != 0)
    memset(map->slots, 0, map->numSlots * sizeof *map->slots);
  map->size = 0;
}

void fuselagePointerMapFree(FuselagePointerMap *map) {
  free(map->slots);
  *map = (FuselagePointerMap){0};
}
