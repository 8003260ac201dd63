//===- InlineKernels.c - From gpu.launch_func back to gpu.launch ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"

#include "Analysis/Array.h"
#include "Analysis/Operation.h"
#include "Analysis/PointerMap.h"
#include "Bridge/Diagnostics.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Diagnostics.h"

#include <stdio.h>

/// The operand segments of gpu.launch_func: dependencies, six sizes, three of
/// clusters, and the dynamic shared memory, which are those of gpu.launch; then
/// the kernel's arguments and an async object.
enum {
  NUM_LAUNCH_SEGMENTS = 11,
  ARGUMENT_SEGMENT = 11,
  OBJECT_SEGMENT = 12,
  NUM_SEGMENTS = 13
};

/// The ids and sizes that a body of gpu.launch has as arguments, without and
/// with clusters.
enum { NUM_IDS = 12, NUM_IDS_WITH_CLUSTERS = 18 };

typedef struct Inlining {
  MlirOperation module;
  MlirSymbolTable symbols;
  /// The gpu.module that was looked into last, and its symbols.
  MlirOperation kernelModule;
  MlirSymbolTable kernels;
  FUSELAGE_ARRAY(MlirOperation) launches;
  /// The kernel of each inlined launch.
  FUSELAGE_ARRAY(MlirOperation) inlined;
  /// The gpu.module operations that something names, and the kernels that are
  /// gone.
  FuselagePointerMap isNamed, isGone;
  bool isOutOfMemory;
} Inlining;

static MlirStringRef text(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

//===----------------------------------------------------------------------===//
// Symbols
//===----------------------------------------------------------------------===//

/// True if an attribute names a symbol, itself or inside.
static bool namesSymbol(MlirAttribute attribute) {
  if (mlirAttributeIsASymbolRef(attribute))
    return true;
  if (mlirAttributeIsAArray(attribute))
    for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(attribute); ++i)
      if (namesSymbol(mlirArrayAttrGetElement(attribute, i)))
        return true;
  if (mlirAttributeIsADictionary(attribute))
    for (intptr_t i = 0; i < mlirDictionaryAttrGetNumElements(attribute); ++i)
      if (namesSymbol(mlirDictionaryAttrGetElement(attribute, i).attribute))
        return true;
  return false;
}

static MlirWalkResult findSymbolUse(MlirOperation op, void *userData) {
  for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i)
    if (namesSymbol(mlirOperationGetAttribute(op, i).attribute)) {
      *(bool *)userData = true;
      return MlirWalkResultInterrupt;
    }
  return MlirWalkResultAdvance;
}

/// A body that names symbols of its gpu.module means nothing on the host.
static bool usesSymbols(MlirOperation kernel) {
  bool result = false;
  for (MlirBlock block =
           mlirRegionGetFirstBlock(mlirOperationGetRegion(kernel, 0));
       !mlirBlockIsNull(block) && !result;
       block = mlirBlockGetNextInRegion(block))
    FUSELAGE_FOR_EACH_OPERATION (op, block)
      if (!result)
        mlirOperationWalk(op, findSymbolUse, &result, MlirWalkPreOrder);
  return result;
}

/// The gpu.module that a symbol reference leads to, or null.
static MlirOperation lookupKernelModule(const Inlining *inlining,
                                        MlirAttribute symbol) {
  MlirOperation found = mlirSymbolTableLookup(
      inlining->symbols, mlirSymbolRefAttrGetRootReference(symbol));
  return !mlirOperationIsNull(found) &&
                 fuselageOperationIsA(found, "gpu.module")
             ? found
             : (MlirOperation){NULL};
}

static void dropKernels(Inlining *inlining) {
  if (!mlirOperationIsNull(inlining->kernelModule))
    mlirSymbolTableDestroy(inlining->kernels);
  inlining->kernelModule = (MlirOperation){NULL};
}

static void selectKernelModule(Inlining *inlining, MlirOperation module) {
  if (mlirOperationEqual(inlining->kernelModule, module))
    return;
  dropKernels(inlining);
  inlining->kernelModule = module;
  inlining->kernels = mlirSymbolTableCreate(module);
}

