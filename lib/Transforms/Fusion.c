//===- Fusion.c - Launch fusion in steps ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"

#include "Transforms/FuseLaunches.h"
#include "Transforms/FusionRemarks.h"
#include "Transforms/GivenPlan.h"
#include "Transforms/ResourceCheck.h"

#include "mlir-c/Diagnostics.h"

#include <stdlib.h>

/// Behind the handle.
typedef struct Fusion {
  MlirOperation root;
  FuselageFusionOptions options;
  FuselageAnalysis analysis;
  FuselageFusionPlan plan;
} Fusion;

static Fusion *unwrap(FuselageFusion fusion) { return fusion.ptr; }

FuselageFusionOptions fuselageFusionOptionsGetDefault(void) {
  return (FuselageFusionOptions){.maxGroupBytes = UINT64_MAX,
                                 .objective = FUSELAGE_OBJECTIVE_GREEDY,
                                 .overBudget = FUSELAGE_OVER_BUDGET_ERROR};
}

static Fusion *failOutOfMemory(MlirOperation root) {
  mlirEmitError(mlirOperationGetLocation(root),
                "out of memory while analyzing launches");
  return NULL;
}

/// A fusion with an analysis and an empty plan; null if memory is out.
static Fusion *analyze(MlirOperation root,
                       const FuselageFusionOptions *options) {
  FuselageAnalysisOptions analysisOptions = {
      .assumeNoaliasArgs = options->assumeNoaliasArgs,
      .maxParameterBytes = options->maxParameterBytes};
  Fusion *fusion = malloc(sizeof *fusion);
  if (!fusion)
    return failOutOfMemory(root);
  *fusion =
      (Fusion){.root = root,
               .options = *options,
               .analysis = fuselageAnalysisCreate(root, &analysisOptions)};
  if (!fuselageAnalysisIsNull(fusion->analysis))
    return fusion;
  free(fusion);
  return failOutOfMemory(root);
}

static FuselageFusion keepIf(MlirLogicalResult planned, Fusion *fusion) {
  FuselageFusion handle = {fusion};
  if (mlirLogicalResultIsSuccess(planned))
    return handle;
  fuselageFusionDestroy(handle);
  return (FuselageFusion){NULL};
}

FuselageFusion fuselageFusionCreate(MlirOperation root,
                                    const FuselageFusionOptions *options) {
  Fusion *fusion = analyze(root, options);
  if (!fusion)
    return (FuselageFusion){NULL};
  MlirLogicalResult result =
      fuselageFusionPlanCompute(&fusion->plan, root, fusion->analysis, options);
  if (mlirLogicalResultIsSuccess(result))
    result =
        fuselageResourceCheckRefine(&fusion->plan, fusion->analysis, options);
  return keepIf(result, fusion);
}

FuselageFusion fuselageFusionCreateWithGroups(
    MlirOperation root, const FuselageFusionOptions *options,
    const FuselageGivenGroup *groups, size_t numGroups) {
  Fusion *fusion = analyze(root, options);
  if (!fusion)
    return (FuselageFusion){NULL};
  return keepIf(fuselageFusionPlanCheckGroups(&fusion->plan, root,
                                              fusion->analysis, options, groups,
                                              numGroups),
                fusion);
}

void fuselageFusionDestroy(FuselageFusion fusion) {
  Fusion *storage = unwrap(fusion);
  if (!storage)
    return;
  fuselageFusionPlanFree(&storage->plan);
  fuselageAnalysisDestroy(storage->analysis);
  free(storage);
}

FuselageAnalysis fuselageFusionGetAnalysis(FuselageFusion fusion) {
  return unwrap(fusion)->analysis;
}

size_t fuselageFusionGetNumGroups(FuselageFusion fusion) {
  return unwrap(fusion)->plan.groups.size;
}

FuselagePlannedGroup fuselageFusionGetGroup(FuselageFusion fusion,
                                            size_t index) {
  return unwrap(fusion)->plan.groups.data[index];
}

void fuselageFusionForEachRefusal(FuselageFusion fusion,
                                  FuselageRefusalCallback callback,
                                  void *userData) {
  const Fusion *storage = unwrap(fusion);
  const FuselagePlannedGroup *groups = storage->plan.groups.data;
  FuselageSourceNames names = {0};
  for (size_t i = 0; i < storage->plan.groups.size; ++i) {
    if (groups[i].group.firstStage == 0)
      continue;
    FuselageRun run = fuselageAnalysisGetRun(storage->analysis, groups[i].run);
    fuselageDescribeRefusal(&run, &groups[i - 1], &groups[i], &storage->options,
                            &names, callback, userData);
  }
  fuselageSourceNamesFree(&names);
}

MlirLogicalResult fuselageFusionApply(FuselageFusion fusion,
                                      FuselageFusionSummary *summaryOrNull) {
  const Fusion *storage = unwrap(fusion);
  FuselageFusionSummary summary = {0};
  MlirLogicalResult result =
      fuselageFusionPlanApply(&storage->plan, storage->root, storage->analysis,
                              &storage->options, &summary);
  if (mlirLogicalResultIsSuccess(result) && summaryOrNull)
    *summaryOrNull = summary;
  return result;
}

static void reportTo(const FuselageFusionCallbacks *callbacks,
                     FuselageFusion fusion) {
  for (size_t i = 0; callbacks->group && i < fuselageFusionGetNumGroups(fusion);
       ++i) {
    FuselagePlannedGroup group = fuselageFusionGetGroup(fusion, i);
    FuselageRun run =
        fuselageAnalysisGetRun(fuselageFusionGetAnalysis(fusion), group.run);
    if (group.group.numStages > 1)
      callbacks->group(&group, &run, callbacks->userData);
  }
  if (callbacks->refusal)
    fuselageFusionForEachRefusal(fusion, callbacks->refusal,
                                 callbacks->userData);
}

MlirLogicalResult fuselageFuse(MlirOperation root,
                               const FuselageFusionOptions *options,
                               const FuselageFusionCallbacks *callbacksOrNull,
                               FuselageFusionSummary *summaryOrNull) {
  FuselageFusion fusion = fuselageFusionCreate(root, options);
  if (fuselageFusionIsNull(fusion))
    return mlirLogicalResultFailure();
  if (callbacksOrNull)
    reportTo(callbacksOrNull, fusion);
  MlirLogicalResult result = fuselageFusionApply(fusion, summaryOrNull);
  fuselageFusionDestroy(fusion);
  return result;
}

MlirLogicalResult fuselageFuseLaunches(MlirOperation root,
                                       const FuselageFusionOptions *options,
                                       FuselageFusionSummary *summaryOrNull) {
  return fuselageFuse(root, options, NULL, summaryOrNull);
}
