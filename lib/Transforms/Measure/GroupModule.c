//===- GroupModule.c - The launches of a group by themselves --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Measure/GroupModule.h"

#include "Analysis/Memory/Buffers.h"
#include "Bridge/MemoryEffects.h"
#include "IR/AttributeNames.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "Support/PointerMap.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

/// The longest chain of host operations to copy. An argument replaces the rest
/// of a longer chain.
enum { maxChain = FUSELAGE_BOUND(64, 1) };

typedef struct ModuleBuilder {
  MlirContext context;
  MlirBlock body;
  /// The launches of the group, and the copy of each value of the original.
  FuselagePointerMap launches, numbers;
  FUSELAGE_ARRAY(MlirValue) values;
  FUSELAGE_ARRAY(MlirType) argumentTypes;
  FUSELAGE_ARRAY(MlirAttribute) argumentAttributes;
  FuselageBufferTable buffers;
  bool failed;
} ModuleBuilder;

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

static MlirNamedAttribute named(MlirContext context, const char *name,
                                MlirAttribute attribute) {
  return mlirNamedAttributeGet(mlirIdentifierGet(context, ref(name)),
                               attribute);
}

static void mapValue(ModuleBuilder *builder, MlirValue original,
                     MlirValue copy) {
  MlirValue *slot = FUSELAGE_ARRAY_APPEND(&builder->values);
  if (!slot || !fuselagePointerMapInsert(&builder->numbers, original.ptr,
                                         (uint32_t)builder->values.size - 1)) {
    builder->failed = true;
    return;
  }
  *slot = copy;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// True if only views of `memref` share its memory in the group.
static bool isNoalias(ModuleBuilder *builder, MlirValue memref) {
  FuselageBufferView view;
  if (!fuselageBufferTableResolve(&builder->buffers, memref, &view)) {
    builder->failed = true;
    return false;
  }
  const FuselageBuffer *buffer = &builder->buffers.buffers.data[view.buffer];
  return mlirValueEqual(buffer->root, memref) &&
         (buffer->kind == FUSELAGE_BUFFER_ALLOCATION ||
          buffer->isAloneAmongArguments);
}

static void addArgument(ModuleBuilder *builder, MlirValue value) {
  MlirNamedAttribute noalias =
      named(builder->context, FUSELAGE_NOALIAS_ATTRIBUTE,
            mlirUnitAttrGet(builder->context));
  bool isMarked = fuselageValueIsMemRef(value) && isNoalias(builder, value);
  MlirType *type = FUSELAGE_ARRAY_APPEND(&builder->argumentTypes);
  MlirAttribute *attribute =
      FUSELAGE_ARRAY_APPEND(&builder->argumentAttributes);
  if (!type || !attribute) {
    builder->failed = true;
    return;
  }
  *type = mlirValueGetType(value);
  *attribute = mlirDictionaryAttrGet(builder->context, isMarked, &noalias);
  mapValue(
      builder, value,
      mlirBlockAddArgument(builder->body, *type, mlirValueGetLocation(value)));
}

//===----------------------------------------------------------------------===//
// Host operations
//===----------------------------------------------------------------------===//

/// True if the operation is, or is in, a launch of the group.
static bool isInGroup(const ModuleBuilder *builder, MlirOperation op) {
  for (; !mlirOperationIsNull(op); op = mlirOperationGetParentOperation(op))
    if (fuselagePointerMapLookup(&builder->launches, op.ptr) !=
        FUSELAGE_POINTER_NOT_FOUND)
      return true;
  return false;
}

/// True if only launches of the group use a memref and its views.
static bool isLocal(const ModuleBuilder *builder, MlirValue memref,
                    int numViews) {
  for (MlirOpOperand use = mlirValueGetFirstUse(memref);
       !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use)) {
    MlirOperation op = mlirOpOperandGetOwner(use);
    bool keepsIndices;
    bool isFine = isInGroup(builder, op) || fuselageOperationIsDeallocation(op);
    if (!isFine && fuselageOperationIsView(op, &keepsIndices))
      isFine = numViews < maxChain &&
               isLocal(builder, mlirOperationGetResult(op, 0), numViews + 1);
    if (!isFine)
      return false;
  }
  return true;
}

static bool namesSymbol(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i)
    if (mlirAttributeIsASymbolRef(mlirOperationGetAttribute(op, i).attribute))
      return true;
  return false;
}

static bool canCopy(const ModuleBuilder *builder, MlirOperation op) {
  if (mlirOperationGetNumRegions(op) != 0 || namesSymbol(op))
    return false;
  return fuselageOperationIsAllocation(op)
             ? isLocal(builder, mlirOperationGetResult(op, 0), 0)
             : fuselageOperationIsMemoryEffectFree(op);
}

static MlirWalkResult replaceOperands(MlirOperation op, void *userData) {
  const ModuleBuilder *builder = userData;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    uint32_t number = fuselagePointerMapLookup(
        &builder->numbers, mlirOperationGetOperand(op, i).ptr);
    if (number != FUSELAGE_POINTER_NOT_FOUND)
      mlirOperationSetOperand(op, i, builder->values.data[number]);
  }
  return MlirWalkResultAdvance;
}

