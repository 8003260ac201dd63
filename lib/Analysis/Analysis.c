//===- Analysis.c - Stage records of the launches of an operation ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

#include "Analysis/Dependence/Dependence.h"
#include "Analysis/Dependence/LaunchOrder.h"
#include "Analysis/Host/HostOps.h"
#include "Analysis/Host/HostSeams.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Stage/Footprint.h"
#include "Analysis/Stage/LayoutHash.h"
#include "Analysis/Stage/ResourceLimits.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/OutOfMemory.h"

#include <stdlib.h>

/// The launches of a block. They are consecutive in the model.
typedef struct Run {
  MlirBlock block;
  size_t firstLaunch, numLaunches;
  uint64_t trips;
} Run;

/// The object of the handle: the model that was read, and the input of the
/// planner in the order of the model's launches.
typedef struct Analysis {
  FuselageModel model;
  FuselageDependenceTracker dependences;
  FuselageResourceTracker resources;
  FuselageWrittenBuffers written;
  FuselageHostAccesses hostAccesses;
  FUSELAGE_ARRAY(Run) runs;
  FUSELAGE_ARRAY(FuselageStage) stages;
  FUSELAGE_ARRAY(size_t) earliestPeers;
  FUSELAGE_ARRAY(size_t) barrierPeers;
  FUSELAGE_ARRAY(uint64_t) externalInputBytes;
  FUSELAGE_ARRAY(MlirOperation) launches;
  FUSELAGE_ARRAY(FuselageObstacle) obstacles;
  FuselageHostSeams hostSeams;
} Analysis;

static Analysis *unwrap(FuselageAnalysis analysis) { return analysis.ptr; }

static void destroy(Analysis *analysis) {
  fuselageModelFree(&analysis->model);
  fuselageDependenceTrackerFree(&analysis->dependences);
  fuselageResourceTrackerFree(&analysis->resources);
  FUSELAGE_ARRAY_FREE(&analysis->written);
  FUSELAGE_ARRAY_FREE(&analysis->hostAccesses);
  FUSELAGE_ARRAY_FREE(&analysis->runs);
  FUSELAGE_ARRAY_FREE(&analysis->stages);
  FUSELAGE_ARRAY_FREE(&analysis->earliestPeers);
  FUSELAGE_ARRAY_FREE(&analysis->barrierPeers);
  FUSELAGE_ARRAY_FREE(&analysis->externalInputBytes);
  FUSELAGE_ARRAY_FREE(&analysis->launches);
  FUSELAGE_ARRAY_FREE(&analysis->obstacles);
  FUSELAGE_ARRAY_FREE(&analysis->hostSeams);
  free(analysis);
}

//===----------------------------------------------------------------------===//
// One launch
//===----------------------------------------------------------------------===//

/// A launch before its accesses are compared.
typedef struct Place {
  Run *run;
  size_t launch;
  /// The first host operation since the previous launch that must stay after
  /// that launch; null if none must.
  MlirOperation hostOp;
  /// `movableHostOp` stands between the previous launch and this one, and can
  /// move up at most to before launch number `hostFloor`. Null if no operation
  /// is bounded.
  size_t hostFloor;
  MlirOperation movableHostOp;
} Place;

/// Why two neighbours could not share a launch even if they touched no memory.
static FuselageObstacle obstacleOfForms(const FuselageLaunch *earlier,
                                        const FuselageLaunch *later) {
  FuselageObstacle obstacle = {.earlierOp = earlier->op, .laterOp = later->op};
  if (later->obstacle != FUSELAGE_REASON_NONE) {
    obstacle.reason = later->obstacle;
    obstacle.laterOp = later->obstacleOp;
  } else if (earlier->obstacle != FUSELAGE_REASON_NONE) {
    obstacle.reason = earlier->obstacle;
    obstacle.earlierOp = earlier->obstacleOp;
  } else if (!fuselageIterationSpacesHaveSameGrid(&earlier->space,
                                                  &later->space)) {
    obstacle.reason = FUSELAGE_REASON_DIFFERENT_GRID;
  } else if (!fuselageIterationSpacesHaveSameBlock(&earlier->space,
                                                   &later->space)) {
    obstacle.reason = FUSELAGE_REASON_DIFFERENT_BLOCK;
  } else if (!fuselageLaunchesHaveSameClusters(earlier, later)) {
    obstacle.reason = FUSELAGE_REASON_DIFFERENT_CLUSTER;
  } else if (!fuselageLaunchesHaveSameTarget(earlier, later)) {
    obstacle.reason = FUSELAGE_REASON_DIFFERENT_TARGET;
  } else if (earlier->form.isAsync != later->form.isAsync) {
    obstacle.reason = FUSELAGE_REASON_ASYNC_MIX;
  }
  return obstacle;
}

