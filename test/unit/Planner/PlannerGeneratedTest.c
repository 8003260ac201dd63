//===- PlannerGeneratedTest.c - Properties of any list of stages ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"
#include "Random.h"
#include "ReferencePlan.h"

#include "fuselage-c/Planner.h"

enum { NUM_LISTS = 100000, MAX_STAGES = 700 };

//===----------------------------------------------------------------------===//
// Lists
//===----------------------------------------------------------------------===//

static FuselageStage stages[MAX_STAGES];
static size_t earliestPeer[MAX_STAGES];
static uint64_t externalInputBytes[MAX_STAGES];
static int64_t joinPicoseconds[MAX_STAGES];

/// Mostly short lists; one in a hundred spans several blocks of the planner.
static size_t generateLength(uint64_t *random) {
  return 1 + (size_t)(nextBelow(random, 100) == 0
                          ? nextBelow(random, MAX_STAGES)
                          : nextBelow(random, 24));
}

/// Ids increase, decrease, or are far apart without an order. In one list of
/// sixteen any id may occur twice.
static uint32_t generateId(uint64_t *random, uint32_t index, uint64_t order) {
  switch (order) {
  case 0:
    return 1000 - index;
  case 1:
    return index * UINT32_C(0x9E3779B1);
  case 2:
    return (uint32_t)nextBelow(random, 1000);
  default:
    return index;
  }
}

static StageList generateList(uint64_t *random) {
  size_t numStages = generateLength(random);
  uint64_t order = nextBelow(random, 16);
  uint64_t maxInput = 1 + nextBelow(random, 200);
  uint64_t layoutChanges = 1 + nextBelow(random, 20);
  uint64_t layoutHash = nextRandom(random);
  for (size_t i = 0; i < numStages; ++i) {
    if (nextBelow(random, 20) < layoutChanges / 4)
      layoutHash = nextRandom(random);
    stages[i] = (FuselageStage){generateId(random, (uint32_t)i, order),
                                layoutHash,
                                nextBelow(random, maxInput),
                                nextBelow(random, 80),
                                nextBelow(random, 16),
                                nextBelow(random, 25) == 0};
    earliestPeer[i] =
        nextBelow(random, 6) == 0 ? (size_t)nextBelow(random, i + 2) : 0;
    externalInputBytes[i] = nextBelow(random, 30);
    joinPicoseconds[i] = (int64_t)nextBelow(random, 50) - 10;
  }
  return (StageList){stages,
                     numStages,
                     96 + nextBelow(random, 512),
                     nextBelow(random, 3) == 0 ? earliestPeer : NULL,
                     nextBelow(random, 3) == 0 ? externalInputBytes : NULL,
                     nextBelow(random, 2) == 0 ? joinPicoseconds : NULL,
                     false};
}

static FuselageStatus planList(const StageList *list,
                               FuselageObjective objective,
                               FuselageScratch scratch, FuselagePlan *plan,
                               FuselageError *error) {
  FuselagePlanOptions options = {list->earliestPeer, list->externalInputBytes,
                                 objective, list->joinPicoseconds};
  return fuselagePlanLaunches(list->stages, list->numStages, list->budget,
                              &options, scratch, plan, error);
}

//===----------------------------------------------------------------------===//
// Properties
//===----------------------------------------------------------------------===//

static void assertGroupIsExact(const StageList *list,
                               const FuselageGroup *group) {
  uint64_t requiredBytes;
  assert_true(group->numStages > 0);
  assert_int_equal(
      referenceGroup(list, group->firstStage, group->numStages, &requiredBytes),
      FUSELAGE_OK);
  assert_int_equal(group->requiredBytes, requiredBytes);
  assert_int_equal(group->layoutHash,
                   list->stages[group->firstStage].layoutHash);
  uint64_t avoided = 0;
  for (size_t i = 0; i + 1 < group->numStages; ++i)
    avoided += list->stages[group->firstStage + i].outputBytes;
  assert_int_equal(group->avoidedIntermediateBytes, avoided);
}

