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

/// How an operation of the host runs its regions.
typedef enum FuselageHostRegions {
  /// Runs each region at most once: a condition, or a scope.
  FUSELAGE_HOST_REGIONS_ONCE,
  /// Runs the regions again and again.
  FUSELAGE_HOST_REGIONS_LOOP,
  /// May do anything.
  FUSELAGE_HOST_REGIONS_UNKNOWN
} FuselageHostRegions;

FuselageHostRegions fuselageHostOpGetRegions(MlirOperation op);

/// The number of times that a loop over an index runs from `first` up to `end`,
/// compared as signed, or FUSELAGE_UNKNOWN_TRIPS: if the step is not positive,
/// or the last one leaves 64 bits, so that the loop goes on.
uint64_t fuselageCountTrips(int64_t first, int64_t end, int64_t step);

/// The number of times that a loop runs its body, or FUSELAGE_UNKNOWN_TRIPS.
uint64_t fuselageHostLoopGetTrips(MlirOperation loop);

/// True for a function and for an operation that acts as a function: the code
/// around it does not decide when its regions run.
FUSELAGE_NODISCARD bool fuselageHostOpIsFunction(MlirOperation op);

/// Finds the blocks of a region that lie on a cycle of branches, in the order
/// of the region. `isInCycle` has room for `numBlocks` entries, all false
/// before. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageRegionFindCycles(MlirRegion region, bool *isInCycle, size_t numBlocks);

/// The number of blocks of a region.
size_t fuselageRegionCountBlocks(MlirRegion region);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTTRIPS_H
