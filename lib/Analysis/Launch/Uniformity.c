//===- Uniformity.c - Values and control flow equal in a block ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values count as uniform until shown otherwise. Divergence starts at thread
// ids, and at operations whose results may depend on more than their operands:
// calls, and loads, because other threads may write in between. It spreads from
// a value to its users: to results, through branches and yields to block
// arguments and results, and from a condition to everything that runs under it.
//
// For regions with several blocks the rule is coarse: if a branch diverges,
// threads may run any block of the region different numbers of times.
// Exceptions are the entry, which has no predecessors, and the exit if the
// region has only one.
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/Uniformity.h"

#include "Analysis/Index/IndexExpr.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"

/// How the threads of a block go through a region.
typedef enum Divergence {
  BRANCHES_DIVERGE_BEFORE_ONE_EXIT,
  BRANCHES_DIVERGE,
  ENTRY_DIVERGES
} Divergence;

typedef struct Spread {
  MlirOperation launch;
  /// The divergent values, and the list of values whose users are still to be
  /// visited.
  FuselagePointerMap divergent;
  FUSELAGE_ARRAY(MlirValue) open;
  /// From regions to their Divergence.
  FuselagePointerMap regions;
  FUSELAGE_ARRAY(MlirOperation) collectives;
  bool outOfMemory;
} Spread;

//===----------------------------------------------------------------------===//
// Marks
//===----------------------------------------------------------------------===//

static void mark(Spread *spread, MlirValue value) {
  if (spread->outOfMemory ||
      fuselagePointerMapLookup(&spread->divergent, value.ptr) !=
          FUSELAGE_POINTER_NOT_FOUND)
    return;
  MlirValue *slot = FUSELAGE_ARRAY_APPEND(&spread->open);
  if (!slot || !fuselagePointerMapInsert(&spread->divergent, value.ptr, 0)) {
    spread->outOfMemory = true;
    return;
  }
  *slot = value;
}

static void markResult(Spread *spread, MlirOperation op, intptr_t number) {
  if (number < mlirOperationGetNumResults(op))
    mark(spread, mlirOperationGetResult(op, number));
}

static void markResults(Spread *spread, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    mark(spread, mlirOperationGetResult(op, i));
}

static void markArgument(Spread *spread, MlirBlock block, intptr_t number) {
  if (number < mlirBlockGetNumArguments(block))
    mark(spread, mlirBlockGetArgument(block, number));
}

static void markArguments(Spread *spread, MlirBlock block) {
  for (intptr_t i = 0; i < mlirBlockGetNumArguments(block); ++i)
    mark(spread, mlirBlockGetArgument(block, i));
}

/// Returns true if the region is now more divergent than known before.
static bool markRegion(Spread *spread, MlirRegion region,
                       Divergence divergence) {
  uint32_t known = fuselagePointerMapLookup(&spread->regions, region.ptr);
  if (known != FUSELAGE_POINTER_NOT_FOUND && known >= (uint32_t)divergence)
    return false;
  if (!fuselagePointerMapInsert(&spread->regions, region.ptr,
                                (uint32_t)divergence))
    spread->outOfMemory = true;
  return !spread->outOfMemory;
}

/// Notes that threads differ in which regions of `op` they run, and how often.
static void markControl(Spread *spread, MlirOperation op) {
  markResults(spread, op);
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    MlirRegion region = mlirOperationGetRegion(op, i);
    if (markRegion(spread, region, ENTRY_DIVERGES))
      FUSELAGE_FOR_EACH_BLOCK (block, region)
        markArguments(spread, block);
  }
}

static bool isExit(MlirBlock block) {
  return mlirBlockGetNumSuccessors(block) == 0;
}

static bool hasOneExit(MlirRegion region) {
  size_t count = 0;
  FUSELAGE_FOR_EACH_BLOCK (block, region)
    count += isExit(block);
  return count == 1;
}

/// Notes that threads differ in the way that a branch in `region` goes. If
/// threads run a block different numbers of times, its values differ after the
/// block, even if they are the same in each turn.
static void markBranches(Spread *spread, MlirRegion region) {
  bool oneExit = hasOneExit(region);
  if (!markRegion(spread, region,
                  oneExit ? BRANCHES_DIVERGE_BEFORE_ONE_EXIT
                          : BRANCHES_DIVERGE))
    return;
  MlirBlock entry = mlirRegionGetFirstBlock(region);
  for (MlirBlock block = mlirBlockGetNextInRegion(entry);
       !mlirBlockIsNull(block); block = mlirBlockGetNextInRegion(block)) {
    markArguments(spread, block);
    if (!oneExit || !isExit(block))
      FUSELAGE_FOR_EACH_OPERATION (op, block)
        markResults(spread, op);
  }
  MlirOperation parent = mlirBlockGetParentOperation(entry);
  if (!mlirOperationEqual(parent, spread->launch))
    markResults(spread, parent);
}

