//===- PolyhedralSpace.c - Integer sets over the threads of a launch ------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralSpace.h"

#include "Support/Bounds.h"

#include <isl/id.h>
#include <isl/local_space.h>
#include <isl/options.h>
#include <isl/space.h>
#include <isl/val.h>

#include <stdio.h>

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

__isl_give isl_pw_aff *fuselagePolyDim(isl_ctx *ctx, unsigned dim) {
  return isl_pw_aff_var_on_domain(
      isl_local_space_from_space(fuselagePolySpaceGet(ctx)), isl_dim_set, dim);
}

__isl_give isl_pw_aff *fuselagePolyParameter(isl_ctx *ctx, unsigned number) {
  char name[16];
  snprintf(name, sizeof name, "s%u", number);
  return isl_pw_aff_param_on_domain_id(
      isl_set_universe(fuselagePolySpaceGet(ctx)),
      isl_id_alloc(ctx, name, NULL));
}

__isl_give isl_pw_aff *fuselagePolyConstant(isl_ctx *ctx, int64_t value) {
  return isl_pw_aff_val_on_domain(isl_set_universe(fuselagePolySpaceGet(ctx)),
                                  isl_val_int_from_si(ctx, value));
}

__isl_give isl_set *fuselagePolyBetween(__isl_take isl_pw_aff *lower,
                                        __isl_take isl_pw_aff *value,
                                        __isl_take isl_pw_aff *upper) {
  isl_set *set = isl_set_universe(isl_pw_aff_get_domain_space(value));
  if (lower)
    set = isl_set_intersect(set,
                            isl_pw_aff_le_set(lower, isl_pw_aff_copy(value)));
  if (upper)
    set = isl_set_intersect(set,
                            isl_pw_aff_lt_set(isl_pw_aff_copy(value), upper));
  isl_pw_aff_free(value);
  return set;
}
