//===- Launch.c - Launches of a module ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch.h"

#include "Analysis/ByteCount.h"
#include "Analysis/Operation.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdlib.h>

void fuselageModelInit(FuselageModel *model, MlirContext context,
                       bool assumeNoaliasArgs) {
  *model = (FuselageModel){.context = context};
  model->buffers.assumeNoaliasArgs = assumeNoaliasArgs;
  fuselageIndexReaderInit(&model->hostReader, context, &model->symbols);
  fuselageIndexReaderInit(&model->bodyReader, context, &model->symbols);
}

void fuselageModelFree(FuselageModel *model) {
  fuselageSymbolTableFree(&model->symbols);
  fuselageBufferTableFree(&model->buffers);
  fuselageIndexReaderFree(&model->hostReader);
  fuselageIndexReaderFree(&model->bodyReader);
  FUSELAGE_ARRAY_FREE(&model->indices);
  FUSELAGE_ARRAY_FREE(&model->accesses);
  FUSELAGE_ARRAY_FREE(&model->launches);
}

/// A launch of the plain form has the six sizes as its operands and twice as
/// many arguments in its only block: no async tokens, clusters, dynamic shared
/// memory or attributions.
static bool hasPlainForm(MlirOperation op) {
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
  return mlirOperationGetNumOperands(op) == FUSELAGE_NUM_IDS &&
         mlirOperationGetNumResults(op) == 0 &&
         mlirBlockGetNumArguments(entry) == 2 * FUSELAGE_NUM_IDS &&
         mlirBlockIsNull(mlirBlockGetNextInRegion(entry));
}

/// The sizes follow the async dependencies, of which there are as many as
/// operands of token type: the first operand of index type is the grid size
/// along x.
static intptr_t firstSizeOperand(MlirOperation op) {
  intptr_t i = 0;
  while (!mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(op, i))))
    ++i;
  return i;
}

MlirValue fuselageLaunchGetSizeOperand(MlirOperation launch, int id) {
  return mlirOperationGetOperand(launch, firstSizeOperand(launch) + id);
}

void fuselageReadLaunchExtents(FuselageIndexReader *hostReader,
                               MlirOperation launch, MlirAffineExpr *extents) {
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    extents[id] = fuselageIndexRead(hostReader,
                                    fuselageLaunchGetSizeOperand(launch, id));
}

static uint64_t productOfExtents(const FuselageLaunch *launch, int numIds) {
  uint64_t product = 1;
  for (int i = 0; i < numIds; ++i) {
    int64_t extent;
    if (!fuselageExprIsConstant(launch->extents[i], &extent) || extent < 0)
      return FUSELAGE_UNKNOWN_BYTES;
    product = fuselageByteCountMul(product, (uint64_t)extent);
  }
  return product;
}

/// Workgroup attributions exist once in a block, private ones once in a thread.
/// Dynamic shared memory has a size that is known only when the launch runs.
static uint64_t readScratchBytes(const FuselageLaunch *launch) {
  MlirOperation op = launch->op;
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
  uint64_t numBlocks = productOfExtents(launch, FUSELAGE_NUM_GRID_IDS);
  uint64_t numThreads = productOfExtents(launch, FUSELAGE_NUM_IDS);
  int64_t numWorkgroup = fuselageOperationGetIntAttribute(
      op, "workgroup_attributions", 0);
  intptr_t numArguments = mlirBlockGetNumArguments(entry);
  intptr_t firstAttribution = 2 * FUSELAGE_NUM_IDS;
  while (firstAttribution < numArguments &&
         mlirTypeIsAIndex(
             mlirValueGetType(mlirBlockGetArgument(entry, firstAttribution))))
    ++firstAttribution;

  uint64_t bytes = 0;
  for (intptr_t i = firstAttribution; i < numArguments; ++i) {
    MlirType type = mlirValueGetType(mlirBlockGetArgument(entry, i));
    bool isWorkgroup = i - firstAttribution < numWorkgroup;
    bytes = fuselageByteCountAdd(
        bytes, fuselageByteCountMul(fuselageMemRefBytes(type),
                                    isWorkgroup ? numBlocks : numThreads));
  }
  intptr_t numOperands = mlirOperationGetNumOperands(op);
  MlirType lastType =
      mlirValueGetType(mlirOperationGetOperand(op, numOperands - 1));
  return mlirTypeIsAInteger(lastType)
             ? fuselageByteCountAdd(bytes, FUSELAGE_UNKNOWN_BYTES)
             : bytes;
}

bool fuselageModelAddLaunch(FuselageModel *model, MlirOperation op) {
  FuselageLaunch *launch = FUSELAGE_ARRAY_APPEND(&model->launches);
  if (!launch)
    return false;
  *launch = (FuselageLaunch){.op = op, .firstAccess = model->accesses.size};
  fuselageReadLaunchExtents(&model->hostReader, op, launch->extents);
  launch->scratchBytes = readScratchBytes(launch);
  if (!hasPlainForm(op)) {
    launch->obstacle = FUSELAGE_REASON_UNSUPPORTED_LAUNCH;
    launch->obstacleOp = op;
  }
  fuselageIndexReaderEnterLaunch(&model->bodyReader, op, launch->extents);
  return fuselageModelAddAccesses(model, launch) &&
         !model->hostReader.outOfMemory && !model->bodyReader.outOfMemory;
}

const MlirAffineExpr *fuselageAccessGetIndices(const FuselageModel *model,
                                               const FuselageAccess *access) {
  return model->indices.data + access->firstIndex;
}

static bool haveSameExtents(const FuselageLaunch *a, const FuselageLaunch *b,
                            int first, int end) {
  for (int i = first; i < end; ++i)
    if (mlirAffineExprIsNull(a->extents[i]) ||
        !mlirAffineExprEqual(a->extents[i], b->extents[i]))
      return false;
  return true;
}

bool fuselageLaunchesHaveSameGrid(const FuselageLaunch *a,
                                  const FuselageLaunch *b) {
  return haveSameExtents(a, b, 0, FUSELAGE_NUM_GRID_IDS);
}

bool fuselageLaunchesHaveSameBlock(const FuselageLaunch *a,
                                   const FuselageLaunch *b) {
  return haveSameExtents(a, b, FUSELAGE_NUM_GRID_IDS, FUSELAGE_NUM_IDS);
}
