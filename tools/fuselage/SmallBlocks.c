//===- SmallBlocks.c - Warning of blocks with idle lanes ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SmallBlocks.h"

#include "mlir-c/BuiltinAttributes.h"

#include <inttypes.h>
#include <stdio.h>

enum { warpSize = 32, firstBlockSize = 3, numBlockSizes = 3 };

static bool isA(MlirOperation op, const char *name) {
  return mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                            mlirStringRefCreateFromCString(name));
}

static MlirAttribute attributeOf(MlirOperation op, const char *name) {
  return mlirOperationGetAttributeByName(op,
                                         mlirStringRefCreateFromCString(name));
}

static bool isConstant(MlirValue value, int64_t *constant) {
  if (!mlirValueIsAOpResult(value) ||
      !isA(mlirOpResultGetOwner(value), "arith.constant"))
    return false;
  MlirAttribute attribute = attributeOf(mlirOpResultGetOwner(value), "value");
  if (!mlirAttributeIsAInteger(attribute))
    return false;
  *constant = mlirIntegerAttrGetValueInt(attribute);
  return true;
}

/// Stores the number of threads in a block; false if it is not known, or if a
/// block cannot have it.
static bool getThreads(MlirOperation launch, int64_t *threads) {
  MlirAttribute segments = attributeOf(launch, "operandSegmentSizes");
  if (mlirAttributeIsNull(segments) || !mlirAttributeIsADenseI32Array(segments))
    return false;
  intptr_t first =
      mlirDenseI32ArrayGetElement(segments, 0) + (intptr_t)firstBlockSize;
  *threads = 1;
  for (intptr_t i = 0; i < numBlockSizes; ++i) {
    int64_t size;
    if (!isConstant(mlirOperationGetOperand(launch, first + i), &size) ||
        size <= 0 || size > INT32_MAX)
      return false;
    if (*threads < warpSize)
      *threads *= size;
  }
  return true;
}

/// The first launch of small blocks, and the number of such launches.
typedef struct SmallBlocks {
  MlirOperation first;
  int64_t threads;
  size_t count;
} SmallBlocks;

static MlirWalkResult count(MlirOperation op, void *userData) {
  SmallBlocks *small = userData;
  int64_t threads;
  if (!isA(op, "gpu.launch") || !getThreads(op, &threads) ||
      threads >= warpSize)
    return MlirWalkResultAdvance;
  if (small->count++ == 0) {
    small->first = op;
    small->threads = threads;
  }
  return MlirWalkResultAdvance;
}

void warnOfSmallBlocks(MlirOperation module, const DiagnosticPrinter *printer) {
  SmallBlocks small = {.count = 0};
  mlirOperationWalk(module, count, &small, MlirWalkPreOrder);
  if (small.count == 0)
    return;
  char others[64] = "";
  if (small.count > 1)
    snprintf(others, sizeof others, ", as do %zu more", small.count - 1);
  char message[224];
  snprintf(message, sizeof message,
           "the kernel runs %" PRId64 " %s in a block%s, and a warp has %d "
           "lanes. Fix: launch it in blocks of a multiple of %d threads",
           small.threads, small.threads == 1 ? "thread" : "threads", others,
           warpSize, warpSize);
  printMessage(printer, mlirOperationGetLocation(small.first),
               MlirDiagnosticWarning, message);
}
