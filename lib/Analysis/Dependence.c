//===- Dependence.c - Dependences between the launches of a run -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Dependence.h"

#include <assert.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// The thread that touches an element
//===----------------------------------------------------------------------===//

/// More blocks or threads than a device runs along one dimension.
static const uint64_t dynamicExtentBound = UINT64_C(1) << 31;

/// The ids in which two threads can differ, as bits.
typedef unsigned IdSet;

static uint64_t boundOfExtent(const FuselageLaunch *launch, int id) {
  int64_t extent;
  if (!fuselageExprIsConstant(launch->extents[id], &extent))
    return dynamicExtentBound;
  return extent < 0 ? 0 : (uint64_t)extent;
}

static IdSet idsWithSeveralValues(const FuselageLaunch *launch) {
  IdSet ids = 0;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (boundOfExtent(launch, id) > 1)
      ids |= 1u << id;
  return ids;
}

static uint64_t magnitude(int64_t value) {
  return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/// The id of `ids` with the smallest coefficient other than 0, or -1.
static int idOfSmallestCoefficient(const FuselageLinearForm *form, IdSet ids) {
  int smallest = -1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    if (!(ids >> id & 1) || form->coefficients[id] == 0)
      continue;
    if (smallest < 0 || magnitude(form->coefficients[id]) <
                            magnitude(form->coefficients[smallest]))
      smallest = id;
  }
  return smallest;
}

/// The ids among `candidates` that a linear index determines, given the others:
/// all that occur in it if each coefficient steps over all that those with
/// smaller ones can reach, as in the digits of a number; else none.
///
/// Indices wrap around at 64 bits where the linear form does not. The whole
/// reach is kept below 2^63, so two values of the form that are equal after
/// wrapping around are equal.
static IdSet idsDeterminedBy(const FuselageLinearForm *form,
                             const FuselageLaunch *launch, IdSet candidates) {
  IdSet determined = 0;
  uint64_t reach = 0;
  for (int id = idOfSmallestCoefficient(form, candidates); id >= 0;
       id = idOfSmallestCoefficient(form, candidates)) {
    uint64_t step = magnitude(form->coefficients[id]), span;
    if (step <= reach ||
        __builtin_mul_overflow(step, boundOfExtent(launch, id) - 1, &span) ||
        __builtin_add_overflow(reach, span, &reach) || reach > INT64_MAX)
      return 0;
    determined |= 1u << id;
    candidates &= ~(1u << id);
  }
  return determined;
}

/// An element touched by two threads has one value of each index. Where both
/// accesses have the same expression there, its ids are those of both threads.
/// Ids that one index determines help with the next, hence the loop.
bool fuselageAccessesStayInThread(const FuselageModel *model,
                                  const FuselageLaunch *launch,
                                  const FuselageAccess *a,
                                  const FuselageAccess *b) {
  IdSet open = idsWithSeveralValues(launch);
  if (open == 0)
    return true;
  if (a->isAnyElement || b->isAnyElement)
    return false;
  assert(a->buffer == b->buffer && a->rank == b->rank);
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, a);
  const MlirAffineExpr *others = fuselageAccessGetIndices(model, b);
  for (IdSet before = 0; open != before && open != 0;) {
    before = open;
    for (uint32_t i = 0; i < a->rank; ++i) {
      FuselageLinearForm form;
      if (mlirAffineExprEqual(indices[i], others[i]) &&
          fuselageExprGetLinearForm(indices[i], &form))
        open &= ~idsDeterminedBy(&form, launch, open);
    }
  }
  return open == 0;
}

//===----------------------------------------------------------------------===//
// What the launches before touched
//===----------------------------------------------------------------------===//

/// The last launch that made an access.
typedef struct LaunchAccess {
  size_t launch;
  size_t access; ///< Index in the model's accesses.
} LaunchAccess;

/// The accesses to one buffer, equal ones as one, by their last launch.
typedef struct FuselageBufferHistory {
  FUSELAGE_ARRAY(LaunchAccess) accesses;
} BufferHistory;

/// Buffers by what they may alias.
typedef enum AliasClass {
  CLASS_ALLOCATION,
  CLASS_NOALIAS_ARGUMENT,
  CLASS_ARGUMENT,
  CLASS_GLOBAL,
  CLASS_UNKNOWN,
  NUM_CLASSES
} AliasClass;

