//===- SpreadLoops.c - Iterations of a loop as threads --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/SpreadLoops.h"

#include "Analysis/Host/HostTrips.h"
#include "Bridge/MemoryEffects.h"
#include "IR/DeviceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/LoopArguments.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Transforms/Loops/SequentialLoops.h"
#include "Transforms/Shape/RemapItems.h"

#include "mlir-c/BuiltinTypes.h"

#include <assert.h>

/// More items than any device runs threads at a time gain nothing from being
/// more.
enum { enoughItems = 1 << 18 };

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// Loads and stores of memory that outlives the thread, arithmetic, and what
/// runs them. Atomic updates of one element come in an order that iterations
/// have and threads do not. An id is none of the iteration, and memory of the
/// stack is one of the thread.
static bool mayBeOfIteration(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_SCF_FOR:
  case FUSELAGE_OP_SCF_IF:
  case FUSELAGE_OP_SCF_YIELD:
  case FUSELAGE_OP_SCF_PARALLEL:
  case FUSELAGE_OP_SCF_REDUCE:
  case FUSELAGE_OP_SCF_REDUCE_RETURN:
  case FUSELAGE_OP_GPU_TERMINATOR:
    return true;
  default:
    break;
  }
  if (!fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE) &&
      !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_ARITH) &&
      !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_MATH) &&
      !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_MEMREF) &&
      !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_VECTOR))
    return false;
  FuselageOpClass opClass = fuselageOperationGetClass(op);
  return mlirOperationGetNumRegions(op) == 0 &&
         (opClass == FUSELAGE_CLASS_READ || opClass == FUSELAGE_CLASS_WRITE ||
          fuselageOperationIsMemoryEffectFree(op));
}

static MlirWalkResult findOther(MlirOperation op, void *userData) {
  bool *isFound = userData;
  *isFound =
      !fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) && !mayBeOfIteration(op);
  return *isFound ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// A launch that nobody waits for, with nothing of its own but ids and sizes.
static bool mayBeSpread(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  bool hasOther = false;
  if (form.isAsync || form.numDependencies != 0 || form.hasClusters ||
      !mlirValueIsNull(form.dynamicSharedMemorySize) ||
      mlirBlockGetNumArguments(entry) != 2 * FUSELAGE_NUM_IDS ||
      !mlirBlockIsNull(mlirBlockGetNextInRegion(entry)))
    return false;
  mlirOperationWalk(launch, findOther, &hasOther, MlirWalkPreOrder);
  return !hasOther;
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// The numbers of a loop that are constants.
typedef struct LoopNumbers {
  int64_t lower, step, trips;
} LoopNumbers;

/// False unless they are constants, with several trips.
static bool readLoop(MlirOperation loop, LoopNumbers *numbers) {
  uint64_t trips = fuselageHostLoopGetTrips(loop);
  MlirValue lower = mlirOperationGetOperand(loop, 0);
  if (trips < 2 || trips >= FUSELAGE_UNKNOWN_TRIPS ||
      !mlirTypeIsAIndex(mlirValueGetType(lower)) ||
      !fuselageValueIsConstantInt(lower, &numbers->lower) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(loop, 2),
                                  &numbers->step))
    return false;
  numbers->trips = (int64_t)trips;
  return true;
}

/// True for a loop that carries no values.
static bool isLoop(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR) &&
         mlirOperationGetNumResults(op) == 0;
}

/// True for a condition that does nothing where it does not hold.
static bool isGuard(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_SCF_IF) &&
         fuselageConditionIsGuard(op);
}

/// True for an operation that each thread may run before or after a loop: it
/// only gives a value.
static bool isRepeatable(MlirOperation op) {
  return mlirOperationGetNumRegions(op) == 0 &&
         (fuselageOperationGetClass(op) == FUSELAGE_CLASS_READ ||
          fuselageOperationIsMemoryEffectFree(op));
}

/// The next operation of a block, from `op` on, that is more than a value; null
/// if it is the terminator.
static MlirOperation stepFrom(MlirOperation op) {
  while (isRepeatable(op) &&
         !mlirOperationIsNull(mlirOperationGetNextInBlock(op)))
    op = mlirOperationGetNextInBlock(op);
  return mlirOperationIsNull(mlirOperationGetNextInBlock(op))
             ? (MlirOperation){NULL}
             : op;
}

