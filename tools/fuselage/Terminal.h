//===- Terminal.h - Abilities of a terminal -----------------------*- C -*-===//
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

/// Whether to write colours to a stream. The option decides if it is 0 or 1.
/// Otherwise the stream must go to a terminal with colours, and the variable
/// NO_COLOR must not be set.
bool terminalHasColor(FILE *stream, int option);

/// Columns of the terminal to which a stream goes; 0 if it goes to no terminal.
unsigned terminalGetWidth(FILE *stream);

#endif // FUSELAGE_DRIVER_TERMINAL_H
