//===- Record.c - Inputs and outputs of test programs ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FuselageTestRecord *records = NULL;
static size_t numRecords = 0;

// Labels of the records that no text of the program names.
static struct PrintLabel {
  struct PrintLabel *next;
  char text[];
} *printLabels = NULL;
static size_t numPrints = 0;

static int64_t numDims = 0;      ///< dimensions that the open record has so far
static size_t numValueBytes = 0; ///< of each row of the open record; 0 for all

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

static const struct {
  const char *name;
  size_t size;
} kinds[] = {
    [FUSELAGE_TEST_I1] = {"i1", 1},   [FUSELAGE_TEST_I8] = {"i8", 1},
    [FUSELAGE_TEST_I16] = {"i16", 2}, [FUSELAGE_TEST_I32] = {"i32", 4},
    [FUSELAGE_TEST_I64] = {"i64", 8}, [FUSELAGE_TEST_INDEX] = {"index", 8},
    [FUSELAGE_TEST_F16] = {"f16", 2}, [FUSELAGE_TEST_BF16] = {"bf16", 2},
    [FUSELAGE_TEST_F32] = {"f32", 4}, [FUSELAGE_TEST_F64] = {"f64", 8},
};

const char *fuselageTestKindGetName(FuselageTestKind kind) {
  return kinds[kind].name;
}

size_t fuselageTestKindGetSize(FuselageTestKind kind) {
  return kinds[kind].size;
}

/// The bits of a float as a half with 10 bits of mantissa. Values are small
/// multiples of 1/16, which need no rounding.
static uint16_t toHalf(float value) {
  uint32_t bits = 0;
  memcpy(&bits, &value, sizeof bits);
  if (value == 0.0F)
    return (uint16_t)(bits >> 16);
  const uint32_t exponent = ((bits >> 23) & 0xFFU) - 127U + 15U;
  return (uint16_t)((bits >> 16 & 0x8000U) | exponent << 10 |
                    (bits >> 13 & 0x3FFU));
}

static double halfToDouble(uint16_t bits) {
  const int exponent = bits >> 10 & 0x1F;
  const double sign = bits & 0x8000 ? -1.0 : 1.0;
  double value = (bits & 0x3FF) + (exponent ? 1024.0 : 0.0);
  if (exponent == 0x1F)
    return (bits & 0x3FF) ? sign * strtod("nan", NULL)
                          : sign * strtod("inf", NULL);
  for (int i = exponent ? exponent : 1; i < 25; ++i)
    value /= 2;
  for (int i = 25; i < exponent; ++i)
    value *= 2;
  return sign * value;
}

static double toDouble(FuselageTestKind kind, const void *element) {
  uint16_t half = 0;
  float single = 0;
  double value = 0;
  switch (kind) {
  case FUSELAGE_TEST_F16:
    memcpy(&half, element, sizeof half);
    return halfToDouble(half);
  case FUSELAGE_TEST_BF16:
    memcpy((unsigned char *)&single + 2, element, 2);
    return (double)single;
  case FUSELAGE_TEST_F32:
    memcpy(&single, element, sizeof single);
    return (double)single;
  default:
    memcpy(&value, element, sizeof value);
    return value;
  }
}

/// An element's bits; the machine is little-endian.
static uint64_t toBits(FuselageTestKind kind, const void *element) {
  uint64_t bits = 0;
  memcpy(&bits, element, kinds[kind].size);
  return bits;
}

