//===- PlannerContractTest.c - Every rule, check and message --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"

#include "fuselage-c/Planner.h"

#include <string.h>

static const uint64_t max = UINT64_MAX;

//===----------------------------------------------------------------------===//
// One call and its results
//===----------------------------------------------------------------------===//

typedef struct Call {
  FuselageScratch scratch;
  FuselageStatus status;
  FuselagePlan plan;
  FuselageError error;
  char message[256];
} Call;

static Call planWith(const FuselageStage *stages, size_t numStages,
                     uint64_t budget, const FuselagePlanOptions *options) {
  Call call = {.scratch = fuselageScratchCreate(0, NULL)};
  assert_false(fuselageScratchIsNull(call.scratch));
  call.status = fuselagePlanLaunches(stages, numStages, budget, options,
                                     call.scratch, &call.plan, &call.error);
  assert_int_equal(call.status, call.error.status);
  fuselageErrorPrint(&call.error, call.message, sizeof(call.message));
  return call;
}

static void endCall(Call *call) { fuselageScratchDestroy(call->scratch); }

static void assertMessage(const FuselageStage *stages, size_t numStages,
                          uint64_t budget, FuselageStatus status,
                          const char *message) {
  static const FuselageObjective objectives[] = {FUSELAGE_OBJECTIVE_GREEDY,
                                                 FUSELAGE_OBJECTIVE_OPTIMAL};
  for (size_t i = 0; i < 2; ++i) {
    FuselagePlanOptions options = {.objective = objectives[i]};
    Call call = planWith(stages, numStages, budget, &options);
    assert_int_equal(call.status, status);
    assert_string_equal(call.message, message);
    assert_null(call.plan.groups);
    assert_int_equal(call.plan.launchCount, 0);
    assert_int_equal(call.plan.avoidedLaunches, 0);
    assert_int_equal(call.plan.avoidedIntermediateBytes, 0);
    endCall(&call);
  }
}

/// Overflows that only the greedy planner reports: the optimal planner does not
/// make the join.
static void assertJoinOverflow(const FuselageStage *stages, size_t numStages,
                               const FuselagePlanOptions *options,
                               const char *field) {
  Call call = planWith(stages, numStages, max, options);
  assert_int_equal(call.status, FUSELAGE_BYTE_COUNT_OVERFLOW);
  assert_string_equal(call.error.field, field);
  endCall(&call);
}

static void assertGroup(const Call *call, size_t index, size_t firstStage,
                        size_t numStages, uint64_t requiredBytes,
                        uint64_t avoidedBytes) {
  assert_true(index < call->plan.launchCount);
  const FuselageGroup *group = &call->plan.groups[index];
  assert_int_equal(group->firstStage, firstStage);
  assert_int_equal(group->numStages, numStages);
  assert_int_equal(group->requiredBytes, requiredBytes);
  assert_int_equal(group->avoidedIntermediateBytes, avoidedBytes);
}

//===----------------------------------------------------------------------===//
// The greedy rule
//===----------------------------------------------------------------------===//

static void compatibleStagesFuse(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 64, 32, 8, false},
                                  {2, 7, 32, 48, 8, false},
                                  {3, 7, 48, 16, 8, false}};
  Call call = planWith(stages, 3, 256, NULL);
  assert_int_equal(call.status, FUSELAGE_OK);
  assert_int_equal(call.plan.launchCount, 1);
  assert_int_equal(call.plan.avoidedLaunches, 2);
  assert_int_equal(call.plan.avoidedIntermediateBytes, 80);
  assertGroup(&call, 0, 0, 3, 184, 80);
  assert_int_equal(call.plan.groups[0].layoutHash, 7);
  assert_string_equal(call.message, "");
  endCall(&call);
}

static void layoutHostAndBudgetSplit(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 64, 32, 8, false},
                                  {2, 8, 32, 48, 8, false},
                                  {3, 8, 48, 16, 8, true},
                                  {4, 8, 16, 57, 0, false},
                                  {5, 8, 16, 16, 8, false}};
  Call call = planWith(stages, 5, 128, NULL);
  assert_int_equal(call.plan.launchCount, 4);
  assert_int_equal(call.plan.avoidedLaunches, 1);
  assertGroup(&call, 0, 0, 1, 104, 0);
  assertGroup(&call, 1, 1, 1, 88, 0);
  assertGroup(&call, 2, 2, 1, 72, 0);
  assertGroup(&call, 3, 3, 2, 97, 57);
  endCall(&call);
}

