//===- PlannerStorageTest.c - Scratch, allocation and its failure ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"
#include "FailingAllocator.h"
#include "Random.h"

#include "fuselage-c/Planner.h"

#include <string.h>

enum { MAX_STAGES = 3000 };

/// Stages whose budget of 100 ends a group every few stages. Ids increase, or
/// are shuffled and close together, or shuffled and far apart.
typedef enum IdOrder { INCREASING, DENSE, SPARSE } IdOrder;

static FuselageStage stages[MAX_STAGES];

static void fillStages(IdOrder order) {
  for (uint32_t i = 0; i < MAX_STAGES; ++i) {
    uint32_t id = order == INCREASING ? i : MAX_STAGES - i;
    if (order == SPARSE)
      id *= UINT32_C(0x10001) + 2;
    stages[i] = (FuselageStage){id, 7, 5 + i % 40, 5 + i % 9, 5, false};
  }
}

static FuselageStatus plan(FuselageScratch scratch, size_t numStages,
                           FuselageObjective objective, FuselagePlan *plan,
                           FuselageError *error) {
  FuselagePlanOptions options = {.objective = objective};
  return fuselagePlanLaunches(stages, numStages, 100, &options, scratch, plan,
                              error);
}

static void createReservesForAnyCall(void **state) {
  (void)state;
  for (int order = 0; order < 3; ++order)
    for (int objective = 0; objective < 2; ++objective) {
      fillStages((IdOrder)order);
      FailingAllocator counting = {0};
      FuselageAllocator allocator = wrapAllocator(&counting);
      FuselageScratch scratch = fuselageScratchCreate(MAX_STAGES, &allocator);
      size_t numAllocations = counting.numAllocations;
      FuselagePlan result;
      FuselageError error;
      for (size_t numStages = 0; numStages <= MAX_STAGES; numStages += 500)
        assert_int_equal(plan(scratch, numStages, (FuselageObjective)objective,
                              &result, &error),
                         FUSELAGE_OK);
      assert_int_equal(counting.numAllocations, numAllocations);
      fuselageScratchDestroy(scratch);
      assert_int_equal(counting.liveBytes, 0);
    }
}

static void warmCallAllocatesNothing(void **state) {
  (void)state;
  FailingAllocator counting = {0};
  FuselageAllocator allocator = wrapAllocator(&counting);
  FuselageScratch scratch = fuselageScratchCreate(0, &allocator);
  FuselagePlan result;
  FuselageError error;
  fillStages(INCREASING);
  plan(scratch, MAX_STAGES, FUSELAGE_OBJECTIVE_GREEDY, &result, &error);
  size_t numAllocations = counting.numAllocations;
  for (int order = 0; order < 3; ++order) {
    fillStages((IdOrder)order);
    for (int objective = 0; objective < 2; ++objective)
      assert_int_equal(plan(scratch, MAX_STAGES, (FuselageObjective)objective,
                            &result, &error),
                       FUSELAGE_OK);
  }
  assert_int_equal(counting.numAllocations, numAllocations);
  fuselageScratchDestroy(scratch);
}

static void capacityNeverShrinks(void **state) {
  (void)state;
  fillStages(DENSE);
  FuselageScratch scratch = fuselageScratchCreate(10, NULL);
  assert_true(fuselageScratchGetIdCapacity(scratch) >= 10);
  size_t capacity = 0;
  uint64_t random = 3;
  FuselagePlan result;
  for (int call = 0; call < 200; ++call) {
    size_t numStages = (size_t)nextBelow(&random, MAX_STAGES + 1);
    plan(scratch, numStages, FUSELAGE_OBJECTIVE_GREEDY, &result, NULL);
    size_t after = fuselageScratchGetIdCapacity(scratch);
    assert_true(after >= capacity && after >= numStages);
    capacity = after;
  }
  fuselageScratchDestroy(scratch);
}

