//===- Symbols.cpp - Symbols and the tables that hold them ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Symbols.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/SymbolTable.h"

#include <new>

using namespace mlir;

static SymbolTableCollection *unwrap(FuselageSymbolLookup lookup) {
  return static_cast<SymbolTableCollection *>(lookup.ptr);
}

MlirOperation fuselageOperationGetSymbolTable(MlirOperation op) {
  return wrap(SymbolTable::getNearestSymbolTable(unwrap(op)));
}

FuselageSymbolLookup fuselageSymbolLookupCreate() {
  return {new (std::nothrow) SymbolTableCollection};
}

void fuselageSymbolLookupDestroy(FuselageSymbolLookup lookup) {
  delete unwrap(lookup);
}

MlirOperation fuselageSymbolLookupFind(FuselageSymbolLookup lookup,
                                       MlirOperation op, MlirAttribute symbol) {
  return wrap(unwrap(lookup)->lookupNearestSymbolFrom(
      unwrap(op), cast<SymbolRefAttr>(unwrap(symbol))));
}

void fuselageForEachSymbolUse(MlirOperation op,
                              FuselageSymbolUseCallback callback,
                              void *userData) {
  std::optional<SymbolTable::UseRange> uses =
      SymbolTable::getSymbolUses(unwrap(op));
  if (!uses)
    return;
  for (SymbolTable::SymbolUse use : *uses)
    if (!callback(wrap(use.getUser()), wrap(use.getSymbolRef()), userData))
      return;
}
