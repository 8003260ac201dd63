//===- LaunchOperands.h - The operands of a launch -------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `gpu.launch` and `gpu.launch_func` have their operands in segments. The
// segments of `gpu.launch` are the first segments of `gpu.launch_func`. Only
// this file knows their order.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_LAUNCHOPERANDS_H
#define FUSELAGE_IR_LAUNCHOPERANDS_H

#include "IR/LaunchForm.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The numbers of segments.
typedef enum FuselageLaunchSegment {
  FUSELAGE_SEGMENT_DEPENDENCIES = 0,
  /// One for each number of blocks, then of threads: along x, y, z.
  FUSELAGE_SEGMENT_SIZES = 1,
  /// One for each number of blocks in a cluster.
  FUSELAGE_SEGMENT_CLUSTER_SIZES = FUSELAGE_SEGMENT_SIZES + FUSELAGE_NUM_IDS,
  FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY =
      FUSELAGE_SEGMENT_CLUSTER_SIZES + FUSELAGE_NUM_CLUSTER_SIZES,
  FUSELAGE_NUM_LAUNCH_SEGMENTS,
  /// Of `gpu.launch_func` alone: the arguments of the kernel, and the object of
  /// a launch that is lowered already.
  FUSELAGE_SEGMENT_ARGUMENTS = FUSELAGE_NUM_LAUNCH_SEGMENTS,
  FUSELAGE_SEGMENT_OBJECT,
  FUSELAGE_NUM_LAUNCH_FUNC_SEGMENTS
} FuselageLaunchSegment;

/// The number of operands of a segment; 0 if the operation does not tell.
intptr_t fuselageLaunchGetSegmentSize(MlirOperation launch,
                                      FuselageLaunchSegment segment);

/// The number of the first operand of a segment. If the segment is empty, the
/// number that its first operand would have.
intptr_t fuselageLaunchGetFirstOperand(MlirOperation launch,
                                       FuselageLaunchSegment segment);

/// The operand that is the size along an id: the number of blocks along x, y,
/// z, then the number of threads in a block along x, y, z.
MlirValue fuselageLaunchGetSizeOperand(MlirOperation launch, int id);
void fuselageLaunchSetSizeOperand(MlirOperation launch, int id, MlirValue size);

/// The number of blocks in a cluster along x, y, z of a launch with clusters.
MlirValue fuselageLaunchGetClusterSizeOperand(MlirOperation launch, int dim);

/// The attribute `operandSegmentSizes` of a `gpu.launch`.
MlirAttribute fuselageLaunchMakeSegments(MlirContext context,
                                         int32_t numDependencies,
                                         bool hasClusters,
                                         bool hasDynamicSharedMemory);

#endif // FUSELAGE_IR_LAUNCHOPERANDS_H
