//===- LoopsToLaunches.c - Launches of loops ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Loops.h"

#include "Bridge/Diagnostics.h"
#include "Bridge/LoopPatterns.h"
#include "Bridge/MemoryEffects.h"
#include "Bridge/Remarks.h"
#include "IR/DeviceLimits.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/OutOfMemory.h"
#include "Transforms/Loops/DeviceFunctions.h"
#include "Transforms/Loops/KernelOps.h"
#include "Transforms/Loops/LaunchDialects.h"
#include "Transforms/Loops/LoopIndependence.h"
#include "Transforms/Loops/LoopNest.h"
#include "Transforms/Loops/LoopResults.h"
#include "Transforms/Loops/LoopSpace.h"
#include "Transforms/Loops/SequentialLoops.h"

#include "mlir-c/Diagnostics.h"

#include <stdio.h>

typedef struct Conversion {
  MlirOperation root;
  const FuselageLoopOptions *options;
  FuselageDeviceFunctions deviceFunctions;
  /// In a loop that was reported already. Loops in it are not reported.
  bool isNamed;
  /// In a loop that has an order and is reported as a whole.
  bool isOrdered;
  bool outOfMemory;
} Conversion;

FuselageLoopOptions fuselageLoopOptionsGetDefault(void) {
  return (FuselageLoopOptions){.blockSize = 256};
}

const char *fuselageLoopOptionsVerify(const FuselageLoopOptions *options) {
  if (options->blockSize == 0 || options->blockSize % FUSELAGE_WARP_SIZE != 0 ||
      options->blockSize > FUSELAGE_MAX_BLOCK_THREADS)
    return "the block size is not a multiple of 32 from 32 to 1024. Fix: give "
           "one, such as 256";
  if (options->numTileSizes > FUSELAGE_MAX_TILE_SIZES)
    return "the tile has more than three sizes. Fix: give the sizes of the "
           "three innermost loops";
  uint64_t threads = 1;
  for (size_t i = 0; i < options->numTileSizes; ++i) {
    // The check ends at a product beyond the limit, so no product wraps around.
    uint64_t size = options->tileSizes[i];
    threads = size > FUSELAGE_MAX_BLOCK_THREADS ? 0 : threads * size;
    if (threads == 0 || threads > FUSELAGE_MAX_BLOCK_THREADS)
      return "the product of the tile sizes is not from 1 to 1024, as the "
             "number of threads in a block is. Fix: give other sizes, such as "
             "16,16";
  }
  return NULL;
}

//===----------------------------------------------------------------------===//
// Loops that stay on the host
//===----------------------------------------------------------------------===//

static void warn(MlirOperation op, const char *reason, const char *suggestion) {
  char message[512];
  bool isLoop = !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG);
  int length = snprintf(message, sizeof message,
                        "this %s stays on the host: %s. Fix: %s.",
                        isLoop ? "loop" : "operation", reason, suggestion);
  fuselageEmitWarning(mlirOperationGetLocation(op),
                      mlirStringRefCreate(message, (size_t)length));
}

/// Emits a remark if the context has a remark engine, else a warning.
static void report(const Conversion *conversion, MlirOperation loop,
                   const char *reason, const char *suggestion) {
  if (conversion->isNamed)
    return;
  if (fuselageContextHasRemarkEngine(mlirOperationGetContext(loop))) {
    FuselageRemarkArg args[] = {{"Remark", reason}, {"Suggestion", suggestion}};
    fuselageRemarkEmit(FUSELAGE_REMARK_MISSED, mlirOperationGetLocation(loop),
                       "stays-on-host", "fuselage",
                       fuselageOperationGetFunctionName(loop), args,
                       sizeof args / sizeof *args);
  } else {
    warn(loop, reason, suggestion);
  }
}

static void reportDependence(const Conversion *conversion, MlirOperation loop,
                             FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_MAY_ALIAS:
    report(conversion, loop,
           "two of its memrefs may share memory, and then an iteration may use "
           "an element that another one writes",
           "mark the memref arguments llvm.noalias, or use "
           "assume-noalias-args, if they never overlap");
    return;
  case FUSELAGE_REASON_UNKNOWN_EFFECTS:
    report(conversion, loop,
           "an operation in it has effects that are not known",
           "use operations that declare their memory effects");
    return;
  case FUSELAGE_REASON_TOO_COMPLEX:
    report(conversion, loop,
           "it takes too long to decide whether two iterations touch a common "
           "element",
           "use affine.parallel if the iterations are independent");
    return;
  default:
    report(conversion, loop,
           "its iterations have an order: one uses or overwrites an element "
           "that another one writes",
           "use affine.parallel if the iterations are independent after all");
  }
}

