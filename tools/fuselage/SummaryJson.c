//===- SummaryJson.c - The summary for machines ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summary.h"

#include "Json.h"

/// A number of runs; null for an unknown number.
static json_t *fromTrips(uint64_t trips) {
  return trips >= FUSELAGE_UNKNOWN_TRIPS ? json_null()
                                         : json_integer((json_int_t)trips);
}

/// Nanoseconds; null for an unknown number.
static json_t *fromTime(uint64_t nanoseconds) {
  return nanoseconds == UNKNOWN_TIME ? json_null()
                                     : json_integer((json_int_t)nanoseconds);
}

static json_t *stageIds(const Record *record, size_t first, size_t count) {
  json_t *ids = jsonArray();
  for (size_t i = 0; i < count; ++i)
    jsonAdd(ids, json_integer(record->stages.data[first + i].stage.id));
  return ids;
}

static json_t *fromStages(const Record *record) {
  json_t *stages = jsonArray();
  for (size_t i = 0; i < record->stages.size; ++i) {
    const StageRecord *stage = &record->stages.data[i];
    json_t *object = jsonObject();
    jsonSet(object, "id", json_integer(stage->stage.id));
    jsonSet(object, "function", jsonFromString(stage->function));
    jsonSet(object, "at", jsonFromPlace(&stage->place));
    jsonSet(object, "is_copy", json_boolean(stage->isCopy));
    jsonSet(object, "trips", fromTrips(stage->trips));
    jsonSet(object, "input_bytes", jsonFromBytes(stage->stage.inputBytes));
    jsonSet(object, "output_bytes", jsonFromBytes(stage->stage.outputBytes));
    jsonSet(object, "modelled_ns", fromTime(stage->nanoseconds));
    jsonAdd(stages, object);
  }
  return stages;
}

static json_t *fromGroups(const Record *record) {
  json_t *groups = jsonArray();
  for (size_t i = 0; i < record->groups.size; ++i) {
    const GroupRecord *group = &record->groups.data[i];
    json_t *object = jsonObject();
    jsonSet(object, "stage_ids",
            stageIds(record, group->firstStage, group->numStages));
    jsonSet(object, "required_bytes", jsonFromBytes(group->requiredBytes));
    jsonSet(object, "avoided_intermediate_bytes",
            jsonFromBytes(group->avoidedIntermediateBytes));
    jsonAdd(groups, object);
  }
  return groups;
}

static json_t *fromRefusals(const Record *record) {
  json_t *refusals = jsonArray();
  for (size_t i = 0; i < record->refusals.size; ++i) {
    const RefusalRecord *refusal = &record->refusals.data[i];
    json_t *object = jsonObject();
    json_t *ids = stageIds(record, refusal->earlierStage, 1);
    jsonAdd(ids, json_integer(record->stages.data[refusal->stage].stage.id));
    jsonSet(object, "stage_ids", ids);
    jsonSet(object, "reason",
            json_string(fuselageReasonGetName(refusal->reason)));
    jsonSet(object, "earlier", jsonFromPlace(&refusal->earlier));
    jsonSet(object, "later", jsonFromPlace(&refusal->later));
    jsonSet(object, "message",
            jsonFromString(mlirStringRefCreateFromCString(refusal->message)));
    jsonSet(object, "witness",
            *refusal->witness ? jsonFromString(mlirStringRefCreateFromCString(
                                    refusal->witness))
                              : json_null());
    jsonSet(
        object, "suggestion",
        jsonFromString(mlirStringRefCreateFromCString(refusal->suggestion)));
    jsonAdd(refusals, object);
  }
  return refusals;
}

