//===- LaunchOperands.c - The operands of a launch ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/LaunchOperands.h"

#include "IR/Operation.h"

#include "mlir-c/BuiltinAttributes.h"

intptr_t fuselageLaunchGetSegmentSize(MlirOperation launch,
                                      FuselageLaunchSegment segment) {
  MlirAttribute sizes =
      fuselageOperationGetInherentAttribute(launch, "operandSegmentSizes");
  return !mlirAttributeIsNull(sizes) && mlirAttributeIsADenseI32Array(sizes) &&
                 mlirDenseArrayGetNumElements(sizes) > (intptr_t)segment
             ? mlirDenseI32ArrayGetElement(sizes, (intptr_t)segment)
             : 0;
}

intptr_t fuselageLaunchGetFirstOperand(MlirOperation launch,
                                       FuselageLaunchSegment segment) {
  intptr_t first = 0;
  for (FuselageLaunchSegment before = 0; before < segment; ++before)
    first += fuselageLaunchGetSegmentSize(launch, before);
  return first;
}

MlirValue fuselageLaunchGetSizeOperand(MlirOperation launch, int id) {
  return mlirOperationGetOperand(
      launch,
      fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_SIZES) + id);
}

void fuselageLaunchSetSizeOperand(MlirOperation launch, int id,
                                  MlirValue size) {
  mlirOperationSetOperand(
      launch,
      fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_SIZES) + id, size);
}

MlirValue fuselageLaunchGetClusterSizeOperand(MlirOperation launch, int dim) {
  return mlirOperationGetOperand(
      launch,
      fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_CLUSTER_SIZES) +
          dim);
}

MlirAttribute fuselageLaunchMakeSegments(MlirContext context,
                                         int32_t numDependencies,
                                         bool hasClusters,
                                         bool hasDynamicSharedMemory) {
  int32_t sizes[FUSELAGE_NUM_LAUNCH_SEGMENTS] = {numDependencies};
  for (int i = 0; i < FUSELAGE_NUM_IDS; ++i)
    sizes[FUSELAGE_SEGMENT_SIZES + i] = 1;
  for (int i = 0; i < FUSELAGE_NUM_CLUSTER_SIZES; ++i)
    sizes[FUSELAGE_SEGMENT_CLUSTER_SIZES + i] = hasClusters;
  sizes[FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY] = hasDynamicSharedMemory;
  return mlirDenseI32ArrayGet(context, FUSELAGE_NUM_LAUNCH_SEGMENTS, sizes);
}
