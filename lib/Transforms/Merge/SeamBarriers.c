//===- SeamBarriers.c - The places of barriers between bodies -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/SeamBarriers.h"

#include "Support/PointerMap.h"

#include <stdint.h>

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

typedef struct UseReader {
  size_t run;
  FuselageSeamUses *uses;
  bool outOfMemory;
} UseReader;

static void addUse(const FuselageBufferUse *use, void *userData) {
  UseReader *reader = userData;
  FuselageSeamUse *slot =
      reader->outOfMemory ? NULL : FUSELAGE_ARRAY_APPEND(reader->uses);
  reader->outOfMemory = !slot;
  if (slot)
    *slot = (FuselageSeamUse){
        .run = reader->run, .stage = use->stage, .buffer = use->buffer};
}

bool fuselageSeamUsesAdd(FuselageAnalysis analysis, size_t run,
                         FuselageSeamUses *uses) {
  UseReader reader = {.run = run, .uses = uses};
  fuselageAnalysisForEachBufferUse(analysis, run, addUse, &reader);
  return !reader.outOfMemory;
}

static bool isBefore(const FuselageSeamUse *use, size_t run, size_t stage) {
  return use->run != run ? use->run < run : use->stage < stage;
}

/// The first use by a stage of a run from `stage` on.
static size_t findUse(const FuselageSeamUses *uses, size_t run, size_t stage) {
  size_t first = 0, end = uses->size;
  while (first < end) {
    size_t middle = first + ((end - first) / 2);
    if (isBefore(&uses->data[middle], run, stage))
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// Stages `begin` up to `end` of a group of a run, with a barrier before
/// `latest` that may stand before any stage from `earliest` on.
typedef struct Segment {
  size_t run, begin, end, earliest, latest;
} Segment;

/// Adds the change of the number of buffers that stages on both sides of a
/// place touch, from the place before: changes[i] is for place earliest + i.
static bool countParted(const FuselageSeamUses *uses, const Segment *segment,
                        int64_t *changes) {
  FuselagePointerMap lastStages = {0};
  bool hadMemory = true;
  for (size_t i = findUse(uses, segment->run, segment->begin);
       hadMemory && i < uses->size &&
       isBefore(&uses->data[i], segment->run, segment->end);
       ++i) {
    const void *key =
        fuselagePointerMapKeyOfHash(2 * (uint64_t)uses->data[i].buffer + 2);
    size_t stage = uses->data[i].stage;
    uint32_t last = fuselagePointerMapLookup(&lastStages, key);
    // Between two stages the places are those after the first.
    if (last != FUSELAGE_POINTER_NOT_FOUND) {
      size_t from = segment->begin + last + 1;
      if (from < segment->earliest)
        from = segment->earliest;
      if (from <= segment->latest && from <= stage)
        ++changes[from - segment->earliest];
      if (stage + 1 > segment->earliest && stage + 1 <= segment->latest &&
          from <= stage)
        --changes[stage + 1 - segment->earliest];
    }
    hadMemory = fuselagePointerMapInsert(&lastStages, key,
                                         (uint32_t)(stage - segment->begin));
  }
  fuselagePointerMapFree(&lastStages);
  return hadMemory;
}

/// Finds the last of the best places; false when memory is out.
static bool findPlace(const FuselageSeamUses *uses, const Segment *segment,
                      size_t *place) {
  FUSELAGE_ARRAY(int64_t) changes = {0};
  size_t numPlaces = segment->latest - segment->earliest + 1;
  *place = segment->latest;
  if (numPlaces == 1)
    return true;
  if (!FUSELAGE_ARRAY_RESERVE(&changes, numPlaces))
    return false;
  for (size_t i = 0; i < numPlaces; ++i)
    changes.data[i] = 0;
  bool hadMemory = countParted(uses, segment, changes.data);
  int64_t parted = 0, fewest = INT64_MAX;
  for (size_t i = 0; hadMemory && i < numPlaces; ++i) {
    parted += changes.data[i];
    if (parted > fewest)
      continue;
    fewest = parted;
    *place = segment->earliest + i;
  }
  FUSELAGE_ARRAY_FREE(&changes);
  return hadMemory;
}

/// Places a barrier as late as possible, before the first stage that needs it:
/// there it serves the most later stages.
static void placeLate(const FuselageRun *run, const FuselageGroup *group,
                      FuselageSeamBarriers *barriers) {
  size_t sinceBarrier = group->firstStage;
  for (size_t i = 0; i < group->numStages; ++i) {
    size_t stage = group->firstStage + i;
    size_t peer = run->barrierPeer[stage];
    barriers->data[i] = peer != FUSELAGE_NO_STAGE && peer >= sinceBarrier;
    if (barriers->data[i])
      sinceBarrier = stage;
  }
  barriers->size = group->numStages;
}

/// A barrier may stand before any stage that comes after all those which the
/// stages up to the next barrier wait for. What an earlier barrier serves comes
/// before this one, and is not in its way.
static Segment segmentOf(const FuselageRun *run, const FuselageGroup *group,
                         const FuselageSeamBarriers *barriers, size_t begin,
                         size_t latest) {
  Segment segment = {.begin = begin, .earliest = begin, .latest = latest};
  size_t i = latest - group->firstStage;
  do {
    size_t peer = run->barrierPeer[group->firstStage + i];
    if (peer != FUSELAGE_NO_STAGE && peer + 1 > segment.earliest)
      segment.earliest = peer + 1;
    ++i;
  } while (i < group->numStages && !barriers->data[i]);
  segment.end = group->firstStage + i;
  return segment;
}

bool fuselageSeamBarriersPlace(const FuselageRun *run, size_t runNumber,
                               const FuselageGroup *group,
                               const FuselageSeamUses *uses,
                               FuselageSeamBarriers *barriers) {
  if (!FUSELAGE_ARRAY_RESERVE(barriers, group->numStages))
    return false;
  placeLate(run, group, barriers);
  size_t begin = group->firstStage;
  for (size_t i = 0; i < group->numStages; ++i) {
    if (!barriers->data[i])
      continue;
    Segment segment =
        segmentOf(run, group, barriers, begin, group->firstStage + i);
    segment.run = runNumber;
    if (!findPlace(uses, &segment, &begin))
      return false;
    barriers->data[i] = false;
    barriers->data[begin - group->firstStage] = true;
  }
  return true;
}
