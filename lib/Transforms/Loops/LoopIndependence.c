//===- LoopIndependence.c - Loops of independent iterations ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/LoopIndependence.h"

#include "Analysis/Dependence/Dependence.h"
#include "Analysis/Launch/Launch.h"
#include "Bridge/LoopPatterns.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Transforms/Loops/LoopNest.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

/// Each dimension takes a grid id, and also a thread id if one is not enough.
enum { maxLoops = FUSELAGE_NUM_GRID_IDS };

/// Blocks and threads along a dimension whose number of iterations is not
/// known: together more than the launch of the loop can have.
enum { threadsOfUnknown = 1024, maxTripsOfBlocks = 0x7FFFFFFF };

static MlirBlock bodyOf(MlirOperation loop) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
}

//===----------------------------------------------------------------------===//
// Nests
//===----------------------------------------------------------------------===//

static bool isPlainLoop(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_AFFINE_FOR) &&
         mlirOperationGetNumResults(op) == 0;
}

static size_t collectNest(MlirOperation loop, MlirOperation *loops) {
  size_t numLoops = 0;
  for (MlirOperation op = loop; !mlirOperationIsNull(op) && numLoops < maxLoops;
       op = fuselageLoopGetOnlyInner(bodyOf(op), loop, isPlainLoop))
    loops[numLoops++] = op;
  return numLoops;
}

//===----------------------------------------------------------------------===//
// The loop as a launch
//===----------------------------------------------------------------------===//

/// A launch that exists only for the proof. Its blocks are the iterations.
typedef struct Trial {
  FuselageOpBuilder host;
  MlirValue sizes[FUSELAGE_NUM_IDS];
  MlirOperation launch;
} Trial;

static MlirValue buildMapped(const FuselageOpBuilder *builder, FuselageOp kind,
                             MlirAffineMap map, const MlirValue *operands,
                             intptr_t numOperands) {
  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(kind), builder->location);
  MlirNamedAttribute attribute = {
      mlirIdentifierGet(builder->context,
                        mlirStringRefCreateFromCString("map")),
      mlirAffineMapAttrGet(map)};
  MlirType type = mlirIndexTypeGet(builder->context);
  mlirOperationStateAddAttributes(&state, 1, &attribute);
  mlirOperationStateAddOperands(&state, numOperands, operands);
  mlirOperationStateAddResults(&state, 1, &type);
  return mlirOperationGetResult(fuselageBuildOperation(builder, &state), 0);
}

/// The bound of a loop: the largest of its lower bounds, or the smallest of its
/// upper bounds.
static bool buildBound(const FuselageOpBuilder *builder, MlirOperation loop,
                       bool isUpper, MlirValue *bound) {
  MlirAffineMap map =
      mlirAffineMapAttrGetValue(fuselageOperationGetInherentAttribute(
          loop, isUpper ? "upperBoundMap" : "lowerBoundMap"));
  MlirAffineMap lowerMap = mlirAffineMapAttrGetValue(
      fuselageOperationGetInherentAttribute(loop, "lowerBoundMap"));
  if (mlirAffineMapGetNumResults(map) == 1 &&
      mlirAffineExprIsAConstant(mlirAffineMapGetResult(map, 0))) {
    *bound = fuselageBuildIndexConstant(
        builder,
        mlirAffineConstantExprGetValue(mlirAffineMapGetResult(map, 0)));
    return true;
  }
  intptr_t first = isUpper ? mlirAffineMapGetNumInputs(lowerMap) : 0;
  intptr_t numInputs = mlirAffineMapGetNumInputs(map);
  FUSELAGE_ARRAY(MlirValue) operands = {0};
  bool hasMemory = FUSELAGE_ARRAY_RESERVE(&operands, (size_t)numInputs + 1);
  for (intptr_t i = 0; i < numInputs && hasMemory; ++i)
    operands.data[i] = mlirOperationGetOperand(loop, first + i);
  if (hasMemory)
    *bound = buildMapped(builder,
                         mlirAffineMapGetNumResults(map) == 1
                             ? FUSELAGE_OP_AFFINE_APPLY
                         : isUpper ? FUSELAGE_OP_AFFINE_MIN
                                   : FUSELAGE_OP_AFFINE_MAX,
                         map, operands.data, numInputs);
  FUSELAGE_ARRAY_FREE(&operands);
  return hasMemory;
}

