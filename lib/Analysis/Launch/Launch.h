//===- Launch.h - Launches and the accesses of their threads ------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_LAUNCH_H
#define FUSELAGE_ANALYSIS_LAUNCH_LAUNCH_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Index/IterationSpace.h"
#include "Analysis/Memory/Buffers.h"
#include "Bridge/Symbols.h"
#include "IR/LaunchForm.h"
#include "Support/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// How an access uses memory; bits.
typedef enum FuselageAccessKind {
  FUSELAGE_ACCESS_READ = 1,
  FUSELAGE_ACCESS_WRITE = 2,
  /// Reads and writes in one step, such as `memref.atomic_rmw`.
  FUSELAGE_ACCESS_ATOMIC = FUSELAGE_ACCESS_READ | FUSELAGE_ACCESS_WRITE
} FuselageAccessKind;

/// An access: the elements of one buffer that one operation of a body touches.
typedef struct FuselageAccess {
  MlirOperation op;
  /// Number of its launch in FuselageModel.launches.
  size_t launch;
  FuselageAccessKind kind;
  /// Number of the operand of `op` that is the memref; -1 if `op` is a call of
  /// a function that makes the access.
  intptr_t memrefOperand;
  FuselageBufferView view;
  /// True if `op` names the elements by indices that follow the memref among
  /// its operands. Otherwise it may touch any element of the memref.
  bool isIndexed;
  /// True if it touches only the element of the memref at the indices.
  bool isOneElement;
  /// Bytes of one element; FUSELAGE_UNKNOWN_BYTES if not known.
  uint64_t elementBytes;
  /// If `isOneElement`, the first of `rank` expressions in
  /// FuselageModel.indices, each null where the index is not affine. They index
  /// `view.base`.
  uint32_t rank;
  size_t firstIndex;
  /// The number of expressions after these: how indices that are not affine
  /// split an affine number (Delinearization.h). 0 if they split none.
  uint32_t splitSize;
  /// For an atomic without uses of its result, the attribute of its operator if
  /// the operator commutes with itself to the last bit. Null otherwise.
  MlirAttribute commutingOperator;
} FuselageAccess;

/// A `gpu.launch` and what the analysis found in it.
typedef struct FuselageLaunch {
  MlirOperation op;
  FuselageIterationSpace space;
  /// Number of blocks in a cluster along x, y, z; null without clusters.
  MlirAffineExpr clusterExtents[FUSELAGE_NUM_CLUSTER_SIZES];
  FuselageLaunchForm form;
  /// See LaunchTarget.h.
  MlirAttribute target;
  /// Its accesses to memory that outlives a thread, in FuselageModel.accesses.
  size_t firstAccess, numAccesses;
  /// Why it fuses with no launch, and the operation at fault;
  /// FUSELAGE_REASON_NONE if it may fuse.
  FuselageReason obstacle;
  MlirOperation obstacleOp;
  /// Bytes of private and workgroup memory, for the whole grid.
  uint64_t scratchBytes;
} FuselageLaunch;

/// Everything read from the launches under one root operation. Not thread-safe.
typedef struct FuselageModel {
  MlirContext context;
  /// The analysis looks at nothing outside of this operation: a pass on one
  /// function must not look at other functions, which other threads may be
  /// changing.
  MlirOperation root;
  FuselageSymbolLookup lookup;
  FuselageSymbolTable symbols;
  FuselageBufferTable buffers;
  FuselageIndexReader hostReader, bodyReader;
  FUSELAGE_ARRAY(MlirAffineExpr) indices;
  FUSELAGE_ARRAY(FuselageAccess) accesses;
  FUSELAGE_ARRAY(FuselageLaunch) launches;
} FuselageModel;

/// Returns false when memory is out. Free the model in any case.
FUSELAGE_NODISCARD bool fuselageModelInit(FuselageModel *model,
                                          MlirOperation root,
                                          bool assumeNoaliasArgs);
void fuselageModelFree(FuselageModel *model);

/// Reads a `gpu.launch` and appends it to the model's launches. Returns false
/// when memory is out.
FUSELAGE_NODISCARD bool fuselageModelAddLaunch(FuselageModel *model,
                                               MlirOperation op);

/// Appends the accesses in the body of `launch` to the model, and notes the
/// first obstacle. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageModelAddAccesses(FuselageModel *model,
                                                 FuselageLaunch *launch);

/// The indices of an access: `rank` expressions.
const MlirAffineExpr *fuselageAccessGetIndices(const FuselageModel *model,
                                               const FuselageAccess *access);

/// True if it is plain from the indices that two threads are the same thread if
/// they touch a common element through the two accesses. The accesses are to
/// one buffer, in launches with the items of `launch`.
FUSELAGE_NODISCARD bool
fuselageAccessesStayInThread(const FuselageModel *model,
                             const FuselageLaunch *launch,
                             const FuselageAccess *a, const FuselageAccess *b);

/// True if both launches form the same clusters of blocks.
FUSELAGE_NODISCARD bool
fuselageLaunchesHaveSameClusters(const FuselageLaunch *a,
                                 const FuselageLaunch *b);

/// True if both kernels are compiled for the same targets.
FUSELAGE_NODISCARD bool fuselageLaunchesHaveSameTarget(const FuselageLaunch *a,
                                                       const FuselageLaunch *b);

/// True if `op` is a plain load or store of one element of a memref by its
/// index: `memref.load`, `memref.store` and their affine kin. Stores the number
/// of the memref's operand; the indices follow it.
FUSELAGE_NODISCARD bool fuselageOperationIsLoadOrStore(MlirOperation op,
                                                       FuselageAccessKind *kind,
                                                       intptr_t *memrefOperand);

/// Reads the indices of a load or store, or of another operation of the same
/// form. `indices` has room for the rank of the memref.
void fuselageReadElementIndices(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t memrefOperand,
                                MlirAffineExpr *indices);

#endif // FUSELAGE_ANALYSIS_LAUNCH_LAUNCH_H
