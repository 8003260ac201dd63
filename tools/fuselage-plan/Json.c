//===- Json.c - Reading JSON in place -------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Json.h"

#include <string.h>

static bool isSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static int hexDigitValue(char c) {
  if (isDigit(c))
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

//===----------------------------------------------------------------------===//
// Syntax
//===----------------------------------------------------------------------===//

/// The check is recursive, so it refuses deeper texts.
enum { MAX_DEPTH = 64 };

typedef struct Checker {
  const char *at;
  const char *end;
  /// Null as long as the text is right. Otherwise `at` is the offending byte.
  const char *expected;
} Checker;

static bool fail(Checker *checker, const char *expected) {
  checker->expected = expected;
  return false;
}

static void skipSpace(Checker *checker) {
  while (checker->at < checker->end && isSpace(*checker->at))
    ++checker->at;
}

/// True, and goes past the byte, if the next byte is `c`.
static bool accept(Checker *checker, char c) {
  if (checker->at == checker->end || *checker->at != c)
    return false;
  ++checker->at;
  return true;
}

static bool checkWord(Checker *checker, const char *word) {
  for (; *word; ++word)
    if (!accept(checker, *word))
      return fail(checker, "true, false or null");
  return true;
}

static bool checkDigits(Checker *checker) {
  const char *begin = checker->at;
  while (checker->at < checker->end && isDigit(*checker->at))
    ++checker->at;
  return checker->at > begin || fail(checker, "a digit");
}

static bool checkNumber(Checker *checker) {
  accept(checker, '-');
  if (!accept(checker, '0') && !checkDigits(checker))
    return false;
  if (accept(checker, '.') && !checkDigits(checker))
    return false;
  if (!accept(checker, 'e') && !accept(checker, 'E'))
    return true;
  if (!accept(checker, '+'))
    accept(checker, '-');
  return checkDigits(checker);
}

static bool checkEscape(Checker *checker) {
  static const char simple[] = "\"\\/bfnrt";
  if (accept(checker, 'u')) {
    for (int i = 0; i < 4; ++i, ++checker->at)
      if (checker->at == checker->end || hexDigitValue(*checker->at) < 0)
        return fail(checker, "four hexadecimal digits");
    return true;
  }
  if (checker->at == checker->end || *checker->at == '\0' ||
      !strchr(simple, *checker->at))
    return fail(checker, "a valid escape sequence");
  ++checker->at;
  return true;
}

/// Checks one character of UTF-8: no overlong form, no surrogate, nothing past
/// U+10FFFF.
static bool checkUtf8(Checker *checker) {
  static const struct {
    unsigned char firstLow, firstHigh, secondLow, secondHigh, length;
  } forms[] = {
      {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
      {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
      {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
      {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
  };
  const unsigned char *bytes = (const unsigned char *)checker->at;
  size_t available = (size_t)(checker->end - checker->at);
  for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); ++i) {
    if (bytes[0] < forms[i].firstLow || bytes[0] > forms[i].firstHigh)
      continue;
    bool valid = available >= forms[i].length &&
                 bytes[1] >= forms[i].secondLow &&
                 bytes[1] <= forms[i].secondHigh;
    for (size_t j = 2; valid && j < forms[i].length; ++j)
      valid = bytes[j] >= 0x80 && bytes[j] <= 0xBF;
    if (!valid)
      break;
    checker->at += forms[i].length;
    return true;
  }
  return fail(checker, "valid UTF-8");
}

static bool checkString(Checker *checker) {
  if (!accept(checker, '"'))
    return fail(checker, "a string in double quotes");
  while (!accept(checker, '"')) {
    if (checker->at == checker->end)
      return fail(checker, "a closing double quote");
    unsigned char byte = (unsigned char)*checker->at;
    if (byte < 0x20)
      return fail(checker, "no control character in a string");
    if (byte >= 0x80) {
      if (!checkUtf8(checker))
        return false;
      continue;
    }
    ++checker->at;
    if (byte == '\\' && !checkEscape(checker))
      return false;
  }
  return true;
}

static bool checkValue(Checker *checker, int depth);

static bool checkMember(Checker *checker, int depth) {
  skipSpace(checker);
  if (!checkString(checker))
    return false;
  skipSpace(checker);
  if (!accept(checker, ':'))
    return fail(checker, "':' after a key");
  return checkValue(checker, depth);
}

/// Checks an object or array, past its opening bracket.
static bool checkEntries(Checker *checker, int depth, char close,
                         bool (*checkEntry)(Checker *, int),
                         const char *expected) {
  if (depth == MAX_DEPTH)
    return fail(checker, "at most 64 levels of nesting");
  skipSpace(checker);
  if (accept(checker, close))
    return true;
  do {
    if (!checkEntry(checker, depth + 1))
      return false;
    skipSpace(checker);
  } while (accept(checker, ','));
  return accept(checker, close) || fail(checker, expected);
}

// NOLINTNEXTLINE(misc-no-recursion): MAX_DEPTH bounds it.
static bool checkValue(Checker *checker, int depth) {
  skipSpace(checker);
  switch (checker->at == checker->end ? '\0' : *checker->at) {
  case '{':
    ++checker->at;
    return checkEntries(checker, depth, '}', checkMember, "',' or '}'");
  case '[':
    ++checker->at;
    return checkEntries(checker, depth, ']', checkValue, "',' or ']'");
  case '"':
    return checkString(checker);
  case 't':
    return checkWord(checker, "true");
  case 'f':
    return checkWord(checker, "false");
  case 'n':
    return checkWord(checker, "null");
  case '-':
    return checkNumber(checker);
  default:
    if (checker->at < checker->end && isDigit(*checker->at))
      return checkNumber(checker);
    return fail(checker, "a value");
  }
}

bool jsonCheckSyntax(JsonSlice text, JsonSyntaxError *error) {
  Checker checker = {text.begin, text.end, NULL};
  if (checkValue(&checker, 0)) {
    skipSpace(&checker);
    if (checker.at == checker.end)
      return true;
    checker.expected = "nothing after the value";
  }
  error->offset = (size_t)(checker.at - text.begin);
  error->expected = checker.expected;
  return false;
}

//===----------------------------------------------------------------------===//
// Walking a valid text
//===----------------------------------------------------------------------===//

JsonCursor jsonBegin(JsonSlice text) {
  return (JsonCursor){text.begin, text.end};
}

static char nextByte(JsonCursor *cursor) {
  while (cursor->at < cursor->end && isSpace(*cursor->at))
    ++cursor->at;
  return *cursor->at;
}

JsonKind jsonPeek(JsonCursor *cursor) {
  switch (nextByte(cursor)) {
  case '{':
    return JSON_OBJECT;
  case '[':
    return JSON_ARRAY;
  case '"':
    return JSON_STRING;
  case 't':
  case 'f':
    return JSON_BOOL;
  case 'n':
    return JSON_NULL;
  default:
    return JSON_NUMBER;
  }
}

const char *jsonKindName(JsonKind kind) {
  static const char *const names[] = {"an object", "an array",  "a string",
                                      "a number",  "a boolean", "null"};
  return names[kind];
}

void jsonEnter(JsonCursor *cursor) {
  nextByte(cursor);
  ++cursor->at;
}

static void skipString(JsonCursor *cursor) {
  for (++cursor->at; *cursor->at != '"'; ++cursor->at)
    if (*cursor->at == '\\')
      ++cursor->at;
  ++cursor->at;
}

bool jsonNextElement(JsonCursor *cursor) {
  char byte = nextByte(cursor);
  if (byte == ',')
    ++cursor->at;
  if (byte != ']')
    return true;
  ++cursor->at;
  return false;
}

bool jsonNextMember(JsonCursor *cursor, JsonSlice *key) {
  if (nextByte(cursor) == ',')
    ++cursor->at;
  if (nextByte(cursor) == '}') {
    ++cursor->at;
    return false;
  }
  JsonSlice string = {cursor->at, NULL};
  skipString(cursor);
  string.end = cursor->at;
  *key = jsonStringContents(string);
  nextByte(cursor);
  ++cursor->at;
  return true;
}

/// Steps over whole strings, so brackets in strings do not count.
static void skipBrackets(JsonCursor *cursor) {
  int depth = 0;
  do {
    switch (*cursor->at) {
    case '"':
      skipString(cursor);
      continue;
    case '{':
    case '[':
      ++depth;
      break;
    case '}':
    case ']':
      --depth;
      break;
    default:
      break;
    }
    ++cursor->at;
  } while (depth > 0);
}

static bool endsWord(char c) {
  return isSpace(c) || c == ',' || c == ']' || c == '}';
}

JsonSlice jsonReadValue(JsonCursor *cursor) {
  JsonKind kind = jsonPeek(cursor);
  JsonSlice value = {cursor->at, NULL};
  if (kind == JSON_STRING)
    skipString(cursor);
  else if (kind == JSON_OBJECT || kind == JSON_ARRAY)
    skipBrackets(cursor);
  else
    while (cursor->at < cursor->end && !endsWord(*cursor->at))
      ++cursor->at;
  value.end = cursor->at;
  return value;
}

JsonSlice jsonStringContents(JsonSlice string) {
  return (JsonSlice){string.begin + 1, string.end - 1};
}

static int takeEscape(JsonSlice *contents) {
  static const char names[] = "bfnrt";
  static const char values[] = "\b\f\n\r\t";
  char c = *contents->begin++;
  if (c == 'u') {
    int unit = 0;
    for (int i = 0; i < 4; ++i)
      unit = unit * 16 + hexDigitValue(*contents->begin++);
    return unit;
  }
  const char *name = strchr(names, c);
  return name ? values[name - names] : c;
}

int jsonTakeCharacter(JsonSlice *contents) {
  if (contents->begin == contents->end)
    return -1;
  unsigned char byte = (unsigned char)*contents->begin++;
  return byte == '\\' ? takeEscape(contents) : byte;
}

bool jsonContentsEqual(JsonSlice contents, const char *name) {
  for (; *name; ++name)
    if (jsonTakeCharacter(&contents) != *name)
      return false;
  return contents.begin == contents.end;
}