static MlirOperation firstStep(MlirBlock block) {
  return stepFrom(mlirBlockGetFirstOperation(block));
}

static MlirBlock firstBlock(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

/// The loops that are first in a body: each in the one before it, or in a guard
/// there.
typedef struct Chain {
  MlirOperation loops[FUSELAGE_MAX_SPREAD_LOOPS];
  int length;
} Chain;

static Chain findChain(MlirBlock block) {
  Chain chain = {.length = 0};
  while (chain.length < FUSELAGE_MAX_SPREAD_LOOPS) {
    MlirOperation step = firstStep(block);
    if (mlirOperationIsNull(step) || (!isLoop(step) && !isGuard(step)))
      break;
    if (isLoop(step))
      chain.loops[chain.length++] = step;
    block = firstBlock(step);
  }
  return chain;
}

/// The number of loops with so many trips that are first in a block.
static int countLoops(MlirBlock block, int64_t trips) {
  Chain chain = findChain(block);
  LoopNumbers numbers;
  int count = 0;
  for (int i = 0; i < chain.length; ++i)
    count += readLoop(chain.loops[i], &numbers) && numbers.trips == trips;
  return count;
}

/// Loops of equally many trips, of which all that a body does is in one.
typedef struct Cover {
  const FuselageSpreadLoop *like;
  MlirOperation loops[FUSELAGE_MAX_SPREAD_LOOPS];
  int count;
} Cover;

static bool coverBlock(Cover *cover, MlirBlock block);

static bool coverStep(Cover *cover, MlirOperation step) {
  LoopNumbers numbers;
  int count = cover->count;
  if (!isLoop(step) && !isGuard(step))
    return false;
  if (coverBlock(cover, firstBlock(step)))
    return true;
  cover->count = count;
  if (!isLoop(step) || count == FUSELAGE_MAX_SPREAD_LOOPS ||
      !readLoop(step, &numbers) || numbers.trips != cover->like->trips ||
      countLoops(firstBlock(step), numbers.trips) != cover->like->numInside)
    return false;
  cover->loops[cover->count++] = step;
  return true;
}

/// Finds loops that cover what a block does; false if there are none.
static bool coverBlock(Cover *cover, MlirBlock block) {
  MlirOperation step = firstStep(block);
  if (mlirOperationIsNull(step))
    return false;
  for (; !mlirOperationIsNull(step);
       step = stepFrom(mlirOperationGetNextInBlock(step)))
    if (!coverStep(cover, step))
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Ids
//===----------------------------------------------------------------------===//

/// Finds an id for the iterations along a dimension of one block of one thread,
/// or of one thread where all blocks have one.
static bool findId(const FuselageWorkItems *items,
                   const FuselageSpreadLoops *taken, FuselageSpreadLoop *loop) {
  int64_t threads = 1;
  bool isTaken[FUSELAGE_NUM_IDS] = {false}, areSingle = true;
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
    areSingle = areSingle && items->axes[axis].numThreads == 1;
  for (int i = 0; i < taken->count; ++i) {
    isTaken[taken->loops[i].id] = true;
    if (taken->loops[i].id >= FUSELAGE_NUM_GRID_IDS)
      threads *= taken->loops[i].trips;
  }
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    const FuselageItemAxis *along = &items->axes[axis];
    loop->id = axis;
    if (!isTaken[axis] && along->numBlocks == 1 && along->numThreads == 1 &&
        loop->trips <= fuselageMaxSizeAlong(axis))
      return true;
  }
  for (int id = FUSELAGE_NUM_GRID_IDS; areSingle && id < FUSELAGE_NUM_IDS;
       ++id) {
    loop->id = id;
    if (!isTaken[id] && loop->trips <= fuselageMaxSizeAlong(id) &&
        loop->trips <= FUSELAGE_MAX_BLOCK_THREADS / threads)
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// The variable of the loop: lower + step * id.
static MlirValue buildVariable(const FuselageOpBuilder *body,
                               const LoopNumbers *loop, MlirValue id) {
  MlirValue variable = id;
  if (loop->step != 1)
    variable =
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, variable,
                            fuselageBuildIndexConstant(body, loop->step));
  if (loop->lower != 0)
    variable =
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_ADDI, variable,
                            fuselageBuildIndexConstant(body, loop->lower));
  return variable;
}

/// Puts the body of a loop in its place.
static void unwrap(MlirOperation loop, MlirValue id) {
  FuselageOpBuilder before = fuselageOpBuilderBefore(loop);
  MlirBlock body = fuselageLoopGetBody(loop);
  MlirOperation terminator = mlirBlockGetTerminator(body);
  LoopNumbers numbers = {.step = 1};
  bool isConstant = readLoop(loop, &numbers);
  assert(isConstant);
  (void)isConstant;
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(body, 0),
                                buildVariable(&before, &numbers, id));
  while (!mlirOperationEqual(mlirBlockGetFirstOperation(body), terminator))
    mlirOperationMoveBefore(mlirBlockGetFirstOperation(body), loop);
  mlirOperationDestroy(loop);
}

