//===-- fuselage-c/Planner.h - Launch-fusion planner --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// INTRODUCTION
//
// The planner decides which adjacent stages (kernel launches) share a launch.
// It sees stages as numbers only: ids, layout hashes and byte counts. It needs
// libc and nothing else.
//
//   FuselageScratch scratch = fuselageScratchCreate(numStages, NULL);
//   FuselagePlan plan;
//   FuselageError error;
//   if (fuselagePlanLaunches(stages, numStages, budget, NULL, scratch, &plan,
//                            &error) == FUSELAGE_OK)
//     ...read plan.groups[0 .. plan.launchCount)...
//   fuselageScratchDestroy(scratch);
//
// A group opens at the first stage without a group. It requires the stage's
// input, output and scratch bytes. The stages after it join one by one. A stage
// joins if it does not require host materialization, if it has the group's
// layout hash, and if the group's required bytes plus the stage's scratch and
// output bytes stay within the budget. Each join keeps the output of the stage
// before it out of host-visible memory: these are the avoided intermediate
// bytes.
//
// The sections go from the needs of every caller to the needs of few:
//   Input and output, Errors, Storage, Planning, Options.
//
// Thread-safety: the planner has no global state. Calls on different scratches
// may run at the same time; calls on one scratch may not.
//
// docs/Planner.md has the algorithms, a complete example and measurements.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_PLANNER_H
#define FUSELAGE_C_PLANNER_H

#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Input and output
//===----------------------------------------------------------------------===//

/// One stage: a kernel launch that may share a launch with its neighbours.
/// All byte counts are in bytes; every value of every field is allowed.
typedef struct FuselageStage {
  /// Names the stage in errors. Unique in one call.
  uint32_t id;
  /// Stages with different hashes never share a launch.
  uint64_t layoutHash;
  /// Bytes that the stage reads. Counted when the stage opens a group.
  uint64_t inputBytes;
  /// Bytes that the stage writes.
  uint64_t outputBytes;
  /// Bytes of temporary memory of the stage.
  uint64_t scratchBytes;
  /// True if the host must see memory before this stage runs: the stage opens a
  /// group.
  bool requiresHostMaterialization;
} FuselageStage;

/// Consecutive stages that share one launch.
typedef struct FuselageGroup {
  /// Index, not id, of the first stage in the array that was planned.
  size_t firstStage;
  /// At least 1.
  size_t numStages;
  /// The hash that all stages of the group have.
  uint64_t layoutHash;
  /// Bytes that the group needs at once; at most the budget.
  uint64_t requiredBytes;
  /// Output bytes of all stages of the group but the last.
  uint64_t avoidedIntermediateBytes;
} FuselageGroup;

/// The groups, in stage order; each stage is in exactly one of them.
typedef struct FuselagePlan {
  /// `launchCount` groups, owned by the scratch of the call: valid until the
  /// next call on that scratch or its destruction. Null if there are none.
  const FuselageGroup *groups;
  /// Number of groups.
  uint32_t launchCount;
  /// Number of stages less number of groups.
  uint32_t avoidedLaunches;
  /// Sum over the groups, in bytes.
  uint64_t avoidedIntermediateBytes;
} FuselagePlan;

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// The outcome of a call. The values are stable: new ones go to the end.
typedef enum FuselageStatus {
  /// The plan is complete.
  FUSELAGE_OK = 0,
  /// Two stages have the same id.
  FUSELAGE_DUPLICATE_STAGE = 1,
  /// The budget is zero.
  FUSELAGE_ZERO_BUDGET = 2,
  /// A sum of byte counts or a count does not fit its type.
  FUSELAGE_BYTE_COUNT_OVERFLOW = 3,
  /// A stage alone exceeds the budget.
  FUSELAGE_STAGE_OVER_BUDGET = 4,
  /// The allocator returned null, or the size has no representation.
  FUSELAGE_STORAGE_RESERVE_FAILED = 5
} FuselageStatus;

/// The stable name of a status, for machine-readable output: "ok",
/// "duplicate_stage", "zero_budget", "byte_count_overflow",
/// "stage_over_budget", "storage_reserve_failed"; "unknown" for any other
/// value. The string is static.
const char *fuselageStatusGetName(FuselageStatus status);

/// The value of FuselageError::stageIndex if the fault is not in one stage.
#define FUSELAGE_NO_STAGE SIZE_MAX

