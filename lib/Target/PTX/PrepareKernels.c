//===- PrepareKernels.c - Rewrites of kernels before lowering -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Branches.h"
#include "Bridge/Diagnostics.h"
#include "Bridge/KernelPatterns.h"
#include "Target/PTX/Atomics.h"
#include "Target/PTX/BodyCopies.h"
#include "Target/PTX/DynamicSharedMemory.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/ExpandedShapes.h"
#include "Target/PTX/FastMath.h"
#include "Target/PTX/IndexCasts.h"
#include "Target/PTX/Libdevice.h"
#include "Target/PTX/MathTemplates.h"
#include "Target/PTX/Printf.h"
#include "Target/PTX/SubgroupOperations.h"
#include "Target/PTX/WorkgroupMemory.h"

#include <stdlib.h>
#include <string.h>

/// The expansion of a math function without libdevice.
typedef struct MathFunction {
  const char *mnemonic;
  FuselageMathExpansion expansion;
  bool exact; // to the last bit, so that there is nothing to warn of
} MathFunction;

/// One expansion for each function. The measured error of these expansions is a
/// few units in the last place; for sin and cos it is an absolute error of 1e-7
/// times the argument (docs/PTX.md has the numbers). Upstream's other
/// expansions (asinh, atanh, cosh, pow and so on) lose all digits for some
/// arguments, or return infinities and NaN in place of finite results. Those
/// functions stay calls of libdevice. So do all functions on f64, for which
/// upstream has no expansions.
static const MathFunction functions[] = {
    {"absf", FUSELAGE_MATH_INTRINSIC, true},
    {"absi", FUSELAGE_MATH_EXPAND, true},
    {"acos", FUSELAGE_MATH_APPROXIMATE, false},
    {"asin", FUSELAGE_MATH_APPROXIMATE, false},
    {"atan", FUSELAGE_MATH_APPROXIMATE, false},
    {"atan2", FUSELAGE_MATH_APPROXIMATE, false},
    {"cbrt", FUSELAGE_MATH_APPROXIMATE, false},
    {"ceil", FUSELAGE_MATH_INTRINSIC, true},
    {"copysign", FUSELAGE_MATH_INTRINSIC, true},
    {"cos", FUSELAGE_MATH_APPROXIMATE, false},
    {"erf", FUSELAGE_MATH_APPROXIMATE, false},
    {"erfc", FUSELAGE_MATH_APPROXIMATE, false},
    {"exp", FUSELAGE_MATH_APPROXIMATE, false},
    {"exp2", FUSELAGE_MATH_EXPAND, false},
    {"expm1", FUSELAGE_MATH_APPROXIMATE, false},
    {"floor", FUSELAGE_MATH_INTRINSIC, true},
    {"fma", FUSELAGE_MATH_INTRINSIC, true},
    {"fpowi", FUSELAGE_MATH_EXPAND, false},
    {"isfinite", FUSELAGE_MATH_EXPAND, true},
    {"isinf", FUSELAGE_MATH_EXPAND, true},
    {"isnan", FUSELAGE_MATH_EXPAND, true},
    {"log", FUSELAGE_MATH_APPROXIMATE, false},
    {"log10", FUSELAGE_MATH_EXPAND, false},
    {"log1p", FUSELAGE_MATH_APPROXIMATE, false},
    {"log2", FUSELAGE_MATH_APPROXIMATE, false},
    {"maxnumf", FUSELAGE_MATH_INTRINSIC, true},
    {"minnumf", FUSELAGE_MATH_INTRINSIC, true},
    {"round", FUSELAGE_MATH_EXPAND, true},
    {"roundeven", FUSELAGE_MATH_INTRINSIC, true},
    {"rsqrt", FUSELAGE_MATH_EXPAND, false},
    {"sin", FUSELAGE_MATH_APPROXIMATE, false},
    {"sincos", FUSELAGE_MATH_EXPAND, false},
    {"sqrt", FUSELAGE_MATH_INTRINSIC, true},
    {"tanh", FUSELAGE_MATH_APPROXIMATE, false},
    {"trunc", FUSELAGE_MATH_INTRINSIC, true},
};

enum { numFunctions = sizeof functions / sizeof *functions };

static bool expandsAs(MlirStringRef mnemonic, FuselageMathExpansion expansion) {
  for (size_t i = 0; i < numFunctions; ++i)
    if (functions[i].expansion == expansion &&
        mlirStringRefEqual(
            mnemonic, mlirStringRefCreateFromCString(functions[i].mnemonic)))
      return true;
  return false;
}

