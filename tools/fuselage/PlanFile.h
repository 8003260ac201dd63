//===- PlanFile.h - Fusion plans in files -------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_PLANFILE_H
#define FUSELAGE_DRIVER_PLANFILE_H

#include "DiagnosticPrinter.h"
#include "Record.h"

/// Writes a plan as JSON. docs/Driver.md describes the format.
void planWrite(const Record *record, FILE *stream);

/// Reads a plan, and finds the groups in it that `fusion` has the stages for.
/// It is compared with the module as far as it says what it is about. The
/// caller frees `*groups`. On failure reports why and returns false.
bool planRead(const Input *input, FuselageFusion fusion, Messages *messages,
              FuselageGivenGroup **groups, size_t *numGroups);

#endif // FUSELAGE_DRIVER_PLANFILE_H
