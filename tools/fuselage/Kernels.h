//===- Kernels.h - Code of the kernels ----------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_KERNELS_H
#define FUSELAGE_DRIVER_KERNELS_H

#include "DiagnosticPrinter.h"
#include "Options.h"
#include "Record.h"

#include <stdio.h>

/// Lowers `module` in place, and writes its kernels to `stream` in the form
/// that the options ask for: all kernels as one LLVM, PTX or cubin module. Adds
/// the kernels to `record`, with their resources if `measure` is true and a
/// ptxas is found. `stream` may be null. On failure prints the reason and
/// returns false.
bool kernelsWrite(MlirOperation module, const Options *options,
                  const DiagnosticPrinter *printer, bool measure,
                  Record *record, FILE *stream);

#endif // FUSELAGE_DRIVER_KERNELS_H
