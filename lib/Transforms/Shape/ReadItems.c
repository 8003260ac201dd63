//===- ReadItems.c - The items of one launch alone ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/ReadItems.h"

void fuselageReadItemsInit(FuselageReadItems *read, MlirOperation launch) {
  *read = (FuselageReadItems){.hasItems = false};
  fuselageIndexReaderInit(&read->reader, mlirOperationGetContext(launch),
                          &read->symbols);
  read->hasItems = fuselageWorkItemsRead(&read->reader, launch, &read->items);
}

void fuselageReadItemsFree(FuselageReadItems *read) {
  fuselageIndexReaderFree(&read->reader);
  fuselageSymbolTableFree(&read->symbols);
}
