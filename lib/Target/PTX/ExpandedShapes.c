//===- ExpandedShapes.c - Shapes that upstream cannot expand --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/ExpandedShapes.h"

#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

/// The dimensions of unknown size in a group.
static int countDynamic(MlirAttribute group, MlirType type) {
  int count = 0;
  for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(group); ++i)
    count += mlirShapedTypeIsDynamicDim(type,
                                        (intptr_t)mlirIntegerAttrGetValueInt(
                                            mlirArrayAttrGetElement(group, i)));
  return count;
}

static FuselagePTXError verify(MlirOperation op, void *userData) {
  (void)userData;
  MlirAttribute groups = mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("reassociation"));
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(groups); ++i)
    if (countDynamic(mlirArrayAttrGetElement(groups, i), type) > 1)
      return errorCreateAt(
          FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
          "'memref.expand_shape' makes several dimensions of unknown size out "
          "of dimension %zd, and the upstream lowering can make only one. Fix: "
          "use memref.reinterpret_cast, or make all but one of the sizes "
          "constant",
          i);
  return errorNone();
}

FuselagePTXError expandedShapesVerify(MlirOperation gpuModule) {
  static const OperationRewrite visit = {FUSELAGE_OP_MEMREF_EXPAND_SHAPE,
                                         verify};
  return rewriteOperations(gpuModule, &visit, 1, NULL);
}
