//===-- fuselage-c/Fusion.h - Launch fusion in steps ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fuses launches as fuselage-c/Transforms.h does, and reports each group that
// it makes and the reason for each pair of launches that stays apart.
//
//   In one call     fuselageFuse, with callbacks for groups and refusals
//   In steps        analyze and plan; look at the plan; then rewrite
//   A given plan    check groups that the caller chose, then rewrite by them
//
// Functions on operations isolated from each other may run at the same time.
// Errors go to the diagnostic handlers of the context, each with its place.
// After an error the IR is as it was before the call. docs/Embedding.md has a
// complete program.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_FUSION_H
#define FUSELAGE_C_FUSION_H

#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Groups and refusals
//===----------------------------------------------------------------------===//

/// Launches of one run that become one launch.
typedef struct FuselagePlannedGroup {
  /// Number of the run in the analysis.
  size_t run;
  /// Consecutive stages of the run. A group of one stage is a launch that stays
  /// as it is.
  FuselageGroup group;
  /// The group is one stage that alone exceeds the budget. The plan leaves it
  /// out.
  bool isOverBudget;
  /// The plan had these launches in the group before this one. They stand apart
  /// because one kernel for all of them would take too many resources
  /// (FuselageFusionOptions::measureKernel).
  bool isResourceSplit;
  /// The caller chose the group (fuselageFusionCreateWithGroups).
  bool isGiven;
} FuselagePlannedGroup;

/// Two adjacent launches that stay apart: the last launch of a group and the
/// first launch of the next group, or two launches in different blocks that
/// follow each other across a loop or a condition of the host. In a loop of the
/// host the last launch of the body comes before the first launch of the next
/// iteration: the two may be one and the same operation.
typedef struct FuselageRefusal {
  /// Number of the run, and of the later launch's stage in it.
  size_t run, stage;
  /// The name of the function that holds the launches; empty outside functions.
  MlirStringRef function;
  MlirOperation earlierLaunch, laterLaunch;
  /// The reason, the operations at fault, and the witness in numbers.
  FuselageObstacle obstacle;
  /// The locations of the two operations at fault. Each may be null.
  MlirLocation earlier, later;
  /// Three texts without a final newline. `message` says what is wrong,
  /// `suggestion` how to fix it. `witness` names two threads that show the
  /// fault; it is empty if the obstacle has no witness.
  MlirStringRef message, suggestion, witness;
  /// Number of the run, and of the earlier launch's stage in it, to which
  /// FuselageObstacle::earlierStage belongs.
  size_t earlierRun, earlierStage;
} FuselageRefusal;

/// Called for each group of at least two launches, and for each refusal. The
/// arguments live for the time of the call. At that time the launches are not
/// merged yet, but they may stand in another order than in the source. A
/// callback must not change the IR.
typedef void (*FuselageGroupCallback)(const FuselagePlannedGroup *group,
                                      const FuselageRun *run, void *userData);
typedef void (*FuselageRefusalCallback)(const FuselageRefusal *refusal,
                                        void *userData);

typedef struct FuselageFusionCallbacks {
  /// Either may be null.
  FuselageGroupCallback group;
  FuselageRefusalCallback refusal;
  /// Passed to both.
  void *userData;
} FuselageFusionCallbacks;

//===----------------------------------------------------------------------===//
// In one call
//===----------------------------------------------------------------------===//

/// As fuselageFuseLaunches. Before it rewrites, it calls the callbacks in the
/// order of the launches. `callbacksOrNull` and `summaryOrNull` may be null.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageFuse(MlirOperation root, const FuselageFusionOptions *options,
             const FuselageFusionCallbacks *callbacksOrNull,
             FuselageFusionSummary *summaryOrNull);

/// Continues a fusion in steps. If its summary has
/// FuselageFusionSummary::mayFuseMore, this call does the rounds that
/// fuselageFuse would have done next. A launch over the budget stays as it is.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageFuseFurther(MlirOperation root, const FuselageFusionOptions *options,
                    const FuselageFusionCallbacks *callbacksOrNull,
                    FuselageFusionSummary *summaryOrNull);

//===----------------------------------------------------------------------===//
// In steps
//===----------------------------------------------------------------------===//