/// The gpu.func that a launch runs, or null if it is not at hand.
static MlirOperation lookupKernel(Inlining *inlining, MlirOperation launch) {
  MlirAttribute symbol =
      mlirOperationGetInherentAttributeByName(launch, text("kernel"));
  MlirOperation none = {NULL};
  if (mlirSymbolRefAttrGetNumNestedReferences(symbol) != 1)
    return none;
  MlirOperation module = lookupKernelModule(inlining, symbol);
  if (mlirOperationIsNull(module))
    return none;
  selectKernelModule(inlining, module);
  MlirOperation kernel = mlirSymbolTableLookup(
      inlining->kernels, mlirSymbolRefAttrGetRootReference(
                             mlirSymbolRefAttrGetNestedReference(symbol, 0)));
  return !mlirOperationIsNull(kernel) &&
                 fuselageOperationIsA(kernel, "gpu.func")
             ? kernel
             : none;
}

//===----------------------------------------------------------------------===//
// One launch
//===----------------------------------------------------------------------===//

/// The number of operands in the segments before `segment`.
static intptr_t operandsBefore(MlirAttribute segments, int segment) {
  intptr_t count = 0;
  for (int i = 0; i < segment; ++i)
    count += mlirDenseI32ArrayGetElement(segments, i);
  return count;
}

static MlirAttribute segmentsOf(MlirOperation launch) {
  return mlirOperationGetInherentAttributeByName(launch,
                                                 text("operandSegmentSizes"));
}

/// gpu.launch takes sizes of type index only, and knows no async object.
static bool hasFormOfLaunch(MlirOperation launch) {
  MlirAttribute segments = segmentsOf(launch);
  if (mlirDenseArrayGetNumElements(segments) != NUM_SEGMENTS ||
      mlirDenseI32ArrayGetElement(segments, OBJECT_SEGMENT) != 0)
    return false;
  intptr_t end = operandsBefore(segments, NUM_LAUNCH_SEGMENTS - 1);
  for (intptr_t i = operandsBefore(segments, 1); i < end; ++i)
    if (!mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(launch, i))))
      return false;
  return true;
}

/// True if the kernel has a body, and arguments of the types that it is given.
static bool takesArguments(MlirOperation kernel, MlirOperation launch) {
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(kernel, 0));
  MlirAttribute segments = segmentsOf(launch);
  intptr_t first = operandsBefore(segments, ARGUMENT_SEGMENT);
  intptr_t count = mlirDenseI32ArrayGetElement(segments, ARGUMENT_SEGMENT);
  if (mlirBlockIsNull(entry) || mlirBlockGetNumArguments(entry) < count)
    return false;
  for (intptr_t i = 0; i < count; ++i)
    if (!mlirTypeEqual(
            mlirValueGetType(mlirBlockGetArgument(entry, i)),
            mlirValueGetType(mlirOperationGetOperand(launch, first + i))))
      return false;
  return true;
}

/// Puts the ids before the arguments of the entry block, and the operands of
/// the launch in the place of the kernel's parameters.
static void replaceArguments(MlirBlock entry, MlirOperation launch) {
  MlirAttribute segments = segmentsOf(launch);
  intptr_t first = operandsBefore(segments, ARGUMENT_SEGMENT);
  intptr_t count = mlirDenseI32ArrayGetElement(segments, ARGUMENT_SEGMENT);
  bool hasClusters = mlirDenseI32ArrayGetElement(segments, 7) != 0;
  MlirType index = mlirIndexTypeGet(mlirOperationGetContext(launch));
  for (intptr_t i = 0; i < count; ++i) {
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(entry, 0),
                                  mlirOperationGetOperand(launch, first + i));
    mlirBlockEraseArgument(entry, 0);
  }
  for (intptr_t i = 0; i < (hasClusters ? NUM_IDS_WITH_CLUSTERS : NUM_IDS); ++i)
    mlirBlockInsertArgument(entry, i, index, mlirOperationGetLocation(launch));
}

/// Ends each block that returns from the kernel as a launch does.
static void replaceReturns(MlirRegion region) {
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    MlirOperation end = mlirBlockGetTerminator(block);
    if (mlirOperationIsNull(end) || !fuselageOperationIsA(end, "gpu.return"))
      continue;
    MlirOperationState state = mlirOperationStateGet(
        text("gpu.terminator"), mlirOperationGetLocation(end));
    mlirBlockAppendOwnedOperation(block, mlirOperationCreate(&state));
    mlirOperationDestroy(end);
  }
}

