//===- Exchange.c - Values that lanes of a warp exchange ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Exchange.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>
#include <string.h>

enum { wordBits = 32, maxName = 24 };

static bool isScalar(MlirType type) {
  return mlirTypeIsAInteger(type) || mlirTypeIsAFloat(type) ||
         mlirTypeIsAIndex(type);
}

bool exchangeKnowsType(MlirType type) {
  if (mlirTypeIsAVector(type))
    return mlirShapedTypeGetRank(type) == 1 &&
           !mlirVectorTypeIsScalable(type) &&
           isScalar(mlirShapedTypeGetElementType(type));
  return isScalar(type);
}

static unsigned bitsOf(MlirType type) {
  enum { indexBits = 64 };
  if (mlirTypeIsAIndex(type))
    return indexBits;
  return mlirTypeIsAInteger(type) ? mlirIntegerTypeGetWidth(type)
                                  : mlirFloatTypeGetWidth(type);
}

/// Appends `result = operation %value : from to to`, which is the same value
/// if the two have the same bits.
static unsigned convert(Snippet *snippet, const char *operation, unsigned value,
                        unsigned from, unsigned to) {
  if (from == to)
    return value;
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = %s %%%u : i%u to i%u\n", result, operation, value,
             from, to);
  return result;
}

/// The bits of a value as an integer of as many.
static unsigned toBits(Snippet *snippet, MlirType type, const char *value) {
  unsigned result = snippetValue(snippet);
  if (mlirTypeIsAInteger(type)) {
    snippetAdd(snippet, "%%%u = arith.bitcast %s : i%u to i%u\n", result, value,
               bitsOf(type), bitsOf(type));
    return result;
  }
  snippetAdd(snippet, "%%%u = %s %s : ", result,
             mlirTypeIsAIndex(type) ? "arith.index_castui" : "arith.bitcast",
             value);
  snippetAddType(snippet, type);
  snippetAdd(snippet, " to i%u\n", bitsOf(type));
  return result;
}

static unsigned fromBits(Snippet *snippet, MlirType type, unsigned bits) {
  if (mlirTypeIsAInteger(type))
    return bits;
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = %s %%%u : i%u to ", result,
             mlirTypeIsAIndex(type) ? "arith.index_castui" : "arith.bitcast",
             bits, bitsOf(type));
  snippetAddType(snippet, type);
  snippetAdd(snippet, "\n");
  return result;
}

/// Word number `word` of an integer of `wide` bits.
static unsigned takeWord(Snippet *snippet, unsigned value, unsigned wide,
                         unsigned word) {
  if (word != 0) {
    unsigned shifted = snippetValue(snippet);
    unsigned amount = snippetValue(snippet);
    snippetAdd(snippet,
               "%%%u = arith.constant %u : i%u\n"
               "%%%u = arith.shrui %%%u, %%%u : i%u\n",
               amount, word * wordBits, wide, shifted, value, amount, wide);
    value = shifted;
  }
  return convert(snippet, "arith.trunci", value, wide, wordBits);
}

/// The integer with one more word, above those of `low`.
static unsigned putWord(Snippet *snippet, unsigned low, unsigned value,
                        unsigned wide, unsigned word) {
  unsigned extended = convert(snippet, "arith.extui", value, wordBits, wide);
  if (word == 0)
    return extended;
  unsigned amount = snippetValue(snippet);
  unsigned shifted = snippetValue(snippet);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet,
             "%%%u = arith.constant %u : i%u\n"
             "%%%u = arith.shli %%%u, %%%u : i%u\n"
             "%%%u = arith.ori %%%u, %%%u : i%u\n",
             amount, word * wordBits, wide, shifted, extended, amount, wide,
             result, low, shifted, wide);
  return result;
}

static unsigned exchangeScalar(Snippet *snippet, const Exchange *exchange,
                               MlirType type, const char *value) {
  unsigned bits = bitsOf(type);
  unsigned numWords = (bits + wordBits - 1) / wordBits;
  unsigned wide = numWords * wordBits;
  unsigned source =
      convert(snippet, "arith.extui", toBits(snippet, type, value), bits, wide);
  unsigned result = 0;
  for (unsigned word = 0; word < numWords; ++word) {
    unsigned sent = takeWord(snippet, source, wide, word);
    unsigned received = snippetValue(snippet);
    snippetAdd(snippet,
               "%%%u = nvvm.shfl.sync %s %s, %%%u, %s, %s : i32 -> i32\n",
               received, exchange->kind, exchange->mask, sent, exchange->offset,
               exchange->clamp);
    result = putWord(snippet, result, received, wide, word);
  }
  return fromBits(snippet, type,
                  convert(snippet, "arith.trunci", result, wide, bits));
}

