//===- ByteCount.c - Byte counts that saturate ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/ByteCount.h"

#include "fuselage-c/Analysis.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdbool.h>

static uint64_t saturate(bool overflowed, uint64_t bytes) {
  return overflowed || bytes > FUSELAGE_UNKNOWN_BYTES ? FUSELAGE_UNKNOWN_BYTES
                                                      : bytes;
}

uint64_t fuselageByteCountAdd(uint64_t a, uint64_t b) {
  uint64_t sum;
  bool overflowed = __builtin_add_overflow(a, b, &sum);
  return saturate(overflowed, sum);
}

uint64_t fuselageByteCountMul(uint64_t a, uint64_t b) {
  uint64_t product;
  bool overflowed = __builtin_mul_overflow(a, b, &product);
  return saturate(overflowed, product);
}

/// The result is an upper bound of the bytes that an access reads or writes.
/// Accesses skip the trailing padding of a vector, so it does not count.
uint64_t fuselageElementBytes(MlirType elementType) {
  if (mlirTypeIsAIndex(elementType))
    return sizeof(uint64_t);
  if (mlirTypeIsAInteger(elementType))
    return (mlirIntegerTypeGetWidth(elementType) + 7) / 8;
  if (mlirTypeIsAFloat(elementType))
    return (mlirFloatTypeGetWidth(elementType) + 7) / 8;
  if (mlirTypeIsAComplex(elementType))
    return fuselageByteCountMul(
        2, fuselageElementBytes(mlirComplexTypeGetElementType(elementType)));
  if (mlirTypeIsAVector(elementType)) {
    uint64_t bytes =
        fuselageElementBytes(mlirShapedTypeGetElementType(elementType));
    for (intptr_t i = 0; i < mlirShapedTypeGetRank(elementType); ++i) {
      if (mlirVectorTypeIsDimScalable(elementType, i))
        return FUSELAGE_UNKNOWN_BYTES;
      bytes = fuselageByteCountMul(
          bytes, (uint64_t)mlirShapedTypeGetDimSize(elementType, i));
    }
    return bytes;
  }
  return FUSELAGE_UNKNOWN_BYTES;
}

uint64_t fuselageMemRefNumElements(MlirType type) {
  if (!mlirTypeIsAMemRef(type) || !mlirShapedTypeHasStaticShape(type))
    return FUSELAGE_UNKNOWN_BYTES;
  uint64_t count = 1;
  for (intptr_t i = 0; i < mlirShapedTypeGetRank(type); ++i)
    count = fuselageByteCountMul(count,
                                 (uint64_t)mlirShapedTypeGetDimSize(type, i));
  return count;
}

uint64_t fuselageMemRefBytes(MlirType type) {
  if (!mlirTypeIsAMemRef(type))
    return FUSELAGE_UNKNOWN_BYTES;
  return fuselageByteCountMul(
      fuselageMemRefNumElements(type),
      fuselageElementBytes(mlirShapedTypeGetElementType(type)));
}