//===----------------------------------------------------------------------===//
// Where divergence starts
//===----------------------------------------------------------------------===//

static bool isKnownBranch(MlirOperation op) {
  FuselageOp kind = fuselageOperationGetKind(op);
  return kind == FUSELAGE_OP_CF_BR || kind == FUSELAGE_OP_CF_COND_BR ||
         kind == FUSELAGE_OP_CF_SWITCH;
}

/// An operation of a dialect outside of this list may depend on the thread that
/// runs it, even without effects.
bool fuselageOperationKeepsUniformity(MlirOperation op) {
  if (mlirOperationGetNumRegions(op) != 0 ||
      !fuselageOperationIsMemoryEffectFree(op))
    return false;
  return fuselageOperationDialectHasTrait(
             op, FUSELAGE_DIALECT_TRAIT_SAME_FOR_ALL) ||
         fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_UNIFORM);
}

static MlirWalkResult start(MlirOperation op, void *userData) {
  Spread *spread = userData;
  if (mlirOperationEqual(op, spread->launch))
    return MlirWalkResultAdvance;
  if (fuselageOperationIsCollective(op)) {
    MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&spread->collectives);
    if (slot)
      *slot = op;
    else
      spread->outOfMemory = true;
  }
  if (!fuselageOperationIsControlFlow(op) &&
      !fuselageOperationKeepsUniformity(op)) {
    markControl(spread, op);
    if (mlirOperationGetNumSuccessors(op) > 1 && !isKnownBranch(op))
      markBranches(spread, mlirBlockGetParentRegion(mlirOperationGetBlock(op)));
  }
  return spread->outOfMemory ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// If a dimension has one thread, its thread id is the same for all threads.
static void startAtThreadIds(Spread *spread) {
  MlirBlock entry = fuselageLaunchGetEntry(spread->launch);
  FuselageLaunchForm form = fuselageLaunchGetForm(spread->launch);
  for (int i = FUSELAGE_NUM_GRID_IDS; i < FUSELAGE_NUM_IDS; ++i) {
    int64_t size;
    if (!fuselageValueIsConstantInt(
            fuselageLaunchGetSizeOperand(spread->launch, i), &size) ||
        size != 1)
      markArgument(spread, entry, i);
  }
  for (intptr_t i = form.numIdsAndSizes + form.numWorkgroupBuffers;
       i < mlirBlockGetNumArguments(entry); ++i)
    markArgument(spread, entry, i);
}

//===----------------------------------------------------------------------===//
// Where it spreads
//===----------------------------------------------------------------------===//

static MlirBlock bodyOf(MlirOperation op, intptr_t region) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, region));
}

/// Spreads from the initial value of a loop-carried variable, or from its value
/// for the next turn.
static void spreadToIteration(Spread *spread, MlirOperation loop,
                              intptr_t number) {
  bool isWhile = fuselageOperationIs(loop, FUSELAGE_OP_SCF_WHILE);
  markArgument(spread, bodyOf(loop, 0), isWhile ? number : number + 1);
  if (!isWhile)
    markResult(spread, loop, number);
}

static void spreadThroughYield(Spread *spread, MlirOperation parent,
                               intptr_t operand) {
  if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_FOR) ||
      fuselageOperationIs(parent, FUSELAGE_OP_AFFINE_FOR) ||
      fuselageOperationIs(parent, FUSELAGE_OP_SCF_WHILE))
    spreadToIteration(spread, parent, operand);
  else
    markResult(spread, parent, operand);
}

/// `scf.condition` in the first region of a loop: whether to go on, and the
/// values for the second region or for the results of the loop.
static void spreadThroughCondition(Spread *spread, MlirOperation parent,
                                   intptr_t operand) {
  if (operand == 0) {
    markControl(spread, parent);
    return;
  }
  markArgument(spread, bodyOf(parent, 1), operand - 1);
  markResult(spread, parent, operand - 1);
}

/// The first operands of a control operation decide what runs. The operands
/// after them are initial values of loop-carried variables.
static void spreadToControl(Spread *spread, MlirOperation op,
                            intptr_t operand) {
  intptr_t numDeciding = mlirOperationGetNumOperands(op);
  if (fuselageOperationIs(op, FUSELAGE_OP_SCF_WHILE))
    numDeciding = 0;
  else if (fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) ||
           fuselageOperationIs(op, FUSELAGE_OP_AFFINE_FOR))
    numDeciding -= mlirOperationGetNumResults(op);
  if (operand < numDeciding)
    markControl(spread, op);
  else
    spreadToIteration(spread, op, operand - numDeciding);
}

