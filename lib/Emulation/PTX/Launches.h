//===- Launches.h - Launches of kernels in PTX ------------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TEST_PTX_LAUNCHES_H
#define FUSELAGE_TEST_PTX_LAUNCHES_H

#include "Runtime/Runtime.h"

/// Runs the kernel with this name in a module of PTX, thread by thread, in the
/// order of the run. `parameters` has the address of each parameter.
FUSELAGE_TEST_EXPORTED void
fuselageTestRunPTX(const char *text, const char *kernel, int64_t gridX,
                   int64_t gridY, int64_t gridZ, int64_t blockX, int64_t blockY,
                   int64_t blockZ, int64_t dynamicBytes, void **parameters,
                   int64_t numParameters);

#endif // FUSELAGE_TEST_PTX_LAUNCHES_H
