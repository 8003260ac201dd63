//===- Warp.c - The running lanes of a warp -------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The search for the lanes that reach an operation goes from outside to inside.
// It starts with all lanes of the warp. At each `scf.if` around the operation,
// a vote before the `scf.if` keeps the lanes for which the condition holds. A
// loop that all threads run equally often changes nothing. `activemask` would
// give the lanes that happen to run together; the hardware does not promise
// that these are all.
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Warp.h"

#include "Analysis/Launch/Uniformity.h"
#include "IR/DeviceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// The place of a thread
//===----------------------------------------------------------------------===//

static MlirOperation functionAround(MlirOperation op) {
  while (!mlirOperationIsNull(op) &&
         !fuselageOperationIs(op, FUSELAGE_OP_GPU_FUNC) &&
         !fuselageOperationIs(op, FUSELAGE_OP_FUNC_FUNC) &&
         !fuselageOperationIs(op, FUSELAGE_OP_LLVM_FUNC))
    op = mlirOperationGetParentOperation(op);
  return op;
}

static MlirBlock entryOf(MlirOperation function) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(function, 0));
}

/// The threads of a block by the function's attribute, or 0.
static int64_t knownThreads(MlirOperation function) {
  if (!fuselageOperationIs(function, FUSELAGE_OP_GPU_FUNC))
    return 0;
  MlirAttribute sizes = mlirOperationGetInherentAttributeByName(
      function, mlirStringRefCreateFromCString("known_block_size"));
  if (mlirAttributeIsNull(sizes) || !mlirAttributeIsADenseI32Array(sizes) ||
      mlirDenseArrayGetNumElements(sizes) != 3)
    return 0;
  int64_t product = 1;
  for (intptr_t i = 0; i < 3; ++i)
    product *= mlirDenseI32ArrayGetElement(sizes, i);
  return product;
}

static const char placeText[] =
    "%tx = gpu.thread_id x\n%ty = gpu.thread_id y\n%tz = gpu.thread_id z\n"
    "%nx = gpu.block_dim x\n%ny = gpu.block_dim y\n%nz = gpu.block_dim z\n"
    "%p0 = arith.muli %tz, %ny : index\n%p1 = arith.addi %p0, %ty : index\n"
    "%p2 = arith.muli %p1, %nx : index\n%p3 = arith.addi %p2, %tx : index\n"
    "%id = arith.index_cast %p3 : index to i32\n"
    "%n0 = arith.muli %nx, %ny : index\n%n1 = arith.muli %n0, %nz : index\n";

/// The last warp has the lanes below the number of threads.
static const char lanesText[] =
    "%c31 = arith.constant 31 : i32\n%c5 = arith.constant 5 : i32\n"
    "%c1 = arith.constant 1 : i32\n%all = arith.constant -1 : i32\n"
    "%c32 = arith.constant 32 : i32\n%cn32 = arith.constant -32 : i32\n"
    "%0 = arith.andi %id, %c31 : i32\n%1 = arith.shrui %id, %c5 : i32\n"
    "%u = arith.addi %n, %c31 : i32\n%2 = arith.shrui %u, %c5 : i32\n"
    "%first = arith.andi %id, %cn32 : i32\n"
    "%left = arith.subi %n, %first : i32\n"
    "%enough = arith.cmpi uge, %left, %c32 : i32\n"
    "%few = arith.minui %left, %c31 : i32\n"
    "%bit = arith.shli %c1, %few : i32\n"
    "%part = arith.subi %bit, %c1 : i32\n"
    "%3 = arith.select %enough, %all, %part : i32\n";

