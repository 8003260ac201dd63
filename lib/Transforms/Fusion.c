//===- Fusion.c - Launch fusion in steps ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"

#include "Analysis/Dependence/Conflict.h"
#include "Analysis/Stage/ResourceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Support/Bounds.h"
#include "Support/OutOfMemory.h"
#include "Transforms/Arrange/Arrangement.h"
#include "Transforms/Arrange/ReportShapes.h"
#include "Transforms/Arrange/SinkLoops.h"
#include "Transforms/Body/WorkgroupAllocations.h"
#include "Transforms/Measure/ResourceCheck.h"
#include "Transforms/Merge/FuseLaunches.h"
#include "Transforms/Plan/GivenPlan.h"
#include "Transforms/Report/FusionRemarks.h"
#include "Transforms/Report/HostSeamText.h"
#include "Transforms/Report/ShapeRemarks.h"
#include "Transforms/Shape/Reblock.h"

#include "fuselage-c/Loops.h"
#include "fuselage-c/TimeModel.h"

#include "mlir-c/Diagnostics.h"

#include <stdlib.h>

/// What the handle stands for.
typedef struct Fusion {
  MlirOperation root;
  FuselageFusionOptions options; ///< where blocks always have a size
  bool reblocks;
  FuselageJournal journal;
  FuselagePlannedFusion planned;
  FuselageHeldLoops loops;
  /// About the trips of loops.
  FuselageConflictAnswers answers;
  FuselageLoopCounts loopCounts;
  /// About launches that are being reblocked.
  FuselageShapeRemarks shapeRemarks;
  /// Nothing has been cleaned up yet.
  bool isFirstRound;
  bool isApplied;
} Fusion;

static Fusion *unwrap(FuselageFusion fusion) { return fusion.ptr; }

FuselageFusionOptions fuselageFusionOptionsGetDefault(void) {
  return (FuselageFusionOptions){.maxGroupBytes = UINT64_MAX,
                                 .objective = FUSELAGE_OBJECTIVE_GREEDY,
                                 .absorbCopies = true,
                                 .reshape = true,
                                 .blockSize = 256,
                                 .sinkLoops = true,
                                 .overBudget = FUSELAGE_OVER_BUDGET_ERROR};
}

static void reportOutOfMemory(MlirOperation root) {
  mlirEmitError(mlirOperationGetLocation(root),
                "out of memory while fusing launches");
}

/// A block size is the same thing where loops become launches. 0 leaves blocks
/// as they are where launches do not fuse.
static bool checkOptions(MlirOperation root,
                         const FuselageFusionOptions *options) {
  FuselageLoopOptions blocks = {.blockSize = options->blockSize};
  const char *problem = options->reshape && options->blockSize != 0
                            ? fuselageLoopOptionsVerify(&blocks)
                            : NULL;
  char unknown[128];
  if (!problem && options->device && !fuselageDeviceFind(options->device)) {
    fuselageDevicePrintUnknown(options->device, unknown, sizeof unknown);
    problem = unknown;
  }
  if (problem)
    mlirEmitError(mlirOperationGetLocation(root), problem);
  return !problem;
}

/// A fusion as the planner wants it; null after an error.
static Fusion *create(MlirOperation root,
                      const FuselageFusionOptions *options) {
  if (!checkOptions(root, options))
    return NULL;
  Fusion *fusion = malloc(sizeof *fusion);
  if (!fusion) {
    reportOutOfMemory(root);
    return NULL;
  }
  *fusion = (Fusion){.root = root,
                     .options = *options,
                     .isFirstRound = true,
                     .reblocks = options->reshape && options->blockSize != 0};
  if (options->blockSize == 0)
    fusion->options.blockSize = fuselageFusionOptionsGetDefault().blockSize;
  if (!fuselagePromoteWorkgroupAllocations(root)) {
    reportOutOfMemory(root);
    free(fusion);
    return NULL;
  }
  if (mlirLogicalResultIsFailure(fuselageArrangeAndPlan(
          root, &fusion->options, &fusion->journal, &fusion->planned))) {
    free(fusion);
    return NULL;
  }
  if (options->sinkLoops &&
      !fuselageExamineLoops(root, &fusion->options, &fusion->answers,
                            &fusion->loops, &fusion->loopCounts))
    fuselageOutOfMemoryNote();
  return fusion;
}

