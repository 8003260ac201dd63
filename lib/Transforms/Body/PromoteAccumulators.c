//===- PromoteAccumulators.c - Elements kept in registers -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/PromoteAccumulators.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Memory/AliasRule.h"
#include "IR/LaunchForm.h"
#include "IR/LoopArguments.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>
#include <stdint.h>

typedef FUSELAGE_ARRAY(MlirOperation) OperationList;

/// A block during the visit: its operations so far, and the block around it.
typedef struct Frame {
  const struct Frame *outer;
  MlirBlock block;
  OperationList seen;
} Frame;

/// Why an element can be loaded before a loop and stored after it.
typedef enum Ground {
  NO_GROUND,
  /// The loop runs its body, and the accesses in it, at least once.
  LOOP_RUNS,
  /// The element is in private memory, at constant indices within bounds.
  IS_PRIVATE,
  /// The thread stored to this element before the loop.
  WAS_STORED
} Ground;

/// An element that a loop can carry, and the accesses to it in order.
typedef struct Accumulator {
  OperationList accesses;
  /// Its first load and its last store.
  MlirOperation load, store;
  FuselageElement element;
  Ground ground;
  /// The store before the loop, for WAS_STORED.
  MlirOperation earlierStore;
} Accumulator;

//===----------------------------------------------------------------------===//
// Values that a loop does not change
//===----------------------------------------------------------------------===//

/// A divisor that is not constant may be 0 before a loop without iterations.
static bool dividesByConstantsOnly(MlirOperation affine) {
  MlirAffineMap map = fuselageOperationGetAffineMap(affine);
  for (intptr_t i = 0; i < mlirAffineMapGetNumResults(map); ++i)
    if (!mlirAffineExprIsPureAffine(mlirAffineMapGetResult(map, i)))
      return false;
  return true;
}

/// True if `op` may run before a loop even if the loop has no iterations.
static bool isMovable(MlirOperation op) {
  return fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_MOVABLE) &&
         (!fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE) ||
          dividesByConstantsOnly(op));
}

/// True if the operands of `op` from number `first` on come from outside of the
/// loop.
static bool operandsAreOutside(MlirOperation op, intptr_t first,
                               MlirOperation loop) {
  for (intptr_t i = first; i < mlirOperationGetNumOperands(op); ++i)
    if (fuselageValueIsDefinedInside(mlirOperationGetOperand(op, i), loop))
      return false;
  return true;
}

/// A bound on an id holds where the operation runs. If the loop has no
/// iterations, the operation did not run there before, so the bound goes.
static void dropBound(MlirOperation op) {
  static const char bound[] = "upper_bound";
  if (!mlirAttributeIsNull(fuselageOperationGetInherentAttribute(op, bound)))
    mlirOperationSetInherentAttributeByName(
        op, mlirStringRefCreateFromCString(bound), (MlirAttribute){NULL});
}

/// Moves index arithmetic that is the same in each iteration to before the
/// loop.
static void moveInvariantsOut(MlirOperation loop) {
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(fuselageLoopGetBody(loop));
       !mlirOperationIsNull(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (!isMovable(op) || !operandsAreOutside(op, 0, loop))
      continue;
    dropBound(op);
    mlirOperationMoveBefore(op, loop);
  }
}

static bool isInvariant(const FuselageBody *body,
                        const FuselageElement *element, MlirOperation loop) {
  if (!element->isKnown)
    return false;
  for (size_t i = 0; i < element->rank; ++i)
    if (!fuselageBodyIsInvariant(body, element->indices[i], loop))
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Accesses outside of a loop without iterations
//===----------------------------------------------------------------------===//
//
// The accesses of a loop show that an element is within its memref, and that it
// is aligned, only if they run. An access before the loop needs an address that
// is valid even if the loop does not run: its indices are constants within the
// memref, or the indices of a store that has run.

/// The most operations before a loop to look at.
enum { maxLookBack = FUSELAGE_BOUND(256, 2) };

static bool hasAnIteration(FuselageBody *body, MlirOperation loop) {
  int64_t lower, upper;
  return mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(loop, 0))) &&
         !fuselageLoopIsUnsigned(loop) &&
         fuselageExprIsConstant(
             fuselageIndexRead(&body->reader, mlirOperationGetOperand(loop, 0)),
             &lower) &&
         fuselageExprIsConstant(
             fuselageIndexRead(&body->reader, mlirOperationGetOperand(loop, 1)),
             &upper) &&
         lower < upper;
}

