//===- WorkgroupMemory.c - Workgroup memory of a kernel -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/WorkgroupMemory.h"

#include "IR/AttributeNames.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

static MlirAttribute workgroupSpace(MlirContext context) {
  return mlirAttributeParseGet(context, ref("#gpu.address_space<workgroup>"));
}

MlirType workgroupMemoryType(MlirType element, int64_t size) {
  return mlirMemRefTypeContiguousGet(
      element, 1, &size, workgroupSpace(mlirTypeGetContext(element)));
}

//===----------------------------------------------------------------------===//
// Attributions
//===----------------------------------------------------------------------===//

static intptr_t numAttributions(MlirOperation function) {
  MlirAttribute number = mlirOperationGetDiscardableAttributeByName(
      function, ref("workgroup_attributions"));
  return mlirAttributeIsNull(number)
             ? 0
             : (intptr_t)mlirIntegerAttrGetValueInt(number);
}

enum { maxAttributions = FUSELAGE_BOUND(256, 2) };

/// The attributes of attributions are a list with an entry for each
/// attribution, or are absent.
static void addAlignment(MlirOperation function, intptr_t count,
                         int64_t alignment) {
  MlirContext context = mlirOperationGetContext(function);
  MlirAttribute present = mlirOperationGetInherentAttributeByName(
      function, ref("workgroup_attrib_attrs"));
  if ((mlirAttributeIsNull(present) && alignment == 0) || count < 1 ||
      count > maxAttributions)
    return;
  MlirAttribute list[maxAttributions];
  for (intptr_t i = 0; i < count; ++i)
    list[i] = mlirAttributeIsNull(present) ||
                      i >= mlirArrayAttrGetNumElements(present)
                  ? mlirDictionaryAttrGet(context, 0, NULL)
                  : mlirArrayAttrGetElement(present, i);
  if (alignment != 0) {
    MlirNamedAttribute align = mlirNamedAttributeGet(
        mlirIdentifierGet(context, ref(FUSELAGE_ALIGN_ATTRIBUTE)),
        mlirIntegerAttrGet(mlirIntegerTypeGet(context, 64), alignment));
    list[count - 1] = mlirDictionaryAttrGet(context, 1, &align);
  }
  mlirOperationSetInherentAttributeByName(
      function, ref("workgroup_attrib_attrs"),
      mlirArrayAttrGet(context, count, list));
}

MlirValue workgroupMemoryAdd(MlirOperation function, MlirType type,
                             int64_t alignment, MlirLocation location) {
  MlirContext context = mlirOperationGetContext(function);
  MlirType signature = mlirTypeAttrGetValue(
      mlirOperationGetInherentAttributeByName(function, ref("function_type")));
  intptr_t count = numAttributions(function);
  MlirBlock entry =
      mlirRegionGetFirstBlock(mlirOperationGetRegion(function, 0));
  MlirValue memory = mlirBlockInsertArgument(
      entry, mlirFunctionTypeGetNumInputs(signature) + count, type, location);
  mlirOperationSetDiscardableAttributeByName(
      function, ref("workgroup_attributions"),
      mlirIntegerAttrGet(mlirIntegerTypeGet(context, 64), count + 1));
  addAlignment(function, count + 1, alignment);
  return memory;
}

//===----------------------------------------------------------------------===//
// Allocations
//===----------------------------------------------------------------------===//

/// The kernel around `op` if `op` is directly in it, or in conditions and
/// scopes, so that a thread reaches it at most once. Else null.
static MlirOperation kernelOf(MlirOperation op) {
  MlirOperation none = {NULL};
  MlirOperation parent = mlirOperationGetParentOperation(op);
  MlirBlock block = mlirOperationGetBlock(op);
  if (!mlirBlockEqual(block,
                      mlirRegionGetFirstBlock(mlirBlockGetParentRegion(block))))
    return none;
  if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF) ||
      fuselageOperationIs(parent, FUSELAGE_OP_SCF_EXECUTE_REGION) ||
      fuselageOperationIs(parent, FUSELAGE_OP_MEMREF_ALLOCA_SCOPE))
    return kernelOf(parent);
  return kernelModuleIsKernel(parent) ? parent : none;
}