static json_t *fromKernels(const Record *record) {
  json_t *kernels = jsonArray();
  for (size_t i = 0; i < record->kernels.size; ++i) {
    const KernelRecord *kernel = &record->kernels.data[i];
    const FuselagePTXResources *resources = &kernel->resources;
    json_t *object = jsonObject();
    jsonSet(object, "name",
            jsonFromString(mlirStringRefCreateFromCString(kernel->name)));
    if (kernel->isMeasured) {
      jsonSet(object, "source",
              json_string(resources->source == FUSELAGE_PTX_RESOURCES_PTXAS
                              ? "ptxas"
                              : "declared"));
      jsonSet(object, "registers", json_integer(resources->registers));
      jsonSet(object, "stack_bytes", jsonFromBytes(resources->stackBytes));
      jsonSet(object, "spill_store_bytes",
              jsonFromBytes(resources->spillStoreBytes));
      jsonSet(object, "spill_load_bytes",
              jsonFromBytes(resources->spillLoadBytes));
      jsonSet(object, "shared_bytes", jsonFromBytes(resources->sharedBytes));
      jsonSet(object, "constant_bytes",
              jsonFromBytes(resources->constantBytes));
    }
    if (kernel->occupancy.maxWarps != 0) {
      jsonSet(object, "active_warps",
              json_integer(kernel->occupancy.activeWarps));
      jsonSet(object, "max_warps", json_integer(kernel->occupancy.maxWarps));
    }
    jsonAdd(kernels, object);
  }
  return kernels;
}

static json_t *fromMessage(const Message *message) {
  json_t *object = jsonObject();
  Place place = {.line = 0};
  if (message->file)
    place = (Place){mlirStringRefCreateFromCString(message->file),
                    message->line, message->column};
  jsonSet(object, "at", jsonFromPlace(&place));
  jsonSet(object, "message",
          jsonFromString(mlirStringRefCreateFromCString(message->text)));
  return object;
}

/// Notes belong to the error or the warning before them.
static json_t *fromMessages(const Messages *messages,
                            MlirDiagnosticSeverity severity) {
  json_t *array = jsonArray(), *notes = NULL;
  for (size_t i = 0; i < messages->list.size; ++i) {
    const Message *message = &messages->list.data[i];
    if (message->severity == MlirDiagnosticNote) {
      if (notes)
        jsonAdd(notes, fromMessage(message));
      continue;
    }
    notes = NULL;
    if (message->severity != severity)
      continue;
    json_t *object = fromMessage(message);
    notes = jsonArray();
    jsonSet(object, "notes", notes);
    jsonAdd(array, object);
  }
  return array;
}

static json_t *startInput(const char *name, bool isOk) {
  json_t *object = jsonObject();
  jsonSet(object, "file", jsonFromString(mlirStringRefCreateFromCString(name)));
  jsonSet(object, "ok", json_boolean(isOk));
  return object;
}

static void finishInput(json_t *object, const Messages *messages,
                        FILE *stream) {
  jsonSet(object, "errors", fromMessages(messages, MlirDiagnosticError));
  jsonSet(object, "warnings", fromMessages(messages, MlirDiagnosticWarning));
  jsonWrite(object, JSON_COMPACT, stream);
}

void summaryPrintJson(const Result *result, FILE *stream) {
  const Record *record = &result->before;
  json_t *object = startInput(result->input->name, true);
  jsonSet(object, "launches_before",
          json_integer((json_int_t)result->launchesBefore));
  jsonSet(object, "launches_after",
          json_integer((json_int_t)result->launchesAfter));
  jsonSet(object, "executed_before", fromTrips(result->executedBefore));
  jsonSet(object, "executed_after", fromTrips(result->executedAfter));
  jsonSet(object, "device", json_string(result->device->name));
  jsonSet(object, "modelled_ns_before", fromTime(result->nanosecondsBefore));
  jsonSet(object, "modelled_ns_after", fromTime(result->nanosecondsAfter));
  jsonSet(object, "avoided_intermediate_bytes",
          jsonFromBytes(recordGetAvoidedBytes(record)));
  jsonSet(object, "stages", fromStages(record));
  jsonSet(object, "groups", fromGroups(record));
  jsonSet(object, "refused", fromRefusals(record));
  jsonSet(object, "kernels", fromKernels(record));
  finishInput(object, result->messages, stream);
}

void summaryPrintJsonFailure(const char *name, const Messages *messages,
                             FILE *stream) {
  finishInput(startInput(name, false), messages, stream);
}
