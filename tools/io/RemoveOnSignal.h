//===- RemoveOnSignal.h - Files that do not outlive a signal ------*- C -*-===//
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
/// until it is announced. `before` receives what removeOnSignalRelease takes.
void removeOnSignalHold(sigset_t *before);
void removeOnSignalRelease(const sigset_t *before);

/// Has the file removed if a signal ends the program. `path` is borrowed until
/// it is taken back. At most four files are remembered at a time; a further one
/// is not. To be called between Hold and Release; not thread-safe.
void removeOnSignalAdd(const char *path);
void removeOnSignalTakeBack(const char *path);

#endif // FUSELAGE_IO_REMOVEONSIGNAL_H