/// What was planned with a launch in each group need not have one when it is
/// split.
static bool separateCopies(const Fusion *fusion, FuselageFusionPlan *plan) {
  if (fuselageArrangementSeparateCopies(&fusion->journal,
                                        fusion->planned.analysis, plan))
    return true;
  reportOutOfMemory(fusion->root);
  return false;
}

/// Steps that did less without memory say nothing themselves.
static bool hadMemory(MlirOperation root) {
  if (!fuselageOutOfMemoryHappened())
    return true;
  reportOutOfMemory(root);
  return false;
}

FuselageFusion fuselageFusionCreate(MlirOperation root,
                                    const FuselageFusionOptions *options) {
  fuselageOutOfMemoryForget();
  Fusion *fusion = create(root, options);
  if (!fusion)
    return (FuselageFusion){NULL};
  if (mlirLogicalResultIsSuccess(fuselageResourceCheckRefine(
          &fusion->planned.plan, fusion->planned.analysis, options)) &&
      separateCopies(fusion, &fusion->planned.plan) && hadMemory(root))
    return (FuselageFusion){fusion};
  fuselageFusionDestroy((FuselageFusion){fusion});
  return (FuselageFusion){NULL};
}

FuselageFusion fuselageFusionCreateWithGroups(
    MlirOperation root, const FuselageFusionOptions *options,
    const FuselageGivenGroup *groups, size_t numGroups) {
  FuselageFusion handle = {create(root, options)};
  if (fuselageFusionIsNull(handle) ||
      mlirLogicalResultIsSuccess(
          fuselageFusionSetGroups(handle, groups, numGroups)))
    return handle;
  fuselageFusionDestroy(handle);
  return (FuselageFusion){NULL};
}

/// True if the groups of both plans are the same stages.
static bool haveEqualGroups(const FuselageFusionPlan *a,
                            const FuselageFusionPlan *b) {
  if (a->groups.size != b->groups.size)
    return false;
  for (size_t i = 0; i < a->groups.size; ++i) {
    const FuselagePlannedGroup *x = &a->groups.data[i];
    const FuselagePlannedGroup *y = &b->groups.data[i];
    if (x->run != y->run || x->group.firstStage != y->group.firstStage ||
        x->group.numStages != y->group.numStages)
      return false;
  }
  return true;
}

/// The groups that there are anyway are as good as none: what comes after them
/// comes then too.
MlirLogicalResult fuselageFusionSetGroups(FuselageFusion fusion,
                                          const FuselageGivenGroup *groups,
                                          size_t numGroups) {
  Fusion *storage = unwrap(fusion);
  FuselageFusionPlan plan = {0};
  if (mlirLogicalResultIsFailure(fuselageFusionPlanCheckGroups(
          &plan, storage->root, storage->planned.analysis, &storage->options,
          groups, numGroups)) ||
      !separateCopies(storage, &plan)) {
    fuselageFusionPlanFree(&plan);
    return mlirLogicalResultFailure();
  }
  if (haveEqualGroups(&storage->planned.plan, &plan)) {
    fuselageFusionPlanFree(&plan);
    return mlirLogicalResultSuccess();
  }
  fuselageFusionPlanFree(&storage->planned.plan);
  storage->planned.plan = plan;
  storage->loops.areAllLeft = true;
  return mlirLogicalResultSuccess();
}

void fuselageFusionDestroy(FuselageFusion fusion) {
  Fusion *storage = unwrap(fusion);
  if (!storage)
    return;
  fuselagePlannedFusionFree(&storage->planned);
  if (!storage->isApplied)
    fuselageJournalUndo(&storage->journal);
  fuselageJournalFree(&storage->journal);
  fuselageHeldLoopsFree(&storage->loops);
  fuselageConflictAnswersFree(&storage->answers);
  free(storage);
}

FuselageAnalysis fuselageFusionGetAnalysis(FuselageFusion fusion) {
  return unwrap(fusion)->planned.analysis;
}

bool fuselageFusionIsCopy(FuselageFusion fusion, size_t run, size_t stage) {
  const Fusion *storage = unwrap(fusion);
  FuselageRun inRun = fuselageAnalysisGetRun(storage->planned.analysis, run);
  return fuselageJournalFindReplacement(&storage->journal,
                                        inRun.launches[stage]) != NULL;
}

