//===- Arrangement.c - Launches made ready for fusion ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/Arrangement.h"

#include "IR/ByteCount.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "Support/PointerMap.h"
#include "Transforms/Arrange/AbsorbCopies.h"
#include "Transforms/Arrange/PermuteIds.h"
#include "Transforms/Arrange/ReorderLaunches.h"
#include "Transforms/Arrange/ReshapeLaunches.h"

#include "fuselage-c/TimeModel.h"

#include "mlir-c/Diagnostics.h"

/// What arranging is about.
typedef struct Arranging {
  MlirOperation root;
  const FuselageFusionOptions *options;
  FuselageJournal *journal;
} Arranging;

static MlirLogicalResult failOutOfMemory(MlirOperation root) {
  mlirEmitError(mlirOperationGetLocation(root),
                "out of memory while arranging launches");
  return mlirLogicalResultFailure();
}

//===----------------------------------------------------------------------===//
// Copies and ids
//===----------------------------------------------------------------------===//

static bool holdsLaunch(MlirBlock block) {
  FUSELAGE_FOR_EACH_OPERATION (op, block)
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
      return true;
  return false;
}

static bool prepareBlock(const Arranging *arranging, MlirBlock block) {
  FuselageJournal *journal = arranging->journal;
  if (arranging->options->absorbCopies &&
      !fuselageAbsorbCopies(arranging->root, block, arranging->options,
                            journal))
    return false;
  return fuselagePermuteIds(block, journal);
}

static bool prepareBlocksUnder(const Arranging *arranging, MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return true;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i)) {
      if (holdsLaunch(block) && !prepareBlock(arranging, block))
        return false;
      FUSELAGE_FOR_EACH_OPERATION (nested, block)
        if (!prepareBlocksUnder(arranging, nested))
          return false;
    }
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// What the plan for one block comes to.
typedef struct BlockCost {
  size_t launches;
  uint64_t avoidedBytes;
  /// Zero where no objective reads times.
  double savedPicoseconds;
} BlockCost;

typedef struct BlockCosts {
  FuselagePointerMap numbers; ///< From blocks to costs.
  FUSELAGE_ARRAY(BlockCost) costs;
} BlockCosts;

static void freeCosts(BlockCosts *costs) {
  fuselagePointerMapFree(&costs->numbers);
  FUSELAGE_ARRAY_FREE(&costs->costs);
}

static double savedBy(const FuselageRun *run, const FuselageGroup *group,
                      const FuselageFusionOptions *options) {
  const FuselageDevice *device = fuselageDeviceFindOrDefault(options->device);
  double saved = 0;
  if (options->objective == FUSELAGE_OBJECTIVE_GREEDY)
    return saved;
  for (size_t i = 1; i < group->numStages; ++i)
    saved += (double)fuselageRunGetJoinPicoseconds(run, group->firstStage + i,
                                                   device);
  return saved;
}

/// The runs of an analysis are of different blocks.
static bool readCosts(const FuselagePlannedFusion *planned,
                      const FuselageFusionOptions *options, BlockCosts *costs) {
  size_t numRuns = fuselageAnalysisGetNumRuns(planned->analysis);
  for (size_t i = 0; i < numRuns; ++i) {
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, i);
    BlockCost *slot = FUSELAGE_ARRAY_APPEND(&costs->costs);
    if (!slot ||
        !fuselagePointerMapInsert(&costs->numbers, run.block.ptr, (uint32_t)i))
      return false;
    *slot = (BlockCost){0};
  }
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    if (group->run >= costs->costs.size)
      return false;
    BlockCost *cost = &costs->costs.data[group->run];
    ++cost->launches;
    cost->avoidedBytes += group->group.avoidedIntermediateBytes;
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    cost->savedPicoseconds += savedBy(&run, &group->group, options);
  }
  return true;
}

static BlockCost costOf(const BlockCosts *costs, MlirBlock block) {
  uint32_t number = fuselagePointerMapLookup(&costs->numbers, block.ptr);
  return number < costs->costs.size ? costs->costs.data[number]
                                    : (BlockCost){0};
}