static void budgetIsInclusive(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 10, 10, 10, false},
                                  {2, 7, 29, 10, 10, false}};
  Call exact = planWith(stages, 2, 50, NULL);
  assert_int_equal(exact.plan.launchCount, 1);
  endCall(&exact);
  Call below = planWith(stages, 2, 49, NULL);
  assert_int_equal(below.plan.launchCount, 2);
  endCall(&below);
}

static void hostBoundaryOfFirstStageIsNoSplit(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 1, 1, 1, true},
                                  {2, 7, 1, 1, 1, false}};
  Call call = planWith(stages, 2, 100, NULL);
  assert_int_equal(call.plan.launchCount, 1);
  endCall(&call);
}

//===----------------------------------------------------------------------===//
// Order of the checks
//===----------------------------------------------------------------------===//

static void zeroBudgetComesFirst(void **state) {
  (void)state;
  const char *message =
      "Launch fusion received a zero byte budget. Fix: pass an explicit "
      "device-memory budget before planning fusion.";
  const FuselageStage twins[] = {{4, 7, max, max, 1, false},
                                 {4, 7, 1, 1, 1, false}};
  assertMessage(NULL, 0, 0, FUSELAGE_ZERO_BUDGET, message);
  assertMessage(twins, 1, 0, FUSELAGE_ZERO_BUDGET, message);
  assertMessage(twins, 2, 0, FUSELAGE_ZERO_BUDGET, message);
}

static void noStagesAreAnEmptyPlan(void **state) {
  (void)state;
  Call call = planWith(NULL, 0, 1, NULL);
  assert_int_equal(call.status, FUSELAGE_OK);
  assert_null(call.plan.groups);
  assert_int_equal(call.plan.launchCount, 0);
  endCall(&call);
}

static void singleStageOverBudget(void **state) {
  (void)state;
  const FuselageStage stage = {9, 7, 64, 32, 64, false};
  assertMessage(&stage, 1, 128, FUSELAGE_STAGE_OVER_BUDGET,
                "Launch fusion stage 9 requires 160 bytes but budget allows "
                "128. Fix: shard the stage or raise the explicit fusion "
                "budget.");
}

static void duplicateComesBeforeGrouping(void **state) {
  (void)state;
  const char *message = "Launch fusion received duplicate stage id 1. Fix: "
                        "emit unique stage ids before fusion planning.";
  const FuselageStage overBudgetFirst[] = {
      {1, 7, 500, 1, 1, false}, {2, 7, 1, 1, 1, false}, {1, 7, 1, 1, 1, false}};
  assertMessage(overBudgetFirst, 3, 128, FUSELAGE_DUPLICATE_STAGE, message);
  const FuselageStage overflowFirst[] = {{1, 7, max, 1, 1, false},
                                         {1, 7, 1, 1, 1, false}};
  assertMessage(overflowFirst, 2, 128, FUSELAGE_DUPLICATE_STAGE, message);
}

static void duplicateAtTheFarEndComesBeforeGrouping(void **state) {
  (void)state;
  enum { NUM_STAGES = 5000 };
  static FuselageStage stages[NUM_STAGES];
  for (uint32_t i = 0; i < NUM_STAGES; ++i)
    stages[i] = (FuselageStage){i, 7, 1, 1, 1, false};
  stages[0].inputBytes = max;
  stages[NUM_STAGES - 1].id = NUM_STAGES - 2;
  assertMessage(stages, NUM_STAGES, 128, FUSELAGE_DUPLICATE_STAGE,
                "Launch fusion received duplicate stage id 4998. Fix: emit "
                "unique stage ids before fusion planning.");
}

static void firstIdSeenAgainIsReported(void **state) {
  (void)state;
  const FuselageStage stages[] = {{3, 7, 1, 1, 1, false},
                                  {5, 7, 1, 1, 1, false},
                                  {5, 7, 1, 1, 1, false},
                                  {3, 7, 1, 1, 1, false}};
  Call call = planWith(stages, 4, 128, NULL);
  assert_int_equal(call.status, FUSELAGE_DUPLICATE_STAGE);
  assert_int_equal(call.error.stageId, 5);
  assert_int_equal(call.error.stageIndex, 2);
  endCall(&call);
}

static void groupingErrorsComeInStageOrder(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 1, 1, 1, false},
                                  {2, 8, 100, 50, 0, false},
                                  {3, 9, max, 1, 1, false}};
  assertMessage(stages, 3, 128, FUSELAGE_STAGE_OVER_BUDGET,
                "Launch fusion stage 2 requires 150 bytes but budget allows "
                "128. Fix: shard the stage or raise the explicit fusion "
                "budget.");
}