void fuselageFusionGetSizes(FuselageFusion fusion, size_t run, size_t stage,
                            int64_t sizes[6]) {
  const Fusion *storage = unwrap(fusion);
  MlirOperation launch =
      fuselageAnalysisGetRun(storage->planned.analysis, run).launches[stage];
  launch = fuselageJournalGetUnshaped(&storage->journal, launch);
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &sizes[id]))
      sizes[id] = -1;
}

bool fuselageFusionCountWork(FuselageFusion fusion, size_t run, size_t stage,
                             FuselageLaunchWork *work) {
  const Fusion *storage = unwrap(fusion);
  MlirOperation launch =
      fuselageAnalysisGetRun(storage->planned.analysis, run).launches[stage];
  return fuselageLaunchCountWork(
      fuselageJournalGetUnshaped(&storage->journal, launch), work);
}

size_t fuselageFusionGetNumGroups(FuselageFusion fusion) {
  return unwrap(fusion)->planned.plan.groups.size;
}

FuselagePlannedGroup fuselageFusionGetGroup(FuselageFusion fusion,
                                            size_t index) {
  return unwrap(fusion)->planned.plan.groups.data[index];
}

MlirLogicalResult fuselageFusionForEachRefusal(FuselageFusion fusion,
                                               FuselageRefusalCallback callback,
                                               void *userData) {
  fuselageOutOfMemoryForget();
  const Fusion *storage = unwrap(fusion);
  const FuselageFusionPlan *plan = &storage->planned.plan;
  const FuselagePlannedGroup *groups = plan->groups.data;
  FuselageSourceNames names = {0};
  size_t nextSeam = 0;
  for (size_t i = 0; i < plan->groups.size; ++i) {
    FuselageRun run =
        fuselageAnalysisGetRun(storage->planned.analysis, groups[i].run);
    fuselageDescribeHostSeams(storage->planned.analysis, &storage->loops, &run,
                              &groups[i].group, &nextSeam, &names, callback,
                              userData);
    if (groups[i].group.firstStage != 0)
      fuselageDescribeRefusal(&run, &groups[i - 1], &groups[i],
                              &storage->options, &names, callback, userData);
  }
  fuselageSourceNamesFree(&names);
  return hadMemory(storage->root) ? mlirLogicalResultSuccess()
                                  : mlirLogicalResultFailure();
}

static const FuselageDevice *deviceOf(const Fusion *fusion) {
  return fuselageDeviceFindOrDefault(fusion->options.device);
}

static void reportReblocked(MlirOperation launch, int64_t numBlocks,
                            int64_t numThreads, void *userData) {
  Fusion *fusion = userData;
  if (!fusion->options.omitRemarks)
    fuselageShapeRemarksAddReblocked(&fusion->shapeRemarks, launch, numBlocks,
                                     numThreads);
}

static void beginSpread(MlirOperation launch, void *userData) {
  Fusion *fusion = userData;
  if (!fusion->options.omitRemarks)
    fuselageShapeRemarksBegin(&fusion->shapeRemarks, launch);
}

static void reportSpread(MlirOperation launch, const FuselageSpreadNote *note,
                         void *userData) {
  Fusion *fusion = userData;
  if (!fusion->options.omitRemarks)
    fuselageShapeRemarksAddSpread(&fusion->shapeRemarks, launch, note->location,
                                  note->trips);
}

/// Launches of any shape fuse; what is left gets whole warps.
static void reblock(Fusion *fusion) {
  FuselageFusionOptions *options = &fusion->options;
  FuselageReblockOptions blocks = {
      .blockSize = options->blockSize,
      .maxParameterBytes = fuselageParameterLimit(options->maxParameterBytes),
      .assumeNoaliasArgs = options->assumeNoaliasArgs,
      .reblocked = reportReblocked,
      .beginSpread = beginSpread,
      .spread = reportSpread,
      .userData = fusion};
  if (fusion->reblocks && !fuselageReblock(fusion->root, &blocks))
    fuselageOutOfMemoryNote();
  fuselageShapeRemarksEmit(&fusion->shapeRemarks, deviceOf(fusion));
}

/// A given plan says nothing of loops: they stay with the host.
static bool mayChangeLoops(const Fusion *fusion) {
  return fusion->options.sinkLoops && !fusion->loops.areAllLeft;
}

