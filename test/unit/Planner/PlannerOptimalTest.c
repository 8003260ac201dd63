//===- PlannerOptimalTest.c - The best plan, against all plans ------------===//
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

static FuselageScratch scratch;

static int setUp(void **state) {
  (void)state;
  scratch = fuselageScratchCreate(0, NULL);
  return fuselageScratchIsNull(scratch);
}

static int tearDown(void **state) {
  (void)state;
  fuselageScratchDestroy(scratch);
  return 0;
}

//===----------------------------------------------------------------------===//
// One list
//===----------------------------------------------------------------------===//

static void assertSamePlan(const StageList *list, const ReferencePlan *expected,
                           const FuselagePlan *plan) {
  assert_int_equal(plan->launchCount, expected->numGroups);
  assert_int_equal(plan->avoidedLaunches,
                   list->numStages - expected->numGroups);
  size_t stage = 0;
  uint64_t total = 0;
  for (size_t i = 0; i < expected->numGroups; ++i) {
    const FuselageGroup *group = &plan->groups[i];
    uint64_t requiredBytes;
    uint64_t avoided = 0;
    assert_int_equal(group->firstStage, stage);
    assert_int_equal(group->numStages, expected->groupLength[i]);
    referenceGroup(list, stage, group->numStages, &requiredBytes);
    assert_int_equal(group->requiredBytes, requiredBytes);
    for (size_t j = 0; j + 1 < group->numStages; ++j)
      avoided += list->stages[stage + j].outputBytes;
    assert_int_equal(group->avoidedIntermediateBytes, avoided);
    assert_int_equal(group->layoutHash, list->stages[stage].layoutHash);
    total += avoided;
    stage += group->numStages;
  }
  assert_int_equal(plan->avoidedIntermediateBytes, total);
}

static void assertOptimal(const StageList *list) {
  ReferencePlan expected = referenceOptimalPlan(list);
  FuselagePlanOptions options = {list->earliestPeer, list->externalInputBytes,
                                 list->isTimeFirst ? FUSELAGE_OBJECTIVE_TIME
                                                   : FUSELAGE_OBJECTIVE_OPTIMAL,
                                 list->joinPicoseconds};
  FuselagePlan plan;
  FuselageError error;
  FuselageStatus status =
      fuselagePlanLaunches(list->stages, list->numStages, list->budget,
                           &options, scratch, &plan, &error);
  if (status == FUSELAGE_BYTE_COUNT_OVERFLOW &&
      error.stageIndex == FUSELAGE_NO_STAGE) {
    assert_int_equal(expected.status, FUSELAGE_OK);
    assert_string_equal(error.field, "total avoided intermediate bytes");
    return;
  }
  assert_int_equal(status, expected.status);
  if (status == FUSELAGE_OK)
    assertSamePlan(list, &expected, &plan);
  else
    assert_int_equal(error.stageIndex, expected.stageIndex);
}

//===----------------------------------------------------------------------===//
// All small lists
//===----------------------------------------------------------------------===//

enum { MAX_STAGES = 6 };

/// Calls assertOptimal for every list of `numStages` of the given kinds of
/// stage, with every budget up to `maxBudget`.
static void testAllLists(const FuselageStage *kinds, size_t numKinds,
                         size_t numStages, uint64_t maxBudget,
                         const size_t *earliestPeer,
                         const uint64_t *externalInputBytes) {
  size_t numLists = 1;
  for (size_t i = 0; i < numStages; ++i)
    numLists *= numKinds;
  for (size_t number = 0; number < numLists; ++number) {
    FuselageStage stages[MAX_STAGES];
    size_t digits = number;
    for (uint32_t i = 0; i < numStages; ++i, digits /= numKinds) {
      stages[i] = kinds[digits % numKinds];
      stages[i].id = i;
    }
    for (uint64_t budget = 1; budget <= maxBudget; ++budget) {
      StageList list = {stages,       numStages,          budget,
                        earliestPeer, externalInputBytes, NULL,
                        false};
      assertOptimal(&list);
    }
  }
}

static void allListsOfSmallByteCounts(void **state) {
  (void)state;
  FuselageStage kinds[12];
  size_t numKinds = 0;
  static const uint64_t inputs[] = {0, 2, 5};
  static const uint64_t outputs[] = {0, 1, 3};
  for (size_t i = 0; i < 3; ++i)
    for (size_t j = 0; j < 3; ++j)
      kinds[numKinds++] =
          (FuselageStage){0, 7, inputs[i], outputs[j], 0, false};
  kinds[numKinds++] = (FuselageStage){0, 7, 1, 1, 1, false};
  for (size_t numStages = 1; numStages <= 5; ++numStages)
    testAllLists(kinds, numKinds, numStages, 8, NULL, NULL);
}

static void allListsWithBoundaries(void **state) {
  (void)state;
  static const FuselageStage kinds[] = {
      {0, 7, 0, 1, 0, false}, {0, 7, 4, 2, 0, false}, {0, 7, 0, 1, 1, true},
      {0, 8, 2, 1, 0, false}, {0, 8, 1, 2, 0, false},
  };
  for (size_t numStages = 1; numStages <= 6; ++numStages)
    testAllLists(kinds, 5, numStages, 6, NULL, NULL);
}

