//===- ChildProcess.h - Output and end of a child process ---------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_CHILDPROCESS_H
#define FUSELAGE_TARGET_PTX_CHILDPROCESS_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"

#include <stdbool.h>
#include <sys/types.h>

/// Reads a pipe to its end.
void childProcessReadAll(int input, FuselageText *output);

/// True if the child has ended; `*exitCode` is then as childProcessWait gives
/// it, which must not be called any more. Does not wait.
bool childProcessHasEnded(pid_t child, int *exitCode);

/// Waits for the end of a child: its exit code, or minus the number of the
/// signal that ended it. INT_MIN if the host program ignores SIGCHLD, so that
/// its children vanish.
int childProcessWait(pid_t child);

#endif // FUSELAGE_TARGET_PTX_CHILDPROCESS_H
