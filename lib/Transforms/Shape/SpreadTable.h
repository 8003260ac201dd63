//===- SpreadTable.h - What launches are spread over ----------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether the iterations of a launch's loops may be threads is a question for
// the analysis. Shapes are tried in several steps, and each launch is asked
// about once.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_SPREADTABLE_H
#define FUSELAGE_TRANSFORMS_SHAPE_SPREADTABLE_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Shape/SpreadLoops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The loops of launches that may be spread. Zeroed but for the options of the
/// search, it is empty.
typedef struct FuselageSpreadTable {
  FUSELAGE_ARRAY(FuselageSpreadLoops) loops;
  /// From launches to the numbers of their loops.
  FuselagePointerMap numbers;
  FuselageSpreadSearch search;
} FuselageSpreadTable;

/// Finds the loops of a launch. Stores null if no loop may be spread, or the
/// launch is not in the IR the first time. What is stored is valid until the
/// next call. False when memory is out.
FUSELAGE_NODISCARD bool
fuselageSpreadTableFind(FuselageSpreadTable *table, MlirOperation launch,
                        const FuselageSpreadLoops **loopsOrNull);

void fuselageSpreadTableFree(FuselageSpreadTable *table);

#endif // FUSELAGE_TRANSFORMS_SHAPE_SPREADTABLE_H
