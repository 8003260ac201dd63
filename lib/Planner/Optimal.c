//===- Optimal.c - The best plan by launches, time and bytes --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stages that can join no group at all cut the input into segments, which are
// planned one by one. A segment that fits into one group is done, unless some
// join costs time and time comes first. For any other, let best(a) be the best
// plan of the segment's stages from a on:
//
//   best(a) = min over ends e, where [a, e) is a valid group, of
//             [a, e) followed by best(e)
//
// Plans compare by number of launches, then by delay, then by loss; with time
// first by delay before the number of launches. The delay is the sum of what
// the stages that open groups would save by joining one; the loss is the sum of
// the outputs of each group's last stage, which are the bytes not avoided. That
// is the same as comparing saved time and avoided bytes, because each pair adds
// up to a sum over all stages.
//
// The ends that are valid for a are a + 1 up to some limit: whatever keeps a
// stage out keeps those after it out too. Walking a from the back to the front,
// the ends ahead form a queue, nearest last:
//   - an end that has come too far ahead for any group leaves at the front. How
//     far that is never grows as a decreases: the bytes that the stages between
//     add only grow, and so does the set of peers that forbid the group;
//   - an end with a plan worse than that of a nearer one leaves at the back.
// What stays gets no worse from the nearest to the farthest, so the best end
// for a is the farthest within its own limit. This limit depends on the input
// bytes of a and follows no order, hence a search, from the front, because it
// is mostly near. All in all O(n log n), and linear but for that search.
//
//===----------------------------------------------------------------------===//

#include "Planner/Optimal.h"

#include "Planner/Capacities.h"
#include "Planner/Scratch.h"

#include <string.h>

/// A place where the group of an earlier stage may end, with what best(end)
/// costs and the loss of the group that ends there.
///
/// Stages have different ids of 32 bits, so there are at most 2^32. Sums over
/// them of words of 64 bits fit in 96.
typedef struct Candidate {
  /// Sum of the join bytes of the segment's stages from `end` on, modulo 2^64.
  /// The difference of two candidates in the queue is at most the budget, so
  /// it is exact.
  uint64_t joinBytes;
  uint64_t lossLow, delayLow;
  uint32_t lossHigh;
  int32_t delayHigh;
  /// Fewer than the stages of the segment, which has one before `end`.
  uint32_t numLaunches;
  /// The stages of the segment before the one that ends the group.
  uint32_t numBefore;
} Candidate;

/// The queue takes the place of groups that are not there yet: before a segment
/// is planned, the groups so far are at most as many as the stages before it.
static_assert(sizeof(Candidate) <= sizeof(PlanEntry),
              "candidates must fit where groups will be");

/// Consecutive stages, and working storage for planning them.
typedef struct Segment {
  const PlanInput *input;
  size_t begin, end;
  /// Candidates from `front` up to `back`, farthest first.
  Candidate *queue;
  size_t front, back;
  /// For each stage, the number of stages of the group that it opens in
  /// best(stage); zero if there is no plan.
  uint32_t *groupLength;
  /// For each stage, the distance to the nearest later stage whose earliest
  /// peer it is; zero if there is none. Unused without earliest peers.
  uint32_t *nearestDependent;
} Segment;

//===----------------------------------------------------------------------===//
// Queue
//===----------------------------------------------------------------------===//

static size_t endOf(const Segment *segment, const Candidate *candidate) {
  return segment->begin + candidate->numBefore + 1;
}

static int compareDelay(const Candidate *left, const Candidate *right) {
  if (left->delayHigh != right->delayHigh)
    return left->delayHigh > right->delayHigh ? 1 : -1;
  return (left->delayLow > right->delayLow) -
         (left->delayLow < right->delayLow);
}

static bool isWorse(const Segment *segment, const Candidate *left,
                    const Candidate *right) {
  int delay = compareDelay(left, right);
  if (segment->input->isTimeFirst && delay != 0)
    return delay > 0;
  if (left->numLaunches != right->numLaunches)
    return left->numLaunches > right->numLaunches;
  if (delay != 0)
    return delay > 0;
  if (left->lossHigh != right->lossHigh)
    return left->lossHigh > right->lossHigh;
  return left->lossLow > right->lossLow;
}

static void pushNearest(Segment *segment, const Candidate *candidate) {
  while (segment->back > segment->front &&
         isWorse(segment, &segment->queue[segment->back - 1], candidate))
    --segment->back;
  segment->queue[segment->back++] = *candidate;
}

/// Moves the queue to the start of its place when as many have left it as are
/// in it, so that a short queue stays in the cache however long the segment is.
static void closeUp(Segment *segment) {
  size_t size = segment->back - segment->front;
  if (segment->front < size || segment->front < MIN_FREE_TO_CLOSE_UP)
    return;
  memcpy(segment->queue, segment->queue + segment->front,
         size * sizeof(*segment->queue));
  segment->front = 0;
  segment->back = size;
}