static void spreadThroughAnyBranch(Spread *spread, MlirOperation branch) {
  for (intptr_t i = 0; i < mlirOperationGetNumSuccessors(branch); ++i)
    markArguments(spread, mlirOperationGetSuccessor(branch, i));
  if (mlirOperationGetNumSuccessors(branch) > 1)
    markBranches(spread,
                 mlirBlockGetParentRegion(mlirOperationGetBlock(branch)));
}

/// Operands of the two common branches belong to one block argument each.
static void spreadThroughBranch(Spread *spread, MlirOperation branch,
                                intptr_t operand) {
  if (fuselageOperationIs(branch, FUSELAGE_OP_CF_BR)) {
    markArgument(spread, mlirOperationGetSuccessor(branch, 0), operand);
    return;
  }
  if (!fuselageOperationIs(branch, FUSELAGE_OP_CF_COND_BR) || operand == 0) {
    spreadThroughAnyBranch(spread, branch);
    return;
  }
  MlirBlock ifTrue = mlirOperationGetSuccessor(branch, 0);
  intptr_t numTrue = mlirBlockGetNumArguments(ifTrue);
  if (operand - 1 < numTrue)
    markArgument(spread, ifTrue, operand - 1);
  else
    markArgument(spread, mlirOperationGetSuccessor(branch, 1),
                 operand - 1 - numTrue);
}

static void spreadToUser(Spread *spread, MlirOpOperand use) {
  MlirOperation user = mlirOpOperandGetOwner(use);
  intptr_t operand = (intptr_t)mlirOpOperandGetOperandNumber(use);
  if (mlirOperationGetNumSuccessors(user) != 0)
    spreadThroughBranch(spread, user, operand);
  else if (fuselageOperationIs(user, FUSELAGE_OP_SCF_YIELD) ||
           fuselageOperationIs(user, FUSELAGE_OP_AFFINE_YIELD))
    spreadThroughYield(spread, mlirOperationGetParentOperation(user), operand);
  else if (fuselageOperationIs(user, FUSELAGE_OP_SCF_CONDITION))
    spreadThroughCondition(spread, mlirOperationGetParentOperation(user),
                           operand);
  else if (fuselageOperationIsControlFlow(user))
    spreadToControl(spread, user, operand);
  else
    markResults(spread, user);
}

static void spreadToUsers(Spread *spread) {
  while (spread->open.size != 0 && !spread->outOfMemory) {
    MlirValue value = spread->open.data[--spread->open.size];
    for (MlirOpOperand use = mlirValueGetFirstUse(value);
         !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use))
      spreadToUser(spread, use);
  }
}

//===----------------------------------------------------------------------===//
// Places that all threads come to
//===----------------------------------------------------------------------===//

static bool runsForAll(const Spread *spread, MlirBlock block) {
  MlirRegion region = mlirBlockGetParentRegion(block);
  switch (fuselagePointerMapLookup(&spread->regions, region.ptr)) {
  case FUSELAGE_POINTER_NOT_FOUND:
    return true;
  case BRANCHES_DIVERGE_BEFORE_ONE_EXIT:
    return isExit(block) ||
           mlirBlockEqual(block, mlirRegionGetFirstBlock(region));
  case BRANCHES_DIVERGE:
    return mlirBlockEqual(block, mlirRegionGetFirstBlock(region));
  default:
    return false;
  }
}

static bool isReachedByAll(const Spread *spread, MlirOperation op) {
  for (; !mlirOperationEqual(op, spread->launch);
       op = mlirOperationGetParentOperation(op))
    if (!runsForAll(spread, mlirOperationGetBlock(op)))
      return false;
  return true;
}

static void spreadAll(Spread *spread) {
  mlirOperationWalk(spread->launch, start, spread, MlirWalkPreOrder);
  if (spread->collectives.size == 0)
    return;
  startAtThreadIds(spread);
  spreadToUsers(spread);
}

bool fuselageFindDivergentCollective(MlirOperation launch,
                                     MlirOperation *found) {
  Spread spread = {.launch = launch};
  *found = (MlirOperation){NULL};
  spreadAll(&spread);
  for (size_t i = 0; i < spread.collectives.size; ++i) {
    if (isReachedByAll(&spread, spread.collectives.data[i]))
      continue;
    *found = spread.collectives.data[i];
    break;
  }
  FUSELAGE_ARRAY_FREE(&spread.open);
  FUSELAGE_ARRAY_FREE(&spread.collectives);
  fuselagePointerMapFree(&spread.divergent);
  fuselagePointerMapFree(&spread.regions);
  return !spread.outOfMemory;
}
