//===- Record.c - The record of a fusion ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Record.h"

#include "Number.h"
#include "Options.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>
#include <stdlib.h>

//===----------------------------------------------------------------------===//
// Values as text
//===----------------------------------------------------------------------===//

static void appendToStream(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

static char *textOfType(MlirType type) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory)
    return copyText("?", 1);
  mlirTypePrint(type, appendToStream, memory);
  return fclose(memory) == 0 ? text : copyText("?", 1);
}

/// "%alloc_3", as the source names it.
static char *textOfValue(MlirValue value, MlirAsmState names) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory)
    return copyText("?", 1);
  mlirValuePrintAsOperand(value, names, appendToStream, memory);
  return fclose(memory) == 0 ? text : copyText("?", 1);
}

static bool isModule(MlirOperation op) {
  return mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                            mlirStringRefCreateFromCString("builtin.module"));
}

/// The function around a launch, or the operation that acts as one.
static MlirOperation outermostAround(MlirOperation launch) {
  MlirOperation outermost = launch;
  for (MlirOperation parent = mlirOperationGetParentOperation(launch);
       !mlirOperationIsNull(parent) && !isModule(parent);
       parent = mlirOperationGetParentOperation(parent))
    outermost = parent;
  return outermost;
}

/// The names of the values in a function, as the source has them.
static MlirAsmState namesIn(MlirOperation function) {
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  mlirOpPrintingFlagsUseLocalScope(flags);
  MlirAsmState names = mlirAsmStateCreateForOperation(function, flags);
  mlirOpPrintingFlagsDestroy(flags);
  return names;
}

