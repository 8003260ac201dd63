//===- ConstantLoads.c - Loads whose value is known -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/ConstantLoads.h"

#include "Analysis/Launch/Launch.h"
#include "Bridge/Symbols.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "IR/Views.h"
#include "Support/Array.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

typedef struct ConstantLoad {
  MlirOperation load;
  MlirAttribute element;
} ConstantLoad;

typedef struct ConstantLoadSearch {
  FuselageSymbolLookup symbols;
  FUSELAGE_ARRAY(ConstantLoad) found;
  bool outOfMemory;
} ConstantLoadSearch;

/// True for the types of elements that `arith.constant` has.
static bool isScalar(MlirType type) {
  return mlirTypeIsAFloat(type) || mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) && mlirIntegerTypeIsSignless(type));
}

/// The `memref.get_global` that a memref is a view of, or null.
static MlirOperation findGetGlobal(MlirValue memref) {
  MlirOperation op = fuselageValueGetDefiningOp(fuselageMemRefGetRoot(memref));
  return !mlirOperationIsNull(op) &&
                 fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GET_GLOBAL)
             ? op
             : (MlirOperation){NULL};
}

/// Finds the global that a `memref.get_global` names: the names of one symbol
/// table mean nothing in another.
static MlirOperation findGlobal(ConstantLoadSearch *search,
                                MlirOperation getGlobal) {
  if (!search->symbols.ptr)
    search->symbols = fuselageSymbolLookupCreate();
  search->outOfMemory = !search->symbols.ptr;
  return search->outOfMemory
             ? (MlirOperation){NULL}
             : fuselageSymbolLookupFind(
                   search->symbols, getGlobal,
                   fuselageOperationGetInherentAttribute(getGlobal, "name"));
}

/// The element that all elements of a global always are, or null.
static MlirAttribute findElement(MlirOperation global) {
  static const MlirAttribute none = {NULL};
  if (mlirOperationIsNull(global) ||
      !fuselageOperationIs(global, FUSELAGE_OP_MEMREF_GLOBAL) ||
      mlirAttributeIsNull(
          fuselageOperationGetInherentAttribute(global, "constant")))
    return none;
  MlirAttribute initial =
      fuselageOperationGetInherentAttribute(global, "initial_value");
  return !mlirAttributeIsNull(initial) &&
                 mlirAttributeIsADenseElements(initial) &&
                 mlirDenseElementsAttrIsSplat(initial)
             ? mlirDenseElementsAttrGetSplatValue(initial)
             : none;
}

/// The value of a load that may be of a constant. A view may give the bytes of
/// a global another type.
static MlirAttribute findValue(ConstantLoadSearch *search, MlirOperation load,
                               intptr_t memrefOperand) {
  static const MlirAttribute none = {NULL};
  if (mlirOperationGetNumResults(load) != 1 ||
      !isScalar(mlirValueGetType(mlirOperationGetResult(load, 0))))
    return none;
  MlirOperation getGlobal =
      findGetGlobal(mlirOperationGetOperand(load, memrefOperand));
  if (mlirOperationIsNull(getGlobal))
    return none;
  MlirAttribute element = findElement(findGlobal(search, getGlobal));
  MlirType type = mlirValueGetType(mlirOperationGetResult(load, 0));
  return !mlirAttributeIsNull(element) &&
                 mlirTypeEqual(mlirAttributeGetType(element), type)
             ? element
             : none;
}

static MlirWalkResult findConstantLoad(MlirOperation op, void *userData) {
  ConstantLoadSearch *search = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand) ||
      kind != FUSELAGE_ACCESS_READ)
    return MlirWalkResultAdvance;
  MlirAttribute element = findValue(search, op, memrefOperand);
  if (!search->outOfMemory && mlirAttributeIsNull(element))
    return MlirWalkResultAdvance;
  ConstantLoad *slot =
      search->outOfMemory ? NULL : FUSELAGE_ARRAY_APPEND(&search->found);
  search->outOfMemory = !slot;
  if (!slot)
    return MlirWalkResultInterrupt;
  *slot = (ConstantLoad){op, element};
  return MlirWalkResultAdvance;
}

bool fuselageFoldConstantLoads(MlirOperation launch) {
  ConstantLoadSearch search = {.outOfMemory = false};
  mlirOperationWalk(launch, findConstantLoad, &search, MlirWalkPreOrder);
  for (size_t i = 0; i < search.found.size; ++i) {
    MlirOperation load = search.found.data[i].load;
    FuselageOpBuilder builder = fuselageOpBuilderBefore(load);
    mlirValueReplaceAllUsesOfWith(
        mlirOperationGetResult(load, 0),
        fuselageBuildConstant(&builder, search.found.data[i].element));
    mlirOperationDestroy(load);
  }
  FUSELAGE_ARRAY_FREE(&search.found);
  fuselageSymbolLookupDestroy(search.symbols);
  return !search.outOfMemory;
}
