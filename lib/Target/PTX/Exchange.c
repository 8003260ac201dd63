//===- Exchange.c - Values that lanes of a warp exchange ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Exchange.h"

#include "Bridge/Enums.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>

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

/// Appends `result = operation %value : from to to`. If both types have the
/// same bits, the value stays the same.
static unsigned convert(Snippet *snippet, FuselageOp operation, unsigned value,
                        unsigned from, unsigned to) {
  if (from == to)
    return value;
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = %s %%%u : i%u to i%u\n", result,
             fuselageOpGetName(operation).data, value, from, to);
  return result;
}

/// The operation that reads the bits of a value of this type as an integer, or
/// makes the value of them.
static const char *castOfBits(MlirType type) {
  return fuselageOpGetName(mlirTypeIsAIndex(type)
                               ? FUSELAGE_OP_ARITH_INDEX_CASTUI
                               : FUSELAGE_OP_ARITH_BITCAST)
      .data;
}

/// The bits of a value as an integer of the same width.
static unsigned toBits(Snippet *snippet, MlirType type, const char *value) {
  unsigned result = snippetValue(snippet);
  if (mlirTypeIsAInteger(type)) {
    snippetAdd(snippet, "%%%u = arith.bitcast %s : i%u to i%u\n", result, value,
               bitsOf(type), bitsOf(type));
    return result;
  }
  snippetAdd(snippet, "%%%u = %s %s : ", result, castOfBits(type), value);
  snippetAddType(snippet, type);
  snippetAdd(snippet, " to i%u\n", bitsOf(type));
  return result;
}

static unsigned fromBits(Snippet *snippet, MlirType type, unsigned bits) {
  if (mlirTypeIsAInteger(type))
    return bits;
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = %s %%%u : i%u to ", result, castOfBits(type),
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
  return convert(snippet, FUSELAGE_OP_ARITH_TRUNCI, value, wide, wordBits);
}

/// The integer with one more word above the words of `low`.
static unsigned putWord(Snippet *snippet, unsigned low, unsigned value,
                        unsigned wide, unsigned word) {
  unsigned extended =
      convert(snippet, FUSELAGE_OP_ARITH_EXTUI, value, wordBits, wide);
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
  unsigned source = convert(snippet, FUSELAGE_OP_ARITH_EXTUI,
                            toBits(snippet, type, value), bits, wide);
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
  return fromBits(
      snippet, type,
      convert(snippet, FUSELAGE_OP_ARITH_TRUNCI, result, wide, bits));
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

/// The operations that combine two values, by FuselageReductionKind; null if
/// the type lacks the kind.
typedef struct Combination {
  const char *ofIntegers;
  const char *ofFloats;
} Combination;

static const Combination combinations[] = {
    [FUSELAGE_REDUCTION_ADD] = {"addi", "addf"},
    [FUSELAGE_REDUCTION_MUL] = {"muli", "mulf"},
    [FUSELAGE_REDUCTION_MINUI] = {"minui", NULL},
    [FUSELAGE_REDUCTION_MINSI] = {"minsi", NULL},
    [FUSELAGE_REDUCTION_MINNUMF] = {NULL, "minnumf"},
    [FUSELAGE_REDUCTION_MAXUI] = {"maxui", NULL},
    [FUSELAGE_REDUCTION_MAXSI] = {"maxsi", NULL},
    [FUSELAGE_REDUCTION_MAXNUMF] = {NULL, "maxnumf"},
    [FUSELAGE_REDUCTION_AND] = {"andi", NULL},
    [FUSELAGE_REDUCTION_OR] = {"ori", NULL},
    [FUSELAGE_REDUCTION_XOR] = {"xori", NULL},
    [FUSELAGE_REDUCTION_MINIMUMF] = {NULL, "minimumf"},
    [FUSELAGE_REDUCTION_MAXIMUMF] = {NULL, "maximumf"},
};

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
