//===- Launch.c - Launches of a module ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/Launch.h"

#include "Analysis/Launch/Uniformity.h"
#include "IR/ByteCount.h"
#include "IR/DeviceLayout.h"
#include "IR/LaunchOperands.h"
#include "IR/LaunchTarget.h"
#include "IR/Operation.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdlib.h>

bool fuselageModelInit(FuselageModel *model, MlirOperation root,
                       bool assumeNoaliasArgs) {
  MlirContext context = mlirOperationGetContext(root);
  *model = (FuselageModel){
      .context = context, .root = root, .lookup = fuselageSymbolLookupCreate()};
  model->buffers.assumeNoaliasArgs = assumeNoaliasArgs;
  fuselageIndexReaderInit(&model->hostReader, context, &model->symbols);
  fuselageIndexReaderInit(&model->bodyReader, context, &model->symbols);
  return model->lookup.ptr != NULL;
}

void fuselageModelFree(FuselageModel *model) {
  fuselageSymbolLookupDestroy(model->lookup);
  fuselageSymbolTableFree(&model->symbols);
  fuselageBufferTableFree(&model->buffers);
  fuselageIndexReaderFree(&model->hostReader);
  fuselageIndexReaderFree(&model->bodyReader);
  FUSELAGE_ARRAY_FREE(&model->indices);
  FUSELAGE_ARRAY_FREE(&model->accesses);
  FUSELAGE_ARRAY_FREE(&model->launches);
}

void fuselageReadLaunchExtents(FuselageIndexReader *hostReader,
                               MlirOperation launch, MlirAffineExpr *extents) {
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    extents[id] =
        fuselageIndexRead(hostReader, fuselageLaunchGetSizeOperand(launch, id));
}

static void readClusterExtents(FuselageIndexReader *hostReader,
                               FuselageLaunch *launch) {
  if (!launch->form.hasClusters)
    return;
  for (int i = 0; i < FUSELAGE_NUM_CLUSTER_SIZES; ++i)
    launch->clusterExtents[i] = fuselageIndexRead(
        hostReader, fuselageLaunchGetClusterSizeOperand(launch->op, i));
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
  MlirBlock entry = fuselageLaunchGetEntry(launch->op);
  const FuselageLaunchForm *form = &launch->form;
  uint64_t numBlocks = productOfExtents(launch, FUSELAGE_NUM_GRID_IDS);
  uint64_t numThreads = productOfExtents(launch, FUSELAGE_NUM_IDS);
  intptr_t numBuffers = form->numWorkgroupBuffers + form->numPrivateBuffers;

  uint64_t bytes = 0;
  for (intptr_t i = 0; i < numBuffers; ++i) {
    MlirValue buffer = mlirBlockGetArgument(entry, form->numIdsAndSizes + i);
    bytes = fuselageByteCountAdd(
        bytes, fuselageByteCountMul(
                   fuselageMemRefGetDeviceBytes(mlirValueGetType(buffer)),
                   i < form->numWorkgroupBuffers ? numBlocks : numThreads));
  }
  return mlirValueIsNull(form->dynamicSharedMemorySize)
             ? bytes
             : fuselageByteCountAdd(bytes, FUSELAGE_UNKNOWN_BYTES);
}

/// A barrier that some threads of a block do not come to makes the launch one
/// that fuses with nothing; any other obstacle in the body was found before.
static bool findDivergence(FuselageLaunch *launch) {
  MlirOperation collective;
  if (!fuselageFindDivergentCollective(launch->op, &collective))
    return false;
  if (!mlirOperationIsNull(collective) &&
      launch->obstacle == FUSELAGE_REASON_NONE) {
    launch->obstacle = FUSELAGE_REASON_DIVERGENT_BARRIER;
    launch->obstacleOp = collective;
  }
  return true;
}

bool fuselageModelAddLaunch(FuselageModel *model, MlirOperation op) {
  FuselageLaunch *launch = FUSELAGE_ARRAY_APPEND(&model->launches);
  if (!launch)
    return false;
  *launch = (FuselageLaunch){
      .op = op,
      .form = fuselageLaunchGetForm(op),
      .target = fuselageLaunchGetTarget(model->lookup, model->root, op),
      .firstAccess = model->accesses.size};
  fuselageReadLaunchExtents(&model->hostReader, op, launch->extents);
  readClusterExtents(&model->hostReader, launch);
  launch->scratchBytes = readScratchBytes(launch);
  fuselageIndexReaderEnterLaunch(&model->bodyReader, op, launch->extents);
  return fuselageModelAddAccesses(model, launch) && findDivergence(launch) &&
         !model->hostReader.outOfMemory && !model->bodyReader.outOfMemory;
}

static bool areSame(const MlirAffineExpr *a, const MlirAffineExpr *b,
                    int count) {
  for (int i = 0; i < count; ++i)
    if (mlirAffineExprIsNull(a[i]) || !mlirAffineExprEqual(a[i], b[i]))
      return false;
  return true;
}

bool fuselageLaunchesHaveSameGrid(const FuselageLaunch *a,
                                  const FuselageLaunch *b) {
  return areSame(a->extents, b->extents, FUSELAGE_NUM_GRID_IDS);
}

bool fuselageLaunchesHaveSameBlock(const FuselageLaunch *a,
                                   const FuselageLaunch *b) {
  return areSame(a->extents + FUSELAGE_NUM_GRID_IDS,
                 b->extents + FUSELAGE_NUM_GRID_IDS,
                 FUSELAGE_NUM_IDS - FUSELAGE_NUM_GRID_IDS);
}

bool fuselageLaunchesHaveSameClusters(const FuselageLaunch *a,
                                      const FuselageLaunch *b) {
  if (!a->form.hasClusters || !b->form.hasClusters)
    return a->form.hasClusters == b->form.hasClusters;
  return areSame(a->clusterExtents, b->clusterExtents,
                 FUSELAGE_NUM_CLUSTER_SIZES);
}

bool fuselageLaunchesHaveSameTarget(const FuselageLaunch *a,
                                    const FuselageLaunch *b) {
  return mlirAttributeEqual(a->target, b->target);
}
