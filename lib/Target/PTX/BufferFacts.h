//===- BufferFacts.h - Alignment and size of a buffer ----------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_BUFFERFACTS_H
#define FUSELAGE_TARGET_PTX_BUFFERFACTS_H

#include "Support/Array.h"
#include "Support/PointerMap.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The lifetime of an allocation.
typedef struct BufferLifetime {
  /// False if an operation that the search cannot follow may free it.
  bool isKnown;
  /// The one operation that frees it, or null.
  MlirOperation deallocation;
  /// True if the function returns it, so that a caller may free it.
  bool isReturned;
} BufferLifetime;

/// The lifetimes of allocations, each computed once. A zeroed struct is empty.
typedef struct BufferLifetimes {
  FuselagePointerMap numbers;
  FUSELAGE_ARRAY(BufferLifetime) lifetimes;
} BufferLifetimes;

void bufferLifetimesFree(BufferLifetimes *lifetimes);

/// Facts about the memory at the aligned pointer of a memref. There its buffer
/// begins, whatever its offset.
typedef struct BufferFacts {
  /// In bytes; 1 if it is not known.
  uint64_t alignment;
  /// The number of bytes from there on that can be read while a launch runs; 0
  /// if it is not known.
  uint64_t bytes;
} BufferFacts;

/// Reads the facts for `memref`, an operand of `launch`.
BufferFacts bufferFactsRead(BufferLifetimes *lifetimes, MlirValue memref,
                            MlirOperation launch);

#endif // FUSELAGE_TARGET_PTX_BUFFERFACTS_H
