//===- LaunchTarget.c - What a launch is compiled for ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/LaunchTarget.h"

#include "Analysis/Array.h"
#include "Analysis/Operation.h"

#include "mlir-c/BuiltinAttributes.h"

/// The attributes of a module without its name. Without memory for a list of
/// them the name stands for them.
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

MlirAttribute fuselageLaunchGetTarget(FuselageSymbolLookup symbols,
                                      MlirOperation root,
                                      MlirOperation launch) {
  const MlirAttribute none = {NULL};
  MlirAttribute name = fuselageOperationGetInherentAttribute(launch, "module");
  if (mlirAttributeIsNull(name))
    return none;
  MlirOperation table = fuselageOperationGetSymbolTable(launch);
  if (mlirOperationIsNull(table))
    return none;
  if (!fuselageOperationIsWithin(table, root))
    return name;
  MlirOperation module = fuselageSymbolLookupFind(symbols, launch, name);
  return mlirOperationIsNull(module) ? none : describeModule(module);
}