static void reportSunk(MlirOperation loop, MlirOperation launch,
                       void *userData) {
  const Fusion *fusion = userData;
  if (!fusion->options.omitRemarks)
    fuselageEmitSunk(loop, launch, deviceOf(fusion));
}

/// The remarks come first, while every launch is where the user wrote it.
static MlirLogicalResult apply(Fusion *fusion, bool withMissedRemarks,
                               bool isLast, FuselageFusionSummary *summary) {
  FuselagePlannedFusion *planned = &fusion->planned;
  if (!fuselageFusionPlanLoadDialects(&planned->plan, fusion->root))
    return mlirLogicalResultFailure();
  fusion->isApplied = true;
  fuselageOutOfMemoryForget();
  fuselageEmitFusionRemarks(
      planned->plan.groups.data, planned->plan.groups.size, planned->analysis,
      &fusion->options, &fusion->loops, withMissedRemarks);
  if (!fusion->options.omitRemarks &&
      !fuselageReportShapes(mlirOperationGetContext(fusion->root),
                            &fusion->journal, planned, deviceOf(fusion)))
    fuselageOutOfMemoryNote();
  fuselageArrangementRestoreCopies(&fusion->journal, planned);
  fuselageArrangementRestoreIds(&fusion->journal, planned);
  fuselageJournalCommit(&fusion->journal);
  *summary = fuselageFusionPlanApply(&planned->plan, fusion->root,
                                     planned->analysis, &fusion->options);
  summary->absorbedCopies = planned->numAbsorbedCopies;
  summary->launchesBefore -= summary->absorbedCopies;
  // After the last round nothing would be told of the launch with the loop.
  if (!isLast && mayChangeLoops(fusion) &&
      !fuselageSinkLoops(fusion->root, &fusion->options, &fusion->loops,
                         &fusion->answers, reportSunk, fusion))
    fuselageOutOfMemoryNote();
  if (isLast)
    reblock(fusion);
  return hadMemory(fusion->root) ? mlirLogicalResultSuccess()
                                 : mlirLogicalResultFailure();
}

/// True if another round may fuse what this one fuses: launches that had too
/// many parameters have fewer once buffers between their parts are gone.
static bool mayFuseMoreParameters(const Fusion *fusion) {
  const FuselageFusionPlan *plan = &fusion->planned.plan;
  bool fuses = false, isLimited = false;
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run =
        fuselageAnalysisGetRun(fusion->planned.analysis, group->run);
    FuselageReason reason = run.obstacles[group->group.firstStage].reason;
    fuses = fuses || group->group.numStages > 1;
    isLimited = isLimited || (group->group.firstStage != 0 &&
                              reason == FUSELAGE_REASON_RESOURCE_LIMIT);
  }
  return fuses && isLimited;
}

/// True if a loop becomes a part of its launch, or may once the launches in it
/// are one.
static bool maySinkLoops(const Fusion *fusion) {
  const FuselageFusionPlan *plan = &fusion->planned.plan;
  if (!mayChangeLoops(fusion))
    return false;
  bool maySink = fusion->loopCounts.sinkable != 0 ||
                 (fusion->isFirstRound && fusion->loopCounts.withMemory != 0);
  for (size_t i = 0; i < plan->groups.size && !maySink; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run =
        fuselageAnalysisGetRun(fusion->planned.analysis, group->run);
    maySink = group->group.numStages > 1 &&
              group->group.numStages == run.numStages &&
              fuselageRunFillsLoop(&run);
  }
  return maySink;
}

static bool mayFuseAgain(const Fusion *fusion) {
  return !fusion->loops.areAllLeft &&
         (mayFuseMoreParameters(fusion) || maySinkLoops(fusion));
}

MlirLogicalResult fuselageFusionApply(FuselageFusion fusion,
                                      FuselageFusionSummary *summaryOrNull) {
  FuselageFusionSummary summary = {0};
  bool mayFuseMore = mayFuseAgain(unwrap(fusion));
  MlirLogicalResult result =
      apply(unwrap(fusion), true, !mayFuseMore, &summary);
  summary.mayFuseMore = mayFuseMore;
  if (mlirLogicalResultIsSuccess(result) && summaryOrNull)
    *summaryOrNull = summary;
  return result;
}

//===----------------------------------------------------------------------===//
// In one call
//===----------------------------------------------------------------------===//

