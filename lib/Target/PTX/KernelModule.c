//===- KernelModule.c - Reading a gpu.module ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/KernelModule.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Text.h"
#include "Target/PTX/Error.h"

#include "mlir-c/BuiltinAttributes.h"

#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

static MlirStringRef nameOf(MlirOperation op) {
  return mlirIdentifierStr(mlirOperationGetName(op));
}

static bool allowsApproximation(MlirOperation op) {
  MlirAttribute flags =
      mlirOperationGetInherentAttributeByName(op, ref("fastmathFlags"));
  if (mlirAttributeIsNull(flags))
    return false;
  FuselageText text = {0};
  mlirAttributePrint(flags, fuselageTextCallback, &text);
  bool allowed = strstr(fuselageTextGet(&text), "afn") ||
                 strstr(fuselageTextGet(&text), "<fast>");
  fuselageTextFree(&text);
  return allowed;
}

/// Intrinsics for which LLVM has no instructions on NVIDIA chips, so that it
/// ends the process. Some of them have instructions if approximation is
/// allowed.
static bool isUnselectable(MlirOperation op) {
  static const char *const names[] = {
      "acos",  "asin", "atan",  "atan2",  "cos",  "cosh",  "exp",
      "exp10", "exp2", "frexp", "ldexp",  "log",  "log10", "log2",
      "pow",   "powi", "sin",   "sincos", "sinh", "tan",   "tanh"};
  static const char prefix[] = "llvm.intr.";
  MlirStringRef name = nameOf(op);
  if (!fuselageStringStartsWith(name, prefix))
    return false;
  MlirStringRef intrinsic = mlirStringRefCreate(
      name.data + sizeof prefix - 1, name.length - (sizeof prefix - 1));
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (mlirStringRefEqual(intrinsic, ref(names[i])))
      return !allowsApproximation(op);
  return false;
}

/// The operations that the lowering has left. A cast stays because another
/// operation stayed, so the error names a cast only if all that stayed are
/// casts.
typedef struct Leftovers {
  MlirOperation operation;
  MlirOperation cast;
} Leftovers;

static MlirWalkResult findLeftover(MlirOperation op, void *userData) {
  Leftovers *leftovers = userData;
  if ((fuselageStringStartsWith(nameOf(op), "llvm.") && !isUnselectable(op)) ||
      fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_NVVM) ||
      fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
    return MlirWalkResultAdvance;
  if (fuselageOperationIs(op, FUSELAGE_OP_BUILTIN_UNREALIZED_CONVERSION_CAST)) {
    if (mlirOperationIsNull(leftovers->cast))
      leftovers->cast = op;
    return MlirWalkResultAdvance;
  }
  leftovers->operation = op;
  return MlirWalkResultInterrupt;
}

FuselagePTXError kernelModuleVerifyLowered(MlirOperation op) {
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                         "'%.*s' is not a 'gpu.module'. Fix: pass the "
                         "gpu.module that holds the kernels",
                         (int)nameOf(op).length, nameOf(op).data);
  Leftovers leftovers = {{NULL}, {NULL}};
  mlirOperationWalk(op, findLeftover, &leftovers, MlirWalkPreOrder);
  MlirOperation left = mlirOperationIsNull(leftovers.operation)
                           ? leftovers.cast
                           : leftovers.operation;
  if (mlirOperationIsNull(left))
    return errorNone();
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(left),
      "'%.*s' cannot be lowered to PTX in a kernel. Fix: rewrite it in the "
      "arith, math, memref, affine, scf, cf, vector or gpu dialect first",
      (int)nameOf(left).length, nameOf(left).data);
}