/// Finds the earlier launches with which the launch at `place` may share a
/// launch. If it may not share one with a neighbour, it cannot share one with
/// launches before that neighbour: groups are consecutive.
static bool findPeers(Analysis *analysis, const Place *place,
                      FuselageDependences *dependences) {
  const FuselageLaunch *launches = analysis->model.launches.data;
  size_t launch = place->launch;
  bool isFirst = launch == place->run->firstLaunch;
  size_t floor = isFirst ? launch : analysis->earliestPeers.data[launch - 1];
  FuselageObstacle obstacle = {.reason = FUSELAGE_REASON_NONE};
  if (!isFirst && !mlirOperationIsNull(place->hostOp))
    obstacle =
        (FuselageObstacle){.reason = fuselageHostOpGetReason(place->hostOp),
                           .earlierOp = place->hostOp,
                           .laterOp = launches[launch].op};
  else if (!isFirst)
    obstacle = obstacleOfForms(&launches[launch - 1], &launches[launch]);
  if (obstacle.reason != FUSELAGE_REASON_NONE) {
    obstacle.earlierStage = launch - 1;
    floor = launch;
  } else if (!isFirst && place->hostFloor > floor) {
    obstacle = (FuselageObstacle){
        .reason = fuselageHostOpGetReason(place->movableHostOp),
        .earlierStage = place->hostFloor - 1,
        .earlierOp = place->movableHostOp,
        .laterOp = launches[launch].op};
    floor = place->hostFloor;
  }
  FuselageObstacle limit = {.reason = FUSELAGE_REASON_NONE};
  if (!fuselageResourceTrackerAddLaunch(&analysis->resources, &analysis->model,
                                        launch, floor, &floor, &limit))
    return false;
  if (limit.reason != FUSELAGE_REASON_NONE)
    obstacle = limit;
  if (!fuselageDependenceTrackerAddLaunch(
          &analysis->dependences, &analysis->model, launch, floor, dependences))
    return false;
  if (dependences->obstacle.reason == FUSELAGE_REASON_NONE)
    dependences->obstacle = obstacle;
  return true;
}

static bool appendRecord(Analysis *analysis, FuselageStage stage,
                         const FuselageDependences *dependences,
                         uint64_t externalInputBytes, MlirOperation launch) {
  FuselageStage *stageSlot = FUSELAGE_ARRAY_APPEND(&analysis->stages);
  size_t *peerSlot = FUSELAGE_ARRAY_APPEND(&analysis->earliestPeers);
  size_t *barrierSlot = FUSELAGE_ARRAY_APPEND(&analysis->barrierPeers);
  uint64_t *bytesSlot = FUSELAGE_ARRAY_APPEND(&analysis->externalInputBytes);
  MlirOperation *launchSlot = FUSELAGE_ARRAY_APPEND(&analysis->launches);
  FuselageObstacle *obstacleSlot = FUSELAGE_ARRAY_APPEND(&analysis->obstacles);
  if (!stageSlot || !peerSlot || !barrierSlot || !bytesSlot || !launchSlot ||
      !obstacleSlot)
    return false;
  *stageSlot = stage;
  *peerSlot = dependences->earliestPeer;
  *barrierSlot = dependences->barrierPeer;
  *bytesSlot = externalInputBytes;
  *launchSlot = launch;
  *obstacleSlot = dependences->obstacle;
  return true;
}