/// A dimension of the trial.
typedef struct TrialDim {
  MlirValue lower, upper;
  int64_t step;
  /// The number of iterations if both bounds are constants and grid ids can
  /// count them; else 0.
  uint64_t trips;
} TrialDim;

static bool buildDim(const FuselageOpBuilder *builder, MlirOperation loop,
                     TrialDim *dim) {
  int64_t lower, upper;
  *dim = (TrialDim){.step = fuselageOperationGetIntAttribute(loop, "step", 1)};
  if (!buildBound(builder, loop, false, &dim->lower) ||
      !buildBound(builder, loop, true, &dim->upper))
    return false;
  if (!fuselageValueIsConstantInt(dim->lower, &lower) ||
      !fuselageValueIsConstantInt(dim->upper, &upper) || lower >= upper)
    return true;
  uint64_t reach = (uint64_t)upper - (uint64_t)lower;
  uint64_t step = (uint64_t)dim->step;
  uint64_t trips = (reach / step) + (reach % step != 0);
  dim->trips = trips <= maxTripsOfBlocks ? trips : 0;
  return true;
}

/// Sets the sizes of a dimension. If the number of iterations is not known, the
/// trial has as many blocks as with a step of 1, and threads for iterations
/// beyond the ids of blocks.
static void setSizes(Trial *trial, const TrialDim *dim, size_t number) {
  MlirValue blocks =
      dim->trips != 0
          ? fuselageBuildIndexConstant(&trial->host, (int64_t)dim->trips)
          : fuselageBuildBinary(&trial->host, FUSELAGE_OP_ARITH_SUBI,
                                dim->upper, dim->lower);
  trial->sizes[number] = blocks;
  trial->sizes[FUSELAGE_NUM_GRID_IDS + number] = fuselageBuildIndexConstant(
      &trial->host, dim->trips != 0 ? 1 : threadsOfUnknown);
}

/// `lower + step * iteration`. In an affine loop it does not wrap around.
static MlirValue buildVariable(const Trial *trial,
                               const FuselageOpBuilder *body,
                               const TrialDim *dim, size_t number) {
  MlirContext context = body->context;
  MlirBlock entry =
      mlirRegionGetFirstBlock(mlirOperationGetRegion(trial->launch, 0));
  MlirAffineExpr block = mlirAffineDimExprGet(context, 0);
  MlirAffineExpr thread = mlirAffineDimExprGet(context, 1);
  MlirAffineExpr lower = mlirAffineDimExprGet(context, 2);
  if (dim->trips == 0)
    block = mlirAffineAddExprGet(
        mlirAffineMulExprGet(
            block, mlirAffineConstantExprGet(context, threadsOfUnknown)),
        thread);
  MlirAffineExpr variable = mlirAffineAddExprGet(
      mlirAffineMulExprGet(block,
                           mlirAffineConstantExprGet(context, dim->step)),
      lower);
  MlirValue operands[] = {
      mlirBlockGetArgument(entry, (intptr_t)number),
      mlirBlockGetArgument(entry, (intptr_t)(FUSELAGE_NUM_GRID_IDS + number)),
      dim->lower};
  return buildMapped(body, FUSELAGE_OP_AFFINE_APPLY,
                     mlirAffineMapGet(context, 3, 0, 1, &variable), operands,
                     3);
}

/// Moves the bodies of `loops`, from the outermost on, without the loops, to
/// the place where `body` builds.
static void moveBodies(const MlirOperation *loops, size_t numLoops,
                       const FuselageOpBuilder *body) {
  for (size_t i = 0; i < numLoops; ++i) {
    MlirOperation end = mlirBlockGetTerminator(bodyOf(loops[i]));
    MlirOperation next;
    for (MlirOperation op = mlirBlockGetFirstOperation(bodyOf(loops[i]));
         !mlirOperationEqual(op, end); op = next) {
      next = mlirOperationGetNextInBlock(op);
      if (i + 1 == numLoops || !mlirOperationEqual(op, loops[i + 1]))
        mlirOperationMoveBefore(op, body->before);
    }
  }
}