/// Every choice of peers: stage i has i + 1 values that differ.
static void allListsWithEveryPeer(void **state) {
  (void)state;
  static const FuselageStage kinds[] = {
      {0, 7, 0, 1, 0, false}, {0, 7, 3, 1, 0, false}, {0, 7, 1, 2, 1, false}};
  for (size_t number = 0; number < 720; ++number) {
    size_t peers[MAX_STAGES];
    size_t digits = number;
    for (size_t i = 0; i < MAX_STAGES; ++i) {
      peers[i] = digits % (i + 1);
      digits /= i + 1;
    }
    testAllLists(kinds, 3, 5, 6, peers, NULL);
    if (number % 24 == 0)
      testAllLists(kinds, 3, 6, 7, peers, NULL);
  }
}

static void allListsWithExternalInput(void **state) {
  (void)state;
  static const FuselageStage kinds[] = {
      {0, 7, 0, 1, 0, false}, {0, 7, 3, 1, 0, false}, {0, 7, 1, 2, 1, false}};
  for (size_t number = 0; number < 243; ++number) {
    uint64_t external[5];
    size_t digits = number;
    for (size_t i = 0; i < 5; ++i, digits /= 3)
      external[i] = digits % 3;
    testAllLists(kinds, 3, 5, 7, NULL, external);
  }
}

//===----------------------------------------------------------------------===//
// Lists at the edge of 64 bits, and longer ones
//===----------------------------------------------------------------------===//

static void sumsPastSixtyFourBits(void **state) {
  (void)state;
  static const uint64_t values[] = {
      0, 1, UINT64_MAX / 2, UINT64_MAX / 2 + 1, UINT64_MAX - 1, UINT64_MAX};
  uint64_t random = 6;
  for (int number = 0; number < 60000; ++number) {
    FuselageStage stages[8];
    uint64_t external[8];
    size_t numStages = 1 + (size_t)nextBelow(&random, 8);
    for (uint32_t i = 0; i < numStages; ++i) {
      uint64_t input = values[nextBelow(&random, 6) * nextBelow(&random, 2)];
      uint64_t scratchBytes = values[nextBelow(&random, 2)];
      stages[i] = (FuselageStage){
          i, 7, input, values[nextBelow(&random, 5)], scratchBytes, false};
      external[i] = values[nextBelow(&random, 3) * nextBelow(&random, 2)];
    }
    StageList list = {stages, numStages, values[2 + nextBelow(&random, 4)],
                      NULL,   external,  NULL,
                      false};
    assertOptimal(&list);
  }
}

/// With times of joins, and both orders of time and launches.
static void assertOptimalInTime(StageList list, const int64_t *picoseconds) {
  list.joinPicoseconds = picoseconds;
  assertOptimal(&list);
  list.isTimeFirst = true;
  assertOptimal(&list);
}

/// Every choice of times, of which some joins cost more than others save.
static void allListsWithEveryTime(void **state) {
  (void)state;
  static const int64_t times[] = {0, 1, -1, -3};
  const FuselageStage stages[] = {{1, 7, 0, 1, 0, false},
                                  {2, 7, 3, 1, 0, false},
                                  {3, 7, 1, 2, 1, false},
                                  {4, 7, 2, 1, 0, false},
                                  {5, 7, 0, 3, 0, false}};
  static const size_t peers[] = {0, 0, 1, 0, 2};
  for (size_t number = 0; number < 1024; ++number) {
    int64_t picoseconds[5];
    size_t digits = number;
    for (size_t i = 0; i < 5; ++i, digits /= 4)
      picoseconds[i] = times[digits % 4];
    for (uint64_t budget = 4; budget <= 14; ++budget) {
      StageList list = {stages, 5, budget, NULL, NULL, NULL, false};
      assertOptimalInTime(list, picoseconds);
      list.earliestPeer = peers;
      assertOptimalInTime(list, picoseconds);
    }
  }
}

/// Sums of times carry between words, below zero too.
static void timesPastSixtyFourBits(void **state) {
  (void)state;
  static const int64_t times[] = {
      0, 1, -1, INT64_MAX, INT64_MAX - 1, INT64_MIN, INT64_MIN + 1};
  uint64_t random = 11;
  for (int number = 0; number < 20000; ++number) {
    FuselageStage stages[8];
    int64_t picoseconds[8];
    size_t numStages = 1 + (size_t)nextBelow(&random, 8);
    for (uint32_t i = 0; i < numStages; ++i) {
      stages[i] = (FuselageStage){
          i, 7, nextBelow(&random, 6), nextBelow(&random, 3), 0, false};
      picoseconds[i] = times[nextBelow(&random, 7)];
    }
    StageList list = {stages, numStages, 6 + nextBelow(&random, 12), NULL, NULL,
                      NULL,   false};
    assertOptimalInTime(list, picoseconds);
  }
}

