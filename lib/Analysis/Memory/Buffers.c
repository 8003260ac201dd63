//===- Buffers.c - Buffers and which of them may alias --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Memory/Buffers.h"

#include "Bridge/Symbols.h"
#include "IR/AttributeNames.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

void fuselageBufferTableFree(FuselageBufferTable *table) {
  FUSELAGE_ARRAY_FREE(&table->buffers);
  FUSELAGE_ARRAY_FREE(&table->views);
  fuselagePointerMapFree(&table->numbers);
  fuselagePointerMapFree(&table->viewNumbers);
}

//===----------------------------------------------------------------------===//
// Operations on whole buffers
//===----------------------------------------------------------------------===//

bool fuselageOperationIsAllocation(MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_ALLOC))
    return mlirOperationGetNumResults(op) == 1;
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOC) ||
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA);
}

bool fuselageOperationIsDeallocation(MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_DEALLOC))
    return mlirOperationGetNumResults(op) == 0 &&
           mlirOperationGetNumOperands(op) == 1;
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DEALLOC);
}

//===----------------------------------------------------------------------===//
// Roots
//===----------------------------------------------------------------------===//

static bool argumentIsMarkedNoalias(MlirValue argument) {
  MlirOperation function =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(argument));
  MlirAttribute all =
      fuselageOperationGetInherentAttribute(function, "arg_attrs");
  intptr_t number = mlirBlockArgumentGetArgNumber(argument);
  if (mlirAttributeIsNull(all) || !mlirAttributeIsAArray(all) ||
      number >= mlirArrayAttrGetNumElements(all))
    return false;
  return !mlirAttributeIsNull(mlirDictionaryAttrGetElementByName(
      mlirArrayAttrGetElement(all, number),
      mlirStringRefCreateFromCString(FUSELAGE_NOALIAS_ATTRIBUTE)));
}

typedef struct Dimension {
  int64_t size, stride;
} Dimension;

enum { maxStridedRank = FUSELAGE_BOUND(16, 1) };

/// Inserts by stride, smallest first.
static void insertByStride(Dimension *sorted, intptr_t size, Dimension added) {
  intptr_t at = size;
  for (; at > 0 && sorted[at - 1].stride > added.stride; --at)
    sorted[at] = sorted[at - 1];
  sorted[at] = added;
}

/// True if each stride is larger than the reach of all smaller strides. Needs
/// known sizes and positive known strides.
static bool stridesDoNotOverlap(MlirType type) {
  intptr_t rank = mlirShapedTypeGetRank(type);
  int64_t strides[maxStridedRank], offset;
  Dimension sorted[maxStridedRank];
  if (rank > maxStridedRank ||
      mlirLogicalResultIsFailure(
          mlirMemRefTypeGetStridesAndOffset(type, strides, &offset)))
    return false;
  for (intptr_t i = 0; i < rank; ++i) {
    if (mlirShapedTypeIsDynamicDim(type, i) ||
        mlirShapedTypeIsDynamicStrideOrOffset(strides[i]) || strides[i] <= 0)
      return false;
    insertByStride(sorted, i,
                   (Dimension){mlirShapedTypeGetDimSize(type, i), strides[i]});
  }
  int64_t reach = 0;
  for (intptr_t i = 0; i < rank; ++i) {
    int64_t span;
    if (sorted[i].size > 1 && sorted[i].stride <= reach)
      return false;
    if (__builtin_mul_overflow(sorted[i].size - 1, sorted[i].stride, &span) ||
        __builtin_add_overflow(reach, span, &reach))
      return false;
  }
  return true;
}

static bool layoutIsInjective(MlirType type) {
  if (!mlirTypeIsAMemRef(type))
    return false;
  return mlirAffineMapIsIdentity(mlirMemRefTypeGetAffineMap(type)) ||
         stridesDoNotOverlap(type);
}

/// True if the type shows that different indices mean different addresses, or
/// if the memref is an argument for which the caller assumes it.
static bool rootIsInjective(const FuselageBufferTable *table, MlirValue root) {
  return layoutIsInjective(mlirValueGetType(root)) ||
         (table->assumeNoaliasArgs && fuselageValueIsFunctionArgument(root));
}

static FuselageBuffer describe(const FuselageBufferTable *table,
                               MlirValue root) {
  FuselageBuffer buffer = {.kind = FUSELAGE_BUFFER_UNKNOWN,
                           .root = root,
                           .isInjective = rootIsInjective(table, root)};
  MlirOperation op = fuselageValueGetDefiningOp(root);
  if (fuselageValueIsFunctionArgument(root)) {
    buffer.kind = FUSELAGE_BUFFER_ARGUMENT;
    buffer.isNoalias = argumentIsMarkedNoalias(root);
    buffer.isAloneAmongArguments = buffer.isNoalias || table->assumeNoaliasArgs;
  } else if (fuselageValueIsAttribution(root)) {
    buffer.kind = FUSELAGE_BUFFER_ALLOCATION;
  } else if (!mlirOperationIsNull(op)) {
    if (fuselageOperationIsAllocation(op))
      buffer.kind = FUSELAGE_BUFFER_ALLOCATION;
    else if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GET_GLOBAL))
      buffer.kind = FUSELAGE_BUFFER_GLOBAL;
  }
  return buffer;
}

