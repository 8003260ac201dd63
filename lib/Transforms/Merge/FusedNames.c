//===- FusedNames.c - Names of fused kernels ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/FusedNames.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>
#include <string.h>

/// The longest name, which is cut off there, and the most parts to name.
enum { maxLength = FUSELAGE_BOUND(96, 12), maxParts = FUSELAGE_BOUND(6, 2) };

typedef struct Name {
  char text[maxLength + 32];
  size_t length;
} Name;

static const char *const functionAttribute = "function";

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// Appends the characters that may stand in the name of a kernel in PTX.
static void append(Name *name, MlirStringRef text) {
  for (size_t i = 0; i < text.length && name->length < maxLength; ++i) {
    char c = text.data[i];
    bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   (c >= '0' && c <= '9') || c == '_';
    name->text[name->length++] = isPlain ? c : '_';
  }
  name->text[name->length] = '\0';
}

static void appendString(Name *name, const char *text) {
  append(name, mlirStringRefCreateFromCString(text));
}

static void appendNumber(Name *name, const char *before, size_t number,
                         const char *after) {
  int length =
      snprintf(name->text + name->length, sizeof name->text - name->length,
               "%s%zu%s", before, number, after);
  name->length += length > 0 ? (size_t)length : 0;
}

//===----------------------------------------------------------------------===//
// Names of parts
//===----------------------------------------------------------------------===//

static MlirAttribute kernelNameOf(MlirOperation launch) {
  return mlirOperationGetInherentAttributeByName(
      launch, mlirStringRefCreateFromCString(functionAttribute));
}

/// The name of a location, or of the first named location in it.
static MlirStringRef locationName(MlirLocation location) {
  MlirStringRef none = {NULL, 0};
  if (mlirLocationIsAName(location))
    return mlirIdentifierStr(mlirLocationNameGetName(location));
  if (!mlirLocationIsAFused(location))
    return none;
  enum { maxFused = FUSELAGE_BOUND(16, 1) };
  MlirLocation parts[maxFused];
  unsigned numParts = mlirLocationFusedGetNumLocations(location);
  if (numParts > maxFused)
    return none;
  mlirLocationFusedGetLocations(location, parts);
  for (unsigned i = 0; i < numParts; ++i)
    if (mlirLocationIsAName(parts[i]))
      return mlirIdentifierStr(mlirLocationNameGetName(parts[i]));
  return none;
}

/// Operations that compute something besides indices and conditions.
static bool computes(MlirOperation op) {
  if (mlirOperationGetNumResults(op) == 0 ||
      fuselageOperationIs(op, FUSELAGE_OP_ARITH_CONSTANT))
    return false;
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  if (mlirTypeIsAIndex(type) ||
      (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) == 1))
    return false;
  return fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_COMPUTES);
}

/// The work of a body that decides its name.
typedef struct Work {
  MlirOperation last; ///< Null if it computes nothing.
  bool loads;
} Work;

static MlirWalkResult lookAt(MlirOperation op, void *userData) {
  Work *work = userData;
  if (computes(op))
    work->last = op;
  work->loads = work->loads || fuselageOperationIs(op, FUSELAGE_OP_MEMREF_LOAD);
  return MlirWalkResultAdvance;
}

/// The name of the last operation that computes; "copy" or "fill" if none does.
static MlirStringRef nameOfWork(MlirOperation launch) {
  Work work = {.loads = false};
  mlirOperationWalk(launch, lookAt, &work, MlirWalkPreOrder);
  if (mlirOperationIsNull(work.last))
    return mlirStringRefCreateFromCString(work.loads ? "copy" : "fill");
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(work.last));
  const char *dot = memchr(name.data, '.', name.length);
  return mlirStringRefCreate(dot + 1,
                             name.length - (size_t)(dot + 1 - name.data));
}

