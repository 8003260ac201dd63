//===- Memory.h - Memory, or the end of the program ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_MEMORY_H
#define FUSELAGE_DRIVER_MEMORY_H

#include <stddef.h>

/// Zeroed memory for a small object or a text, to be released by free. If
/// memory is out, prints an error and exits with code 2, before any output file
/// was begun.
void *allocate(size_t size);

/// A terminated copy.
char *copyText(const char *data, size_t length);

/// Makes room for one more element of an array and zeroes it.
void *growByOne(void *data, size_t size, size_t *capacity, size_t elementSize);

/// A growable array. A zeroed struct is empty.
#define LIST(ElementType)                                                      \
  struct {                                                                     \
    ElementType *data;                                                         \
    size_t size, capacity;                                                     \
  }

/// A pointer to a new, zeroed last element.
#define LIST_APPEND(list)                                                      \
  ((list)->data = growByOne((list)->data, (list)->size, &(list)->capacity,     \
                            sizeof *(list)->data),                             \
   &(list)->data[(list)->size++])

#endif // FUSELAGE_DRIVER_MEMORY_H
