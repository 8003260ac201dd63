//===- OutOfMemory.h - Allocations that failed --------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Without memory many steps do less, and stay right: an unanswered question
// counts as a conflict, a loop stays apart. Each thread records that an
// allocation failed, so that the caller of the steps can report it in the end.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_OUTOFMEMORY_H
#define FUSELAGE_SUPPORT_OUTOFMEMORY_H

#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Records that an allocation of this thread failed.
void fuselageOutOfMemoryNote(void);

/// Forgets the record.
void fuselageOutOfMemoryForget(void);

/// True if an allocation of this thread failed since the last call of
/// fuselageOutOfMemoryForget.
FUSELAGE_NODISCARD bool fuselageOutOfMemoryHappened(void);

#endif // FUSELAGE_SUPPORT_OUTOFMEMORY_H