static FuselagePTXError allocationError(MlirOperation op, const char *problem) {
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                       "workgroup memory is allocated %s", problem);
}

/// Gives the attribution the type of the allocation, which may name the memory
/// space by its number.
static FuselagePTXError replaceAllocation(MlirOperation op,
                                          MlirOperation kernel) {
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  MlirAttribute space = workgroupSpace(mlirTypeGetContext(type));
  intptr_t rank = mlirShapedTypeGetRank(type);
  enum { maxRank = FUSELAGE_BOUND(64, 1) };
  int64_t shape[maxRank];
  // An attribution has room for its elements only, not for gaps between them.
  if (!mlirAffineMapIsIdentity(mlirMemRefTypeGetAffineMap(type)))
    return allocationError(op, "with a layout. Fix: allocate a buffer without "
                               "one, and take a memref.subview of it");
  if (rank > maxRank)
    return allocationError(op, "with too many dimensions. Fix: collapse some");
  if (numAttributions(kernel) >= maxAttributions)
    return allocationError(op, "too often in one kernel. Fix: allocate one "
                               "buffer, and take views of it");
  for (intptr_t i = 0; i < rank; ++i)
    shape[i] = mlirShapedTypeGetDimSize(type, i);
  MlirType plain =
      mlirMemRefTypeGet(mlirShapedTypeGetElementType(type), rank, shape,
                        mlirMemRefTypeGetLayout(type), space);
  MlirValue memory = workgroupMemoryAdd(
      kernel, plain, fuselageOperationGetIntAttribute(op, "alignment", 0),
      mlirOperationGetLocation(op));
  if (mlirTypeEqual(plain, type)) {
    snippetReplaceByValues(op, &memory);
    return errorNone();
  }
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = memref.memory_space_cast %%a0 : ");
  snippetAddType(&snippet, plain);
  snippetAdd(&snippet, " to ");
  snippetAddType(&snippet, type);
  snippetAdd(&snippet, "\n");
  const unsigned number = 0;
  FuselagePTXError error = snippetReplace(&snippet, op, &memory, 1, &number);
  snippetFree(&snippet);
  return error;
}

static FuselagePTXError promote(MlirOperation op, void *userData) {
  (void)userData;
  if (!fuselageTypeIsWorkgroupMemory(
          mlirValueGetType(mlirOperationGetResult(op, 0))))
    return errorNone();
  if (mlirOperationGetNumOperands(op) != 0)
    return allocationError(op, "with a size that is not constant. Fix: use a "
                               "constant size, or gpu.dynamic_shared_memory");
  MlirOperation kernel = kernelOf(op);
  if (mlirOperationIsNull(kernel))
    return allocationError(
        op,
        "where a thread may come more than once, or in a function that is not "
        "a kernel. Fix: allocate it at the beginning of the kernel's body, "
        "and put a gpu.barrier before it is used again");
  return replaceAllocation(op, kernel);
}

static FuselagePTXError dropDeallocation(MlirOperation op, void *userData) {
  (void)userData;
  if (fuselageTypeIsWorkgroupMemory(
          mlirValueGetType(mlirOperationGetOperand(op, 0))))
    mlirOperationDestroy(op);
  return errorNone();
}

FuselagePTXError workgroupMemoryPromote(MlirOperation gpuModule) {
  static const OperationRewrite rewrites[] = {
      {FUSELAGE_OP_MEMREF_DEALLOC, dropDeallocation},
      {FUSELAGE_OP_MEMREF_ALLOC, promote},
      {FUSELAGE_OP_MEMREF_ALLOCA, promote}};
  return rewriteOperations(gpuModule, rewrites,
                           sizeof rewrites / sizeof *rewrites, NULL);
}
