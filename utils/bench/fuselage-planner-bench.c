//===- fuselage-planner-bench.c - Time of planning, per stage -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints nanoseconds per stage for all objectives, over sizes, shapes of
// input, orders of ids, and warm and cold scratches. Time is the processor time
// of this program, and a number is the fastest of several samples, because
// whatever else the machine does only adds to it. A sample repeats the call
// until it has run long enough to be timed. Inputs are the same in every run.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Planner.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

typedef enum Shape { ALL_FUSING, MIXED, BUDGET_BOUND, ALL_SPLIT } Shape;
enum { NUM_SHAPES = 4 };
static const char *const shapeNames[NUM_SHAPES] = {"all-fusing", "mixed",
                                                   "budget", "all-split"};

typedef enum IdOrder { INCREASING, DENSE_SHUFFLED, SPARSE_SHUFFLED } IdOrder;
enum { NUM_ID_ORDERS = 3 };

static uint64_t nextRandom(uint64_t *state) {
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t bits = *state;
  bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
  return bits ^ (bits >> 31);
}

/// Maps different numbers to different numbers all over 32 bits.
static uint32_t spread(uint32_t number) {
  number = (number ^ (number >> 16)) * UINT32_C(0x7FEB352D);
  number = (number ^ (number >> 15)) * UINT32_C(0x846CA68B);
  return number ^ (number >> 16);
}

static void fillIds(FuselageStage *stages, size_t numStages, IdOrder order) {
  uint64_t random = 1;
  for (size_t i = 0; i < numStages; ++i)
    stages[i].id = (uint32_t)i;
  if (order == INCREASING)
    return;
  for (size_t i = numStages; i-- > 1;) {
    size_t j = (size_t)(nextRandom(&random) % (i + 1));
    uint32_t id = stages[i].id;
    stages[i].id = stages[j].id;
    stages[j].id = id;
  }
  if (order == SPARSE_SHUFFLED)
    for (size_t i = 0; i < numStages; ++i)
      stages[i].id = spread(stages[i].id);
}

/// Byte counts differ from stage to stage in all shapes. MIXED ends a group
/// every 8 stages or so, mostly for the layout; BUDGET_BOUND every 16, for the
/// budget alone.
static uint64_t fillBytes(FuselageStage *stages, size_t numStages,
                          Shape shape) {
  uint64_t random = 2;
  uint64_t layoutHash = 7;
  for (size_t i = 0; i < numStages; ++i) {
    uint64_t bits = nextRandom(&random);
    if (shape == ALL_SPLIT || (shape == MIXED && bits % 10 == 0))
      ++layoutHash;
    stages[i].layoutHash = layoutHash;
    stages[i].inputBytes = 64 + (bits >> 8) % 64;
    stages[i].outputBytes = 32 + (bits >> 16) % 64;
    stages[i].scratchBytes = (bits >> 24) % 16;
    stages[i].requiresHostMaterialization = shape == MIXED && bits % 61 == 0;
  }
  return shape == MIXED || shape == BUDGET_BOUND ? 1200 : UINT64_MAX / 2;
}

/// One join in sixteen costs time.
static void fillTimes(int64_t *picoseconds, size_t count) {
  uint64_t random = 4;
  for (size_t i = 0; i < count; ++i) {
    int64_t saved = (int64_t)(nextRandom(&random) % 3000000);
    picoseconds[i] = nextRandom(&random) % 16 == 0 ? -saved : saved;
  }
}

//===----------------------------------------------------------------------===//
// Timing
//===----------------------------------------------------------------------===//

typedef struct Case {
  const FuselageStage *stages;
  size_t numStages;
  uint64_t budget;
  FuselagePlanOptions options;
  /// Each call gets a scratch of its own.
  bool cold;
} Case;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static bool planOnce(const Case *run, FuselageScratch scratch) {
  FuselagePlan plan;
  FuselageStatus status =
      fuselagePlanLaunches(run->stages, run->numStages, run->budget,
                           &run->options, scratch, &plan, NULL);
  return status == FUSELAGE_OK && plan.launchCount > 0;
}

static bool planRepeatedly(const Case *run, FuselageScratch warmScratch,
                           size_t repeats) {
  bool planned = true;
  for (size_t i = 0; i < repeats; ++i) {
    FuselageScratch scratch =
        run->cold ? fuselageScratchCreate(0, NULL) : warmScratch;
    planned &= planOnce(run, scratch);
    if (run->cold)
      fuselageScratchDestroy(scratch);
  }
  return planned;
}

