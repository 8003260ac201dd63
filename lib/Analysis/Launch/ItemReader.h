//===- ItemReader.h - Indices as functions of the item --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads values of index type in the body of a launch as affine expressions over
// the dimensions of its items (WorkItems.h): d0 is the outermost. Divisions by
// constants are carried out where the range of the items shows how.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_ITEMREADER_H
#define FUSELAGE_ANALYSIS_LAUNCH_ITEMREADER_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"

#include "mlir-c/AffineExpr.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// Reads the body of one launch. Not thread-safe.
typedef struct FuselageItemReader {
  /// In the launch, and the owner of the symbols.
  FuselageIndexReader *indices;
  const FuselageWorkItems *items;
  FuselageIterationSpace space;
  /// What each id of the launch is; null if that is not known.
  MlirAffineExpr ids[FUSELAGE_NUM_IDS];
  /// Where several ids of the grid number the blocks along x: the number of a
  /// block over these ids, and over the items.
  MlirAffineExpr blockOfIds, blockOfItems;
  /// Set when memory ran out; every later result is null.
  bool outOfMemory;

  FuselagePointerMap memo;
  FUSELAGE_ARRAY(MlirAffineExpr) expressions;
} FuselageItemReader;

/// `indices` has just read `items`. Both stay as long as the reader does.
void fuselageItemReaderInit(FuselageItemReader *reader,
                            FuselageIndexReader *indices,
                            const FuselageWorkItems *items);

void fuselageItemReaderFree(FuselageItemReader *reader);

/// The value as an expression, or null if it is not affine in the dimensions of
/// the items or memory is out. The machine has this value, not just modulo
/// 2^64, where the range of the expression fits 64 bits.
MlirAffineExpr fuselageItemRead(FuselageItemReader *reader, MlirValue value);

/// Reads the indices of a load or store whose memref is operand
/// `memrefOperand`. `indices` has room for the rank of the memref.
void fuselageItemReadIndices(FuselageItemReader *reader, MlirOperation op,
                             intptr_t memrefOperand, MlirAffineExpr *indices);

#endif // FUSELAGE_ANALYSIS_LAUNCH_ITEMREADER_H