/// True if only this thread can reach the element, and the element exists even
/// if the loop does not run.
static bool isPrivateAndInside(const FuselageBody *body,
                               const FuselageElement *element) {
  if (!fuselageBodyIsPrivate(body, element->base))
    return false;
  MlirType type = mlirValueGetType(element->base);
  for (size_t i = 0; i < element->rank; ++i) {
    int64_t index;
    if (!fuselageExprIsConstant(element->indices[i], &index) || index < 0 ||
        mlirShapedTypeIsDynamicDim(type, (intptr_t)i) ||
        index >= mlirShapedTypeGetDimSize(type, (intptr_t)i))
      return false;
  }
  return true;
}

typedef enum Answer { YES, NO, UNDECIDED } Answer;

/// YES if `op` is a store to the element, NO if threads may meet in `op`,
/// UNDECIDED otherwise.
static Answer storesTo(FuselageBody *body, MlirOperation op,
                       const FuselageElement *element) {
  FuselageBodyAccessList list = {0};
  Answer answer = UNDECIDED;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (!fuselageBodyCollectAccesses(body, op, &list) || list.isOpaque)
    answer = NO;
  else if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand) &&
           kind == FUSELAGE_ACCESS_WRITE &&
           fuselageElementsAreEqual(&list.data[0].element, element))
    answer = YES;
  FUSELAGE_ARRAY_FREE(&list);
  return answer;
}

static bool hasOneBlock(MlirBlock block) {
  MlirRegion region = mlirBlockGetParentRegion(block);
  return mlirBlockEqual(mlirRegionGetFirstBlock(region), block) &&
         mlirBlockIsNull(mlirBlockGetNextInRegion(block));
}

/// True if the operations before the operation around a block have run before
/// the block, and threads cannot have met in between: not in another iteration
/// either.
static bool continuesOutside(FuselageBody *body, const Frame *frame) {
  MlirOperation around = mlirBlockGetParentOperation(frame->block);
  if (!frame->outer || !hasOneBlock(frame->block) ||
      !fuselageOperationIsControlFlow(around))
    return false;
  FuselageBodyAccessList list = {0};
  bool continues =
      fuselageBodyCollectAccesses(body, around, &list) && !list.isOpaque;
  FUSELAGE_ARRAY_FREE(&list);
  return continues;
}

/// The store of this thread to the element since threads last met, or null.
static MlirOperation findStore(FuselageBody *body,
                               const FuselageElement *element,
                               const Frame *frame) {
  const MlirOperation none = {NULL};
  size_t budget = maxLookBack;
  for (; frame; frame = frame->outer) {
    for (size_t i = frame->seen.size; i-- > 0;) {
      if (budget-- == 0)
        return none;
      Answer answer = storesTo(body, frame->seen.data[i], element);
      if (answer != UNDECIDED)
        return answer == YES ? frame->seen.data[i] : none;
    }
    if (!continuesOutside(body, frame))
      return none;
  }
  return none;
}

static bool findGround(FuselageBody *body, MlirOperation loop,
                       const Frame *frame, Accumulator *accumulator) {
  if (hasAnIteration(body, loop)) {
    accumulator->ground = LOOP_RUNS;
    return true;
  }
  if (isPrivateAndInside(body, &accumulator->element)) {
    accumulator->ground = IS_PRIVATE;
    return true;
  }
  accumulator->earlierStore = findStore(body, &accumulator->element, frame);
  accumulator->ground =
      mlirOperationIsNull(accumulator->earlierStore) ? NO_GROUND : WAS_STORED;
  return accumulator->ground != NO_GROUND;
}

//===----------------------------------------------------------------------===//
// Accumulators
//===----------------------------------------------------------------------===//

static bool isPlainAccessIn(MlirOperation op, MlirBlock block) {
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  return mlirBlockEqual(mlirOperationGetBlock(op), block) &&
         fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand);
}

/// Adds an access to the element. The first access must be a load: otherwise
/// the loop has nothing to carry. A new load or store outside of the loop needs
/// its indices there.
static bool addAccess(Accumulator *accumulator,
                      const FuselageBodyAccess *access, MlirOperation loop) {
  bool isWrite = access->kind == FUSELAGE_ACCESS_WRITE;
  bool isFirst = accumulator->accesses.size == 0;
  if (!isPlainAccessIn(access->op, fuselageLoopGetBody(loop)) ||
      (isFirst && isWrite))
    return false;
  if (isFirst)
    accumulator->load = access->op;
  if (isWrite)
    accumulator->store = access->op;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&accumulator->accesses);
  if (slot)
    *slot = access->op;
  return slot != NULL;
}

