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

static void readClusterExtents(FuselageIndexReader *hostReader,
                               FuselageLaunch *launch) {
  if (!launch->form.hasClusters)
    return;
  for (int i = 0; i < FUSELAGE_NUM_CLUSTER_SIZES; ++i)
    launch->clusterExtents[i] = fuselageIndexRead(
        hostReader, fuselageLaunchGetClusterSizeOperand(launch->op, i));
}

/// Workgroup attributions exist once in a block, private attributions once in a
/// thread. The size of dynamic shared memory is known only when the launch
/// runs.
static uint64_t readScratchBytes(const FuselageLaunch *launch) {
  MlirBlock entry = fuselageLaunchGetEntry(launch->op);
  const FuselageLaunchForm *form = &launch->form;
  uint64_t numBlocks = fuselageIterationSpaceCountBlocks(&launch->space);
  uint64_t numThreads = fuselageIterationSpaceCountItems(&launch->space);
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

/// A barrier that some threads of a block may not reach is an obstacle: the
/// launch fuses with no other. The walk over the body has found any other
/// obstacle before.
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
  launch->space = fuselageIndexReadIterationSpace(&model->hostReader, op);
  readClusterExtents(&model->hostReader, launch);
  launch->scratchBytes = readScratchBytes(launch);
  fuselageIndexReaderEnterLaunch(&model->bodyReader, op, &launch->space);
  return fuselageModelAddAccesses(model, launch) && findDivergence(launch) &&
         !model->hostReader.outOfMemory && !model->bodyReader.outOfMemory;
}

bool fuselageLaunchesHaveSameClusters(const FuselageLaunch *a,
                                      const FuselageLaunch *b) {
  if (!a->form.hasClusters || !b->form.hasClusters)
    return a->form.hasClusters == b->form.hasClusters;
  for (int i = 0; i < FUSELAGE_NUM_CLUSTER_SIZES; ++i)
    if (mlirAffineExprIsNull(a->clusterExtents[i]) ||
        !mlirAffineExprEqual(a->clusterExtents[i], b->clusterExtents[i]))
      return false;
  return true;
}

bool fuselageLaunchesHaveSameTarget(const FuselageLaunch *a,
                                    const FuselageLaunch *b) {
  return mlirAttributeEqual(a->target, b->target);
}