static void stageThatJoinsNeedNotOpen(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 1, 1, 1, false},
                                  {2, 7, 900, 1, 1, false}};
  Call call = planWith(stages, 2, 128, NULL);
  assert_int_equal(call.status, FUSELAGE_OK);
  assertGroup(&call, 0, 0, 2, 5, 1);
  endCall(&call);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

static void sumsOfAnOpeningStage(void **state) {
  (void)state;
  const FuselageStage io = {1, 7, max, 1, 1, false};
  assertMessage(&io, 1, 128, FUSELAGE_BYTE_COUNT_OVERFLOW,
                "Launch fusion overflowed while computing stage io bytes. Fix: "
                "shard adjacent stages before launch fusion planning.");
  const FuselageStage required = {1, 7, max - 1, 1, 1, false};
  assertMessage(&required, 1, max, FUSELAGE_BYTE_COUNT_OVERFLOW,
                "Launch fusion overflowed while computing stage required "
                "bytes. Fix: shard adjacent stages before launch fusion "
                "planning.");
  const FuselageStage second[] = {{1, 7, 1, 1, 1, false},
                                  {2, 8, max, 1, 1, false}};
  assertMessage(second, 2, 128, FUSELAGE_BYTE_COUNT_OVERFLOW,
                "Launch fusion overflowed while computing stage io bytes. Fix: "
                "shard adjacent stages before launch fusion planning.");
}

static void largestStageFits(void **state) {
  (void)state;
  const FuselageStage stage = {1, 7, max - 2, 1, 1, false};
  Call call = planWith(&stage, 1, max, NULL);
  assert_int_equal(call.status, FUSELAGE_OK);
  assertGroup(&call, 0, 0, 1, max, 0);
  endCall(&call);
}

static void sumsOfAJoiningStage(void **state) {
  (void)state;
  FuselageStage stages[] = {{1, 7, 10, 0, 0, false},
                            {2, 7, 0, 0, max - 9, false}};
  assertJoinOverflow(stages, 2, NULL, "fused scratch bytes");
  stages[1] = (FuselageStage){2, 7, 0, max - 10, 1, false};
  assertJoinOverflow(stages, 2, NULL, "fused output bytes");
  stages[1] = (FuselageStage){2, 7, 0, 1, 1, false};
  const uint64_t external[] = {max, max - 11};
  FuselagePlanOptions options = {.externalInputBytes = external};
  assertJoinOverflow(stages, 2, &options, "fused input bytes");
}

static void joinOverflowIsAnErrorEvenOverBudget(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 10, 0, 0, false},
                                  {2, 7, 0, max, 0, false}};
  Call call = planWith(stages, 2, 20, NULL);
  assert_string_equal(call.message,
                      "Launch fusion overflowed while computing fused output "
                      "bytes. Fix: shard adjacent stages before launch fusion "
                      "planning.");
  assert_int_equal(call.error.stageIndex, 1);
  endCall(&call);
}

static void boundariesComeBeforeJoinSums(void **state) {
  (void)state;
  const FuselageStage host[] = {{1, 7, 10, 0, 0, false},
                                {2, 7, 0, max, 0, true}};
  const FuselageStage layout[] = {{1, 7, 10, 0, 0, false},
                                  {2, 8, 0, max, 0, false}};
  const FuselageStage same[] = {{1, 7, 10, 0, 0, false},
                                {2, 7, 0, max, 0, false}};
  const size_t peers[] = {0, 1};
  FuselagePlanOptions options = {.earliestPeer = peers};
  Call calls[] = {planWith(host, 2, max, NULL), planWith(layout, 2, max, NULL),
                  planWith(same, 2, max, &options)};
  for (size_t i = 0; i < 3; ++i) {
    assert_int_equal(calls[i].status, FUSELAGE_OK);
    assert_int_equal(calls[i].plan.launchCount, 2);
    endCall(&calls[i]);
  }
}

static void totalOfAvoidedBytes(void **state) {
  (void)state;
  const uint64_t half = UINT64_C(1) << 63;
  FuselageStage stages[] = {{1, 7, 0, half, 0, false},
                            {2, 7, 0, 0, 0, false},
                            {3, 8, 0, half, 0, false},
                            {4, 8, 0, 0, 0, false}};
  assertMessage(stages, 4, max, FUSELAGE_BYTE_COUNT_OVERFLOW,
                "Launch fusion overflowed while computing total avoided "
                "intermediate bytes. Fix: shard adjacent stages before launch "
                "fusion planning.");
  stages[2].outputBytes = half - 1;
  Call call = planWith(stages, 4, max, NULL);
  assert_int_equal(call.status, FUSELAGE_OK);
  assert_int_equal(call.plan.avoidedIntermediateBytes, max);
  endCall(&call);
}

