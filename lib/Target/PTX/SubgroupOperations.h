//===- SubgroupOperations.h - Operations of the lanes of a warp - -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_SUBGROUPOPERATIONS_H
#define FUSELAGE_TARGET_PTX_SUBGROUPOPERATIONS_H

#include "Target/PTX/Exchange.h"
#include "Target/PTX/Warp.h"
#include "fuselage-c/Support.h"

/// Rewrites the subgroup operations in `gpuModule` (reductions, shuffles,
/// rotations, broadcasts, numbers of lanes and subgroups) and `gpu.all_reduce`
/// into operations of the nvvm, arith, scf, vector and memref dialects. The
/// rewrites handle values of every width, blocks whose last warp is not full,
/// and conditions that hold for some lanes only. Upstream's lowerings are for
/// full warps and 32 bits. Fails at an operation if the lanes that reach it are
/// not known.
FUSELAGE_NODISCARD FuselagePTXError
subgroupOperationsRewrite(MlirOperation gpuModule);

/// Appends to `snippet` a reduction of `%a0` over the lanes of the mask `%a1`,
/// where `%a2` is the lane. `kind` is as for exchangeAddCombination. `size` and
/// `stride` are the size and the stride of the clusters. Returns the number of
/// the result.
typedef struct SubgroupReduction {
  int64_t kind;
  MlirType type;
  int64_t size, stride;
  /// Whether the mask is known to have all lanes.
  bool isFull;
} SubgroupReduction;
unsigned subgroupAddReduction(Snippet *snippet,
                              const SubgroupReduction *reduction);

/// An OperationRewrite for `gpu.all_reduce`; `userData` is a Warp.
FUSELAGE_NODISCARD FuselagePTXError blockReductionRewrite(MlirOperation op,
                                                          void *userData);

#endif // FUSELAGE_TARGET_PTX_SUBGROUPOPERATIONS_H
