//===-- fuselage-c/Loops.h - Launches of loops -------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Replaces the parallel loops under an operation by `gpu.launch` operations.
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
  /// Threads of a block: a multiple of 32, at most 1024. A loop with fewer
  /// iterations gets one block, whose number of threads is the number of
  /// iterations rounded up to whole warps.
  uint64_t blockSize;
  /// The shape of a block, used in place of `blockSize` if `numTileSizes` is
  /// not 0: the numbers of threads along the innermost dimensions, the
  /// innermost last. Dimensions further out have one thread. The product is at
  /// most 1024.
  uint64_t tileSizes[FUSELAGE_MAX_TILE_SIZES];
  size_t numTileSizes;
  /// Assume that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
} FuselageLoopOptions;

/// Blocks of 256 threads, no tile, no assumptions.
FuselageLoopOptions fuselageLoopOptionsGetDefault(void);

/// Returns null if the options are as described above. Otherwise returns a
/// string constant that says what is wrong and how to fix it.
FUSELAGE_NODISCARD const char *
fuselageLoopOptionsVerify(const FuselageLoopOptions *options);

/// Replaces each outermost parallel loop of the host under `root` by a
/// `gpu.launch`: `scf.parallel`, `scf.forall` without results,
/// `affine.parallel`, and nests of `affine.for` whose iterations are proved
/// independent. The items of the launch are the iterations of the loop and of
/// the parallel loops that are perfectly nested in it, neighbouring threads
/// along the innermost dimension. Parallel loops further inside become loops of
/// the thread. A loop whose results are only stored becomes a launch of one
/// thread.
///
/// A function that kernels under `root` call runs on the device already. It
/// stays as it is.
///
/// Each loop that stays on the host, and each linalg operation on memrefs, is
/// reported by a missed remark or, if the context has no remark engine, by a
/// warning. The caller loads the dialects affine, arith, gpu, memref, scf and
/// vector into the context before. If only one thread uses the context, it is
/// enough to register them.
///
/// Fails, after an error, if fuselageLoopOptionsVerify refuses the options, or
/// if memory is out. If the options are refused, the module is unchanged. Any
/// number of calls may run at the same time on operations isolated from each
/// other.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageLoopsToLaunches(MlirOperation root, const FuselageLoopOptions *options);

/// Puts each linalg operation on memrefs that has no parallel loop, such as a
/// dot product or an operation of rank 0, into a `gpu.launch` of one thread.
/// Lowered to loops, such an operation would stay on the host. Fails, after an
/// error, if a dialect is missing.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageStructuredOpsToLaunches(MlirOperation root);

/// Replaces each quantized type under `root` by the integer type of its
/// storage, on which TOSA computes.
void fuselageDropQuantizedTypes(MlirOperation root);

/// The passes of MLIR on the way from tensors to launches, as text for a pass
/// manager on a `builtin.module`; string constants. The functions and the
/// pipelines run in this order: operations of the quant dialect to arith;
/// fuselageDropQuantizedTypes; TOSA, linalg and operations of arith and math on
/// tensors to memrefs; fuselageStructuredOpsToLaunches; linalg to loops;
/// fuselageLoopsToLaunches; clean-up. The pipeline `fuselage-lower-to-launches`
/// is all of these steps.
MlirStringRef fuselageGetQuantizationPipeline(void);
MlirStringRef fuselageGetBufferizationPipeline(void);
MlirStringRef fuselageGetLoopsPipeline(void);
MlirStringRef fuselageGetLaunchCleanUpPipeline(void);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_LOOPS_H
