//===- Snippet.c - Operations written as text -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Snippet.h"

#include "Target/PTX/Error.h"

void snippetFree(Snippet *snippet) {
  fuselageTextFree(&snippet->text);
  snippet->numValues = 0;
}

unsigned snippetValue(Snippet *snippet) { return snippet->numValues++; }

void snippetAdd(Snippet *snippet, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fuselageTextAppendFormatV(&snippet->text, format, args);
  va_end(args);
}

void snippetAddType(Snippet *snippet, MlirType type) {
  mlirTypePrint(type, fuselageTextCallback, &snippet->text);
}

/// Wraps the snippet as the body of a function. Of the operations in kernels'
/// dialects, only a function takes values of any type.
static void wrap(FuselageText *source, const Snippet *snippet,
                 const MlirValue *operands, size_t numOperands,
                 const unsigned *numbers, const MlirType *types,
                 size_t numResults) {
  fuselageTextAppendString(source, "gpu.module @m { gpu.func @f(");
  for (size_t i = 0; i < numOperands; ++i) {
    fuselageTextAppendFormat(source, "%s%%a%zu: ", i ? ", " : "", i);
    mlirTypePrint(mlirValueGetType(operands[i]), fuselageTextCallback, source);
  }
  fuselageTextAppendString(source, ") -> (");
  for (size_t i = 0; i < numResults; ++i) {
    fuselageTextAppendString(source, i ? ", " : "");
    mlirTypePrint(types[i], fuselageTextCallback, source);
  }
  fuselageTextAppendFormat(source, ") {\n%sgpu.return ",
                           fuselageTextGet(&snippet->text));
  for (size_t i = 0; i < numResults; ++i)
    fuselageTextAppendFormat(source, "%s%%%u", i ? ", " : "", numbers[i]);
  for (size_t i = 0; i < numResults; ++i) {
    fuselageTextAppendString(source, i ? ", " : " : ");
    mlirTypePrint(types[i], fuselageTextCallback, source);
  }
  fuselageTextAppendString(source, "\n} }\n");
  source->failed = source->failed || snippet->text.failed;
}

static MlirBlock firstBlockOf(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

static MlirWalkResult setLocation(MlirOperation op, void *userData) {
  const MlirLocation *location = userData;
  mlirOperationSetLocation(op, *location);
  return MlirWalkResultAdvance;
}

/// Moves the operations of the function's body, except the last one, which
/// returns the results.
static void moveBody(MlirBlock body, MlirOperation before,
                     const MlirValue *operands, size_t numOperands,
                     size_t numResults, MlirValue *results) {
  MlirLocation location = mlirOperationGetLocation(before);
  for (size_t i = 0; i < numOperands; ++i)
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(body, (intptr_t)i),
                                  operands[i]);
  MlirOperation last = mlirBlockGetTerminator(body);
  for (size_t i = 0; i < numResults; ++i)
    results[i] = mlirOperationGetOperand(last, (intptr_t)i);
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationEqual(op, last); op = mlirBlockGetFirstOperation(body)) {
    mlirOperationWalk(op, setLocation, &location, MlirWalkPreOrder);
    mlirOperationMoveBefore(op, before);
  }
}

FuselagePTXError snippetInline(Snippet *snippet, MlirOperation before,
                               const MlirValue *operands, size_t numOperands,
                               const unsigned *numbers, const MlirType *types,
                               size_t numResults, MlirValue *results) {
  FuselageText source = {0};
  wrap(&source, snippet, operands, numOperands, numbers, types, numResults);
  if (source.failed) {
    fuselageTextFree(&source);
    return errorOutOfMemory();
  }
  MlirModule module =
      mlirModuleCreateParse(mlirOperationGetContext(before),
                            mlirStringRefCreateFromCString(source.data));
  FuselagePTXError error = errorNone();
  if (mlirModuleIsNull(module)) {
    MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(before));
    error = errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                          mlirOperationGetLocation(before),
                          "'%.*s' cannot be lowered for its type. Fix: use "
                          "another type, such as f32 or i32",
                          (int)name.length, name.data);
  } else {
    MlirOperation gpuModule =
        mlirBlockGetFirstOperation(mlirModuleGetBody(module));
    MlirOperation function =
        mlirBlockGetFirstOperation(firstBlockOf(gpuModule));
    moveBody(firstBlockOf(function), before, operands, numOperands, numResults,
             results);
    mlirModuleDestroy(module);
  }
  fuselageTextFree(&source);
  return error;
}

void snippetReplaceByValues(MlirOperation op, const MlirValue *values) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, i), values[i]);
  mlirOperationDestroy(op);
}

FuselagePTXError snippetReplace(Snippet *snippet, MlirOperation op,
                                const MlirValue *operands, size_t numOperands,
                                const unsigned *numbers) {
  enum { maxResults = 4 };
  size_t numResults = (size_t)mlirOperationGetNumResults(op);
  MlirType types[maxResults] = {{NULL}};
  MlirValue results[maxResults] = {{NULL}};
  if (numResults > maxResults)
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                         "the operation has more results than are rewritten. "
                         "Fix: split it");
  for (size_t i = 0; i < numResults; ++i)
    types[i] = mlirValueGetType(mlirOperationGetResult(op, (intptr_t)i));
  FuselagePTXError error = snippetInline(snippet, op, operands, numOperands,
                                         numbers, types, numResults, results);
  if (fuselagePTXErrorIsNull(error))
    snippetReplaceByValues(op, results);
  return error;
}
