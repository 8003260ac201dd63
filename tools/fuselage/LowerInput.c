//===- LowerInput.c - From tensors and loops to launches ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerInput.h"

#include "mlir-c/Diagnostics.h"
#include "mlir-c/Pass.h"

#include <stdio.h>
#include <stdlib.h>

static const char toLoops[] =
    "func.func(tosa-to-linalg-named,tosa-to-linalg,tosa-to-arith,"
    "tosa-to-tensor,canonicalize),"
    "one-shot-bufferize{bufferize-function-boundaries "
    "function-boundary-type-conversion=identity-layout-map},"
    "func.func(convert-linalg-to-parallel-loops";
/// Tiling leaves steps that are products of constants. Canonicalization folds
/// them, and must not merge the loops over tiles with those inside of a tile.
#define TILING                                                                 \
  ",scf-parallel-loop-tiling{parallel-loop-tile-sizes=%s},canonicalize{"       \
  "disable-patterns=\"(anonymous namespace)::MergeNestedParallelLoops\"}"
static const char toLaunches[] =
    ",gpu-map-parallel-loops,"
    "convert-parallel-loops-to-gpu,canonicalize,cse)";

static void appendToStream(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

/// The pipeline as text, which the caller frees; null without memory.
static char *createPipeline(const char *tileOrNull) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory)
    return NULL;
  fputs(toLoops, memory);
  if (tileOrNull)
    fprintf(memory, TILING, tileOrNull);
  fputs(toLaunches, memory);
  return fclose(memory) == 0 ? text : NULL;
}

bool lowerInput(MlirOperation module, const char *tileOrNull) {
  MlirPassManager manager = mlirPassManagerCreateOnOperation(
      mlirOperationGetContext(module),
      mlirIdentifierStr(mlirOperationGetName(module)));
  char *pipeline = createPipeline(tileOrNull);
  bool isLowered =
      pipeline &&
      mlirLogicalResultIsSuccess(mlirOpPassManagerAddPipeline(
          mlirPassManagerGetAsOpPassManager(manager),
          mlirStringRefCreateFromCString(pipeline), appendToStream, stderr)) &&
      mlirLogicalResultIsSuccess(mlirPassManagerRunOnOp(manager, module));
  if (!isLowered)
    mlirEmitError(mlirOperationGetLocation(module),
                  "the module cannot be lowered to launches. Fix: lower it "
                  "with mlir-opt, and leave out '--lower'");
  free(pipeline);
  mlirPassManagerDestroy(manager);
  return isLowered;
}
