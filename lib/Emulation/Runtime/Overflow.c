//===- Overflow.c - Results of arithmetic that must not wrap --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

int64_t fuselageTestAddNoWrap(int64_t a, int64_t b) {
  int64_t result = 0;
  return __builtin_add_overflow(a, b, &result) ? FUSELAGE_TEST_POISON : result;
}

int64_t fuselageTestSubtractNoWrap(int64_t a, int64_t b) {
  int64_t result = 0;
  return __builtin_sub_overflow(a, b, &result) ? FUSELAGE_TEST_POISON : result;
}

int64_t fuselageTestMultiplyNoWrap(int64_t a, int64_t b) {
  int64_t result = 0;
  return __builtin_mul_overflow(a, b, &result) ? FUSELAGE_TEST_POISON : result;
}
