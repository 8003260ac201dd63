//===- RunTool.h - Running a program of the CUDA toolkit -------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_RUNTOOL_H
#define FUSELAGE_TARGET_PTX_RUNTOOL_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Runs `arguments` (the path of the program first, NULL last) with no input,
/// and collects both of its outputs in `output`. An error means that the
/// program could not start. Otherwise `*exitCode` is its exit code, or negative
/// if a signal ended it.
FUSELAGE_NODISCARD FuselagePTXError runTool(const char *const *arguments,
                                            FuselageText *output,
                                            int *exitCode);

#endif // FUSELAGE_TARGET_PTX_RUNTOOL_H
