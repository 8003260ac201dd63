//===-- fuselage-c/Transforms.h - Launch fusion -----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fuses the `gpu.launch` operations under an operation, in place.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_TRANSFORMS_H
#define FUSELAGE_C_TRANSFORMS_H

#include "fuselage-c/Planner.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What to do with a launch that alone needs more memory than the budget.
typedef enum FuselageOverBudget {
  /// Report the planner's error at the launch and fail, with no IR changed.
  FUSELAGE_OVER_BUDGET_ERROR = 0,
  /// Leave the launch as it is.
  FUSELAGE_OVER_BUDGET_SKIP = 1
} FuselageOverBudget;

/// What a kernel takes on a chip. Occupancy is `activeWarps` of `maxWarps` that
/// a multiprocessor keeps; `maxWarps` is 0 if it is not known.
typedef struct FuselageKernelResources {
  uint32_t registers;
  uint64_t spillBytes;
  uint64_t sharedBytes;
  uint32_t activeWarps, maxWarps;
} FuselageKernelResources;

/// Measures the kernel of the one `gpu.launch` in `module`, a builtin.module
/// that it may change as it likes. Returns false if it cannot be compiled. It
/// must give equal modules equal answers, and may be called by several threads
/// at a time if fuselageFuseLaunches is.
typedef bool (*FuselageMeasureKernel)(MlirOperation module,
                                      FuselageKernelResources *resources,
                                      void *userData);

typedef struct FuselageFusionOptions {
  /// The most bytes of device memory that one fused launch may need; must not
  /// be 0. UINT64_MAX for no limit.
  uint64_t maxGroupBytes;
  /// FUSELAGE_OBJECTIVE_TIME is the aim of shapes as well. The times are those
  /// of fuselageRunGetJoinPicoseconds.
  FuselageObjective objective;
  /// Take it that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
  /// Turn copies that the host makes between launches, of memory that launches
  /// use, into launches, where they then share one with another.
  bool absorbCopies;
  FuselageOverBudget overBudget;
  /// Give launches that are independent (their threads know nothing of each
  /// other) other blocks where that lets them fuse. A launch with barriers,
  /// workgroup memory or collectives keeps its shape.
  bool reshape;
  /// Threads in the blocks of launches that get another shape: a multiple of 32
  /// up to 1024. 0 for blocks of the default size where launches fuse, and for
  /// no other blocks where they do not.
  uint32_t blockSize;
  /// The device whose times decide between shapes, and between plans where the
  /// objective asks for time, by its name (fuselageDeviceFind); null for
  /// fuselageDeviceGetDefault.
  const char *device;
  /// Make a loop of the host around one launch a loop in the body of the launch
  /// where the order of its trips is kept.
  bool sinkLoops;
  /// As in FuselageAnalysisOptions.
  uint64_t maxParameterBytes;
  /// If not null, each group and its launches are measured, and a group that
  /// spills more registers than its launches do, that does not run or cannot be
  /// compiled while they can, or whose occupancy is more than 25 percentage
  /// points below the lowest of theirs, is split where the fewest bytes then go
  /// through memory. Its parts are checked in the same way.
  FuselageMeasureKernel measureKernel;
  void *measureUserData;
  /// Emit no remarks.
  bool omitRemarks;
} FuselageFusionOptions;

/// The options that the pass has when none are given: no limit, greedy, no
/// assumptions, copies absorbed, launches reshaped with blocks of 256 threads,
/// loops sunk, an error when over budget.
FuselageFusionOptions fuselageFusionOptionsGetDefault(void);

/// What a call of fuselageFuseLaunches did.
typedef struct FuselageFusionSummary {
  size_t launchesBefore, launchesAfter;
  /// Copies that the host no longer makes: they are part of fused launches.
  size_t absorbedCopies;
  /// Output bytes that no longer travel from one launch to the next by way of
  /// device memory, as the planner counts them.
  uint64_t avoidedIntermediateBytes;
  /// fuselageFuseFurther may fuse more: launches were kept apart only by what
  /// one kernel can have, and fused ones take less; or a loop of the host
  /// became a part of a launch, which has other neighbours then. False from
  /// functions that go on by themselves.
  bool mayFuseMore;
} FuselageFusionSummary;

/// Fuses adjacent launches in the regions of `root` wherever that is proved
/// legal and the planner wants it. Launches that have nothing to do with each
/// other change places, and ids are permuted, if that makes fewer launches.
/// Then forwards stores to loads inside the fused launches, and drops stores
/// and buffers that nobody reads any more. Reports to the remark engine of the
/// context, if it has one: a passed remark for each fused launch, a missed
/// remark for each adjacent pair left as it is.
///
/// The context has the dialect `cf` loaded, or registered if it is not used by
/// several threads.
///
/// On failure an error was emitted to the diagnostic handlers of the context
/// and no IR was changed. `summaryOrNull` is filled on success. Any number of
/// calls may run at the same time on operations isolated from each other.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageFuseLaunches(MlirOperation root, const FuselageFusionOptions *options,
                     FuselageFusionSummary *summaryOrNull);

/// Turns `gpu.launch_func` operations under `module`, a `builtin.module`, into
/// `gpu.launch` operations with the body of the kernel, which then can be
/// fused: those whose kernel is a `gpu.func` of this module that uses no other
/// symbol. The launches keep the names of their kernels and of the
/// `gpu.module`s; kernels that nothing refers to any more are erased. Of each
/// launch that stays as it is the remark engine of the context is told why, and
/// without one a warning is emitted.
///
/// Returns failure only when memory is out, after an error was emitted;
/// launches that were inlined by then stay so. `numInlinedOrNull` may be null.
/// Not to be called at the same time on operations of one module.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageInlineKernels(MlirOperation module, size_t *numInlinedOrNull);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_TRANSFORMS_H
