//===-- fuselage-c/Loops.h - Launches of loops -------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes `gpu.launch` operations of the parallel loops under an operation, in
// place.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_LOOPS_H
#define FUSELAGE_C_LOOPS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A block has three dimensions.
enum { FUSELAGE_MAX_TILE_SIZES = 3 };

typedef struct FuselageLoopOptions {
  /// Threads of a block: a multiple of 32, at most 1024. A loop of fewer
  /// iterations gets one block of all, rounded up to warps.
  uint64_t blockSize;
  /// If there are any, the shape of a block instead: threads along the
  /// innermost dimensions, the last one innermost. Dimensions further out have
  /// one thread. All together at most 1024 threads.
  uint64_t tileSizes[FUSELAGE_MAX_TILE_SIZES];
  size_t numTileSizes;
  /// Take it that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
} FuselageLoopOptions;

/// Blocks of 256 threads, no tile, no assumptions.
FuselageLoopOptions fuselageLoopOptionsGetDefault(void);

/// Null if the options are as described above; else what is wrong with them and
/// how to mend it, a string constant.
const char *fuselageLoopOptionsVerify(const FuselageLoopOptions *options);

/// Makes a `gpu.launch` of each outermost parallel loop of the host under
/// `root`: `scf.parallel`, `scf.forall` without results, `affine.parallel`, and
/// nests of `affine.for` whose iterations are proved independent. The items of
/// the launch are the iterations of the loop and of the parallel loops that are
/// perfectly nested in it, neighbouring threads along the innermost dimension.
/// Parallel loops further inside become loops of the thread. A loop with
/// results that are only stored becomes a launch of one thread.
///
/// Functions that kernels under `root` call run on the device already, and stay
/// as they are.
///
/// Each loop that stays on the host is a missed remark or, where the context
/// has no remark engine, a warning. The context has the dialects affine, arith,
/// gpu, memref, scf and vector loaded, or registered if it is not used by
/// several threads.
///
/// Fails on options that fuselageLoopOptionsVerify refuses, with the module
/// unchanged, and when memory is out; an error was emitted then. Any number of
/// calls may run at the same time on operations isolated from each other.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageLoopsToLaunches(MlirOperation root, const FuselageLoopOptions *options);

/// Puts each operation of the linalg dialect on memrefs that has no parallel
/// loop, such as a dot product or one of rank 0, into a `gpu.launch` of one
/// thread: lowered to loops it would stay on the host. Fails, after an error,
/// if a dialect is missing.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageStructuredOpsToLaunches(MlirOperation root);

/// Replaces quantized types under `root` by the integers that they are stored
/// as, which TOSA computes on.
void fuselageDropQuantizedTypes(MlirOperation root);

/// The passes of MLIR on the way from tensors to launches, as text for a pass
/// manager on a `builtin.module`; string constants. In this order: operations
/// of the quant dialect to arith; fuselageDropQuantizedTypes; TOSA, linalg and
/// operations of arith and math on tensors to memrefs;
/// fuselageStructuredOpsToLaunches; linalg to loops; fuselageLoopsToLaunches;
/// and what is left to clean up. The pipeline `fuselage-lower-to-launches` is
/// all of it.
MlirStringRef fuselageGetQuantizationPipeline(void);
MlirStringRef fuselageGetBufferizationPipeline(void);
MlirStringRef fuselageGetLoopsPipeline(void);
MlirStringRef fuselageGetLaunchCleanUpPipeline(void);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_LOOPS_H
