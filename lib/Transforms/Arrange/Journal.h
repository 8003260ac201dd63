//===- Journal.h - What was changed before planning ------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Launches are arranged before they are planned: some are replaced, some get
// other ids, some change places. All of it computes the same, and the journal
// has all of it, so that what did not help can be taken back: one change at any
// time, or everything, last change first.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_JOURNAL_H
#define FUSELAGE_TRANSFORMS_ARRANGE_JOURNAL_H

#include "IR/OpBuilder.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Arrange/IdPermutation.h"
#include "Transforms/Shape/SpreadLoops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum FuselageChangeKind {
  /// A launch stands in place of another operation.
  FUSELAGE_CHANGE_REPLACED,
  /// A launch stands in place of an equal one of another shape.
  FUSELAGE_CHANGE_RESHAPED,
  /// A launch has its ids in another order.
  FUSELAGE_CHANGE_PERMUTED,
  /// The operations of a block are in another order.
  FUSELAGE_CHANGE_MOVED
} FuselageChangeKind;

typedef struct FuselageChange {
  FuselageChangeKind kind;
  bool isUndone;
  /// The launch that was put in or permuted; null if operations were moved.
  MlirOperation launch;
  /// What the launch stands for: out of the IR, and the journal's.
  MlirOperation replaced;
  FuselageIdPermutation permutation;
  /// The operations of a block as they were ordered.
  MlirBlock block;
  FuselageOperationList order;
  /// The loops whose iterations became threads of the launch.
  FuselageSpreadNotes spread;
} FuselageChange;

/// A zeroed struct is empty. Not thread-safe.
typedef struct FuselageJournal {
  FUSELAGE_ARRAY(FuselageChange) changes;
  /// From launches to the numbers of changes.
  FuselagePointerMap replacements, permutations, shapes;
  /// What was made on the host for launches that were put in.
  FuselageOperationList values;
} FuselageJournal;

/// Takes `replaced` out of the IR, where `launch` was put before it. It is
/// not erased yet: as long as the journal has it, its operands have uses.
/// Returns false, with nothing done, when memory is out; so do the next three.
FUSELAGE_NODISCARD bool fuselageJournalReplace(FuselageJournal *journal,
                                               MlirOperation replaced,
                                               MlirOperation launch);

/// The same for a launch and an equal one. Results of the one become those of
/// the other. Takes over `spread`.
FUSELAGE_NODISCARD bool fuselageJournalReshape(FuselageJournal *journal,
                                               MlirOperation replaced,
                                               MlirOperation launch,
                                               FuselageSpreadNotes *spread);

/// Permutes the ids of a launch.
FUSELAGE_NODISCARD bool
fuselageJournalPermute(FuselageJournal *journal, MlirOperation launch,
                       const FuselageIdPermutation *permutation);

/// To be called before operations of a block are moved. Takes over `order`, its
/// operations as they stand. The last of them is not moved.
FUSELAGE_NODISCARD bool fuselageJournalMove(FuselageJournal *journal,
                                            MlirBlock block,
                                            FuselageOperationList *order);

/// The change that put a launch in, reshaped or permuted it, and is not undone;
/// or null.
/// Valid until the next change.
FuselageChange *fuselageJournalFindReplacement(const FuselageJournal *journal,
                                               MlirOperation launch);
FuselageChange *fuselageJournalFindShape(const FuselageJournal *journal,
                                         MlirOperation launch);
FuselageChange *fuselageJournalFindPermutation(const FuselageJournal *journal,
                                               MlirOperation launch);

/// What stood in the place of a launch before it was reshaped, once or more
/// often; the launch itself if it was not. As long as it is not in the IR, the
/// journal has it.
MlirOperation fuselageJournalGetUnshaped(const FuselageJournal *journal,
                                         MlirOperation launch);

/// How many changes of a kind are not undone.
size_t fuselageJournalCount(const FuselageJournal *journal,
                            FuselageChangeKind kind);

/// Takes back one change, unless it is undone. The launches have not changed
/// since. Values that were made for a launch stay behind.
void fuselageJournalUndoChange(FuselageJournal *journal,
                               FuselageChange *change);

/// Takes back all changes.
void fuselageJournalUndo(FuselageJournal *journal);

/// Makes all changes final: what was replaced is erased.
void fuselageJournalCommit(FuselageJournal *journal);

/// Makes all changes final that are not undone, erases the values that nothing
/// uses, and releases the storage.
void fuselageJournalFree(FuselageJournal *journal);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_JOURNAL_H
