//===- InlineKernels.c - Kernels back into their launches -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Transforms.h"

#include "Bridge/Diagnostics.h"
#include "Bridge/Remarks.h"
#include "Bridge/Symbols.h"
#include "IR/LaunchOperands.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/OutOfMemory.h"
#include "Support/PointerMap.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Diagnostics.h"

#include <stdio.h>

/// Arguments of a kernel's body: ids and sizes, and ids and sizes of clusters.
enum { numIdsAndSizes = 12, numClusterIdsAndSizes = 6 };

/// Why a kernel cannot be inlined into its launch.
typedef enum Refusal {
  REFUSAL_NONE,
  REFUSAL_NOT_VISIBLE,
  REFUSAL_ARGUMENTS,
  REFUSAL_ATTRIBUTES,
  REFUSAL_SYMBOLS,
  REFUSAL_FORM
} Refusal;

static const char *explain(Refusal refusal) {
  switch (refusal) {
  case REFUSAL_NONE:
    break;
  case REFUSAL_NOT_VISIBLE:
    return "its kernel is not a gpu.func of this module";
  case REFUSAL_ARGUMENTS:
    return "its kernel has no body, or arguments of other types";
  case REFUSAL_ATTRIBUTES:
    return "its kernel has attributes that gpu.launch cannot carry";
  case REFUSAL_SYMBOLS:
    return "its kernel names symbols of its gpu.module";
  case REFUSAL_FORM:
    return "gpu.launch takes no async object, and sizes of type index only";
  }
  return "";
}

static const char *suggest(Refusal refusal) {
  switch (refusal) {
  case REFUSAL_NONE:
    break;
  case REFUSAL_NOT_VISIBLE:
    return "fuse before kernels are lowered";
  case REFUSAL_ARGUMENTS:
    return "give the kernel the types that it is launched with";
  case REFUSAL_ATTRIBUTES:
    return "drop attributes of hardware dialects, of workgroup memory and of "
           "known sizes that the launch does not have, or keep it apart";
  case REFUSAL_SYMBOLS:
    return "inline the functions that the kernel calls, and pass globals as "
           "arguments";
  case REFUSAL_FORM:
    return "fuse before launches are lowered";
  }
  return "";
}

/// A kernel that was inlined into a launch, and its symbol in launches.
typedef struct InlinedKernel {
  MlirOperation kernel;
  MlirAttribute symbol;
} InlinedKernel;

typedef struct Inlining {
  MlirOperation root;
  FuselageSymbolLookup lookup;
  FUSELAGE_ARRAY(MlirOperation) launches;
  FUSELAGE_ARRAY(InlinedKernel) kernels;
  FuselagePointerMap isListed;
  size_t numInlined;
  bool outOfMemory;
} Inlining;

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

static MlirAttribute kernelSymbolOf(MlirOperation launch) {
  return mlirOperationGetInherentAttributeByName(
      launch, mlirStringRefCreateFromCString("kernel"));
}

/// The `gpu.func` that the launch runs, or null if it is outside of the root.
static MlirOperation findKernel(const Inlining *inlining,
                                MlirOperation launch) {
  const MlirOperation none = {NULL};
  MlirAttribute symbol = kernelSymbolOf(launch);
  MlirOperation table = fuselageOperationGetSymbolTable(launch);
  if (!mlirAttributeIsASymbolRef(symbol) ||
      mlirSymbolRefAttrGetNumNestedReferences(symbol) != 1 ||
      mlirOperationIsNull(table) ||
      !fuselageOperationIsWithin(table, inlining->root))
    return none;
  MlirOperation kernel =
      fuselageSymbolLookupFind(inlining->lookup, launch, symbol);
  return !mlirOperationIsNull(kernel) &&
                 fuselageOperationIs(kernel, FUSELAGE_OP_GPU_FUNC)
             ? kernel
             : none;
}

static MlirAttribute discardable(MlirOperation op, const char *name) {
  return mlirOperationGetDiscardableAttributeByName(
      op, mlirStringRefCreateFromCString(name));
}

/// True if an array has an attribute that is not an empty dictionary.
static bool hasAnyAttribute(MlirAttribute arrayOrNull) {
  if (mlirAttributeIsNull(arrayOrNull) || !mlirAttributeIsAArray(arrayOrNull))
    return false;
  for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(arrayOrNull); ++i) {
    MlirAttribute element = mlirArrayAttrGetElement(arrayOrNull, i);
    if (!mlirAttributeIsADictionary(element) ||
        mlirDictionaryAttrGetNumElements(element) != 0)
      return true;
  }
  return false;
}

