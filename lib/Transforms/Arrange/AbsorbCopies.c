//===- AbsorbCopies.c - Copies as launches --------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/AbsorbCopies.h"

#include "Analysis/Host/DeviceMemory.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Memory/AliasRule.h"
#include "Analysis/Memory/Buffers.h"
#include "IR/ByteCount.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinTypes.h"

enum { maxRank = FUSELAGE_BOUND(16, 3), numDims = 3, numSizes = 6 };

/// At most two operations for each size of the launch and of the copy.
enum { maxValues = 2 * (numSizes + maxRank) };

/// What is copied. A size is MLIR's marker of dynamic sizes if neither type
/// tells it.
typedef struct CopyShape {
  MlirValue source, target;
  intptr_t rank;
  int64_t sizes[maxRank];
} CopyShape;

/// How the elements are given to threads: for x, y, z the number of blocks, of
/// threads in a block, and the dimension of the copy, -1 for none. What is left
/// of the dimensions becomes loops.
typedef struct Mapping {
  int64_t grid[numDims], block[numDims];
  intptr_t dims[numDims];
} Mapping;

typedef struct Absorption {
  MlirOperation root;
  const FuselageFusionOptions *options;
  FuselageJournal *journal;
  FuselageBufferTable buffers;
  /// What the launches of the block touch, once it was asked for.
  FuselageDeviceMemory deviceMemory;
  bool hasDeviceMemory;
  /// The launch before the current operation, or null.
  MlirOperation previousLaunch;
} Absorption;

//===----------------------------------------------------------------------===//
// Copies that can be launches
//===----------------------------------------------------------------------===//

/// What can be asked of the device's memory costs time to find out, and most
/// blocks have no copies. Null when memory is out.
static FuselageDeviceMemory *deviceMemoryOf(Absorption *absorption,
                                            MlirBlock block) {
  if (!absorption->hasDeviceMemory &&
      fuselageDeviceMemoryInit(&absorption->deviceMemory, absorption->root,
                               block))
    absorption->hasDeviceMemory = true;
  return absorption->hasDeviceMemory ? &absorption->deviceMemory : NULL;
}

/// True if the device can reach both buffers of a copy.
static bool isOnDevice(Absorption *absorption, MlirOperation copy,
                       bool *outOfMemory) {
  FuselageDeviceMemory *memory =
      deviceMemoryOf(absorption, mlirOperationGetBlock(copy));
  *outOfMemory = !memory;
  return memory && fuselageDeviceMemoryHasCopy(memory, copy);
}

/// Reads what is copied; false if a type does not tell the rank.
static bool readShape(MlirOperation copy, CopyShape *shape) {
  shape->source = mlirOperationGetOperand(copy, 0);
  shape->target = mlirOperationGetOperand(copy, 1);
  MlirType source = mlirValueGetType(shape->source);
  MlirType target = mlirValueGetType(shape->target);
  if (!mlirShapedTypeHasRank(source) || !mlirShapedTypeHasRank(target) ||
      mlirShapedTypeGetRank(source) > maxRank)
    return false;
  shape->rank = mlirShapedTypeGetRank(source);
  for (intptr_t d = 0; d < shape->rank; ++d)
    shape->sizes[d] = mlirShapedTypeIsDynamicDim(source, d)
                          ? mlirShapedTypeGetDimSize(target, d)
                          : mlirShapedTypeGetDimSize(source, d);
  return true;
}

static bool isDynamic(const CopyShape *shape, intptr_t dim) {
  return shape->sizes[dim] == mlirShapedTypeGetDynamicSize();
}

/// A stage that alone exceeds the budget is an error, and the user wrote no
/// launch here.
static bool fitsBudget(const Absorption *absorption, const CopyShape *shape) {
  uint64_t bytes = fuselageMemRefBytes(mlirValueGetType(shape->source));
  return fuselageByteCountMul(bytes, 2) <= absorption->options->maxGroupBytes;
}

/// If the two buffers overlap, or two indices are one element of the target,
/// the order in which elements are copied matters.
static bool orderIsFree(Absorption *absorption, const CopyShape *shape,
                        bool *outOfMemory) {
  FuselageBufferView source, target;
  if (!fuselageBufferTableResolve(&absorption->buffers, shape->source,
                                  &source) ||
      !fuselageBufferTableResolve(&absorption->buffers, shape->target,
                                  &target)) {
    *outOfMemory = true;
    return false;
  }
  return target.isInjective &&
         !fuselageBuffersMayAlias(&absorption->buffers, source.buffer,
                                  target.buffer);
}

//===----------------------------------------------------------------------===//
// Sizes of the launch
//===----------------------------------------------------------------------===//

