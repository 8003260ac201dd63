//===- ResourceCheck.c - Groups within the room of a kernel ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The check measures each launch by itself once, splits a group of n launches
// at most n - 1 times, and tries as many seams again. So it compiles fewer than
// 3 n kernels for the group.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Measure/ResourceCheck.h"

#include "Bridge/Remarks.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "Transforms/Measure/KernelMeasurement.h"

#include "mlir-c/Diagnostics.h"

#include <inttypes.h>
#include <stdio.h>

/// A fused kernel may lower occupancy by at most this many percentage points
/// below the lowest of its parts. It makes fewer trips to memory, so fewer
/// warps can hide them.
enum { marginPercent = 25 };

/// The resources that the parts of a group take by themselves.
typedef struct Parts {
  bool areKnown;
  uint64_t spillBytes;
  uint32_t fewestWarps;
} Parts;

/// A part of a group to check.
typedef struct Range {
  size_t first, numStages;
} Range;

typedef FUSELAGE_ARRAY(Range) Ranges;

typedef struct Check {
  FuselageMeasurementCache cache;
  FuselageFusionPlan refined;
  /// The parts of a group that are still to be checked, the last one first; and
  /// the parts into which the group was split.
  Ranges pending, pieces;
  /// The resources that each launch of the group takes by itself.
  FUSELAGE_ARRAY(FuselageMeasurement) stages;
} Check;

//===----------------------------------------------------------------------===//
// Verdict
//===----------------------------------------------------------------------===//

/// Measures each launch of a group; false when memory is out.
static bool measureStages(Check *check, const FuselageRun *run,
                          const FuselageGroup *group) {
  if (!FUSELAGE_ARRAY_RESERVE(&check->stages, group->numStages))
    return false;
  check->stages.size = group->numStages;
  for (size_t i = 0; i < group->numStages; ++i)
    check->stages.data[i] =
        fuselageMeasureStages(&check->cache, run, group->firstStage + i, 1);
  return true;
}

/// Adds up the measurements from the group's stage number `first` on.
static Parts addParts(const Check *check, size_t first, size_t numStages) {
  Parts parts = {.areKnown = true, .fewestWarps = UINT32_MAX};
  for (size_t i = first; i < first + numStages; ++i) {
    const FuselageMeasurement *part = &check->stages.data[i];
    parts.areKnown = parts.areKnown && part->isKnown;
    parts.spillBytes =
        fuselageByteCountAdd(parts.spillBytes, part->resources.spillBytes);
    if (part->resources.activeWarps < parts.fewestWarps)
      parts.fewestWarps = part->resources.activeWarps;
  }
  return parts;
}

/// If the parts are not known, they stay together.
static bool isWorthIt(const FuselageMeasurement *fused, const Parts *parts) {
  if (!parts->areKnown)
    return true;
  const FuselageKernelResources *resources = &fused->resources;
  if (!fused->isKnown || resources->spillBytes > parts->spillBytes)
    return false;
  if (resources->maxWarps == 0 || parts->fewestWarps == 0)
    return true;
  uint64_t allowed = resources->activeWarps * UINT64_C(100) +
                     resources->maxWarps * (uint64_t)marginPercent;
  return resources->activeWarps != 0 &&
         allowed >= parts->fewestWarps * UINT64_C(100);
}

/// The stage before which the range is split: the split there sends the fewest
/// bytes through memory. Of several such stages it is the one closest to the
/// middle.
static size_t findCheapestSeam(const FuselageRun *run, Range range) {
  size_t middle = range.first + range.numStages / 2;
  size_t best = 0, bestDistance = 0;
  uint64_t bestBytes = 0;
  for (size_t i = range.first + 1; i < range.first + range.numStages; ++i) {
    uint64_t bytes = run->stages[i - 1].outputBytes;
    size_t distance = i > middle ? i - middle : middle - i;
    if (best != 0 &&
        (bytes > bestBytes || (bytes == bestBytes && distance >= bestDistance)))
      continue;
    best = i;
    bestBytes = bytes;
    bestDistance = distance;
  }
  return best;
}

