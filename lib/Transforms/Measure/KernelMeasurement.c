//===- KernelMeasurement.c - What launches take as one kernel -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Measure/KernelMeasurement.h"

#include "Transforms/Measure/GroupModule.h"
#include "Transforms/Merge/FuseLaunches.h"
#include "Transforms/Plan/PlannedFusion.h"

#include <string.h>

//===----------------------------------------------------------------------===//
// The cache
//===----------------------------------------------------------------------===//

typedef struct Text {
  FUSELAGE_ARRAY(char) chars;
  bool failed;
} Text;

static void appendText(MlirStringRef added, void *userData) {
  Text *text = userData;
  size_t size = text->chars.size;
  if (!FUSELAGE_ARRAY_RESERVE(&text->chars, size + added.length + 1)) {
    text->failed = true;
    return;
  }
  memcpy(text->chars.data + size, added.data, added.length);
  text->chars.size = size + added.length;
}

/// FNV-1a, never 0: keys of the map are not null.
static const void *hashOf(const Text *text) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < text->chars.size; ++i)
    hash =
        (hash ^ (unsigned char)text->chars.data[i]) * UINT64_C(1099511628211);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): a key, never followed.
  return (const void *)(uintptr_t)(hash | 1);
}

static const FuselageMeasuredKernel *
findKernel(const FuselageMeasurementCache *cache, const Text *text) {
  uint32_t number = fuselagePointerMapLookup(&cache->numbers, hashOf(text));
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return NULL;
  const FuselageMeasuredKernel *kernel = &cache->kernels.data[number];
  bool isSame = kernel->length == text->chars.size &&
                memcmp(kernel->text, text->chars.data, kernel->length) == 0;
  return isSame ? kernel : NULL;
}

/// Takes the text. Without memory the kernel is measured again another time.
static void addKernel(FuselageMeasurementCache *cache, Text *text,
                      FuselageMeasurement measurement) {
  uint32_t number = (uint32_t)cache->kernels.size;
  FuselageMeasuredKernel *kernel = FUSELAGE_ARRAY_APPEND(&cache->kernels);
  if (!kernel) {
    FUSELAGE_ARRAY_FREE(&text->chars);
    return;
  }
  *kernel =
      (FuselageMeasuredKernel){text->chars.data, text->chars.size, measurement};
  if (!fuselagePointerMapInsert(&cache->numbers, hashOf(text), number)) {
    --cache->kernels.size;
    FUSELAGE_ARRAY_FREE(&text->chars);
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

/// Fuses the launches of a module that has nothing else. They are arranged
/// already; the checks that the group has passed are not made again, and nobody
/// is told.
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
  Text text = {0};
  mlirOperationPrint(module, appendText, &text);
  const FuselageMeasuredKernel *known =
      text.failed ? NULL : findKernel(cache, &text);
  if (known) {
    FUSELAGE_ARRAY_FREE(&text.chars);
    return known->measurement;
  }
  FuselageMeasurement measurement = {0};
  measurement.isKnown = cache->options->measureKernel(
      module, &measurement.resources, cache->options->measureUserData);
  if (text.failed)
    FUSELAGE_ARRAY_FREE(&text.chars);
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