/// Replaces the id and the size along a dimension with one block, or thread.
static void freeId(MlirBlock entry, int id) {
  FuselageOpBuilder body =
      fuselageOpBuilderBefore(mlirBlockGetFirstOperation(entry));
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(entry, id),
                                fuselageBuildIndexConstant(&body, 0));
  mlirValueReplaceAllUsesOfWith(
      mlirBlockGetArgument(entry, FUSELAGE_NUM_IDS + id),
      fuselageBuildIndexConstant(&body, 1));
}

static bool note(FuselageSpreadNotes *notes, MlirOperation loop,
                 int64_t trips) {
  FuselageSpreadNote *slot = FUSELAGE_ARRAY_APPEND(notes);
  if (slot)
    *slot = (FuselageSpreadNote){mlirOperationGetLocation(loop), trips};
  return slot != NULL;
}

bool fuselageSpreadLoops(MlirOperation launch,
                         const FuselageSpreadLoops *spread,
                         FuselageOperationList *created,
                         FuselageSpreadNotes *notes) {
  if (!fuselageMakeLoopsSequential(launch))
    return false;
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  FuselageOpBuilder host = fuselageOpBuilderBefore(launch);
  host.created = created;
  bool hadMemory = true;
  for (int i = 0; i < spread->count; ++i) {
    const FuselageSpreadLoop *like = &spread->loops[i];
    Cover cover = {.like = like};
    // What was found in a copy is here.
    if (!coverBlock(&cover, entry)) {
      assert(false);
      continue;
    }
    freeId(entry, like->id);
    for (int j = 0; j < cover.count; ++j) {
      hadMemory =
          hadMemory && (!notes || note(notes, cover.loops[j], like->trips));
      unwrap(cover.loops[j], mlirBlockGetArgument(entry, like->id));
    }
    fuselageLaunchSetSizeOperand(
        launch, like->id, fuselageBuildIndexConstant(&host, like->trips));
  }
  fuselageLaunchDropSizeAttributes(launch);
  return hadMemory;
}

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

/// Stores whether all that the threads of a launch have in common stays in a
/// thread: asks what stands between the launch and itself. False when memory is
/// out.
static bool compareThreads(FuselageSpreadSearch *search, MlirOperation launch,
                           bool *areIndependent) {
  FuselageOpBuilder host = fuselageOpBuilderBefore(launch), around;
  MlirValue zero = fuselageBuildIndexConstant(&host, 0);
  MlirValue one = fuselageBuildIndexConstant(&host, 1), variable;
  fuselageBuildFor(&host, zero, one, one, &variable, &around);
  for (int i = 0; i < 2; ++i)
    mlirBlockInsertOwnedOperationBefore(around.block, around.before,
                                        mlirOperationClone(launch));
  MlirOperation root = mlirBlockGetParentOperation(around.block);
  FuselageAnalysis analysis =
      fuselageAnalysisCreateSharing(root, &search->options, &search->answers);
  bool hadMemory = !fuselageAnalysisIsNull(analysis);
  if (hadMemory) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
    assert(run.numStages == 2);
    *areIndependent = run.earliestPeer[1] == 0 &&
                      run.barrierPeer[1] == FUSELAGE_NO_STAGE &&
                      run.stages[0].layoutHash == run.stages[1].layoutHash;
    fuselageAnalysisDestroy(analysis);
  }
  mlirOperationDestroy(root);
  mlirOperationDestroy(fuselageValueGetDefiningOp(one));
  mlirOperationDestroy(fuselageValueGetDefiningOp(zero));
  return hadMemory;
}