static void capacityStaysAfterErrors(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(64, NULL);
  size_t capacity = fuselageScratchGetIdCapacity(scratch);
  fillStages(DENSE);
  stages[1].id = stages[0].id;
  FuselagePlan result;
  FuselageError error;
  assert_int_equal(
      plan(scratch, 64, FUSELAGE_OBJECTIVE_GREEDY, &result, &error),
      FUSELAGE_DUPLICATE_STAGE);
  assert_int_equal(fuselageScratchGetIdCapacity(scratch), capacity);
  fuselageScratchDestroy(scratch);
}

/// Runs a call with the allocator failing at every allocation in turn, until a
/// call succeeds. After each failure the same scratch makes the same plan as
/// before.
static void failAtEveryAllocation(FuselageObjective objective) {
  fillStages(SPARSE);
  for (size_t failAt = 1;; ++failAt) {
    FailingAllocator failing = {0};
    FuselageAllocator allocator = wrapAllocator(&failing);
    FuselageScratch scratch = fuselageScratchCreate(8, &allocator);
    size_t capacity = fuselageScratchGetIdCapacity(scratch);
    failing.numAllocations = 0;
    failing.failAt = failAt;

    FuselagePlan result;
    FuselageError error;
    FuselageStatus status =
        plan(scratch, MAX_STAGES, objective, &result, &error);
    size_t numAllocations = failing.numAllocations;
    if (status != FUSELAGE_OK) {
      assert_int_equal(status, FUSELAGE_STORAGE_RESERVE_FAILED);
      assert_int_equal(error.requested, MAX_STAGES);
      assert_null(result.groups);
      assert_int_equal(fuselageScratchGetIdCapacity(scratch), capacity);
      assert_int_equal(plan(scratch, 8, objective, &result, &error),
                       FUSELAGE_OK);
      assert_int_equal(failing.numAllocations, numAllocations);
      assert_int_equal(plan(scratch, MAX_STAGES, objective, &result, &error),
                       FUSELAGE_OK);
    }
    fuselageScratchDestroy(scratch);
    assert_int_equal(failing.liveBytes, 0);
    if (status == FUSELAGE_OK) {
      assert_true(numAllocations < failAt && failAt > 2);
      return;
    }
  }
}

static void planSurvivesFailureAtEveryAllocation(void **state) {
  (void)state;
  failAtEveryAllocation(FUSELAGE_OBJECTIVE_GREEDY);
  failAtEveryAllocation(FUSELAGE_OBJECTIVE_OPTIMAL);
}

static void createFailsAtEveryAllocationWithoutLeaks(void **state) {
  (void)state;
  size_t failAt = 1;
  for (bool created = false; !created; ++failAt) {
    FailingAllocator failing = {.failAt = failAt};
    FuselageAllocator allocator = wrapAllocator(&failing);
    FuselageScratch scratch = fuselageScratchCreate(100, &allocator);
    created = !fuselageScratchIsNull(scratch);
    fuselageScratchDestroy(scratch);
    assert_int_equal(failing.liveBytes, 0);
  }
  assert_true(failAt > 3);
}

static void messageOfAFailedReserve(void **state) {
  (void)state;
  static const char *const messages[] = {
      "Launch fusion could not reserve 3000 duplicate stage ids entries: the "
      "allocator returned no memory. Fix: shard adjacent stages before fusion "
      "planning.",
      "Launch fusion could not reserve 3000 fusion groups entries: the "
      "allocator returned no memory. Fix: shard adjacent stages before fusion "
      "planning."};
  fillStages(INCREASING);
  for (size_t i = 0; i < 2; ++i) {
    FailingAllocator failing = {0};
    FuselageAllocator allocator = wrapAllocator(&failing);
    FuselageScratch scratch = fuselageScratchCreate(0, &allocator);
    failing.failAt = failing.numAllocations + i + 1;
    FuselagePlan result;
    FuselageError error;
    char message[256];
    plan(scratch, MAX_STAGES, FUSELAGE_OBJECTIVE_GREEDY, &result, &error);
    fuselageErrorPrint(&error, message, sizeof(message));
    assert_string_equal(message, messages[i]);
    fuselageScratchDestroy(scratch);
  }
}

