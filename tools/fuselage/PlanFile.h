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

/// Reads a plan, and finds its groups by the stages of `fusion`. Compares the
/// plan with the module as far as the plan describes its module. The caller
/// frees `*groups`. On failure reports the reason and returns false.
bool planRead(const Input *input, FuselageFusion fusion, Messages *messages,
              FuselageGivenGroup **groups, size_t *numGroups);

#endif // FUSELAGE_DRIVER_PLANFILE_H
