//===- Array.h - Growable arrays -----------------------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arrays grow geometrically and report a failed allocation to their caller: the
// library never aborts.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_ARRAY_H
#define FUSELAGE_SUPPORT_ARRAY_H

#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/// Makes room for `needed` elements of `elementSize` bytes in the storage of
/// the data pointer at `dataSlot`, whatever its pointee type, and keeps the
/// elements. Returns false, with nothing changed, when memory is out or the
/// size does not fit size_t.
FUSELAGE_NODISCARD bool fuselageArrayReserve(void *dataSlot, size_t *capacity,
                                             size_t needed, size_t elementSize);

/// Declares a growable array type; a zeroed struct is an empty array.
#define FUSELAGE_ARRAY(ElementType)                                            \
  struct {                                                                     \
    ElementType *data;                                                         \
    size_t size, capacity;                                                     \
  }

/// Makes room for `needed` elements in all; evaluates to false when memory is
/// out.
#define FUSELAGE_ARRAY_RESERVE(array, needed)                                  \
  fuselageArrayReserve((void *)&(array)->data, &(array)->capacity, (needed),   \
                       sizeof *(array)->data)

/// Evaluates to a pointer to a new, uninitialized last element, or to NULL.
#define FUSELAGE_ARRAY_APPEND(array)                                           \
  (FUSELAGE_ARRAY_RESERVE(array, (array)->size + 1)                            \
       ? &(array)->data[(array)->size++]                                       \
       : NULL)

/// Releases the storage of an array, which is empty afterwards.
#define FUSELAGE_ARRAY_FREE(array)                                             \
  (free((array)->data), (array)->data = NULL,                                  \
   (array)->size = (array)->capacity = 0)

#endif // FUSELAGE_SUPPORT_ARRAY_H
