//===- Symbols.h - Symbols and their tables -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The nearest symbol table around a use gives a symbol its meaning. MLIR's C
// API looks symbols up in a given table only, and cannot find the nearest.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_SYMBOLS_H
#define FUSELAGE_BRIDGE_SYMBOLS_H

#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The nearest operation around `op`, or `op` itself, that is a symbol table;
/// null if there is none (mlir::SymbolTable::getNearestSymbolTable).
MlirOperation fuselageOperationGetSymbolTable(MlirOperation op);

/// A cache of the tables in which symbols were looked up. The symbols under
/// them must not change while the cache lives. Not thread-safe.
typedef struct FuselageSymbolLookup {
  void *ptr;
} FuselageSymbolLookup;

/// Null when memory is out.
FuselageSymbolLookup fuselageSymbolLookupCreate(void);

/// Accepts null.
void fuselageSymbolLookupDestroy(FuselageSymbolLookup lookup);

/// The operation that the symbol reference `symbol`, nested or not, names at
/// the place of `op`; null if no operation has the name
/// (mlir::SymbolTableCollection::lookupNearestSymbolFrom).
MlirOperation fuselageSymbolLookupFind(FuselageSymbolLookup lookup,
                                       MlirOperation op, MlirAttribute symbol);

/// Called for a symbol reference, nested or not, and the operation that uses
/// it. False ends the walk.
typedef bool (*FuselageSymbolUseCallback)(MlirOperation user,
                                          MlirAttribute symbol, void *userData);

/// Calls `callback` for each symbol reference in `op` and under it, except in
/// nested symbol tables (mlir::SymbolTable::getSymbolUses).
void fuselageForEachSymbolUse(MlirOperation op,
                              FuselageSymbolUseCallback callback,
                              void *userData);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_SYMBOLS_H
