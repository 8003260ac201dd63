//===- SubgroupOperations.c - Operations of the lanes of a warp -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/SubgroupOperations.h"

#include "Bridge/Enums.h"
#include "IR/DeviceLimits.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

enum { maxName = 24 };

static MlirStringRef nameOf(MlirOperation op) {
  return mlirIdentifierStr(mlirOperationGetName(op));
}

/// Checks the type of the value that `op` exchanges, and goes to its function.
static FuselagePTXError enter(Warp *warp, MlirOperation op) {
  MlirType type = mlirValueGetType(mlirOperationGetOperand(op, 0));
  if (exchangeKnowsType(type))
    return warpEnter(warp, op);
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
      "'%.*s' takes an integer, a float, or a vector of rank one with such "
      "elements. Fix: take the value apart first",
      (int)nameOf(op).length, nameOf(op).data);
}

static bool isMarkedUniform(MlirOperation op) {
  return !mlirAttributeIsNull(mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("uniform")));
}

static FuselagePTXError unknownLanes(MlirOperation op) {
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
      "'%.*s' may run in some lanes of the subgroup only, and it is unknown in "
      "which. Fix: move it out of loops and branches that depend on the "
      "thread%s",
      (int)nameOf(op).length, nameOf(op).data,
      fuselageOperationIs(op, FUSELAGE_OP_GPU_SUBGROUP_REDUCE)
          ? ", or mark it 'uniform' if all lanes come to it"
          : "");
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

static int64_t clusterAttribute(MlirOperation op, const char *name,
                                int64_t otherwise) {
  return fuselageOperationGetIntAttribute(op, name, otherwise);
}

