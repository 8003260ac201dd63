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
// held stay locked there. The C library takes care of its own locks, those of
// malloc included. LLVM takes locks when it registers passes; a compilation of
// an empty module in the process itself registers them before the first fork.
// Another allocator may leave its locks to the child: AddressSanitizer does so
// with the lock of its quarantine of freed memory. A child that waits for such
// a lock ends at its time limit, and the parent waits no longer than that.
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
  /// The output is LLVM's reason for ending the process, or it says how the
  /// child ended.
  ISOLATION_DIED,
  /// The output says that the child took more than its time.
  ISOLATION_TOOK_TOO_LONG,
  /// The child ran out of memory. isolationRun never returns this.
  ISOLATION_OUT_OF_MEMORY
} IsolationResult;

/// The work for a child. `output` receives its result, or the message of its
/// error if it returns false.
typedef bool (*IsolatedWork)(FuselageText *output, void *userData);

/// Runs `work` in a child of this process, for at most `seconds`, of which
/// there is at least one. All its changes except `output` are lost. An error
/// means that the child could not start, or that memory is out.
FUSELAGE_NODISCARD FuselagePTXError isolationRun(IsolatedWork work,
                                                 void *userData,
                                                 unsigned seconds,
                                                 FuselageText *output,
                                                 IsolationResult *result);

#endif // FUSELAGE_TARGET_PTX_ISOLATION_H
