//===- MergeKernels.c - All kernels in one gpu.module ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MergeKernels.h"

#include "Memory.h"

#include "mlir-c/BuiltinAttributes.h"

#include <stdio.h>
#include <stdlib.h>

static bool isA(MlirOperation op, const char *name) {
  return mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                            mlirStringRefCreateFromCString(name));
}

MlirOperation firstOperationIn(MlirOperation module) {
  MlirBlock block = mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
  return mlirBlockIsNull(block) ? (MlirOperation){NULL}
                                : mlirBlockGetFirstOperation(block);
}

MlirStringRef symbolOf(MlirOperation op) {
  MlirAttribute name = mlirOperationGetAttributeByName(
      op, mlirSymbolTableGetSymbolAttributeName());
  return mlirAttributeIsNull(name) ? mlirStringRefCreate("", 0)
                                   : mlirStringAttrGetValue(name);
}

bool isKernel(MlirOperation op) {
  return !mlirAttributeIsNull(mlirOperationGetAttributeByName(
             op, mlirStringRefCreateFromCString("nvvm.kernel"))) ||
         !mlirAttributeIsNull(mlirOperationGetAttributeByName(
             op, mlirStringRefCreateFromCString("gpu.kernel")));
}

/// The state of a merge.
typedef struct Merge {
  /// The target of the merge, and its symbols.
  MlirOperation target;
  MlirSymbolTable symbols;
} Merge;

static bool isTaken(MlirSymbolTable symbols, MlirStringRef name) {
  return !mlirOperationIsNull(mlirSymbolTableLookup(symbols, name));
}

/// Renames a symbol of `source` to a name that neither module has.
static void makeUnique(const Merge *merge, MlirOperation source,
                       MlirOperation op) {
  MlirStringRef old = symbolOf(op);
  if (old.length == 0 || !isTaken(merge->symbols, old))
    return;
  MlirSymbolTable others = mlirSymbolTableCreate(source);
  char *name = allocate(old.length + 24);
  MlirStringRef unique;
  unsigned number = 0;
  do {
    snprintf(name, old.length + 24, "%.*s_%u", (int)old.length, old.data,
             number++);
    unique = mlirStringRefCreateFromCString(name);
  } while (isTaken(merge->symbols, unique) || isTaken(others, unique));
  mlirSymbolTableDestroy(others);
  mlirSymbolTableReplaceAllSymbolUses(old, unique, source);
  mlirOperationSetAttributeByName(
      op, mlirSymbolTableGetSymbolAttributeName(),
      mlirStringAttrGet(mlirOperationGetContext(op), unique));
  free(name);
}

/// True if `op` only declares a function, as for functions of libdevice.
static bool isDeclaration(MlirOperation op) {
  return isA(op, "llvm.func") && mlirBlockIsNull(mlirRegionGetFirstBlock(
                                     mlirOperationGetRegion(op, 0)));
}

/// True if the target has the function that `op` only declares.
static bool isRepeatedDeclaration(const Merge *merge, MlirOperation op) {
  return isDeclaration(op) && isTaken(merge->symbols, symbolOf(op));
}

/// Renames all symbols before the first operation moves, because renaming
/// replaces uses in the source only.
static void mergeInto(const Merge *merge, MlirOperation source) {
  MlirOperation next;
  for (MlirOperation op = firstOperationIn(source); !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op))
    if (!isRepeatedDeclaration(merge, op))
      makeUnique(merge, source, op);
  for (MlirOperation op = firstOperationIn(source); !mlirOperationIsNull(op);
       op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (isRepeatedDeclaration(merge, op))
      continue;
    mlirOperationRemoveFromParent(op);
    if (symbolOf(op).length != 0)
      mlirSymbolTableInsert(merge->symbols, op);
    else
      mlirBlockAppendOwnedOperation(
          mlirRegionGetFirstBlock(mlirOperationGetRegion(merge->target, 0)),
          op);
  }
  mlirOperationDestroy(source);
}

static void mergeModule(Merge *merge, MlirOperation module) {
  MlirOperation next;
  for (MlirOperation op = firstOperationIn(module); !mlirOperationIsNull(op);
       op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (!isA(op, "gpu.module"))
      continue;
    if (!mlirOperationIsNull(merge->target)) {
      mergeInto(merge, op);
      continue;
    }
    merge->target = op;
    merge->symbols = mlirSymbolTableCreate(op);
  }
}

MlirOperation mergeKernels(const MlirOperation *modules, size_t numModules) {
  Merge merge = {.target = {NULL}};
  for (size_t i = 0; i < numModules; ++i)
    mergeModule(&merge, modules[i]);
  if (!mlirOperationIsNull(merge.target))
    mlirSymbolTableDestroy(merge.symbols);
  return merge.target;
}
