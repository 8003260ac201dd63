//===- Request.c - One line of input --------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The keys of a request and of a stage are tables. The error of a line is the
// first mistake from left to right; missing keys come last.
//
//===----------------------------------------------------------------------===//

#include "Request.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// The place of a value, for messages: "stages[3]", "stages[3].id", "budget".
typedef struct Place {
  char text[96];
} Place;

static Place placeOfStage(size_t index) {
  Place place;
  snprintf(place.text, sizeof(place.text), "stages[%zu]", index);
  return place;
}

static Place placeOfKey(const Place *object, const char *key) {
  Place place;
  snprintf(place.text, sizeof(place.text), "%.60s%s%.30s",
           object ? object->text : "", object ? "." : "", key);
  return place;
}

static bool fail(RequestError *error, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool fail(RequestError *error, const char *code, const char *format,
                 ...) {
  va_list arguments;
  va_start(arguments, format);
  error->code = code;
  vsnprintf(error->message, sizeof(error->message), format, arguments);
  va_end(arguments);
  return false;
}

/// The part of a text that a message quotes. It ends between two characters.
typedef struct Excerpt {
  char text[64];
} Excerpt;

static Excerpt excerptOf(JsonSlice slice) {
  enum { MAX_LENGTH = 40 };
  Excerpt excerpt;
  size_t length = (size_t)(slice.end - slice.begin);
  bool cut = length > MAX_LENGTH;
  if (cut)
    length = MAX_LENGTH;
  while (cut && length > 0 && (slice.begin[length] & 0xC0) == 0x80)
    --length;
  snprintf(excerpt.text, sizeof(excerpt.text), "%.*s%s", (int)length,
           slice.begin, cut ? "..." : "");
  return excerpt;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static bool expectKind(JsonCursor *cursor, JsonKind kind, const Place *place,
                       const char *fix, RequestError *error) {
  JsonKind found = jsonPeek(cursor);
  if (found == kind)
    return true;
  return fail(error, "wrong_type", "%s is %s. Fix: give %s.", place->text,
              jsonKindName(found), fix);
}

/// Appends a digit to the number; false if the result would exceed `max`.
static bool accumulateDigit(uint64_t *number, unsigned base, unsigned digit,
                            uint64_t max) {
  if (*number > (max - digit) / base)
    return false;
  *number = *number * base + digit;
  return true;
}

/// Reads a number that is written as an integer from -maxBelow to max: its sign
/// and its magnitude.
static bool readMagnitude(JsonCursor *cursor, uint64_t maxBelow, uint64_t max,
                          const Place *place, bool *isNegative,
                          uint64_t *magnitude, RequestError *error) {
  char fix[64];
  snprintf(fix, sizeof(fix), "an integer from %s%" PRIu64 " to %" PRIu64,
           maxBelow ? "-" : "", maxBelow, max);
  if (!expectKind(cursor, JSON_NUMBER, place, fix, error))
    return false;
  JsonSlice digits = jsonReadValue(cursor);
  Excerpt found = excerptOf(digits);
  for (const char *c = digits.begin; c < digits.end; ++c)
    if (*c == '.' || *c == 'e' || *c == 'E')
      return fail(error, "wrong_type",
                  "%s is %s, which is not written as an integer. Fix: give %s.",
                  place->text, found.text, fix);
  *magnitude = 0;
  *isNegative = *digits.begin == '-';
  bool inRange = !*isNegative || maxBelow != 0;
  for (const char *c = digits.begin + *isNegative; inRange && c < digits.end;
       ++c)
    inRange = accumulateDigit(magnitude, 10, (unsigned)(*c - '0'),
                              *isNegative ? maxBelow : max);
  return inRange || fail(error, "out_of_range",
                         "%s is %s, which is out of range. Fix: give %s.",
                         place->text, found.text, fix);
}

static bool readInteger(JsonCursor *cursor, uint64_t max, const Place *place,
                        uint64_t *number, RequestError *error) {
  bool isNegative;
  return readMagnitude(cursor, 0, max, place, &isNegative, number, error);
}

static bool readSigned(JsonCursor *cursor, const Place *place, int64_t *number,
                       RequestError *error) {
  bool isNegative = false;
  uint64_t magnitude = 0;
  bool read = readMagnitude(cursor, INT64_MAX, INT64_MAX, place, &isNegative,
                            &magnitude, error);
  *number = isNegative ? -(int64_t)magnitude : (int64_t)magnitude;
  return read;
}

/// "0x" and hexadecimal digits, in either case.
static bool readHash(JsonCursor *cursor, const Place *place, uint64_t *hash,
                     RequestError *error) {
  static const char fix[] =
      "a string of \"0x\" and 1 to 16 hexadecimal digits, such as \"0x7\"";
  static const char hexDigits[] = "0123456789abcdef0123456789ABCDEF";
  if (!expectKind(cursor, JSON_STRING, place, fix, error))
    return false;
  JsonSlice string = jsonReadValue(cursor);
  Excerpt found = excerptOf(string);
  JsonSlice contents = jsonStringContents(string);
  int zero = jsonTakeCharacter(&contents);
  int x = jsonTakeCharacter(&contents);
  bool isHash = zero == '0' && (x == 'x' || x == 'X');
  bool inRange = true;
  isHash &= contents.begin < contents.end;
  *hash = 0;
  while (isHash && contents.begin < contents.end) {
    int c = jsonTakeCharacter(&contents);
    const char *digit = c > 0 && c < 0x80 ? strchr(hexDigits, c) : NULL;
    isHash = digit != NULL;
    if (isHash && inRange)
      inRange = accumulateDigit(hash, 16, (unsigned)(digit - hexDigits) % 16,
                                UINT64_MAX);
  }
  if (!isHash)
    return fail(error, "invalid_value", "%s is %s. Fix: give %s.", place->text,
                found.text, fix);
  return inRange || fail(error, "out_of_range",
                         "%s is %s, which does not fit 64 bits. Fix: give %s.",
                         place->text, found.text, fix);
}

static bool readBool(JsonCursor *cursor, const Place *place, bool *value,
                     RequestError *error) {
  if (!expectKind(cursor, JSON_BOOL, place, "true or false", error))
    return false;
  *value = *jsonReadValue(cursor).begin == 't';
  return true;
}

static bool objectiveFromContents(JsonSlice contents,
                                  FuselageObjective *objective) {
  for (int i = FUSELAGE_OBJECTIVE_GREEDY; i <= FUSELAGE_OBJECTIVE_TIME; ++i)
    if (jsonContentsEqual(contents,
                          fuselageObjectiveGetName((FuselageObjective)i))) {
      *objective = (FuselageObjective)i;
      return true;
    }
  return false;
}

static bool readObjective(JsonCursor *cursor, const Place *place,
                          FuselageObjective *objective, RequestError *error) {
  static const char fix[] = "\"greedy\", \"optimal\" or \"time\"";
  if (!expectKind(cursor, JSON_STRING, place, fix, error))
    return false;
  JsonSlice string = jsonReadValue(cursor);
  if (objectiveFromContents(jsonStringContents(string), objective))
    return true;
  Excerpt found = excerptOf(string);
  return fail(error, "invalid_value", "%s is %s. Fix: give %s.", place->text,
              found.text, fix);
}

/// Names are for people and other tools, so any string is a name.
static bool readName(JsonCursor *cursor, const Place *place,
                     RequestError *error) {
  if (!expectKind(cursor, JSON_STRING, place, "a string", error))
    return false;
  jsonReadValue(cursor);
  return true;
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

/// The keys that an object may have. The first `numRequired` are required.
typedef struct KeyTable {
  const char *const *names;
  size_t numNames;
  size_t numRequired;
  /// The names once more, for messages.
  const char *list;
} KeyTable;

enum { REQUEST_BUDGET, REQUEST_STAGES, REQUEST_OBJECTIVE, REQUEST_NAME };
static const char *const requestKeyNames[] = {
    [REQUEST_BUDGET] = "budget",
    [REQUEST_STAGES] = "stages",
    [REQUEST_OBJECTIVE] = "objective",
    [REQUEST_NAME] = "name",
};
static const KeyTable requestKeys = {
    requestKeyNames, sizeof(requestKeyNames) / sizeof(requestKeyNames[0]),
    REQUEST_STAGES + 1, "budget, stages, objective, name"};

enum {
  STAGE_ID,
  STAGE_LAYOUT_HASH,
  STAGE_INPUT_BYTES,
  STAGE_OUTPUT_BYTES,
  STAGE_SCRATCH_BYTES,
  STAGE_REQUIRES_HOST_MATERIALIZATION,
  STAGE_EARLIEST_PEER,
  STAGE_EXTERNAL_INPUT_BYTES,
  STAGE_JOIN_PICOSECONDS,
  STAGE_NAME
};
static const char *const stageKeyNames[] = {
    [STAGE_ID] = "id",
    [STAGE_LAYOUT_HASH] = "layout_hash",
    [STAGE_INPUT_BYTES] = "input_bytes",
    [STAGE_OUTPUT_BYTES] = "output_bytes",
    [STAGE_SCRATCH_BYTES] = "scratch_bytes",
    [STAGE_REQUIRES_HOST_MATERIALIZATION] = "requires_host_materialization",
    [STAGE_EARLIEST_PEER] = "earliest_peer",
    [STAGE_EXTERNAL_INPUT_BYTES] = "external_input_bytes",
    [STAGE_JOIN_PICOSECONDS] = "join_picoseconds",
    [STAGE_NAME] = "name",
};
static const KeyTable stageKeys = {
    stageKeyNames, sizeof(stageKeyNames) / sizeof(stageKeyNames[0]),
    STAGE_REQUIRES_HOST_MATERIALIZATION + 1,
    "id, layout_hash, input_bytes, output_bytes, scratch_bytes, "
    "requires_host_materialization, earliest_peer, external_input_bytes, "
    "join_picoseconds, name"};

/// Sets `*index` to the key's place in the table and marks it in `*seen`.
static bool lookUpKey(const KeyTable *table, JsonSlice key, const Place *object,
                      unsigned *seen, size_t *index, RequestError *error) {
  size_t i = 0;
  while (i < table->numNames && !jsonContentsEqual(key, table->names[i]))
    ++i;
  if (i == table->numNames) {
    Excerpt found = excerptOf(key);
    return fail(error, "unknown_field",
                "%s has the unknown key \"%s\". Fix: use only these keys: %s.",
                object ? object->text : "the request", found.text, table->list);
  }
  if (*seen >> i & 1) {
    Place place = placeOfKey(object, table->names[i]);
    return fail(error, "duplicate_field",
                "%s is there twice. Fix: give each key once.", place.text);
  }
  *seen |= 1U << i;
  *index = i;
  return true;
}

static bool checkRequiredKeys(const KeyTable *table, const Place *object,
                              unsigned seen, RequestError *error) {
  for (size_t i = 0; i < table->numRequired; ++i)
    if (!(seen >> i & 1)) {
      Place place = placeOfKey(object, table->names[i]);
      return fail(error, "missing_field",
                  "%s is missing. Fix: add the key \"%s\".", place.text,
                  table->names[i]);
    }
  return true;
}

//===----------------------------------------------------------------------===//
// Stages
//===----------------------------------------------------------------------===//

static bool readStageMember(Request *request, size_t index, size_t key,
                            JsonCursor *cursor, const Place *place,
                            RequestError *error) {
  FuselageStage *stage = &request->stages[index];
  uint64_t number = 0;
  bool read;
  switch (key) {
  case STAGE_ID:
    read = readInteger(cursor, UINT32_MAX, place, &number, error);
    stage->id = (uint32_t)number;
    return read;
  case STAGE_LAYOUT_HASH:
    return readHash(cursor, place, &stage->layoutHash, error);
  case STAGE_INPUT_BYTES:
    return readInteger(cursor, UINT64_MAX, place, &stage->inputBytes, error);
  case STAGE_OUTPUT_BYTES:
    return readInteger(cursor, UINT64_MAX, place, &stage->outputBytes, error);
  case STAGE_SCRATCH_BYTES:
    return readInteger(cursor, UINT64_MAX, place, &stage->scratchBytes, error);
  case STAGE_REQUIRES_HOST_MATERIALIZATION:
    return readBool(cursor, place, &stage->requiresHostMaterialization, error);
  case STAGE_EARLIEST_PEER:
    request->hasEarliestPeer = true;
    read = readInteger(cursor, SIZE_MAX, place, &number, error);
    request->earliestPeer[index] = (size_t)number;
    return read;
  case STAGE_EXTERNAL_INPUT_BYTES:
    request->hasExternalInputBytes = true;
    return readInteger(cursor, UINT64_MAX, place,
                       &request->externalInputBytes[index], error);
  case STAGE_JOIN_PICOSECONDS:
    request->hasJoinPicoseconds = true;
    return readSigned(cursor, place, &request->joinPicoseconds[index], error);
  default:
    return readName(cursor, place, error);
  }
}

static bool readStage(Request *request, size_t index, JsonCursor *cursor,
                      RequestError *error) {
  Place stage = placeOfStage(index);
  if (!expectKind(cursor, JSON_OBJECT, &stage, "an object for each stage",
                  error))
    return false;
  request->stages[index] = (FuselageStage){0};
  request->earliestPeer[index] = 0;
  request->externalInputBytes[index] = 0;
  request->joinPicoseconds[index] = 0;
  unsigned seen = 0;
  JsonSlice name;
  jsonEnter(cursor);
  while (jsonNextMember(cursor, &name)) {
    size_t key = 0;
    if (!lookUpKey(&stageKeys, name, &stage, &seen, &key, error))
      return false;
    Place place = placeOfKey(&stage, stageKeyNames[key]);
    if (!readStageMember(request, index, key, cursor, &place, error))
      return false;
  }
  return checkRequiredKeys(&stageKeys, &stage, seen, error);
}

static bool growArray(void **array, size_t capacity, size_t entrySize) {
  void *larger = realloc(*array, capacity * entrySize);
  if (larger)
    *array = larger;
  return larger != NULL;
}

static bool reserveStage(Request *request, RequestError *error) {
  if (request->numStages < request->capacity)
    return true;
  size_t capacity = request->capacity ? 2 * request->capacity : 64;
  void *stages = request->stages;
  void *peers = request->earliestPeer;
  void *bytes = request->externalInputBytes;
  void *times = request->joinPicoseconds;
  bool grown =
      growArray(&stages, capacity, sizeof(*request->stages)) &&
      growArray(&peers, capacity, sizeof(*request->earliestPeer)) &&
      growArray(&bytes, capacity, sizeof(*request->externalInputBytes)) &&
      growArray(&times, capacity, sizeof(*request->joinPicoseconds));
  request->stages = stages;
  request->earliestPeer = peers;
  request->externalInputBytes = bytes;
  request->joinPicoseconds = times;
  if (!grown)
    return fail(error, "out_of_memory",
                "no memory for stages[%zu]. Fix: give fewer stages in a line.",
                request->numStages);
  request->capacity = capacity;
  return true;
}

static bool readStages(Request *request, JsonCursor *cursor, const Place *place,
                       RequestError *error) {
  if (!expectKind(cursor, JSON_ARRAY, place, "an array of stages", error))
    return false;
  jsonEnter(cursor);
  while (jsonNextElement(cursor)) {
    if (!reserveStage(request, error) ||
        !readStage(request, request->numStages, cursor, error))
      return false;
    request->numStages += 1;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

static bool readRequestMember(Request *request, size_t key, JsonCursor *cursor,
                              RequestError *error) {
  Place place = placeOfKey(NULL, requestKeyNames[key]);
  switch (key) {
  case REQUEST_BUDGET:
    return readInteger(cursor, UINT64_MAX, &place, &request->budget, error);
  case REQUEST_STAGES:
    return readStages(request, cursor, &place, error);
  case REQUEST_OBJECTIVE:
    return readObjective(cursor, &place, &request->objective, error);
  default:
    return readName(cursor, &place, error);
  }
}

static bool failSyntax(JsonSlice line, const JsonSyntaxError *syntax,
                       RequestError *error) {
  static const char fix[] = "put one complete JSON object on the line";
  if (syntax->offset == (size_t)(line.end - line.begin))
    return fail(error, "malformed_json",
                "the line ends where %s is expected. Fix: %s.",
                syntax->expected, fix);
  return fail(error, "malformed_json", "column %zu: expected %s. Fix: %s.",
              syntax->offset + 1, syntax->expected, fix);
}

bool requestRead(Request *request, JsonSlice line,
                 FuselageObjective defaultObjective, RequestError *error) {
  JsonSyntaxError syntax;
  if (!jsonCheckSyntax(line, &syntax))
    return failSyntax(line, &syntax, error);
  JsonCursor cursor = jsonBegin(line);
  Place whole = {"the request"};
  if (!expectKind(&cursor, JSON_OBJECT, &whole,
                  "an object with the keys \"budget\" and \"stages\"", error))
    return false;

  request->objective = defaultObjective;
  request->numStages = 0;
  request->hasEarliestPeer = false;
  request->hasExternalInputBytes = false;
  request->hasJoinPicoseconds = false;
  unsigned seen = 0;
  JsonSlice name;
  jsonEnter(&cursor);
  while (jsonNextMember(&cursor, &name)) {
    size_t key = 0;
    if (!lookUpKey(&requestKeys, name, NULL, &seen, &key, error) ||
        !readRequestMember(request, key, &cursor, error))
      return false;
  }
  return checkRequiredKeys(&requestKeys, NULL, seen, error);
}

void requestDestroy(Request *request) {
  free(request->stages);
  free(request->earliestPeer);
  free(request->externalInputBytes);
  free(request->joinPicoseconds);
}