static bool addLaunch(Analysis *analysis, MlirOperation op, Place *place) {
  FuselageModel *model = &analysis->model;
  place->launch = model->launches.size;
  if (!fuselageModelAddLaunch(model, op))
    return false;
  ++place->run->numLaunches;

  FuselageDependences dependences;
  FuselageFootprint footprint;
  uint64_t layoutHash;
  const FuselageLaunch *launch = &model->launches.data[place->launch];
  if (!findPeers(analysis, place, &dependences) ||
      !fuselageLaunchReadLayoutHash(launch, &layoutHash) ||
      !fuselageLaunchGetFootprint(model, launch, (uint32_t)analysis->runs.size,
                                  &analysis->written, &footprint))
    return false;
  bool isFirst = place->launch == place->run->firstLaunch;
  FuselageStage stage = {.id = (uint32_t)place->launch + 1,
                         .layoutHash = layoutHash,
                         .inputBytes = footprint.inputBytes,
                         .outputBytes = footprint.outputBytes,
                         .scratchBytes = launch->scratchBytes,
                         .requiresHostMaterialization =
                             !isFirst && (!mlirOperationIsNull(place->hostOp) ||
                                          place->hostFloor == place->launch)};
  return appendRecord(analysis, stage, &dependences,
                      footprint.externalInputBytes, op);
}

//===----------------------------------------------------------------------===//
// All launches
//===----------------------------------------------------------------------===//

/// Notes a host operation between two launches. If the operation only reads and
/// writes memory, it may move up past each launch with which it has no
/// conflict.
static bool passHostOp(Analysis *analysis, MlirOperation op, Place *place) {
  if (!mlirOperationIsNull(place->hostOp) ||
      fuselageHostOpGetMotion(op) != FUSELAGE_HOST_STAYS)
    return true;
  FuselageHostAccessResult result = fuselageHostOpCollectAccesses(
      &analysis->model.buffers, op, &analysis->hostAccesses);
  if (result == FUSELAGE_HOST_ACCESS_UNKNOWN)
    place->hostOp = op;
  if (result != FUSELAGE_HOST_ACCESS_KNOWN)
    return result == FUSELAGE_HOST_ACCESS_UNKNOWN;
  size_t earliest;
  if (!fuselageDependenceTrackerFindHostPlace(
          &analysis->dependences, &analysis->model, &analysis->hostAccesses,
          place->run->firstLaunch, &earliest))
    return false;
  if (earliest > place->hostFloor) {
    place->hostFloor = earliest;
    place->movableHostOp = op;
  }
  return true;
}

static bool addToRun(Analysis *analysis, MlirOperation op, MlirBlock block,
                     Place *place) {
  if (!place->run) {
    place->run = FUSELAGE_ARRAY_APPEND(&analysis->runs);
    if (!place->run)
      return false;
    *place->run = (Run){.block = block,
                        .firstLaunch = analysis->model.launches.size,
                        .trips = fuselageLaunchGetTrips(op)};
  }
  if (!addLaunch(analysis, op, place))
    return false;
  *place = (Place){.run = place->run};
  return true;
}

/// Adds the launches directly in a block as a run, if there are any.
static bool addRun(Analysis *analysis, MlirBlock block) {
  Place place = {0};
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    bool isLaunch = fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH);
    if (isLaunch ? !addToRun(analysis, op, block, &place)
                 : place.run && !passHostOp(analysis, op, &place))
      return false;
  }
  return true;
}

/// A block comes before the blocks nested in it. The walk skips the bodies of
/// launches: device code has no launches.
static bool addRunsUnder(Analysis *analysis, MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return true;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i)) {
      if (!addRun(analysis, block))
        return false;
      FUSELAGE_FOR_EACH_OPERATION (nested, block)
        if (!addRunsUnder(analysis, nested))
          return false;
    }
  }
  return true;
}

/// The planner counts stages from the start of a run.
static void makeRelativeToRuns(Analysis *analysis) {
  for (size_t i = 0; i < analysis->runs.size; ++i) {
    const Run *run = &analysis->runs.data[i];
    for (size_t j = 0; j < run->numLaunches; ++j) {
      analysis->earliestPeers.data[run->firstLaunch + j] -= run->firstLaunch;
      size_t *barrierPeer = &analysis->barrierPeers.data[run->firstLaunch + j];
      if (*barrierPeer != FUSELAGE_NO_STAGE)
        *barrierPeer -= run->firstLaunch;
      FuselageObstacle *obstacle =
          &analysis->obstacles.data[run->firstLaunch + j];
      if (obstacle->reason != FUSELAGE_REASON_NONE)
        obstacle->earlierStage -= run->firstLaunch;
    }
  }
}

