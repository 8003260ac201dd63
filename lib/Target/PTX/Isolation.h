//===- Isolation.h - Work whose death is survived --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM ends the process on input that its code generator cannot handle, an
// instruction that the chip lacks above all, and there is no list of such
// input. What may meet it therefore runs in a child of the process: a copy of
// it, so that nothing needs to be handed over, whose end is one more error.
//
// Only the thread that forks lives on in the child. Locks that others held stay
// locked there: the C library takes care of its own; LLVM's are taken where
// its passes are registered, which a first compilation of nothing, in the
// process itself, gets done before. Should a child wait forever nevertheless,
// an alarm ends it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_ISOLATION_H
#define FUSELAGE_TARGET_PTX_ISOLATION_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// How the work ended.
typedef enum IsolationResult {
  /// The output is what the work appended.
  ISOLATION_SUCCEEDED,
  /// The output is the message of the work's own error.
  ISOLATION_FAILED,
  /// The output is LLVM's reason for ending the process, or says that a signal
  /// ended it, or that time was up.
  ISOLATION_DIED,
  /// The child had no memory; never what isolationRun answers.
  ISOLATION_OUT_OF_MEMORY
} IsolationResult;

/// Work to be done in a child; `output` receives its result, or the message of
/// its error if it returns false.
typedef bool (*IsolatedWork)(FuselageText *output, void *userData);

/// Runs `work` in a child of this process. What it changes but `output` is
/// lost. An error means that there was no child, or no memory.
FUSELAGE_NODISCARD FuselagePTXError isolationRun(IsolatedWork work,
                                                 void *userData,
                                                 FuselageText *output,
                                                 IsolationResult *result);

#endif // FUSELAGE_TARGET_PTX_ISOLATION_H
