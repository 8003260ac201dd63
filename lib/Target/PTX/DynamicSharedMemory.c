//===- DynamicSharedMemory.c - The size of dynamic shared memory ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/DynamicSharedMemory.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

static bool isDynamicSharedMemory(MlirValue memref) {
  MlirOperation op = fuselageValueGetDefiningOp(memref);
  while (!mlirOperationIsNull(op) &&
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_CAST))
    op = fuselageValueGetDefiningOp(mlirOperationGetOperand(op, 0));
  return !mlirOperationIsNull(op) &&
         fuselageOperationIs(op, FUSELAGE_OP_GPU_DYNAMIC_SHARED_MEMORY);
}

/// The memory has one dimension. Its size is in bytes.
static FuselagePTXError rewriteDim(MlirOperation op, void *userData) {
  (void)userData;
  if (!isDynamicSharedMemory(mlirOperationGetOperand(op, 0)))
    return errorNone();
  Snippet snippet = {0};
  snippetAdd(&snippet,
             "%%b = llvm.call_intrinsic "
             "\"llvm.nvvm.read.ptx.sreg.dynamic_smem_size\"() : () -> i32\n"
             "%%0 = arith.index_castui %%b : i32 to index\n");
  const unsigned number = 0;
  FuselagePTXError error = snippetReplace(&snippet, op, NULL, 0, &number);
  snippetFree(&snippet);
  return error;
}

FuselagePTXError dynamicSharedMemoryRewrite(MlirOperation gpuModule) {
  static const OperationRewrite rewrite = {FUSELAGE_OP_MEMREF_DIM, rewriteDim};
  return rewriteOperations(gpuModule, &rewrite, 1, NULL);
}
