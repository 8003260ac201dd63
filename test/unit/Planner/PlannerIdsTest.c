//===- PlannerIdsTest.c - The first id seen a second time -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"
#include "Random.h"

#include "fuselage-c/Planner.h"

enum { MAX_STAGES = 2000 };

static FuselageStage stages[MAX_STAGES];

/// The definition: it compares every pair, without a set and without an order.
static size_t findDuplicate(size_t numStages) {
  for (size_t i = 1; i < numStages; ++i)
    for (size_t j = 0; j < i; ++j)
      if (stages[i].id == stages[j].id)
        return i;
  return FUSELAGE_NO_STAGE;
}

static void assertDuplicateFound(FuselageScratch scratch, size_t numStages) {
  size_t duplicate = findDuplicate(numStages);
  FuselagePlan plan;
  FuselageError error;
  for (int objective = 0; objective < 2; ++objective) {
    FuselagePlanOptions options = {.objective = (FuselageObjective)objective};
    FuselageStatus status = fuselagePlanLaunches(
        stages, numStages, 10, &options, scratch, &plan, &error);
    if (duplicate == FUSELAGE_NO_STAGE) {
      assert_int_equal(status, FUSELAGE_OK);
      continue;
    }
    assert_int_equal(status, FUSELAGE_DUPLICATE_STAGE);
    assert_int_equal(error.stageIndex, duplicate);
    assert_int_equal(error.stageId, stages[duplicate].id);
  }
}

static void setUpStages(size_t numStages, uint32_t (*idOf)(uint32_t index)) {
  for (uint32_t i = 0; i < numStages; ++i)
    stages[i] = (FuselageStage){idOf(i), 7, 1, 1, 1, false};
}

static uint32_t increasing(uint32_t index) { return 10 + index; }
static uint32_t decreasing(uint32_t index) { return UINT32_MAX - index; }
static uint32_t farApart(uint32_t index) { return index << 20 | index; }
static uint32_t scattered(uint32_t index) {
  return index * UINT32_C(0x9E3779B1) + 5;
}
static uint32_t zigzag(uint32_t index) {
  return index % 2 == 0 ? index : UINT32_MAX - index;
}
/// Ids that the hash function of the set maps next to each other: the inverse
/// of its multiplier times the multiplier is one.
static uint32_t colliding(uint32_t index) {
  return index * UINT32_C(0x144CBC89);
}

/// Every order, with the twin of any stage at the place of any other, and
/// without a twin.
static void twinsAreFoundInEveryOrder(void **state) {
  (void)state;
  uint32_t (*const orders[])(uint32_t) = {increasing, decreasing, farApart,
                                          scattered,  zigzag,     colliding};
  static const size_t sizes[] = {2, 3, 8, 9, 17, 100, 600, MAX_STAGES};
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  uint64_t random = 4;
  for (size_t order = 0; order < sizeof(orders) / sizeof(orders[0]); ++order)
    for (size_t size = 0; size < sizeof(sizes) / sizeof(sizes[0]); ++size) {
      size_t numStages = sizes[size];
      setUpStages(numStages, orders[order]);
      assertDuplicateFound(scratch, numStages);
      for (int twin = 0; twin < 5; ++twin) {
        setUpStages(numStages, orders[order]);
        stages[nextBelow(&random, numStages)].id =
            stages[nextBelow(&random, numStages)].id;
        assertDuplicateFound(scratch, numStages);
      }
    }
  fuselageScratchDestroy(scratch);
}

static void lastPairIsFound(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  for (size_t numStages = 2; numStages < 600; numStages += 7) {
    setUpStages(numStages, increasing);
    stages[numStages - 1].id = stages[numStages - 2].id;
    assertDuplicateFound(scratch, numStages);
  }
  fuselageScratchDestroy(scratch);
}

static void extremeIdsAreOrdinary(void **state) {
  (void)state;
  static const uint32_t ids[] = {UINT32_MAX, 0, 1, UINT32_MAX - 1};
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  for (size_t twin = 0; twin < 4; ++twin) {
    setUpStages(100, farApart);
    for (size_t i = 0; i < 4; ++i)
      stages[10 + i].id = ids[i];
    stages[0].id = UINT32_C(77);
    assertDuplicateFound(scratch, 100);
    stages[99].id = ids[twin];
    assertDuplicateFound(scratch, 100);
  }
  fuselageScratchDestroy(scratch);
}

static void randomIdsFromNarrowAndWideRanges(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  uint64_t random = 5;
  for (int list = 0; list < 3000; ++list) {
    size_t numStages = 2 + (size_t)nextBelow(&random, 60);
    uint64_t range = UINT64_C(1) << (4 + nextBelow(&random, 29));
    for (size_t i = 0; i < numStages; ++i)
      stages[i] = (FuselageStage){
          (uint32_t)nextBelow(&random, range), 7, 1, 1, 1, false};
    assertDuplicateFound(scratch, numStages);
  }
  fuselageScratchDestroy(scratch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(twinsAreFoundInEveryOrder),
      cmocka_unit_test(lastPairIsFound),
      cmocka_unit_test(extremeIdsAreOrdinary),
      cmocka_unit_test(randomIdsFromNarrowAndWideRanges),
  };
  return cmocka_run_group_tests_name("planner ids", tests, NULL, NULL);
}
