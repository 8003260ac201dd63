//===- Journal.c - What was changed before planning -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/Journal.h"

#include "IR/Operation.h"

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

/// Appends a change, which `numbersOrNull` then leads to from its launch.
static bool add(FuselageJournal *journal, FuselagePointerMap *numbersOrNull,
                FuselageChange change) {
  FuselageChange *slot = FUSELAGE_ARRAY_APPEND(&journal->changes);
  if (!slot)
    return false;
  *slot = change;
  if (!numbersOrNull ||
      fuselagePointerMapInsert(numbersOrNull, change.launch.ptr,
                               (uint32_t)(journal->changes.size - 1)))
    return true;
  --journal->changes.size;
  return false;
}

bool fuselageJournalReplace(FuselageJournal *journal, MlirOperation replaced,
                            MlirOperation launch) {
  if (!add(journal, &journal->replacements,
           (FuselageChange){.kind = FUSELAGE_CHANGE_REPLACED,
                            .launch = launch,
                            .replaced = replaced}))
    return false;
  mlirOperationRemoveFromParent(replaced);
  return true;
}

static void replaceResults(MlirOperation of, MlirOperation by) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(of); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(of, i),
                                  mlirOperationGetResult(by, i));
}

bool fuselageJournalReshape(FuselageJournal *journal, MlirOperation replaced,
                            MlirOperation launch, FuselageSpreadNotes *spread) {
  if (!add(journal, &journal->shapes,
           (FuselageChange){.kind = FUSELAGE_CHANGE_RESHAPED,
                            .launch = launch,
                            .replaced = replaced,
                            .spread = *spread}))
    return false;
  *spread = (FuselageSpreadNotes){0};
  replaceResults(replaced, launch);
  mlirOperationRemoveFromParent(replaced);
  return true;
}

bool fuselageJournalPermute(FuselageJournal *journal, MlirOperation launch,
                            const FuselageIdPermutation *permutation) {
  if (!add(journal, &journal->permutations,
           (FuselageChange){.kind = FUSELAGE_CHANGE_PERMUTED,
                            .launch = launch,
                            .permutation = *permutation}))
    return false;
  fuselageLaunchPermuteIds(launch, permutation);
  return true;
}

bool fuselageJournalMove(FuselageJournal *journal, MlirBlock block,
                         FuselageOperationList *order) {
  if (!add(journal, NULL,
           (FuselageChange){
               .kind = FUSELAGE_CHANGE_MOVED, .block = block, .order = *order}))
    return false;
  *order = (FuselageOperationList){0};
  return true;
}

//===----------------------------------------------------------------------===//
// Finding changes
//===----------------------------------------------------------------------===//

static FuselageChange *find(const FuselageJournal *journal,
                            const FuselagePointerMap *numbers,
                            MlirOperation launch) {
  uint32_t number = fuselagePointerMapLookup(numbers, launch.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND ||
      journal->changes.data[number].isUndone)
    return NULL;
  return &journal->changes.data[number];
}

FuselageChange *fuselageJournalFindReplacement(const FuselageJournal *journal,
                                               MlirOperation launch) {
  return find(journal, &journal->replacements, launch);
}

FuselageChange *fuselageJournalFindShape(const FuselageJournal *journal,
                                         MlirOperation launch) {
  return find(journal, &journal->shapes, launch);
}

MlirOperation fuselageJournalGetUnshaped(const FuselageJournal *journal,
                                         MlirOperation launch) {
  const FuselageChange *change;
  while ((change = fuselageJournalFindShape(journal, launch)))
    launch = change->replaced;
  return launch;
}

FuselageChange *fuselageJournalFindPermutation(const FuselageJournal *journal,
                                               MlirOperation launch) {
  return find(journal, &journal->permutations, launch);
}

size_t fuselageJournalCount(const FuselageJournal *journal,
                            FuselageChangeKind kind) {
  size_t count = 0;
  for (size_t i = 0; i < journal->changes.size; ++i)
    count += journal->changes.data[i].kind == kind &&
             !journal->changes.data[i].isUndone;
  return count;
}