static void groupingErrorComesBeforeTotal(void **state) {
  (void)state;
  const uint64_t half = UINT64_C(1) << 63;
  const FuselageStage stages[] = {
      {1, 7, 0, half, 0, false}, {2, 7, 0, 0, 0, false},
      {3, 8, 0, half, 0, false}, {4, 8, 0, 0, 0, false},
      {5, 9, max, 1, 0, false},
  };
  assertMessage(stages, 5, max, FUSELAGE_BYTE_COUNT_OVERFLOW,
                "Launch fusion overflowed while computing stage io bytes. Fix: "
                "shard adjacent stages before launch fusion planning.");
}

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static void earliestPeerIsAnIndexOfTheGroupsFirstStage(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 1, 1, 1, false},
                                  {2, 7, 1, 1, 1, false},
                                  {3, 7, 1, 1, 1, false},
                                  {4, 7, 1, 1, 1, false}};
  const size_t peers[] = {99, 0, 1, 2};
  FuselagePlanOptions options = {.earliestPeer = peers};
  Call call = planWith(stages, 4, 100, &options);
  assert_int_equal(call.plan.launchCount, 2);
  assertGroup(&call, 0, 0, 2, 5, 1);
  assertGroup(&call, 1, 2, 2, 5, 1);
  endCall(&call);
}

static void stageThatIsItsOwnEarliestPeerOpens(void **state) {
  (void)state;
  const FuselageStage stages[] = {
      {1, 7, 1, 1, 1, false}, {2, 7, 1, 1, 1, false}, {3, 7, 1, 1, 1, false}};
  const size_t peers[] = {0, 1, SIZE_MAX};
  for (int objective = 0; objective < 2; ++objective) {
    FuselagePlanOptions options = {.earliestPeer = peers,
                                   .objective = (FuselageObjective)objective};
    Call call = planWith(stages, 3, 100, &options);
    assert_int_equal(call.plan.launchCount, 3);
    endCall(&call);
  }
}

static void externalInputCountsOnlyOnJoining(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 10, 1, 1, false},
                                  {2, 7, 99, 1, 1, false},
                                  {3, 7, 20, 1, 1, false}};
  const uint64_t external[] = {1000, 6, 7};
  for (int objective = 0; objective < 2; ++objective) {
    FuselagePlanOptions options = {.externalInputBytes = external,
                                   .objective = (FuselageObjective)objective};
    Call call = planWith(stages, 3, 24, &options);
    assert_int_equal(call.status, FUSELAGE_OK);
    assert_int_equal(call.plan.launchCount, 2);
    assertGroup(&call, 0, 0, 2, 20, 1);
    assertGroup(&call, 1, 2, 1, 22, 0);
    endCall(&call);
  }
}

static void optionsOfZeroChangeNothing(void **state) {
  (void)state;
  const FuselageStage stages[] = {{1, 7, 64, 32, 8, false},
                                  {2, 7, 32, 48, 8, false}};
  FuselagePlanOptions options = {0};
  Call with = planWith(stages, 2, 256, &options);
  Call without = planWith(stages, 2, 256, NULL);
  assert_int_equal(with.plan.launchCount, without.plan.launchCount);
  assert_memory_equal(with.plan.groups, without.plan.groups,
                      sizeof(FuselageGroup));
  endCall(&with);
  endCall(&without);
}

//===----------------------------------------------------------------------===//
// Errors as values
//===----------------------------------------------------------------------===//

static void statusNamesAreStable(void **state) {
  (void)state;
  static const char *const names[] = {"ok",
                                      "duplicate_stage",
                                      "zero_budget",
                                      "byte_count_overflow",
                                      "stage_over_budget",
                                      "storage_reserve_failed",
                                      "unknown"};
  for (int i = 0; i < 7; ++i)
    assert_string_equal(fuselageStatusGetName((FuselageStatus)i), names[i]);
}

