//===- SinkLoops.c - Loops of the host into launches ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/SinkLoops.h"

#include "Analysis/Host/HostTrips.h"
#include "Analysis/Stage/ResourceLimits.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Transforms/Arrange/HostLoop.h"

/// What two trips of a loop are to each other.
typedef struct Verdict {
  bool isLegal, needsBarrier;
  /// If not legal: the operations are those of the launch.
  FuselageObstacle obstacle;
} Verdict;

typedef struct Sinker {
  const FuselageFusionOptions *options;
  /// Loops are examined, and added to these; or null.
  FuselageHeldLoops *examined;
  /// Loops become a part of their launches, unless these have them; or null.
  const FuselageHeldLoops *held;
  FuselageConflictAnswers *answers;
  FuselageLoopCounts counts;
  /// The number of questions that took too long.
  unsigned numGivenUp;
  FuselageSunkLoopCallback callback;
  void *userData;
} Sinker;

/// Past this many questions that took too long, no more are asked.
enum { maxGivenUp = FUSELAGE_BOUND(20, 2) };

void fuselageHeldLoopsFree(FuselageHeldLoops *held) {
  fuselagePointerMapFree(&held->numbers);
  FUSELAGE_ARRAY_FREE(&held->loops);
}

//===----------------------------------------------------------------------===//
// Two trips
//===----------------------------------------------------------------------===//

/// The launch of an earlier trip and that of a later one, next to each other in
/// a loop of their own.
typedef struct TwoTrips {
  MlirOperation around;
  MlirOperation earlier, later;
} TwoTrips;

static MlirBlock bodyOf(MlirOperation loop) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
}

static MlirOperation launchIn(MlirBlock block) {
  MlirOperation op = mlirBlockGetFirstOperation(block);
  while (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    op = mlirOperationGetNextInBlock(op);
  return op;
}

/// Builds a loop of the same trips before the loop, for copies of it, and
/// stores its variable.
static FuselageOpBuilder buildAround(const FuselageHostLoop *hostLoop,
                                     MlirValue *trip) {
  FuselageOpBuilder host = fuselageOpBuilderBefore(hostLoop->loop), around;
  fuselageBuildFor(&host, hostLoop->lower, hostLoop->upper, hostLoop->step,
                   trip, &around);
  return around;
}

static MlirOperation insertCopy(const FuselageHostLoop *hostLoop,
                                const FuselageOpBuilder *around) {
  MlirOperation copy = mlirOperationClone(hostLoop->loop);
  mlirBlockInsertOwnedOperationBefore(around->block, around->before, copy);
  return copy;
}

/// Destroys a copy from the inside out. Destroying a nest of loops in one go
/// takes time in the square of its depth, as each loop looks through its body.
/// Values are used after they are made, so the last operation goes first. If
/// memory is out, the copy goes in one go.
static void destroyCopy(MlirOperation op) {
  FuselageOperationList ops = {0};
  bool hadMemory = true;
  bool isNest = fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) ||
                fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH);
  if (isNest && mlirBlockIsNull(mlirBlockGetNextInRegion(bodyOf(op)))) {
    FUSELAGE_FOR_EACH_OPERATION (nested, bodyOf(op)) {
      MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&ops);
      hadMemory = hadMemory && slot;
      if (slot)
        *slot = nested;
    }
  }
  for (size_t i = hadMemory ? ops.size : 0; i-- > 0;)
    destroyCopy(ops.data[i]);
  FUSELAGE_ARRAY_FREE(&ops);
  mlirOperationDestroy(op);
}

/// Moves the body of one copy of the loop to the end of that of another. What
/// does not depend on the trip is the same value in both.
static void appendTrip(const FuselageHostLoop *hostLoop, MlirOperation first,
                       MlirOperation second, MlirValue trip) {
  MlirBlock from = bodyOf(second);
  MlirOperation end = mlirBlockGetTerminator(bodyOf(first));
  MlirOperation last = mlirBlockGetTerminator(from);
  MlirOperation twin = mlirBlockGetFirstOperation(bodyOf(first));
  MlirOperation op = mlirBlockGetFirstOperation(from);
  FUSELAGE_FOR_EACH_OPERATION (original, hostLoop->body) {
    if (!fuselageHostLoopVaries(hostLoop, original))
      for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
        mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, i),
                                      mlirOperationGetResult(twin, i));
    op = mlirOperationGetNextInBlock(op);
    twin = mlirOperationGetNextInBlock(twin);
  }
  while (!mlirOperationEqual(mlirBlockGetFirstOperation(from), last))
    mlirOperationMoveBefore(mlirBlockGetFirstOperation(from), end);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(from, 0), trip);
  mlirOperationDestroy(second);
}