/// A copy before the launch.
static MlirOperation copyBefore(MlirOperation launch) {
  MlirOperation copy = mlirOperationClone(launch);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(launch), launch,
                                      copy);
  return copy;
}

/// Destroys a copy with the sizes that its spread loops gave it.
static void destroyCopy(MlirOperation copy, const FuselageSpreadLoops *spread) {
  MlirOperation sizes[FUSELAGE_MAX_SPREAD_LOOPS];
  for (int i = 0; i < spread->count; ++i)
    sizes[i] = fuselageValueGetDefiningOp(
        fuselageLaunchGetSizeOperand(copy, spread->loops[i].id));
  mlirOperationDestroy(copy);
  for (int i = 0; i < spread->count; ++i)
    mlirOperationDestroy(sizes[i]);
}

/// Asks about one more loop, on a copy.
static bool checkLoop(FuselageSpreadSearch *search, MlirOperation launch,
                      const FuselageSpreadLoops *more, bool *areIndependent) {
  MlirOperation copy = copyBefore(launch);
  bool hadMemory = fuselageSpreadLoops(copy, more, NULL, NULL);
  if (hadMemory) {
    hadMemory = compareThreads(search, copy, areIndependent);
    destroyCopy(copy, more);
  } else {
    mlirOperationDestroy(copy);
  }
  return hadMemory;
}

/// Describes a loop of a chain, and whether its like cover the body.
static bool describeLoop(const Chain *chain, int number, MlirBlock entry,
                         FuselageSpreadLoop *loop) {
  LoopNumbers numbers;
  Cover cover = {.like = loop};
  if (!readLoop(chain->loops[number], &numbers))
    return false;
  loop->trips = numbers.trips;
  loop->numInside =
      countLoops(fuselageLoopGetBody(chain->loops[number]), numbers.trips);
  return coverBlock(&cover, entry);
}

bool fuselageSpreadLoopsFind(FuselageSpreadSearch *search,
                             const FuselageWorkItems *items,
                             FuselageSpreadTest isUsefulOrNull, void *userData,
                             FuselageSpreadLoops *spread) {
  FuselageItemMapping all = fuselageItemMappingMake(items, 0, 0);
  int64_t numItems = fuselageItemMappingGetExtent(items, &all);
  *spread = (FuselageSpreadLoops){.count = 0};
  if (numItems <= 0 || numItems >= enoughItems || !mayBeSpread(items->launch))
    return true;
  // What is found is spread in a copy, whose chain then is shorter.
  MlirOperation copy = copyBefore(items->launch);
  MlirBlock entry = fuselageLaunchGetEntry(copy);
  bool hadMemory = fuselageMakeLoopsSequential(copy);
  int length = hadMemory ? findChain(entry).length : 0;
  for (int i = length; hadMemory && i-- > 0;) {
    Chain chain = findChain(entry);
    FuselageSpreadLoops one = {.count = 1};
    FuselageSpreadLoop *loop = &one.loops[0];
    bool areIndependent = false;
    if (!describeLoop(&chain, i, entry, loop) || !findId(items, spread, loop) ||
        loop->trips > FUSELAGE_MAX_GRID_X / numItems ||
        search->numAsked == FUSELAGE_MAX_LOOPS_TO_SPREAD)
      continue;
    ++search->numAsked;
    hadMemory = checkLoop(search, copy, &one, &areIndependent);
    if (!areIndependent)
      continue;
    hadMemory = fuselageSpreadLoops(copy, &one, NULL, NULL);
    if (!hadMemory)
      break;
    spread->loops[spread->count++] = *loop;
    numItems *= loop->trips;
  }
  bool isKept =
      spread->count != 0 && (!isUsefulOrNull || isUsefulOrNull(copy, userData));
  destroyCopy(copy, spread);
  if (!isKept)
    spread->count = 0;
  return hadMemory;
}
