//===-- fuselage-c/Fusion.h - Launch fusion in steps ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fuses launches as fuselage-c/Transforms.h does, and says what it did and why
// it did no more.
//
//   In one call     fuselageFuse, with callbacks for groups and refusals
//   In steps        analyze and plan; look at the plan; then rewrite
//   A given plan    rewrite by groups from elsewhere, once they are checked
//
// Functions on operations isolated from each other may run at the same time.
// Errors go to the diagnostic handlers of the context, each at its place, and
// leave the IR as it was. docs/Embedding.md has a complete program.
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
// What there is to know
//===----------------------------------------------------------------------===//

/// Launches of one run that are one launch in the end.
typedef struct FuselagePlannedGroup {
  /// Number of the run in the analysis.
  size_t run;
  /// Stages of the run. A group of one stage is a launch that stays as it is.
  FuselageGroup group;
  /// The stage alone exceeds the budget and was left out of the plan.
  bool isOverBudget;
  /// The group before would hold its launches too, but for what one kernel for
  /// all of them takes (FuselageFusionOptions::measureKernel).
  bool isResourceSplit;
  /// The group is one of a plan from elsewhere.
  bool isGiven;
} FuselagePlannedGroup;

/// Two adjacent launches that stay apart: the last one of a group and the first
/// one of the next; or launches of different blocks of which one follows the
/// other, across a loop or a condition of the host. In a loop the last launch
/// comes before the first: these may be one and the same.
typedef struct FuselageRefusal {
  /// Number of the run, and of the later launch's stage in it.
  size_t run, stage;
  /// The function that holds them; empty if none does.
  MlirStringRef function;
  MlirOperation earlierLaunch, laterLaunch;
  /// The reason, the operations at fault, and the witness as numbers.
  FuselageObstacle obstacle;
  /// Where the operations at fault are; null where there is none.
  MlirLocation earlier, later;
  /// In words: what is wrong; what to do about it; and two threads that show
  /// it, empty if there is no such pair. Without a final newline.
  MlirStringRef message, suggestion, witness;
  /// Number of the run, and of the earlier launch's stage in it, to which
  /// FuselageObstacle::earlierStage belongs.
  size_t earlierRun, earlierStage;
} FuselageRefusal;

/// Called for each group of at least two launches, and for each refusal, with
/// what lives for the time of the call. Launches are not merged yet, but may be
/// in another order than before. The IR must not be changed.
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

/// As fuselageFuseLaunches, after the callbacks were called in the order of the
/// launches. `callbacksOrNull` and `summaryOrNull` may be null.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageFuse(MlirOperation root, const FuselageFusionOptions *options,
             const FuselageFusionCallbacks *callbacksOrNull,
             FuselageFusionSummary *summaryOrNull);

/// As fuselageFuse, for what was fused in steps already: where a summary says
/// FuselageFusionSummary::mayFuseMore, goes on as fuselageFuse would have. A
/// launch over the budget is left as it is.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageFuseFurther(MlirOperation root, const FuselageFusionOptions *options,
                    const FuselageFusionCallbacks *callbacksOrNull,
                    FuselageFusionSummary *summaryOrNull);

//===----------------------------------------------------------------------===//
// In steps
//===----------------------------------------------------------------------===//

/// An analysis of the launches under an operation, and a plan for them. Refers
/// to the IR, which must not change before fuselageFusionApply. As long as it
/// lives, launches may be in another order than before, with other ids, and
/// copies may be launches; all of that computes the same.
typedef struct FuselageFusion {
  void *ptr;
} FuselageFusion;

/// Analyzes and plans. `options` is copied. The caller owns
/// the result, which is null after an error.
FUSELAGE_NODISCARD FuselageFusion
fuselageFusionCreate(MlirOperation root, const FuselageFusionOptions *options);

/// Without fuselageFusionApply before, the IR is again as it was.
void fuselageFusionDestroy(FuselageFusion fusion);

static inline bool fuselageFusionIsNull(FuselageFusion fusion) {
  return !fusion.ptr;
}

/// The analysis, owned by the fusion; valid until fuselageFusionApply.
FuselageAnalysis fuselageFusionGetAnalysis(FuselageFusion fusion);

/// True if a stage stands for a copy that the host makes: a memref.copy, which
/// is a launch as long as the fusion lives, and stays one in a group with
/// launches. In a group of its own it is a copy again, and counts as none.
FUSELAGE_NODISCARD bool fuselageFusionIsCopy(FuselageFusion fusion, size_t run,
                                             size_t stage);

/// The groups of all runs, in order; each stage is in exactly one.
size_t fuselageFusionGetNumGroups(FuselageFusion fusion);
FuselagePlannedGroup fuselageFusionGetGroup(FuselageFusion fusion,
                                            size_t index);

/// Calls `callback` for each pair of adjacent launches that the plan keeps
/// apart, in order. Not to be called after fuselageFusionApply. Fails when
/// memory is out; what the callback was given last may be incomplete then.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionForEachRefusal(
    FuselageFusion fusion, FuselageRefusalCallback callback, void *userData);

/// Rewrites the IR by the plan, once, with remarks as from
/// fuselageFuseLaunches. Call it at most once; afterwards the fusion can only
/// be destroyed.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionApply(
    FuselageFusion fusion, FuselageFusionSummary *summaryOrNull);

//===----------------------------------------------------------------------===//
// A given plan
//===----------------------------------------------------------------------===//

/// Consecutive stages of a run that shall be one launch.
typedef struct FuselageGivenGroup {
  size_t run, firstStage;
  /// At least 1.
  size_t numStages;
} FuselageGivenGroup;

/// As fuselageFusionCreate, with groups from elsewhere in the place of the
/// planner's: an earlier plan, or one made by hand. Runs and stages are those
/// of the analysis of such a fusion, and not of one made with
/// fuselageAnalysisCreate, where launches stand as the source has them. Groups
/// hold each stage of each run exactly once, in order. A group that is not
/// proved legal, or needs more than the budget, is an error at the first launch
/// that cannot join it, with the reason. The objective has no meaning, and
/// kernels are not measured.
FUSELAGE_NODISCARD FuselageFusion fuselageFusionCreateWithGroups(
    MlirOperation root, const FuselageFusionOptions *options,
    const FuselageGivenGroup *groups, size_t numGroups);

/// Replaces the groups of a fusion that was not applied, so that they can be
/// chosen by its analysis. After an error it has those that it had.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionSetGroups(
    FuselageFusion fusion, const FuselageGivenGroup *groups, size_t numGroups);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_FUSION_H
