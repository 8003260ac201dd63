//===- PathGuards.h - Conditions under which an operation runs ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_PATHGUARDS_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_PATHGUARDS_H

#include "Analysis/Polyhedral/PolyhedralReader.h"

/// Narrows the domain by the loops and conditions around `op`, out to the
/// launch.
void fuselagePolyReaderAddGuards(FuselagePolyReader *reader, MlirOperation op);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_PATHGUARDS_H
