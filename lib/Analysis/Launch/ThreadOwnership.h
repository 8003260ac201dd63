//===- ThreadOwnership.h - Elements that one thread touches alone --*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_THREADOWNERSHIP_H
#define FUSELAGE_ANALYSIS_LAUNCH_THREADOWNERSHIP_H

#include "Analysis/Launch/Launch.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// True if it is plain from the indices that two threads which touch a common
/// element through the two accesses, to one buffer, are one thread. Cheap, and
/// enough for most pairs. Both accesses are in launches of the sizes of
/// `launch`.
FUSELAGE_NODISCARD bool
fuselageAccessesStayInThread(const FuselageModel *model,
                             const FuselageLaunch *launch,
                             const FuselageAccess *a, const FuselageAccess *b);

/// At most how many blocks or threads there are along an id.
uint64_t fuselageLaunchGetExtentBound(const FuselageLaunch *launch, int id);

#endif // FUSELAGE_ANALYSIS_LAUNCH_THREADOWNERSHIP_H
