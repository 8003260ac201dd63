//===- Process.h - From one input to its output -------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_PROCESS_H
#define FUSELAGE_DRIVER_PROCESS_H

#include "Options.h"
#include "Result.h"

#include <stdio.h>

/// Parses, lowers and fuses `result->input` and writes what the options ask for
/// to its file. `planOrNull` is the plan to apply. Fills `result`, and reports
/// the summary to standard error and, unless it is null, to `json`. Returns the
/// exit code; unless it is EXIT_DONE, the reason was printed.
int processInput(Result *result, const Options *options,
                 const Input *planOrNull, FILE *json);

#endif // FUSELAGE_DRIVER_PROCESS_H
