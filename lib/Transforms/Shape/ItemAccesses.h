//===- ItemAccesses.h - Which dimensions of items index what --- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is needed of a launch to choose a shape for it: the items, and for each
// access which index is which dimension of them. A choice is tried, and what
// is tried is proved by the analysis, so this may be less than the truth.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_ITEMACCESSES_H
#define FUSELAGE_TRANSFORMS_SHAPE_ITEMACCESSES_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"
#include "Analysis/Memory/Buffers.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FUSELAGE_MAX_INDEXED_RANK = FUSELAGE_BOUND(16, 3) };

/// How far the elements of neighbouring items are from each other.
typedef enum FuselageItemStep {
  FUSELAGE_STEP_NONE,
  FUSELAGE_STEP_NEXT,
  FUSELAGE_STEP_FAR
} FuselageItemStep;

/// The elements of a buffer that an access of every item touches.
typedef struct FuselageItemAccess {
  uint32_t buffer;
  /// The memref that the indices are of.
  MlirValue base;
  bool isWrite;
  /// How many indices there are; 0 if they say nothing.
  int rank;
  /// For each index the dimension of the items that it is, or -1.
  int8_t dims[FUSELAGE_MAX_INDEXED_RANK];
  /// Where the element of the next item lies along each dimension.
  FuselageItemStep steps[FUSELAGE_MAX_ITEM_DIMS];
  /// About how often one item makes the access, and the bytes of an element.
  uint64_t trips, elementBytes;
} FuselageItemAccess;

/// A launch, as far as its shape goes.
typedef struct FuselageShapedLaunch {
  MlirOperation launch;
  /// Whether it may have another shape; `items` is good only then.
  bool isIndependent;
  FuselageWorkItems items;
  /// Its accesses in the table.
  size_t firstAccess, numAccesses;
  /// About how many operations one item runs.
  uint64_t operations;
} FuselageShapedLaunch;

/// Launches of one block. A zeroed struct is an empty table.
typedef struct FuselageItemAccessTable {
  FuselageBufferTable buffers;
  FUSELAGE_ARRAY(FuselageItemAccess) accesses;
  FUSELAGE_ARRAY(FuselageShapedLaunch) launches;
} FuselageItemAccessTable;

/// Reads a launch and appends it. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageItemAccessTableAdd(FuselageItemAccessTable *table,
                           FuselageIndexReader *reader, MlirOperation launch);

void fuselageItemAccessTableFree(FuselageItemAccessTable *table);

#endif // FUSELAGE_TRANSFORMS_SHAPE_ITEMACCESSES_H