MlirAttribute kernelModuleGetTarget(MlirContext context,
                                    const FuselagePTXOptions *options) {
  FuselageText text = {0};
  fuselageTextAppendFormat(&text, "#nvvm.target<O = %d, chip = \"%s\"",
                           options->optLevel, options->chip);
  if (options->features && *options->features)
    fuselageTextAppendFormat(&text, ", features = \"%s\"", options->features);
  fuselageTextAppendString(&text, ">");
  MlirAttribute target = {NULL};
  if (!text.failed)
    target = mlirAttributeParseGet(context, ref(fuselageTextGet(&text)));
  fuselageTextFree(&text);
  return target;
}

bool kernelModuleSetTarget(MlirOperation gpuModule,
                           const FuselagePTXOptions *options) {
  MlirContext context = mlirOperationGetContext(gpuModule);
  MlirAttribute target = kernelModuleGetTarget(context, options);
  if (mlirAttributeIsNull(target))
    return false;
  mlirOperationSetInherentAttributeByName(
      gpuModule, ref("targets"), mlirArrayAttrGet(context, 1, &target));
  return true;
}

/// The search for a use of a symbol: an operation and its attribute.
typedef struct UseSearch {
  FuselageOp operation;
  const char *attribute;
  MlirStringRef name;
  MlirLocation location;
} UseSearch;

static MlirWalkResult findUse(MlirOperation op, void *userData) {
  UseSearch *search = userData;
  if (!fuselageOperationIs(op, search->operation))
    return MlirWalkResultAdvance;
  MlirAttribute symbol =
      mlirOperationGetInherentAttributeByName(op, ref(search->attribute));
  if (mlirAttributeIsNull(symbol) || !mlirAttributeIsAFlatSymbolRef(symbol) ||
      !mlirStringRefEqual(mlirFlatSymbolRefAttrGetValue(symbol), search->name))
    return MlirWalkResultAdvance;
  search->location = mlirOperationGetLocation(op);
  return MlirWalkResultInterrupt;
}

MlirLocation kernelModuleFindCall(MlirOperation gpuModule, MlirStringRef name) {
  UseSearch search = {FUSELAGE_OP_LLVM_CALL, "callee", name,
                      mlirOperationGetLocation(gpuModule)};
  mlirOperationWalk(gpuModule, findUse, &search, MlirWalkPreOrder);
  return search.location;
}

MlirLocation kernelModuleFindAddress(MlirOperation gpuModule,
                                     MlirStringRef name) {
  UseSearch search = {FUSELAGE_OP_LLVM_MLIR_ADDRESSOF, "global_name", name,
                      mlirOperationGetLocation(gpuModule)};
  mlirOperationWalk(gpuModule, findUse, &search, MlirWalkPreOrder);
  return search.location;
}

bool kernelModuleIsKernel(MlirOperation function) {
  return fuselageOperationIs(function, FUSELAGE_OP_GPU_FUNC) &&
         !mlirAttributeIsNull(
             mlirOperationGetAttributeByName(function, ref("gpu.kernel")));
}

/// The attribute is inherent to most operations, but not to `gpu.func`.
MlirStringRef kernelModuleGetSymbol(MlirOperation op) {
  MlirAttribute name = mlirOperationGetAttributeByName(op, ref("sym_name"));
  return mlirAttributeIsNull(name) ? ref("") : mlirStringAttrGetValue(name);
}

static MlirBlock bodyOf(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

static bool visitModule(MlirOperation gpuModule, FuselageOp kind,
                        KernelModuleCallback callback, void *userData) {
  for (MlirOperation op = mlirBlockGetFirstOperation(bodyOf(gpuModule));
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))
    if (fuselageOperationIs(op, kind) && !mlirBlockIsNull(bodyOf(op)) &&
        !callback(op, userData))
      return false;
  return true;
}

bool kernelModuleForEachFunction(MlirOperation module, FuselageOp kind,
                                 KernelModuleCallback callback,
                                 void *userData) {
  for (MlirOperation op = mlirBlockGetFirstOperation(bodyOf(module));
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE) &&
        !visitModule(op, kind, callback, userData))
      return false;
  return true;
}
