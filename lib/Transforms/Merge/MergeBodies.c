//===- MergeBodies.c - Running one body after another ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The *seam* is the place where the threads of a body go on with the next body.
// Every thread that ends a body reaches the seam after it exactly once. If the
// body has one exit, the next body continues in the block of the exit. If it
// has several exits, they all branch to a new block. So a barrier may stand at
// the seam, and the entry of the next body runs as often as in its own launch:
// once for every thread.
//
// Threads that took different ways through a body may reach the seam at
// different times. That matters only if the threads of a subgroup meet in the
// next body. On hardware that schedules threads one by one, it does no harm:
// shuffles, reductions and barriers become `.sync` instructions with the mask
// of the full subgroup, which wait for all threads of the mask. Hardware that
// runs a subgroup in step joins its threads at places where their ways
// certainly meet again. The seam is such a place: it lies on every way out of
// the body. A thread must not wait at a collective operation of one body while
// another thread has gone on to the next body. The analysis therefore refuses a
// body with a collective operation that not all threads reach
// (divergent-barrier).
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/MergeBodies.h"

#include "IR/LaunchForm.h"
#include "IR/OpBuilder.h"
#include "IR/Ops.h"

FuselageLastBody fuselageLastBodyOf(MlirOperation launch) {
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  return (FuselageLastBody){entry, mlirBlockGetNextInRegion(entry)};
}

//===----------------------------------------------------------------------===//
// The seam
//===----------------------------------------------------------------------===//

/// The operation in `block` that ends the body. Null if `block` ends in a
/// branch, or in an operation after which nothing runs.
static MlirOperation exitOf(MlirBlock block) {
  MlirOperation terminator = mlirBlockGetTerminator(block);
  return fuselageOperationIs(terminator, FUSELAGE_OP_GPU_TERMINATOR)
             ? terminator
             : (MlirOperation){NULL};
}

/// The number of exits of a body; stores the block of one of them.
static size_t countExits(const FuselageLastBody *body, MlirBlock *block) {
  size_t count = 0;
  for (MlirBlock b = body->entry; !mlirBlockIsNull(b);
       b = mlirBlockEqual(b, body->entry) ? body->others
                                          : mlirBlockGetNextInRegion(b)) {
    if (mlirOperationIsNull(exitOf(b)))
      continue;
    *block = b;
    ++count;
  }
  return count;
}

/// Replaces the exit of `block`, if it has one, by a branch to `target`.
static void redirectExit(MlirBlock block, MlirBlock target) {
  MlirOperation exit = exitOf(block);
  if (mlirOperationIsNull(exit))
    return;
  MlirOperationState state = mlirOperationStateGet(
      fuselageOpGetName(FUSELAGE_OP_CF_BR), mlirOperationGetLocation(exit));
  mlirOperationStateAddSuccessors(&state, 1, &target);
  mlirBlockInsertOwnedOperationBefore(block, exit, mlirOperationCreate(&state));
  mlirOperationDestroy(exit);
}

/// Makes a block at the end of the region to which all exits of `body` lead.
static MlirBlock joinExits(MlirRegion region, const FuselageLastBody *body) {
  MlirBlock join = mlirBlockCreate(0, NULL, NULL);
  mlirRegionAppendOwnedBlock(region, join);
  redirectExit(body->entry, join);
  for (MlirBlock b = body->others; !mlirBlockIsNull(b);
       b = mlirBlockGetNextInRegion(b))
    if (!mlirBlockEqual(b, join))
      redirectExit(b, join);
  return join;
}

/// The block, without a terminator, in which the next body begins.
static MlirBlock makeSeam(MlirRegion region, const FuselageLastBody *body) {
  MlirBlock seam = body->entry;
  if (countExits(body, &seam) != 1)
    return joinExits(region, body);
  mlirOperationDestroy(exitOf(seam));
  return seam;
}

static void appendBarrier(MlirBlock seam, MlirLocation location) {
  FuselageOpBuilder builder = {.context = mlirLocationGetContext(location),
                               .location = location,
                               .block = seam};
  fuselageBuildBarrier(&builder);
}

//===----------------------------------------------------------------------===//
// The next body
//===----------------------------------------------------------------------===//

static void moveOperations(MlirBlock source, MlirBlock target) {
  for (MlirOperation op = mlirBlockGetFirstOperation(source);
       !mlirOperationIsNull(op); op = mlirBlockGetFirstOperation(source)) {
    mlirOperationRemoveFromParent(op);
    mlirBlockAppendOwnedOperation(target, op);
  }
}

/// Moves `first` and the blocks after it to the end of `target`.
static void moveBlocks(MlirBlock first, MlirRegion target) {
  MlirBlock next;
  for (MlirBlock block = first; !mlirBlockIsNull(block); block = next) {
    next = mlirBlockGetNextInRegion(block);
    mlirBlockDetach(block);
    mlirRegionAppendOwnedBlock(target, block);
  }
}

/// The entry of the new body has no predecessors. So its operations can move
/// into the seam, and branches between the other blocks stay as they are.
void fuselageMergeBody(MlirOperation first, MlirOperation launch,
                       bool needsBarrier, FuselageLastBody *last) {
  MlirRegion region = mlirOperationGetRegion(first, 0);
  MlirBlock seam = makeSeam(region, last);
  if (needsBarrier)
    appendBarrier(seam, mlirOperationGetLocation(launch));
  *last = fuselageLastBodyOf(launch);
  moveOperations(last->entry, seam);
  moveBlocks(last->others, region);
  last->entry = seam;
}