static MlirWalkResult findAccess(MlirOperation op, void *userData) {
  bool *hasAccess = userData;
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU))
    return MlirWalkResultSkip;
  *hasAccess |= mlirOperationGetNumRegions(op) == 0 &&
                !fuselageOperationIsMemoryEffectFree(op);
  return *hasAccess ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// A loop that only launches kernels on the host is not reported.
static bool hasHostAccesses(MlirOperation loop) {
  bool hasAccess = false;
  mlirOperationWalk(loop, findAccess, &hasAccess, MlirWalkPreOrder);
  return hasAccess;
}

//===----------------------------------------------------------------------===//
// Parallel loops
//===----------------------------------------------------------------------===//

static MlirWalkResult convertForall(MlirOperation op, void *userData) {
  MlirOperation *forall = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_SCF_FORALL))
    return MlirWalkResultAdvance;
  *forall = op;
  return MlirWalkResultInterrupt;
}

/// Turns each loop in `*op`, and `*op` itself, into an `scf.parallel` or a loop
/// of one thread. Stores the operation that took the place of `*op`; null if it
/// was dead and is gone. False if a loop stays as it was.
static bool normalize(MlirOperation *op) {
  for (;;) {
    MlirOperation forall = {NULL};
    mlirOperationWalk(*op, convertForall, &forall, MlirWalkPreOrder);
    if (mlirOperationIsNull(forall))
      break;
    bool isOp = mlirOperationEqual(forall, *op);
    MlirOperation parallel = fuselageForallToParallel(forall);
    if (mlirOperationIsNull(parallel))
      return false;
    if (isOp)
      *op = parallel;
  }
  bool isComplete;
  *op = fuselageLowerAffineOps(*op, &isComplete);
  return isComplete;
}

static void launchNest(Conversion *conversion, FuselageLoopNest *nest) {
  FuselageLoopSpace space = {0};
  MlirOperation launch = {NULL};
  if (!fuselageLoopSpaceBuild(&space, nest, conversion->options)) {
    conversion->outOfMemory = true;
  } else if (space.isEmpty) {
    mlirOperationDestroy(nest->loops.data[0]);
  } else if (space.isTooLarge) {
    report(conversion, nest->loops.data[0],
           "it has more iterations than a grid has threads",
           "split it, or use larger blocks");
  } else {
    launch = fuselageLoopSpaceLaunch(&space, nest, conversion->options);
    conversion->outOfMemory |=
        mlirOperationIsNull(launch) || !fuselageMakeLoopsSequential(launch);
  }
  fuselageLoopSpaceFree(&space);
}

static void launchParallel(Conversion *conversion, MlirOperation loop) {
  if (!normalize(&loop)) {
    report(conversion, loop, "an operation in it cannot be lowered",
           "lower it with 'lower-affine' or 'scf-forall-to-parallel' to see "
           "why");
    return;
  }
  if (mlirOperationIsNull(loop))
    return;
  FuselageLoopNest nest = {0};
  if (!fuselageLoopNestCollect(&nest, loop))
    conversion->outOfMemory = true;
  else
    launchNest(conversion, &nest);
  fuselageLoopNestFree(&nest);
}

/// One thread computes the results of a loop, in the order of its iterations.
/// Stores the operation after the launch: operations after the loop may have
/// moved into the launch.
static bool launchWithStores(Conversion *conversion, MlirOperation loop,
                             MlirOperation *next) {
  bool outOfMemory;
  MlirOperation launch = fuselageLaunchLoopWithStores(loop, &outOfMemory);
  conversion->outOfMemory |= outOfMemory;
  if (outOfMemory)
    return true;
  if (mlirOperationIsNull(launch)) {
    report(conversion, loop, "the host uses its result",
           "store the result right after the loop, and load it where the host "
           "needs it");
    return false;
  }
  *next = mlirOperationGetNextInBlock(launch);
  if (normalize(&launch))
    conversion->outOfMemory |= !fuselageMakeLoopsSequential(launch);
  return true;
}

//===----------------------------------------------------------------------===//
// Loops of the host
//===----------------------------------------------------------------------===//

/// Turns the loops of a nest into parallel loops, the innermost first.
static MlirOperation parallelize(MlirOperation loop, size_t numLoops) {
  if (numLoops > 1) {
    MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
    MlirOperation inner = mlirBlockGetFirstOperation(body);
    while (!fuselageOperationIs(inner, FUSELAGE_OP_AFFINE_FOR))
      inner = mlirOperationGetNextInBlock(inner);
    if (mlirOperationIsNull(parallelize(inner, numLoops - 1)))
      return (MlirOperation){NULL};
  }
  return fuselageAffineForToParallel(loop);
}

