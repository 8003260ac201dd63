//===- Buffers.h - Buffers and which of them may alias -------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer is the memory of which a memref is a view: an allocation, an
// argument of a function, a global, or a value of unknown origin, which may be
// any of the others.
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
  /// New memory: of an operation that allocates, or an attribution of a launch.
  /// Dynamic shared memory does not belong here: it has one address, however
  /// often a body asks for it.
  FUSELAGE_BUFFER_ALLOCATION,
  FUSELAGE_BUFFER_ARGUMENT,
  FUSELAGE_BUFFER_GLOBAL,
  FUSELAGE_BUFFER_UNKNOWN
} FuselageBufferKind;

typedef struct FuselageBuffer {
  FuselageBufferKind kind;
  /// The memref at the end of the views. For a global, the first one seen.
  MlirValue root;
  /// Whether only views of this argument reach its memory.
  bool isNoalias;
  /// Whether no other argument reaches the memory of this argument. A global
  /// may.
  bool isAloneAmongArguments;
  /// For a global: the operation whose symbol table has its name; and the
  /// number plus one of another global of the same name, 0 for the last.
  MlirOperation symbolTable;
  uint32_t nextOfName;
  /// Whether different indices of `root` mean different addresses.
  bool isInjective;
} FuselageBuffer;

/// A buffer as an operation sees it.
typedef struct FuselageBufferView {
  uint32_t buffer;
  /// The memref nearest to the root with the same indices; the memref itself if
  /// all its views change indices.
  MlirValue base;
  /// Whether different indices of `base` mean different addresses. A layout may
  /// have a stride of 0, or strides that are not known.
  bool isInjective;
} FuselageBufferView;

typedef struct FuselageBufferTable {
  FUSELAGE_ARRAY(FuselageBuffer) buffers;
  /// From roots, and from the names of globals, to buffers.
  FuselagePointerMap numbers;
  /// From memrefs to entries of `views`.
  FuselagePointerMap viewNumbers;
  FUSELAGE_ARRAY(FuselageBufferView) views;
  /// Assume that no two memref arguments of a function share memory, and that
  /// no two elements of an argument are the same.
  bool assumeNoaliasArgs;
} FuselageBufferTable;

void fuselageBufferTableFree(FuselageBufferTable *table);

/// Follows `memref` to its buffer, and adds a new buffer to the table. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool fuselageBufferTableResolve(FuselageBufferTable *table,
                                                   MlirValue memref,
                                                   FuselageBufferView *view);

/// True if `op` only allocates memory on the host, without an async token.
FUSELAGE_NODISCARD bool fuselageOperationIsAllocation(MlirOperation op);

/// True if `op` only frees memory on the host.
FUSELAGE_NODISCARD bool fuselageOperationIsDeallocation(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_MEMORY_BUFFERS_H