/// Drops the ends past which no group from here or before can reach, because
/// of the join bytes of the stages between.
static void dropBeyondBytes(Segment *segment, uint64_t joinBytes,
                            uint64_t maxDistance) {
  while (segment->front < segment->back &&
         joinBytes - segment->queue[segment->front].joinBytes > maxDistance)
    ++segment->front;
}

static void dropBeyondStage(Segment *segment, size_t lastEnd) {
  while (segment->front < segment->back &&
         endOf(segment, &segment->queue[segment->front]) > lastEnd)
    ++segment->front;
}

/// The farthest candidate that is at most `slack` join bytes away, or null.
/// Steps double from the front until they have passed it.
static const Candidate *findFarthest(const Segment *segment, uint64_t joinBytes,
                                     uint64_t slack) {
  const Candidate *queue = segment->queue;
  size_t low = segment->front;
  size_t high = segment->back;
  for (size_t step = 0; low + step < high; step = 2 * step + 1) {
    if (joinBytes - queue[low + step].joinBytes <= slack) {
      high = low + step;
      break;
    }
    low += step + 1;
  }
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (joinBytes - queue[middle].joinBytes <= slack)
      high = middle;
    else
      low = middle + 1;
  }
  return low < segment->back ? &queue[low] : NULL;
}

//===----------------------------------------------------------------------===//
// One segment
//===----------------------------------------------------------------------===//

/// Fills in nearestDependent.
static void findDependents(Segment *segment) {
  size_t numStages = segment->end - segment->begin;
  for (size_t i = 0; i < numStages; ++i)
    segment->nearestDependent[i] = 0;
  for (size_t i = numStages; i-- > 0;) {
    size_t peer = segment->input->earliestPeer[segment->begin + i];
    if (i > 0 && peer > segment->begin)
      segment->nearestDependent[peer - segment->begin] =
          (uint32_t)(segment->begin + i - peer);
  }
}

static void addLoss(Candidate *candidate, uint64_t outputBytes) {
  if (!addBytes(candidate->lossLow, outputBytes, &candidate->lossLow))
    ++candidate->lossHigh;
}

/// Adds in two's complement. INT64_MIN saves as much as INT64_MIN + 1, so that
/// the sum of 2^32 of them fits.
static void addDelay(Candidate *candidate, int64_t picoseconds) {
  if (picoseconds == INT64_MIN)
    ++picoseconds;
  if (!addBytes(candidate->delayLow, (uint64_t)picoseconds,
                &candidate->delayLow))
    ++candidate->delayHigh;
  if (picoseconds < 0)
    --candidate->delayHigh;
}

/// Makes `candidate`, which is best(stage), the end of a group whose last stage
/// is the one before.
static void endGroupBefore(Candidate *candidate, const PlanInput *input,
                           size_t stage) {
  addLoss(candidate, input->stages[stage - 1].outputBytes);
  addDelay(candidate, joinPicosecondsOf(input, stage));
}

/// Sets `*best` to best(stage); false if there is no plan. The queue holds the
/// ends ahead of the stage.
static bool findBest(Segment *segment, size_t stage, uint64_t joinBytes,
                     Candidate *best) {
  uint32_t *length = &segment->groupLength[stage - segment->begin];
  uint64_t requiredBytes;
  *length = 0;
  if (!canOpen(segment->input, stage, &requiredBytes))
    return false;
  const Candidate *farthest =
      findFarthest(segment, joinBytes, segment->input->budget - requiredBytes);
  if (!farthest)
    return false;
  *length = (uint32_t)(endOf(segment, farthest) - stage);
  *best = *farthest;
  best->numLaunches += 1;
  return true;
}

/// Fills in groupLength; false if no plan has room for all stages.
static bool solve(Segment *segment) {
  const PlanInput *input = segment->input;
  size_t lastEnd = segment->end;
  if (input->earliestPeer)
    findDependents(segment);

  Candidate end = {.numBefore = (uint32_t)(segment->end - segment->begin - 1)};
  addLoss(&end, input->stages[segment->end - 1].outputBytes);
  segment->queue[0] = end;
  segment->front = 0;
  segment->back = 1;

  uint64_t joinBytes = 0;
  for (size_t stage = segment->end - 1; stage > segment->begin; --stage) {
    Candidate best;
    bool found = findBest(segment, stage, joinBytes, &best);

    uint64_t ownJoinBytes = 0;
    addJoinBytes(input, stage, &ownJoinBytes);
    dropBeyondBytes(segment, joinBytes, input->budget - ownJoinBytes);
    joinBytes += ownJoinBytes;
    if (input->earliestPeer) {
      uint32_t distance = segment->nearestDependent[stage - segment->begin];
      if (distance > 0 && stage + distance < lastEnd)
        lastEnd = stage + distance;
      dropBeyondStage(segment, lastEnd);
    }
    if (found) {
      best.joinBytes = joinBytes;
      best.numBefore = (uint32_t)(stage - segment->begin - 1);
      endGroupBefore(&best, input, stage);
      pushNearest(segment, &best);
    }
    closeUp(segment);
  }
  Candidate whole;
  return findBest(segment, segment->begin, joinBytes, &whole);
}

