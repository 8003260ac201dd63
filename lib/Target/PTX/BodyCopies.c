//===- BodyCopies.c - Copies that each thread makes -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/BodyCopies.h"

#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinTypes.h"

static void addElement(Snippet *snippet, intptr_t rank) {
  snippetAdd(snippet, "[");
  for (intptr_t i = 0; i < rank; ++i)
    snippetAdd(snippet, "%s%%i%zd", i ? ", " : "", i);
  snippetAdd(snippet, "] : ");
}

/// Operands: source and target. A static size of one memref is the size of
/// both.
static void addSize(Snippet *snippet, intptr_t dimension, MlirType source,
                    MlirType target) {
  MlirType type =
      mlirShapedTypeIsDynamicDim(source, dimension) ? target : source;
  if (!mlirShapedTypeIsDynamicDim(type, dimension)) {
    snippetAdd(snippet, "%%n%zd = arith.constant %lld : index\n", dimension,
               (long long)mlirShapedTypeGetDimSize(type, dimension));
    return;
  }
  snippetAdd(snippet,
             "%%d%zd = arith.constant %zd : index\n"
             "%%n%zd = memref.dim %%a0, %%d%zd : ",
             dimension, dimension, dimension, dimension);
  snippetAddType(snippet, source);
  snippetAdd(snippet, "\n");
}

static FuselagePTXError rewriteCopy(MlirOperation op, void *userData) {
  (void)userData;
  const MlirValue operands[] = {mlirOperationGetOperand(op, 0),
                                mlirOperationGetOperand(op, 1)};
  MlirType source = mlirValueGetType(operands[0]);
  MlirType target = mlirValueGetType(operands[1]);
  if (!mlirTypeIsAMemRef(source) || !mlirTypeIsAMemRef(target))
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                         "'memref.copy' in a kernel takes memrefs of known "
                         "rank. Fix: cast them to ranked memrefs first");
  intptr_t rank = mlirShapedTypeGetRank(source);
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%zero = arith.constant 0 : index\n"
                       "%%one = arith.constant 1 : index\n");
  for (intptr_t i = 0; i < rank; ++i)
    addSize(&snippet, i, source, target);
  for (intptr_t i = 0; i < rank; ++i)
    snippetAdd(&snippet, "scf.for %%i%zd = %%zero to %%n%zd step %%one {\n", i,
               i);
  snippetAdd(&snippet, "%%v = memref.load %%a0");
  addElement(&snippet, rank);
  snippetAddType(&snippet, source);
  snippetAdd(&snippet, "\nmemref.store %%v, %%a1");
  addElement(&snippet, rank);
  snippetAddType(&snippet, target);
  snippetAdd(&snippet, "\n");
  for (intptr_t i = 0; i < rank; ++i)
    snippetAdd(&snippet, "}\n");
  FuselagePTXError error = snippetReplace(&snippet, op, operands, 2, NULL);
  snippetFree(&snippet);
  return error;
}

FuselagePTXError bodyCopiesRewrite(MlirOperation gpuModule) {
  static const OperationRewrite rewrite = {FUSELAGE_OP_MEMREF_COPY,
                                           rewriteCopy};
  return rewriteOperations(gpuModule, &rewrite, 1, NULL);
}
