//===- PlanFile.c - Fusion plans in files ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFile.h"

#include "Input.h"
#include "Json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PLAN_VERSION = 1 };

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static json_t *fromHash(uint64_t hash) {
  char text[20];
  snprintf(text, sizeof text, "0x%" PRIx64, hash);
  return json_string(text);
}

/// The buffers that a launch touches, as the source names them.
static json_t *fromBuffers(const StageRecord *stage, const Record *record) {
  json_t *buffers = jsonArray();
  for (size_t i = 0; i < stage->numUses; ++i) {
    const UseRecord *use = &record->uses.data[stage->firstUse + i];
    const BufferRecord *buffer = &record->buffers.data[use->buffer];
    json_t *object = jsonObject();
    jsonSet(object, "name", jsonFromText(buffer->name, strlen(buffer->name)));
    jsonSet(object, "type", jsonFromText(buffer->type, strlen(buffer->type)));
    jsonSet(object, "reads", json_boolean(use->reads));
    jsonSet(object, "writes", json_boolean(use->writes));
    jsonAdd(buffers, object);
  }
  return buffers;
}

static json_t *fromStage(const StageRecord *stage, const Record *record) {
  json_t *object = jsonObject();
  jsonSet(object, "id", json_integer(stage->stage.id));
  jsonSet(object, "at", jsonFromPlace(&stage->place));
  jsonSet(object, "is_copy", json_boolean(stage->isCopy));
  jsonSet(object, "layout_hash", fromHash(stage->stage.layoutHash));
  jsonSet(object, "input_bytes", jsonFromBytes(stage->stage.inputBytes));
  jsonSet(object, "output_bytes", jsonFromBytes(stage->stage.outputBytes));
  jsonSet(object, "scratch_bytes", jsonFromBytes(stage->stage.scratchBytes));
  jsonSet(object, "earliest_peer",
          json_integer(record->stages.data[stage->earliestPeer].stage.id));
  jsonSet(object, "buffers", fromBuffers(stage, record));
  return object;
}

static json_t *fromGroup(const GroupRecord *group, const Record *record) {
  json_t *object = jsonObject(), *ids = jsonArray();
  for (size_t i = 0; i < group->numStages; ++i)
    jsonAdd(ids,
            json_integer(record->stages.data[group->firstStage + i].stage.id));
  jsonSet(object, "stage_ids", ids);
  jsonSet(object, "required_bytes", jsonFromBytes(group->requiredBytes));
  jsonSet(object, "avoided_intermediate_bytes",
          jsonFromBytes(group->avoidedIntermediateBytes));
  return object;
}

static json_t *fromRun(const Record *record, const RunRecord *run) {
  json_t *object = jsonObject(), *stages = jsonArray(), *groups = jsonArray();
  const StageRecord *first = &record->stages.data[run->firstStage];
  for (size_t i = 0; i < run->numStages; ++i)
    jsonAdd(stages, fromStage(&first[i], record));
  for (size_t i = 0; i < run->numGroups; ++i)
    jsonAdd(groups,
            fromGroup(&record->groups.data[run->firstGroup + i], record));
  jsonSet(object, "function", jsonFromString(first->function));
  jsonSet(object, "stages", stages);
  jsonSet(object, "groups", groups);
  return object;
}

