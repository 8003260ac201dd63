//===- DeviceLayout.c - How values lie in device memory -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/DeviceLayout.h"

#include "IR/ByteCount.h"
#include "fuselage-c/Analysis.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdbool.h>

typedef FuselageDeviceLayout Layout;

/// Alignments in bytes: of a pointer, a size or an index; the least of a buffer
/// of workgroup memory; the largest of an integer.
enum { wordBytes = 8, workgroupAlignment = 16, maxIntegerAlignment = 32 };

static const Layout unknownLayout = {FUSELAGE_UNKNOWN_BYTES,
                                     workgroupAlignment};

static uint64_t powerOfTwoFrom(uint64_t value) {
  uint64_t power = 1;
  while (power < value)
    power *= 2;
  return power;
}

static uint64_t roundUp(uint64_t bytes, uint64_t alignment) {
  return fuselageByteCountMul(
      fuselageByteCountAdd(bytes, alignment - 1) / alignment, alignment);
}

static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

static uint64_t bytesOfBits(uint64_t bits) {
  return bits / 8 + (bits % 8 != 0);
}

static Layout layoutOfScalar(uint64_t bits) {
  uint64_t alignment = powerOfTwoFrom(bytesOfBits(bits));
  if (alignment > maxIntegerAlignment)
    alignment = maxIntegerAlignment;
  return (Layout){roundUp(bytesOfBits(bits), alignment), alignment};
}

/// The bits of a scalar, or 0 if the type is not a scalar.
static uint64_t bitsOfScalar(MlirType type) {
  if (mlirTypeIsAIndex(type))
    return 8 * (uint64_t)wordBytes;
  if (mlirTypeIsAInteger(type))
    return mlirIntegerTypeGetWidth(type);
  return mlirTypeIsAFloat(type) ? mlirFloatTypeGetWidth(type) : 0;
}

/// Vectors of several dimensions are arrays of vectors. A vector packs its bits
/// and is aligned to its size, both rounded up to a power of two.
static Layout layoutOfVector(MlirType type) {
  uint64_t bits = bitsOfScalar(mlirShapedTypeGetElementType(type));
  intptr_t rank = mlirShapedTypeGetRank(type);
  if (bits == 0)
    return unknownLayout;
  uint64_t numVectors = 1;
  for (intptr_t i = 0; i < rank; ++i) {
    if (mlirVectorTypeIsDimScalable(type, i))
      return unknownLayout;
    uint64_t size = (uint64_t)mlirShapedTypeGetDimSize(type, i);
    if (i + 1 == rank)
      bits = fuselageByteCountMul(bits, size);
    else
      numVectors = fuselageByteCountMul(numVectors, size);
  }
  if (bits >= FUSELAGE_UNKNOWN_BYTES)
    return unknownLayout;
  uint64_t alignment = powerOfTwoFrom(bytesOfBits(bits));
  return (Layout){fuselageByteCountMul(numVectors, alignment), alignment};
}

FuselageDeviceLayout fuselageElementGetDeviceLayout(MlirType elementType) {
  uint64_t bits = bitsOfScalar(elementType);
  if (bits != 0)
    return layoutOfScalar(bits);
  if (mlirTypeIsAVector(elementType))
    return layoutOfVector(elementType);
  if (!mlirTypeIsAComplex(elementType))
    return unknownLayout;
  Layout part = fuselageElementGetDeviceLayout(
      mlirComplexTypeGetElementType(elementType));
  return (Layout){fuselageByteCountMul(2, part.bytes), part.alignment};
}

uint64_t fuselageMemRefGetDeviceBytes(MlirType type) {
  if (!mlirTypeIsAMemRef(type))
    return FUSELAGE_UNKNOWN_BYTES;
  return fuselageByteCountMul(
      fuselageMemRefNumElements(type),
      fuselageElementGetDeviceLayout(mlirShapedTypeGetElementType(type)).bytes);
}

/// If the size of every buffer is rounded up to a multiple of 16, every buffer
/// begins at a multiple of 16. Only a stricter alignment leaves a gap.
uint64_t fuselageMemRefGetWorkgroupBytes(MlirType type) {
  uint64_t bytes = fuselageMemRefGetDeviceBytes(type);
  if (bytes >= FUSELAGE_UNKNOWN_BYTES)
    return FUSELAGE_UNKNOWN_BYTES;
  uint64_t alignment =
      fuselageElementGetDeviceLayout(mlirShapedTypeGetElementType(type))
          .alignment;
  return fuselageByteCountAdd(roundUp(bytes, workgroupAlignment),
                              larger(alignment, workgroupAlignment) -
                                  workgroupAlignment);
}

/// A ranked memref is passed as two pointers, the offset, and a size and a
/// stride for each dimension. An unranked memref is passed as its rank and a
/// pointer. Every parameter is rounded up to a word, and stricter alignments
/// leave a gap.
uint64_t fuselageParameterGetBytes(MlirType type) {
  if (mlirTypeIsAMemRef(type))
    return wordBytes * (3 + 2 * (uint64_t)mlirShapedTypeGetRank(type));
  if (mlirTypeIsAUnrankedMemRef(type))
    return 2 * (uint64_t)wordBytes;
  Layout layout = fuselageElementGetDeviceLayout(type);
  if (layout.bytes >= FUSELAGE_UNKNOWN_BYTES)
    return FUSELAGE_UNKNOWN_BYTES;
  return fuselageByteCountAdd(roundUp(layout.bytes, wordBytes),
                              larger(layout.alignment, wordBytes) - wordBytes);
}
