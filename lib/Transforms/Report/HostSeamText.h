//===- HostSeamText.h - Launches across host code, in words ---*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H

#include "fuselage-c/Fusion.h"

/// Calls `callback` for each pair of launches whose later launch is in the
/// group, and whose earlier launch comes before it across a loop or a condition
/// of the host. `*next` is 0 for the first group of an analysis; the function
/// moves it on. The groups must come in order.
void fuselageDescribeHostSeams(FuselageAnalysis analysis,
                               const FuselageRun *run,
                               const FuselageGroup *group, size_t *next,
                               FuselageRefusalCallback callback,
                               void *userData);

#endif // FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H
