//===- LoweringRoute.c - From tensors to launches -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Loops.h"

#include "Bridge/QuantizedTypes.h"

static const char toStorage[] = "func.func(lower-quant-ops)";

// Control flow goes first, so that the code inside of it is lowered with the
// rest. Tensors are cleaned up before they get memory: otherwise a value
// computed twice would take two buffers, and an unread tensor would cost a
// copy.
static const char toBuffers[] =
    "inline,"
    "func.func(tosa-make-broadcastable,tosa-to-scf,tosa-to-linalg-named,"
    "tosa-to-linalg,tosa-to-arith{include-apply-rescale=true},tosa-to-tensor,"
    "convert-elementwise-to-linalg,canonicalize,cse),"
    "eliminate-empty-tensors,"
    "one-shot-bufferize{bufferize-function-boundaries "
    "function-boundary-type-conversion=identity-layout-map "
    "allow-return-allocs-from-loops},"
    "canonicalize,cse";

static const char toLoops[] = "func.func(convert-linalg-to-parallel-loops)";

static const char cleanUp[] = "canonicalize,cse";

MlirStringRef fuselageGetQuantizationPipeline(void) {
  return mlirStringRefCreateFromCString(toStorage);
}

void fuselageDropQuantizedTypes(MlirOperation root) {
  fuselageReplaceQuantizedTypes(root);
}

MlirStringRef fuselageGetBufferizationPipeline(void) {
  return mlirStringRefCreateFromCString(toBuffers);
}

MlirStringRef fuselageGetLoopsPipeline(void) {
  return mlirStringRefCreateFromCString(toLoops);
}

MlirStringRef fuselageGetLaunchCleanUpPipeline(void) {
  return mlirStringRefCreateFromCString(cleanUp);
}
