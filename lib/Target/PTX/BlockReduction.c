//===- BlockReduction.c - Reductions over the threads of a block ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each warp reduces its values and leaves the result in workgroup memory, where
// every thread combines them. One barrier follows the stores. A second one
// follows the loads, so that the next reduction may use the same memory. In
// upstream's expansion one warp reduces the results, with a shuffle that is
// wrong unless the number of warps is a power of two.
//
//===----------------------------------------------------------------------===//

#include "IR/DeviceLimits.h"
#include "Target/PTX/SubgroupOperations.h"

#include "Bridge/Enums.h"
#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/Placeholders.h"
#include "Target/PTX/WorkgroupMemory.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>
#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

//===----------------------------------------------------------------------===//
// Workgroup memory
//===----------------------------------------------------------------------===//

/// The memory of an earlier reduction of the same type, or new memory. The
/// earlier reduction ended in a barrier.
static MlirValue getMemory(Warp *warp, MlirType element) {
  MlirType type = workgroupMemoryType(element, FUSELAGE_WARP_SIZE);
  for (size_t i = 0; i < warp->numMemories; ++i)
    if (mlirTypeEqual(mlirValueGetType(warp->memories[i]), type))
      return warp->memories[i];
  MlirValue memory = workgroupMemoryAdd(
      warp->function, type, 0, mlirOperationGetLocation(warp->function));
  if (warp->numMemories < WARP_MAX_MEMORIES)
    warp->memories[warp->numMemories++] = memory;
  return memory;
}

//===----------------------------------------------------------------------===//
// The reduction
//===----------------------------------------------------------------------===//

/// Operands: the value, the mask, the lane, the number of the warp, the number
/// of warps, the memory.
static unsigned addReduction(Snippet *snippet,
                             const SubgroupReduction *reduction,
                             MlirType memory) {
  enum { maxName = 24 };
  unsigned ofWarp = subgroupAddReduction(snippet, reduction);
  snippetAdd(
      snippet,
      "%%i0 = arith.constant 0 : index\n%%i1 = arith.constant 1 : index\n"
      "%%l0 = arith.constant 0 : i32\n"
      "%%w = arith.index_castui %%a3 : i32 to index\n"
      "%%n = arith.index_castui %%a4 : i32 to index\n"
      "%%is0 = arith.cmpi eq, %%a2, %%l0 : i32\n"
      "scf.if %%is0 {\nmemref.store %%%u, %%a5[%%w] : ",
      ofWarp);
  snippetAddType(snippet, memory);
  snippetAdd(snippet, "\n}\ngpu.barrier\n%%v0 = memref.load %%a5[%%i0] : ");
  snippetAddType(snippet, memory);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet,
             "\n%%%u = scf.for %%i = %%i1 to %%n step %%i1 "
             "iter_args(%%sum = %%v0) -> (",
             result);
  snippetAddType(snippet, reduction->type);
  snippetAdd(snippet, ") {\n%%next = memref.load %%a5[%%i] : ");
  snippetAddType(snippet, memory);
  snippetAdd(snippet, "\n");
  unsigned both = exchangeAddCombination(snippet, reduction->kind,
                                         reduction->type, "%sum", "%next");
  snippetAdd(snippet, "scf.yield %%%u : ", both);
  snippetAddType(snippet, reduction->type);
  snippetAdd(snippet, "\n}\ngpu.barrier\n");
  return result;
}

static bool hasOneBlock(MlirOperation op) {
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
  return mlirBlockIsNull(entry) ||
         mlirBlockIsNull(mlirBlockGetNextInRegion(entry));
}

static FuselagePTXError verify(const Warp *warp, MlirOperation op) {
  bool isUniform = !mlirAttributeIsNull(
      mlirOperationGetInherentAttributeByName(op, ref("uniform")));
  const char *problem = NULL;
  if (!isUniform && !warpIsReachedByBlock(op))
    problem = "may run without some threads of the block. Fix: move it out of "
              "loops and branches that depend on the thread, or mark it "
              "'uniform' if all threads come to it";
  else if (!fuselageOperationIs(warp->function, FUSELAGE_OP_GPU_FUNC))
    problem = "stands in a function that cannot have workgroup memory. Fix: "
              "inline the function into the kernel";
  else if (!hasOneBlock(op))
    problem = "has a region of several blocks. Fix: use scf.if or arith.select "
              "in it";
  return problem ? errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                                 mlirOperationGetLocation(op),
                                 "'gpu.all_reduce' %s", problem)
                 : errorNone();
}

static int64_t kindOf(MlirOperation op) {
  MlirAttribute kind = mlirOperationGetInherentAttributeByName(op, ref("op"));
  return mlirAttributeIsNull(kind) ? exchangeByRegion
                                   : (int64_t)fuselageReductionKindGet(kind);
}

FuselagePTXError blockReductionRewrite(MlirOperation op, void *userData) {
  Warp *warp = userData;
  FuselagePTXError error = warpEnter(warp, op);
  if (fuselagePTXErrorIsNull(error))
    error = verify(warp, op);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  LaneMask mask = warpGetPresentLanes(warp);
  MlirValue value = mlirOperationGetOperand(op, 0);
  SubgroupReduction reduction = {.kind = kindOf(op),
                                 .type = mlirValueGetType(value),
                                 .size = FUSELAGE_WARP_SIZE,
                                 .stride = 1,
                                 .isFull = mask.isFull};
  MlirValue memory = getMemory(warp, reduction.type);
  Snippet snippet = {0};
  unsigned number =
      addReduction(&snippet, &reduction, mlirValueGetType(memory));
  const MlirValue operands[] = {value,        mask.value,     warp->lane,
                                warp->number, warp->numWarps, memory};
  MlirValue result;
  error = snippetInline(&snippet, op, operands, 6, &number, &reduction.type, 1,
                        &result);
  snippetFree(&snippet);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  if (reduction.kind == exchangeByRegion)
    error = placeholdersFill(warp->function, op);
  snippetReplaceByValues(op, &result);
  return error;
}