/// True if the kernel has attributes of its workgroup or private memory, such
/// as an alignment.
static bool hasMemoryAttributes(MlirOperation kernel) {
  return hasAnyAttribute(fuselageOperationGetInherentAttribute(
             kernel, "workgroup_attrib_attrs")) ||
         hasAnyAttribute(fuselageOperationGetInherentAttribute(
             kernel, "private_attrib_attrs"));
}

/// Attributes of hardware dialects say how a kernel has to be run.
static bool hasHardwareAttributes(MlirOperation kernel) {
  for (intptr_t i = 0; i < mlirOperationGetNumDiscardableAttributes(kernel);
       ++i) {
    MlirStringRef name =
        mlirIdentifierStr(mlirOperationGetDiscardableAttribute(kernel, i).name);
    if (fuselageStringStartsWith(name, "nvvm.") ||
        fuselageStringStartsWith(name, "rocdl.") ||
        fuselageStringStartsWith(name, "spirv."))
      return true;
  }
  return false;
}

typedef void (*SymbolCallback)(MlirAttribute symbol, void *userData);

/// Calls `callback` for each symbol reference that the attribute is or holds.
static void forEachSymbol(MlirAttribute attribute, SymbolCallback callback,
                          void *userData) {
  if (mlirAttributeIsASymbolRef(attribute))
    callback(attribute, userData);
  if (mlirAttributeIsAArray(attribute))
    for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(attribute); ++i)
      forEachSymbol(mlirArrayAttrGetElement(attribute, i), callback, userData);
  if (mlirAttributeIsADictionary(attribute))
    for (intptr_t i = 0; i < mlirDictionaryAttrGetNumElements(attribute); ++i)
      forEachSymbol(mlirDictionaryAttrGetElement(attribute, i).attribute,
                    callback, userData);
}

static void forEachSymbolOf(MlirOperation op, SymbolCallback callback,
                            void *userData) {
  for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i)
    forEachSymbol(mlirOperationGetAttribute(op, i).attribute, callback,
                  userData);
}

static void noteSymbol(MlirAttribute symbol, void *userData) {
  (void)symbol;
  *(bool *)userData = true;
}

static MlirWalkResult findSymbolUse(MlirOperation op, void *userData) {
  bool *found = userData;
  forEachSymbolOf(op, noteSymbol, found);
  return *found ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// A symbol of the kernel's module means something else outside, or nothing.
static bool usesSymbols(MlirOperation kernel) {
  bool found = false;
  mlirOperationWalk(kernel, findSymbolUse, &found, MlirWalkPreOrder);
  return found;
}

/// False if a size has another type than index.
static bool hasPlainForm(MlirOperation launch) {
  if (fuselageLaunchGetSegmentSize(launch, FUSELAGE_SEGMENT_OBJECT) != 0)
    return false;
  intptr_t end = fuselageLaunchGetFirstOperand(
      launch, FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY);
  for (intptr_t i =
           fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_SIZES);
       i < end; ++i)
    if (!mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(launch, i))))
      return false;
  return true;
}

static intptr_t firstArgumentOf(MlirOperation launch) {
  return fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_ARGUMENTS);
}

static intptr_t numArgumentsOf(MlirOperation launch) {
  return fuselageLaunchGetSegmentSize(launch, FUSELAGE_SEGMENT_ARGUMENTS);
}

/// True if the arguments of the kernel, without its memory, match the arguments
/// that the launch passes.
static bool takesArguments(MlirOperation launch, MlirOperation kernel) {
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(kernel, 0));
  intptr_t numPassed = numArgumentsOf(launch);
  if (mlirBlockIsNull(entry) || mlirBlockGetNumArguments(entry) < numPassed)
    return false;
  intptr_t first = firstArgumentOf(launch);
  for (intptr_t i = 0; i < numPassed; ++i)
    if (!mlirTypeEqual(
            mlirValueGetType(mlirBlockGetArgument(entry, i)),
            mlirValueGetType(mlirOperationGetOperand(launch, first + i))))
      return false;
  return true;
}

/// The sizes along x, y, z in an attribute of the kernel; false if it has none.
static bool readKnownSizes(MlirOperation kernel, const char *name,
                           int64_t *sizes) {
  enum { numDims = 3 };
  MlirAttribute known = fuselageOperationGetInherentAttribute(kernel, name);
  if (mlirAttributeIsNull(known) || !mlirAttributeIsADenseI32Array(known) ||
      mlirDenseArrayGetNumElements(known) != numDims)
    return false;
  for (int d = 0; d < numDims; ++d)
    sizes[d] = mlirDenseI32ArrayGetElement(known, d);
  return true;
}