/// Collects the accesses to `element`; false if it cannot be carried.
static bool collectAccumulator(const FuselageBody *body, MlirOperation loop,
                               const FuselageBodyAccessList *list,
                               const FuselageElement *element,
                               Accumulator *accumulator) {
  accumulator->accesses.size = 0;
  accumulator->store = (MlirOperation){NULL};
  for (size_t i = 0; i < list->size; ++i) {
    const FuselageBodyAccess *access = &list->data[i];
    if (!fuselageBuffersMayAlias(&body->buffers, access->element.buffer,
                                 element->buffer) ||
        fuselageElementsDiffer(&access->element, element))
      continue;
    if (!fuselageElementsAreEqual(&access->element, element) ||
        !addAccess(accumulator, access, loop))
      return false;
  }
  accumulator->element = *element;
  return accumulator->accesses.size != 0 &&
         !mlirOperationIsNull(accumulator->store) &&
         operandsAreOutside(accumulator->load, 0, loop) &&
         operandsAreOutside(accumulator->store, 1, loop);
}

static bool findAccumulator(FuselageBody *body, MlirOperation loop,
                            const Frame *frame, Accumulator *accumulator) {
  FuselageBodyAccessList list = {0};
  bool found = false;
  if (fuselageBodyCollectAccesses(body, loop, &list) && !list.isOpaque)
    for (size_t i = 0; i < list.size && !found; ++i) {
      const FuselageElement *element = &list.data[i].element;
      found = list.data[i].kind == FUSELAGE_ACCESS_READ &&
              isInvariant(body, element, loop) &&
              collectAccumulator(body, loop, &list, element, accumulator) &&
              findGround(body, loop, frame, accumulator);
    }
  FUSELAGE_ARRAY_FREE(&list);
  return found;
}

/// Replaces the accesses by the carried value; returns the value that an
/// iteration hands on.
static MlirValue replaceAccesses(const Accumulator *accumulator,
                                 MlirValue value) {
  for (size_t i = 0; i < accumulator->accesses.size; ++i) {
    MlirOperation op = accumulator->accesses.data[i];
    if (mlirOperationGetNumResults(op) == 0)
      value = mlirOperationGetOperand(op, 0);
    else
      mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, 0), value);
    mlirOperationDestroy(op);
  }
  return value;
}

/// Clones `access`, a load or store, before `op`.
static MlirOperation cloneBefore(MlirOperation access, MlirOperation op) {
  MlirOperation clone = mlirOperationClone(access);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(op), op, clone);
  return clone;
}

/// The constant indices of a private element.
static void buildIndices(const FuselageOpBuilder *builder,
                         const FuselageElement *element, MlirValue *indices) {
  for (size_t i = 0; i < element->rank; ++i) {
    int64_t index = 0;
    if (!fuselageExprIsConstant(element->indices[i], &index))
      index = 0;
    indices[i] = fuselageBuildIndexConstant(builder, index);
  }
}

/// Builds a load before the loop.
static MlirValue loadBefore(MlirOperation loop,
                            const Accumulator *accumulator) {
  FuselageOpBuilder builder = fuselageOpBuilderBefore(loop);
  MlirValue indices[FUSELAGE_MAX_ELEMENT_RANK];
  switch (accumulator->ground) {
  case WAS_STORED:
    return fuselageBuildLoadLikeStore(&builder, accumulator->earlierStore);
  case IS_PRIVATE:
    buildIndices(&builder, &accumulator->element, indices);
    return fuselageBuildLoad(&builder, accumulator->element.base, indices);
  case LOOP_RUNS:
  case NO_GROUND:
    break;
  }
  return mlirOperationGetResult(cloneBefore(accumulator->load, loop), 0);
}

/// Builds a store after the loop to the address of the store `like`.
static void storeAfter(MlirOperation loop, MlirOperation like,
                       MlirValue value) {
  MlirOperation store = mlirOperationClone(like);
  mlirBlockInsertOwnedOperationAfter(mlirOperationGetBlock(loop), loop, store);
  mlirOperationSetOperand(store, 0, value);
}

static void storePrivateAfter(MlirOperation loop,
                              const FuselageElement *element, MlirValue value) {
  FuselageOpBuilder builder =
      fuselageOpBuilderBefore(mlirOperationGetNextInBlock(loop));
  MlirValue indices[FUSELAGE_MAX_ELEMENT_RANK];
  builder.location = mlirOperationGetLocation(loop);
  buildIndices(&builder, element, indices);
  fuselageBuildStore(&builder, value, element->base, indices);
}

