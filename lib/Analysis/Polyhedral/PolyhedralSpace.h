//===- PolyhedralSpace.h - Integer sets of threads -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Accesses that IndexExpr.h cannot express are integer sets and relations of
// isl, over one space of
//
//   dimensions 0..5   the block id and the thread id along x, y, z
//   dimensions 6..    induction variables of loops, and values that are not
//                     known, each as one access needs them
//   parameters s0..   host values, numbered in the symbol table
//
// isl counts its operations. Past a bound a query gives up, and its answer is
// "not known".
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALSPACE_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALSPACE_H

#include "Analysis/Index/IndexExpr.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include <isl/ctx.h>
#include <isl/space.h>

#include <stdbool.h>
#include <stdint.h>

enum {
  /// The most dimensions that one access may use besides the ids.
  FUSELAGE_MAX_EXTRA_DIMS = FUSELAGE_BOUND(18, 2),
  FUSELAGE_NUM_POLY_DIMS = FUSELAGE_NUM_IDS + FUSELAGE_MAX_EXTRA_DIMS
};

/// The context of all sets of one analysis. Not thread-safe.
isl_ctx *fuselagePolyContextCreate(void);

/// Starts a query, and gives isl the operations that one query may take.
void fuselagePolyContextBeginQuery(isl_ctx *ctx);

/// True if the query ran out of operations or memory. Clears the error.
FUSELAGE_NODISCARD bool fuselagePolyContextEndQuery(isl_ctx *ctx);

/// The space of FUSELAGE_NUM_POLY_DIMS dimensions.
__isl_give isl_space *fuselagePolySpaceGet(isl_ctx *ctx);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALSPACE_H
