//===- PermuteIds.c - Ids of a launch in another order --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/PermuteIds.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Launch/Launch.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"

#include <string.h>

enum { numDims = 3 };

/// The number of blocks along x, y, z, then of threads in a block.
typedef struct Sizes {
  MlirAffineExpr extents[FUSELAGE_NUM_IDS];
} Sizes;

typedef struct Permuting {
  FuselageIndexReader reader;
  FuselageSymbolTable symbols;
  /// The different sizes seen so far, up to permutation.
  FUSELAGE_ARRAY(Sizes) known;
  FuselagePermutedLaunches *permuted;
} Permuting;

/// The most sizes that a launch is compared with.
enum { maxKnown = 64 };

//===----------------------------------------------------------------------===//
// Launches that do not mind
//===----------------------------------------------------------------------===//

/// Operations of the `gpu` dialect that name one dimension, which can be
/// replaced by another.
static const char *const idOperations[] = {"gpu.thread_id", "gpu.block_id",
                                           "gpu.block_dim", "gpu.grid_dim"};

static bool isIdOperation(MlirOperation op) {
  for (size_t i = 0; i < sizeof idOperations / sizeof *idOperations; ++i)
    if (fuselageOperationIsA(op, idOperations[i]))
      return true;
  return false;
}

static MlirWalkResult checkNeutral(MlirOperation op, void *userData) {
  bool *isNeutral = userData;
  if (isIdOperation(op) ||
      fuselageOperationIs(op, FUSELAGE_OP_GPU_TERMINATOR) ||
      fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) ||
      fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_NEUTRAL))
    return MlirWalkResultAdvance;
  *isNeutral = false;
  return MlirWalkResultInterrupt;
}

/// Threads that work together find each other by their ids.
static bool isNeutral(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  if (form.hasClusters || form.numWorkgroupBuffers != 0 ||
      !mlirValueIsNull(form.dynamicSharedMemorySize))
    return false;
  bool result = true;
  mlirOperationWalk(launch, checkNeutral, &result, MlirWalkPreOrder);
  return result;
}

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

static bool areEqual(const Sizes *a, const Sizes *b) {
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (!mlirAffineExprEqual(a->extents[id], b->extents[id]))
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// New ids
//===----------------------------------------------------------------------===//

/// Whose dimension an operation names: the grid's or the block's.
static const int *permutationOf(const FuselagePermutedLaunch *permuted,
                                MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_BLOCK_ID) ||
                 fuselageOperationIs(op, FUSELAGE_OP_GPU_GRID_DIM)
             ? permuted->grid
             : permuted->block;
}

static int inverseOf(const int *permutation, int dim) {
  int result = 0;
  while (permutation[result] != dim)
    ++result;
  return result;
}

static MlirWalkResult renameDimension(MlirOperation op, void *userData) {
  const FuselagePermutedLaunch *permuted = userData;
  if (!isIdOperation(op))
    return MlirWalkResultAdvance;
  static const char *const dimensions[] = {"#gpu<dim x>", "#gpu<dim y>",
                                           "#gpu<dim z>"};
  int dim = inverseOf(permutationOf(permuted, op),
                      fuselageGpuOperationGetDimension(op));
  mlirOperationSetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("dimension"),
      mlirAttributeParseGet(mlirOperationGetContext(op),
                            mlirStringRefCreateFromCString(dimensions[dim])));
  return MlirWalkResultAdvance;
}

/// The place of argument `number` among ids and sizes: four lists of three, of
/// which the first and the third are the grid's.
static intptr_t newArgument(const FuselagePermutedLaunch *permuted,
                            intptr_t number) {
  intptr_t list = number / numDims;
  const int *permutation = list % 2 == 0 ? permuted->grid : permuted->block;
  return list * numDims + inverseOf(permutation, (int)(number % numDims));
}

/// Exchanges arguments through new ones, so that no list of their uses needs
/// memory: what is undone after an error may have none.
static void permuteArguments(const FuselagePermutedLaunch *permuted,
                             MlirBlock entry, MlirLocation location) {
  enum { numArguments = 2 * FUSELAGE_NUM_IDS };
  intptr_t numBefore = mlirBlockGetNumArguments(entry);
  for (intptr_t i = 0; i < numArguments; ++i) {
    MlirValue argument = mlirBlockGetArgument(entry, i);
    mlirValueReplaceAllUsesOfWith(
        argument,
        mlirBlockAddArgument(entry, mlirValueGetType(argument), location));
  }
  for (intptr_t i = 0; i < numArguments; ++i)
    mlirValueReplaceAllUsesOfWith(
        mlirBlockGetArgument(entry, numBefore + i),
        mlirBlockGetArgument(entry, newArgument(permuted, i)));
  for (intptr_t i = numArguments; i-- > 0;)
    mlirBlockEraseArgument(entry, (unsigned)(numBefore + i));
}

