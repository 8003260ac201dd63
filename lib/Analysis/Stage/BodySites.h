//===- BodySites.h - What a body asks of memory, and how often - -*- C -*--===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loads, stores and barriers of a launch, each with the loops and the
// conditions around it, in a form in which a thread's part is quickly counted.
// Where the number of trips, an address or a condition depends on anything but
// ids and constants, the launch has no such form.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_STAGE_BODYSITES_H
#define FUSELAGE_ANALYSIS_STAGE_BODYSITES_H

#include "Analysis/Index/IndexProgram.h"
#include "Analysis/Index/IndexReader.h"
#include "Bridge/Enums.h"
#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A loop or a condition.
typedef struct FuselageBodyFrame {
  /// The frame around it, or FUSELAGE_NO_FRAME.
  size_t parent;
  bool isLoop;
  /// Of a loop: the bounds and the step of its variable. Of a condition: what
  /// is compared.
  FuselageIndexCode lower, upper, step;
  FuselageCmpIPredicate predicate;
  /// Whether the condition must not hold.
  bool isNegated;
} FuselageBodyFrame;

#define FUSELAGE_NO_FRAME SIZE_MAX

typedef enum FuselageBodySiteKind {
  FUSELAGE_SITE_LOAD,
  FUSELAGE_SITE_STORE,
  FUSELAGE_SITE_BARRIER
} FuselageBodySiteKind;

/// A load or store of global memory, or a barrier.
typedef struct FuselageBodySite {
  FuselageBodySiteKind kind;
  size_t frame;
  /// The number of its first byte, from an unknown place on that a sector
  /// begins at. In a loop, that of the first trip.
  FuselageIndexCode address;
} FuselageBodySite;

/// A zeroed struct is empty.
typedef struct FuselageBodySites {
  FuselageIndexProgram program;
  FUSELAGE_ARRAY(FuselageBodyFrame) frames;
  FUSELAGE_ARRAY(FuselageBodySite) sites;
  bool outOfMemory;
} FuselageBodySites;

/// Reads the body that `reader` has entered, whose values are symbols. False if
/// it has no such form or memory is out. The reader stays as long as the sites.
FUSELAGE_NODISCARD bool fuselageBodySitesRead(FuselageBodySites *sites,
                                              FuselageIndexReader *reader);

void fuselageBodySitesFree(FuselageBodySites *sites);

/// How often a thread comes to a site.
uint64_t fuselageBodySiteGetTimes(const FuselageBodySites *sites,
                                  const FuselageBodySite *site,
                                  const int64_t ids[FUSELAGE_NUM_IDS]);

#endif // FUSELAGE_ANALYSIS_STAGE_BODYSITES_H
