//===- Summary.h - The summary for people and for machines --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_SUMMARY_H
#define FUSELAGE_DRIVER_SUMMARY_H

#include "Options.h"
#include "Result.h"

#include <stdio.h>

/// Prints a few lines, and some more for each refused pair.
void summaryPrint(const Result *result, const Options *options, FILE *stream);

/// Prints one line of JSON. docs/Driver.md describes it.
void summaryPrintJson(const Result *result, FILE *stream);

/// The same for an input that was refused or cannot be read.
void summaryPrintJsonFailure(const char *name, const Messages *messages,
                             FILE *stream);

#endif // FUSELAGE_DRIVER_SUMMARY_H
