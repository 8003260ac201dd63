//===- HostSeams.c - Launches that follow each other across blocks --------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Host/HostSeams.h"

#include "Analysis/Host/HostTrips.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Support/PointerMap.h"

#include <stdlib.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// First and last launches of host code
//===----------------------------------------------------------------------===//

/// The most launches of a set. A full set keeps the launches that it got first:
/// for a launch after a thousand conditions the nearest launches are named.
enum { MAX_LAUNCHES = FUSELAGE_BOUND(8, 1) };
typedef struct LaunchSet {
  uint32_t numbers[MAX_LAUNCHES];
  size_t size;
} LaunchSet;

/// Adds each new launch for which there is room. Returns true if the set grew.
static bool addAll(LaunchSet *set, const LaunchSet *added) {
  size_t before = set->size;
  for (size_t i = 0; i < added->size; ++i) {
    bool isThere = set->size == MAX_LAUNCHES;
    for (size_t j = 0; j < set->size && !isThere; ++j)
      isThere = set->numbers[j] == added->numbers[i];
    if (!isThere)
      set->numbers[set->size++] = added->numbers[i];
  }
  return set->size != before;
}

/// The launches that a piece of host code may run first and last, and whether
/// it may run without a launch.
typedef struct Flow {
  LaunchSet first, last;
  bool mayPass;
} Flow;

static Flow flowOfNothing(void) { return (Flow){.mayPass = true}; }

typedef struct Collector {
  FuselageHostSeams *seams;
  const MlirOperation *launches;
  FuselagePointerMap numbers;
} Collector;

static bool flowOfRegion(Collector *collector, MlirRegion region, Flow *flow);

//===----------------------------------------------------------------------===//
// Loops and branches between two launches
//===----------------------------------------------------------------------===//

/// The parents of the two operations, or the operations themselves, that are in
/// one common region; and whether a loop lies below these parents.
typedef struct Meeting {
  MlirOperation earlier, later;
  bool hasLoop;
} Meeting;

static MlirRegion regionOf(MlirOperation op) {
  return mlirBlockGetParentRegion(mlirOperationGetBlock(op));
}

static bool isLoop(MlirOperation op) {
  return fuselageHostOpGetRegions(op) == FUSELAGE_HOST_REGIONS_LOOP;
}

/// Goes up from `op` until its region is also a region around `other`.
static MlirOperation goUp(MlirOperation op, MlirOperation other,
                          bool *hasLoop) {
  for (;;) {
    MlirRegion region = regionOf(op);
    for (MlirOperation at = other; !mlirOperationIsNull(at);
         at = mlirOperationGetParentOperation(at))
      if (!mlirBlockIsNull(mlirOperationGetBlock(at)) &&
          mlirRegionEqual(regionOf(at), region))
        return op;
    op = mlirOperationGetParentOperation(op);
    *hasLoop = *hasLoop || isLoop(op);
  }
}

static Meeting meet(MlirOperation earlier, MlirOperation later) {
  Meeting meeting = {.hasLoop = false};
  meeting.earlier = goUp(earlier, later, &meeting.hasLoop);
  meeting.later = goUp(later, earlier, &meeting.hasLoop);
  return meeting;
}

/// Appends a seam. `loopOrNull` is a loop around both launches that leads from
/// the earlier to the later. `isInCycle` says that branches back do so.
static bool addSeam(Collector *collector, uint32_t earlier, uint32_t later,
                    MlirOperation loopOrNull, bool isInCycle) {
  FuselageHostSeam seam = {.earlier = earlier,
                           .later = later,
                           .reason = FUSELAGE_REASON_HOST_LOOP,
                           .hostOp = loopOrNull,
                           .order = collector->seams->size};
  if (mlirOperationIsNull(loopOrNull)) {
    MlirOperation from = collector->launches[earlier];
    MlirOperation to = collector->launches[later];
    Meeting meeting = meet(from, to);
    if (!meeting.hasLoop && !isInCycle)
      seam.reason = FUSELAGE_REASON_HOST_BRANCH;
    seam.hostOp = !mlirOperationEqual(meeting.later, to) ? meeting.later
                  : !mlirOperationEqual(meeting.earlier, from)
                      ? meeting.earlier
                      : mlirBlockGetTerminator(mlirOperationGetBlock(from));
  }
  FuselageHostSeam *slot = FUSELAGE_ARRAY_APPEND(collector->seams);
  if (slot)
    *slot = seam;
  return slot != NULL;
}

static bool areInOneBlock(const Collector *collector, uint32_t a, uint32_t b) {
  return mlirBlockEqual(mlirOperationGetBlock(collector->launches[a]),
                        mlirOperationGetBlock(collector->launches[b]));
}

/// Skips launches that follow each other in one block: they are neighbours in a
/// run.
static bool addSeams(Collector *collector, const LaunchSet *earlier,
                     const LaunchSet *later, MlirOperation loopOrNull,
                     bool isInCycle) {
  for (size_t i = 0; i < later->size; ++i)
    for (size_t j = 0; j < earlier->size; ++j)
      if ((!mlirOperationIsNull(loopOrNull) || isInCycle ||
           !areInOneBlock(collector, earlier->numbers[j], later->numbers[i])) &&
          !addSeam(collector, earlier->numbers[j], later->numbers[i],
                   loopOrNull, isInCycle))
        return false;
  return true;
}

