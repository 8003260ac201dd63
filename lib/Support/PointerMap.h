//===- PointerMap.h - Map from IR pointers to numbers --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_POINTERMAP_H
#define FUSELAGE_SUPPORT_POINTERMAP_H

#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An open-addressing hash map from non-null pointers to numbers. Users look
/// keys up and never iterate, so addresses cannot influence the order of any
/// output. A zeroed struct is an empty map.
typedef struct FuselagePointerMap {
  struct FuselagePointerMapSlot *slots;
  size_t numSlots; ///< A power of two, or 0.
  size_t size;
} FuselagePointerMap;

#define FUSELAGE_POINTER_NOT_FOUND UINT32_MAX

/// A hash as a key of a map of its own. The lowest bit is lost, which does no
/// harm: users compare the entry that they find.
const void *fuselagePointerMapKeyOfHash(uint64_t hash);

/// The number stored for `key`, or FUSELAGE_POINTER_NOT_FOUND.
uint32_t fuselagePointerMapLookup(const FuselagePointerMap *map,
                                  const void *key);

/// Stores `number` for `key`, replacing an earlier one. Returns false when
/// memory is out.
FUSELAGE_NODISCARD bool fuselagePointerMapInsert(FuselagePointerMap *map,
                                                 const void *key,
                                                 uint32_t number);

/// Removes every entry and keeps the storage.
void fuselagePointerMapClear(FuselagePointerMap *map);

/// Releases the storage; the map is empty afterwards.
void fuselagePointerMapFree(FuselagePointerMap *map);

#endif // FUSELAGE_SUPPORT_POINTERMAP_H
