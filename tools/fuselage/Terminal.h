//===- Terminal.h - What a terminal can show ----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_TERMINAL_H
#define FUSELAGE_DRIVER_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/// Whether to write colours to a stream: by the option if it is 0 or 1; else
/// on a terminal that has some, unless the variable NO_COLOR is set.
bool terminalHasColor(FILE *stream, int option);

/// Columns of the terminal that a stream goes to; 0 if it is none.
unsigned terminalGetWidth(FILE *stream);

#endif // FUSELAGE_DRIVER_TERMINAL_H