/// Returns the loop with the accumulator in a register.
static MlirOperation promote(MlirOperation loop,
                             const Accumulator *accumulator) {
  MlirValue initial = loadBefore(loop, accumulator);
  loop = fuselageLoopAddCarried(loop, 1, &initial);
  MlirBlock body = fuselageLoopGetBody(loop);
  MlirValue carried =
      mlirBlockGetArgument(body, mlirBlockGetNumArguments(body) - 1);
  MlirValue last =
      mlirOperationGetResult(loop, mlirOperationGetNumResults(loop) - 1);
  if (accumulator->ground == IS_PRIVATE)
    storePrivateAfter(loop, &accumulator->element, last);
  else
    storeAfter(loop,
               accumulator->ground == WAS_STORED ? accumulator->earlierStore
                                                 : accumulator->store,
               last);
  fuselageLoopAppendYield(loop, replaceAccesses(accumulator, carried));
  return loop;
}

//===----------------------------------------------------------------------===//
// Loads
//===----------------------------------------------------------------------===//

/// True if no access in the list may write the element that access number
/// `load` reads.
static bool isNotWritten(const FuselageBody *body,
                         const FuselageBodyAccessList *list, size_t load) {
  for (size_t i = 0; i < list->size; ++i)
    if (fuselageBodyMayConflict(body, &list->data[i], &list->data[load]))
      return false;
  return true;
}

/// Moves loads to before a loop with at least one iteration, if each iteration
/// loads the same value. The indices of such a load come from outside of the
/// loop. So an index that differs from them by a constant does so in all
/// iterations.
static bool moveLoadsOut(FuselageBody *body, MlirOperation loop) {
  FuselageBodyAccessList list = {0};
  bool moved = false;
  if (hasAnIteration(body, loop) &&
      fuselageBodyCollectAccesses(body, loop, &list) && !list.isOpaque)
    for (size_t i = 0; i < list.size; ++i) {
      MlirOperation op = list.data[i].op;
      if (list.data[i].kind != FUSELAGE_ACCESS_READ ||
          !isPlainAccessIn(op, fuselageLoopGetBody(loop)) ||
          !operandsAreOutside(op, 0, loop) || !isNotWritten(body, &list, i))
        continue;
      mlirOperationMoveBefore(op, loop);
      moved = true;
    }
  FUSELAGE_ARRAY_FREE(&list);
  return moved;
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Keeps the elements in registers that the loop allows, and returns the new
/// loop.
static MlirOperation promoteInLoop(FuselageBody *body, MlirOperation loop,
                                   const Frame *frame, bool *changed) {
  Accumulator accumulator = {.accesses = {0}};
  moveInvariantsOut(loop);
  *changed |= moveLoadsOut(body, loop);
  while (findAccumulator(body, loop, frame, &accumulator)) {
    loop = promote(loop, &accumulator);
    fuselageBodyForgetValues(body);
    *changed = true;
  }
  FUSELAGE_ARRAY_FREE(&accumulator.accesses);
  return loop;
}

static bool promoteInRegion(FuselageBody *body, MlirRegion region,
                            const Frame *outer);

/// The accesses that inner loops leave outside of themselves belong to the
/// block.
static bool promoteInBlock(FuselageBody *body, MlirBlock block,
                           const Frame *outer) {
  Frame frame = {.outer = outer, .block = block};
  bool changed = false;
  for (MlirOperation op = mlirBlockGetFirstOperation(block);
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op)) {
    for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
      changed |= promoteInRegion(body, mlirOperationGetRegion(op, i), &frame);
    if (fuselageOperationIs(op, FUSELAGE_OP_SCF_FOR))
      op = promoteInLoop(body, op, &frame, &changed);
    MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&frame.seen);
    if (!slot)
      break;
    *slot = op;
  }
  FUSELAGE_ARRAY_FREE(&frame.seen);
  return changed;
}

static bool promoteInRegion(FuselageBody *body, MlirRegion region,
                            const Frame *outer) {
  bool changed = false;
  FUSELAGE_FOR_EACH_BLOCK (block, region)
    changed |= promoteInBlock(body, block, outer);
  return changed;
}

bool fuselagePromoteAccumulators(FuselageBody *body) {
  return promoteInRegion(body, mlirOperationGetRegion(body->launch, 0), NULL);
}