/// Null when memory is out.
static Analysis *create(MlirOperation root,
                        const FuselageAnalysisOptions *optionsOrNull,
                        FuselageConflictAnswers *answersOrNull) {
  Analysis *analysis = calloc(1, sizeof *analysis);
  if (!analysis)
    return NULL;
  analysis->dependences.conflicts.shared = answersOrNull;
  bool hasMemory =
      fuselageModelInit(&analysis->model, root,
                        optionsOrNull && optionsOrNull->assumeNoaliasArgs);
  analysis->resources.maxParameterBytes = fuselageParameterLimit(
      optionsOrNull ? optionsOrNull->maxParameterBytes : 0);
  if (hasMemory && addRunsUnder(analysis, root) &&
      fuselageHostSeamsCollect(&analysis->hostSeams, root,
                               analysis->launches.data,
                               analysis->launches.size)) {
    makeRelativeToRuns(analysis);
    return analysis;
  }
  destroy(analysis);
  return NULL;
}

/// A question that lack of memory left unanswered counts as a conflict. Such an
/// answer is safe, but too poor for a plan, so the analysis fails.
FuselageAnalysis
fuselageAnalysisCreateSharing(MlirOperation root,
                              const FuselageAnalysisOptions *optionsOrNull,
                              FuselageConflictAnswers *answers) {
  bool before = fuselageOutOfMemoryHappened();
  fuselageOutOfMemoryForget();
  Analysis *analysis = create(root, optionsOrNull, answers);
  if (analysis && fuselageOutOfMemoryHappened()) {
    destroy(analysis);
    analysis = NULL;
  }
  if (before)
    fuselageOutOfMemoryNote();
  return (FuselageAnalysis){analysis};
}

FuselageAnalysis
fuselageAnalysisCreate(MlirOperation root,
                       const FuselageAnalysisOptions *optionsOrNull) {
  return fuselageAnalysisCreateSharing(root, optionsOrNull, NULL);
}

void fuselageAnalysisDestroy(FuselageAnalysis analysis) {
  if (!fuselageAnalysisIsNull(analysis))
    destroy(unwrap(analysis));
}

size_t fuselageAnalysisGetNumRuns(FuselageAnalysis analysis) {
  return unwrap(analysis)->runs.size;
}

FuselageRun fuselageAnalysisGetRun(FuselageAnalysis analysis, size_t index) {
  const Analysis *a = unwrap(analysis);
  Run run = a->runs.data[index];
  return (FuselageRun){.block = run.block,
                       .numStages = run.numLaunches,
                       .stages = a->stages.data + run.firstLaunch,
                       .earliestPeer = a->earliestPeers.data + run.firstLaunch,
                       .barrierPeer = a->barrierPeers.data + run.firstLaunch,
                       .externalInputBytes =
                           a->externalInputBytes.data + run.firstLaunch,
                       .launches = a->launches.data + run.firstLaunch,
                       .obstacles = a->obstacles.data + run.firstLaunch,
                       .trips = run.trips};
}

const FuselageHostSeams *
fuselageAnalysisGetHostSeams(FuselageAnalysis analysis) {
  return &unwrap(analysis)->hostSeams;
}

bool fuselageAnalysisGetOrderGraph(FuselageAnalysis analysis, size_t run,
                                   FuselageOrderGraph *graph) {
  Analysis *a = unwrap(analysis);
  FuselageOrderSource source = {.model = &a->model,
                                .conflicts = &a->dependences.conflicts,
                                .block = a->runs.data[run].block,
                                .firstLaunch = a->runs.data[run].firstLaunch};
  return fuselageOrderGraphBuild(graph, &source);
}

void fuselageAnalysisForEachBufferUse(FuselageAnalysis analysis, size_t run,
                                      FuselageBufferUseCallback callback,
                                      void *userData) {
  const Analysis *a = unwrap(analysis);
  Run found = a->runs.data[run];
  for (size_t i = 0; i < found.numLaunches; ++i)
    fuselageLaunchForEachBufferUse(
        &a->model, &a->model.launches.data[found.firstLaunch + i], i, callback,
        userData);
}
