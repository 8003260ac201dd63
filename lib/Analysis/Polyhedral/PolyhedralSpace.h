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

#include <isl/aff.h>
#include <isl/ctx.h>
#include <isl/map.h>
#include <isl/set.h>

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

/// Dimension `dim`, parameter `number`, or a constant, as functions on the
/// space.
__isl_give isl_pw_aff *fuselagePolyDim(isl_ctx *ctx, unsigned dim);
__isl_give isl_pw_aff *fuselagePolyParameter(isl_ctx *ctx, unsigned number);
__isl_give isl_pw_aff *fuselagePolyConstant(isl_ctx *ctx, int64_t value);

/// The set where lower <= value < upper; either bound may be null for none.
__isl_give isl_set *fuselagePolyBetween(__isl_take isl_pw_aff *lower,
                                        __isl_take isl_pw_aff *value,
                                        __isl_take isl_pw_aff *upper);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALSPACE_H
