//===- PolyhedralConditions.h - Conditions as integer sets ---------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALCONDITIONS_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALCONDITIONS_H

#include "Analysis/Polyhedral/PolyhedralReader.h"

#include <isl/set.h>

#include <stdbool.h>

/// The set where a condition of type i1 may hold, or may not if `isNegated`.
/// `*isExact` becomes false if it is larger than the truth, and is left alone
/// otherwise.
__isl_give isl_set *fuselagePolyReadCondition(FuselagePolyReader *reader,
                                              MlirValue value, bool isNegated,
                                              bool *isExact);

/// Narrows the domain by the loops and conditions around `op`, out to the
/// launch.
void fuselagePolyReaderAddGuards(FuselagePolyReader *reader, MlirOperation op);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALCONDITIONS_H