static MlirLogicalResult reportTo(const FuselageFusionCallbacks *callbacks,
                                  FuselageFusion fusion, bool withRefusals) {
  for (size_t i = 0; callbacks->group && i < fuselageFusionGetNumGroups(fusion);
       ++i) {
    FuselagePlannedGroup group = fuselageFusionGetGroup(fusion, i);
    FuselageRun run =
        fuselageAnalysisGetRun(fuselageFusionGetAnalysis(fusion), group.run);
    if (group.group.numStages > 1)
      callbacks->group(&group, &run, callbacks->userData);
  }
  if (!callbacks->refusal || !withRefusals)
    return mlirLogicalResultSuccess();
  return fuselageFusionForEachRefusal(fusion, callbacks->refusal,
                                      callbacks->userData);
}

static void addRound(FuselageFusionSummary *total, bool isFirst,
                     const FuselageFusionSummary *added) {
  if (isFirst)
    total->launchesBefore = added->launchesBefore;
  total->launchesAfter = added->launchesAfter;
  total->absorbedCopies += added->absorbedCopies;
  total->avoidedIntermediateBytes += added->avoidedIntermediateBytes;
}

/// Fuses once. Stores whether it is worth while to do so again; what stays
/// apart is told of in the last round.
static MlirLogicalResult
fuseOnce(MlirOperation root, const FuselageFusionOptions *options,
         bool isFirstRound, const FuselageFusionCallbacks *callbacksOrNull,
         FuselageFusionSummary *summary, bool *goesOn) {
  FuselageFusion handle = fuselageFusionCreate(root, options);
  if (fuselageFusionIsNull(handle))
    return mlirLogicalResultFailure();
  Fusion *fusion = unwrap(handle);
  fusion->isFirstRound = isFirstRound;
  *goesOn = *goesOn && mayFuseAgain(fusion);
  MlirLogicalResult result = mlirLogicalResultSuccess();
  if (callbacksOrNull)
    result = reportTo(callbacksOrNull, handle, !*goesOn);
  if (mlirLogicalResultIsSuccess(result))
    result = apply(fusion, !*goesOn, !*goesOn, summary);
  fuselageFusionDestroy(handle);
  return result;
}

/// The only place that knows of rounds. What was fused within the budget in a
/// round is no error in the next, however it is counted then.
static MlirLogicalResult
fuseInRounds(MlirOperation root, const FuselageFusionOptions *options,
             size_t firstRound, const FuselageFusionCallbacks *callbacksOrNull,
             FuselageFusionSummary *summaryOrNull) {
  enum { maxRounds = FUSELAGE_BOUND(8, 2) };
  FuselageFusionOptions roundOptions = *options;
  FuselageFusionSummary total = {0};
  bool goesOn = true;
  for (size_t round = firstRound; goesOn; ++round) {
    FuselageFusionSummary summary = {0};
    if (round != 0)
      roundOptions.overBudget = FUSELAGE_OVER_BUDGET_SKIP;
    goesOn = round + 1 < maxRounds;
    if (mlirLogicalResultIsFailure(fuseOnce(root, &roundOptions, round == 0,
                                            callbacksOrNull, &summary,
                                            &goesOn)))
      return mlirLogicalResultFailure();
    addRound(&total, round == firstRound, &summary);
  }
  if (summaryOrNull)
    *summaryOrNull = total;
  return mlirLogicalResultSuccess();
}

MlirLogicalResult fuselageFuse(MlirOperation root,
                               const FuselageFusionOptions *options,
                               const FuselageFusionCallbacks *callbacksOrNull,
                               FuselageFusionSummary *summaryOrNull) {
  return fuseInRounds(root, options, 0, callbacksOrNull, summaryOrNull);
}

MlirLogicalResult
fuselageFuseFurther(MlirOperation root, const FuselageFusionOptions *options,
                    const FuselageFusionCallbacks *callbacksOrNull,
                    FuselageFusionSummary *summaryOrNull) {
  return fuseInRounds(root, options, 1, callbacksOrNull, summaryOrNull);
}

MlirLogicalResult fuselageFuseLaunches(MlirOperation root,
                                       const FuselageFusionOptions *options,
                                       FuselageFusionSummary *summaryOrNull) {
  return fuselageFuse(root, options, NULL, summaryOrNull);
}