/// Every stage is in one group, in order, and the totals are the sums over the
/// groups.
static void assertPlanIsExact(const StageList *list, const FuselagePlan *plan) {
  size_t stage = 0;
  uint64_t avoided = 0;
  for (size_t i = 0; i < plan->launchCount; ++i) {
    const FuselageGroup *group = &plan->groups[i];
    assert_int_equal(group->firstStage, stage);
    assertGroupIsExact(list, group);
    stage += group->numStages;
    avoided += group->avoidedIntermediateBytes;
  }
  assert_int_equal(stage, list->numStages);
  assert_int_equal(plan->avoidedLaunches, list->numStages - plan->launchCount);
  assert_int_equal(plan->avoidedIntermediateBytes, avoided);
}

/// None of the first `numGroups` groups could take the stage after it.
static void assertGroupsTakeAllTheyCan(const StageList *list,
                                       const FuselageGroup *groups,
                                       size_t numGroups) {
  for (size_t i = 0; i < numGroups; ++i) {
    uint64_t requiredBytes;
    if (groups[i].firstStage + groups[i].numStages < list->numStages)
      assert_int_not_equal(referenceGroup(list, groups[i].firstStage,
                                          groups[i].numStages + 1,
                                          &requiredBytes),
                           FUSELAGE_OK);
  }
}

/// The only errors that these lists can have.
static void assertErrorIsTrue(const StageList *list,
                              const FuselageError *error) {
  const FuselageStage *stage = &list->stages[error->stageIndex];
  assert_int_equal(error->stageId, stage->id);
  if (error->status == FUSELAGE_DUPLICATE_STAGE) {
    size_t twin = 0;
    while (list->stages[twin].id != stage->id)
      ++twin;
    assert_true(twin < error->stageIndex);
    return;
  }
  assert_int_equal(error->status, FUSELAGE_STAGE_OVER_BUDGET);
  assert_int_equal(error->budgetBytes, list->budget);
  assert_int_equal(error->requiredBytes, stage->inputBytes +
                                             stage->outputBytes +
                                             stage->scratchBytes);
  assert_true(error->requiredBytes > list->budget);
}

//===----------------------------------------------------------------------===//
// Tests
//===----------------------------------------------------------------------===//

static void greedyPlansAreExactAndFull(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  uint64_t random = 8;
  size_t numPlans = 0;
  for (int number = 0; number < NUM_LISTS; ++number) {
    StageList list = generateList(&random);
    FuselagePlan plan;
    FuselageError error;
    if (planList(&list, FUSELAGE_OBJECTIVE_GREEDY, scratch, &plan, &error) ==
        FUSELAGE_OK) {
      ++numPlans;
      assertPlanIsExact(&list, &plan);
      assertGroupsTakeAllTheyCan(&list, plan.groups, plan.launchCount);
    } else {
      assertErrorIsTrue(&list, &error);
    }
  }
  assert_in_range(numPlans, NUM_LISTS / 2, NUM_LISTS - 1000);
  fuselageScratchDestroy(scratch);
}

static void optimalPlansAreExactAndNoWorseThanGreedy(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  uint64_t random = 9;
  size_t numBetter = 0;
  for (int number = 0; number < NUM_LISTS; ++number) {
    StageList list = generateList(&random);
    FuselagePlan greedy;
    FuselagePlan optimal;
    FuselageError error;
    bool greedyFits = planList(&list, FUSELAGE_OBJECTIVE_GREEDY, scratch,
                               &greedy, NULL) == FUSELAGE_OK;
    if (planList(&list, FUSELAGE_OBJECTIVE_OPTIMAL, scratch, &optimal,
                 &error) != FUSELAGE_OK) {
      assert_false(greedyFits);
      assertErrorIsTrue(&list, &error);
      continue;
    }
    assertPlanIsExact(&list, &optimal);
    if (!greedyFits)
      continue;
    assert_true(optimal.launchCount <= greedy.launchCount);
    if (optimal.launchCount == greedy.launchCount && !list.joinPicoseconds)
      assert_true(optimal.avoidedIntermediateBytes >=
                  greedy.avoidedIntermediateBytes);
    numBetter +=
        optimal.launchCount < greedy.launchCount ||
        optimal.avoidedIntermediateBytes > greedy.avoidedIntermediateBytes;
  }
  assert_true(numBetter > 1000);
  fuselageScratchDestroy(scratch);
}

