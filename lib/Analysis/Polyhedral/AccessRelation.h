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
#include "Analysis/Polyhedral/PolyhedralTerms.h"

#include <isl/map.h>

#include <stdbool.h>

/// The threads of a launch and the elements that one of its accesses touches.
typedef struct FuselageAccessRelation {
  /// { [the space] -> [indices of the buffer's root] }, over host values as
  /// parameters. The relation contains every pair that can happen. None if the
  /// indices cannot be followed: any thread may then touch any element.
  FuselagePolyRelation term;
  /// True if the relation contains only pairs that happen.
  bool isExact;
} FuselageAccessRelation;

/// The relation of an access. Call this within a query of `terms`.
FuselageAccessRelation fuselageAccessGetRelation(FuselagePolyTerms *terms,
                                                 FuselageModel *model,
                                                 const FuselageLaunch *launch,
                                                 const FuselageAccess *access);

/// { [block id, thread id] -> [indices of the buffer's root] }; null for none,
/// or if isl gave up. The caller frees the map, and calls this within a query.
/// The map depends on nothing but the term.
__isl_give isl_map *
fuselageAccessRelationCompute(FuselagePolyTerms *terms,
                              FuselageAccessRelation relation);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_ACCESSRELATION_H
