//===- Print.c - Records of printed values --------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The printing functions of MLIR's runner, under the names that calls of a C
// interface get. They record their arguments in order, so that a test can
// compare them.
//
//===----------------------------------------------------------------------===//

#include "Descriptors.h"
#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A buffer, and the next free byte of a contiguous copy of it.
typedef struct Copy {
  unsigned char *next;
  const unsigned char *elements;
  const int64_t *sizes;
  const int64_t *strides;
  int64_t rank;
  size_t elementBytes;
} Copy;

static void copyRows(Copy *copy, int64_t dim, int64_t position) {
  if (dim == copy->rank) {
    const unsigned char *element =
        copy->elements + position * (int64_t)copy->elementBytes;
    fuselageTestOnRead(element, (int64_t)copy->elementBytes,
                       FUSELAGE_TEST_PRINT_READS);
    memcpy(copy->next, element, copy->elementBytes);
    copy->next += copy->elementBytes;
    return;
  }
  for (int64_t i = 0; i < copy->sizes[dim]; ++i)
    copyRows(copy, dim + 1, position + i * copy->strides[dim]);
}

static void recordBuffer(const UnrankedMemRef *buffer, FuselageTestKind kind) {
  const RankedMemRef *source = buffer->descriptor;
  size_t count = 1;
  for (int64_t i = 0; i < buffer->rank; ++i)
    count *= (size_t)source->sizesAndStrides[i];
  const size_t size = fuselageTestKindGetSize(kind);
  unsigned char *elements = fuselageTestAllocate(count, size);
  Copy copy = {.next = elements,
               .elements = source->aligned,
               .sizes = source->sizesAndStrides,
               .strides = source->sizesAndStrides + buffer->rank,
               .rank = buffer->rank,
               .elementBytes = size};
  copyRows(&copy, 0, source->offset);
  fuselageTestDumpBegin(fuselageTestNextPrintLabel(), (int32_t)kind,
                        buffer->rank);
  for (int64_t i = 0; i < buffer->rank; ++i)
    fuselageTestDumpDim(source->sizesAndStrides[i]);
  fuselageTestDumpData(elements);
  free(elements);
}

static void recordScalar(const void *value, FuselageTestKind kind) {
  fuselageTestDumpBegin(fuselageTestNextPrintLabel(), (int32_t)kind, 0);
  fuselageTestDumpData(value);
}

// NOLINTBEGIN(bugprone-reserved-identifier): the names are MLIR's.
#define DEFINE_PRINT_BUFFER(suffix, kind)                                      \
  FUSELAGE_TEST_EXPORTED void _mlir_ciface_printMemref##suffix(                \
      const UnrankedMemRef *buffer);                                           \
  void _mlir_ciface_printMemref##suffix(const UnrankedMemRef *buffer) {        \
    recordBuffer(buffer, kind);                                                \
  }
DEFINE_PRINT_BUFFER(I8, FUSELAGE_TEST_I8)
DEFINE_PRINT_BUFFER(I16, FUSELAGE_TEST_I16)
DEFINE_PRINT_BUFFER(I32, FUSELAGE_TEST_I32)
DEFINE_PRINT_BUFFER(I64, FUSELAGE_TEST_I64)
DEFINE_PRINT_BUFFER(Ind, FUSELAGE_TEST_INDEX)
DEFINE_PRINT_BUFFER(F16, FUSELAGE_TEST_F16)
DEFINE_PRINT_BUFFER(BF16, FUSELAGE_TEST_BF16)
DEFINE_PRINT_BUFFER(F32, FUSELAGE_TEST_F32)
DEFINE_PRINT_BUFFER(F64, FUSELAGE_TEST_F64)
// NOLINTEND(bugprone-reserved-identifier)

#define DEFINE_PRINT_SCALAR(suffix, type, kind)                                \
  FUSELAGE_TEST_EXPORTED void print##suffix(type value);                       \
  void print##suffix(type value) { recordScalar(&value, kind); }
DEFINE_PRINT_SCALAR(I64, int64_t, FUSELAGE_TEST_I64)
DEFINE_PRINT_SCALAR(U64, uint64_t, FUSELAGE_TEST_I64)
DEFINE_PRINT_SCALAR(F32, float, FUSELAGE_TEST_F32)
DEFINE_PRINT_SCALAR(F64, double, FUSELAGE_TEST_F64)

#define DEFINE_PRINT_NOTHING(name)                                             \
  FUSELAGE_TEST_EXPORTED void print##name(void);                               \
  void print##name(void) {}
DEFINE_PRINT_NOTHING(Open)
DEFINE_PRINT_NOTHING(Close)
DEFINE_PRINT_NOTHING(Comma)
DEFINE_PRINT_NOTHING(Newline)
