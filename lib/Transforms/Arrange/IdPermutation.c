//===- IdPermutation.c - New names for the ids of a launch ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/IdPermutation.h"

#include "IR/ItemIndex.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Ops.h"

enum { numDims = 3 };

bool fuselageOperationNamesDimension(MlirOperation op) {
  return fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_ID);
}

/// Whose dimension an operation names: the grid's or the block's.
static const int *dimensionsOf(const FuselageIdPermutation *permutation,
                               MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_BLOCK_ID) ||
                 fuselageOperationIs(op, FUSELAGE_OP_GPU_GRID_DIM)
             ? permutation->grid
             : permutation->block;
}

static int inverseOf(const int *dimensions, int dim) {
  int result = 0;
  while (dimensions[result] != dim)
    ++result;
  return result;
}

static MlirWalkResult renameDimension(MlirOperation op, void *userData) {
  const FuselageIdPermutation *permutation = userData;
  if (!fuselageOperationNamesDimension(op))
    return MlirWalkResultAdvance;
  static const char *const dimensions[] = {"#gpu<dim x>", "#gpu<dim y>",
                                           "#gpu<dim z>"};
  int dim = inverseOf(dimensionsOf(permutation, op),
                      fuselageGpuOperationGetDimension(op));
  mlirOperationSetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("dimension"),
      mlirAttributeParseGet(mlirOperationGetContext(op),
                            mlirStringRefCreateFromCString(dimensions[dim])));
  return MlirWalkResultAdvance;
}

/// The place of argument `number` among ids and sizes: four lists of three, of
/// which the first and the third are the grid's.
static intptr_t newArgument(const FuselageIdPermutation *permutation,
                            intptr_t number) {
  intptr_t list = number / numDims;
  const int *dimensions =
      list % 2 == 0 ? permutation->grid : permutation->block;
  return list * numDims + inverseOf(dimensions, (int)(number % numDims));
}

/// Exchanges arguments through new ones, so that no list of their uses needs
/// memory: what is undone after an error may have none.
static void permuteArguments(const FuselageIdPermutation *permutation,
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
        mlirBlockGetArgument(entry, newArgument(permutation, i)));
  for (intptr_t i = numArguments; i-- > 0;)
    mlirBlockEraseArgument(entry, (unsigned)(numBefore + i));
}

void fuselageLaunchPermuteIds(MlirOperation launch,
                              const FuselageIdPermutation *permutation) {
  permuteArguments(permutation, fuselageLaunchGetEntry(launch),
                   mlirOperationGetLocation(launch));
  MlirValue sizes[FUSELAGE_NUM_IDS];
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    sizes[id] = fuselageLaunchGetSizeOperand(launch, id);
  for (int d = 0; d < numDims; ++d) {
    fuselageLaunchSetSizeOperand(launch, d, sizes[permutation->grid[d]]);
    fuselageLaunchSetSizeOperand(launch, numDims + d,
                                 sizes[numDims + permutation->block[d]]);
  }
  mlirOperationWalk(launch, renameDimension, (void *)permutation,
                    MlirWalkPreOrder);
}

FuselageIdPermutation
fuselageIdPermutationInvert(const FuselageIdPermutation *permutation) {
  FuselageIdPermutation inverse;
  for (int d = 0; d < numDims; ++d) {
    inverse.grid[d] = inverseOf(permutation->grid, d);
    inverse.block[d] = inverseOf(permutation->block, d);
  }
  return inverse;
}