/// The sizes that the stock lowering gives to a loop nest over the elements:
/// one block for each index along the outermost dimensions.
static Mapping stockMapping(const CopyShape *shape) {
  Mapping mapping;
  for (int p = 0; p < numDims; ++p) {
    mapping.block[p] = 1;
    mapping.dims[p] = p < shape->rank ? p : -1;
    mapping.grid[p] = p < shape->rank ? shape->sizes[p] : 1;
  }
  return mapping;
}

static bool readConstantSizes(MlirOperation launch, Mapping *mapping) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  if (form.hasClusters || form.isAsync)
    return false;
  for (int p = 0; p < numDims; ++p)
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, p),
                                    &mapping->grid[p]) ||
        !fuselageValueIsConstantInt(
            fuselageLaunchGetSizeOperand(launch, numDims + p),
            &mapping->block[p]) ||
        mapping->grid[p] < 1 || mapping->block[p] < 1)
      return false;
  return true;
}

/// Gives the dimensions of the copy, those of size 1 left aside, to the ids of
/// a launch next to it, if they are as many as needed and of the same sizes.
static bool mapLikeLaunch(const CopyShape *shape, MlirOperation launch,
                          Mapping *mapping) {
  if (mlirOperationIsNull(launch) || !readConstantSizes(launch, mapping))
    return false;
  intptr_t dim = 0;
  bool hasThreads = false;
  for (int p = 0; p < numDims; ++p) {
    mapping->dims[p] = -1;
    if (mapping->grid[p] == 1 && mapping->block[p] == 1)
      continue;
    while (dim < shape->rank && shape->sizes[dim] == 1)
      ++dim;
    if (dim == shape->rank || isDynamic(shape, dim) || shape->sizes[dim] == 0 ||
        (shape->sizes[dim] - 1) / mapping->block[p] + 1 != mapping->grid[p])
      return false;
    mapping->dims[p] = dim++;
    hasThreads = true;
  }
  return hasThreads;
}

/// Looks a few operations ahead for a launch.
static MlirOperation findNextLaunch(MlirOperation op) {
  enum { maxAhead = FUSELAGE_BOUND(32, 2) };
  for (int i = 0; i < maxAhead; ++i) {
    op = mlirOperationGetNextInBlock(op);
    if (mlirOperationIsNull(op) ||
        fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
      return op;
  }
  return (MlirOperation){NULL};
}

static Mapping chooseMapping(const Absorption *absorption,
                             const CopyShape *shape, MlirOperation copy) {
  Mapping mapping;
  if (mapLikeLaunch(shape, absorption->previousLaunch, &mapping) ||
      mapLikeLaunch(shape, findNextLaunch(copy), &mapping))
    return mapping;
  return stockMapping(shape);
}

//===----------------------------------------------------------------------===//
// Building the launch
//===----------------------------------------------------------------------===//

/// The number of elements along a dimension, as a value of the host.
static MlirValue buildSize(const FuselageOpBuilder *host,
                           const CopyShape *shape, intptr_t dim) {
  MlirValue constant = fuselageBuildIndexConstant(
      host, isDynamic(shape, dim) ? dim : shape->sizes[dim]);
  return isDynamic(shape, dim) ? fuselageBuildDim(host, shape->source, constant)
                               : constant;
}

/// The index along the dimension that position `p` of the mapping has: the
/// number of the thread among all along `p`.
static MlirValue buildThreadIndex(const FuselageOpBuilder *body,
                                  MlirBlock entry, const Mapping *mapping,
                                  int p) {
  MlirValue blockId = mlirBlockGetArgument(entry, p);
  MlirValue threadId = mlirBlockGetArgument(entry, numDims + p);
  if (mapping->block[p] == 1)
    return blockId;
  MlirValue threads = fuselageBuildIndexConstant(body, mapping->block[p]);
  return fuselageBuildBinary(
      body, FUSELAGE_OP_ARITH_ADDI,
      fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, blockId, threads),
      threadId);
}

/// The last block along an id may have more threads than are left elements.
static FuselageOpBuilder buildGuard(const FuselageOpBuilder *body,
                                    const CopyShape *shape,
                                    const Mapping *mapping, int p,
                                    MlirValue index) {
  int64_t size = shape->sizes[mapping->dims[p]];
  if (mapping->block[p] == 1 || mapping->grid[p] * mapping->block[p] == size)
    return *body;
  MlirValue bound = fuselageBuildIndexConstant(body, size);
  return fuselageBuildIf(body, fuselageBuildIsBelow(body, index, bound));
}

