//===- FuseAgain.h - Another fusion of the fused module -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_FUSEAGAIN_H
#define FUSELAGE_DRIVER_FUSEAGAIN_H

#include "Record.h"

/// Fuses a fused module again: launches that had too many parameters for one
/// kernel may now have few enough. Adds the avoided bytes to the record, and
/// removes refusals that no longer hold. Returns false after an error.
bool fuseAgain(MlirOperation module, const FuselageFusionOptions *options,
               Record *record, size_t *launchesAfter);

#endif // FUSELAGE_DRIVER_FUSEAGAIN_H