void planWrite(const Record *record, FILE *stream) {
  json_t *plan = jsonObject(), *runs = jsonArray();
  jsonSet(plan, "version", json_integer(PLAN_VERSION));
  for (size_t i = 0; i < record->runs.size; ++i)
    jsonAdd(runs, fromRun(record, &record->runs.data[i]));
  jsonSet(plan, "runs", runs);
  jsonWrite(plan, JSON_INDENT(2), stream);
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// The plan to read, and its source.
typedef struct Reader {
  const char *path;
  Messages *messages;
  FuselageAnalysis analysis;
  /// The record of the module, from which its own plan would be written.
  const Record *record;
  LIST(FuselageGivenGroup) groups;
} Reader;

#define refuse(reader, ...)                                                    \
  reportErrorIn((reader)->messages, (reader)->path, __VA_ARGS__)

/// The number of the stage with an id in a run; the number of stages if it has
/// none.
static size_t findStage(const FuselageRun *run, json_int_t id) {
  json_int_t first = run->stages[0].id;
  return id >= first && id - first < (json_int_t)run->numStages
             ? (size_t)(id - first)
             : run->numStages;
}

/// True if a member of a plan, if present, agrees with the module. Of a place,
/// only line and column have to agree: the file may have been read under
/// another name.
static bool isSame(const char *key, const json_t *given,
                   const json_t *expected) {
  const json_t *value = json_object_get(given, key);
  const json_t *other = json_object_get(expected, key);
  if (!value)
    return true;
  if (strcmp(key, "at") != 0 || !json_is_object(other))
    return json_equal(value, other);
  return json_equal(json_object_get(value, "line"),
                    json_object_get(other, "line")) &&
         json_equal(json_object_get(value, "column"),
                    json_object_get(other, "column"));
}

static bool checkStage(const Reader *reader, size_t runNumber,
                       size_t stageNumber, const json_t *given,
                       const json_t *expected) {
  static const char *const keys[] = {"id", "at", "is_copy", "layout_hash",
                                     "buffers"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; ++i)
    if (!isSame(keys[i], given, expected))
      return refuse(reader,
                    "stage %zu of run %zu is another launch in the module: "
                    "'%s' differs. Fix: write a plan of this module with "
                    "'--emit=plan'",
                    stageNumber + 1, runNumber + 1, keys[i]);
  return true;
}

/// The function and the stages of a plan are optional. If the plan has them,
/// they must agree with the module; otherwise it is a plan for another module.
static bool checkStages(const Reader *reader, size_t runNumber,
                        const json_t *given, const json_t *expected) {
  const json_t *stages = json_object_get(given, "stages");
  const json_t *others = json_object_get(expected, "stages");
  size_t i;
  json_t *stage;
  if (!isSame("function", given, expected))
    return refuse(reader,
                  "run %zu is in another function in the module. Fix: write a "
                  "plan of this module with '--emit=plan'",
                  runNumber + 1);
  if (stages && !json_is_array(stages))
    return refuse(
        reader,
        "'stages' of run %zu is not an array. Fix: write the plan with "
        "'--emit=plan', or leave 'stages' out",
        runNumber + 1);
  if (stages && json_array_size(stages) != json_array_size(others))
    return refuse(reader,
                  "run %zu has %zu stages in the plan and %zu in the module. "
                  "Fix: write a plan of this module with '--emit=plan'",
                  runNumber + 1, json_array_size(stages),
                  json_array_size(others));
  json_array_foreach(stages, i, stage) {
    if (!checkStage(reader, runNumber, i, stage, json_array_get(others, i)))
      return false;
  }
  return true;
}

/// Reads the ids of a group, which follow each other.
static bool readGroup(const Reader *reader, const FuselageRun *run,
                      size_t runNumber, size_t groupNumber, const json_t *group,
                      FuselageGivenGroup *given) {
  const json_t *ids = json_object_get(group, "stage_ids");
  if (!json_is_array(ids) || json_array_size(ids) == 0)
    return refuse(reader,
                  "group %zu of run %zu has no 'stage_ids'. Fix: give the ids "
                  "of the stages that share a launch: {\"stage_ids\": [1, 2]}",
                  groupNumber + 1, runNumber + 1);
  *given =
      (FuselageGivenGroup){.run = runNumber, .numStages = json_array_size(ids)};
  size_t i;
  json_t *id;
  json_array_foreach(ids, i, id) {
    size_t stage = json_is_integer(id) ? findStage(run, json_integer_value(id))
                                       : run->numStages;
    if (stage == run->numStages)
      return refuse(reader,
                    "entry %zu of the stage_ids in group %zu of run %zu is no "
                    "stage of the run. Fix: use its ids, %" PRIu32
                    " to %" PRIu32,
                    i + 1, groupNumber + 1, runNumber + 1, run->stages[0].id,
                    run->stages[run->numStages - 1].id);
    if (i == 0)
      given->firstStage = stage;
    if (stage != given->firstStage + i)
      return refuse(reader,
                    "the stage_ids in group %zu of run %zu do not follow each "
                    "other. Fix: let the groups hold each stage of each run "
                    "once, in order",
                    groupNumber + 1, runNumber + 1);
  }
  return true;
}

static bool readRun(Reader *reader, size_t number, const json_t *json) {
  FuselageRun run = fuselageAnalysisGetRun(reader->analysis, number);
  const json_t *groups = json_object_get(json, "groups");
  json_t *expected =
      fromRun(reader->record, &reader->record->runs.data[number]);
  bool isOfModule = checkStages(reader, number, json, expected);
  json_decref(expected);
  if (!isOfModule)
    return false;
  if (!json_is_array(groups))
    return refuse(reader,
                  "run %zu has no array 'groups'. Fix: write a plan of this "
                  "module with '--emit=plan' and edit that",
                  number + 1);
  size_t i, next = 0;
  json_t *group;
  json_array_foreach(groups, i, group) {
    FuselageGivenGroup given = {0};
    if (!readGroup(reader, &run, number, i, group, &given))
      return false;
    if (given.firstStage != next)
      return refuse(reader,
                    "group %zu of run %zu begins with stage %" PRIu32
                    " and not with %" PRIu32
                    ". Fix: let the groups hold each stage of each run once, "
                    "in order",
                    i + 1, number + 1, run.stages[given.firstStage].id,
                    run.stages[next < run.numStages ? next : next - 1].id);
    *LIST_APPEND(&reader->groups) = given;
    next += given.numStages;
  }
  return next == run.numStages ||
         refuse(reader,
                "run %zu has no group for stage %" PRIu32
                ". Fix: let the groups hold each stage of each run once, in "
                "order",
                number + 1, run.stages[next].id);
}

static bool readPlan(Reader *reader, const json_t *plan) {
  const json_t *version = json_object_get(plan, "version");
  const json_t *runs = json_object_get(plan, "runs");
  if (!json_is_integer(version) || json_integer_value(version) != PLAN_VERSION)
    return refuse(reader,
                  "the plan has no \"version\": %d. Fix: write a plan of this "
                  "module with '--emit=plan' and edit that",
                  PLAN_VERSION);
  size_t numRuns = fuselageAnalysisGetNumRuns(reader->analysis);
  if (!json_is_array(runs) || json_array_size(runs) != numRuns)
    return refuse(reader,
                  "the plan has %zu runs of launches and the module has %zu. "
                  "Fix: write a plan of this module with '--emit=plan' and "
                  "edit that",
                  json_array_size(runs), numRuns);
  for (size_t i = 0; i < numRuns; ++i)
    if (!readRun(reader, i, json_array_get(runs, i)))
      return false;
  return true;
}

static bool readText(Reader *reader, const Input *input) {
  json_error_t error;
  json_t *plan =
      json_loadb(input->text, input->length, JSON_REJECT_DUPLICATES, &error);
  bool isRead =
      plan ? readPlan(reader, plan)
           : refuse(reader,
                    "line %d, column %d: %s. Fix: write the plan as JSON",
                    error.line, error.column, error.text);
  json_decref(plan);
  return isRead;
}

bool planRead(const Input *input, FuselageFusion fusion, Messages *messages,
              FuselageGivenGroup **groups, size_t *numGroups) {
  Record record = {0};
  recordFusion(&record, fusion, false);
  Reader reader = {.path = input->name,
                   .messages = messages,
                   .analysis = fuselageFusionGetAnalysis(fusion),
                   .record = &record};
  bool isRead = readText(&reader, input);
  recordFree(&record);
  *groups = reader.groups.data;
  *numGroups = reader.groups.size;
  return isRead;
}
