//===- Words.c - Words and numbers of PTX ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Parser.h"

#include "Runtime/Internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool ptxNameIs(PTXName name, const char *string) {
  return strlen(string) == name.length &&
         memcmp(name.data, string, name.length) == 0;
}

bool ptxNameEquals(PTXName a, PTXName b) {
  return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

void *ptxAllocate(size_t count, size_t size) {
  return fuselageTestAllocate(count ? count : 1, size ? size : 1);
}

void *ptxGrow(void *data, size_t count, size_t size) {
  void *grown = realloc(data, count * size);
  if (!grown)
    fuselageTestFail("out of memory");
  return grown;
}

void ptxParseError(const PTXParser *parser, const char *what) {
  ptxFailAt(parser->module, parser->line, "%s, before '%.24s'", what,
            parser->at);
}

static void skipComment(PTXParser *parser) {
  const bool isLine = parser->at[1] == '/';
  for (parser->at += 2; *parser->at; ++parser->at) {
    if (*parser->at == '\n') {
      if (isLine)
        return;
      ++parser->line;
    }
    if (!isLine && parser->at[0] == '*' && parser->at[1] == '/') {
      parser->at += 2;
      return;
    }
  }
}

char ptxPeek(PTXParser *parser) {
  for (;; ++parser->at) {
    while (parser->at[0] == '/' &&
           (parser->at[1] == '/' || parser->at[1] == '*'))
      skipComment(parser);
    if (!isspace((unsigned char)*parser->at))
      return *parser->at;
    parser->line += *parser->at == '\n';
  }
}

bool ptxAccept(PTXParser *parser, char character) {
  if (ptxPeek(parser) != character)
    return false;
  ++parser->at;
  return true;
}

void ptxExpect(PTXParser *parser, char character) {
  if (!ptxAccept(parser, character))
    ptxFailAt(parser->module, parser->line, "expected '%c' before '%.24s'",
              character, parser->at);
}

static bool isInName(char c, bool withDots) {
  return isalnum((unsigned char)c) || (c != '\0' && strchr("_$%", c)) ||
         (withDots && (c == '.' || c == ':'));
}

PTXName ptxIdentifier(PTXParser *parser, bool withDots) {
  ptxPeek(parser);
  PTXName name = {parser->at, 0};
  while (isInName(*parser->at, withDots))
    ++parser->at;
  name.length = (unsigned)(parser->at - name.data);
  if (name.length == 0)
    ptxParseError(parser, "expected a name");
  return name;
}

/// The hexadecimal digits of a float after `0f` or `0d`.
static uint64_t floatBits(PTXParser *parser, unsigned numDigits) {
  char digits[17] = {0};
  parser->at += 2;
  for (unsigned i = 0; i < numDigits && isxdigit((unsigned char)*parser->at);
       ++i)
    digits[i] = *parser->at++;
  return strtoull(digits, NULL, 16);
}

uint64_t ptxNumber(PTXParser *parser, PTXOperandKind *kind) {
  ptxPeek(parser);
  const bool isNegative = *parser->at == '-';
  parser->at += isNegative;
  if (!isdigit((unsigned char)*parser->at))
    ptxParseError(parser, "expected a number");
  const char second = parser->at[0] == '0' ? parser->at[1] : '\0';
  uint64_t value;
  *kind = PTX_NUMBER;
  if (second == 'f' || second == 'F') {
    *kind = PTX_F32_NUMBER;
    value = floatBits(parser, 8) ^ (isNegative ? 0x80000000U : 0);
  } else if (second == 'd' || second == 'D') {
    *kind = PTX_F64_NUMBER;
    value = floatBits(parser, 16) ^ (isNegative ? UINT64_C(1) << 63 : 0);
  } else {
    char *end;
    value = strtoull(parser->at, &end, 0);
    parser->at = end + (*end == 'U');
    value = isNegative ? 0 - value : value;
  }
  if (isInName(*parser->at, false))
    ptxParseError(parser, "unsupported number");
  return value;
}

PTXType ptxExpectType(PTXParser *parser, PTXName name) {
  const PTXType type = ptxTypeByName(name.data, name.length);
  if (type.kind == PTX_NO_TYPE)
    ptxFailAt(parser->module, parser->line, "unsupported '.%.*s'",
              (int)name.length, name.data);
  return type;
}