//===----------------------------------------------------------------------===//
// From operations to regions
//===----------------------------------------------------------------------===//

/// Code that runs after other code.
static bool follow(Collector *collector, Flow *flow, const Flow *next) {
  if (!addSeams(collector, &flow->last, &next->first, (MlirOperation){NULL},
                false))
    return false;
  if (flow->mayPass)
    addAll(&flow->first, &next->first);
  LaunchSet last = next->last;
  if (next->mayPass)
    addAll(&last, &flow->last);
  flow->last = last;
  flow->mayPass = flow->mayPass && next->mayPass;
  return true;
}

/// Alternative pieces of code: one of the two runs.
static void joinFlows(Flow *flow, const Flow *other) {
  addAll(&flow->first, &other->first);
  addAll(&flow->last, &other->last);
  flow->mayPass = flow->mayPass || other->mayPass;
}

/// The regions of a loop run one after the other, and then again.
static bool flowOfLoop(Collector *collector, MlirOperation op, Flow *flow) {
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    Flow body = flowOfNothing();
    if (!flowOfRegion(collector, mlirOperationGetRegion(op, i), &body) ||
        !follow(collector, flow, &body))
      return false;
  }
  uint64_t trips = fuselageHostLoopGetTrips(op);
  if (trips > 1 && !addSeams(collector, &flow->last, &flow->first, op, false))
    return false;
  flow->mayPass =
      flow->mayPass || trips == 0 || trips == FUSELAGE_UNKNOWN_TRIPS;
  return true;
}

/// At most one region runs. An `scf.if` without else has an empty region for
/// the other case.
static bool flowOfChoice(Collector *collector, MlirOperation op, Flow *flow) {
  Flow choice = {.mayPass = fuselageHostOpGetRegions(op) ==
                            FUSELAGE_HOST_REGIONS_UNKNOWN};
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    Flow region = flowOfNothing();
    if (!flowOfRegion(collector, mlirOperationGetRegion(op, i), &region))
      return false;
    joinFlows(&choice, &region);
  }
  *flow = choice;
  return true;
}

/// Functions and modules do not run at their place.
static bool flowOfOperation(Collector *collector, MlirOperation op,
                            Flow *flow) {
  *flow = flowOfNothing();
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH)) {
    uint32_t number = fuselagePointerMapLookup(&collector->numbers, op.ptr);
    *flow = (Flow){{{number}, 1}, {{number}, 1}, false};
    return true;
  }
  if (mlirOperationGetNumRegions(op) == 0)
    return true;
  bool isFunction = fuselageHostOpIsFunction(op);
  bool isDone = !isFunction && isLoop(op) ? flowOfLoop(collector, op, flow)
                                          : flowOfChoice(collector, op, flow);
  if (isFunction)
    *flow = flowOfNothing();
  return isDone;
}

static bool flowOfBlock(Collector *collector, MlirBlock block, Flow *flow) {
  *flow = flowOfNothing();
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    Flow next;
    if (!flowOfOperation(collector, op, &next) ||
        !follow(collector, flow, &next))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

/// The blocks of a region that branch to each other.
typedef struct BlockFlow {
  MlirBlock block;
  Flow flow;
  /// The launches that may come last before the block.
  LaunchSet before;
  bool isInCycle, isReachedWithout;
} BlockFlow;

typedef struct RegionFlow {
  BlockFlow *blocks;
  size_t numBlocks;
  FuselagePointerMap numbers;
} RegionFlow;

/// The caller releases the result, after a failure too.
static bool initRegionFlow(Collector *collector, MlirRegion region,
                           RegionFlow *flow) {
  bool *isInCycle = calloc(flow->numBlocks, sizeof *isInCycle);
  flow->blocks = calloc(flow->numBlocks, sizeof *flow->blocks);
  bool hasMemory = isInCycle && flow->blocks &&
                   fuselageRegionFindCycles(region, isInCycle, flow->numBlocks);
  uint32_t number = 0;
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    if (!hasMemory)
      break;
    BlockFlow *slot = &flow->blocks[number];
    *slot = (BlockFlow){.block = block,
                        .isInCycle = isInCycle[number],
                        .isReachedWithout = number == 0};
    hasMemory = fuselagePointerMapInsert(&flow->numbers, block.ptr, number) &&
                flowOfBlock(collector, block, &slot->flow);
    ++number;
  }
  free(isInCycle);
  return hasMemory;
}

/// Hands the last launches of a block on to its successors; true if a successor
/// did not have one of them yet.
static bool handOn(RegionFlow *region, const BlockFlow *from) {
  LaunchSet last = from->flow.last;
  bool isNews = false;
  if (from->flow.mayPass)
    addAll(&last, &from->before);
  for (intptr_t i = 0; i < mlirBlockGetNumSuccessors(from->block); ++i) {
    BlockFlow *to = &region->blocks[fuselagePointerMapLookup(
        &region->numbers, mlirBlockGetSuccessor(from->block, i).ptr)];
    bool reaches = from->isReachedWithout && from->flow.mayPass;
    isNews = addAll(&to->before, &last) || isNews;
    isNews = isNews || (reaches && !to->isReachedWithout);
    to->isReachedWithout = to->isReachedWithout || reaches;
  }
  return isNews;
}