/// Builds the launch before `loops[0]`, and leaves only a shell of the loops.
static bool buildTrial(Trial *trial, const MlirOperation *loops,
                       size_t numLoops) {
  TrialDim dims[maxLoops];
  MlirValue one = fuselageBuildIndexConstant(&trial->host, 1);
  for (int i = 0; i < FUSELAGE_NUM_IDS; ++i)
    trial->sizes[i] = one;
  for (size_t i = 0; i < numLoops; ++i) {
    if (!buildDim(&trial->host, loops[i], &dims[i]))
      return false;
    setSizes(trial, &dims[i], i);
  }
  FuselageOpBuilder body =
      fuselageBuildLaunch(&trial->host, trial->sizes, &trial->launch);
  for (size_t i = 0; i < numLoops; ++i)
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(bodyOf(loops[i]), 0),
                                  buildVariable(trial, &body, &dims[i], i));
  moveBodies(loops, numLoops, &body);
  return true;
}

/// Compares two copies of the launch, one after the other.
static bool compare(MlirOperation first, MlirOperation second,
                    MlirOperation root, bool assumeNoaliasArgs,
                    FuselageReason *reason) {
  FuselageModel model;
  FuselageDependenceTracker tracker = {0};
  FuselageDependences dependences;
  bool hasMemory =
      fuselageModelInit(&model, root, assumeNoaliasArgs) &&
      fuselageModelAddLaunch(&model, first) &&
      fuselageModelAddLaunch(&model, second) &&
      fuselageDependenceTrackerAddLaunch(&tracker, &model, 0, 0,
                                         &dependences) &&
      fuselageDependenceTrackerAddLaunch(&tracker, &model, 1, 0, &dependences);
  *reason = FUSELAGE_REASON_NONE;
  if (hasMemory && model.launches.data[0].obstacle != FUSELAGE_REASON_NONE)
    *reason = model.launches.data[0].obstacle;
  else if (hasMemory && dependences.earliestPeer != 0)
    *reason = dependences.obstacle.reason;
  else if (hasMemory && dependences.barrierPeer != SIZE_MAX)
    *reason = FUSELAGE_REASON_CROSS_BLOCK_RAW;
  fuselageDependenceTrackerFree(&tracker);
  fuselageModelFree(&model);
  return hasMemory;
}

/// Erases the operations from `first` to before `end`, the last one first.
static void eraseBuilt(MlirOperation first, MlirOperation end) {
  MlirOperation last;
  do {
    last = first;
    for (MlirOperation op = mlirOperationGetNextInBlock(first);
         !mlirOperationEqual(op, end); op = mlirOperationGetNextInBlock(op))
      last = op;
    mlirOperationDestroy(last);
  } while (!mlirOperationEqual(last, first));
}

/// A question about a nest.
typedef struct Question {
  MlirOperation loop, root;
  bool assumeNoaliasArgs;
} Question;

/// Whether the iterations of the first `numLoops` loops of the nest are
/// independent. Affine operations promise that values do not wrap around, and
/// lowering loses the promise. The analysis reads bounds of loops in the body
/// from lowered loops.
static bool tryLoops(const Question *question, size_t numLoops, bool isLowered,
                     FuselageReason *reason) {
  MlirOperation loop = question->loop;
  MlirOperation shell = mlirOperationClone(loop);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(loop), loop, shell);
  Trial trial = {.host = fuselageOpBuilderBefore(shell)};
  MlirValue marker = fuselageBuildIndexConstant(&trial.host, 0);
  MlirOperation loops[maxLoops];
  collectNest(shell, loops);
  bool hasMemory = buildTrial(&trial, loops, numLoops);
  if (hasMemory) {
    bool isComplete;
    if (isLowered)
      (void)fuselageLowerAffineOps(trial.launch, &isComplete);
    MlirOperation second = mlirOperationClone(trial.launch);
    mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(loop), shell,
                                        second);
    hasMemory = compare(trial.launch, second, question->root,
                        question->assumeNoaliasArgs, reason);
  }
  eraseBuilt(fuselageValueGetDefiningOp(marker), loop);
  return hasMemory;
}

bool fuselageLoopGetIndependence(MlirOperation loop, MlirOperation root,
                                 bool assumeNoaliasArgs,
                                 FuselageLoopIndependence *independence) {
  Question question = {loop, root, assumeNoaliasArgs};
  MlirOperation loops[maxLoops];
  *independence = (FuselageLoopIndependence){0};
  for (size_t n = collectNest(loop, loops); n > 0; --n) {
    for (int isLowered = 0; isLowered < 2; ++isLowered) {
      if (!tryLoops(&question, n, isLowered, &independence->reason))
        return false;
      if (independence->reason == FUSELAGE_REASON_NONE) {
        independence->numLoops = n;
        return true;
      }
    }
  }
  return true;
}