static FuselagePTXError rewriteReduction(MlirOperation op, void *userData) {
  Warp *warp = userData;
  bool isKnown = true;
  FuselagePTXError error = enter(warp, op);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  LaneMask mask = warpGetPresentLanes(warp);
  if (!isMarkedUniform(op))
    error = warpFindLanes(warp, op, &mask, &isKnown);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  if (!isKnown)
    return unknownLanes(op);
  int64_t size = clusterAttribute(op, "cluster_size", FUSELAGE_WARP_SIZE);
  int64_t stride = clusterAttribute(op, "cluster_stride", 1);
  if (size > FUSELAGE_WARP_SIZE || stride > FUSELAGE_WARP_SIZE / size)
    return errorCreateAt(
        FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
        "'gpu.subgroup_reduce' has clusters that span more than the %d lanes "
        "of a subgroup. Fix: use a smaller size or stride",
        FUSELAGE_WARP_SIZE);
  MlirValue value = mlirOperationGetOperand(op, 0);
  SubgroupReduction reduction = {
      .kind = fuselageReductionKindGet(mlirOperationGetInherentAttributeByName(
          op, mlirStringRefCreateFromCString("op"))),
      .type = mlirValueGetType(value),
      .size = size,
      .stride = stride,
      .isFull = mask.isFull};
  Snippet snippet = {0};
  unsigned result = subgroupAddReduction(&snippet, &reduction);
  const MlirValue operands[] = {value, mask.value, warp->lane};
  error = snippetReplace(&snippet, op, operands, 3, &result);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// Shuffles
//===----------------------------------------------------------------------===//

/// Finds the lanes that reach a shuffle. If control flow does not tell them,
/// they are all lanes of the warp: a shuffle as wide as the subgroup requires
/// that. A narrower shuffle requires only the first lanes, and others may or
/// may not reach it.
static FuselagePTXError findShuffleLanes(Warp *warp, MlirOperation op,
                                         MlirValue width, LaneMask *mask) {
  bool isKnown;
  *mask = warpGetPresentLanes(warp);
  FuselagePTXError error = warpFindLanes(warp, op, mask, &isKnown);
  if (!fuselagePTXErrorIsNull(error) || isKnown)
    return error;
  int64_t lanes;
  if (!fuselageValueIsConstantInt(width, &lanes) || lanes != FUSELAGE_WARP_SIZE)
    return unknownLanes(op);
  *mask = warpGetPresentLanes(warp);
  return errorNone();
}

/// The operation that computes the source lane for the mode.
static const char *sourceOf(MlirOperation op) {
  FuselageText text = {0};
  mlirAttributePrint(mlirOperationGetInherentAttributeByName(
                         op, mlirStringRefCreateFromCString("mode")),
                     fuselageTextCallback, &text);
  const char *name = fuselageTextGet(&text);
  const char *source = "arith.addi %a4, %a1"; // down
  if (strstr(name, "xor"))
    source = "arith.xori %a4, %a1";
  else if (strstr(name, "up"))
    source = "arith.subi %a4, %a1";
  else if (strstr(name, "idx"))
    source = "arith.ori %zero, %a1";
  fuselageTextFree(&text);
  return source;
}

/// Operands: the value, the offset, the width, the mask and the lane. A lane
/// that would read from outside of the width reads its own value.
static FuselagePTXError rewriteShuffle(MlirOperation op, void *userData) {
  Warp *warp = userData;
  MlirValue width = mlirOperationGetOperand(op, 2);
  LaneMask mask;
  FuselagePTXError error = enter(warp, op);
  if (fuselagePTXErrorIsNull(error))
    error = findShuffleLanes(warp, op, width, &mask);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  Snippet snippet = {0};
  unsigned valid = snippetValue(&snippet);
  snippetAdd(&snippet,
             "%%zero = arith.constant 0 : i32\n"
             "%%last = arith.constant 31 : i32\n"
             "%%source = %s : i32\n"
             "%%p = arith.cmpi ult, %%source, %%a2 : i32\n"
             "%%q = arith.cmpi ult, %%a4, %%a2 : i32\n"
             "%%%u = arith.andi %%p, %%q : i1\n"
             "%%from = arith.select %%%u, %%source, %%a4 : i32\n",
             sourceOf(op), valid, valid);
  const MlirValue operands[] = {mlirOperationGetOperand(op, 0),
                                mlirOperationGetOperand(op, 1), width,
                                mask.value, warp->lane};
  Exchange exchange = {"idx", "%a3", "%from", "%last"};
  unsigned numbers[] = {
      exchangeAdd(&snippet, &exchange, mlirValueGetType(operands[0]), "%a0"),
      valid};
  error = snippetReplace(&snippet, op, operands, 5, numbers);
  snippetFree(&snippet);
  return error;
}

static FuselagePTXError addWidth(MlirOperation op, int64_t width,
                                 MlirValue *value) {
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = arith.constant %lld : i32\n", (long long)width);
  const unsigned number = 0;
  MlirType type = mlirIntegerTypeGet(mlirOperationGetContext(op), 32);
  FuselagePTXError error =
      snippetInline(&snippet, op, NULL, 0, &number, &type, 1, value);
  snippetFree(&snippet);
  return error;
}

static FuselagePTXError rewriteRotation(MlirOperation op, void *userData) {
  Warp *warp = userData;
  int64_t width =
      fuselageOperationGetIntAttribute(op, "width", FUSELAGE_WARP_SIZE);
  int64_t offset = fuselageOperationGetIntAttribute(op, "offset", 0);
  LaneMask mask;
  MlirValue widthValue;
  FuselagePTXError error = enter(warp, op);
  if (fuselagePTXErrorIsNull(error))
    error = addWidth(op, width, &widthValue);
  if (fuselagePTXErrorIsNull(error))
    error = findShuffleLanes(warp, op, widthValue, &mask);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  Snippet snippet = {0};
  unsigned valid = snippetValue(&snippet);
  snippetAdd(&snippet,
             "%%offset = arith.constant %lld : i32\n"
             "%%wrap = arith.constant %lld : i32\n"
             "%%last = arith.constant 31 : i32\n"
             "%%sum = arith.addi %%a3, %%offset : i32\n"
             "%%source = arith.andi %%sum, %%wrap : i32\n"
             "%%%u = arith.cmpi ult, %%a3, %%a1 : i32\n"
             "%%from = arith.select %%%u, %%source, %%a3 : i32\n",
             (long long)offset, (long long)width - 1, valid, valid);
  const MlirValue operands[] = {mlirOperationGetOperand(op, 0), widthValue,
                                mask.value, warp->lane};
  Exchange exchange = {"idx", "%a2", "%from", "%last"};
  unsigned numbers[] = {
      exchangeAdd(&snippet, &exchange, mlirValueGetType(operands[0]), "%a0"),
      valid};
  error = snippetReplace(&snippet, op, operands, 4, numbers);
  snippetFree(&snippet);
  return error;
}

/// Reads from the named lane, or from the first lane that reaches the
/// operation.
static FuselagePTXError rewriteBroadcast(MlirOperation op, void *userData) {
  Warp *warp = userData;
  bool isKnown, isNamed = mlirOperationGetNumOperands(op) == 2;
  FuselagePTXError error = enter(warp, op);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  LaneMask mask = warpGetPresentLanes(warp);
  error = warpFindLanes(warp, op, &mask, &isKnown);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  if (!isKnown)
    return unknownLanes(op);
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%last = arith.constant 31 : i32\n"
                       "%%first = math.cttz %%a1 : i32\n");
  const MlirValue operands[] = {mlirOperationGetOperand(op, 0), mask.value,
                                isNamed ? mlirOperationGetOperand(op, 1)
                                        : mask.value};
  Exchange exchange = {"idx", "%a1", isNamed ? "%a2" : "%first", "%last"};
  unsigned number =
      exchangeAdd(&snippet, &exchange, mlirValueGetType(operands[0]), "%a0");
  error = snippetReplace(&snippet, op, operands, 3, &number);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static FuselagePTXError replaceByNumber(MlirOperation op, MlirValue number) {
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = arith.index_castui %%a0 : i32 to index\n");
  const unsigned result = 0;
  FuselagePTXError error = snippetReplace(&snippet, op, &number, 1, &result);
  snippetFree(&snippet);
  return error;
}

static FuselagePTXError rewriteSubgroupId(MlirOperation op, void *userData) {
  Warp *warp = userData;
  FuselagePTXError error = warpEnter(warp, op);
  return fuselagePTXErrorIsNull(error) ? replaceByNumber(op, warp->number)
                                       : error;
}

static FuselagePTXError rewriteLaneId(MlirOperation op, void *userData) {
  Warp *warp = userData;
  FuselagePTXError error = warpEnter(warp, op);
  return fuselagePTXErrorIsNull(error) ? replaceByNumber(op, warp->lane)
                                       : error;
}

static FuselagePTXError rewriteNumSubgroups(MlirOperation op, void *userData) {
  Warp *warp = userData;
  FuselagePTXError error = warpEnter(warp, op);
  return fuselagePTXErrorIsNull(error) ? replaceByNumber(op, warp->numWarps)
                                       : error;
}

static FuselagePTXError rewriteSubgroupSize(MlirOperation op, void *userData) {
  (void)userData;
  MlirValue size;
  FuselagePTXError error = addWidth(op, FUSELAGE_WARP_SIZE, &size);
  return fuselagePTXErrorIsNull(error) ? replaceByNumber(op, size) : error;
}

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

static const OperationRewrite rewrites[] = {
    {FUSELAGE_OP_GPU_SUBGROUP_REDUCE, rewriteReduction},
    {FUSELAGE_OP_GPU_ALL_REDUCE, blockReductionRewrite},
    {FUSELAGE_OP_GPU_SHUFFLE, rewriteShuffle},
    {FUSELAGE_OP_GPU_ROTATE, rewriteRotation},
    {FUSELAGE_OP_GPU_SUBGROUP_BROADCAST, rewriteBroadcast},
    {FUSELAGE_OP_GPU_SUBGROUP_ID, rewriteSubgroupId},
    {FUSELAGE_OP_GPU_LANE_ID, rewriteLaneId},
    {FUSELAGE_OP_GPU_NUM_SUBGROUPS, rewriteNumSubgroups},
    {FUSELAGE_OP_GPU_SUBGROUP_SIZE, rewriteSubgroupSize},
};

FuselagePTXError subgroupOperationsRewrite(MlirOperation gpuModule) {
  Warp warp = {.numThreads = 0};
  return rewriteOperations(gpuModule, rewrites,
                           sizeof rewrites / sizeof *rewrites, &warp);
}
