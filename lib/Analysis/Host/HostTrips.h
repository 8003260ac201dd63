//===- HostTrips.h - How often the host runs a block --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_HOSTTRIPS_H
#define FUSELAGE_ANALYSIS_HOST_HOSTTRIPS_H

#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

/// What an operation of the host does with its regions.
typedef enum FuselageHostRegions {
  /// Runs each at most once: a condition, or a scope.
  FUSELAGE_HOST_REGIONS_ONCE,
  /// Runs them again and again.
  FUSELAGE_HOST_REGIONS_LOOP,
  /// Anything.
  FUSELAGE_HOST_REGIONS_UNKNOWN
} FuselageHostRegions;

FuselageHostRegions fuselageHostOpGetRegions(MlirOperation op);

/// How many times a loop runs its body, or FUSELAGE_UNKNOWN_TRIPS.
uint64_t fuselageHostLoopGetTrips(MlirOperation loop);

/// True for a function and for what stands for one: nothing outside of it says
/// when its regions run.
FUSELAGE_NODISCARD bool fuselageHostOpIsFunction(MlirOperation op);

/// Which blocks of a region lie on a cycle of branches, by the order of the
/// region. `isInCycle` is all false and has room for all `numBlocks`. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool
fuselageRegionFindCycles(MlirRegion region, bool *isInCycle, size_t numBlocks);

/// The number of blocks of a region.
size_t fuselageRegionCountBlocks(MlirRegion region);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTTRIPS_H
