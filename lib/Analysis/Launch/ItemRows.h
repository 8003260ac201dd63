//===- ItemRows.h - Items in rows of unknown length ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The iterations of a nest whose extents are not known are numbered, and the
// body takes each number apart:
//
//   n < rows * columns     i = n / columns, j = n % columns
//
// Nothing says that the number of items is a multiple of the columns, since
// products wrap around and a grid may be any other. So the items are those of a
// box up to a number of them, and the last row may end early. Where `columns`
// is 0, no thread divides by it, and any row length will do: it is 1.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_ITEMROWS_H
#define FUSELAGE_ANALYSIS_LAUNCH_ITEMROWS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// True, with the dimensions stored, if all items of the launch are along one
/// axis, in rows whose number is not known. The axes have been read, and the
/// reader is in the launch.
FUSELAGE_NODISCARD bool fuselageWorkItemsReadRows(FuselageIndexReader *reader,
                                                  FuselageWorkItems *items);

/// Reads a division or a remainder in the body of a launch whose items are in
/// such rows, as an expression over their dimensions: null if it is neither a
/// dimension nor affine in several.
MlirAffineExpr fuselageItemRowsReadDivision(FuselageIndexReader *reader,
                                            const FuselageWorkItems *items,
                                            MlirOperation division);

#endif // FUSELAGE_ANALYSIS_LAUNCH_ITEMROWS_H
