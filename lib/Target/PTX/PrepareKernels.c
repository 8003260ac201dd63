//===- PrepareKernels.c - Rewrites that no upstream pass does in kernels --===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Diagnostics.h"
#include "Bridge/KernelPatterns.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/Libdevice.h"

#include <string.h>

/// How a math function does without libdevice.
typedef struct MathFunction {
  const char *mnemonic;
  FuselageMathExpansion expansion;
} MathFunction;

/// One expansion a function. `tanh` has two upstream and is approximated
/// directly, since its expansion through exp loses all digits near zero.
/// What is missing here (f64 besides, since the polynomials are for f32) stays
/// a call of libdevice.
static const MathFunction functions[] = {
    {"absf", FUSELAGE_MATH_INTRINSIC},
    {"absi", FUSELAGE_MATH_INTRINSIC},
    {"acos", FUSELAGE_MATH_APPROXIMATE},
    {"acosh", FUSELAGE_MATH_EXPAND},
    {"asin", FUSELAGE_MATH_APPROXIMATE},
    {"asinh", FUSELAGE_MATH_EXPAND},
    {"atan", FUSELAGE_MATH_APPROXIMATE},
    {"atan2", FUSELAGE_MATH_APPROXIMATE},
    {"atanh", FUSELAGE_MATH_EXPAND},
    {"cbrt", FUSELAGE_MATH_APPROXIMATE},
    {"ceil", FUSELAGE_MATH_INTRINSIC},
    {"copysign", FUSELAGE_MATH_INTRINSIC},
    {"cos", FUSELAGE_MATH_APPROXIMATE},
    {"cosh", FUSELAGE_MATH_EXPAND},
    {"erf", FUSELAGE_MATH_APPROXIMATE},
    {"erfc", FUSELAGE_MATH_APPROXIMATE},
    {"exp", FUSELAGE_MATH_APPROXIMATE},
    {"exp2", FUSELAGE_MATH_EXPAND},
    {"expm1", FUSELAGE_MATH_APPROXIMATE},
    {"floor", FUSELAGE_MATH_INTRINSIC},
    {"fma", FUSELAGE_MATH_INTRINSIC},
    {"fpowi", FUSELAGE_MATH_EXPAND},
    {"log", FUSELAGE_MATH_APPROXIMATE},
    {"log1p", FUSELAGE_MATH_APPROXIMATE},
    {"log2", FUSELAGE_MATH_APPROXIMATE},
    {"powf", FUSELAGE_MATH_EXPAND},
    {"round", FUSELAGE_MATH_EXPAND},
    {"roundeven", FUSELAGE_MATH_INTRINSIC},
    {"rsqrt", FUSELAGE_MATH_EXPAND},
    {"sin", FUSELAGE_MATH_APPROXIMATE},
    {"sinh", FUSELAGE_MATH_EXPAND},
    {"sqrt", FUSELAGE_MATH_INTRINSIC},
    {"tan", FUSELAGE_MATH_EXPAND},
    {"tanh", FUSELAGE_MATH_APPROXIMATE},
    {"trunc", FUSELAGE_MATH_INTRINSIC},
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

/// The expansions that compute what the function computes to the last bit are
/// not worth a warning.
static bool isExact(const MathFunction *function) {
  return function->expansion == FUSELAGE_MATH_INTRINSIC ||
         !strcmp(function->mnemonic, "round");
}

/// How often each function occurs, and where first.
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

/// Names the functions of `before` of which fewer are left, at the first of
/// them.
static FuselagePTXError warnOfApproximations(const Census *before,
                                             const Census *after,
                                             const char *libdevice) {
  TextBuffer message = {0};
  MlirLocation location = {NULL};
  for (size_t i = 0; i < numFunctions; ++i) {
    if (isExact(&functions[i]) || after->counts[i] >= before->counts[i])
      continue;
    textAppendFormat(&message, "%smath.%s", message.length ? ", " : "",
                     functions[i].mnemonic);
    if (mlirLocationIsNull(location))
      location = before->first[i];
  }
  if (mlirLocationIsNull(location))
    return errorNone();
  textAppendString(&message, ": expanded into approximations, because ");
  libdeviceExplainAbsence(libdevice, &message);
  if (!message.failed)
    fuselageEmitWarning(location,
                        mlirStringRefCreate(message.data, message.length));
  FuselagePTXError error = message.failed ? errorOutOfMemory() : errorNone();
  textFree(&message);
  return error;
}

static FuselagePTXError expandMath(MlirOperation gpuModule,
                                   const char *libdevice) {
  Census before = takeCensus(gpuModule);
  if (mlirLogicalResultIsFailure(fuselageExpandMathOps(gpuModule, expandsAs)))
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                         mlirOperationGetLocation(gpuModule),
                         "the math functions cannot be expanded");
  Census after = takeCensus(gpuModule);
  return warnOfApproximations(&before, &after, libdevice);
}

FuselagePTXError fuselagePTXPrepareKernels(MlirOperation gpuModule,
                                           const FuselagePTXOptions *options) {
  FuselagePTXText libdevice = fuselagePTXFindLibdevice(options->libdevice);
  bool found = !fuselagePTXTextIsNull(libdevice);
  fuselagePTXTextDestroy(libdevice);
  if (!found) {
    FuselagePTXError error = expandMath(gpuModule, options->libdevice);
    if (!fuselagePTXErrorIsNull(error))
      return error;
  }
  if (mlirLogicalResultIsFailure(fuselageLowerVectorOps(gpuModule)))
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                         mlirOperationGetLocation(gpuModule),
                         "the vector operations cannot be lowered");
  return errorNone();
}
