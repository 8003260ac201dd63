//===- OutOfMemory.h - Allocations that failed --------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many steps do less without memory, and are right: a question that is not
// answered counts as a conflict, a loop stays apart. Each thread keeps whether
// that happened, so that who asked for the steps can say so in the end.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_OUTOFMEMORY_H
#define FUSELAGE_SUPPORT_OUTOFMEMORY_H

#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Keeps that an allocation failed.
void fuselageOutOfMemoryNote(void);

/// Forgets it.
void fuselageOutOfMemoryForget(void);

/// True if an allocation of this thread failed since it was last forgotten.
FUSELAGE_NODISCARD bool fuselageOutOfMemoryHappened(void);

#endif // FUSELAGE_SUPPORT_OUTOFMEMORY_H