/// Copies an operation. All its outer values have copies already.
static void copyOperation(ModuleBuilder *builder, MlirOperation op) {
  MlirOperation copy = mlirOperationClone(op);
  mlirBlockAppendOwnedOperation(builder->body, copy);
  mlirOperationWalk(copy, replaceOperands, builder, MlirWalkPreOrder);
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    mapValue(builder, mlirOperationGetResult(op, i),
             mlirOperationGetResult(copy, i));
}

/// An operation without operands ends a chain, so that it may be copied in any
/// place. Above all a constant has to: it may be the size of a block, too.
static bool isPastChain(MlirOperation op, int chain) {
  return chain >= maxChain && mlirOperationGetNumOperands(op) != 0;
}

static void importValue(ModuleBuilder *builder, MlirValue value, int chain) {
  if (builder->failed ||
      fuselagePointerMapLookup(&builder->numbers, value.ptr) !=
          FUSELAGE_POINTER_NOT_FOUND)
    return;
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) || isPastChain(op, chain) ||
      !canCopy(builder, op)) {
    addArgument(builder, value);
    return;
  }
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    importValue(builder, mlirOperationGetOperand(op, i), chain + 1);
  if (!builder->failed)
    copyOperation(builder, op);
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

typedef struct LaunchImport {
  ModuleBuilder *builder;
  MlirOperation launch;
} LaunchImport;

static MlirWalkResult importOperands(MlirOperation op, void *userData) {
  LaunchImport *import = userData;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirValue value = mlirOperationGetOperand(op, i);
    if (!fuselageValueIsDefinedInside(value, import->launch))
      importValue(import->builder, value, 0);
  }
  return MlirWalkResultAdvance;
}

static void addLaunch(ModuleBuilder *builder, MlirOperation launch) {
  LaunchImport import = {builder, launch};
  mlirOperationWalk(launch, importOperands, &import, MlirWalkPreOrder);
  if (!builder->failed)
    copyOperation(builder, launch);
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

static MlirOperation createReturn(MlirLocation location) {
  MlirOperationState state = mlirOperationStateGet(
      fuselageOpGetName(FUSELAGE_OP_FUNC_RETURN), location);
  return mlirOperationCreate(&state);
}

/// Takes over the region.
static MlirOperation createFunction(const ModuleBuilder *builder,
                                    MlirRegion region, MlirLocation location) {
  intptr_t count = (intptr_t)builder->argumentTypes.size;
  MlirType type = mlirFunctionTypeGet(builder->context, count,
                                      builder->argumentTypes.data, 0, NULL);
  MlirNamedAttribute attributes[] = {
      named(builder->context, "sym_name",
            mlirStringAttrGet(builder->context, ref("group"))),
      named(builder->context, "function_type", mlirTypeAttrGet(type)),
      named(builder->context, "arg_attrs",
            mlirArrayAttrGet(builder->context, count,
                             builder->argumentAttributes.data))};
  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_FUNC_FUNC), location);
  mlirOperationStateAddAttributes(&state, count ? 3 : 2, attributes);
  mlirOperationStateAddOwnedRegions(&state, 1, &region);
  return mlirOperationCreate(&state);
}

static void freeBuilder(ModuleBuilder *builder) {
  fuselagePointerMapFree(&builder->launches);
  fuselagePointerMapFree(&builder->numbers);
  FUSELAGE_ARRAY_FREE(&builder->values);
  FUSELAGE_ARRAY_FREE(&builder->argumentTypes);
  FUSELAGE_ARRAY_FREE(&builder->argumentAttributes);
  fuselageBufferTableFree(&builder->buffers);
}

MlirModule fuselageGroupModuleCreate(const MlirOperation *launches,
                                     size_t numLaunches,
                                     bool assumeNoaliasArgs) {
  MlirContext context = mlirOperationGetContext(launches[0]);
  MlirLocation location = mlirOperationGetLocation(launches[0]);
  MlirModule module = {NULL};
  if (mlirDialectIsNull(mlirContextGetOrLoadDialect(context, ref("func"))))
    return module;
  ModuleBuilder builder = {.context = context,
                           .body = mlirBlockCreate(0, NULL, NULL),
                           .buffers = {.assumeNoaliasArgs = assumeNoaliasArgs}};
  MlirRegion region = mlirRegionCreate();
  mlirRegionAppendOwnedBlock(region, builder.body);
  for (size_t i = 0; i < numLaunches && !builder.failed; ++i)
    builder.failed =
        !fuselagePointerMapInsert(&builder.launches, launches[i].ptr, 1);
  for (size_t i = 0; i < numLaunches && !builder.failed; ++i)
    addLaunch(&builder, launches[i]);
  if (builder.failed) {
    mlirRegionDestroy(region);
  } else {
    mlirBlockAppendOwnedOperation(builder.body, createReturn(location));
    module = mlirModuleCreateEmpty(location);
    mlirBlockAppendOwnedOperation(mlirModuleGetBody(module),
                                  createFunction(&builder, region, location));
  }
  freeBuilder(&builder);
  return module;
}
