//===- RemoveOnSignal.h - Removal of files on a signal ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IO_REMOVEONSIGNAL_H
#define FUSELAGE_IO_REMOVEONSIGNAL_H

#include <signal.h>

/// Keeps the signals that end a program waiting, from before a file is made
/// until removeOnSignalAdd. Fills `before` for removeOnSignalRelease.
void removeOnSignalHold(sigset_t *before);
void removeOnSignalRelease(const sigset_t *before);

/// Makes a signal that ends the program remove the file. Borrows `path` until
/// it is taken back. Keeps at most four files at a time and ignores a further
/// one. Call it between Hold and Release. Not thread-safe.
void removeOnSignalAdd(const char *path);
void removeOnSignalTakeBack(const char *path);

#endif // FUSELAGE_IO_REMOVEONSIGNAL_H
