//===- AccessRelation.h - The relation of threads and elements ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_ACCESSRELATION_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_ACCESSRELATION_H

#include "Analysis/Launch/Launch.h"
#include "Analysis/Polyhedral/PolyhedralSpace.h"

#include <isl/map.h>

#include <stdbool.h>

/// The threads of a launch and the elements that one of its accesses touches.
typedef struct FuselageAccessRelation {
  /// { [block id, thread id] -> [indices of the buffer's root] }, over host
  /// values as parameters. The relation contains every pair that can happen.
  /// Null if isl gave up, or if different indices of the root may be one
  /// element: any thread may then touch any element.
  isl_map *map;
  /// True if the relation contains only pairs that happen.
  bool isExact;
} FuselageAccessRelation;

/// The relation of an access. The caller frees the map, and calls this within a
/// query of `ctx`.
FuselageAccessRelation fuselageAccessGetRelation(isl_ctx *ctx,
                                                 FuselageModel *model,
                                                 const FuselageLaunch *launch,
                                                 const FuselageAccess *access);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_ACCESSRELATION_H