/// The name of the global that a root is, or null for another root.
static MlirAttribute globalNameOf(MlirValue root) {
  MlirOperation op = fuselageValueGetDefiningOp(root);
  return !mlirOperationIsNull(op) &&
                 fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GET_GLOBAL)
             ? fuselageOperationGetInherentAttribute(op, "name")
             : (MlirAttribute){NULL};
}

static bool addBuffer(FuselageBufferTable *table, const void *key,
                      FuselageBuffer added, uint32_t *number) {
  *number = (uint32_t)table->buffers.size;
  FuselageBuffer *buffer = FUSELAGE_ARRAY_APPEND(&table->buffers);
  if (!buffer)
    return false;
  *buffer = added;
  return fuselagePointerMapInsert(&table->numbers, key, *number);
}

/// Several `memref.get_global` may name one global. A name means a global only
/// within one symbol table. Globals of one name in several tables form a list.
static bool numberOfGlobal(FuselageBufferTable *table, MlirValue root,
                           MlirAttribute name, uint32_t *number) {
  MlirOperation symbolTable =
      fuselageOperationGetSymbolTable(fuselageValueGetDefiningOp(root));
  uint32_t first = fuselagePointerMapLookup(&table->numbers, name.ptr);
  uint32_t next = first == FUSELAGE_POINTER_NOT_FOUND ? 0 : first + 1;
  FuselageBuffer added = describe(table, root);
  added.symbolTable = symbolTable;
  added.nextOfName = next;
  for (; next != 0; next = table->buffers.data[next - 1].nextOfName)
    if (mlirOperationEqual(table->buffers.data[next - 1].symbolTable,
                           symbolTable)) {
      *number = next - 1;
      return true;
    }
  return addBuffer(table, name.ptr, added, number);
}

static bool numberOfRoot(FuselageBufferTable *table, MlirValue root,
                         uint32_t *number) {
  MlirAttribute name = globalNameOf(root);
  if (!mlirAttributeIsNull(name))
    return numberOfGlobal(table, root, name, number);
  *number = fuselagePointerMapLookup(&table->numbers, root.ptr);
  return *number != FUSELAGE_POINTER_NOT_FOUND ||
         addBuffer(table, root.ptr, describe(table, root), number);
}

/// True if the strides of the result do not come from the strides of the
/// source.
static bool hasLayoutOfItsOwn(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_REINTERPRET_CAST) ||
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_VIEW);
}

/// True if a view gives different indices different elements of its source.
/// `memref.subview` may have a stride of 0. Other views with new strides are
/// judged by their type.
static bool viewStepIsInjective(MlirOperation op) {
  if (hasLayoutOfItsOwn(op))
    return layoutIsInjective(mlirValueGetType(mlirOperationGetResult(op, 0)));
  return !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_SUBVIEW) ||
         fuselageSubviewIsInjective(op);
}

/// Walks from a memref to its root. The walk stops judging layouts at a view
/// with a layout of its own: memrefs beyond it do not decide about its indices.
static MlirValue walkToRoot(const FuselageBufferTable *table, MlirValue memref,
                            FuselageBufferView *view) {
  MlirValue root = memref;
  bool keepsIndices = true, stepKeepsIndices, layoutIsKnown = false;
  *view = (FuselageBufferView){.base = memref, .isInjective = true};
  for (int i = 0; i < FUSELAGE_MAX_VIEWS; ++i) {
    MlirOperation op = fuselageMemRefGetView(root, &stepKeepsIndices);
    if (mlirOperationIsNull(op))
      break;
    root = mlirOperationGetOperand(op, 0);
    keepsIndices = keepsIndices && stepKeepsIndices;
    if (keepsIndices)
      view->base = root;
    if (!layoutIsKnown)
      view->isInjective = view->isInjective && viewStepIsInjective(op);
    layoutIsKnown = layoutIsKnown || hasLayoutOfItsOwn(op);
  }
  if (!layoutIsKnown)
    view->isInjective = view->isInjective && rootIsInjective(table, root);
  return root;
}

bool fuselageBufferTableResolve(FuselageBufferTable *table, MlirValue memref,
                                FuselageBufferView *view) {
  uint32_t known = fuselagePointerMapLookup(&table->viewNumbers, memref.ptr);
  if (known != FUSELAGE_POINTER_NOT_FOUND) {
    *view = table->views.data[known];
    return true;
  }
  MlirValue root = walkToRoot(table, memref, view);
  if (!numberOfRoot(table, root, &view->buffer))
    return false;
  // A global has a root for each `memref.get_global`. The first one seen stands
  // for all.
  if (mlirValueEqual(view->base, root))
    view->base = table->buffers.data[view->buffer].root;
  known = (uint32_t)table->views.size;
  FuselageBufferView *slot = FUSELAGE_ARRAY_APPEND(&table->views);
  if (!slot)
    return false;
  *slot = *view;
  return fuselagePointerMapInsert(&table->viewNumbers, memref.ptr, known);
}
