//===- FuseAgain.h - Fusing what has room after fusion ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_FUSEAGAIN_H
#define FUSELAGE_DRIVER_FUSEAGAIN_H

#include "Record.h"

/// Fuses a module again that was fused: launches that had too many parameters
/// for one kernel may have few enough now. Adds to the record what is avoided
/// by it, and takes refusals out that are none any more. Returns false after an
/// error.
bool fuseAgain(MlirOperation module, const FuselageFusionOptions *options,
               Record *record, size_t *launchesAfter);

#endif // FUSELAGE_DRIVER_FUSEAGAIN_H
