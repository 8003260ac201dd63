//===- MemRefSizes.h - Sizes of memrefs as values -----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program asks for the size of one memref again and again, and gets a new
// value each time. Here equal sizes become one value.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_MEMREFSIZES_H
#define FUSELAGE_IR_MEMREFSIZES_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The size of a memref along one dimension, as the first value that gave it.
typedef struct FuselageKnownSize {
  int64_t dim;
  MlirValue value;
  /// The number of the memref's next size, counted from 1; 0 if it is the last.
  uint32_t next;
} FuselageKnownSize;

/// A zeroed struct is an empty table.
typedef struct FuselageSizeTable {
  /// From memrefs to the first of their sizes.
  FuselagePointerMap first;
  FUSELAGE_ARRAY(FuselageKnownSize) sizes;
} FuselageSizeTable;

/// Follows a dynamic size to its origin. The origin of a size of an allocation
/// is the operand that gave it. The origin of a size of another memref is the
/// first value in the table for the same size. Any other value is its own
/// origin. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageSizeTableFindOrigin(FuselageSizeTable *table,
                                                    MlirValue value,
                                                    MlirValue *origin);

/// True if `value` is a size of a memref from outside of `ancestor`. The size
/// is then the same everywhere in `ancestor`, even if `value` is defined
/// inside.
FUSELAGE_NODISCARD bool fuselageValueIsSizeFromOutside(MlirValue value,
                                                       MlirOperation ancestor);

void fuselageSizeTableFree(FuselageSizeTable *table);

#endif // FUSELAGE_IR_MEMREFSIZES_H
