//===- SequentialLoops.c - Parallel loops of one thread -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/SequentialLoops.h"

#include "IR/LoopArguments.h"
#include "IR/OpBuilder.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Transforms/Loops/ParallelLoop.h"

/// An `scf.parallel` and the loops that replace it.
typedef struct Sequence {
  FuselageParallelLoop parallel;
  /// The loops, outermost first.
  FUSELAGE_ARRAY(MlirOperation) loops;
  /// The values of the reductions so far, in the body under construction.
  FUSELAGE_ARRAY(MlirValue) carried;
} Sequence;

static bool reserve(Sequence *sequence) {
  const FuselageParallelLoop *parallel = &sequence->parallel;
  return FUSELAGE_ARRAY_RESERVE(&sequence->loops, (size_t)parallel->numDims) &&
         FUSELAGE_ARRAY_RESERVE(&sequence->carried,
                                (size_t)parallel->numReductions + 1);
}

static void moveOpsBefore(MlirBlock from, MlirOperation end, MlirOperation to) {
  for (MlirOperation op = mlirBlockGetFirstOperation(from);
       !mlirOperationEqual(op, end); op = mlirBlockGetFirstOperation(from))
    mlirOperationMoveBefore(op, to);
}

static void buildLoops(Sequence *sequence) {
  const FuselageParallelLoop *parallel = &sequence->parallel;
  FuselageOpBuilder builder = fuselageOpBuilderBefore(parallel->op);
  for (intptr_t dim = 0; dim < parallel->numDims; ++dim) {
    MlirValue variable;
    FuselageOpBuilder body;
    fuselageBuildFor(&builder, fuselageParallelLoopGetLower(parallel, dim),
                     fuselageParallelLoopGetUpper(parallel, dim),
                     fuselageParallelLoopGetStep(parallel, dim), &variable,
                     &body);
    mlirValueReplaceAllUsesOfWith(
        fuselageParallelLoopGetVariable(parallel, dim), variable);
    sequence->loops.data[sequence->loops.size++] =
        mlirBlockGetParentOperation(body.block);
    builder = body;
  }
}

/// Makes each loop carry the reductions. The outermost loop starts from their
/// initial values.
static void carryReductions(Sequence *sequence) {
  const FuselageParallelLoop *parallel = &sequence->parallel;
  for (intptr_t i = 0; i < parallel->numReductions; ++i)
    sequence->carried.data[i] = fuselageParallelLoopGetInitial(parallel, i);
  for (size_t dim = 0; dim < sequence->loops.size; ++dim) {
    MlirOperation *loop = &sequence->loops.data[dim];
    *loop = fuselageLoopAddCarried(*loop, parallel->numReductions,
                                   sequence->carried.data);
    for (intptr_t i = 0; i < parallel->numReductions; ++i)
      sequence->carried.data[i] =
          mlirBlockGetArgument(fuselageLoopGetBody(*loop), i + 1);
  }
}

/// The operation before which the body goes: the terminator of the innermost
/// loop. Without dimensions the body runs once, and goes before the
/// `scf.parallel` itself.
static MlirOperation endOfInnermost(const Sequence *sequence) {
  if (sequence->loops.size == 0)
    return sequence->parallel.op;
  return mlirBlockGetTerminator(
      fuselageLoopGetBody(sequence->loops.data[sequence->loops.size - 1]));
}

/// Moves the operations of reduction number `i` to the end of the innermost
/// body. Returns the value that they compute from the value so far and the
/// value of the iteration.
static MlirValue inlineReduction(const Sequence *sequence, MlirOperation reduce,
                                 intptr_t i) {
  MlirBlock block = mlirRegionGetFirstBlock(mlirOperationGetRegion(reduce, i));
  MlirOperation end = mlirBlockGetTerminator(block);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(block, 0),
                                sequence->carried.data[i]);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(block, 1),
                                mlirOperationGetOperand(reduce, i));
  moveOpsBefore(block, end, endOfInnermost(sequence));
  return mlirOperationGetOperand(end, 0);
}

static void replaceResults(const Sequence *sequence, const MlirValue *values) {
  for (intptr_t i = 0; i < sequence->parallel.numReductions; ++i)
    mlirValueReplaceAllUsesOfWith(
        mlirOperationGetResult(sequence->parallel.op, i), values[i]);
}

/// Each loop hands on the values of the reductions, or the results of the loop
/// inside of it.
static void yieldReductions(Sequence *sequence, MlirOperation reduce) {
  intptr_t numReductions = sequence->parallel.numReductions;
  MlirValue *values = sequence->carried.data;
  for (intptr_t i = 0; i < numReductions; ++i)
    values[i] = inlineReduction(sequence, reduce, i);
  for (size_t dim = sequence->loops.size; dim-- > 0;)
    for (intptr_t i = 0; i < numReductions; ++i) {
      fuselageLoopAppendYield(sequence->loops.data[dim], values[i]);
      values[i] = mlirOperationGetResult(sequence->loops.data[dim], i);
    }
  replaceResults(sequence, values);
}

static bool makeSequential(MlirOperation op) {
  Sequence sequence = {.parallel = fuselageParallelLoopGet(op)};
  bool hasMemory = reserve(&sequence);
  if (hasMemory) {
    MlirOperation reduce = mlirBlockGetTerminator(sequence.parallel.body);
    buildLoops(&sequence);
    moveOpsBefore(sequence.parallel.body, reduce, endOfInnermost(&sequence));
    if (sequence.parallel.numReductions > 0) {
      carryReductions(&sequence);
      yieldReductions(&sequence, reduce);
    }
    mlirOperationDestroy(op);
  }
  FUSELAGE_ARRAY_FREE(&sequence.loops);
  FUSELAGE_ARRAY_FREE(&sequence.carried);
  return hasMemory;
}

typedef struct Collection {
  FUSELAGE_ARRAY(MlirOperation) loops;
  bool outOfMemory;
} Collection;

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Collection *collection = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_SCF_PARALLEL))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&collection->loops);
  if (slot)
    *slot = op;
  collection->outOfMemory |= !slot;
  return MlirWalkResultAdvance;
}

/// Inner loops come first: a loop moves only when the loops in it are done.
bool fuselageMakeLoopsSequential(MlirOperation root) {
  Collection collection = {0};
  mlirOperationWalk(root, collect, &collection, MlirWalkPostOrder);
  bool hasMemory = !collection.outOfMemory;
  for (size_t i = 0; i < collection.loops.size && hasMemory; ++i)
    if (!mlirOperationEqual(collection.loops.data[i], root))
      hasMemory = makeSequential(collection.loops.data[i]);
  FUSELAGE_ARRAY_FREE(&collection.loops);
  return hasMemory;
}