/// Whether buffers of two classes may be one, if they are not the same one;
/// fuselageBuffersMayAlias for classes.
static const bool classesMayAlias[NUM_CLASSES][NUM_CLASSES] = {
    [CLASS_ALLOCATION] = {[CLASS_UNKNOWN] = true},
    [CLASS_NOALIAS_ARGUMENT] = {[CLASS_UNKNOWN] = true},
    [CLASS_ARGUMENT] = {[CLASS_ARGUMENT] = true,
                        [CLASS_GLOBAL] = true,
                        [CLASS_UNKNOWN] = true},
    [CLASS_GLOBAL] = {[CLASS_ARGUMENT] = true, [CLASS_UNKNOWN] = true},
    [CLASS_UNKNOWN] = {true, true, true, true, true},
};

/// The last access of each of the two buffers that were accessed last, latest
/// first: whichever buffer is looked at, the latest access of another one is
/// among them.
typedef struct LatestOfKind {
  LaunchAccess latest[2];
  uint32_t buffers[2];
  size_t size;
} LatestOfKind;

/// For each class and each kind of access.
typedef struct FuselageKindHistory {
  LatestOfKind latest[NUM_CLASSES][2];
} KindHistory;

static AliasClass classOf(const FuselageModel *model, uint32_t buffer) {
  const FuselageBuffer *b = &model->buffers.buffers.data[buffer];
  switch (b->kind) {
  case FUSELAGE_BUFFER_ALLOCATION:
    return CLASS_ALLOCATION;
  case FUSELAGE_BUFFER_ARGUMENT:
    return b->isNoalias ? CLASS_NOALIAS_ARGUMENT : CLASS_ARGUMENT;
  case FUSELAGE_BUFFER_GLOBAL:
    return CLASS_GLOBAL;
  case FUSELAGE_BUFFER_UNKNOWN:
    return CLASS_UNKNOWN;
  }
  return CLASS_UNKNOWN;
}

void fuselageDependenceTrackerFree(FuselageDependenceTracker *tracker) {
  for (size_t i = 0; i < tracker->histories.size; ++i)
    FUSELAGE_ARRAY_FREE(&tracker->histories.data[i].accesses);
  FUSELAGE_ARRAY_FREE(&tracker->histories);
  free(tracker->kinds);
  tracker->kinds = NULL;
}

static bool growTo(FuselageDependenceTracker *tracker, size_t numBuffers) {
  if (!tracker->kinds)
    tracker->kinds = calloc(1, sizeof *tracker->kinds);
  if (!tracker->kinds ||
      !fuselageArrayReserve(&tracker->histories.data,
                            &tracker->histories.capacity, numBuffers,
                            sizeof *tracker->histories.data))
    return false;
  while (tracker->histories.size < numBuffers)
    tracker->histories.data[tracker->histories.size++] = (BufferHistory){0};
  return true;
}

static bool areEqual(const FuselageModel *model, const FuselageAccess *a,
                     const FuselageAccess *b) {
  return a->kind == b->kind && a->isAnyElement == b->isAnyElement &&
         (a->isAnyElement ||
          memcmp(fuselageAccessGetIndices(model, a),
                 fuselageAccessGetIndices(model, b),
                 a->rank * sizeof(MlirAffineExpr)) == 0);
}

/// Makes the access the latest of its buffer, in place of an equal one. What
/// only concerns launches before the floor is dropped on the way.
static bool recordInBuffer(FuselageDependenceTracker *tracker,
                           const FuselageModel *model, LaunchAccess added) {
  const FuselageAccess *all = model->accesses.data;
  BufferHistory *history =
      &tracker->histories.data[all[added.access].buffer];
  size_t kept = 0;
  for (size_t i = 0; i < history->accesses.size; ++i) {
    LaunchAccess old = history->accesses.data[i];
    if (old.launch >= tracker->floor &&
        !areEqual(model, &all[old.access], &all[added.access]))
      history->accesses.data[kept++] = old;
  }
  history->accesses.size = kept;
  LaunchAccess *slot = FUSELAGE_ARRAY_APPEND(&history->accesses);
  if (slot)
    *slot = added;
  return slot != NULL;
}

static void recordInClass(FuselageDependenceTracker *tracker,
                          const FuselageModel *model, LaunchAccess added) {
  const FuselageAccess *access = &model->accesses.data[added.access];
  LatestOfKind *of =
      &tracker->kinds->latest[classOf(model, access->buffer)][access->kind];
  if (of->size == 0 || of->buffers[0] != access->buffer) {
    of->latest[1] = of->latest[0];
    of->buffers[1] = of->buffers[0];
    of->buffers[0] = access->buffer;
    of->size = of->size == 0 ? 1 : 2;
  }
  of->latest[0] = added;
}