/// Nanoseconds per stage; negative if planning fails.
static double measure(const Case *run, size_t stagesPerSample) {
  enum { NUM_SAMPLES = 9 };
  size_t repeats = stagesPerSample / run->numStages + 1;
  double stagesTimed = (double)repeats * (double)run->numStages;
  FuselageScratch scratch = fuselageScratchCreate(0, NULL);
  bool planned = planOnce(run, scratch);
  double best = 0;
  for (int i = 0; i < NUM_SAMPLES; ++i) {
    double start = now();
    planned &= planRepeatedly(run, scratch, repeats);
    double nanoseconds = (now() - start) / stagesTimed;
    best = i == 0 || nanoseconds < best ? nanoseconds : best;
  }
  fuselageScratchDestroy(scratch);
  return planned ? best : -1.0;
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

static void printHeading(const char *objective) {
  printf("\n%s, ns per stage%*sincreasing ids    shuffled, dense   shuffled, "
         "sparse\n"
         "shape           stages     warm     cold     warm     cold     warm "
         "    cold\n",
         objective, (int)(9 - strlen(objective)), "");
}

static bool printRow(FuselageStage *stages, const int64_t *picoseconds,
                     size_t numStages, Shape shape, FuselageObjective objective,
                     size_t stagesPerSample) {
  bool planned = true;
  FuselagePlanOptions options = {.objective = objective};
  if (objective == FUSELAGE_OBJECTIVE_TIME)
    options.joinPicoseconds = picoseconds;
  uint64_t budget = fillBytes(stages, numStages, shape);
  printf("%-12s %9zu", shapeNames[shape], numStages);
  for (int order = 0; order < NUM_ID_ORDERS; ++order) {
    fillIds(stages, numStages, (IdOrder)order);
    for (int cold = 0; cold < 2; ++cold) {
      Case run = {stages, numStages, budget, options, cold == 1};
      double nanoseconds = measure(&run, stagesPerSample);
      planned &= nanoseconds >= 0;
      printf(" %8.2f", nanoseconds);
    }
  }
  printf("\n");
  fflush(stdout);
  return planned;
}

static bool printTables(FuselageStage *stages, const int64_t *picoseconds,
                        size_t maxStages, size_t stagesPerSample) {
  static const size_t sizes[] = {8, 64, 1024, 16384, 1048576};
  bool planned = true;
  static const char *const names[] = {"greedy", "optimal", "time"};
  for (int objective = 0; objective < 3; ++objective) {
    printHeading(names[objective]);
    for (int shape = 0; shape < NUM_SHAPES; ++shape)
      for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i)
        if (sizes[i] <= maxStages)
          planned &= printRow(stages, picoseconds, sizes[i], (Shape)shape,
                              (FuselageObjective)objective, stagesPerSample);
  }
  return planned;
}

/// Reads "--max-stages=N", the only option.
static bool parseMaxStages(const char *argument, size_t *maxStages) {
  static const char option[] = "--max-stages=";
  if (strncmp(argument, option, sizeof(option) - 1) != 0)
    return false;
  char *end;
  const char *digits = argument + sizeof(option) - 1;
  errno = 0;
  unsigned long long value = strtoull(digits, &end, 10);
  if (*digits < '0' || *digits > '9' || *end || errno || value < 8 ||
      value > 1048576)
    return false;
  *maxStages = (size_t)value;
  return true;
}

int main(int argc, char **argv) {
  size_t maxStages = 1048576;
  if (argc > 2 || (argc == 2 && !parseMaxStages(argv[1], &maxStages))) {
    fprintf(stderr, "usage: fuselage-planner-bench [--max-stages=N], where N "
                    "is from 8 to 1048576\n");
    return 2;
  }
  // A full run samples two million stages; a smoke run does the least.
  size_t stagesPerSample = maxStages < 1048576 ? maxStages : 2 * maxStages;
  FuselageStage *stages = calloc(maxStages, sizeof(*stages));
  int64_t *picoseconds = calloc(maxStages, sizeof(*picoseconds));
  if (!stages || !picoseconds) {
    fprintf(stderr, "fuselage-planner-bench: error: out of memory\n");
    free(picoseconds);
    free(stages);
    return 1;
  }
  fillTimes(picoseconds, maxStages);
  bool planned = printTables(stages, picoseconds, maxStages, stagesPerSample);
  free(picoseconds);
  free(stages);
  if (!planned)
    fprintf(stderr, "fuselage-planner-bench: error: a plan failed\n");
  return planned ? 0 : 1;
}