/// Builds the two trips before the loop. Those of any numbers come from a loop
/// over the later trip, around a loop over the trips before it. Otherwise they
/// are the first two trips.
static TwoTrips buildTwoTrips(const FuselageHostLoop *hostLoop, bool areFirst) {
  MlirValue laterTrip;
  FuselageOpBuilder around = buildAround(hostLoop, &laterTrip);
  MlirOperation first = insertCopy(hostLoop, &around);
  MlirOperation second = insertCopy(hostLoop, &around);
  TwoTrips trips = {.around = mlirOperationGetParentOperation(first),
                    .earlier = launchIn(bodyOf(first)),
                    .later = launchIn(bodyOf(second))};
  if (areFirst) {
    FuselageOpBuilder before = fuselageOpBuilderBefore(first);
    laterTrip = fuselageBuildBinary(&before, FUSELAGE_OP_ARITH_ADDI,
                                    hostLoop->lower, hostLoop->step);
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(bodyOf(first), 0),
                                  hostLoop->lower);
  } else {
    mlirOperationSetOperand(first, 1, laterTrip);
  }
  appendTrip(hostLoop, first, second, laterTrip);
  return trips;
}

//===----------------------------------------------------------------------===//
// The operations of a copy
//===----------------------------------------------------------------------===//

typedef struct Search {
  MlirOperation target, found;
  size_t number;
} Search;

static MlirWalkResult count(MlirOperation op, void *userData) {
  Search *search = userData;
  if (mlirOperationEqual(op, search->target))
    return MlirWalkResultInterrupt;
  ++search->number;
  return MlirWalkResultAdvance;
}

static MlirWalkResult find(MlirOperation op, void *userData) {
  Search *search = userData;
  search->found = op;
  return search->number-- == 0 ? MlirWalkResultInterrupt
                               : MlirWalkResultAdvance;
}

/// The operation of the launch that is `op` in a copy of it.
static MlirOperation originalOf(MlirOperation op, MlirOperation copy,
                                MlirOperation launch) {
  Search search = {.target = op, .found = launch};
  if (mlirOperationIsNull(op) || !fuselageOperationIsWithin(op, copy))
    return launch;
  mlirOperationWalk(copy, count, &search, MlirWalkPreOrder);
  mlirOperationWalk(launch, find, &search, MlirWalkPreOrder);
  return search.found;
}

/// The obstacle between two trips, without the copies.
static FuselageObstacle translate(const FuselageObstacle *obstacle,
                                  const TwoTrips *trips, MlirOperation launch) {
  FuselageObstacle result = *obstacle;
  result.earlierOp = originalOf(obstacle->earlierOp, trips->earlier, launch);
  result.laterOp = originalOf(obstacle->laterOp, trips->later, launch);
  if (!mlirValueIsNull(result.buffer) &&
      fuselageValueIsDefinedInside(result.buffer, trips->around)) {
    result.buffer = (MlirValue){NULL};
    result.witness.isPresent = false;
  }
  if (!mlirValueIsNull(result.earlierBuffer) &&
      fuselageValueIsDefinedInside(result.earlierBuffer, trips->around))
    result.earlierBuffer = (MlirValue){NULL};
  return result;
}

//===----------------------------------------------------------------------===//
// Verdicts
//===----------------------------------------------------------------------===//

static FuselageAnalysisOptions analysisOptions(const Sinker *sinker) {
  return (FuselageAnalysisOptions){
      .assumeNoaliasArgs = sinker->options->assumeNoaliasArgs,
      .maxParameterBytes = sinker->options->maxParameterBytes};
}

static bool compareTrips(const Sinker *sinker, const FuselageHostLoop *hostLoop,
                         bool areFirst, Verdict *verdict) {
  FuselageAnalysisOptions options = analysisOptions(sinker);
  TwoTrips trips = buildTwoTrips(hostLoop, areFirst);
  FuselageAnalysis analysis =
      fuselageAnalysisCreateSharing(trips.around, &options, sinker->answers);
  bool hadMemory = !fuselageAnalysisIsNull(analysis);
  if (hadMemory) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
    *verdict = (Verdict){
        .isLegal = run.earliestPeer[1] == 0,
        .needsBarrier = run.barrierPeer[1] == 0,
        .obstacle = translate(&run.obstacles[1], &trips, hostLoop->launch)};
    fuselageAnalysisDestroy(analysis);
  }
  destroyCopy(trips.around);
  return hadMemory;
}