unsigned exchangeAdd(Snippet *snippet, const Exchange *exchange, MlirType type,
                     const char *value) {
  if (!mlirTypeIsAVector(type))
    return exchangeScalar(snippet, exchange, type, value);
  MlirType element = mlirShapedTypeGetElementType(type);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = ub.poison : ", result);
  snippetAddType(snippet, type);
  snippetAdd(snippet, "\n");
  for (int64_t i = 0; i < mlirShapedTypeGetDimSize(type, 0); ++i) {
    char name[maxName];
    unsigned sent = snippetValue(snippet);
    snippetAdd(snippet, "%%%u = vector.extract %s[%lld] : ", sent, value,
               (long long)i);
    snippetAddType(snippet, element);
    snippetAdd(snippet, " from ");
    snippetAddType(snippet, type);
    snippetAdd(snippet, "\n");
    snprintf(name, sizeof name, "%%%u", sent);
    unsigned received = exchangeScalar(snippet, exchange, element, name);
    unsigned next = snippetValue(snippet);
    snippetAdd(snippet, "%%%u = vector.insert %%%u, %%%u[%lld] : ", next,
               received, result, (long long)i);
    snippetAddType(snippet, element);
    snippetAdd(snippet, " into ");
    snippetAddType(snippet, type);
    snippetAdd(snippet, "\n");
    result = next;
  }
  return result;
}

/// What combines two values; null where a kind is not for the type.
typedef struct Combination {
  const char *name;
  const char *ofIntegers;
  const char *ofFloats;
} Combination;

static const Combination combinations[] = {
    {"add", "addi", "addf"},       {"mul", "muli", "mulf"},
    {"minui", "minui", NULL},      {"minsi", "minsi", NULL},
    {"minnumf", NULL, "minnumf"},  {"maxui", "maxui", NULL},
    {"maxsi", "maxsi", NULL},      {"maxnumf", NULL, "maxnumf"},
    {"and", "andi", NULL},         {"or", "ori", NULL},
    {"xor", "xori", NULL},         {"minimumf", NULL, "minimumf"},
    {"maximumf", NULL, "maximumf"}};

/// The C API has no way to read it; it is printed as #gpu<all_reduce_op add>.
/// The start of what an attribute prints, which says what kind it is, without
/// memory that may be missing.
typedef struct KindText {
  char chars[64];
  size_t size;
} KindText;

static void appendKind(MlirStringRef added, void *userData) {
  KindText *text = userData;
  size_t room = sizeof text->chars - 1 - text->size;
  size_t length = added.length < room ? added.length : room;
  memcpy(text->chars + text->size, added.data, length);
  text->size += length;
}

int64_t reductionKindOf(MlirAttribute attribute) {
  KindText text = {.size = 0};
  mlirAttributePrint(attribute, appendKind, &text);
  const char *name = strrchr(text.chars, ' ');
  int64_t found = exchangeByRegion;
  for (size_t i = 0; name && i < sizeof combinations / sizeof *combinations;
       ++i) {
    size_t length = strlen(combinations[i].name);
    if (strncmp(name + 1, combinations[i].name, length) == 0 &&
        name[1 + length] == '>')
      found = (int64_t)i;
  }
  return found;
}

unsigned exchangeAddCombination(Snippet *snippet, int64_t kind, MlirType type,
                                const char *lhs, const char *rhs) {
  MlirType element =
      mlirTypeIsAVector(type) ? mlirShapedTypeGetElementType(type) : type;
  bool isFloat = mlirTypeIsAFloat(element);
  unsigned result = snippetValue(snippet);
  if (kind == exchangeByRegion) {
    snippetAdd(snippet,
               "%%%u = builtin.unrealized_conversion_cast %s, %s : ", result,
               lhs, rhs);
    snippetAddType(snippet, type);
    snippetAdd(snippet, ", ");
    snippetAddType(snippet, type);
    snippetAdd(snippet, " to ");
  } else {
    const char *name =
        isFloat ? combinations[kind].ofFloats : combinations[kind].ofIntegers;
    snippetAdd(snippet, "%%%u = arith.%s %s, %s : ", result,
               name ? name : "none", lhs, rhs);
  }
  snippetAddType(snippet, type);
  snippetAdd(snippet, "\n");
  return result;
}
