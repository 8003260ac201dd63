//===- OutOfMemory.c - Allocations that failed ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/OutOfMemory.h"

static _Thread_local bool happened;

void fuselageOutOfMemoryNote(void) { happened = true; }

void fuselageOutOfMemoryForget(void) { happened = false; }

bool fuselageOutOfMemoryHappened(void) { return happened; }
