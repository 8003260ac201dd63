//===- Buffers.h - Buffers and which of them may alias -------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer is what a memref is a view of: an allocation, an argument of a
// function, a global, or a value that comes from where the analysis does not
// look, which may be any of the others.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_MEMORY_BUFFERS_H
#define FUSELAGE_ANALYSIS_MEMORY_BUFFERS_H

#include "IR/Views.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

typedef enum FuselageBufferKind {
  /// Memory that nobody had before: of an operation that allocates, or an
  /// attribution of a launch. Dynamic shared memory is none of these: it has
  /// one
  /// address however often it is asked for.
  FUSELAGE_BUFFER_ALLOCATION,
  FUSELAGE_BUFFER_ARGUMENT,
  FUSELAGE_BUFFER_GLOBAL,
  FUSELAGE_BUFFER_UNKNOWN
} FuselageBufferKind;

typedef struct FuselageBuffer {
  FuselageBufferKind kind;
  /// The memref that the views lead to; of a global, the first one seen.
  MlirValue root;
  /// Whether nothing but views of it reaches the memory of this argument.
  bool isNoalias;
  /// Whether no other argument reaches the memory of this one. It may be the
  /// memory of a global.
  bool isAloneAmongArguments;
  /// Of a global, the operation in whose symbol table its name stands; and one
  /// more than the number of another global of the same name, 0 for none.
  MlirOperation symbolTable;
  uint32_t nextOfName;
  /// Whether different indices of `root` are different addresses.
  bool isInjective;
} FuselageBuffer;

/// A buffer as an operation sees it.
typedef struct FuselageBufferView {
  uint32_t buffer;
  /// The memref that this one is a cast of, with the same indices; itself if it
  /// is none.
  MlirValue base;
  /// Whether different indices of `base` are different addresses. A layout may
  /// have a stride of 0, or strides that nothing is known of.
  bool isInjective;
} FuselageBufferView;

typedef struct FuselageBufferTable {
  FUSELAGE_ARRAY(FuselageBuffer) buffers;
  /// From roots, and from the names of globals, to buffers.
  FuselagePointerMap numbers;
  /// From memrefs to entries of `views`.
  FuselagePointerMap viewNumbers;
  FUSELAGE_ARRAY(FuselageBufferView) views;
  /// Take it for granted that no two memref arguments of a function share
  /// memory, and that no two elements of one are the same.
  bool assumeNoaliasArgs;
} FuselageBufferTable;

void fuselageBufferTableFree(FuselageBufferTable *table);

/// Follows `memref` to its buffer, which is added to the table when it is new.
/// Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageBufferTableResolve(FuselageBufferTable *table,
                                                   MlirValue memref,
                                                   FuselageBufferView *view);

/// True if `op` allocates memory on the host and does nothing else: it has no
/// async token.
FUSELAGE_NODISCARD bool fuselageOperationIsAllocation(MlirOperation op);

/// True if `op` frees memory on the host and does nothing else.
FUSELAGE_NODISCARD bool fuselageOperationIsDeallocation(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_MEMORY_BUFFERS_H