/// An error and its place. Fields that belong to another status are zero. The
/// strings are static: an error owns no memory and may be copied.
typedef struct FuselageError {
  FuselageStatus status;
  /// Index in the array of the stage at fault: for DUPLICATE_STAGE the second
  /// stage with the id; for BYTE_COUNT_OVERFLOW the stage whose bytes were
  /// being added; for STAGE_OVER_BUDGET the stage. FUSELAGE_NO_STAGE otherwise.
  size_t stageIndex;
  /// DUPLICATE_STAGE, STAGE_OVER_BUDGET: id of the stage at `stageIndex`.
  uint32_t stageId;
  /// STAGE_OVER_BUDGET: the bytes that the stage alone requires.
  uint64_t requiredBytes;
  /// STAGE_OVER_BUDGET: the budget of the call, in bytes.
  uint64_t budgetBytes;
  /// BYTE_COUNT_OVERFLOW: the name of the sum or count that overflows.
  /// STORAGE_RESERVE_FAILED: the name of the storage.
  const char *field;
  /// STORAGE_RESERVE_FAILED: the number of entries, one for each stage.
  size_t requested;
  /// STORAGE_RESERVE_FAILED: the reason.
  const char *reason;
} FuselageError;

/// Prints the message of `error` (one sentence that says what is wrong and one
/// that says how to fix it, no newline) as snprintf does: at most `size` bytes
/// are written, the terminating null included, and the length of the whole
/// message without it is returned. `buffer` may be null if `size` is zero. The
/// message of FUSELAGE_OK is empty.
size_t fuselageErrorPrint(const FuselageError *error, char *buffer,
                          size_t size);

//===----------------------------------------------------------------------===//
// Storage
//===----------------------------------------------------------------------===//

/// The source of storage. Both functions get `userData`. Only
/// fuselageScratchCreate, fuselageScratchDestroy and fuselagePlanLaunches call
/// them, on the thread of the caller.
typedef struct FuselageAllocator {
  /// Returns `size` bytes (never zero) aligned for any object, or null, which
  /// reaches the caller as an error.
  void *(*allocate)(size_t size, void *userData);
  /// Takes back memory from `allocate`; `size` is the size of that call.
  /// `pointer` is never null.
  void (*deallocate)(void *pointer, size_t size, void *userData);
  /// Passed to both functions, otherwise untouched.
  void *userData;
} FuselageAllocator;

/// Storage that calls reuse. It grows to the largest number of stages planned
/// and never shrinks. A call allocates only if the storage is too small for it.
typedef struct FuselageScratch {
  void *ptr;
} FuselageScratch;

/// Creates a scratch that can plan `stageCapacity` stages, with any ids and
/// any objective, before it allocates again. Zero is allowed. The allocator
/// is copied; null means malloc and free. Returns a null scratch if storage
/// cannot be reserved. The caller owns the scratch.
FUSELAGE_NODISCARD FuselageScratch fuselageScratchCreate(
    size_t stageCapacity, const FuselageAllocator *allocatorOrNull);

/// Releases everything that the scratch holds, the groups of its last plan
/// included. A null scratch is allowed.
void fuselageScratchDestroy(FuselageScratch scratch);

/// True if the scratch is null.
static inline bool fuselageScratchIsNull(FuselageScratch scratch) {
  return !scratch.ptr;
}

/// The number of stages that the scratch can plan, whatever their ids, before
/// it allocates again. Zero for a null scratch.
size_t fuselageScratchGetIdCapacity(FuselageScratch scratch);

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

struct FuselagePlanOptions;
typedef struct FuselagePlanOptions FuselagePlanOptions;