/// Trips with numbers make a better witness than trips of which it is known
/// only that one is before the other.
static bool nameTrips(const Sinker *sinker, const FuselageHostLoop *hostLoop,
                      Verdict *verdict) {
  Verdict first;
  if (!compareTrips(sinker, hostLoop, true, &first))
    return false;
  if (first.isLegal || !fuselageReasonIsBetweenBlocks(first.obstacle.reason))
    return true;
  verdict->obstacle = first.obstacle;
  verdict->obstacle.witness.earlierTrip = 1;
  verdict->obstacle.witness.laterTrip = 2;
  return true;
}

static bool addLoop(FuselageHeldLoops *held, MlirOperation loop,
                    const FuselageHeldLoop *entry) {
  FuselageHeldLoop *slot = FUSELAGE_ARRAY_APPEND(&held->loops);
  if (!slot)
    return false;
  *slot = *entry;
  return fuselagePointerMapInsert(&held->numbers, loop.ptr,
                                  (uint32_t)(held->loops.size - 1));
}

/// Whether a loop was held when it was examined: nothing but what is between
/// its trips counts, as other problems go with the clean-up.
static bool wasHeld(const FuselageHeldLoops *held, MlirOperation loop) {
  uint32_t number = fuselagePointerMapLookup(&held->numbers, loop.ptr);
  return number != FUSELAGE_POINTER_NOT_FOUND &&
         held->loops.data[number].obstacle.reason != FUSELAGE_REASON_NONE;
}

/// Memory of the block that a launch comes with is new in every trip. In the
/// loop it is not: one trip must not write what another still reads.
static bool sharesWorkgroupMemory(MlirOperation launch) {
  return fuselageLaunchGetWorkgroupBytes(launch) != 0;
}

/// The bytes of device memory that the launch needs with all trips.
static bool measure(const FuselageHostLoop *hostLoop,
                    const FuselageAnalysisOptions *options, uint64_t *bytes) {
  MlirValue trip;
  FuselageOpBuilder around = buildAround(hostLoop, &trip);
  MlirOperation copy = insertCopy(hostLoop, &around);
  MlirOperation root = mlirOperationGetParentOperation(copy);
  FuselageHostLoop copied = {.numLaunches = 0};
  bool hadMemory = fuselageHostLoopRead(&copied, copy);
  if (hadMemory)
    fuselageHostLoopSink(&copied, false);
  fuselageHostLoopFree(&copied);
  FuselageAnalysis analysis = fuselageAnalysisCreate(root, options);
  hadMemory = hadMemory && !fuselageAnalysisIsNull(analysis);
  if (hadMemory) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
    *bytes =
        fuselageByteCountAdd(fuselageByteCountAdd(run.externalInputBytes[0],
                                                  run.stages[0].outputBytes),
                             run.stages[0].scratchBytes);
  }
  fuselageAnalysisDestroy(analysis);
  destroyCopy(root);
  return hadMemory;
}

/// Asks what lets all trips run in one launch, but for their order.
static bool checkRoom(const Sinker *sinker, const FuselageHostLoop *hostLoop,
                      FuselageHeldLoop *entry) {
  FuselageAnalysisOptions options = analysisOptions(sinker);
  uint64_t bytes = 0;
  if (!fuselageHostLoopHasRoom(
          hostLoop, fuselageParameterLimit(options.maxParameterBytes)))
    *entry = (FuselageHeldLoop){
        .text = "the kernel has no room for its bounds",
        .suggestion = "give the kernel fewer parameters, or raise "
                      "max-parameter-bytes"};
  else if (sinker->options->maxGroupBytes != UINT64_MAX &&
           !measure(hostLoop, &options, &bytes))
    return false;
  if (bytes > sinker->options->maxGroupBytes)
    *entry = (FuselageHeldLoop){
        .text = "all trips together need more device memory than the budget "
                "allows",
        .suggestion = "raise max-group-bytes"};
  return true;
}

/// True for a loop that runs at most one trip.
static bool hasOneTrip(const FuselageHostLoop *hostLoop) {
  return fuselageHostLoopGetTrips(hostLoop->loop) <= 1;
}

