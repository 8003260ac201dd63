//===- Cubin.h - Machine code -------------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_CUBIN_H
#define FUSELAGE_DRIVER_CUBIN_H

#include "Options.h"

#include <stdio.h>

/// Assembles PTX by ptxas and writes the cubin to `stream`. On failure returns
/// false and sets `*error`.
bool cubinWrite(MlirStringRef ptx, const FuselagePTXOptions *options,
                FILE *stream, FuselagePTXError *error);

#endif // FUSELAGE_DRIVER_CUBIN_H
