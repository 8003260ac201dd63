//===- ByteCount.h - Byte counts that saturate ---------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Byte counts of at most FUSELAGE_UNKNOWN_BYTES. That value means "not known,
// or larger".
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_BYTECOUNT_H
#define FUSELAGE_IR_BYTECOUNT_H

#include "mlir-c/IR.h"

#include <stdint.h>

uint64_t fuselageByteCountAdd(uint64_t a, uint64_t b);
uint64_t fuselageByteCountMul(uint64_t a, uint64_t b);

/// Bytes of one element of a memref's element type as it lies in memory, or
/// FUSELAGE_UNKNOWN_BYTES.
uint64_t fuselageElementBytes(MlirType elementType);

/// Number of elements of a memref type, or FUSELAGE_UNKNOWN_BYTES if a
/// dimension is dynamic.
uint64_t fuselageMemRefNumElements(MlirType type);

/// Bytes of all elements of a memref type, or FUSELAGE_UNKNOWN_BYTES.
uint64_t fuselageMemRefBytes(MlirType type);

#endif // FUSELAGE_IR_BYTECOUNT_H
