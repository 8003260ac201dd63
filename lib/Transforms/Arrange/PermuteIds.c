//===- PermuteIds.c - Ids of a launch in another order --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/PermuteIds.h"

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Launch/WorkItems.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "Transforms/Arrange/IdPermutation.h"

#include "mlir-c/BuiltinAttributes.h"

#include <string.h>

enum { numDims = 3 };

typedef struct Permuting {
  FuselageIndexReader reader;
  FuselageSymbolTable symbols;
  /// The different sizes seen so far, up to permutation.
  FUSELAGE_ARRAY(FuselageIterationSpace) known;
  FuselageJournal *journal;
} Permuting;

/// The most sizes that a launch is compared with.
enum { maxKnown = FUSELAGE_BOUND(64, 1) };

//===----------------------------------------------------------------------===//
// Permutations
//===----------------------------------------------------------------------===//

static bool isOne(MlirAffineExpr extent) {
  int64_t value;
  return fuselageExprIsConstant(extent, &value) && value == 1;
}

/// Finds which of three extents goes to each of three others. Those that are
/// not 1 keep their order where they can.
static bool findPermutation(const MlirAffineExpr *target,
                            const MlirAffineExpr *extents, int *permutation) {
  bool isTaken[numDims] = {false};
  for (int d = 0; d < numDims; ++d) {
    permutation[d] = -1;
    if (isOne(target[d]))
      continue;
    for (int e = 0; e < numDims && permutation[d] < 0; ++e)
      if (!isTaken[e] && mlirAffineExprEqual(target[d], extents[e]))
        permutation[d] = e;
    if (permutation[d] < 0)
      return false;
    isTaken[permutation[d]] = true;
  }
  for (int d = 0, e = 0; d < numDims; ++d) {
    if (permutation[d] >= 0)
      continue;
    while (isTaken[e])
      ++e;
    if (!isOne(extents[e]))
      return false;
    isTaken[e] = true;
    permutation[d] = e;
  }
  return true;
}

static bool areEqual(const FuselageIterationSpace *a,
                     const FuselageIterationSpace *b) {
  return fuselageIterationSpacesHaveSameGrid(a, b) &&
         fuselageIterationSpacesHaveSameBlock(a, b);
}

//===----------------------------------------------------------------------===//
// Launches of a block
//===----------------------------------------------------------------------===//

static bool addKnown(Permuting *permuting,
                     const FuselageIterationSpace *space) {
  FuselageIterationSpace *slot = FUSELAGE_ARRAY_APPEND(&permuting->known);
  if (slot)
    *slot = *space;
  return slot != NULL;
}

static bool visitLaunch(Permuting *permuting, MlirOperation launch,
                        bool isCopy) {
  FuselageIterationSpace space =
      fuselageIndexReadIterationSpace(&permuting->reader, launch);
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (mlirAffineExprIsNull(space.extents[id]))
      return !permuting->reader.outOfMemory;
  FuselageIdPermutation permuted;
  const FuselageIterationSpace *match = NULL;
  for (size_t i = 0; i < permuting->known.size; ++i) {
    const FuselageIterationSpace *known = &permuting->known.data[i];
    if (areEqual(known, &space))
      return true;
    if (!match &&
        findPermutation(known->extents, space.extents, permuted.grid) &&
        findPermutation(known->extents + numDims, space.extents + numDims,
                        permuted.block))
      match = known;
  }
  if (match && fuselageLaunchIsNeutral(launch)) {
    findPermutation(match->extents, space.extents, permuted.grid);
    findPermutation(match->extents + numDims, space.extents + numDims,
                    permuted.block);
    return fuselageJournalPermute(permuting->journal, launch, &permuted);
  }
  return isCopy || permuting->known.size == maxKnown ||
         addKnown(permuting, &space);
}

static bool visitLaunches(Permuting *permuting, MlirBlock block,
                          bool areCopies) {
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    bool isCopy =
        fuselageJournalFindReplacement(permuting->journal, op) != NULL;
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) &&
        isCopy == areCopies && !visitLaunch(permuting, op, isCopy))
      return false;
  }
  return true;
}

bool fuselagePermuteIds(MlirBlock block, FuselageJournal *journal) {
  Permuting permuting = {.journal = journal};
  fuselageIndexReaderInit(
      &permuting.reader,
      mlirOperationGetContext(mlirBlockGetParentOperation(block)),
      &permuting.symbols);
  bool succeeded = visitLaunches(&permuting, block, false) &&
                   visitLaunches(&permuting, block, true);
  fuselageIndexReaderFree(&permuting.reader);
  fuselageSymbolTableFree(&permuting.symbols);
  FUSELAGE_ARRAY_FREE(&permuting.known);
  return succeeded;
}