/// Asks whether the trips keep their order.
static bool checkTrips(Sinker *sinker, const FuselageHostLoop *hostLoop,
                       Verdict *verdict, FuselageHeldLoop *entry) {
  *verdict = (Verdict){.isLegal = true};
  if (hasOneTrip(hostLoop))
    return true;
  if (sinker->numGivenUp == maxGivenUp) {
    entry->obstacle.reason = FUSELAGE_REASON_TOO_COMPLEX;
    return true;
  }
  if (!compareTrips(sinker, hostLoop, false, verdict))
    return false;
  if (verdict->isLegal)
    return true;
  if (verdict->obstacle.reason == FUSELAGE_REASON_TOO_COMPLEX)
    ++sinker->numGivenUp;
  if (sinker->examined &&
      fuselageReasonIsBetweenBlocks(verdict->obstacle.reason) &&
      !nameTrips(sinker, hostLoop, verdict))
    return false;
  entry->obstacle = verdict->obstacle;
  return true;
}

static bool visitLoop(Sinker *sinker, FuselageHostLoop *hostLoop) {
  FuselageHeldLoop entry = {.text = NULL};
  Verdict verdict = {.isLegal = false};
  if (hostLoop->problem) {
    entry.text = hostLoop->problem->text;
    entry.suggestion = hostLoop->problem->suggestion;
    sinker->counts.withMemory += hostLoop->isMemoryAll;
  } else if (!checkRoom(sinker, hostLoop, &entry) ||
             (!entry.text && !checkTrips(sinker, hostLoop, &verdict, &entry))) {
    return false;
  }
  bool isLegal = !entry.text && entry.obstacle.reason == FUSELAGE_REASON_NONE;
  sinker->counts.sinkable += isLegal;
  if (sinker->examined)
    return addLoop(sinker->examined, hostLoop->loop, &entry);
  if (!isLegal)
    return true;
  sinker->callback(hostLoop->loop, hostLoop->launch, sinker->userData);
  fuselageHostLoopSink(hostLoop, verdict.needsBarrier ||
                                     sharesWorkgroupMemory(hostLoop->launch));
  return true;
}

static bool visitFor(Sinker *sinker, MlirOperation loop) {
  FuselageHostLoop hostLoop = {.numLaunches = 0};
  if (sinker->held && wasHeld(sinker->held, loop))
    return true;
  bool hadMemory = fuselageHostLoopRead(&hostLoop, loop);
  if (hadMemory && hostLoop.numLaunches == 1)
    hadMemory = visitLoop(sinker, &hostLoop);
  fuselageHostLoopFree(&hostLoop);
  return hadMemory;
}

/// Visits the loops in the regions of an operation, the inner ones first: an
/// outer loop may be around nothing but a launch then.
static bool visitLoopsIn(Sinker *sinker, MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return true;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i)) {
      for (MlirOperation nested = mlirBlockGetFirstOperation(block);
           !mlirOperationIsNull(nested);) {
        MlirOperation next = mlirOperationGetNextInBlock(nested);
        if (!visitLoopsIn(sinker, nested) ||
            (fuselageOperationIs(nested, FUSELAGE_OP_SCF_FOR) &&
             !visitFor(sinker, nested)))
          return false;
        nested = next;
      }
    }
  }
  return true;
}

static bool visitLoopsUnder(Sinker *sinker, MlirOperation root) {
  return !fuselageOpBuilderLoadDialects(mlirOperationGetContext(root)) ||
         visitLoopsIn(sinker, root);
}

bool fuselageExamineLoops(MlirOperation root,
                          const FuselageFusionOptions *options,
                          FuselageConflictAnswers *answers,
                          FuselageHeldLoops *held, FuselageLoopCounts *counts) {
  Sinker sinker = {.options = options, .examined = held, .answers = answers};
  bool hadMemory = visitLoopsUnder(&sinker, root);
  *counts = sinker.counts;
  return hadMemory;
}

bool fuselageRunFillsLoop(const FuselageRun *run) {
  FuselageHostLoop hostLoop = {.numLaunches = 0};
  MlirOperation parent = mlirBlockGetParentOperation(run->block);
  bool fills = fuselageOperationIs(parent, FUSELAGE_OP_SCF_FOR) &&
               fuselageHostLoopRead(&hostLoop, parent) &&
               (!hostLoop.problem || hostLoop.isMemoryAll) &&
               hostLoop.numLaunches == run->numStages;
  fuselageHostLoopFree(&hostLoop);
  return fills;
}

bool fuselageSinkLoops(MlirOperation root, const FuselageFusionOptions *options,
                       const FuselageHeldLoops *held,
                       FuselageConflictAnswers *answers,
                       FuselageSunkLoopCallback callback, void *userData) {
  Sinker sinker = {.options = options,
                   .held = held,
                   .answers = answers,
                   .callback = callback,
                   .userData = userData};
  return visitLoopsUnder(&sinker, root);
}
