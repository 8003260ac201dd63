//===- Arrangement.c - Launches made ready for fusion ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/Arrangement.h"

#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/Diagnostics.h"

/// What arranging is about.
typedef struct Arranging {
  MlirOperation root;
  const FuselageFusionOptions *options;
  FuselageArrangement *arrangement;
} Arranging;

static MlirLogicalResult failOutOfMemory(MlirOperation root) {
  mlirEmitError(mlirOperationGetLocation(root),
                "out of memory while arranging launches");
  return mlirLogicalResultFailure();
}

//===----------------------------------------------------------------------===//
// Undoing
//===----------------------------------------------------------------------===//

void fuselageArrangementFree(FuselageArrangement *arrangement) {
  fuselageAbsorbedCopiesFree(&arrangement->copies);
  FUSELAGE_ARRAY_FREE(&arrangement->permuted);
  fuselagePointerMapFree(&arrangement->copyOf);
  fuselagePointerMapFree(&arrangement->permutationOf);
  for (size_t i = 0; i < arrangement->orders.size; ++i)
    fuselageBlockOrderFree(&arrangement->orders.data[i]);
  FUSELAGE_ARRAY_FREE(&arrangement->orders);
}

/// A copy that was put back has the place of its launch in the old order.
static void restoreOrder(FuselageArrangement *arrangement,
                         FuselageBlockOrder *order) {
  for (size_t i = 0; i < order->operations.size; ++i) {
    MlirOperation *op = &order->operations.data[i];
    uint32_t number = fuselagePointerMapLookup(&arrangement->copyOf, op->ptr);
    if (number == FUSELAGE_POINTER_NOT_FOUND)
      continue;
    const FuselageAbsorbedCopy *copy = &arrangement->copies.copies.data[number];
    if (mlirOperationIsNull(copy->launch))
      *op = copy->copy;
  }
  fuselageBlockOrderRestore(order);
  fuselageBlockOrderFree(order);
}

static void restoreCopy(FuselageAbsorbedCopy *copy) {
  if (!mlirOperationIsNull(copy->launch))
    fuselageAbsorbedCopyRestore(copy);
}

static void restoreIds(FuselagePermutedLaunch *permuted) {
  if (!mlirOperationIsNull(permuted->launch))
    fuselagePermutedLaunchRestore(permuted);
  permuted->launch = (MlirOperation){NULL};
}

