//===- LaunchForm.h - The parts of a launch and its body -----------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Accessors for `gpu.launch`, which MLIR's C API lacks. The operands of a
// launch are its async dependencies, the grid size, the block size, the cluster
// size if it has clusters, and the size of its dynamic shared memory if it has
// any. The arguments of its body are the ids, the sizes in the same order, the
// ids and sizes of clusters if it has clusters, its workgroup memory and its
// private memory.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_LAUNCHFORM_H
#define FUSELAGE_IR_LAUNCHFORM_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The number of ids of a block, then of all ids: of the block and of the
/// thread in it, each along x, y, z. Sizes of launches have the same order.
enum { FUSELAGE_NUM_GRID_IDS = 3, FUSELAGE_NUM_IDS = 6 };

/// The number of sizes of a cluster: along x, y, z.
enum { FUSELAGE_NUM_CLUSTER_SIZES = 3 };

/// The parts of one launch, by their numbers.
typedef struct FuselageLaunchForm {
  /// Whether the launch gives an async token: the host does not wait for it.
  bool isAsync;
  bool hasClusters;
  /// Operands.
  intptr_t numDependencies, numSizes;
  /// The size of the dynamic shared memory; null if the launch gives none.
  MlirValue dynamicSharedMemorySize;
  /// Arguments of the body.
  intptr_t numIdsAndSizes, numWorkgroupBuffers, numPrivateBuffers;
} FuselageLaunchForm;

FuselageLaunchForm fuselageLaunchGetForm(MlirOperation launch);

/// The first block of the body, whose arguments are listed above.
MlirBlock fuselageLaunchGetEntry(MlirOperation launch);

/// True if `memref` is a workgroup or private attribution of a launch.
FUSELAGE_NODISCARD bool fuselageValueIsAttribution(MlirValue memref);

/// True if `memref` is memory that comes with `launch`: a workgroup or private
/// attribution, or its dynamic shared memory. Other launches cannot reach it.
FUSELAGE_NODISCARD bool fuselageValueIsLaunchMemory(MlirValue memref,
                                                    MlirOperation launch);

/// True for a memref in the memory of a block, by the name of its memory space
/// or by its number on NVIDIA chips.
FUSELAGE_NODISCARD bool fuselageTypeIsWorkgroupMemory(MlirType type);

/// True if `op`, in a body, allocates workgroup memory: a buffer of the block.
FUSELAGE_NODISCARD bool
fuselageOperationAllocatesWorkgroupMemory(MlirOperation op);

/// True if `memref` is a private attribution of `launch`, which only one thread
/// can reach.
FUSELAGE_NODISCARD bool fuselageValueIsPrivateMemory(MlirValue memref,
                                                     MlirOperation launch);

/// True for the operations of the `gpu` dialect that bodies may hold when they
/// run one after the other in one launch.
FUSELAGE_NODISCARD bool fuselageGpuOperationIsMergeable(MlirOperation op);

/// True if the threads of a block, or of a subgroup, carry out `op` together:
/// all of them must come to it, the same number of times. A call counts as such
/// an operation, because the function may hold one. An operation of a hardware
/// dialect counts as such, because it is not known whether it is.
FUSELAGE_NODISCARD bool fuselageOperationIsCollective(MlirOperation op);

/// True for a loop with the attribute `mapping`: a later pass distributes its
/// iterations over the threads of a block, or over blocks. Such a loop is work
/// of many threads, and threads may meet after it.
FUSELAGE_NODISCARD bool fuselageOperationIsMapped(MlirOperation op);

/// True if operations in the regions of `op` may use values from outside of
/// `op`. In the regions of some operations, such as `gpu.all_reduce`, they may
/// not.
FUSELAGE_NODISCARD bool fuselageOperationRegionsSeeValues(MlirOperation op);

/// True if `op` only runs its regions, as its operands and the yields and
/// conditions in the regions decide.
FUSELAGE_NODISCARD bool fuselageOperationIsControlFlow(MlirOperation op);

#endif // FUSELAGE_IR_LAUNCHFORM_H
