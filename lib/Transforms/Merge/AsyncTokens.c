//===- AsyncTokens.c - Async tokens of launches ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// If a launch of the group waits for another launch of the group, it need not
// wait any more: its body comes later. The fused launch waits for all other
// tokens. The waits form no circle: between the launches, only `gpu.wait async`
// may take a token of the group, and the reader looks through it.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/AsyncTokens.h"

#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static bool isInside(const FuselageGroupTokens *tokens, MlirValue token) {
  return fuselagePointerMapLookup(&tokens->inside, token.ptr) !=
         FUSELAGE_POINTER_NOT_FOUND;
}

bool fuselageGroupTokensIsAwaitedBy(const FuselageGroupTokens *tokens,
                                    MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (isInside(tokens, mlirOperationGetOperand(op, i)))
      return true;
  return false;
}

static bool markResultsInside(FuselageGroupTokens *tokens, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (!fuselagePointerMapInsert(&tokens->inside,
                                  mlirOperationGetResult(op, i).ptr, 0))
      return false;
  return true;
}

/// Walks from the first launch to the last: uses of a token come after its
/// definition.
static bool readInside(FuselageGroupTokens *tokens,
                       const MlirOperation *launches, size_t numLaunches) {
  MlirOperation end = mlirOperationGetNextInBlock(launches[numLaunches - 1]);
  for (MlirOperation op = launches[0]; !mlirOperationEqual(op, end);
       op = mlirOperationGetNextInBlock(op))
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) ||
        (fuselageOperationIs(op, FUSELAGE_OP_GPU_WAIT) &&
         fuselageGroupTokensIsAwaitedBy(tokens, op)))
      if (!markResultsInside(tokens, op))
        return false;
  return true;
}

/// The tokens that are still to be followed, and the tokens that were found.
typedef struct Search {
  FuselageGroupTokens *tokens;
  FuselageTokenList open;
  FuselagePointerMap seen;
} Search;

static bool addOperands(Search *search, MlirOperation op, intptr_t count) {
  for (intptr_t i = count; i-- > 0;) {
    MlirValue *slot = FUSELAGE_ARRAY_APPEND(&search->open);
    if (!slot)
      return false;
    *slot = mlirOperationGetOperand(op, i);
  }
  return true;
}

/// Follows one token. A token from outside is a dependency. A token of
/// `gpu.wait async` stands for the tokens that it joins. A token of a launch of
/// the group is dropped.
static bool follow(Search *search, MlirValue token) {
  if (fuselagePointerMapLookup(&search->seen, token.ptr) !=
      FUSELAGE_POINTER_NOT_FOUND)
    return true;
  if (!fuselagePointerMapInsert(&search->seen, token.ptr, 0))
    return false;
  if (isInside(search->tokens, token)) {
    MlirOperation op = fuselageValueGetDefiningOp(token);
    return !fuselageOperationIs(op, FUSELAGE_OP_GPU_WAIT) ||
           addOperands(search, op, mlirOperationGetNumOperands(op));
  }
  MlirValue *slot = FUSELAGE_ARRAY_APPEND(&search->tokens->dependencies);
  if (slot)
    *slot = token;
  return slot != NULL;
}

static bool readDependencies(Search *search, const MlirOperation *launches,
                             size_t numLaunches) {
  for (size_t i = 0; i < numLaunches; ++i) {
    if (!addOperands(search, launches[i],
                     fuselageLaunchGetForm(launches[i]).numDependencies))
      return false;
    while (search->open.size != 0)
      if (!follow(search, search->open.data[--search->open.size]))
        return false;
  }
  return true;
}

bool fuselageGroupTokensRead(FuselageGroupTokens *tokens,
                             const MlirOperation *launches,
                             size_t numLaunches) {
  Search search = {.tokens = tokens};
  bool succeeded = readInside(tokens, launches, numLaunches) &&
                   readDependencies(&search, launches, numLaunches);
  FUSELAGE_ARRAY_FREE(&search.open);
  fuselagePointerMapFree(&search.seen);
  return succeeded;
}

void fuselageGroupTokensFree(FuselageGroupTokens *tokens) {
  fuselagePointerMapFree(&tokens->inside);
  FUSELAGE_ARRAY_FREE(&tokens->dependencies);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static MlirOperationState stateOfWait(MlirOperation op) {
  return mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_GPU_WAIT),
                               mlirOperationGetLocation(op));
}

static MlirOperation insertBefore(MlirOperation op, MlirOperationState *state) {
  MlirOperation wait = mlirOperationCreate(state);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(op), op, wait);
  return wait;
}

/// Creates `gpu.wait async [tokens]` before `op`.
static MlirValue createWait(MlirOperation op, const MlirValue *tokens,
                            size_t numTokens, MlirType tokenType) {
  MlirOperationState state = stateOfWait(op);
  mlirOperationStateAddOperands(&state, (intptr_t)numTokens, tokens);
  mlirOperationStateAddResults(&state, 1, &tokenType);
  return mlirOperationGetResult(insertBefore(op, &state), 0);
}

MlirValue fuselageGroupTokensJoin(const FuselageGroupTokens *tokens,
                                  MlirOperation op) {
  if (tokens->dependencies.size == 0)
    return (MlirValue){NULL};
  MlirValue token = tokens->dependencies.data[0];
  return tokens->dependencies.size == 1
             ? token
             : createWait(op, tokens->dependencies.data,
                          tokens->dependencies.size, mlirValueGetType(token));
}

/// Creates a wait, before a launch, for the tokens that the launch waits for.
/// It gives a token if the launch does.
static MlirOperation createWaitInPlace(MlirOperation launch,
                                       const FuselageLaunchForm *form) {
  MlirOperationState state = stateOfWait(launch);
  for (intptr_t i = 0; i < form->numDependencies; ++i) {
    MlirValue dependency = mlirOperationGetOperand(launch, i);
    mlirOperationStateAddOperands(&state, 1, &dependency);
  }
  if (form->isAsync) {
    MlirType type = mlirValueGetType(mlirOperationGetResult(launch, 0));
    mlirOperationStateAddResults(&state, 1, &type);
  }
  return insertBefore(launch, &state);
}

/// If an async launch waits for one token, this token replaces the token of the
/// launch. If it waits for several or none, a wait makes the token. If the host
/// waits for the launch, it waits for the tokens of the launch instead.
void fuselageEraseEmptyLaunch(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  if (form.isAsync)
    mlirValueReplaceAllUsesOfWith(
        mlirOperationGetResult(launch, 0),
        form.numDependencies == 1
            ? mlirOperationGetOperand(launch, 0)
            : mlirOperationGetResult(createWaitInPlace(launch, &form), 0));
  else if (form.numDependencies != 0)
    createWaitInPlace(launch, &form);
  mlirOperationDestroy(launch);
}