static void permute(const FuselagePermutedLaunch *permuted) {
  MlirOperation launch = permuted->launch;
  permuteArguments(permuted, fuselageLaunchGetEntry(launch),
                   mlirOperationGetLocation(launch));
  MlirValue sizes[FUSELAGE_NUM_IDS];
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    sizes[id] = fuselageLaunchGetSizeOperand(launch, id);
  intptr_t first = fuselageLaunchGetForm(launch).numDependencies;
  for (int d = 0; d < numDims; ++d) {
    mlirOperationSetOperand(launch, first + d, sizes[permuted->grid[d]]);
    mlirOperationSetOperand(launch, first + numDims + d,
                            sizes[numDims + permuted->block[d]]);
  }
  mlirOperationWalk(launch, renameDimension, (void *)permuted,
                    MlirWalkPreOrder);
}

//===----------------------------------------------------------------------===//
// Launches of a block
//===----------------------------------------------------------------------===//

static bool addKnown(Permuting *permuting, const Sizes *sizes) {
  Sizes *slot = FUSELAGE_ARRAY_APPEND(&permuting->known);
  if (slot)
    *slot = *sizes;
  return slot != NULL;
}

static bool permuteLike(Permuting *permuting,
                        const FuselagePermutedLaunch *permuted) {
  FuselagePermutedLaunch *slot = FUSELAGE_ARRAY_APPEND(permuting->permuted);
  if (!slot)
    return false;
  *slot = *permuted;
  permute(permuted);
  return true;
}

static bool visitLaunch(Permuting *permuting, MlirOperation launch,
                        bool isCopy) {
  Sizes sizes;
  fuselageReadLaunchExtents(&permuting->reader, launch, sizes.extents);
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (mlirAffineExprIsNull(sizes.extents[id]))
      return !permuting->reader.outOfMemory;
  FuselagePermutedLaunch permuted = {.launch = launch};
  const Sizes *match = NULL;
  for (size_t i = 0; i < permuting->known.size; ++i) {
    const Sizes *known = &permuting->known.data[i];
    if (areEqual(known, &sizes))
      return true;
    if (!match &&
        findPermutation(known->extents, sizes.extents, permuted.grid) &&
        findPermutation(known->extents + numDims, sizes.extents + numDims,
                        permuted.block))
      match = known;
  }
  if (match && isNeutral(launch)) {
    findPermutation(match->extents, sizes.extents, permuted.grid);
    findPermutation(match->extents + numDims, sizes.extents + numDims,
                    permuted.block);
    return permuteLike(permuting, &permuted);
  }
  return isCopy || permuting->known.size == maxKnown ||
         addKnown(permuting, &sizes);
}

static bool visitLaunches(Permuting *permuting, MlirBlock block,
                          const FuselagePointerMap *copies, bool areCopies) {
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    bool isCopy =
        fuselagePointerMapLookup(copies, op.ptr) != FUSELAGE_POINTER_NOT_FOUND;
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) &&
        isCopy == areCopies && !visitLaunch(permuting, op, isCopy))
      return false;
  }
  return true;
}

bool fuselagePermuteIds(MlirBlock block, const FuselagePointerMap *copies,
                        FuselagePermutedLaunches *permuted) {
  Permuting permuting = {.permuted = permuted};
  fuselageIndexReaderInit(
      &permuting.reader,
      mlirOperationGetContext(mlirBlockGetParentOperation(block)),
      &permuting.symbols);
  bool succeeded = visitLaunches(&permuting, block, copies, false) &&
                   visitLaunches(&permuting, block, copies, true);
  fuselageIndexReaderFree(&permuting.reader);
  fuselageSymbolTableFree(&permuting.symbols);
  FUSELAGE_ARRAY_FREE(&permuting.known);
  return succeeded;
}

void fuselagePermutedLaunchRestore(const FuselagePermutedLaunch *permuted) {
  FuselagePermutedLaunch inverse = {.launch = permuted->launch};
  for (int d = 0; d < numDims; ++d) {
    inverse.grid[d] = inverseOf(permuted->grid, d);
    inverse.block[d] = inverseOf(permuted->block, d);
  }
  permute(&inverse);
}