static MlirNamedAttribute named(MlirContext context, const char *name,
                                MlirAttribute attribute) {
  return mlirNamedAttributeGet(mlirIdentifierGet(context, text(name)),
                               attribute);
}

/// Creates the launch with a body of its own. Its kernel, when it is outlined
/// again, gets the name that it had.
static MlirOperation createLaunch(MlirOperation launch, MlirOperation kernel) {
  MlirContext context = mlirOperationGetContext(launch);
  MlirAttribute segments = segmentsOf(launch);
  int32_t sizes[NUM_LAUNCH_SEGMENTS];
  for (int i = 0; i < NUM_LAUNCH_SEGMENTS; ++i)
    sizes[i] = mlirDenseI32ArrayGetElement(segments, i);
  MlirAttribute workgroup =
      mlirOperationGetAttributeByName(kernel, text("workgroup_attributions"));
  MlirAttribute symbol =
      mlirOperationGetInherentAttributeByName(launch, text("kernel"));
  MlirNamedAttribute attributes[] = {
      named(context, "operandSegmentSizes",
            mlirDenseI32ArrayGet(context, NUM_LAUNCH_SEGMENTS, sizes)),
      named(context, "function",
            mlirSymbolRefAttrGetNestedReference(symbol, 0)),
      {{NULL}, {NULL}}};
  intptr_t numAttributes = 2;
  if (!mlirAttributeIsNull(workgroup))
    attributes[numAttributes++] =
        named(context, "workgroup_attributions", workgroup);
  MlirOperationState state = mlirOperationStateGet(
      text("gpu.launch"), mlirOperationGetLocation(launch));
  mlirOperationStateAddAttributes(&state, numAttributes, attributes);
  for (intptr_t i = 0; i < operandsBefore(segments, NUM_LAUNCH_SEGMENTS); ++i) {
    MlirValue operand = mlirOperationGetOperand(launch, i);
    mlirOperationStateAddOperands(&state, 1, &operand);
  }
  for (intptr_t i = 0; i < mlirOperationGetNumResults(launch); ++i) {
    MlirType type = mlirValueGetType(mlirOperationGetResult(launch, i));
    mlirOperationStateAddResults(&state, 1, &type);
  }
  MlirRegion body = mlirRegionCreate();
  MlirOperation copy = mlirOperationClone(kernel);
  mlirRegionTakeBody(body, mlirOperationGetRegion(copy, 0));
  mlirOperationDestroy(copy);
  replaceArguments(mlirRegionGetFirstBlock(body), launch);
  replaceReturns(body);
  mlirOperationStateAddOwnedRegions(&state, 1, &body);
  return mlirOperationCreate(&state);
}

/// Why a launch stays as it is; null if it need not.
static const char *findObstacle(MlirOperation launch, MlirOperation kernel) {
  if (mlirOperationIsNull(kernel))
    return "its kernel is no gpu.func in this module. Fix: fuse before "
           "kernels are lowered";
  if (!hasFormOfLaunch(launch))
    return "gpu.launch takes no async object, and sizes of type index only. "
           "Fix: give sizes of type index";
  if (!takesArguments(kernel, launch))
    return "its kernel has no body, or arguments of other types. Fix: give the "
           "kernel the types that it is launched with";
  if (usesSymbols(kernel))
    return "its kernel names symbols of its gpu.module. Fix: inline the "
           "functions that it calls, and pass globals as arguments";
  return NULL;
}

static void warn(MlirOperation launch, const char *obstacle) {
  char message[256];
  snprintf(message, sizeof message, "this launch is fused with no other: %s",
           obstacle);
  fuselageEmitWarning(mlirOperationGetLocation(launch), text(message));
}

/// Inlines a launch, or says why not.
static void inlineLaunch(Inlining *inlining, MlirOperation launch) {
  MlirOperation kernel = lookupKernel(inlining, launch);
  const char *obstacle = findObstacle(launch, kernel);
  if (obstacle) {
    warn(launch, obstacle);
    return;
  }
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&inlining->inlined);
  if (!slot) {
    inlining->isOutOfMemory = true;
    return;
  }
  *slot = kernel;
  MlirOperation inlined = createLaunch(launch, kernel);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(launch), launch,
                                      inlined);
  for (intptr_t i = 0; i < mlirOperationGetNumResults(launch); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(launch, i),
                                  mlirOperationGetResult(inlined, i));
  mlirOperationDestroy(launch);
}