/// Whether the block of the region that a launch is in lies on a cycle.
static bool isRepeated(const Collector *collector, const RegionFlow *region,
                       uint32_t launch) {
  for (MlirOperation op = collector->launches[launch];;
       op = mlirOperationGetParentOperation(op)) {
    uint32_t number = fuselagePointerMapLookup(&region->numbers,
                                               mlirOperationGetBlock(op).ptr);
    if (number != FUSELAGE_POINTER_NOT_FOUND)
      return region->blocks[number].isInCycle;
  }
}

/// Adds the seams between a block and its predecessors.
static bool addSeamsBefore(Collector *collector, const RegionFlow *region,
                           const BlockFlow *block) {
  for (size_t i = 0; i < block->before.size; ++i) {
    LaunchSet earlier = {{block->before.numbers[i]}, 1};
    bool isInCycle =
        block->isInCycle || isRepeated(collector, region, earlier.numbers[0]);
    if (!addSeams(collector, &earlier, &block->flow.first,
                  (MlirOperation){NULL}, isInCycle))
      return false;
  }
  return true;
}

/// The first and last launches of the region as a whole.
static bool summarize(Collector *collector, const RegionFlow *region,
                      Flow *flow) {
  *flow = (Flow){.mayPass = false};
  for (size_t i = 0; i < region->numBlocks; ++i) {
    const BlockFlow *block = &region->blocks[i];
    if (!addSeamsBefore(collector, region, block))
      return false;
    if (block->isReachedWithout)
      addAll(&flow->first, &block->flow.first);
    if (mlirBlockGetNumSuccessors(block->block) != 0)
      continue;
    addAll(&flow->last, &block->flow.last);
    if (block->flow.mayPass)
      addAll(&flow->last, &block->before);
    flow->mayPass =
        flow->mayPass || (block->isReachedWithout && block->flow.mayPass);
  }
  return true;
}

/// Repeats until no set grows. Sets never shrink and are small, so this ends.
static void handOnAll(RegionFlow *region) {
  for (bool isNews = true; isNews;) {
    isNews = false;
    for (size_t i = 0; i < region->numBlocks; ++i)
      isNews = handOn(region, &region->blocks[i]) || isNews;
  }
}

static bool flowOfBlocks(Collector *collector, MlirRegion region,
                         size_t numBlocks, Flow *flow) {
  RegionFlow blocks = {.numBlocks = numBlocks};
  bool isDone = initRegionFlow(collector, region, &blocks);
  if (isDone) {
    handOnAll(&blocks);
    isDone = summarize(collector, &blocks, flow);
  }
  fuselagePointerMapFree(&blocks.numbers);
  free(blocks.blocks);
  return isDone;
}

static bool flowOfRegion(Collector *collector, MlirRegion region, Flow *flow) {
  size_t numBlocks = fuselageRegionCountBlocks(region);
  *flow = flowOfNothing();
  if (numBlocks == 0)
    return true;
  if (numBlocks == 1)
    return flowOfBlock(collector, mlirRegionGetFirstBlock(region), flow);
  return flowOfBlocks(collector, region, numBlocks, flow);
}

//===----------------------------------------------------------------------===//
// All seams
//===----------------------------------------------------------------------===//

static int compareSeams(const void *left, const void *right) {
  const FuselageHostSeam *a = left, *b = right;
  if (a->later != b->later)
    return a->later < b->later ? -1 : 1;
  if (a->earlier != b->earlier)
    return a->earlier < b->earlier ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

/// The same pair may be found several times, as in a loop in a loop. Keeps the
/// first one found, which is the pair of the inner loop.
static void dropRepeated(FuselageHostSeams *seams) {
  if (seams->size == 0)
    return;
  qsort(seams->data, seams->size, sizeof *seams->data, compareSeams);
  size_t kept = 1;
  for (size_t i = 1; i < seams->size; ++i)
    if (seams->data[kept - 1].earlier != seams->data[i].earlier ||
        seams->data[kept - 1].later != seams->data[i].later)
      seams->data[kept++] = seams->data[i];
  seams->size = kept;
}

bool fuselageHostSeamsCollect(FuselageHostSeams *seams, MlirOperation root,
                              const MlirOperation *launches,
                              size_t numLaunches) {
  Collector collector = {.seams = seams, .launches = launches};
  Flow flow;
  bool hasMemory = true;
  for (size_t i = 0; i < numLaunches && hasMemory; ++i)
    hasMemory = fuselagePointerMapInsert(&collector.numbers, launches[i].ptr,
                                         (uint32_t)i);
  hasMemory = hasMemory && flowOfOperation(&collector, root, &flow);
  fuselagePointerMapFree(&collector.numbers);
  dropRepeated(seams);
  return hasMemory;
}