/// Ids of launches that stand for copies are restored with the copies.
void fuselageArrangementUndo(FuselageArrangement *arrangement) {
  for (size_t i = arrangement->orders.size; i-- > 0;)
    restoreOrder(arrangement, &arrangement->orders.data[i]);
  arrangement->orders.size = 0;
  for (size_t i = 0; i < arrangement->permuted.size; ++i)
    restoreIds(&arrangement->permuted.data[i]);
  for (size_t i = 0; i < arrangement->copies.copies.size; ++i)
    restoreCopy(&arrangement->copies.copies.data[i]);
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
  FuselageArrangement *arrangement = arranging->arrangement;
  size_t numBefore = arrangement->copies.copies.size;
  if (arranging->options->absorbCopies &&
      !fuselageAbsorbCopies(arranging->root, block, arranging->options,
                            &arrangement->copies))
    return false;
  for (size_t i = numBefore; i < arrangement->copies.copies.size; ++i)
    if (!fuselagePointerMapInsert(&arrangement->copyOf,
                                  arrangement->copies.copies.data[i].launch.ptr,
                                  (uint32_t)i))
      return false;
  return fuselagePermuteIds(block, &arrangement->copyOf,
                            &arrangement->permuted);
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

static bool prepare(const Arranging *arranging) {
  FuselageArrangement *arrangement = arranging->arrangement;
  if (!prepareBlocksUnder(arranging, arranging->root))
    return false;
  for (size_t i = 0; i < arrangement->permuted.size; ++i)
    if (!fuselagePointerMapInsert(&arrangement->permutationOf,
                                  arrangement->permuted.data[i].launch.ptr,
                                  (uint32_t)i))
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// What the plan for one block comes to.
typedef struct BlockCost {
  size_t launches;
  uint64_t avoidedBytes;
} BlockCost;

typedef struct BlockCosts {
  FuselagePointerMap numbers; ///< From blocks to costs.
  FUSELAGE_ARRAY(BlockCost) costs;
} BlockCosts;

static void freeCosts(BlockCosts *costs) {
  fuselagePointerMapFree(&costs->numbers);
  FUSELAGE_ARRAY_FREE(&costs->costs);
}

/// The runs of an analysis are of different blocks.
static bool readCosts(const FuselagePlannedFusion *planned, BlockCosts *costs) {
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
  }
  return true;
}

static BlockCost costOf(const BlockCosts *costs, MlirBlock block) {
  uint32_t number = fuselagePointerMapLookup(&costs->numbers, block.ptr);
  return number < costs->costs.size ? costs->costs.data[number]
                                    : (BlockCost){0};
}

static bool isBetter(BlockCost cost, BlockCost other) {
  return cost.launches != other.launches
             ? cost.launches < other.launches
             : cost.avoidedBytes > other.avoidedBytes;
}

static bool moveLaunches(FuselageArrangement *arrangement,
                         const FuselagePlannedFusion *planned) {
  size_t numRuns = fuselageAnalysisGetNumRuns(planned->analysis);
  for (size_t i = 0; i < numRuns; ++i) {
    FuselageBlockOrder order = {0};
    bool succeeded = fuselageReorderLaunches(planned->analysis, i, &order);
    if (succeeded && order.operations.size == 0)
      continue;
    FuselageBlockOrder *slot =
        succeeded ? FUSELAGE_ARRAY_APPEND(&arrangement->orders) : NULL;
    if (slot) {
      *slot = order;
      continue;
    }
    if (succeeded)
      fuselageBlockOrderRestore(&order);
    fuselageBlockOrderFree(&order);
    return false;
  }
  return true;
}

/// Restores the order of the blocks whose plan did not get better by the new
/// one; returns how many they are.
static size_t restoreOrders(FuselageArrangement *arrangement,
                            const BlockCosts *before, const BlockCosts *after) {
  size_t kept = 0, size = arrangement->orders.size;
  for (size_t i = 0; i < size; ++i) {
    FuselageBlockOrder *order = &arrangement->orders.data[i];
    if (isBetter(costOf(after, order->block), costOf(before, order->block)))
      arrangement->orders.data[kept++] = *order;
    else
      restoreOrder(arrangement, order);
  }
  arrangement->orders.size = kept;
  return size - kept;
}

/// Compares the plans for the old order and for the new one.
static MlirLogicalResult reorder(const Arranging *arranging,
                                 FuselagePlannedFusion *planned) {
  MlirOperation root = arranging->root;
  FuselageArrangement *arrangement = arranging->arrangement;
  BlockCosts before = {0}, after = {0};
  bool succeeded =
      readCosts(planned, &before) && moveLaunches(arrangement, planned);
  MlirLogicalResult result =
      succeeded ? mlirLogicalResultSuccess() : failOutOfMemory(root);
  if (succeeded && arrangement->orders.size != 0) {
    result = fuselagePlannedFusionCompute(planned, root, arranging->options);
    if (mlirLogicalResultIsSuccess(result) && !readCosts(planned, &after))
      result = failOutOfMemory(root);
    if (mlirLogicalResultIsSuccess(result) &&
        restoreOrders(arrangement, &before, &after) != 0)
      result = fuselagePlannedFusionCompute(planned, root, arranging->options);
  }
  freeCosts(&before);
  freeCosts(&after);
  return result;
}

//===----------------------------------------------------------------------===//
// What did not help
//===----------------------------------------------------------------------===//

static FuselageAbsorbedCopy *findCopy(const FuselageArrangement *arrangement,
                                      MlirOperation launch) {
  uint32_t number = fuselagePointerMapLookup(&arrangement->copyOf, launch.ptr);
  return number == FUSELAGE_POINTER_NOT_FOUND
             ? NULL
             : &arrangement->copies.copies.data[number];
}

/// Puts a copy back whose launch shares one with no other.
static void restoreAbsorbed(FuselageArrangement *arrangement,
                            MlirOperation launch) {
  uint32_t number =
      fuselagePointerMapLookup(&arrangement->permutationOf, launch.ptr);
  if (number != FUSELAGE_POINTER_NOT_FOUND)
    arrangement->permuted.data[number].launch = (MlirOperation){NULL};
  restoreCopy(findCopy(arrangement, launch));
}

/// Groups of copies alone are no launches. Returns how many copies were put
/// back.
static size_t restoreUselessCopies(FuselageArrangement *arrangement,
                                   const FuselagePlannedFusion *planned) {
  size_t numRestored = 0;
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    const MlirOperation *launches = run.launches + group->group.firstStage;
    size_t numStages = group->group.numStages, numCopies = 0;
    for (size_t j = 0; j < numStages; ++j)
      numCopies += findCopy(arrangement, launches[j]) ? 1 : 0;
    if (numCopies != numStages)
      continue;
    for (size_t j = 0; j < numStages; ++j)
      restoreAbsorbed(arrangement, launches[j]);
    numRestored += numCopies;
  }
  return numRestored;
}