/// In the order of the objective, as the planner compares plans.
static bool isBetter(BlockCost cost, BlockCost other,
                     FuselageObjective objective) {
  bool isFaster = cost.savedPicoseconds > other.savedPicoseconds;
  bool isAsFast = cost.savedPicoseconds == other.savedPicoseconds;
  if (objective == FUSELAGE_OBJECTIVE_TIME && !isAsFast)
    return isFaster;
  if (cost.launches != other.launches)
    return cost.launches < other.launches;
  return isAsFast ? cost.avoidedBytes > other.avoidedBytes : isFaster;
}

static bool moveLaunches(FuselageJournal *journal,
                         const FuselagePlannedFusion *planned) {
  size_t numRuns = fuselageAnalysisGetNumRuns(planned->analysis);
  for (size_t i = 0; i < numRuns; ++i)
    if (!fuselageReorderLaunches(planned->analysis, i, journal))
      return false;
  return true;
}

/// Puts the blocks back whose order is not better than before; returns how many
/// these are.
static size_t restoreOrders(FuselageJournal *journal, const BlockCosts *before,
                            const BlockCosts *after,
                            FuselageObjective objective) {
  size_t numRestored = 0;
  for (size_t i = 0; i < journal->changes.size; ++i) {
    FuselageChange *change = &journal->changes.data[i];
    if (change->kind != FUSELAGE_CHANGE_MOVED || change->isUndone ||
        isBetter(costOf(after, change->block), costOf(before, change->block),
                 objective))
      continue;
    fuselageJournalUndoChange(journal, change);
    ++numRestored;
  }
  return numRestored;
}