//===----------------------------------------------------------------------===//
// Remark
//===----------------------------------------------------------------------===//

typedef struct Number {
  char text[48];
} Number;

static Number numberOf(uint64_t value) {
  Number number;
  snprintf(number.text, sizeof number.text, "%" PRIu64, value);
  return number;
}

static Number shareOf(uint32_t part, uint32_t whole) {
  Number number = {"unknown"};
  if (whole)
    snprintf(number.text, sizeof number.text, "%" PRIu32 "/%" PRIu32, part,
             whole);
  return number;
}

static void emitRemark(const FuselageRun *run, Range range, size_t seam,
                       const FuselageMeasurement *fused, const Parts *parts) {
  MlirOperation launch = run->launches[seam];
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(launch)))
    return;
  const FuselageKernelResources *resources = &fused->resources;
  Number launches = numberOf(range.numStages);
  Number registers = numberOf(resources->registers);
  Number spills = numberOf(resources->spillBytes);
  Number partSpills = numberOf(parts->spillBytes);
  Number warps = shareOf(resources->activeWarps, resources->maxWarps);
  Number partWarps = shareOf(parts->fewestWarps, resources->maxWarps);
  FuselageRemarkArg args[] = {
      {"Remark", fused->isKnown
                     ? "as one kernel the launches spill registers, or keep "
                       "far fewer warps on the chip"
                     : "as one kernel the launches cannot be compiled for the "
                       "chip"},
      {"Suggestion", "let bodies keep fewer values in registers at a time, or "
                     "leave resource-check out"},
      {"Launches", launches.text},
      {"Registers", registers.text},
      {"SpillBytes", spills.text},
      {"SpillBytesOfParts", partSpills.text},
      {"Occupancy", warps.text},
      {"OccupancyOfParts", partWarps.text}};
  fuselageRemarkEmit(FUSELAGE_REMARK_MISSED, mlirOperationGetLocation(launch),
                     fuselageReasonGetName(FUSELAGE_REASON_RESOURCE_LIMIT),
                     "fuselage", fuselageOperationGetFunctionName(launch), args,
                     fused->isKnown ? (intptr_t)(sizeof args / sizeof *args)
                                    : 3);
}

//===----------------------------------------------------------------------===//
// Refinement
//===----------------------------------------------------------------------===//

/// The planner's numbers for consecutive stages.
static FuselageGroup groupOf(const FuselageRun *run, Range range) {
  const FuselageStage *first = &run->stages[range.first];
  FuselageGroup group = {.firstStage = range.first,
                         .numStages = range.numStages,
                         .layoutHash = first->layoutHash};
  group.requiredBytes = fuselageByteCountAdd(
      fuselageByteCountAdd(first->inputBytes, first->outputBytes),
      first->scratchBytes);
  for (size_t i = range.first + 1; i < range.first + range.numStages; ++i) {
    const FuselageStage *stage = &run->stages[i];
    uint64_t added = fuselageByteCountAdd(
        fuselageByteCountAdd(stage->scratchBytes, stage->outputBytes),
        run->externalInputBytes[i]);
    group.requiredBytes = fuselageByteCountAdd(group.requiredBytes, added);
    group.avoidedIntermediateBytes = fuselageByteCountAdd(
        group.avoidedIntermediateBytes, run->stages[i - 1].outputBytes);
  }
  return group;
}

static bool append(Ranges *ranges, Range range) {
  Range *slot = FUSELAGE_ARRAY_APPEND(ranges);
  if (slot)
    *slot = range;
  return slot != NULL;
}

/// A range as one kernel.
typedef struct Verdict {
  FuselageMeasurement fused;
  Parts parts;
  bool isWorthIt;
} Verdict;