/// The attributes of a kernel with the sizes of its launches, in the order of
/// the operands.
static const char *const knownSizeAttributes[] = {"known_grid_size",
                                                  "known_block_size"};

/// False if a constant size of the launch differs from the size in the kernel's
/// attribute.
static bool knownSizesFit(MlirOperation launch, MlirOperation kernel) {
  for (int list = 0; list < 2; ++list) {
    int64_t known[3], size;
    if (!readKnownSizes(kernel, knownSizeAttributes[list], known))
      continue;
    for (int d = 0; d < 3; ++d) {
      MlirValue operand = fuselageLaunchGetSizeOperand(launch, 3 * list + d);
      if (fuselageValueIsConstantInt(operand, &size) && size != known[d])
        return false;
    }
  }
  return true;
}

/// True if the kernel has an attribute for its clusters. They need not be
/// clusters of the launch.
static bool hasKnownClusters(MlirOperation kernel) {
  return !mlirAttributeIsNull(
      fuselageOperationGetInherentAttribute(kernel, "known_cluster_size"));
}

static Refusal check(MlirOperation launch, MlirOperation kernel) {
  if (mlirOperationIsNull(kernel))
    return REFUSAL_NOT_VISIBLE;
  if (!hasPlainForm(launch))
    return REFUSAL_FORM;
  if (!takesArguments(launch, kernel))
    return REFUSAL_ARGUMENTS;
  if (hasHardwareAttributes(kernel) || hasMemoryAttributes(kernel) ||
      hasKnownClusters(kernel) || !knownSizesFit(launch, kernel))
    return REFUSAL_ATTRIBUTES;
  return usesSymbols(kernel) ? REFUSAL_SYMBOLS : REFUSAL_NONE;
}

//===----------------------------------------------------------------------===//
// Building the launch
//===----------------------------------------------------------------------===//

static void addAttribute(MlirOperationState *state, MlirContext context,
                         const char *name, MlirAttribute attribute) {
  MlirNamedAttribute named = {
      mlirIdentifierGet(context, mlirStringRefCreateFromCString(name)),
      attribute};
  mlirOperationStateAddAttributes(state, 1, &named);
}

/// The workgroup and private memory of the kernel become the memory of the
/// launch.
static void replaceArguments(MlirBlock entry, MlirOperation launch,
                             intptr_t firstArgument, bool hasClusters) {
  for (intptr_t i = numArgumentsOf(launch); i-- > 0;) {
    mlirValueReplaceAllUsesOfWith(
        mlirBlockGetArgument(entry, i),
        mlirOperationGetOperand(launch, firstArgument + i));
    mlirBlockEraseArgument(entry, (unsigned)i);
  }
  MlirType index = mlirIndexTypeGet(mlirOperationGetContext(launch));
  intptr_t numNew = numIdsAndSizes + (hasClusters ? numClusterIdsAndSizes : 0);
  for (intptr_t i = 0; i < numNew; ++i)
    mlirBlockInsertArgument(entry, 0, index, mlirOperationGetLocation(launch));
}

static void replaceReturns(MlirRegion region) {
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    MlirOperation exit = mlirBlockGetTerminator(block);
    if (!fuselageOperationIs(exit, FUSELAGE_OP_GPU_RETURN))
      continue;
    MlirOperationState state =
        mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_GPU_TERMINATOR),
                              mlirOperationGetLocation(exit));
    mlirBlockInsertOwnedOperationBefore(block, exit,
                                        mlirOperationCreate(&state));
    mlirOperationDestroy(exit);
  }
}

/// True if the name is the only attribute of a module.
static bool isPlain(MlirOperation module) {
  return mlirOperationGetNumAttributes(module) == 1;
}

/// The launch names the module of its kernel if attributes of the module say
/// how to compile its kernels.
static void addNames(MlirOperationState *state, MlirOperation launch,
                     MlirOperation kernel) {
  MlirContext context = mlirOperationGetContext(launch);
  MlirAttribute symbol = kernelSymbolOf(launch);
  if (!isPlain(mlirOperationGetParentOperation(kernel)))
    addAttribute(state, context, "module",
                 mlirFlatSymbolRefAttrGet(
                     context, mlirSymbolRefAttrGetRootReference(symbol)));
  addAttribute(state, context, "function",
               mlirFlatSymbolRefAttrGet(
                   context, mlirSymbolRefAttrGetLeafReference(symbol)));
}

