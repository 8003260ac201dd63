//===- Isolation.h - Work in a child process ----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM ends its process on input that its code generator cannot handle, above
// all an instruction that the chip lacks. A list of such input does not exist.
// Therefore the code generator runs in a child process. The child is a copy of
// the process, so it needs no input. If LLVM ends the child, the result is an
// error.
//
// Only the thread that forks lives on in the child. Locks that other threads
// held stay locked there. The C library takes care of its own locks. LLVM takes
// locks when it registers passes; a compilation of an empty module in the
// process itself registers them before the first fork. If a child waits forever
// nevertheless, an alarm ends it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_ISOLATION_H
#define FUSELAGE_TARGET_PTX_ISOLATION_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// How the work ended.
typedef enum IsolationResult {
  /// The output is the text that the work appended.
  ISOLATION_SUCCEEDED,
  /// The output is the message of the work's own error.
  ISOLATION_FAILED,
  /// The output is LLVM's reason for ending the process, or it says that a
  /// signal or the alarm ended the child.
  ISOLATION_DIED,
  /// The child ran out of memory. isolationRun never returns this.
  ISOLATION_OUT_OF_MEMORY
} IsolationResult;

/// The work for a child. `output` receives its result, or the message of its
/// error if it returns false.
typedef bool (*IsolatedWork)(FuselageText *output, void *userData);

/// Runs `work` in a child of this process. All its changes except `output` are
/// lost. An error means that the child could not start, or that memory is out.
FUSELAGE_NODISCARD FuselagePTXError isolationRun(IsolatedWork work,
                                                 void *userData,
                                                 FuselageText *output,
                                                 IsolationResult *result);

#endif // FUSELAGE_TARGET_PTX_ISOLATION_H