static Verdict judge(Check *check, const FuselageRun *run,
                     const FuselagePlannedGroup *planned, Range range) {
  Verdict verdict = {.isWorthIt = true};
  if (range.numStages < 2)
    return verdict;
  verdict.fused =
      fuselageMeasureStages(&check->cache, run, range.first, range.numStages);
  verdict.parts =
      addParts(check, range.first - planned->group.firstStage, range.numStages);
  verdict.isWorthIt = isWorthIt(&verdict.fused, &verdict.parts);
  return verdict;
}

/// Keeps the range, or splits it into two ranges, which are checked next.
static bool splitRange(Check *check, const FuselageRun *run,
                       const FuselagePlannedGroup *planned, Range range) {
  if (judge(check, run, planned, range).isWorthIt)
    return append(&check->pieces, range);
  size_t seam = findCheapestSeam(run, range);
  size_t numEarlier = seam - range.first;
  return append(&check->pending, (Range){seam, range.numStages - numEarlier}) &&
         append(&check->pending, (Range){range.first, numEarlier});
}

static bool addGroup(Check *check, const FuselageRun *run,
                     const FuselagePlannedGroup *planned, Range range) {
  FuselagePlannedGroup *slot = FUSELAGE_ARRAY_APPEND(&check->refined.groups);
  if (!slot)
    return false;
  *slot = *planned;
  slot->isResourceSplit = range.first != planned->group.firstStage;
  if (range.numStages != planned->group.numStages)
    slot->group = groupOf(run, range);
  return true;
}

/// Joins pieces that fit together after all: a piece that was split off at a
/// cheap seam may fit with the piece after it. Reports the seams that stay.
static bool joinPieces(Check *check, const FuselageRun *run,
                       const FuselagePlannedGroup *planned) {
  Range current = check->pieces.data[0];
  for (size_t i = 1; i < check->pieces.size; ++i) {
    Range next = check->pieces.data[i];
    Range joined = {current.first, current.numStages + next.numStages};
    Verdict verdict = judge(check, run, planned, joined);
    if (verdict.isWorthIt) {
      current = joined;
      continue;
    }
    emitRemark(run, joined, next.first, &verdict.fused, &verdict.parts);
    if (!addGroup(check, run, planned, current))
      return false;
    current = next;
  }
  return addGroup(check, run, planned, current);
}

static bool refineGroup(Check *check, const FuselageRun *run,
                        const FuselagePlannedGroup *planned) {
  Range all = {planned->group.firstStage, planned->group.numStages};
  check->pieces.size = 0;
  bool done =
      (all.numStages < 2 || measureStages(check, run, &planned->group)) &&
      append(&check->pending, all);
  while (done && check->pending.size != 0)
    done = splitRange(check, run, planned,
                      check->pending.data[--check->pending.size]);
  return done && joinPieces(check, run, planned);
}

MlirLogicalResult
fuselageResourceCheckRefine(FuselageFusionPlan *plan, FuselageAnalysis analysis,
                            const FuselageFusionOptions *options) {
  if (!options->measureKernel || plan->groups.size == 0)
    return mlirLogicalResultSuccess();
  Check check = {.cache = {.options = options}};
  bool done = true;
  for (size_t i = 0; i < plan->groups.size && done; ++i) {
    FuselageRun run =
        fuselageAnalysisGetRun(analysis, plan->groups.data[i].run);
    done = refineGroup(&check, &run, &plan->groups.data[i]);
  }
  FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
  fuselageMeasurementCacheFree(&check.cache);
  FUSELAGE_ARRAY_FREE(&check.pending);
  FUSELAGE_ARRAY_FREE(&check.pieces);
  FUSELAGE_ARRAY_FREE(&check.stages);
  if (!done) {
    fuselageFusionPlanFree(&check.refined);
    mlirEmitError(mlirOperationGetLocation(run.launches[0]),
                  "out of memory while checking the resources of kernels");
    return mlirLogicalResultFailure();
  }
  fuselageFusionPlanFree(plan);
  *plan = check.refined;
  return mlirLogicalResultSuccess();
}