static void addOperandsAndResults(MlirOperationState *state,
                                  MlirOperation launch, intptr_t numOperands) {
  addAttribute(state, mlirOperationGetContext(launch), "operandSegmentSizes",
               fuselageLaunchMakeSegments(
                   mlirOperationGetContext(launch),
                   (int32_t)fuselageLaunchGetSegmentSize(
                       launch, FUSELAGE_SEGMENT_DEPENDENCIES),
                   fuselageLaunchGetSegmentSize(
                       launch, FUSELAGE_SEGMENT_CLUSTER_SIZES) != 0,
                   fuselageLaunchGetSegmentSize(
                       launch, FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY) != 0));
  for (intptr_t i = 0; i < numOperands; ++i) {
    MlirValue operand = mlirOperationGetOperand(launch, i);
    mlirOperationStateAddOperands(state, 1, &operand);
  }
  for (intptr_t i = 0; i < mlirOperationGetNumResults(launch); ++i) {
    MlirType type = mlirValueGetType(mlirOperationGetResult(launch, i));
    mlirOperationStateAddResults(state, 1, &type);
  }
}

/// Sizes in attributes of the kernel become constants of the launch. A launch
/// has no other way to pass them to the code generator.
static void useKnownSizes(MlirOperation launch, MlirOperation kernel) {
  FuselageOpBuilder host = fuselageOpBuilderBefore(launch);
  for (int list = 0; list < 2; ++list) {
    int64_t known[3], size;
    if (!readKnownSizes(kernel, knownSizeAttributes[list], known))
      continue;
    for (int d = 0; d < 3; ++d) {
      int id = 3 * list + d;
      if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                      &size))
        fuselageLaunchSetSizeOperand(
            launch, id, fuselageBuildIndexConstant(&host, known[d]));
    }
  }
}

static void inlineKernel(MlirOperation launch, MlirOperation kernel) {
  useKnownSizes(launch, kernel);
  intptr_t firstArgument = firstArgumentOf(launch);
  MlirOperation clone = mlirOperationClone(kernel);
  MlirRegion body = mlirRegionCreate();
  mlirRegionTakeBody(body, mlirOperationGetRegion(clone, 0));
  replaceArguments(mlirRegionGetFirstBlock(body), launch, firstArgument,
                   fuselageLaunchGetSegmentSize(
                       launch, FUSELAGE_SEGMENT_CLUSTER_SIZES) != 0);
  replaceReturns(body);

  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_GPU_LAUNCH),
                            mlirOperationGetLocation(launch));
  addOperandsAndResults(&state, launch, firstArgument);
  addNames(&state, launch, kernel);
  MlirAttribute workgroup = discardable(kernel, "workgroup_attributions");
  if (!mlirAttributeIsNull(workgroup))
    addAttribute(&state, mlirOperationGetContext(launch),
                 "workgroup_attributions", workgroup);
  mlirOperationStateAddOwnedRegions(&state, 1, &body);
  MlirOperation inlined = mlirOperationCreate(&state);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(launch), launch,
                                      inlined);
  for (intptr_t i = 0; i < mlirOperationGetNumResults(launch); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(launch, i),
                                  mlirOperationGetResult(inlined, i));
  mlirOperationDestroy(clone);
  mlirOperationDestroy(launch);
}

//===----------------------------------------------------------------------===//
// Kernels without uses
//===----------------------------------------------------------------------===//

/// The symbols with uses. Attributes are unique in a context, so addresses
/// distinguish them.
typedef struct SymbolUses {
  FuselagePointerMap symbols;
  bool outOfMemory;
} SymbolUses;

static void addSymbol(MlirAttribute symbol, void *userData) {
  SymbolUses *uses = userData;
  if (!fuselagePointerMapInsert(&uses->symbols, symbol.ptr, 1))
    uses->outOfMemory = true;
}

/// The symbols of a `gpu.launch` say where its kernel will go; they are no
/// uses.
static MlirWalkResult collectSymbols(MlirOperation op, void *userData) {
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    forEachSymbolOf(op, addSymbol, userData);
  return MlirWalkResultAdvance;
}

static bool isUsed(const SymbolUses *uses, MlirAttribute symbol) {
  return fuselagePointerMapLookup(&uses->symbols, symbol.ptr) !=
         FUSELAGE_POINTER_NOT_FOUND;
}

/// Within its module, a use names a kernel without the module.
static bool isKernelUsed(const SymbolUses *uses, const InlinedKernel *kernel) {
  return isUsed(uses, kernel->symbol) ||
         isUsed(uses, mlirFlatSymbolRefAttrGet(
                          mlirOperationGetContext(kernel->kernel),
                          mlirSymbolRefAttrGetLeafReference(kernel->symbol)));
}