//===----------------------------------------------------------------------===//
// The latest conflict
//===----------------------------------------------------------------------===//

/// The search for the latest launch in conflict with one access.
typedef struct ConflictSearch {
  const FuselageDependenceTracker *tracker;
  const FuselageModel *model;
  const FuselageLaunch *launch;
  const FuselageAccess *access;
  size_t *earliestPeer;
  FuselageObstacle *obstacle;
} ConflictSearch;

static FuselageReason reasonOfConflict(const FuselageAccess *earlier,
                                       const FuselageAccess *later) {
  if (earlier->buffer != later->buffer)
    return FUSELAGE_REASON_MAY_ALIAS;
  if (later->kind == FUSELAGE_ACCESS_READ)
    return FUSELAGE_REASON_CROSS_THREAD_RAW;
  return earlier->kind == FUSELAGE_ACCESS_READ
             ? FUSELAGE_REASON_CROSS_THREAD_WAR
             : FUSELAGE_REASON_WAW_ORDER;
}

static void reportConflict(const ConflictSearch *search, LaunchAccess earlier) {
  const FuselageAccess *access = &search->model->accesses.data[earlier.access];
  *search->earliestPeer = earlier.launch + 1;
  *search->obstacle =
      (FuselageObstacle){.reason = reasonOfConflict(access, search->access),
                         .earlierStage = earlier.launch,
                         .earlierOp = access->op,
                         .laterOp = search->access->op};
}

static bool isWriteAmong(const FuselageAccess *a, const FuselageAccess *b) {
  return a->kind == FUSELAGE_ACCESS_WRITE || b->kind == FUSELAGE_ACCESS_WRITE;
}

/// The history is ordered by launch, so the first conflict from the back is the
/// latest.
static void searchBuffer(const ConflictSearch *search) {
  const BufferHistory *history =
      &search->tracker->histories.data[search->access->buffer];
  for (size_t i = history->accesses.size; i-- > 0;) {
    LaunchAccess earlier = history->accesses.data[i];
    const FuselageAccess *access =
        &search->model->accesses.data[earlier.access];
    if (earlier.launch < *search->earliestPeer)
      return;
    if (isWriteAmong(access, search->access) &&
        !fuselageAccessesStayInThread(search->model, search->launch, access,
                                      search->access)) {
      reportConflict(search, earlier);
      return;
    }
  }
}

static void searchLatest(const ConflictSearch *search, const LatestOfKind *of) {
  for (size_t i = 0; i < of->size; ++i) {
    if (of->buffers[i] == search->access->buffer)
      continue;
    if (of->latest[i].launch >= *search->earliestPeer)
      reportConflict(search, of->latest[i]);
    return;
  }
}

static void searchAliases(const ConflictSearch *search) {
  AliasClass own = classOf(search->model, search->access->buffer);
  for (int other = 0; other < NUM_CLASSES; ++other) {
    if (!classesMayAlias[own][other])
      continue;
    const LatestOfKind *kinds = search->tracker->kinds->latest[other];
    searchLatest(search, &kinds[FUSELAGE_ACCESS_WRITE]);
    if (search->access->kind == FUSELAGE_ACCESS_WRITE)
      searchLatest(search, &kinds[FUSELAGE_ACCESS_READ]);
  }
}

/// A grid of one thread keeps its order whatever it touches, and aliases do not
/// change that.
bool fuselageDependenceTrackerAddLaunch(FuselageDependenceTracker *tracker,
                                        const FuselageModel *model,
                                        size_t launchNumber, size_t floor,
                                        size_t *earliestPeer,
                                        FuselageObstacle *obstacle) {
  if (!growTo(tracker, model->buffers.buffers.size))
    return false;
  const FuselageLaunch *launch = &model->launches.data[launchNumber];
  tracker->floor = floor;
  *earliestPeer = floor;
  bool isOneThread = idsWithSeveralValues(launch) == 0;
  for (size_t i = 0; i < launch->numAccesses && !isOneThread; ++i) {
    ConflictSearch search = {
        .tracker = tracker,
        .model = model,
        .launch = launch,
        .access = &model->accesses.data[launch->firstAccess + i],
        .earliestPeer = earliestPeer,
        .obstacle = obstacle};
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
