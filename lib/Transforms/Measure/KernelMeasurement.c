//===- KernelMeasurement.c - Launches measured as one kernel --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Measure/KernelMeasurement.h"

#include "Support/Hash.h"
#include "Support/Text.h"
#include "Transforms/Measure/GroupModule.h"
#include "Transforms/Merge/FuseLaunches.h"
#include "Transforms/Plan/PlannedFusion.h"

#include <string.h>

//===----------------------------------------------------------------------===//
// The cache
//===----------------------------------------------------------------------===//

static const void *keyOf(const FuselageText *text) {
  return fuselagePointerMapKeyOfHash(fuselageHash(text->data, text->length, 0));
}

static const FuselageMeasuredKernel *
findKernel(const FuselageMeasurementCache *cache, const FuselageText *text) {
  uint32_t number = fuselagePointerMapLookup(&cache->numbers, keyOf(text));
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return NULL;
  const FuselageMeasuredKernel *kernel = &cache->kernels.data[number];
  bool isSame = kernel->length == text->length &&
                memcmp(kernel->text, text->data, kernel->length) == 0;
  return isSame ? kernel : NULL;
}

/// Takes over the text. If memory is out, the kernel is measured again the next
/// time.
static void addKernel(FuselageMeasurementCache *cache, FuselageText *text,
                      FuselageMeasurement measurement) {
  uint32_t number = (uint32_t)cache->kernels.size;
  FuselageMeasuredKernel *kernel = FUSELAGE_ARRAY_APPEND(&cache->kernels);
  if (!kernel) {
    fuselageTextFree(text);
    return;
  }
  *kernel = (FuselageMeasuredKernel){text->data, text->length, measurement};
  if (!fuselagePointerMapInsert(&cache->numbers, keyOf(text), number)) {
    --cache->kernels.size;
    fuselageTextFree(text);
  }
}

void fuselageMeasurementCacheFree(FuselageMeasurementCache *cache) {
  for (size_t i = 0; i < cache->kernels.size; ++i)
    free(cache->kernels.data[i].text);
  FUSELAGE_ARRAY_FREE(&cache->kernels);
  fuselagePointerMapFree(&cache->numbers);
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

/// Fuses the launches of a module that has no other operations. The launches
/// are arranged already, and the group has passed its checks, so this makes no
/// checks and emits no remarks.
static bool fuseAll(MlirOperation module,
                    const FuselageFusionOptions *options) {
  FuselageFusionOptions quiet = *options;
  quiet.maxGroupBytes = UINT64_MAX;
  quiet.objective = FUSELAGE_OBJECTIVE_GREEDY;
  quiet.measureKernel = NULL;
  quiet.omitRemarks = true;
  FuselagePlannedFusion planned = {.analysis = {NULL}};
  bool isOneLaunch =
      mlirLogicalResultIsSuccess(
          fuselagePlannedFusionCompute(&planned, module, &quiet)) &&
      fuselageFusionPlanLoadDialects(&planned.plan, module) &&
      fuselageFusionPlanApply(&planned.plan, module, planned.analysis, &quiet)
              .launchesAfter == 1;
  fuselagePlannedFusionFree(&planned);
  return isOneLaunch;
}

static FuselageMeasurement measureModule(FuselageMeasurementCache *cache,
                                         MlirOperation module) {
  FuselageText text = {0};
  mlirOperationPrint(module, fuselageTextCallback, &text);
  const FuselageMeasuredKernel *known =
      text.failed ? NULL : findKernel(cache, &text);
  if (known) {
    fuselageTextFree(&text);
    return known->measurement;
  }
  FuselageMeasurement measurement = {0};
  measurement.isKnown = cache->options->measureKernel(
      module, &measurement.resources, cache->options->measureUserData);
  if (text.failed)
    fuselageTextFree(&text);
  else
    addKernel(cache, &text, measurement);
  return measurement;
}

FuselageMeasurement fuselageMeasureStages(FuselageMeasurementCache *cache,
                                          const FuselageRun *run, size_t first,
                                          size_t numStages) {
  FuselageMeasurement measurement = {0};
  MlirModule module = fuselageGroupModuleCreate(
      run->launches + first, numStages, cache->options->assumeNoaliasArgs);
  if (mlirModuleIsNull(module))
    return measurement;
  MlirOperation op = mlirModuleGetOperation(module);
  if (numStages == 1 || fuseAll(op, cache->options))
    measurement = measureModule(cache, op);
  mlirModuleDestroy(module);
  return measurement;
}