FuselagePTXError warpEnter(Warp *warp, MlirOperation op) {
  MlirOperation function = functionAround(op);
  if (!mlirOperationIsNull(warp->function) &&
      mlirOperationEqual(function, warp->function))
    return errorNone();
  *warp = (Warp){.function = function, .numThreads = knownThreads(function)};
  warp->isFull =
      warp->numThreads > 0 && warp->numThreads % FUSELAGE_WARP_SIZE == 0;
  Snippet snippet = {0};
  snippetAdd(&snippet, "%s", placeText);
  if (warp->numThreads > 0)
    snippetAdd(&snippet, "%%n = arith.constant %lld : i32\n",
               (long long)warp->numThreads);
  else
    snippetAdd(&snippet, "%%n = arith.index_cast %%n1 : index to i32\n");
  snippetAdd(&snippet, "%s", lanesText);
  if (warp->isFull)
    snippetAdd(&snippet, "%%4 = arith.constant -1 : i32\n");
  enum { numValues = 4 };
  const unsigned numbers[numValues] = {0, 1, 2, warp->isFull ? 4 : 3};
  MlirType i32 = mlirIntegerTypeGet(mlirOperationGetContext(op), 32);
  const MlirType types[numValues] = {i32, i32, i32, i32};
  MlirValue values[numValues] = {{NULL}, {NULL}, {NULL}, {NULL}};
  FuselagePTXError error =
      snippetInline(&snippet, mlirBlockGetFirstOperation(entryOf(function)),
                    NULL, 0, numbers, types, numValues, values);
  warp->lane = values[0];
  warp->number = values[1];
  warp->numWarps = values[2];
  warp->present = values[3];
  snippetFree(&snippet);
  return error;
}

LaneMask warpGetPresentLanes(const Warp *warp) {
  return (LaneMask){warp->present, warp->isFull};
}

//===----------------------------------------------------------------------===//
// Values that are the same for all threads
//===----------------------------------------------------------------------===//

static bool isLoop(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) ||
         fuselageOperationIs(op, FUSELAGE_OP_AFFINE_FOR);
}

static bool isUniform(MlirValue value, int depth);

static bool hasUniformOperands(MlirOperation op, intptr_t count, int depth) {
  for (intptr_t i = 0; i < count; ++i)
    if (!isUniform(mlirOperationGetOperand(op, i), depth))
      return false;
  return true;
}

/// True if all threads that run the loop run it equally often.
static bool isUniformLoop(MlirOperation loop, int depth) {
  intptr_t count =
      mlirOperationGetNumOperands(loop) - mlirOperationGetNumResults(loop);
  return isLoop(loop) && hasUniformOperands(loop, count, depth);
}

/// True for parameters and workgroup memory of a kernel. Each thread has
/// private attributions of its own.
static bool isKernelArgument(MlirOperation function, MlirValue value) {
  MlirType signature =
      mlirTypeAttrGetValue(mlirOperationGetInherentAttributeByName(
          function, mlirStringRefCreateFromCString("function_type")));
  return kernelModuleIsKernel(function) &&
         mlirBlockEqual(mlirBlockArgumentGetOwner(value), entryOf(function)) &&
         (mlirBlockArgumentGetArgNumber(value) <
              mlirFunctionTypeGetNumInputs(signature) ||
          fuselageTypeIsWorkgroupMemory(mlirValueGetType(value)));
}

/// True for arguments of a kernel, and for counters of loops that all threads
/// run equally often.
static bool isUniformArgument(MlirValue value, int depth) {
  MlirOperation parent =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(value));
  if (fuselageOperationIs(parent, FUSELAGE_OP_GPU_FUNC))
    return isKernelArgument(parent, value);
  return mlirBlockArgumentGetArgNumber(value) == 0 &&
         isUniformLoop(parent, depth);
}

static bool isUniform(MlirValue value, int depth) {
  if (depth == 0)
    return false;
  if (mlirValueIsABlockArgument(value))
    return isUniformArgument(value, depth - 1);
  MlirOperation op = mlirOpResultGetOwner(value);
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_ALL_REDUCE) ||
         (fuselageOperationKeepsUniformity(op) &&
          hasUniformOperands(op, mlirOperationGetNumOperands(op), depth - 1));
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

