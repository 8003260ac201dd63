//===- Dependence.c - Dependences between the launches of a run -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Dependence/Dependence.h"

#include "Analysis/Memory/AliasRule.h"
#include "Support/Bounds.h"

#include <string.h>

//===----------------------------------------------------------------------===//
// History of accesses
//===----------------------------------------------------------------------===//

/// The last launch that made an access.
typedef struct LaunchAccess {
  size_t launch;
  size_t access; ///< Index in the model's accesses.
} LaunchAccess;

/// The accesses to one buffer, in the order of launches. Equal accesses share
/// one entry, which names their last launch.
typedef struct FuselageBufferHistory {
  FUSELAGE_ARRAY(LaunchAccess) accesses;
  /// The latest access that was dropped for lack of room.
  bool hasDropped;
  LaunchAccess dropped;
} BufferHistory;

/// The most accesses that the history of a buffer keeps. Comparing a new access
/// with all of them must not take time in the length of the run.
enum { maxHistory = FUSELAGE_BOUND(128, 2) };

/// The last accesses to the two buffers that were accessed last, latest first.
/// For any buffer, the latest access to another buffer is among them.
typedef struct LatestOfKind {
  LaunchAccess latest[2];
  uint32_t buffers[2];
  size_t size;
} LatestOfKind;

/// For each alias class, the latest reading and the latest writing accesses.
typedef struct FuselageKindHistory {
  LatestOfKind readers[FUSELAGE_NUM_ALIAS_CLASSES],
      writers[FUSELAGE_NUM_ALIAS_CLASSES];
} KindHistory;

void fuselageDependenceTrackerFree(FuselageDependenceTracker *tracker) {
  for (size_t i = 0; i < tracker->histories.size; ++i)
    FUSELAGE_ARRAY_FREE(&tracker->histories.data[i].accesses);
  FUSELAGE_ARRAY_FREE(&tracker->histories);
  free(tracker->kinds);
  tracker->kinds = NULL;
  fuselageConflictCheckerFree(&tracker->conflicts);
}

static bool growTo(FuselageDependenceTracker *tracker, size_t numBuffers) {
  if (!tracker->kinds)
    tracker->kinds = calloc(1, sizeof *tracker->kinds);
  if (!tracker->kinds ||
      !FUSELAGE_ARRAY_RESERVE(&tracker->histories, numBuffers))
    return false;
  while (tracker->histories.size < numBuffers)
    tracker->histories.data[tracker->histories.size++] = (BufferHistory){0};
  return true;
}

/// True if every thread makes the access exactly once: its operation is in the
/// only block of the body.
static bool isUnconditional(const FuselageModel *model,
                            const FuselageAccess *access) {
  MlirBlock block = mlirOperationGetBlock(access->op);
  MlirOperation parent = mlirOperationGetParentOperation(access->op);
  return mlirOperationEqual(parent, model->launches.data[access->launch].op) &&
         mlirBlockIsNull(mlirBlockGetNextInRegion(
             mlirRegionGetFirstBlock(mlirBlockGetParentRegion(block))));
}

static bool haveEqualIndices(const FuselageModel *model,
                             const FuselageAccess *a, const FuselageAccess *b) {
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, a);
  const MlirAffineExpr *others = fuselageAccessGetIndices(model, b);
  for (uint32_t i = 0; i < a->rank; ++i)
    if (mlirAffineExprIsNull(indices[i]) ||
        !mlirAffineExprEqual(indices[i], others[i]))
      return false;
  return true;
}

/// True if the two accesses do the same to the same elements. Equal indices are
/// not enough: under a condition only some threads make the access.
static bool areEqual(const FuselageModel *model, const FuselageAccess *a,
                     const FuselageAccess *b) {
  return a->kind == b->kind && a->isOneElement && b->isOneElement &&
         mlirValueEqual(a->view.base, b->view.base) &&
         mlirAttributeEqual(a->commutingOperator, b->commutingOperator) &&
         isUnconditional(model, a) && isUnconditional(model, b) &&
         haveEqualIndices(model, a, b);
}

/// Makes the access the latest of its buffer, in place of an equal one. Also
/// drops accesses of launches before the floor.
static bool recordInBuffer(FuselageDependenceTracker *tracker,
                           const FuselageModel *model, LaunchAccess added) {
  const FuselageAccess *all = model->accesses.data;
  BufferHistory *history =
      &tracker->histories.data[all[added.access].view.buffer];
  size_t kept = 0;
  for (size_t i = 0; i < history->accesses.size; ++i) {
    LaunchAccess old = history->accesses.data[i];
    if (old.launch >= tracker->floor &&
        !areEqual(model, &all[old.access], &all[added.access]))
      history->accesses.data[kept++] = old;
  }
  history->accesses.size = kept;
  if (kept == maxHistory) {
    history->hasDropped = true;
    history->dropped = history->accesses.data[0];
    memmove(history->accesses.data, history->accesses.data + 1,
            --history->accesses.size * sizeof *history->accesses.data);
  }
  LaunchAccess *slot = FUSELAGE_ARRAY_APPEND(&history->accesses);
  if (slot)
    *slot = added;
  return slot != NULL;
}