/// Plans the launches of `stages`, which are in execution order. `stages` may
/// be null if `numStages` is zero. `maxGroupBytes` is the budget of one group,
/// in bytes. `optionsOrNull` is described below; null plans by the rule at the
/// top of this file. `plan` must not be null; `error` may be.
///
/// On success `*plan` is the plan and `*error` has the status FUSELAGE_OK. On
/// failure `*plan` is all zero, `*error` gives the reason, and the scratch is
/// as usable as before. In both cases the groups of the scratch's previous plan
/// are gone.
///
/// Checks, in this order; the first that fails is the error:
///   1. a zero budget: ZERO_BUDGET;
///   2. no stages: success, with an empty plan;
///   3. one stage: its sums, then whether it exceeds the budget, as in 6;
///   4. storage for `numStages` stages: STORAGE_RESERVE_FAILED. A null scratch
///      fails here too, for one stage as well;
///   5. two stages with one id: DUPLICATE_STAGE for the first stage, in stage
///      order, whose id was seen before;
///   6. grouping in stage order. A stage that opens a group adds its bytes as
///      "stage io bytes" (input and output), then "stage required bytes" (and
///      scratch): BYTE_COUNT_OVERFLOW; then STAGE_OVER_BUDGET if the sum
///      exceeds the budget. A stage that may join (host boundary, layout hash
///      and earliest peer are looked at before any sum) adds to the group
///      "fused scratch bytes", "fused output bytes", "fused input bytes":
///      BYTE_COUNT_OVERFLOW; it joins if the sum is within the budget. Then
///      "avoided intermediate bytes" adds the output of the stage before;
///   7. the plan as a whole: "total avoided intermediate bytes",
///      "launch count", "avoided launches": BYTE_COUNT_OVERFLOW.
///
/// Time is linear in `numStages` under GREEDY and O(n log n) at worst under the
/// other objectives; memory is linear.
FUSELAGE_NODISCARD FuselageStatus fuselagePlanLaunches(
    const FuselageStage *stages, size_t numStages, uint64_t maxGroupBytes,
    const FuselagePlanOptions *optionsOrNull, FuselageScratch scratch,
    FuselagePlan *plan, FuselageError *error);

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

/// The goal of a plan. The values are stable.
typedef enum FuselageObjective {
  /// The rule at the top of this file: each group takes all stages that it can.
  FUSELAGE_OBJECTIVE_GREEDY = 0,
  /// Fewest launches; among those, most saved time (joinPicoseconds); among
  /// those, most avoided intermediate bytes; among those, the plan whose first
  /// group is longest, then its second, and so on. If the greedy plan is one of
  /// the best, it is the result.
  ///
  /// A join whose sum overflows exceeds any budget. Under OPTIMAL it is not an
  /// error: the stage does not join. The error of step 6 is then the error of
  /// the first stage that no choice of groups can place. This stage cannot open
  /// a group, and the error is the same as when it opens one.
  FUSELAGE_OBJECTIVE_OPTIMAL = 1,
  /// Most saved time; among those, as OPTIMAL, whose errors it has too. A stage
  /// whose join takes more time than it saves opens a group, unless that keeps
  /// others out that save more.
  FUSELAGE_OBJECTIVE_TIME = 2
} FuselageObjective;

/// The name of an objective in options, requests and remarks: "greedy",
/// "optimal" or "time"; "unknown" for other values. The text is static.
const char *fuselageObjectiveGetName(FuselageObjective objective);

/// Sets `*objective` to the objective of that name. Returns false, and sets
/// nothing, if no objective has it.
FUSELAGE_NODISCARD bool fuselageObjectiveFind(const char *name,
                                              FuselageObjective *objective);

/// True if plans of the objective depend on the times of joins
/// (FuselagePlanOptions::joinPicoseconds).
bool fuselageObjectiveReadsJoinTimes(FuselageObjective objective);

/// Options beyond the rule. Zero-initialized options change nothing. The arrays
/// have one entry for each stage. The planner reads them only during the call.
struct FuselagePlanOptions {
  /// Stage i may join a group only if earliestPeer[i] is at most the index of
  /// the group's first stage: a dependence on a stage before earliestPeer[i]
  /// cannot be met inside one launch. A value of i or more makes stage i open a
  /// group. Null allows every peer.
  const size_t *earliestPeer;
  /// Bytes that stage i reads and that no stage before it produced. They are
  /// added, as "fused input bytes", when stage i joins a group; a stage that
  /// opens a group counts its inputBytes in full instead. Null means zeros.
  const uint64_t *externalInputBytes;
  /// Values other than the enumerators mean GREEDY.
  FuselageObjective objective;
  /// The time that it saves when stage i joins a group, in picoseconds; below
  /// zero, the time that it costs. The entry of a stage that opens a group does
  /// not count. fuselageTimeModelJoin gives such times. Null means zeros.
  /// fuselageObjectiveReadsJoinTimes says which objectives read it.
  const int64_t *joinPicoseconds;
};

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_PLANNER_H