enum { maxDepth = FUSELAGE_BOUND(24, 2) };

static bool isInEntryBlock(MlirOperation op) {
  MlirBlock block = mlirOperationGetBlock(op);
  return mlirBlockEqual(
      block, mlirRegionGetFirstBlock(mlirBlockGetParentRegion(block)));
}

/// True if all threads that reach `parent` run its region, or none of them
/// does.
static bool runsRegionAlike(MlirOperation parent) {
  if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF))
    return isUniform(mlirOperationGetOperand(parent, 0), maxDepth);
  return isUniformLoop(parent, maxDepth) ||
         fuselageOperationIs(parent, FUSELAGE_OP_SCF_EXECUTE_REGION) ||
         fuselageOperationIs(parent, FUSELAGE_OP_MEMREF_ALLOCA_SCOPE);
}

bool warpIsReachedByBlock(MlirOperation op) {
  MlirOperation function = functionAround(op);
  for (; !mlirOperationEqual(op, function);
       op = mlirOperationGetParentOperation(op)) {
    MlirOperation parent = mlirOperationGetParentOperation(op);
    if (!isInEntryBlock(op) ||
        (!mlirOperationEqual(parent, function) && !runsRegionAlike(parent)))
      return false;
  }
  return kernelModuleIsKernel(function);
}

/// The lanes of `outer` that enter the region of an `scf.if` in which `inner`
/// stands.
static FuselagePTXError vote(MlirOperation branch, MlirOperation inner,
                             LaneMask *mask) {
  MlirRegion region = mlirBlockGetParentRegion(mlirOperationGetBlock(inner));
  bool isElse = !mlirRegionEqual(region, mlirOperationGetRegion(branch, 0));
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = nvvm.vote.sync ballot %%a0, %%a1 -> i32\n"
                       "%%1 = arith.xori %%a0, %%0 : i32\n");
  const MlirValue operands[] = {mask->value,
                                mlirOperationGetOperand(branch, 0)};
  const unsigned number = isElse ? 1 : 0;
  MlirType type = mlirValueGetType(mask->value);
  FuselagePTXError error = snippetInline(&snippet, branch, operands, 2, &number,
                                         &type, 1, &mask->value);
  mask->isFull = false;
  snippetFree(&snippet);
  return error;
}

/// True if the search understands every operation around `op`.
static bool isUnderstood(MlirOperation op, MlirOperation function) {
  for (; !mlirOperationEqual(op, function);
       op = mlirOperationGetParentOperation(op)) {
    MlirOperation parent = mlirOperationGetParentOperation(op);
    if (!isInEntryBlock(op) ||
        (!mlirOperationEqual(parent, function) &&
         !fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF) &&
         !runsRegionAlike(parent)))
      return false;
  }
  return kernelModuleIsKernel(function);
}

/// The conditions around `op`, the innermost first.
static MlirOperation nextCondition(MlirOperation *inner,
                                   MlirOperation function) {
  MlirOperation none = {NULL};
  for (;;) {
    MlirOperation parent = mlirOperationGetParentOperation(*inner);
    if (mlirOperationEqual(parent, function))
      return none;
    if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF) &&
        !runsRegionAlike(parent))
      return parent;
    *inner = parent;
  }
}

FuselagePTXError warpFindLanes(const Warp *warp, MlirOperation op,
                               LaneMask *mask, bool *isKnown) {
  *isKnown = isUnderstood(op, warp->function);
  if (!*isKnown)
    return errorNone();
  MlirOperation inner = op;
  MlirOperation branch = nextCondition(&inner, warp->function);
  if (mlirOperationIsNull(branch)) {
    *mask = warpGetPresentLanes(warp);
    return errorNone();
  }
  FuselagePTXError error = warpFindLanes(warp, branch, mask, isKnown);
  return fuselagePTXErrorIsNull(error) ? vote(branch, inner, mask) : error;
}