static void buildCopy(const FuselageOpBuilder *host, FuselageOpBuilder body,
                      const CopyShape *shape, const Mapping *mapping) {
  MlirBlock entry = body.block;
  MlirValue indices[maxRank] = {{NULL}};
  for (int p = 0; p < numDims; ++p) {
    if (mapping->dims[p] < 0)
      continue;
    MlirValue index = buildThreadIndex(&body, entry, mapping, p);
    indices[mapping->dims[p]] = index;
    body = buildGuard(&body, shape, mapping, p, index);
  }
  for (intptr_t d = 0; d < shape->rank; ++d) {
    if (!mlirValueIsNull(indices[d]))
      continue;
    if (shape->sizes[d] == 1) {
      indices[d] = fuselageBuildIndexConstant(&body, 0);
      continue;
    }
    MlirValue size = buildSize(host, shape, d);
    MlirValue zero = fuselageBuildIndexConstant(&body, 0);
    MlirValue one = fuselageBuildIndexConstant(&body, 1);
    FuselageOpBuilder outer = body;
    fuselageBuildFor(&outer, zero, size, one, &indices[d], &body);
  }
  MlirValue value = fuselageBuildLoad(&body, shape->source, indices);
  fuselageBuildStore(&body, value, shape->target, indices);
}

/// Appends what it builds on the host, besides the launch, to `values`, which
/// has room for `maxValues` more.
static MlirOperation buildLaunch(MlirOperation copy, const CopyShape *shape,
                                 const Mapping *mapping,
                                 FuselageOperationList *values) {
  FuselageOpBuilder host = fuselageOpBuilderBefore(copy);
  host.created = values;
  MlirValue sizes[numSizes];
  for (int p = 0; p < numDims; ++p) {
    bool isDynamicSize = mapping->dims[p] >= 0 && mapping->block[p] == 1 &&
                         isDynamic(shape, mapping->dims[p]);
    sizes[p] = isDynamicSize
                   ? buildSize(&host, shape, mapping->dims[p])
                   : fuselageBuildIndexConstant(&host, mapping->grid[p]);
    sizes[numDims + p] = fuselageBuildIndexConstant(&host, mapping->block[p]);
  }
  MlirOperation launch;
  FuselageOpBuilder beforeCopy = fuselageOpBuilderBefore(copy);
  FuselageOpBuilder body = fuselageBuildLaunch(&beforeCopy, sizes, &launch);
  host.before = launch;
  buildCopy(&host, body, shape, mapping);
  return launch;
}

//===----------------------------------------------------------------------===//
// Copies of a block
//===----------------------------------------------------------------------===//

/// Returns false when memory is out. `*launch` is null if it stays a copy.
static bool absorb(Absorption *absorption, MlirOperation copy,
                   MlirOperation *launch) {
  CopyShape shape;
  bool outOfMemory = false;
  *launch = (MlirOperation){NULL};
  if (!readShape(copy, &shape) || !fitsBudget(absorption, &shape) ||
      !orderIsFree(absorption, &shape, &outOfMemory) ||
      !fuselageOpBuilderLoadDialects(mlirOperationGetContext(copy)) ||
      !isOnDevice(absorption, copy, &outOfMemory))
    return !outOfMemory;
  FuselageJournal *journal = absorption->journal;
  if (!FUSELAGE_ARRAY_RESERVE(&journal->values,
                              journal->values.size + maxValues))
    return false;
  Mapping mapping = chooseMapping(absorption, &shape, copy);
  MlirOperation built = buildLaunch(copy, &shape, &mapping, &journal->values);
  if (!fuselageJournalReplace(journal, copy, built)) {
    mlirOperationDestroy(built);
    return false;
  }
  *launch = built;
  return true;
}

static bool absorbInBlock(Absorption *absorption, MlirBlock block) {
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(block);
       !mlirOperationIsNull(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    MlirOperation launch = op;
    if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_COPY)) {
      if (!absorb(absorption, op, &launch))
        return false;
    } else if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH)) {
      continue;
    }
    if (!mlirOperationIsNull(launch))
      absorption->previousLaunch = launch;
  }
  return true;
}

bool fuselageAbsorbCopies(MlirOperation root, MlirBlock block,
                          const FuselageFusionOptions *options,
                          FuselageJournal *journal) {
  Absorption absorption = {
      .root = root, .options = options, .journal = journal};
  absorption.buffers.assumeNoaliasArgs = options->assumeNoaliasArgs;
  bool succeeded = absorbInBlock(&absorption, block);
  fuselageBufferTableFree(&absorption.buffers);
  fuselageDeviceMemoryFree(&absorption.deviceMemory);
  return succeeded;
}
