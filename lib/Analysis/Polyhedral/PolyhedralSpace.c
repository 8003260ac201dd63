//===- PolyhedralSpace.c - Integer sets over the threads of a launch ------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralSpace.h"

#include "Support/Bounds.h"

#include <isl/options.h>
#include <isl/space.h>

/// The operations of isl that one query may take: about a second at worst.
/// Ordinary indices need a fraction of it.
static const unsigned long maxOperations = FUSELAGE_BOUND(10000, 5000);

isl_ctx *fuselagePolyContextCreate(void) {
  isl_ctx *ctx = isl_ctx_alloc();
  if (ctx)
    isl_options_set_on_error(ctx, ISL_ON_ERROR_CONTINUE);
  return ctx;
}

void fuselagePolyContextBeginQuery(isl_ctx *ctx) {
  isl_ctx_reset_error(ctx);
  isl_ctx_reset_operations(ctx);
  isl_ctx_set_max_operations(ctx, maxOperations);
}

bool fuselagePolyContextEndQuery(isl_ctx *ctx) {
  bool failed = isl_ctx_last_error(ctx) != isl_error_none;
  isl_ctx_reset_error(ctx);
  isl_ctx_set_max_operations(ctx, 0);
  return failed;
}

__isl_give isl_space *fuselagePolySpaceGet(isl_ctx *ctx) {
  return isl_space_set_alloc(ctx, 0, FUSELAGE_NUM_POLY_DIMS);
}
