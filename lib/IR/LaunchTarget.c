//===- LaunchTarget.c - The target of a launch ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/LaunchTarget.h"

#include "IR/Operation.h"
#include "Support/Array.h"

#include "mlir-c/BuiltinAttributes.h"

/// The attributes of a module without its name. If memory for the list is out,
/// the name stands for them.
static MlirAttribute describeModule(MlirOperation module) {
  FUSELAGE_ARRAY(MlirNamedAttribute) attributes = {0};
  intptr_t count = mlirOperationGetNumAttributes(module);
  MlirAttribute description = {NULL};
  bool hasMemory = FUSELAGE_ARRAY_RESERVE(&attributes, (size_t)count);
  for (intptr_t i = 0; i < count && hasMemory; ++i) {
    MlirNamedAttribute named = mlirOperationGetAttribute(module, i);
    if (!mlirStringRefEqual(mlirIdentifierStr(named.name),
                            mlirSymbolTableGetSymbolAttributeName()))
      attributes.data[attributes.size++] = named;
  }
  if (!hasMemory)
    description = mlirOperationGetAttributeByName(
        module, mlirSymbolTableGetSymbolAttributeName());
  else if (attributes.size != 0)
    description =
        mlirDictionaryAttrGet(mlirOperationGetContext(module),
                              (intptr_t)attributes.size, attributes.data);
  FUSELAGE_ARRAY_FREE(&attributes);
  return description;
}

/// The name of the module that the kernel goes to, or null. Also gives the
/// module, if it exists and the analysis may look at it.
static MlirAttribute findModule(FuselageSymbolLookup symbols,
                                MlirOperation root, MlirOperation launch,
                                MlirOperation *module, bool *isVisible) {
  MlirAttribute name = fuselageOperationGetInherentAttribute(launch, "module");
  *module = (MlirOperation){NULL};
  *isVisible = true;
  if (mlirAttributeIsNull(name))
    return name;
  MlirOperation table = fuselageOperationGetSymbolTable(launch);
  *isVisible =
      mlirOperationIsNull(table) || fuselageOperationIsWithin(table, root);
  if (*isVisible && !mlirOperationIsNull(table))
    *module = fuselageSymbolLookupFind(symbols, launch, name);
  return name;
}

static bool isEmpty(MlirOperation module) {
  return mlirOperationGetNumRegions(module) == 1 &&
         mlirOperationIsNull(mlirBlockGetFirstOperation(
             mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0))));
}

/// Symbols of a body may name operations in a module. A module with operations
/// is therefore equal to itself alone.
MlirAttribute fuselageLaunchGetTarget(FuselageSymbolLookup symbols,
                                      MlirOperation root,
                                      MlirOperation launch) {
  MlirOperation module;
  bool isVisible;
  MlirAttribute name = findModule(symbols, root, launch, &module, &isVisible);
  if (!isVisible)
    return name;
  if (mlirOperationIsNull(module))
    return (MlirAttribute){NULL};
  MlirAttribute parts[] = {name, describeModule(module)};
  if (isEmpty(module))
    return parts[1];
  return mlirArrayAttrGet(mlirOperationGetContext(launch),
                          mlirAttributeIsNull(parts[1]) ? 1 : 2, parts);
}

bool fuselageLaunchMayRename(FuselageSymbolLookup symbols, MlirOperation root,
                             MlirOperation launch, MlirAttribute symbol) {
  MlirOperation module;
  bool isVisible;
  findModule(symbols, root, launch, &module, &isVisible);
  return !isVisible || (!mlirOperationIsNull(module) &&
                        !mlirOperationIsNull(
                            fuselageSymbolLookupFind(symbols, module, symbol)));
}
