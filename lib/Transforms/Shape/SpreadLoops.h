//===- SpreadLoops.h - Iterations of a loop as threads --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch whose threads do nothing but run a loop, or several with as many
// iterations, may give each iteration a thread of its own, if no two iterations
// touch an element that one of them writes:
//
//   threads = i                   threads = i x j
//   for j in 0..n: body     ->    body
//
// The launch after it is built first, as a copy, and its threads are compared
// with each other by the proof for pairs of launches: a launch and itself. If
// all that they have in common stays in a thread, then every element that is
// written belongs to one thread. What a thread did before it did in the same
// order: all operations of its iteration, and the operations around the loop.
// An operation around the loop runs in every one of its threads, and reads what
// no thread writes.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_SPREADLOOPS_H
#define FUSELAGE_TRANSFORMS_SHAPE_SPREADLOOPS_H

#include "Analysis/Dependence/Conflict.h"
#include "Analysis/Launch/WorkItems.h"
#include "IR/OpBuilder.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  /// Loops of a body past this many stay.
  FUSELAGE_MAX_SPREAD_LOOPS = FUSELAGE_BOUND(16, 2),
  /// Past this many loops whose iterations were compared, the others stay: a
  /// module with ever so many must not take forever.
  FUSELAGE_MAX_LOOPS_TO_SPREAD = FUSELAGE_BOUND(10000, 2)
};

/// Loops of equally many trips, side by side, that all the body does is in, and
/// the id that takes the place of their variables.
typedef struct FuselageSpreadLoop {
  int64_t trips;
  /// How many loops of as many trips are first in each of them, one in another.
  int numInside;
  /// Of a block or a thread, along a dimension that has one so far.
  int id;
} FuselageSpreadLoop;

/// In the order in which they are spread; each is described as the body is
/// then.
typedef struct FuselageSpreadLoops {
  FuselageSpreadLoop loops[FUSELAGE_MAX_SPREAD_LOOPS];
  int count;
} FuselageSpreadLoops;

/// A loop whose iterations became threads.
typedef struct FuselageSpreadNote {
  MlirLocation location;
  int64_t trips;
} FuselageSpreadNote;

typedef FUSELAGE_ARRAY(FuselageSpreadNote) FuselageSpreadNotes;

/// What loops are asked about with. The answers serve for all launches.
typedef struct FuselageSpreadSearch {
  FuselageAnalysisOptions options;
  FuselageConflictAnswers answers;
  /// How many loops were asked about.
  unsigned numAsked;
} FuselageSpreadSearch;

/// Asks whether a launch whose loops were spread, a copy, is of use.
typedef bool (*FuselageSpreadTest)(MlirOperation copy, void *userData);

/// Finds the loops of a launch with the items `items` whose iterations may be
/// threads; none if the launch is of no use then, or has enough items anyway.
/// False when memory is out.
FUSELAGE_NODISCARD bool
fuselageSpreadLoopsFind(FuselageSpreadSearch *search,
                        const FuselageWorkItems *items,
                        FuselageSpreadTest isUsefulOrNull, void *userData,
                        FuselageSpreadLoops *spread);

/// Makes the iterations of the loops threads. The launch is the one that they
/// were found in, or a copy. Appends the sizes that are built before the launch
/// to `created`, where there is room for FUSELAGE_MAX_SPREAD_LOOPS, and a note
/// for each loop to `notes`; both may be null. False, with the launch as it was
/// but for the form of its loops, or with fewer notes, when memory is out.
FUSELAGE_NODISCARD bool fuselageSpreadLoops(MlirOperation launch,
                                            const FuselageSpreadLoops *spread,
                                            FuselageOperationList *created,
                                            FuselageSpreadNotes *notes);

#endif // FUSELAGE_TRANSFORMS_SHAPE_SPREADLOOPS_H