static void recordInClass(FuselageDependenceTracker *tracker,
                          const FuselageModel *model, LaunchAccess added) {
  const FuselageAccess *access = &model->accesses.data[added.access];
  uint32_t buffer = access->view.buffer;
  FuselageAliasClass class =
      fuselageBufferGetAliasClass(&model->buffers, buffer);
  LatestOfKind *of = access->kind & FUSELAGE_ACCESS_WRITE
                         ? &tracker->kinds->writers[class]
                         : &tracker->kinds->readers[class];
  if (of->size == 0 || of->buffers[0] != buffer) {
    of->latest[1] = of->latest[0];
    of->buffers[1] = of->buffers[0];
    of->buffers[0] = buffer;
    of->size = of->size == 0 ? 1 : 2;
  }
  of->latest[0] = added;
}

//===----------------------------------------------------------------------===//
// The latest conflict
//===----------------------------------------------------------------------===//

/// The search for the latest launches in conflict with one access.
typedef struct ConflictSearch {
  FuselageDependenceTracker *tracker;
  const FuselageModel *model;
  const FuselageLaunch *launch;
  const FuselageAccess *access;
  FuselageDependences *dependences;
} ConflictSearch;

static FuselageReason reasonOfConflict(const FuselageAccess *earlier,
                                       const FuselageAccess *later) {
  if (earlier->view.buffer != later->view.buffer)
    return FUSELAGE_REASON_MAY_ALIAS;
  if (!(later->kind & FUSELAGE_ACCESS_WRITE))
    return FUSELAGE_REASON_CROSS_BLOCK_RAW;
  return earlier->kind & FUSELAGE_ACCESS_WRITE
             ? FUSELAGE_REASON_WAW_ORDER
             : FUSELAGE_REASON_CROSS_BLOCK_WAR;
}

static void reportConflict(const ConflictSearch *search, LaunchAccess earlier,
                           FuselageReason reason,
                           const FuselageWitness *witness) {
  const FuselageAccess *access = &search->model->accesses.data[earlier.access];
  const FuselageBuffer *buffers = search->model->buffers.buffers.data;
  search->dependences->earliestPeer = earlier.launch + 1;
  search->dependences->obstacle =
      (FuselageObstacle){.reason = reason,
                         .earlierStage = earlier.launch,
                         .earlierOp = access->op,
                         .laterOp = search->access->op,
                         .buffer = buffers[search->access->view.buffer].root,
                         .earlierBuffer = buffers[access->view.buffer].root,
                         .witness = *witness};
}

static void requireBarrier(const ConflictSearch *search, size_t launch) {
  size_t *peer = &search->dependences->barrierPeer;
  if (*peer == SIZE_MAX || *peer < launch)
    *peer = launch;
}

/// A dropped access may have touched any element. The same holds for accesses
/// dropped earlier.
static void searchDropped(const ConflictSearch *search,
                          const BufferHistory *history) {
  const FuselageWitness none = {.isPresent = false};
  if (history->hasDropped &&
      history->dropped.launch >= search->dependences->earliestPeer)
    reportConflict(search, history->dropped, FUSELAGE_REASON_TOO_COMPLEX,
                   &none);
}

/// The history is ordered by launch, so the first conflict from the back is the
/// latest.
static void searchBuffer(const ConflictSearch *search) {
  const BufferHistory *history =
      &search->tracker->histories.data[search->access->view.buffer];
  for (size_t i = history->accesses.size; i-- > 0;) {
    LaunchAccess earlier = history->accesses.data[i];
    const FuselageAccess *access =
        &search->model->accesses.data[earlier.access];
    FuselageWitness witness;
    if (earlier.launch < search->dependences->earliestPeer)
      return;
    if (!fuselageAccessesConflict(access, search->access))
      continue;
    FuselageOrder order = fuselageConflictCheckerGetOrder(
        &search->tracker->conflicts, access, search->access, &witness);
    if (order == FUSELAGE_ORDER_NEEDS_BARRIER)
      requireBarrier(search, earlier.launch);
    if (order == FUSELAGE_ORDER_KEPT || order == FUSELAGE_ORDER_NEEDS_BARRIER)
      continue;
    reportConflict(search, earlier,
                   order == FUSELAGE_ORDER_TOO_COMPLEX
                       ? FUSELAGE_REASON_TOO_COMPLEX
                       : reasonOfConflict(access, search->access),
                   &witness);
    return;
  }
  searchDropped(search, history);
}