static bool isAllocation(MlirValue value) {
  if (!mlirValueIsAOpResult(value))
    return false;
  MlirStringRef name =
      mlirIdentifierStr(mlirOperationGetName(mlirOpResultGetOwner(value)));
  return mlirStringRefEqual(name,
                            mlirStringRefCreateFromCString("memref.alloc")) ||
         mlirStringRefEqual(name, mlirStringRefCreateFromCString("gpu.alloc"));
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The state of the callbacks below, for one run.
typedef struct Builder {
  Record *record;
  RunRecord *run;
  /// The names in `function`, made once for all its runs. Null if no function
  /// was named yet.
  MlirOperation function;
  MlirAsmState names;
  bool marksBuffers;
  /// From numbers of buffers in the analysis to their numbers in the record,
  /// plus one; zero for buffers that this run has not used yet.
  LIST(size_t) bufferNumbers;
} Builder;

static MlirStringRef functionOf(MlirOperation op) {
  MlirStringRef symbol = mlirSymbolTableGetSymbolAttributeName();
  for (; !mlirOperationIsNull(op) && !isModule(op);
       op = mlirOperationGetParentOperation(op)) {
    MlirAttribute name = mlirOperationGetAttributeByName(op, symbol);
    if (!mlirAttributeIsNull(name) && mlirAttributeIsAString(name))
      return mlirStringAttrGetValue(name);
  }
  return mlirStringRefCreate("", 0);
}

static void addStages(Builder *builder, const FuselageRun *run) {
  for (size_t i = 0; i < run->numStages; ++i) {
    size_t peer = run->earliestPeer[i] < i ? run->earliestPeer[i] : i;
    *LIST_APPEND(&builder->record->stages) = (StageRecord){
        .function = functionOf(run->launches[i]),
        .place = placeOfLocation(mlirOperationGetLocation(run->launches[i])),
        .stage = run->stages[i],
        .earliestPeer = builder->run->firstStage + peer,
        .barrierPeer = run->barrierPeer[i] == FUSELAGE_NO_STAGE
                           ? FUSELAGE_NO_STAGE
                           : builder->run->firstStage + run->barrierPeer[i],
        .externalInputBytes = run->externalInputBytes[i],
        .trips = run->trips,
        .nanoseconds = UNKNOWN_TIME};
  }
}

static const char markName[] = "fuselage.report.buffer";

/// The mark of an allocation. If it has none and `number` is not zero, marks it
/// with `number`.
static int64_t markOf(MlirValue root, size_t number) {
  if (!isAllocation(root))
    return 0;
  MlirOperation op = mlirOpResultGetOwner(root);
  MlirStringRef name = mlirStringRefCreateFromCString(markName);
  MlirAttribute mark = mlirOperationGetDiscardableAttributeByName(op, name);
  if (mlirAttributeIsNull(mark) && number != 0) {
    MlirType type = mlirIntegerTypeGet(mlirOperationGetContext(op), 64);
    mark = mlirIntegerAttrGet(type, (int64_t)number);
    mlirOperationSetDiscardableAttributeByName(op, name, mark);
  }
  return mlirAttributeIsNull(mark) ? 0 : mlirIntegerAttrGetValueInt(mark);
}

static size_t addBuffer(Builder *builder, const FuselageBufferUse *use) {
  while (builder->bufferNumbers.size <= use->buffer)
    (void)LIST_APPEND(&builder->bufferNumbers);
  size_t *number = &builder->bufferNumbers.data[use->buffer];
  if (*number <= builder->run->firstBuffer) {
    *LIST_APPEND(&builder->record->buffers) = (BufferRecord){
        .name = textOfValue(use->root, builder->names),
        .type = textOfType(mlirValueGetType(use->root)),
        .isAllocation = isAllocation(use->root),
        .mark =
            markOf(use->root,
                   builder->marksBuffers ? builder->record->buffers.size : 0)};
    *number = builder->record->buffers.size;
  }
  return *number - 1;
}

static void addUse(const FuselageBufferUse *use, void *userData) {
  Builder *builder = userData;
  size_t buffer = addBuffer(builder, use);
  size_t stageNumber = builder->run->firstStage + use->stage;
  StageRecord *stage = &builder->record->stages.data[stageNumber];
  if (stage->numUses++ == 0)
    stage->firstUse = builder->record->uses.size;
  *LIST_APPEND(&builder->record->uses) =
      (UseRecord){.stage = stageNumber,
                  .buffer = buffer,
                  .reads = use->reads,
                  .writes = use->writes,
                  .readBytes = use->readBytes,
                  .writtenBytes = use->writtenBytes};
}

static char *copyString(MlirStringRef text) {
  return copyText(text.data, text.length);
}

static void addRefusal(const FuselageRefusal *refusal, void *userData) {
  Record *record = userData;
  size_t first = record->runs.data[refusal->run].firstStage;
  size_t earlierFirst = record->runs.data[refusal->earlierRun].firstStage;
  *LIST_APPEND(&record->refusals) = (RefusalRecord){
      .earlierStage = earlierFirst + refusal->earlierStage,
      .stage = first + refusal->stage,
      .obstacleStage = earlierFirst + refusal->obstacle.earlierStage,
      .reason = refusal->obstacle.reason,
      .earlier = placeOfLocation(refusal->earlier),
      .later = placeOfLocation(refusal->later),
      .message = copyString(refusal->message),
      .suggestion = copyString(refusal->suggestion),
      .witness = copyString(refusal->witness)};
}

static void addGroups(Record *record, FuselageFusion fusion) {
  for (size_t i = 0; i < fuselageFusionGetNumGroups(fusion); ++i) {
    FuselagePlannedGroup planned = fuselageFusionGetGroup(fusion, i);
    RunRecord *run = &record->runs.data[planned.run];
    size_t first = run->firstStage + planned.group.firstStage;
    if (run->numGroups++ == 0)
      run->firstGroup = i;
    for (size_t j = 0; j < planned.group.numStages; ++j) {
      StageRecord *stage = &record->stages.data[first + j];
      stage->group = i;
      stage->isCopy = fuselageFusionIsCopy(fusion, planned.run,
                                           planned.group.firstStage + j);
      fuselageFusionGetSizes(fusion, planned.run, planned.group.firstStage + j,
                             stage->sizes);
    }
    *LIST_APPEND(&record->groups) = (GroupRecord){
        .firstStage = first,
        .numStages = planned.group.numStages,
        .requiredBytes = planned.group.requiredBytes,
        .avoidedIntermediateBytes = planned.group.avoidedIntermediateBytes};
  }
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

static void dropNames(Builder *builder) {
  if (!mlirOperationIsNull(builder->function))
    mlirAsmStateDestroy(builder->names);
}

static void takeNames(Builder *builder, MlirOperation launch) {
  MlirOperation function = outermostAround(launch);
  if (mlirOperationEqual(function, builder->function))
    return;
  dropNames(builder);
  builder->function = function;
  builder->names = namesIn(function);
}

void recordFusion(Record *record, FuselageFusion fusion, bool markBuffers) {
  FuselageAnalysis analysis = fuselageFusionGetAnalysis(fusion);
  Builder builder = {.record = record, .marksBuffers = markBuffers};
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    builder.run = LIST_APPEND(&record->runs);
    builder.run->firstStage = record->stages.size;
    builder.run->numStages = run.numStages;
    builder.run->firstBuffer = record->buffers.size;
    takeNames(&builder, run.launches[0]);
    addStages(&builder, &run);
    fuselageAnalysisForEachBufferUse(analysis, i, addUse, &builder);
    builder.run->numBuffers = record->buffers.size - builder.run->firstBuffer;
  }
  addGroups(record, fusion);
  if (mlirLogicalResultIsFailure(
          fuselageFusionForEachRefusal(fusion, addRefusal, record)))
    exit(EXIT_UNUSABLE); // Memory is out; an error was printed.
  dropNames(&builder);
  free(builder.bufferNumbers.data);
}

void recordAddKernel(Record *record, MlirStringRef name) {
  *LIST_APPEND(&record->kernels) = (KernelRecord){.name = copyString(name)};
}

void recordFree(Record *record) {
  for (size_t i = 0; i < record->refusals.size; ++i) {
    free(record->refusals.data[i].message);
    free(record->refusals.data[i].suggestion);
    free(record->refusals.data[i].witness);
  }
  for (size_t i = 0; i < record->buffers.size; ++i) {
    free(record->buffers.data[i].name);
    free(record->buffers.data[i].type);
  }
  for (size_t i = 0; i < record->kernels.size; ++i)
    free(record->kernels.data[i].name);
  free(record->runs.data);
  free(record->stages.data);
  free(record->groups.data);
  free(record->refusals.data);
  free(record->buffers.data);
  free(record->uses.data);
  free(record->kernels.data);
  *record = (Record){0};
}

uint64_t recordGetTraffic(const Record *record) {
  uint64_t sum = 0;
  for (size_t i = 0; i < record->stages.size; ++i)
    sum += record->stages.data[i].stage.inputBytes +
           record->stages.data[i].stage.outputBytes;
  return sum;
}

const char *stageGetKind(const StageRecord *stage) {
  return stage->isCopy ? "copy" : "launch";
}

static size_t countCopies(const Record *record, const GroupRecord *group) {
  size_t count = 0;
  for (size_t i = 0; i < group->numStages; ++i)
    count += record->stages.data[group->firstStage + i].isCopy ? 1 : 0;
  return count;
}

const char *groupToString(const Record *record, const GroupRecord *group,
                          char buffer[160]) {
  size_t copies = countCopies(record, group);
  char launchText[64], copyText[64];
  countToString(group->numStages - copies, "launch", launchText);
  countToString(copies, "copy", copyText);
  if (copies == group->numStages)
    snprintf(buffer, 160, "%s", copyText);
  else
    snprintf(buffer, 160, "%s%s%s", launchText, copies ? " and " : "",
             copies ? copyText : "");
  return buffer;
}

size_t recordCountLaunches(const Record *record) {
  size_t count = 0;
  for (size_t i = 0; i < record->stages.size; ++i)
    count += record->stages.data[i].isCopy ? 0 : 1;
  return count;
}

uint64_t recordCountExecuted(const Record *record) {
  uint64_t sum = 0;
  for (size_t i = 0; i < record->stages.size; ++i) {
    const StageRecord *stage = &record->stages.data[i];
    sum += stage->isCopy ? 0 : stage->trips;
    if (sum >= FUSELAGE_UNKNOWN_TRIPS)
      return FUSELAGE_UNKNOWN_TRIPS;
  }
  return sum;
}

size_t recordCountFused(const Record *record) {
  size_t count = 0;
  for (size_t i = 0; i < record->groups.size; ++i) {
    const GroupRecord *group = &record->groups.data[i];
    count += countCopies(record, group) < group->numStages ? 1 : 0;
  }
  return count;
}

size_t recordCountAbsorbed(const Record *record) {
  size_t count = 0;
  for (size_t i = 0; i < record->groups.size; ++i)
    if (record->groups.data[i].numStages > 1)
      count += countCopies(record, &record->groups.data[i]);
  return count;
}

bool recordIsReordered(const Record *record) {
  for (size_t i = 0; i < record->runs.size; ++i) {
    const StageRecord *stages =
        &record->stages.data[record->runs.data[i].firstStage];
    for (size_t j = 1; j < record->runs.data[i].numStages; ++j)
      if (mlirStringRefEqual(stages[j].place.file, stages[j - 1].place.file) &&
          stages[j].place.line < stages[j - 1].place.line)
        return true;
  }
  return false;
}

uint64_t recordGetAvoidedBytes(const Record *record) {
  uint64_t sum = record->furtherAvoidedBytes;
  for (size_t i = 0; i < record->groups.size; ++i)
    sum += record->groups.data[i].avoidedIntermediateBytes;
  return sum;
}