static void objectiveNamesLeadToObjectives(void **state) {
  (void)state;
  static const char *const names[] = {"greedy", "optimal", "time"};
  for (int i = 0; i < 3; ++i) {
    FuselageObjective objective = FUSELAGE_OBJECTIVE_GREEDY;
    assert_string_equal(fuselageObjectiveGetName((FuselageObjective)i),
                        names[i]);
    assert_true(fuselageObjectiveFind(names[i], &objective));
    assert_int_equal(objective, i);
    assert_int_equal(fuselageObjectiveReadsJoinTimes(objective), i > 0);
  }
  static const char *const others[] = {"", "Greedy", "tim", "times", "unknown"};
  FuselageObjective objective = FUSELAGE_OBJECTIVE_TIME;
  for (size_t i = 0; i < sizeof others / sizeof *others; ++i)
    assert_false(fuselageObjectiveFind(others[i], &objective));
  assert_int_equal(objective, FUSELAGE_OBJECTIVE_TIME);
  assert_string_equal(fuselageObjectiveGetName((FuselageObjective)3),
                      "unknown");
  assert_false(fuselageObjectiveReadsJoinTimes((FuselageObjective)3));
}

static void errorsPrintLikeSnprintf(void **state) {
  (void)state;
  const FuselageError error = {.status = FUSELAGE_ZERO_BUDGET};
  char whole[256];
  size_t length = fuselageErrorPrint(&error, NULL, 0);
  assert_int_equal(fuselageErrorPrint(&error, whole, sizeof(whole)), length);
  assert_int_equal(strlen(whole), length);
  char part[8] = "unread.";
  assert_int_equal(fuselageErrorPrint(&error, part, sizeof(part)), length);
  assert_string_equal(part, "Launch ");
  char one = 'x';
  assert_int_equal(fuselageErrorPrint(&error, &one, 1), length);
  assert_int_equal(one, 0);
}

static void errorMayBeNull(void **state) {
  (void)state;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  FuselagePlan plan;
  memset(&plan, 0xFF, sizeof(plan));
  assert_int_equal(fuselagePlanLaunches(NULL, 0, 0, NULL, scratch, &plan, NULL),
                   FUSELAGE_ZERO_BUDGET);
  assert_null(plan.groups);
  assert_int_equal(plan.launchCount, 0);
  fuselageScratchDestroy(scratch);
}

static void errorFieldsOfAnOverBudgetStage(void **state) {
  (void)state;
  const FuselageStage stages[] = {{8, 7, 1, 1, 1, false},
                                  {9, 6, 64, 32, 64, false}};
  Call call = planWith(stages, 2, 128, NULL);
  assert_int_equal(call.error.stageIndex, 1);
  assert_int_equal(call.error.stageId, 9);
  assert_int_equal(call.error.requiredBytes, 160);
  assert_int_equal(call.error.budgetBytes, 128);
  endCall(&call);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(compatibleStagesFuse),
      cmocka_unit_test(layoutHostAndBudgetSplit),
      cmocka_unit_test(budgetIsInclusive),
      cmocka_unit_test(hostBoundaryOfFirstStageIsNoSplit),
      cmocka_unit_test(zeroBudgetComesFirst),
      cmocka_unit_test(noStagesAreAnEmptyPlan),
      cmocka_unit_test(singleStageOverBudget),
      cmocka_unit_test(duplicateComesBeforeGrouping),
      cmocka_unit_test(duplicateAtTheFarEndComesBeforeGrouping),
      cmocka_unit_test(firstIdSeenAgainIsReported),
      cmocka_unit_test(groupingErrorsComeInStageOrder),
      cmocka_unit_test(stageThatJoinsNeedNotOpen),
      cmocka_unit_test(sumsOfAnOpeningStage),
      cmocka_unit_test(largestStageFits),
      cmocka_unit_test(sumsOfAJoiningStage),
      cmocka_unit_test(joinOverflowIsAnErrorEvenOverBudget),
      cmocka_unit_test(boundariesComeBeforeJoinSums),
      cmocka_unit_test(totalOfAvoidedBytes),
      cmocka_unit_test(groupingErrorComesBeforeTotal),
      cmocka_unit_test(earliestPeerIsAnIndexOfTheGroupsFirstStage),
      cmocka_unit_test(stageThatIsItsOwnEarliestPeerOpens),
      cmocka_unit_test(externalInputCountsOnlyOnJoining),
      cmocka_unit_test(optionsOfZeroChangeNothing),
      cmocka_unit_test(statusNamesAreStable),
      cmocka_unit_test(objectiveNamesLeadToObjectives),
      cmocka_unit_test(errorsPrintLikeSnprintf),
      cmocka_unit_test(errorMayBeNull),
      cmocka_unit_test(errorFieldsOfAnOverBudgetStage),
  };
  return cmocka_run_group_tests_name("planner contract", tests, NULL, NULL);
}
