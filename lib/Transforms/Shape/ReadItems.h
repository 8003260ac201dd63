//===- ReadItems.h - The items of one launch alone ------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch that is about to change is read with symbols of its own. What stands
// for a value that is erased then must not be found for another one at its
// address.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_READITEMS_H
#define FUSELAGE_TRANSFORMS_SHAPE_READITEMS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// A launch and its items, if they can be read. Must stay where it is: the
/// reader refers to the symbols.
typedef struct FuselageReadItems {
  FuselageSymbolTable symbols;
  FuselageIndexReader reader;
  bool hasItems;
  FuselageWorkItems items;
} FuselageReadItems;

/// Reads a launch. The reader notes when memory is out.
void fuselageReadItemsInit(FuselageReadItems *read, MlirOperation launch);

void fuselageReadItemsFree(FuselageReadItems *read);

#endif // FUSELAGE_TRANSFORMS_SHAPE_READITEMS_H