/// The sizes of the arrays have no representation, so the planner reads no
/// stage.
static void moreStagesThanMemoryHolds(void **state) {
  (void)state;
  static const size_t counts[] = {SIZE_MAX, SIZE_MAX / 2,
                                  SIZE_MAX / sizeof(FuselageGroup)};
  FailingAllocator counting = {0};
  FuselageAllocator allocator = wrapAllocator(&counting);
  FuselageScratch scratch = fuselageScratchCreate(0, &allocator);
  size_t numAllocations = counting.numAllocations;
  for (size_t i = 0; i < 3; ++i) {
    FuselagePlan result;
    FuselageError error;
    assert_int_equal(
        plan(scratch, counts[i], FUSELAGE_OBJECTIVE_OPTIMAL, &result, &error),
        FUSELAGE_STORAGE_RESERVE_FAILED);
    assert_int_equal(error.requested, counts[i]);
    assert_string_equal(error.reason, "the size exceeds the address space");
    assert_true(
        fuselageScratchIsNull(fuselageScratchCreate(counts[i], &allocator)));
  }
  assert_int_equal(counting.numAllocations, numAllocations + 3);
  fuselageScratchDestroy(scratch);
  assert_int_equal(counting.liveBytes, 0);
}

static void nullScratchIsAnError(void **state) {
  (void)state;
  FuselageScratch null = {NULL};
  FuselagePlan result;
  FuselageError error;
  fillStages(INCREASING);
  assert_int_equal(fuselageScratchGetIdCapacity(null), 0);
  assert_int_equal(plan(null, 0, FUSELAGE_OBJECTIVE_GREEDY, &result, &error),
                   FUSELAGE_OK);
  assert_int_equal(plan(null, 1, FUSELAGE_OBJECTIVE_GREEDY, &result, &error),
                   FUSELAGE_STORAGE_RESERVE_FAILED);
  assert_string_equal(error.reason, "the scratch is null");
  fuselageScratchDestroy(null);
}

static void overBudgetSingletonComesBeforeStorage(void **state) {
  (void)state;
  FailingAllocator failing = {0};
  FuselageAllocator allocator = wrapAllocator(&failing);
  FuselageScratch scratch = fuselageScratchCreate(0, &allocator);
  failing.failAt = 2;
  FuselageStage stage = {1, 7, 101, 0, 0, false};
  FuselagePlan result;
  FuselageError error;
  assert_int_equal(
      fuselagePlanLaunches(&stage, 1, 100, NULL, scratch, &result, &error),
      FUSELAGE_STAGE_OVER_BUDGET);
  stage.inputBytes = 100;
  assert_int_equal(
      fuselagePlanLaunches(&stage, 1, 100, NULL, scratch, &result, &error),
      FUSELAGE_STORAGE_RESERVE_FAILED);
  fuselageScratchDestroy(scratch);
}

static void allocatorIsCopied(void **state) {
  (void)state;
  FailingAllocator counting = {0};
  FuselageAllocator allocator = wrapAllocator(&counting);
  FuselageScratch scratch = fuselageScratchCreate(0, &allocator);
  memset(&allocator, 0, sizeof(allocator));
  FuselagePlan result;
  fillStages(INCREASING);
  assert_int_equal(plan(scratch, 5, FUSELAGE_OBJECTIVE_GREEDY, &result, NULL),
                   FUSELAGE_OK);
  fuselageScratchDestroy(scratch);
  assert_int_equal(counting.liveBytes, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(createReservesForAnyCall),
      cmocka_unit_test(warmCallAllocatesNothing),
      cmocka_unit_test(capacityNeverShrinks),
      cmocka_unit_test(capacityStaysAfterErrors),
      cmocka_unit_test(planSurvivesFailureAtEveryAllocation),
      cmocka_unit_test(createFailsAtEveryAllocationWithoutLeaks),
      cmocka_unit_test(messageOfAFailedReserve),
      cmocka_unit_test(moreStagesThanMemoryHolds),
      cmocka_unit_test(nullScratchIsAnError),
      cmocka_unit_test(overBudgetSingletonComesBeforeStorage),
      cmocka_unit_test(allocatorIsCopied),
  };
  return cmocka_run_group_tests_name("planner storage", tests, NULL, NULL);
}