static MlirStringRef withoutPrefix(MlirStringRef text, const Name *prefix) {
  return text.length > prefix->length &&
                 memcmp(text.data, prefix->text, prefix->length) == 0
             ? mlirStringRefCreate(text.data + prefix->length,
                                   text.length - prefix->length)
             : text;
}

/// The name of a launch. If it was fused before, leaves `prefix` out.
static MlirStringRef nameOfPart(MlirOperation launch, const Name *prefix) {
  MlirAttribute kernel = kernelNameOf(launch);
  if (!mlirAttributeIsNull(kernel) && mlirAttributeIsASymbolRef(kernel))
    return withoutPrefix(mlirSymbolRefAttrGetLeafReference(kernel), prefix);
  MlirStringRef name = locationName(mlirOperationGetLocation(launch));
  return name.length != 0 ? name : nameOfWork(launch);
}

/// "main_fused_mulf_tanh_and_3_more".
static void describe(Name *name, const MlirOperation *launches,
                     size_t numLaunches) {
  MlirStringRef function = fuselageOperationGetFunctionName(launches[0]);
  append(name, function);
  appendString(name, function.length == 0 ? "fused_" : "_fused_");
  const Name prefix = *name;
  size_t numNamed = numLaunches < maxParts ? numLaunches : maxParts;
  for (size_t i = 0; i < numNamed; ++i) {
    appendString(name, i == 0 ? "" : "_");
    append(name, nameOfPart(launches[i], &prefix));
  }
  if (numNamed < numLaunches)
    appendNumber(name, "_and_", numLaunches - numNamed, "_more");
}

//===----------------------------------------------------------------------===//
// Names in use
//===----------------------------------------------------------------------===//

typedef struct Collection {
  FuselageFusedNames *names;
  bool succeeded;
} Collection;

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Collection *collection = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return MlirWalkResultAdvance;
  MlirAttribute name = kernelNameOf(op);
  if (!mlirAttributeIsNull(name) &&
      !fuselagePointerMapInsert(&collection->names->taken, name.ptr, 1))
    collection->succeeded = false;
  return collection->succeeded ? MlirWalkResultSkip : MlirWalkResultInterrupt;
}

bool fuselageFusedNamesCollect(FuselageFusedNames *names, MlirOperation root) {
  Collection collection = {names, true};
  mlirOperationWalk(root, collect, &collection, MlirWalkPreOrder);
  return collection.succeeded;
}

void fuselageFusedNamesFree(FuselageFusedNames *names) {
  fuselagePointerMapFree(&names->taken);
}

static MlirAttribute symbolOf(MlirContext context, const Name *name) {
  return mlirFlatSymbolRefAttrGet(
      context, mlirStringRefCreate(name->text, name->length));
}

/// Tries numbers from the last one on, so that many equal names take linear
/// time.
MlirAttribute fuselageFusedNamesMake(FuselageFusedNames *names,
                                     const MlirOperation *launches,
                                     size_t numLaunches) {
  MlirContext context = mlirOperationGetContext(launches[0]);
  Name base = {.length = 0};
  describe(&base, launches, numLaunches);
  MlirAttribute first = symbolOf(context, &base), symbol = first;
  uint32_t number = fuselagePointerMapLookup(&names->taken, first.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    number = 0;
  while (fuselagePointerMapLookup(&names->taken, symbol.ptr) !=
         FUSELAGE_POINTER_NOT_FOUND) {
    Name numbered = base;
    appendNumber(&numbered, "_", number++, "");
    symbol = symbolOf(context, &numbered);
  }
  if (!fuselagePointerMapInsert(&names->taken, symbol.ptr, 1) ||
      !fuselagePointerMapInsert(&names->taken, first.ptr,
                                number == 0 ? 1 : number))
    return (MlirAttribute){NULL};
  return symbol;
}

void fuselageLaunchSetKernelName(MlirOperation launch, MlirAttribute name) {
  mlirOperationSetInherentAttributeByName(
      launch, mlirStringRefCreateFromCString(functionAttribute), name);
}