/// The first stage that no choice of groups can place, in a segment that has
/// one. Plans of the stages up to some end hold plans of the stages up to any
/// earlier end, so it is found by bisection.
static size_t findUnplaceable(Segment segment) {
  size_t low = segment.begin;
  size_t high = segment.end;
  while (high - low > 1) {
    segment.end = low + (high - low) / 2;
    if (solve(&segment))
      low = segment.end;
    else
      high = segment.end;
  }
  return high - 1;
}

static void appendGroups(const Segment *segment, GroupList *list) {
  size_t stage = segment->begin;
  while (stage < segment->end) {
    FuselageGroup *group = &list->groups[list->numGroups++];
    size_t end = stage + segment->groupLength[stage - segment->begin];
    uint64_t requiredBytes;
    canOpen(segment->input, stage, &requiredBytes);
    openGroup(segment->input, stage, requiredBytes, group);
    for (++stage; stage < end; ++stage) {
      addJoinBytes(segment->input, stage, &requiredBytes);
      joinGroup(segment->input, stage, requiredBytes, group);
    }
    countAvoidedBytes(list, group->avoidedIntermediateBytes);
  }
}

//===----------------------------------------------------------------------===//
// All segments
//===----------------------------------------------------------------------===//

/// True if some stage before might open a group that the stage can join: the
/// one just before at least, as far as the stage itself is concerned.
static bool canJoinAny(const PlanInput *input, size_t stage) {
  uint64_t joinBytes = 0;
  return mayJoin(input, stage - 1, stage) &&
         addJoinBytes(input, stage, &joinBytes) && joinBytes <= input->budget;
}

/// Lets stages join the group as long as they can; returns the first that
/// cannot.
static size_t takeJoiners(const PlanInput *input, size_t stage,
                          FuselageGroup *group) {
  for (; stage < input->numStages; ++stage) {
    uint64_t requiredBytes = group->requiredBytes;
    if (!mayJoin(input, group->firstStage, stage) ||
        !addJoinBytes(input, stage, &requiredBytes) ||
        requiredBytes > input->budget)
      break;
    joinGroup(input, stage, requiredBytes, group);
  }
  return stage;
}

/// Plans a segment of which one group does not take all, or is not the best. It
/// goes on at least to the stage `*end`, which is set to its end.
static FuselageStatus planLongSegment(const PlanInput *input, size_t begin,
                                      size_t *end, GroupList *list,
                                      uint32_t *words, FuselageError *error) {
  while (*end < input->numStages && canJoinAny(input, *end))
    *end += 1;
  void *unusedGroups = &list->groups[list->numGroups];
  Segment segment = {.input = input,
                     .begin = begin,
                     .end = *end,
                     .queue = unusedGroups,
                     .groupLength = words,
                     .nearestDependent = words + (*end - begin)};
  if (!solve(&segment))
    return fuselageReportCannotOpen(input, findUnplaceable(segment), error);
  appendGroups(&segment, list);
  return FUSELAGE_OK;
}

/// Whether fewest launches may not be the least time.
static bool costsTime(const PlanInput *input, const FuselageGroup *group) {
  if (!input->isTimeFirst || !input->joinPicoseconds)
    return false;
  for (size_t i = 1; i < group->numStages; ++i)
    if (input->joinPicoseconds[group->firstStage + i] < 0)
      return true;
  return false;
}

FuselageStatus fuselagePlanOptimal(const PlanInput *input, GroupList *list,
                                   uint32_t *words, FuselageError *error) {
  size_t end;
  for (size_t begin = 0; begin < input->numStages; begin = end) {
    uint64_t requiredBytes;
    if (!canOpen(input, begin, &requiredBytes))
      return fuselageReportCannotOpen(input, begin, error);
    FuselageGroup group;
    openGroup(input, begin, requiredBytes, &group);
    end = takeJoiners(input, begin + 1, &group);
    bool isWhole = end == input->numStages || !canJoinAny(input, end);
    if (isWhole && !costsTime(input, &group)) {
      list->groups[list->numGroups++] = group;
      countAvoidedBytes(list, group.avoidedIntermediateBytes);
    } else if (planLongSegment(input, begin, &end, list, words, error) !=
               FUSELAGE_OK) {
      return error->status;
    }
  }
  return FUSELAGE_OK;
}