/// An empty module stays if its attributes say how to compile kernels.
static bool isPlainAndEmpty(MlirOperation module) {
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
  return mlirOperationIsNull(mlirBlockGetFirstOperation(body)) &&
         isPlain(module);
}

/// If memory for the uses is out, all kernels stay.
static void eraseUnused(Inlining *inlining) {
  SymbolUses uses = {.outOfMemory = false};
  mlirOperationWalk(inlining->root, collectSymbols, &uses, MlirWalkPreOrder);
  for (size_t i = 0; i < inlining->kernels.size && !uses.outOfMemory; ++i) {
    InlinedKernel inlined = inlining->kernels.data[i];
    MlirOperation module = mlirOperationGetParentOperation(inlined.kernel);
    if (isKernelUsed(&uses, &inlined))
      continue;
    mlirOperationDestroy(inlined.kernel);
    if (isPlainAndEmpty(module))
      mlirOperationDestroy(module);
  }
  fuselagePointerMapFree(&uses.symbols);
}

//===----------------------------------------------------------------------===//
// All launches
//===----------------------------------------------------------------------===//

static void warn(MlirLocation location, Refusal refusal) {
  char message[256];
  int length = snprintf(message, sizeof message,
                        "this launch is fused with no other: %s. Fix: %s.",
                        explain(refusal), suggest(refusal));
  fuselageEmitWarning(location, mlirStringRefCreate(message, (size_t)length));
}

/// Emits a remark if the context has a remark engine, else a warning.
static void emitRefusal(MlirOperation launch, Refusal refusal) {
  MlirLocation location = mlirOperationGetLocation(launch);
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(launch))) {
    warn(location, refusal);
    return;
  }
  FuselageRemarkArg args[] = {{"Remark", explain(refusal)},
                              {"Suggestion", suggest(refusal)}};
  fuselageRemarkEmit(FUSELAGE_REMARK_MISSED, location, "kernel-not-inlined",
                     "fuselage", fuselageOperationGetFunctionName(launch), args,
                     sizeof args / sizeof *args);
}

static MlirWalkResult list(MlirOperation op, void *userData) {
  Inlining *inlining = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH_FUNC))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&inlining->launches);
  if (slot)
    *slot = op;
  else
    inlining->outOfMemory = true;
  return slot ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

static bool listKernel(Inlining *inlining, MlirOperation kernel,
                       MlirAttribute symbol) {
  if (fuselagePointerMapLookup(&inlining->isListed, kernel.ptr) !=
      FUSELAGE_POINTER_NOT_FOUND)
    return true;
  InlinedKernel *slot = FUSELAGE_ARRAY_APPEND(&inlining->kernels);
  if (!slot || !fuselagePointerMapInsert(&inlining->isListed, kernel.ptr, 1))
    return false;
  *slot = (InlinedKernel){kernel, symbol};
  return true;
}

static bool inlineAll(Inlining *inlining) {
  mlirOperationWalk(inlining->root, list, inlining, MlirWalkPreOrder);
  if (inlining->outOfMemory)
    return false;
  for (size_t i = 0; i < inlining->launches.size; ++i) {
    MlirOperation launch = inlining->launches.data[i];
    MlirOperation kernel = findKernel(inlining, launch);
    Refusal refusal = check(launch, kernel);
    if (refusal != REFUSAL_NONE) {
      emitRefusal(launch, refusal);
      continue;
    }
    if (!listKernel(inlining, kernel, kernelSymbolOf(launch)))
      return false;
    inlineKernel(launch, kernel);
    ++inlining->numInlined;
  }
  eraseUnused(inlining);
  return true;
}

MlirLogicalResult fuselageInlineKernels(MlirOperation module,
                                        size_t *numInlinedOrNull) {
  fuselageOutOfMemoryForget();
  Inlining inlining = {.root = module, .lookup = fuselageSymbolLookupCreate()};
  // If memory for the list is out, kernels without uses stay.
  bool succeeded = inlining.lookup.ptr && inlineAll(&inlining) &&
                   !fuselageOutOfMemoryHappened();
  fuselageSymbolLookupDestroy(inlining.lookup);
  FUSELAGE_ARRAY_FREE(&inlining.launches);
  FUSELAGE_ARRAY_FREE(&inlining.kernels);
  fuselagePointerMapFree(&inlining.isListed);
  if (numInlinedOrNull)
    *numInlinedOrNull = inlining.numInlined;
  if (succeeded)
    return mlirLogicalResultSuccess();
  mlirEmitError(mlirOperationGetLocation(module),
                "out of memory while inlining kernels");
  return mlirLogicalResultFailure();
}