/// True for a group of several launches, none of which is one.
static bool isOfCopies(const FuselageArrangement *arrangement,
                       const FuselageRun *run, const FuselageGroup *group) {
  for (size_t i = 0; i < group->numStages; ++i)
    if (!findCopy(arrangement, run->launches[group->firstStage + i]))
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

static bool appendSeparated(const FuselageArrangement *arrangement,
                            FuselageFusionPlan *plan,
                            const FuselagePlannedGroup *group,
                            const FuselageRun *run) {
  size_t first = group->group.firstStage;
  if (isOfCopies(arrangement, run, &group->group)) {
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

bool fuselageArrangementSeparateCopies(const FuselageArrangement *arrangement,
                                       FuselageAnalysis analysis,
                                       FuselageFusionPlan *plan) {
  FuselageFusionPlan separated = {0};
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(analysis, group->run);
    if (!appendSeparated(arrangement, &separated, group, &run)) {
      fuselageFusionPlanFree(&separated);
      return false;
    }
  }
  fuselageFusionPlanFree(plan);
  *plan = separated;
  return true;
}

bool fuselageArrangementIsCopy(const FuselageArrangement *arrangement,
                               MlirOperation launch) {
  return findCopy(arrangement, launch) != NULL;
}

static size_t countCopies(const FuselageArrangement *arrangement) {
  const FuselageAbsorbedCopy *copies = arrangement->copies.copies.data;
  size_t count = 0;
  for (size_t i = 0; copies && i < arrangement->copies.copies.size; ++i)
    if (!mlirOperationIsNull(copies[i].launch))
      ++count;
  return count;
}

MlirLogicalResult fuselageArrangeAndPlan(MlirOperation root,
                                         const FuselageFusionOptions *options,
                                         FuselageArrangement *arrangement,
                                         FuselagePlannedFusion *planned) {
  Arranging arranging = {root, options, arrangement};
  MlirLogicalResult result =
      prepare(&arranging) ? fuselagePlannedFusionCompute(planned, root, options)
                          : failOutOfMemory(root);
  if (mlirLogicalResultIsSuccess(result))
    result = reorder(&arranging, planned);
  // Each round puts back at least one copy, and few need a second round.
  while (mlirLogicalResultIsSuccess(result) &&
         restoreUselessCopies(arrangement, planned) != 0)
    result = fuselagePlannedFusionCompute(planned, root, options);
  planned->numAbsorbedCopies = countCopies(arrangement);
  if (mlirLogicalResultIsFailure(result)) {
    fuselagePlannedFusionFree(planned);
    fuselageArrangementUndo(arrangement);
    fuselageArrangementFree(arrangement);
  }
  return result;
}

void fuselageArrangementRestoreCopies(FuselageArrangement *arrangement,
                                      FuselagePlannedFusion *planned) {
  FuselageFusionPlan *plan = &planned->plan;
  size_t kept = 0;
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *group = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    MlirOperation launch = run.launches[group->group.firstStage];
    if (group->group.numStages == 1 && findCopy(arrangement, launch))
      restoreAbsorbed(arrangement, launch);
    else
      plan->groups.data[kept++] = *group;
  }
  plan->groups.size = kept;
  planned->numAbsorbedCopies = countCopies(arrangement);
}

void fuselageArrangementRestoreIds(FuselageArrangement *arrangement,
                                   const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    if (group->group.numStages != 1)
      continue;
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    uint32_t number = fuselagePointerMapLookup(
        &arrangement->permutationOf, run.launches[group->group.firstStage].ptr);
    if (number != FUSELAGE_POINTER_NOT_FOUND)
      restoreIds(&arrangement->permuted.data[number]);
  }
}