//===----------------------------------------------------------------------===//
// Undoing
//===----------------------------------------------------------------------===//

/// The launch is gone afterwards, and its ids with it.
static void undoReplacement(FuselageJournal *journal, FuselageChange *change) {
  FuselageChange *permutation =
      fuselageJournalFindPermutation(journal, change->launch);
  if (permutation)
    permutation->isUndone = true;
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(change->launch),
                                      change->launch, change->replaced);
  mlirOperationDestroy(change->launch);
}

static void undoShape(const FuselageChange *change) {
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(change->launch),
                                      change->launch, change->replaced);
  replaceResults(change->launch, change->replaced);
  mlirOperationDestroy(change->launch);
}

/// What stands in the place of a launch that was put in and is gone again.
static MlirOperation standingFor(const FuselageJournal *journal,
                                 MlirOperation op) {
  uint32_t number = fuselagePointerMapLookup(&journal->replacements, op.ptr);
  return number != FUSELAGE_POINTER_NOT_FOUND &&
                 journal->changes.data[number].isUndone
             ? journal->changes.data[number].replaced
             : op;
}

static void undoMove(FuselageJournal *journal, FuselageChange *change) {
  FuselageOperationList *order = &change->order;
  size_t last = order->size - 1;
  MlirOperation end = standingFor(journal, order->data[last]);
  for (size_t i = 0; i < last; ++i)
    mlirOperationMoveBefore(standingFor(journal, order->data[i]), end);
  FUSELAGE_ARRAY_FREE(order);
}

void fuselageJournalUndoChange(FuselageJournal *journal,
                               FuselageChange *change) {
  if (change->isUndone)
    return;
  switch (change->kind) {
  case FUSELAGE_CHANGE_REPLACED:
    undoReplacement(journal, change);
    break;
  case FUSELAGE_CHANGE_RESHAPED:
    undoShape(change);
    break;
  case FUSELAGE_CHANGE_PERMUTED: {
    FuselageIdPermutation inverse =
        fuselageIdPermutationInvert(&change->permutation);
    fuselageLaunchPermuteIds(change->launch, &inverse);
    break;
  }
  case FUSELAGE_CHANGE_MOVED:
    undoMove(journal, change);
    break;
  }
  change->isUndone = true;
}

void fuselageJournalUndo(FuselageJournal *journal) {
  for (size_t i = journal->changes.size; i-- > 0;)
    fuselageJournalUndoChange(journal, &journal->changes.data[i]);
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

void fuselageJournalCommit(FuselageJournal *journal) {
  for (size_t i = 0; i < journal->changes.size; ++i) {
    FuselageChange *change = &journal->changes.data[i];
    if ((change->kind == FUSELAGE_CHANGE_REPLACED ||
         change->kind == FUSELAGE_CHANGE_RESHAPED) &&
        !change->isUndone)
      mlirOperationDestroy(change->replaced);
    FUSELAGE_ARRAY_FREE(&change->order);
    FUSELAGE_ARRAY_FREE(&change->spread);
  }
  journal->changes.size = 0;
  fuselagePointerMapClear(&journal->replacements);
  fuselagePointerMapClear(&journal->permutations);
  fuselagePointerMapClear(&journal->shapes);
}

/// A value comes after those that it is made of.
void fuselageJournalFree(FuselageJournal *journal) {
  for (size_t i = journal->values.size; i-- > 0;)
    if (!fuselageOperationHasUses(journal->values.data[i]))
      mlirOperationDestroy(journal->values.data[i]);
  fuselageJournalCommit(journal);
  FUSELAGE_ARRAY_FREE(&journal->values);
  FUSELAGE_ARRAY_FREE(&journal->changes);
  fuselagePointerMapFree(&journal->replacements);
  fuselagePointerMapFree(&journal->permutations);
  fuselagePointerMapFree(&journal->shapes);
}
