//===- SpreadTable.c - What launches are spread over ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/SpreadTable.h"

#include "Transforms/Shape/ReadItems.h"

#include <stdlib.h>

/// Asks about the loops of a launch.
static bool ask(FuselageSpreadTable *table, MlirOperation launch,
                FuselageSpreadLoops *loops) {
  FuselageReadItems read;
  fuselageReadItemsInit(&read, launch);
  *loops = (FuselageSpreadLoops){.count = 0};
  bool succeeded =
      !read.hasItems ||
      fuselageSpreadLoopsFind(&table->search, &read.items, NULL, NULL, loops);
  succeeded = succeeded && !read.reader.outOfMemory;
  fuselageReadItemsFree(&read);
  return succeeded;
}

bool fuselageSpreadTableFind(FuselageSpreadTable *table, MlirOperation launch,
                             const FuselageSpreadLoops **loopsOrNull) {
  *loopsOrNull = NULL;
  uint32_t number = fuselagePointerMapLookup(&table->numbers, launch.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND) {
    if (mlirBlockIsNull(mlirOperationGetBlock(launch)))
      return true;
    FuselageSpreadLoops *slot = FUSELAGE_ARRAY_APPEND(&table->loops);
    number = (uint32_t)(table->loops.size - 1);
    if (!slot || !ask(table, launch, slot) ||
        !fuselagePointerMapInsert(&table->numbers, launch.ptr, number))
      return false;
  }
  if (table->loops.data[number].count != 0)
    *loopsOrNull = &table->loops.data[number];
  return true;
}

void fuselageSpreadTableFree(FuselageSpreadTable *table) {
  FUSELAGE_ARRAY_FREE(&table->loops);
  fuselagePointerMapFree(&table->numbers);
  fuselageConflictAnswersFree(&table->search.answers);
}
