//===- SourceNames.c - Values by the names of the source ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/SourceNames.h"

#include "IR/Ops.h"

void fuselageSourceNamesFree(FuselageSourceNames *names) {
  if (!mlirOperationIsNull(names->function))
    mlirAsmStateDestroy(names->state);
  *names = (FuselageSourceNames){0};
}

MlirAsmState fuselageSourceNamesAround(FuselageSourceNames *names,
                                       MlirOperation op) {
  MlirOperation outermost = op;
  for (MlirOperation parent = mlirOperationGetParentOperation(op);
       !mlirOperationIsNull(parent) &&
       !fuselageOperationIs(parent, FUSELAGE_OP_BUILTIN_MODULE);
       parent = mlirOperationGetParentOperation(parent))
    outermost = parent;
  if (mlirOperationEqual(names->function, outermost))
    return names->state;
  fuselageSourceNamesFree(names);
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  mlirOpPrintingFlagsUseLocalScope(flags);
  names->function = outermost;
  names->state = mlirAsmStateCreateForOperation(outermost, flags);
  mlirOpPrintingFlagsDestroy(flags);
  return names->state;
}
