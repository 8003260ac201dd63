//===- NestedModules.c - Modules in modules -------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NestedModules.h"

#include <stdlib.h>

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Modules *modules = userData;
  if (mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                         mlirStringRefCreateFromCString("builtin.module")))
    *LIST_APPEND(modules) = op;
  return MlirWalkResultAdvance;
}

Modules modulesTakeApart(MlirOperation module) {
  Modules modules = {0};
  mlirOperationWalk(module, collect, &modules, MlirWalkPreOrder);
  for (size_t i = 1; i < modules.size; ++i)
    mlirOperationRemoveFromParent(modules.data[i]);
  return modules;
}

void modulesFree(Modules *modules) {
  for (size_t i = 1; i < modules->size; ++i)
    mlirOperationDestroy(modules->data[i]);
  free(modules->data);
  *modules = (Modules){0};
}