static MlirLogicalResult reorder(const Arranging *arranging,
                                 FuselagePlannedFusion *planned) {
  MlirOperation root = arranging->root;
  FuselageJournal *journal = arranging->journal;
  BlockCosts before = {0}, after = {0};
  bool succeeded = readCosts(planned, arranging->options, &before) &&
                   moveLaunches(journal, planned);
  MlirLogicalResult result =
      succeeded ? mlirLogicalResultSuccess() : failOutOfMemory(root);
  if (succeeded && fuselageJournalCount(journal, FUSELAGE_CHANGE_MOVED) != 0) {
    result = fuselagePlannedFusionCompute(planned, root, arranging->options);
    if (mlirLogicalResultIsSuccess(result) &&
        !readCosts(planned, arranging->options, &after))
      result = failOutOfMemory(root);
    if (mlirLogicalResultIsSuccess(result) &&
        restoreOrders(journal, &before, &after,
                      arranging->options->objective) != 0)
      result = fuselagePlannedFusionCompute(planned, root, arranging->options);
  }
  freeCosts(&before);
  freeCosts(&after);
  return result;
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// Plans again, as often as shapes were taken back. A launch that was within
/// the budget in its own shape is no error in another one.
static MlirLogicalResult planShapes(const Arranging *arranging,
                                    FuselageReshaping *reshaping,
                                    FuselagePlannedFusion *planned) {
  FuselageFusionOptions options = *arranging->options;
  options.overBudget = FUSELAGE_OVER_BUDGET_SKIP;
  MlirLogicalResult result;
  do
    result = fuselagePlannedFusionCompute(planned, arranging->root, &options);
  while (mlirLogicalResultIsSuccess(result) &&
         fuselageReshapingRestore(reshaping, planned, arranging->journal) != 0);
  return result;
}

/// Reshapes and plans again. Stores whether any shape was tried.
static MlirLogicalResult reshapeOnce(const Arranging *arranging,
                                     FuselageShapeStep step, bool spreads,
                                     FuselageReshaping *reshaping,
                                     FuselagePlannedFusion *planned,
                                     bool *isTried) {
  if (!fuselageReshapeLaunches(planned, arranging->options, step, spreads,
                               arranging->journal, reshaping))
    return failOutOfMemory(arranging->root);
  *isTried = reshaping->launches.size != 0;
  return *isTried ? planShapes(arranging, reshaping, planned)
                  : mlirLogicalResultSuccess();
}

/// Each step after the first plans up to three times more. Modules of more
/// launches than that do without.
enum { maxLaunchesWithOffers = FUSELAGE_BOUND(512, 8) };

static bool mayOfferAgain(const FuselagePlannedFusion *planned) {
  size_t numLaunches = 0;
  for (size_t i = 0; i < planned->plan.groups.size; ++i)
    numLaunches += planned->plan.groups.data[i].group.numStages;
  return numLaunches <= maxLaunchesWithOffers;
}

/// A launch between two that keep their shapes is offered both, and launches
/// with a common shape may have to join a third one in another. Each step tries
/// shapes that were not tried before.
static MlirLogicalResult reshapeInSteps(const Arranging *arranging,
                                        bool spreads,
                                        FuselageReshaping *reshaping,
                                        FuselagePlannedFusion *planned) {
  static const FuselageShapeStep steps[] = {FUSELAGE_SHAPES_ANY,
                                            FUSELAGE_SHAPES_LENT_FORWARDS,
                                            FUSELAGE_SHAPES_LENT_BACKWARDS};
  MlirLogicalResult result = mlirLogicalResultSuccess();
  size_t numSteps = mayOfferAgain(planned) ? sizeof steps / sizeof steps[0] : 1;
  bool isTried = true;
  for (size_t i = 0;
       i < numSteps && isTried && mlirLogicalResultIsSuccess(result); ++i)
    result =
        reshapeOnce(arranging, steps[i], spreads, reshaping, planned, &isTried);
  return result;
}

/// Launches whose loops are spread come first: they have more threads. A launch
/// of few items may share a shape that one of many cannot, so what is left then
/// is tried as it is.
static MlirLogicalResult reshape(const Arranging *arranging,
                                 FuselagePlannedFusion *planned) {
  FuselageReshaping reshaping = {0};
  if (!fuselageOpBuilderLoadDialects(mlirOperationGetContext(arranging->root)))
    return mlirLogicalResultSuccess();
  MlirLogicalResult result =
      reshapeInSteps(arranging, true, &reshaping, planned);
  if (mlirLogicalResultIsSuccess(result) && reshaping.numSpread != 0)
    result = reshapeInSteps(arranging, false, &reshaping, planned);
  fuselageReshapingFree(&reshaping);
  return result;
}

//===----------------------------------------------------------------------===//
// What did not help
//===----------------------------------------------------------------------===//

/// Puts a copy back whose launch shares one with no other.
static void restoreCopy(FuselageJournal *journal, MlirOperation launch) {
  FuselageChange *change = fuselageJournalFindReplacement(journal, launch);
  if (change)
    fuselageJournalUndoChange(journal, change);
}

/// Groups of copies alone are no launches. Returns how many copies were put
/// back.
static size_t restoreUselessCopies(FuselageJournal *journal,
                                   const FuselagePlannedFusion *planned) {
  size_t numRestored = 0;
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    const MlirOperation *launches = run.launches + group->group.firstStage;
    size_t numStages = group->group.numStages, numCopies = 0;
    for (size_t j = 0; j < numStages; ++j)
      numCopies += fuselageJournalFindReplacement(journal, launches[j]) ? 1 : 0;
    if (numCopies != numStages)
      continue;
    for (size_t j = 0; j < numStages; ++j)
      restoreCopy(journal, launches[j]);
    numRestored += numCopies;
  }
  return numRestored;
}

/// True for a group of several launches, none of which is one.
static bool isOfCopies(const FuselageJournal *journal, const FuselageRun *run,
                       const FuselageGroup *group) {
  for (size_t i = 0; i < group->numStages; ++i)
    if (!fuselageJournalFindReplacement(journal,
                                        run->launches[group->firstStage + i]))
      return false;
  return true;
}

