//===- fusion.c - Fusion in steps through the C library -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fuses a module by groups from the command line, given as RUN:FIRST:COUNT, or
// by the planner's groups. Prints the callbacks, the summary and the number of
// launches in the module afterwards. With "drop" in place of groups it plans,
// does not apply the plan, and says whether the module stayed the same. With
// "measure" it fuses, and prints each module that is to be measured.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"

#include "mlir-c/RegisterEverything.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_GROUPS = 16 };

static void printGroup(const FuselagePlannedGroup *group,
                       const FuselageRun *run, void *userData) {
  ++*(int *)userData;
  printf("group: run %zu, stages %zu to %zu of %zu\n", group->run,
         group->group.firstStage,
         group->group.firstStage + group->group.numStages - 1, run->numStages);
}

static void printRefusal(const FuselageRefusal *refusal, void *userData) {
  ++*(int *)userData;
  printf("refusal: %.*s, run %zu, stage %zu: %s; %s; %s\n",
         (int)refusal->function.length, refusal->function.data, refusal->run,
         refusal->stage, fuselageReasonGetName(refusal->obstacle.reason),
         refusal->witness.data, refusal->suggestion.data);
}

static MlirWalkResult countLaunch(MlirOperation op, void *userData) {
  if (mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                         mlirStringRefCreateFromCString("gpu.launch")))
    ++*(size_t *)userData;
  return MlirWalkResultAdvance;
}

static int finish(MlirOperation module, MlirLogicalResult result,
                  const FuselageFusionSummary *summary) {
  size_t count = 0;
  mlirOperationWalk(module, countLaunch, &count, MlirWalkPreOrder);
  if (mlirLogicalResultIsSuccess(result))
    printf("launches: %zu -> %zu\n", summary->launchesBefore,
           summary->launchesAfter);
  printf("in the module: %zu\n", count);
  return mlirLogicalResultIsSuccess(result) ? 0 : 1;
}

static void printText(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

/// Any kernel has the same resources.
static bool printMeasured(MlirOperation module,
                          FuselageKernelResources *resources, void *userData) {
  mlirOperationPrint(module, printText, userData);
  *resources = (FuselageKernelResources){
      .registers = 32, .activeWarps = 32, .maxWarps = 64};
  return true;
}

static int fuse(MlirOperation module, bool measures) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  if (measures) {
    options.measureKernel = printMeasured;
    options.measureUserData = stdout;
  }
  int calls = 0;
  FuselageFusionCallbacks callbacks = {printGroup, printRefusal, &calls};
  FuselageFusionSummary summary;
  MlirLogicalResult result =
      fuselageFuse(module, &options, &callbacks, &summary);
  printf("callbacks: %d\n", calls);
  return finish(module, result, &summary);
}

static int fuseGiven(MlirOperation module, const FuselageGivenGroup *groups,
                     size_t numGroups) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  FuselageFusionSummary summary;
  MlirLogicalResult result = mlirLogicalResultFailure();
  FuselageFusion fusion =
      fuselageFusionCreateWithGroups(module, &options, groups, numGroups);
  if (!fuselageFusionIsNull(fusion)) {
    for (size_t i = 0; i < fuselageFusionGetNumGroups(fusion); ++i)
      printf("planned: %zu\n",
             fuselageFusionGetGroup(fusion, i).group.numStages);
    result = fuselageFusionApply(fusion, &summary);
  }
  fuselageFusionDestroy(fusion);
  return finish(module, result, &summary);
}

/// A module as text, terminated.
typedef struct Text {
  char *data;
  size_t size;
} Text;

static void append(MlirStringRef added, void *userData) {
  Text *text = userData;
  char *data = realloc(text->data, text->size + added.length + 1);
  if (!data)
    abort();
  memcpy(data + text->size, added.data, added.length);
  text->data = data;
  text->size += added.length;
  data[text->size] = '\0';
}

static Text print(MlirOperation module) {
  Text text = {0};
  mlirOperationPrint(module, append, &text);
  return text;
}

/// Plans, and drops the plan. In between the module is rearranged; afterwards
/// it reads as before.
static int drop(MlirOperation module) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  Text before = print(module);
  FuselageFusion fusion = fuselageFusionCreate(module, &options);
  Text planned = print(module);
  fuselageFusionDestroy(fusion);
  Text after = print(module);
  printf("planned: %s\n",
         strcmp(before.data, planned.data) == 0 ? "the same" : "rearranged");
  bool isRestored = strcmp(before.data, after.data) == 0;
  printf("dropped: %s\n", isRestored ? "the same" : after.data);
  free(before.data);
  free(planned.data);
  free(after.data);
  return isRestored ? 0 : 1;
}

/// Reads "RUN:FIRST:COUNT".
static bool readGroup(const char *text, FuselageGivenGroup *group) {
  size_t *const parts[] = {&group->run, &group->firstStage, &group->numStages};
  for (int i = 0; i < 3; ++i) {
    char *end;
    *parts[i] = strtoull(text, &end, 10);
    if (end == text || *end != (i < 2 ? ':' : '\0'))
      return false;
    text = end + 1;
  }
  return true;
}

int main(int argc, char **argv) {
  FuselageGivenGroup groups[MAX_GROUPS];
  size_t numGroups = 0;
  bool drops = argc == 3 && strcmp(argv[2], "drop") == 0;
  bool measures = argc == 3 && strcmp(argv[2], "measure") == 0;
  for (int i = 2; !drops && !measures && i < argc && numGroups < MAX_GROUPS;
       ++i, ++numGroups)
    if (!readGroup(argv[i], &groups[numGroups]))
      return 2;
  if (argc < 2)
    return 2;
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  mlirRegisterAllDialects(registry);
  MlirContext context = mlirContextCreateWithRegistry(registry, true);
  mlirDialectRegistryDestroy(registry);
  MlirModule module = mlirModuleCreateParseFromFile(
      context, mlirStringRefCreateFromCString(argv[1]));
  int exitCode = 2;
  if (!mlirModuleIsNull(module)) {
    MlirOperation op = mlirModuleGetOperation(module);
    if (drops)
      exitCode = drop(op);
    else
      exitCode =
          numGroups ? fuseGiven(op, groups, numGroups) : fuse(op, measures);
    mlirModuleDestroy(module);
  }
  mlirContextDestroy(context);
  return exitCode;
}