/// An analysis of the launches under an operation, and a plan for them. It
/// refers to the IR. The caller must not change the IR before
/// fuselageFusionApply. While the fusion lives, launches may stand in another
/// order and have other ids than in the source, and copies may be launches. The
/// program computes the same results nevertheless.
typedef struct FuselageFusion {
  void *ptr;
} FuselageFusion;

/// Analyzes and plans. `options` is copied. The caller owns
/// the result, which is null after an error.
FUSELAGE_NODISCARD FuselageFusion
fuselageFusionCreate(MlirOperation root, const FuselageFusionOptions *options);

/// Releases the fusion. If fuselageFusionApply was not called, the IR becomes
/// what it was before fuselageFusionCreate.
void fuselageFusionDestroy(FuselageFusion fusion);

static inline bool fuselageFusionIsNull(FuselageFusion fusion) {
  return !fusion.ptr;
}

/// The analysis, owned by the fusion; valid until fuselageFusionApply.
FuselageAnalysis fuselageFusionGetAnalysis(FuselageFusion fusion);

/// True if a stage stands for a `memref.copy` of the host. While the fusion
/// lives, the copy is a launch. In a group with launches it stays a launch. In
/// a group of its own it becomes a `memref.copy` again and does not count as a
/// launch.
FUSELAGE_NODISCARD bool fuselageFusionIsCopy(FuselageFusion fusion, size_t run,
                                             size_t stage);

/// Stores the sizes that a stage had before it got another shape: the numbers
/// of blocks along x, y, z, then of threads in a block; -1 for what is no
/// constant.
void fuselageFusionGetSizes(FuselageFusion fusion, size_t run, size_t stage,
                            int64_t sizes[6]);

/// Counts the work of one run of a stage as it was before it got another shape
/// (fuselageLaunchCountWork).
FUSELAGE_NODISCARD bool fuselageFusionCountWork(FuselageFusion fusion,
                                                size_t run, size_t stage,
                                                FuselageLaunchWork *work);

/// The groups of all runs, in order; each stage is in exactly one.
size_t fuselageFusionGetNumGroups(FuselageFusion fusion);
FuselagePlannedGroup fuselageFusionGetGroup(FuselageFusion fusion,
                                            size_t index);

/// Calls `callback` for each pair of adjacent launches that the plan keeps
/// apart, in order. Call it before fuselageFusionApply only. Fails when memory
/// is out; the last refusal may then be incomplete.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionForEachRefusal(
    FuselageFusion fusion, FuselageRefusalCallback callback, void *userData);

/// Rewrites the IR by the plan, and emits the remarks of fuselageFuseLaunches.
/// Call it at most once. Afterwards the only valid call is
/// fuselageFusionDestroy.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionApply(
    FuselageFusion fusion, FuselageFusionSummary *summaryOrNull);

//===----------------------------------------------------------------------===//
// A given plan
//===----------------------------------------------------------------------===//

/// Consecutive stages of a run that are to be one launch.
typedef struct FuselageGivenGroup {
  size_t run, firstStage;
  /// At least 1.
  size_t numStages;
} FuselageGivenGroup;

/// As fuselageFusionCreate, with groups of the caller instead of the planner's:
/// an earlier plan, or one made by hand. The numbers of runs and stages are the
/// numbers in the analysis of a fusion (fuselageFusionGetAnalysis). An analysis
/// from fuselageAnalysisCreate may number them differently, because it has the
/// launches in the order of the source. The groups hold each stage of each run
/// exactly once, in order. A group is an error if it is not proved legal or
/// needs more than the budget; the error names the first launch that cannot
/// join, and the reason. The objective has no effect, and kernels are not
/// measured.
FUSELAGE_NODISCARD FuselageFusion fuselageFusionCreateWithGroups(
    MlirOperation root, const FuselageFusionOptions *options,
    const FuselageGivenGroup *groups, size_t numGroups);

/// Replaces the groups of a fusion before fuselageFusionApply: a caller can
/// read the analysis of the fusion and then choose the groups. After an error
/// the fusion keeps its groups.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionSetGroups(
    FuselageFusion fusion, const FuselageGivenGroup *groups, size_t numGroups);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_FUSION_H
