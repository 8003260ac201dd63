//===- ModelledTime.h - The time of launches by the model ------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_MODELLEDTIME_H
#define FUSELAGE_DRIVER_MODELLEDTIME_H

#include "Record.h"

#include "fuselage-c/TimeModel.h"

/// Stores the time of each stage, as it was before it got another shape.
void modelledTimeOfStages(Record *record, FuselageFusion fusion,
                          const FuselageDevice *device);

/// The nanoseconds of the launches of a group, or of all groups, in one call of
/// each function; UNKNOWN_TIME if one of them is not known. A copy of the host
/// counts if it shares a launch.
uint64_t modelledTimeOfGroup(const Record *record, const GroupRecord *group);
uint64_t modelledTimeOfRecord(const Record *record);

/// The same of the launches in a module.
uint64_t modelledTimeOfModule(MlirOperation module,
                              const FuselageDevice *device);

/// The time of a stage in all its runs.
uint64_t modelledTimeOfStage(const StageRecord *stage);

/// "5.76 us"; "unknown" for UNKNOWN_TIME.
const char *modelledTimeToString(uint64_t nanoseconds, char buffer[32]);

#endif // FUSELAGE_DRIVER_MODELLEDTIME_H