/// One launch is possible, and two are faster.
static void joinThatCostsTimeIsNotMade(void **state) {
  (void)state;
  const FuselageStage stages[] = {
      {1, 7, 0, 4, 0, false}, {2, 7, 4, 4, 0, false}, {3, 7, 0, 4, 0, false}};
  const int64_t picoseconds[] = {0, 5, -1};
  FuselagePlanOptions options = {.objective = FUSELAGE_OBJECTIVE_TIME,
                                 .joinPicoseconds = picoseconds};
  FuselagePlan plan;
  assert_int_equal(
      fuselagePlanLaunches(stages, 3, 100, &options, scratch, &plan, NULL),
      FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 2);
  assert_int_equal(plan.groups[0].numStages, 2);
  options.objective = FUSELAGE_OBJECTIVE_OPTIMAL;
  assert_int_equal(
      fuselagePlanLaunches(stages, 3, 100, &options, scratch, &plan, NULL),
      FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 1);
}

static void longerRandomLists(void **state) {
  (void)state;
  uint64_t random = 7;
  for (int number = 0; number < 4000; ++number) {
    FuselageStage stages[12];
    uint64_t external[12];
    size_t peers[12];
    size_t numStages = 2 + (size_t)nextBelow(&random, 11);
    for (uint32_t i = 0; i < numStages; ++i) {
      stages[i] = (FuselageStage){i,
                                  7 + (nextBelow(&random, 12) == 0),
                                  nextBelow(&random, 24),
                                  nextBelow(&random, 9),
                                  nextBelow(&random, 3),
                                  nextBelow(&random, 20) == 0};
      external[i] = nextBelow(&random, 3);
      peers[i] = nextBelow(&random, 3) == 0
                     ? (size_t)nextBelow(&random, numStages)
                     : 0;
    }
    StageList list = {stages,
                      numStages,
                      12 + nextBelow(&random, 24),
                      nextBelow(&random, 2) ? peers : NULL,
                      nextBelow(&random, 2) ? external : NULL,
                      NULL,
                      false};
    assertOptimal(&list);
    int64_t picoseconds[12];
    for (size_t i = 0; i < numStages; ++i)
      picoseconds[i] = (int64_t)nextBelow(&random, 12) - 6;
    assertOptimalInTime(list, picoseconds);
  }
}

/// Greedy puts the first three stages together. The fourth, whose input fills
/// the budget, then has to open a group.
static void fewerLaunchesThanGreedy(void **state) {
  (void)state;
  FuselageStage stages[] = {{1, 7, 0, 4, 0, false},
                            {2, 7, 4, 4, 0, false},
                            {3, 7, 0, 4, 0, false},
                            {4, 7, 8, 4, 0, false},
                            {5, 7, 4, 4, 0, false}};
  FuselagePlanOptions optimal = {.objective = FUSELAGE_OBJECTIVE_OPTIMAL};
  FuselagePlan plan;
  assert_int_equal(
      fuselagePlanLaunches(stages, 5, 12, NULL, scratch, &plan, NULL),
      FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 3);
  assert_int_equal(
      fuselagePlanLaunches(stages, 5, 12, &optimal, scratch, &plan, NULL),
      FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 2);
  assert_int_equal(plan.groups[0].numStages, 2);

  // Greedy fails, because the fourth stage cannot open a group, although a plan
  // exists.
  stages[3].inputBytes = 9;
  assert_int_equal(
      fuselagePlanLaunches(stages, 5, 12, NULL, scratch, &plan, NULL),
      FUSELAGE_STAGE_OVER_BUDGET);
  assert_int_equal(
      fuselagePlanLaunches(stages, 5, 12, &optimal, scratch, &plan, NULL),
      FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 2);
}

/// A join whose sum overflows is an error of the greedy planner only.
static void joinThatOverflowsIsNotMade(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 10, 0, 0, false},
                                  {2, 7, 0, UINT64_MAX, 0, false}};
  FuselagePlanOptions optimal = {.objective = FUSELAGE_OBJECTIVE_OPTIMAL};
  FuselagePlan plan;
  assert_int_equal(
      fuselagePlanLaunches(stages, 2, UINT64_MAX, NULL, scratch, &plan, NULL),
      FUSELAGE_BYTE_COUNT_OVERFLOW);
  assert_int_equal(fuselagePlanLaunches(stages, 2, UINT64_MAX, &optimal,
                                        scratch, &plan, NULL),
                   FUSELAGE_OK);
  assert_int_equal(plan.launchCount, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fewerLaunchesThanGreedy),
      cmocka_unit_test(joinThatOverflowsIsNotMade),
      cmocka_unit_test(allListsOfSmallByteCounts),
      cmocka_unit_test(allListsWithBoundaries),
      cmocka_unit_test(allListsWithEveryPeer),
      cmocka_unit_test(allListsWithExternalInput),
      cmocka_unit_test(sumsPastSixtyFourBits),
      cmocka_unit_test(longerRandomLists),
      cmocka_unit_test(allListsWithEveryTime),
      cmocka_unit_test(timesPastSixtyFourBits),
      cmocka_unit_test(joinThatCostsTimeIsNotMade),
  };
  return cmocka_run_group_tests_name("planner optimal", tests, setUp, tearDown);
}