static int64_t savedBy(const StageList *list, const FuselagePlan *plan) {
  int64_t saved = 0;
  for (size_t i = 0; list->joinPicoseconds && i < plan->launchCount; ++i)
    for (size_t j = 1; j < plan->groups[i].numStages; ++j)
      saved += list->joinPicoseconds[plan->groups[i].firstStage + j];
  return saved;
}

/// Two scratches: the plans live in them.
static void fastestPlansAreExactAndNoWorseThanOptimal(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  FuselageScratch other = fuselageScratchCreate(0, NULL);
  uint64_t random = 12;
  size_t numFaster = 0, numLonger = 0;
  for (int number = 0; number < NUM_LISTS / 4; ++number) {
    StageList list = generateList(&random);
    FuselagePlan optimal;
    FuselagePlan fastest;
    FuselageError errors[2];
    FuselageStatus status =
        planList(&list, FUSELAGE_OBJECTIVE_TIME, scratch, &fastest, &errors[0]);
    assert_int_equal(planList(&list, FUSELAGE_OBJECTIVE_OPTIMAL, other,
                              &optimal, &errors[1]),
                     status);
    assert_int_equal(errors[0].stageIndex, errors[1].stageIndex);
    if (status != FUSELAGE_OK)
      continue;
    assertPlanIsExact(&list, &fastest);
    assert_true(savedBy(&list, &fastest) >= savedBy(&list, &optimal));
    assert_true(fastest.launchCount >= optimal.launchCount);
    numFaster += savedBy(&list, &fastest) > savedBy(&list, &optimal);
    numLonger += fastest.launchCount > optimal.launchCount;
  }
  assert_true(numFaster > 1000);
  assert_true(numLonger > 1000);
  fuselageScratchDestroy(other);
  fuselageScratchDestroy(scratch);
}

/// The earlier uses of a scratch do not show in a plan.
static void usedAndNewScratchesPlanTheSame(void **state) {
  (void)state;
  FuselageScratch used = fuselageScratchCreate(0, NULL);
  uint64_t random = 10;
  for (int number = 0; number < 5000; ++number) {
    StageList list = generateList(&random);
    FuselageObjective objective = (FuselageObjective)nextBelow(&random, 3);
    FuselageScratch fresh = fuselageScratchCreate(0, NULL);
    FuselagePlan plans[2];
    FuselageError errors[2];
    planList(&list, objective, used, &plans[0], &errors[0]);
    planList(&list, objective, fresh, &plans[1], &errors[1]);
    assert_int_equal(errors[0].status, errors[1].status);
    assert_int_equal(errors[0].stageIndex, errors[1].stageIndex);
    assert_int_equal(plans[0].launchCount, plans[1].launchCount);
    for (size_t i = 0; i < plans[0].launchCount; ++i)
      assert_memory_equal(&plans[0].groups[i], &plans[1].groups[i],
                          sizeof(FuselageGroup));
    fuselageScratchDestroy(fresh);
  }
  fuselageScratchDestroy(used);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(greedyPlansAreExactAndFull),
      cmocka_unit_test(optimalPlansAreExactAndNoWorseThanGreedy),
      cmocka_unit_test(fastestPlansAreExactAndNoWorseThanOptimal),
      cmocka_unit_test(usedAndNewScratchesPlanTheSame),
  };
  return cmocka_run_group_tests_name("planner generated", tests, NULL, NULL);
}
