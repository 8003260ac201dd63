//===- Reason.c - Names of the reasons ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

const char *fuselageReasonGetName(FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_NONE:
    return "none";
  case FUSELAGE_REASON_DIFFERENT_GRID:
    return "different-grid";
  case FUSELAGE_REASON_DIFFERENT_BLOCK:
    return "different-block";
  case FUSELAGE_REASON_CROSS_BLOCK_RAW:
    return "cross-block-raw";
  case FUSELAGE_REASON_CROSS_BLOCK_WAR:
    return "cross-block-war";
  case FUSELAGE_REASON_WAW_ORDER:
    return "waw-order";
  case FUSELAGE_REASON_MAY_ALIAS:
    return "may-alias";
  case FUSELAGE_REASON_HOST_READ:
    return "host-read";
  case FUSELAGE_REASON_HOST_WRITE:
    return "host-write";
  case FUSELAGE_REASON_UNKNOWN_EFFECTS:
    return "unknown-effects";
  case FUSELAGE_REASON_UNSUPPORTED_LAUNCH:
    return "unsupported-launch";
  case FUSELAGE_REASON_OVER_BUDGET:
    return "over-budget";
  case FUSELAGE_REASON_OBJECTIVE:
    return "objective";
  case FUSELAGE_REASON_TOO_COMPLEX:
    return "too-complex";
  case FUSELAGE_REASON_DIVERGENT_BARRIER:
    return "divergent-barrier";
  case FUSELAGE_REASON_RESOURCE_LIMIT:
    return "resource-limit";
  case FUSELAGE_REASON_DYNAMIC_SHARED_MEMORY:
    return "dynamic-shared-memory";
  case FUSELAGE_REASON_ASYNC_MIX:
    return "async-mix";
  case FUSELAGE_REASON_DIFFERENT_CLUSTER:
    return "different-cluster";
  case FUSELAGE_REASON_HOST_WAIT:
    return "host-wait";
  case FUSELAGE_REASON_DIFFERENT_TARGET:
    return "different-target";
  case FUSELAGE_REASON_HOST_LOOP:
    return "host-loop";
  case FUSELAGE_REASON_HOST_BRANCH:
    return "host-branch";
  case FUSELAGE_REASON_GIVEN_PLAN:
    return "given-plan";
  }
  return "unknown";
}
