//===- EarlierValues.h - Host values before they are defined --- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first of several launches that share a grid needs to know the sizes of
// the last, whose operands may be computed between the two. What is computed
// without effects, of values that are there before, can be computed earlier.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_EARLIERVALUES_H
#define FUSELAGE_TRANSFORMS_SHAPE_EARLIERVALUES_H

#include "IR/OpBuilder.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

enum {
  /// The most operations that one value takes.
  FUSELAGE_MAX_EARLIER_VALUES = 16
};

/// True if a value that an operation after `op`, in the same block, may use can
/// be had before `op`. False also when memory is out, with nothing noted: the
/// answer is the careful one.
FUSELAGE_NODISCARD bool fuselageValueIsAvailableBefore(MlirValue value,
                                                       MlirOperation op);

/// The value, or a copy of what computes it. It is available before the place
/// where the builder builds; at most FUSELAGE_MAX_EARLIER_VALUES operations are
/// made.
MlirValue fuselageBuildEarlier(const FuselageOpBuilder *builder,
                               MlirValue value);

#endif // FUSELAGE_TRANSFORMS_SHAPE_EARLIERVALUES_H