/// True for expansions that turn operations of the math dialect into others of
/// the dialect, and for expansions of small floats.
static bool expandsBefore(MlirStringRef mnemonic,
                          FuselageMathExpansion expansion) {
  static const char *const names[] = {"erfc", "sincos"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (mlirStringRefEqual(mnemonic, mlirStringRefCreateFromCString(names[i])))
      return expandsAs(mnemonic, expansion);
  return false;
}

/// The number of uses of each function, and its first use.
typedef struct Census {
  size_t counts[numFunctions];
  MlirLocation first[numFunctions];
} Census;

static MlirWalkResult countFunction(MlirOperation op, void *userData) {
  Census *census = userData;
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
  static const char prefix[] = "math.";
  const size_t length = sizeof prefix - 1;
  if (name.length <= length || memcmp(name.data, prefix, length) != 0)
    return MlirWalkResultAdvance;
  MlirStringRef mnemonic =
      mlirStringRefCreate(name.data + length, name.length - length);
  for (size_t i = 0; i < numFunctions; ++i) {
    if (!mlirStringRefEqual(
            mnemonic, mlirStringRefCreateFromCString(functions[i].mnemonic)))
      continue;
    if (census->counts[i]++ == 0)
      census->first[i] = mlirOperationGetLocation(op);
  }
  return MlirWalkResultAdvance;
}

static Census takeCensus(MlirOperation root) {
  Census census = {{0}, {{NULL}}};
  mlirOperationWalk(root, countFunction, &census, MlirWalkPreOrder);
  return census;
}

/// Names each function of `before` with fewer uses left, at its first use.
static FuselagePTXError warnOfApproximations(const Census *before,
                                             const Census *after,
                                             const char *libdevice) {
  FuselageText message = {0};
  MlirLocation location = {NULL};
  for (size_t i = 0; i < numFunctions; ++i) {
    if (functions[i].exact || after->counts[i] >= before->counts[i])
      continue;
    fuselageTextAppendFormat(&message, "%smath.%s", message.length ? ", " : "",
                             functions[i].mnemonic);
    if (mlirLocationIsNull(location))
      location = before->first[i];
  }
  if (mlirLocationIsNull(location))
    return errorNone();
  fuselageTextAppendString(&message,
                           ": expanded into approximations, because ");
  libdeviceExplainAbsence(libdevice, &message);
  if (!message.failed)
    fuselageEmitWarning(location,
                        mlirStringRefCreate(message.data, message.length));
  FuselagePTXError error = message.failed ? errorOutOfMemory() : errorNone();
  fuselageTextFree(&message);
  return error;
}

/// The error for patterns that did not come to an end.
static FuselagePTXError rewriteError(MlirOperation gpuModule) {
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                       mlirOperationGetLocation(gpuModule),
                       "the operations of the kernels cannot be rewritten");
}

static FuselagePTXError expandMath(MlirOperation gpuModule,
                                   const char *libdevice) {
  Census before = takeCensus(gpuModule);
  if (mlirLogicalResultIsFailure(
          fuselageExpandMathOps(gpuModule, expandsBefore)))
    return rewriteError(gpuModule);
  FuselagePTXError error = mathTemplatesExpand(gpuModule);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  if (mlirLogicalResultIsFailure(fuselageExpandMathOps(gpuModule, expandsAs)))
    return rewriteError(gpuModule);
  Census after = takeCensus(gpuModule);
  return warnOfApproximations(&before, &after, libdevice);
}

/// The number in the name of a chip: 90 of sm_90a.
static long chipNumber(const char *chip) {
  const char *digits = strpbrk(chip, "0123456789");
  return digits ? strtol(digits, NULL, 10) : 0;
}

static FuselagePTXError completeMath(MlirOperation gpuModule,
                                     const char *chip) {
  const long firstWithF16Fma = 53;
  const long firstWithBF16Fma = 80;
  long number = chipNumber(chip);
  MlirLogicalResult result = fuselageCompleteMathOps(
      gpuModule, number >= firstWithF16Fma, number >= firstWithBF16Fma);
  return mlirLogicalResultIsFailure(result) ? rewriteError(gpuModule)
                                            : errorNone();
}

/// Rewrites the operations that upstream's passes lower wrongly, in part or not
/// at all.
static FuselagePTXError rewriteKernelOperations(MlirOperation gpuModule) {
  static FuselagePTXError (*const rewrites[])(MlirOperation) = {
      expandedShapesVerify, workgroupMemoryPromote, subgroupOperationsRewrite,
      atomicsRewrite,       bodyCopiesRewrite,      printfRewrite,
      indexCastsRewrite};
  fuselageDropPrivateMemorySpace(gpuModule);
  FuselagePTXError error =
      mlirLogicalResultIsFailure(fuselageLowerBranches(gpuModule))
          ? rewriteError(gpuModule)
          : errorNone();
  for (size_t i = 0;
       i < sizeof rewrites / sizeof *rewrites && fuselagePTXErrorIsNull(error);
       ++i)
    error = rewrites[i](gpuModule);
  return error;
}

FuselagePTXError fuselagePTXPrepareKernels(MlirOperation gpuModule,
                                           const FuselagePTXOptions *options) {
  FuselagePTXText libdevice = fuselagePTXFindLibdevice(options->libdevice);
  const bool found = !fuselagePTXTextIsNull(libdevice);
  fuselagePTXTextDestroy(libdevice);
  if (options->fastMath)
    fastMathAllow(gpuModule);
  FuselagePTXError error = rewriteKernelOperations(gpuModule);
  if (fuselagePTXErrorIsNull(error))
    error = completeMath(gpuModule, options->chip);
  if (fuselagePTXErrorIsNull(error) && !found)
    error = expandMath(gpuModule, options->libdevice);
  if (fuselagePTXErrorIsNull(error) &&
      mlirLogicalResultIsFailure(fuselageLowerCompoundOps(gpuModule)))
    error = rewriteError(gpuModule);
  // Lowered transfers read sizes too, so this step comes after them.
  if (fuselagePTXErrorIsNull(error))
    error = dynamicSharedMemoryRewrite(gpuModule);
  return error;
}