/// Returns false if the loop stays on the host.
static bool launchAffineFor(Conversion *conversion, MlirOperation loop) {
  FuselageLoopIndependence independence;
  if (!fuselageLoopGetIndependence(loop, conversion->root,
                                   conversion->options->assumeNoaliasArgs,
                                   &independence)) {
    conversion->outOfMemory = true;
    return true;
  }
  if (independence.numLoops == 0) {
    reportDependence(conversion, loop, independence.reason);
    return false;
  }
  MlirOperation parallel = parallelize(loop, independence.numLoops);
  if (mlirOperationIsNull(parallel)) {
    report(conversion, loop, "a parallel loop cannot have its bounds",
           "use affine.parallel or scf.parallel");
    return false;
  }
  launchParallel(conversion, parallel);
  return true;
}

static bool isParallelLoop(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_SCF_PARALLEL) ||
         fuselageOperationIs(op, FUSELAGE_OP_SCF_FORALL) ||
         fuselageOperationIs(op, FUSELAGE_OP_AFFINE_PARALLEL);
}

/// Makes a launch of a loop, and stores the operation after it. Returns false
/// if the loop stays on the host.
static bool launchLoop(Conversion *conversion, MlirOperation loop,
                       MlirOperation *next) {
  FuselageHostOnly hostOnly;
  if (fuselageFindHostOnlyOp(loop, &hostOnly)) {
    report(conversion, loop, hostOnly.reason, hostOnly.suggestion);
    return false;
  }
  if (mlirOperationGetNumResults(loop) != 0)
    return launchWithStores(conversion, loop, next);
  if (fuselageOperationIs(loop, FUSELAGE_OP_AFFINE_FOR))
    return launchAffineFor(conversion, loop);
  launchParallel(conversion, loop);
  return true;
}

/// True if `op` is device code, or in device code.
static bool isInKernel(MlirOperation op) {
  for (; !mlirOperationIsNull(op); op = mlirOperationGetParentOperation(op))
    if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU))
      return true;
  return false;
}

static void visitRegions(Conversion *conversion, MlirOperation op);

/// Names an operation on memrefs that would be loops. On tensors it is a value,
/// which others may use up.
static void visitStructuredOp(const Conversion *conversion, MlirOperation op) {
  if (mlirOperationGetNumResults(op) == 0)
    report(conversion, op, "no loop was made of it",
           "lower it to scf.parallel before, or to operations that "
           "convert-linalg-to-parallel-loops knows");
}

/// Visits an operation and returns the operation after it.
static MlirOperation visit(Conversion *conversion, MlirOperation op) {
  MlirOperation next = mlirOperationGetNextInBlock(op);
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG))
    visitStructuredOp(conversion, op);
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU) ||
      fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG) ||
      fuselageIsDeviceFunction(&conversion->deviceFunctions, op))
    return next;
  bool isAffineFor = fuselageOperationIs(op, FUSELAGE_OP_AFFINE_FOR);
  if ((isParallelLoop(op) || isAffineFor) && launchLoop(conversion, op, &next))
    return next;
  bool isOrderedLoop = fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) ||
                       fuselageOperationIs(op, FUSELAGE_OP_SCF_WHILE);
  bool wasNamed = conversion->isNamed, wasOrdered = conversion->isOrdered;
  conversion->isNamed |= isParallelLoop(op) || isAffineFor;
  conversion->isOrdered |= isOrderedLoop;
  visitRegions(conversion, op);
  conversion->isNamed = wasNamed;
  conversion->isOrdered = wasOrdered;
  if (isOrderedLoop && !wasOrdered && hasHostAccesses(op))
    report(conversion, op, "a loop of this kind has an order",
           "use scf.parallel if the iterations are independent");
  return next;
}

static void visitRegions(Conversion *conversion, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i)) {
      MlirOperation inner = mlirBlockGetFirstOperation(block);
      while (!mlirOperationIsNull(inner) && !conversion->outOfMemory)
        inner = visit(conversion, inner);
    }
}

MlirLogicalResult fuselageLoopsToLaunches(MlirOperation root,
                                          const FuselageLoopOptions *options) {
  const char *error = fuselageLoopOptionsVerify(options);
  Conversion conversion = {.root = root, .options = options};
  fuselageOutOfMemoryForget();
  if (!error && isInKernel(root))
    return mlirLogicalResultSuccess();
  if (!error && !fuselageLoadLaunchDialects(root))
    return mlirLogicalResultFailure();
  if (!error &&
      !fuselageDeviceFunctionsCollect(&conversion.deviceFunctions, root))
    conversion.outOfMemory = true;
  else if (!error)
    visitRegions(&conversion, root);
  fuselageDeviceFunctionsFree(&conversion.deviceFunctions);
  // Without memory a question about two iterations has no answer, and the loop
  // would stay on the host.
  if (!error && (conversion.outOfMemory || fuselageOutOfMemoryHappened()))
    error = "out of memory";
  if (error)
    mlirEmitError(mlirOperationGetLocation(root), error);
  return error ? mlirLogicalResultFailure() : mlirLogicalResultSuccess();
}
