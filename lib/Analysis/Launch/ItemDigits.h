//===- ItemDigits.h - Numbers that a body takes apart ---------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A body that divides the number of its thread by a constant, and takes the
// rest, means two numbers: `i / 36` and `i % 36` of i < 360 are 10 x 36 items.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_ITEMDIGITS_H
#define FUSELAGE_ANALYSIS_LAUNCH_ITEMDIGITS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"

#include <stdint.h>

enum {
  /// The most divisors of one number.
  FUSELAGE_MAX_ITEM_DIVISORS = 3
};

/// By what the number of the thread along an axis is divided in the body, in
/// ascending order; each is a multiple of the one before.
typedef struct FuselageItemDivisors {
  int64_t values[FUSELAGE_MAX_ITEM_DIVISORS];
  int count;
} FuselageItemDivisors;

/// Finds the divisors of the numbers along each axis of `items->launch`, which
/// the reader is in. `divisors` has room for FUSELAGE_NUM_AXES.
void fuselageWorkItemsFindDivisors(FuselageIndexReader *reader,
                                   const FuselageWorkItems *items,
                                   FuselageItemDivisors *divisors);

#endif // FUSELAGE_ANALYSIS_LAUNCH_ITEMDIGITS_H
