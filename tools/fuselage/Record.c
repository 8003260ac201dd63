//===- Record.c - What fusion did, for all kinds of output ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Record.h"

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

/// How the source names the values of the function around a launch.
static MlirAsmState namesAround(MlirOperation launch) {
  MlirOperation outermost = launch;
  for (MlirOperation parent = mlirOperationGetParentOperation(launch);
       !mlirOperationIsNull(parent) && !isModule(parent);
       parent = mlirOperationGetParentOperation(parent))
    outermost = parent;
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  mlirOpPrintingFlagsUseLocalScope(flags);
  MlirAsmState names = mlirAsmStateCreateForOperation(outermost, flags);
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

/// What the callbacks below add to, for one run.
typedef struct Builder {
  Record *record;
  size_t run, firstStage, firstBuffer;
  MlirAsmState names;
  bool marksBuffers;
  /// From numbers of buffers in the analysis to those in the record, plus one;
  /// zero for those not seen in this run.
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
        .run = builder->run,
        .function = functionOf(run->launches[i]),
        .place = placeOfLocation(mlirOperationGetLocation(run->launches[i])),
        .stage = run->stages[i],
        .earliestPeer = builder->firstStage + peer,
        .barrierPeer = run->barrierPeer[i] == FUSELAGE_NO_STAGE
                           ? FUSELAGE_NO_STAGE
                           : builder->firstStage + run->barrierPeer[i],
        .externalInputBytes = run->externalInputBytes[i]};
  }
}

static const char markName[] = "fuselage.report.buffer";

/// The mark of an allocation, a new one with `number` if there is none and it
/// is not zero.
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
  if (*number <= builder->firstBuffer) {
    *LIST_APPEND(&builder->record->buffers) = (BufferRecord){
        .run = builder->run,
        .number = use->buffer,
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
  *LIST_APPEND(&builder->record->uses) =
      (UseRecord){.stage = builder->firstStage + use->stage,
                  .buffer = buffer,
                  .reads = use->reads,
                  .writes = use->writes,
                  .readBytes = use->readBytes,
                  .writtenBytes = use->writtenBytes};
}

static char *copyString(MlirStringRef text) {
  return copyText(text.data, text.length);
}

/// The first stage of each run, by the number of the run.
typedef struct FirstStages {
  Record *record;
  LIST(size_t) firstStages;
} FirstStages;

static void addRefusal(const FuselageRefusal *refusal, void *userData) {
  const FirstStages *state = userData;
  size_t first = state->firstStages.data[refusal->run];
  *LIST_APPEND(&state->record->refusals) =
      (RefusalRecord){.stage = first + refusal->stage,
                      .obstacleStage = first + refusal->obstacle.earlierStage,
                      .reason = refusal->obstacle.reason,
                      .earlier = placeOfLocation(refusal->earlier),
                      .later = placeOfLocation(refusal->later),
                      .message = copyString(refusal->message),
                      .suggestion = copyString(refusal->suggestion),
                      .witness = copyString(refusal->witness)};
}

static void addGroups(FirstStages *state, FuselageFusion fusion) {
  Record *record = state->record;
  for (size_t i = 0; i < fuselageFusionGetNumGroups(fusion); ++i) {
    FuselagePlannedGroup planned = fuselageFusionGetGroup(fusion, i);
    size_t first =
        state->firstStages.data[planned.run] + planned.group.firstStage;
    for (size_t j = 0; j < planned.group.numStages; ++j)
      record->stages.data[first + j].group = record->groups.size;
    *LIST_APPEND(&record->groups) = (GroupRecord){
        .run = planned.run,
        .firstStage = first,
        .numStages = planned.group.numStages,
        .requiredBytes = planned.group.requiredBytes,
        .avoidedIntermediateBytes = planned.group.avoidedIntermediateBytes};
  }
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

void recordFusion(Record *record, FuselageFusion fusion, bool markBuffers) {
  FuselageAnalysis analysis = fuselageFusionGetAnalysis(fusion);
  FirstStages state = {.record = record};
  Builder builder = {.record = record, .marksBuffers = markBuffers};
  record->numRuns = fuselageAnalysisGetNumRuns(analysis);
  for (size_t i = 0; i < record->numRuns; ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    builder.run = i;
    builder.firstStage = record->stages.size;
    builder.firstBuffer = record->buffers.size;
    builder.names = namesAround(run.launches[0]);
    *LIST_APPEND(&state.firstStages) = builder.firstStage;
    addStages(&builder, &run);
    fuselageAnalysisForEachBufferUse(analysis, i, addUse, &builder);
    mlirAsmStateDestroy(builder.names);
  }
  addGroups(&state, fusion);
  fuselageFusionForEachRefusal(fusion, addRefusal, &state);
  free(builder.bufferNumbers.data);
  free(state.firstStages.data);
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

uint64_t recordGetAvoidedBytes(const Record *record) {
  uint64_t sum = 0;
  for (size_t i = 0; i < record->groups.size; ++i)
    sum += record->groups.data[i].avoidedIntermediateBytes;
  return sum;
}