int fuselageTestPrintElement(FuselageTestKind kind, const void *element,
                             char *buffer, size_t size) {
  const int digits = (int)(2 * kinds[kind].size);
  const uint64_t bits = toBits(kind, element);
  if (kind >= FUSELAGE_TEST_F16)
    return snprintf(buffer, size, "0x%0*" PRIx64 " (%.9g)", digits, bits,
                    toDouble(kind, element));
  const int shift = 64 - 8 * (int)kinds[kind].size;
  return snprintf(buffer, size, "0x%0*" PRIx64 " (%" PRId64 ")", digits, bits,
                  (int64_t)(bits << shift) >> shift);
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

static int64_t fillInteger(uint64_t random, FuselageTestKind kind, int64_t low,
                           int64_t high) {
  if (low >= high) {
    low = kind == FUSELAGE_TEST_I1 || kind == FUSELAGE_TEST_INDEX ? 0 : -50;
    high = kind == FUSELAGE_TEST_I1 ? 2 : kind == FUSELAGE_TEST_INDEX ? 16 : 50;
  }
  return low + (int64_t)(random % (uint64_t)(high - low));
}

/// Multiples of 1/16 in [-4, 4) are exact in every kind; f32 and f64 get more
/// digits, so that a wrong element rarely has the right value.
static void fillFloat(uint64_t random, FuselageTestKind kind, int64_t low,
                      int64_t high, void *element) {
  if (low >= high) {
    low = -4;
    high = 4;
  }
  const double range = (double)(high - low);
  const double coarse = (double)low + range * (double)(random & 127U) / 128.0;
  const double fine =
      coarse + range * (double)(random >> 32 & 0xFFFU) / 524288.0;
  const float single = (float)(kind == FUSELAGE_TEST_F32 ? fine : coarse);
  uint16_t half = 0;
  switch (kind) {
  case FUSELAGE_TEST_F16:
    half = toHalf(single);
    memcpy(element, &half, sizeof half);
    break;
  case FUSELAGE_TEST_BF16:
    memcpy(element, (const unsigned char *)&single + 2, 2);
    break;
  case FUSELAGE_TEST_F32:
    memcpy(element, &single, sizeof single);
    break;
  default:
    memcpy(element, &fine, sizeof fine);
    break;
  }
}

void fuselageTestFill(void *elements, int64_t count, int32_t kind, int32_t seed,
                      int64_t low, int64_t high) {
  const FuselageTestKind elementKind = (FuselageTestKind)kind;
  const size_t size = kinds[elementKind].size;
  unsigned char *element = elements;
  for (int64_t i = 0; i < count; ++i, element += size) {
    const uint64_t random =
        fuselageTestMix(((uint64_t)seed << 40) ^ (uint64_t)i);
    if (elementKind >= FUSELAGE_TEST_F16) {
      fillFloat(random, elementKind, low, high, element);
      continue;
    }
    const int64_t value = fillInteger(random, elementKind, low, high);
    memcpy(element, &value, size);
  }
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

static FuselageTestRecord *lastRecord(void) { return &records[numRecords - 1]; }

void fuselageTestDumpBegin(const char *label, int32_t kind, int64_t rank) {
  if (rank > FUSELAGE_TEST_MAX_RANK)
    fuselageTestFail("%s has %lld dimensions", label, (long long)rank);
  FuselageTestRecord *grown =
      realloc(records, (numRecords + 1) * sizeof *records);
  if (!grown)
    fuselageTestFail("out of memory for %s", label);
  records = grown;
  ++numRecords;
  *lastRecord() = (FuselageTestRecord){
      .label = label, .kind = (FuselageTestKind)kind, .rank = rank};
  numDims = 0;
  numValueBytes = 0;
}

void fuselageTestDumpDim(int64_t size) { lastRecord()->dims[numDims++] = size; }

void fuselageTestDumpPadding(int64_t valueBytes) {
  numValueBytes = (size_t)valueBytes;
}

/// Padding has no value: it is made equal everywhere.
static void clearPadding(FuselageTestRecord *record) {
  if (numValueBytes == 0)
    return;
  const size_t stride =
      (size_t)record->dims[record->rank - 1] * kinds[record->kind].size;
  for (size_t i = 0; i < record->numBytes; ++i)
    if (i % stride >= numValueBytes)
      record->bytes[i] = 0;
}

static uint64_t hashBytes(const unsigned char *bytes, size_t count) {
  uint64_t hash = count;
  for (size_t i = 0; i < count; ++i)
    hash = fuselageTestMix(hash ^ bytes[i]);
  return hash;
}

static void printRecord(const FuselageTestRecord *record) {
  const size_t size = kinds[record->kind].size;
  printf("%s: ", record->label);
  for (int64_t i = 0; i < record->rank; ++i)
    printf("%" PRId64 "x", record->dims[i]);
  printf("%s hash 0x%016" PRIx64, kinds[record->kind].name,
         hashBytes(record->bytes, record->numBytes));
  for (size_t i = 0; i < record->numElements; ++i)
    printf("%s0x%0*" PRIx64, i % 8 ? " " : "\n  ", (int)(2 * size),
           toBits(record->kind, record->bytes + i * size));
  printf("\n");
}

void fuselageTestDumpData(const void *elements) {
  FuselageTestRecord *record = lastRecord();
  record->numElements = 1;
  for (int64_t i = 0; i < record->rank; ++i)
    record->numElements *= (size_t)record->dims[i];
  record->numBytes = record->numElements * kinds[record->kind].size;
  record->bytes = fuselageTestAllocate(1, record->numBytes);
  memcpy(record->bytes, elements, record->numBytes);
  record->targets =
      fuselageTestAllocate(record->numBytes, sizeof *record->targets);
  fuselageTestCopyTargets(elements, record->numBytes, record->targets);
  clearPadding(record);
  if (!fuselageTestGetConfig()->keepRecords)
    printRecord(record);
}

size_t fuselageTestGetNumRecords(void) { return numRecords; }

const FuselageTestRecord *fuselageTestGetRecord(size_t index) {
  return &records[index];
}

const char *fuselageTestNextPrintLabel(void) {
  enum { LABEL_BYTES = 32 };
  struct PrintLabel *label =
      fuselageTestAllocate(1, sizeof *label + LABEL_BYTES);
  label->next = printLabels;
  printLabels = label;
  snprintf(label->text, LABEL_BYTES, "print %zu", ++numPrints);
  return label->text;
}

void fuselageTestResetRecords(void) {
  while (printLabels) {
    struct PrintLabel *label = printLabels;
    printLabels = label->next;
    free(label);
  }
  numPrints = 0;
  for (size_t i = 0; i < numRecords; ++i) {
    free(records[i].bytes);
    free(records[i].targets);
  }
  free(records);
  records = NULL;
  numRecords = 0;
}

// Lines may come in any order, so their hashes are summed.
void fuselageTestPrintf(const char *format, ...) {
  char line[1024] = {0};
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  ++fuselageTestCounts()->printedLines;
  fuselageTestCounts()->printedHash +=
      hashBytes((const unsigned char *)line, strlen(line));
  if (!fuselageTestGetConfig()->keepRecords)
    fputs(line, stdout);
}