static bool appendAlone(FuselageFusionPlan *plan,
                        const FuselagePlannedGroup *group,
                        const FuselageRun *run, size_t stageNumber) {
  const FuselageStage *stage = &run->stages[stageNumber];
  FuselagePlannedGroup *slot = FUSELAGE_ARRAY_APPEND(&plan->groups);
  if (!slot)
    return false;
  *slot = *group;
  slot->group = (FuselageGroup){
      .firstStage = stageNumber,
      .numStages = 1,
      .layoutHash = stage->layoutHash,
      .requiredBytes = fuselageByteCountAdd(
          fuselageByteCountAdd(stage->inputBytes, stage->outputBytes),
          stage->scratchBytes)};
  return true;
}

static bool appendSeparated(const FuselageJournal *journal,
                            FuselageFusionPlan *plan,
                            const FuselagePlannedGroup *group,
                            const FuselageRun *run) {
  size_t first = group->group.firstStage;
  if (isOfCopies(journal, run, &group->group)) {
    for (size_t i = 0; i < group->group.numStages; ++i)
      if (!appendAlone(plan, group, run, first + i))
        return false;
    return true;
  }
  FuselagePlannedGroup *slot = FUSELAGE_ARRAY_APPEND(&plan->groups);
  if (slot)
    *slot = *group;
  return slot != NULL;
}

bool fuselageArrangementSeparateCopies(const FuselageJournal *journal,
                                       FuselageAnalysis analysis,
                                       FuselageFusionPlan *plan) {
  FuselageFusionPlan separated = {0};
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(analysis, group->run);
    if (!appendSeparated(journal, &separated, group, &run)) {
      fuselageFusionPlanFree(&separated);
      return false;
    }
  }
  fuselageFusionPlanFree(plan);
  *plan = separated;
  return true;
}

static size_t countCopies(const FuselageJournal *journal) {
  return fuselageJournalCount(journal, FUSELAGE_CHANGE_REPLACED);
}

MlirLogicalResult fuselageArrangeAndPlan(MlirOperation root,
                                         const FuselageFusionOptions *options,
                                         FuselageJournal *journal,
                                         FuselagePlannedFusion *planned) {
  Arranging arranging = {root, options, journal};
  MlirLogicalResult result =
      prepareBlocksUnder(&arranging, root)
          ? fuselagePlannedFusionCompute(planned, root, options)
          : failOutOfMemory(root);
  if (mlirLogicalResultIsSuccess(result))
    result = reorder(&arranging, planned);
  if (mlirLogicalResultIsSuccess(result) && options->reshape)
    result = reshape(&arranging, planned);
  // Each round puts back at least one copy, and few need a second round.
  while (mlirLogicalResultIsSuccess(result) &&
         restoreUselessCopies(journal, planned) != 0)
    result = fuselagePlannedFusionCompute(planned, root, options);
  planned->numAbsorbedCopies = countCopies(journal);
  if (mlirLogicalResultIsFailure(result)) {
    fuselagePlannedFusionFree(planned);
    fuselageJournalUndo(journal);
    fuselageJournalFree(journal);
  }
  return result;
}

void fuselageArrangementRestoreCopies(FuselageJournal *journal,
                                      FuselagePlannedFusion *planned) {
  FuselageFusionPlan *plan = &planned->plan;
  size_t kept = 0;
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    MlirOperation launch = run.launches[group->group.firstStage];
    if (group->group.numStages == 1 &&
        fuselageJournalFindReplacement(journal, launch))
      restoreCopy(journal, launch);
    else
      plan->groups.data[kept++] = *group;
  }
  plan->groups.size = kept;
  planned->numAbsorbedCopies = countCopies(journal);
}

void fuselageArrangementRestoreIds(FuselageJournal *journal,
                                   const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    if (group->group.numStages != 1)
      continue;
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    FuselageChange *change = fuselageJournalFindPermutation(
        journal, run.launches[group->group.firstStage]);
    if (change)
      fuselageJournalUndoChange(journal, change);
  }
}