//===----------------------------------------------------------------------===//
// All launches
//===----------------------------------------------------------------------===//

static MlirWalkResult collectLaunch(MlirOperation op, void *userData) {
  Inlining *inlining = userData;
  if (!fuselageOperationIsA(op, "gpu.launch_func"))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&inlining->launches);
  if (!slot) {
    inlining->isOutOfMemory = true;
    return MlirWalkResultInterrupt;
  }
  *slot = op;
  return MlirWalkResultAdvance;
}

/// Takes note of the gpu.module that an attribute names, itself or inside.
static void noteNames(Inlining *inlining, MlirAttribute attribute) {
  if (mlirAttributeIsASymbolRef(attribute)) {
    MlirOperation module = lookupKernelModule(inlining, attribute);
    if (!mlirOperationIsNull(module) &&
        !fuselagePointerMapInsert(&inlining->isNamed, module.ptr, 1))
      inlining->isOutOfMemory = true;
  }
  if (mlirAttributeIsAArray(attribute))
    for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(attribute); ++i)
      noteNames(inlining, mlirArrayAttrGetElement(attribute, i));
  if (mlirAttributeIsADictionary(attribute))
    for (intptr_t i = 0; i < mlirDictionaryAttrGetNumElements(attribute); ++i)
      noteNames(inlining, mlirDictionaryAttrGetElement(attribute, i).attribute);
}

static MlirWalkResult noteNamesOfOperation(MlirOperation op, void *userData) {
  // The name of a kernel on a launch is where it came from, and no use of it.
  if (!fuselageOperationIsA(op, "gpu.launch"))
    for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i)
      noteNames(userData, mlirOperationGetAttribute(op, i).attribute);
  return MlirWalkResultAdvance;
}

/// Erases the inlined kernels that nothing names any more, and their modules
/// once these are empty. Without memory more is left, and nothing wrong.
static void eraseKernels(Inlining *inlining) {
  mlirOperationWalk(inlining->module, noteNamesOfOperation, inlining,
                    MlirWalkPreOrder);
  dropKernels(inlining);
  for (size_t i = 0; i < inlining->inlined.size && !inlining->isOutOfMemory;
       ++i) {
    MlirOperation kernel = inlining->inlined.data[i];
    if (fuselagePointerMapLookup(&inlining->isGone, kernel.ptr) !=
        FUSELAGE_POINTER_NOT_FOUND)
      continue;
    MlirOperation module = mlirOperationGetParentOperation(kernel);
    if (fuselagePointerMapLookup(&inlining->isNamed, module.ptr) !=
            FUSELAGE_POINTER_NOT_FOUND ||
        !fuselagePointerMapInsert(&inlining->isGone, kernel.ptr, 1))
      continue;
    mlirOperationDestroy(kernel);
    MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
    if (mlirOperationIsNull(mlirBlockGetFirstOperation(body)))
      mlirOperationDestroy(module);
  }
}

MlirLogicalResult fuselageInlineKernels(MlirOperation module) {
  Inlining inlining = {.module = module,
                       .symbols = mlirSymbolTableCreate(module)};
  mlirOperationWalk(module, collectLaunch, &inlining, MlirWalkPreOrder);
  for (size_t i = 0; i < inlining.launches.size && !inlining.isOutOfMemory; ++i)
    inlineLaunch(&inlining, inlining.launches.data[i]);
  bool succeeded = !inlining.isOutOfMemory;
  if (inlining.inlined.size != 0)
    eraseKernels(&inlining);
  dropKernels(&inlining);
  mlirSymbolTableDestroy(inlining.symbols);
  FUSELAGE_ARRAY_FREE(&inlining.launches);
  FUSELAGE_ARRAY_FREE(&inlining.inlined);
  fuselagePointerMapFree(&inlining.isNamed);
  fuselagePointerMapFree(&inlining.isGone);
  if (succeeded)
    return mlirLogicalResultSuccess();
  mlirEmitError(mlirOperationGetLocation(module),
                "out of memory while inlining kernels");
  return mlirLogicalResultFailure();
}
