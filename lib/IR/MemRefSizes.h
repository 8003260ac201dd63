//===- MemRefSizes.h - Sizes of memrefs as values -----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program asks for the size of one memref again and again, and each answer is
// another value. Here equal answers become one.
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
  /// The next one of the same memref, counted from 1; 0 for none.
  uint32_t next;
} FuselageKnownSize;

/// A zeroed struct knows none.
typedef struct FuselageSizeTable {
  /// From memrefs to the first of their sizes.
  FuselagePointerMap first;
  FUSELAGE_ARRAY(FuselageKnownSize) sizes;
} FuselageSizeTable;

/// Follows a dynamic size to where it comes from: of an allocation, the operand
/// that gave it; of another memref, the first value asked for that is the same
/// size. Any other value comes from itself. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageSizeTableFindOrigin(FuselageSizeTable *table,
                                                    MlirValue value,
                                                    MlirValue *origin);

/// True if `value` is a size of a memref that comes from outside of `ancestor`,
/// wherever it is asked for: the same for all that runs in `ancestor`.
FUSELAGE_NODISCARD bool fuselageValueIsSizeFromOutside(MlirValue value,
                                                       MlirOperation ancestor);

void fuselageSizeTableFree(FuselageSizeTable *table);

#endif // FUSELAGE_IR_MEMREFSIZES_H
