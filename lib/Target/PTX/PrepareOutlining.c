//===- PrepareOutlining.c - Launches that outlining cannot take -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// gpu-kernel-outlining visits the launches in the symbols of its module. It
// gives each kernel a copy of every symbol that its body refers to, of every
// symbol that these refer to, and so on. It crashes at a symbol outside of its
// module, and at a reference into a nested table. It leaves launches in nested
// modules as they are, or makes them refer to a missing kernel.
//
//===----------------------------------------------------------------------===//

#include "Bridge/Symbols.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/LaunchSizes.h"

#include "mlir-c/BuiltinAttributes.h"

/// The symbols that the kernel of one launch refers to.
typedef struct SymbolSearch {
  MlirOperation module;
  MlirOperation launch;
  FuselageSymbolLookup lookup;
  /// Definitions that the kernel gets, each visited once.
  FuselagePointerMap seen;
  FUSELAGE_ARRAY(MlirOperation) pending;
  FuselagePTXError error;
} SymbolSearch;

static void addDefinition(SymbolSearch *search, MlirOperation definition) {
  if (fuselagePointerMapLookup(&search->seen, definition.ptr) !=
      FUSELAGE_POINTER_NOT_FOUND)
    return;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&search->pending);
  if (!slot || !fuselagePointerMapInsert(&search->seen, definition.ptr, 1)) {
    search->error = errorOutOfMemory();
    return;
  }
  *slot = definition;
}

/// The launch keeps its own attributes, so they do not count.
static bool readSymbol(MlirOperation user, MlirAttribute symbol,
                       void *userData) {
  SymbolSearch *search = userData;
  if (mlirOperationEqual(user, search->launch))
    return true;
  MlirStringRef name = mlirSymbolRefAttrGetRootReference(symbol);
  if (!mlirAttributeIsAFlatSymbolRef(symbol)) {
    search->error =
        errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(user),
                      "a kernel refers to a symbol inside of @%.*s, and the "
                      "module of the kernel cannot have a copy of it. Fix: "
                      "refer to a symbol directly in the module",
                      (int)name.length, name.data);
    return false;
  }
  MlirOperation definition =
      fuselageSymbolLookupFind(search->lookup, search->module, symbol);
  if (mlirOperationIsNull(definition)) {
    search->error = errorCreateAt(
        FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(user),
        "a kernel refers to @%.*s, which is not in the module. Fix: define it "
        "there, or remove the attribute that names it",
        (int)name.length, name.data);
    return false;
  }
  addDefinition(search, definition);
  return fuselagePTXErrorIsNull(search->error);
}

static FuselagePTXError verifySymbols(MlirOperation module,
                                      MlirOperation launch) {
  SymbolSearch search = {.module = module,
                         .launch = launch,
                         .lookup = fuselageSymbolLookupCreate(),
                         .error = errorNone()};
  if (!search.lookup.ptr)
    search.error = errorOutOfMemory();
  else
    addDefinition(&search, launch);
  while (fuselagePTXErrorIsNull(search.error) && search.pending.size != 0)
    fuselageForEachSymbolUse(search.pending.data[--search.pending.size],
                             readSymbol, &search);
  FUSELAGE_ARRAY_FREE(&search.pending);
  fuselagePointerMapFree(&search.seen);
  fuselageSymbolLookupDestroy(search.lookup);
  return search.error;
}

/// True if the launch is in a function, or another symbol, that is directly in
/// the module.
static bool isOutlined(MlirOperation module, MlirOperation launch) {
  MlirOperation op = launch;
  while (!mlirOperationEqual(mlirOperationGetParentOperation(op), module))
    op = mlirOperationGetParentOperation(op);
  return kernelModuleGetSymbol(op).length != 0 &&
         mlirOperationEqual(fuselageOperationGetSymbolTable(launch), module);
}

/// True if a kernel launches the kernel.
static bool isLaunchedByKernel(MlirOperation launch) {
  MlirOperation op = mlirOperationGetParentOperation(launch);
  while (!mlirOperationIsNull(op) &&
         !fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) &&
         !fuselageOperationIs(op, FUSELAGE_OP_GPU_FUNC))
    op = mlirOperationGetParentOperation(op);
  return !mlirOperationIsNull(op);
}

static FuselagePTXError verifyLaunch(MlirOperation module,
                                     MlirOperation launch) {
  if (isLaunchedByKernel(launch))
    return errorCreateAt(
        FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(launch),
        "a kernel launches another one, and only the host can launch kernels. "
        "Fix: launch it from the host, after the kernel, or make it a loop of "
        "the kernel");
  if (isOutlined(module, launch))
    return verifySymbols(module, launch);
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(launch),
      "the launch is not in a function of the module that is compiled, and "
      "would stay as it is. Fix: compile its own module, as the pass pipeline "
      "builtin.module(builtin.module(fuselage-to-ptx)) does");
}

typedef struct Verification {
  MlirOperation module;
  FuselagePTXError error;
} Verification;

static MlirWalkResult verifyOperation(MlirOperation op, void *userData) {
  Verification *verification = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) &&
      !(fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH_FUNC) &&
        isLaunchedByKernel(op)))
    return MlirWalkResultAdvance;
  verification->error = verifyLaunch(verification->module, op);
  return fuselagePTXErrorIsNull(verification->error) ? MlirWalkResultAdvance
                                                     : MlirWalkResultInterrupt;
}

FuselagePTXError
fuselagePTXPrepareOutlining(MlirOperation module,
                            const FuselagePTXOptions *options) {
  Verification verification = {module, errorNone()};
  mlirOperationWalk(module, verifyOperation, &verification, MlirWalkPreOrder);
  if (fuselagePTXErrorIsNull(verification.error) && !options->launchFacts)
    launchSizesKeepKnown(module);
  return verification.error;
}