/// Looks at the latest access to another buffer. It is not known where two
/// buffers overlap, so any two threads may share an element.
static void searchLatest(const ConflictSearch *search, const LatestOfKind *of) {
  const FuselageWitness none = {.isPresent = false};
  for (size_t i = 0; i < of->size; ++i) {
    if (of->buffers[i] == search->access->view.buffer)
      continue;
    if (of->latest[i].launch < search->dependences->earliestPeer)
      return;
    if (fuselageIterationSpaceHasOneBlock(&search->launch->space))
      requireBarrier(search, of->latest[i].launch);
    else
      reportConflict(search, of->latest[i], FUSELAGE_REASON_MAY_ALIAS, &none);
    return;
  }
}

static void searchAliases(const ConflictSearch *search) {
  const KindHistory *kinds = search->tracker->kinds;
  FuselageAliasClass own = fuselageBufferGetAliasClass(
      &search->model->buffers, search->access->view.buffer);
  for (FuselageAliasClass other = 0; other < FUSELAGE_NUM_ALIAS_CLASSES;
       ++other) {
    if (!fuselageAliasClassesMayAlias(own, other))
      continue;
    searchLatest(search, &kinds->writers[other]);
    if (search->access->kind & FUSELAGE_ACCESS_WRITE)
      searchLatest(search, &kinds->readers[other]);
  }
}

/// A grid of one thread keeps its order, whatever it touches.
bool fuselageDependenceTrackerAddLaunch(FuselageDependenceTracker *tracker,
                                        FuselageModel *model,
                                        size_t launchNumber, size_t floor,
                                        FuselageDependences *dependences) {
  if (!growTo(tracker, model->buffers.buffers.size))
    return false;
  const FuselageLaunch *launch = &model->launches.data[launchNumber];
  tracker->conflicts.model = model;
  tracker->floor = floor;
  *dependences =
      (FuselageDependences){.earliestPeer = floor, .barrierPeer = SIZE_MAX};
  bool hasOneThread = fuselageIterationSpaceHasOneItem(&launch->space);
  for (size_t i = 0; i < launch->numAccesses && !hasOneThread; ++i) {
    ConflictSearch search = {.tracker = tracker,
                             .model = model,
                             .launch = launch,
                             .access =
                                 &model->accesses.data[launch->firstAccess + i],
                             .dependences = dependences};
    searchBuffer(&search);
    searchAliases(&search);
  }
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    LaunchAccess added = {launchNumber, launch->firstAccess + i};
    if (!recordInBuffer(tracker, model, added))
      return false;
    recordInClass(tracker, model, added);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Host operations
//===----------------------------------------------------------------------===//

static void raiseTo(size_t *earliest, size_t launch) {
  if (launch + 1 > *earliest)
    *earliest = launch + 1;
}

static void raiseByLatest(const LatestOfKind *of, uint32_t buffer,
                          size_t *earliest) {
  for (size_t i = 0; i < of->size; ++i)
    if (of->buffers[i] != buffer)
      raiseTo(earliest, of->latest[i].launch);
}

/// The host is not part of any thread, so it conflicts with a launch if both
/// may touch the same buffer. The elements do not matter.
static void raiseByAccess(const FuselageDependenceTracker *tracker,
                          const FuselageModel *model, FuselageHostAccess access,
                          size_t *earliest) {
  const BufferHistory *history = &tracker->histories.data[access.buffer];
  for (size_t i = 0; i < history->accesses.size; ++i) {
    LaunchAccess earlier = history->accesses.data[i];
    if ((model->accesses.data[earlier.access].kind | access.kind) &
        FUSELAGE_ACCESS_WRITE)
      raiseTo(earliest, earlier.launch);
  }
  if (history->hasDropped)
    raiseTo(earliest, history->dropped.launch);
  FuselageAliasClass own =
      fuselageBufferGetAliasClass(&model->buffers, access.buffer);
  for (FuselageAliasClass other = 0; other < FUSELAGE_NUM_ALIAS_CLASSES;
       ++other) {
    if (!fuselageAliasClassesMayAlias(own, other))
      continue;
    raiseByLatest(&tracker->kinds->writers[other], access.buffer, earliest);
    if (access.kind & FUSELAGE_ACCESS_WRITE)
      raiseByLatest(&tracker->kinds->readers[other], access.buffer, earliest);
  }
}

bool fuselageDependenceTrackerFindHostPlace(
    FuselageDependenceTracker *tracker, const FuselageModel *model,
    const FuselageHostAccesses *accesses, size_t floor, size_t *earliest) {
  if (!growTo(tracker, model->buffers.buffers.size))
    return false;
  *earliest = floor;
  for (size_t i = 0; i < accesses->size; ++i)
    raiseByAccess(tracker, model, accesses->data[i], earliest);
  return true;
}
