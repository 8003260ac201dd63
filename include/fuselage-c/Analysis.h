//===-- fuselage-c/Analysis.h - Analysis of GPU launches --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the `gpu.launch` operations under an operation and answers what the
// launch-fusion planner (fuselage-c/Planner.h) needs to know of them: the stage
// records, and which stages may share a launch. Changes no IR.
//
// A *run* is the sequence of launches directly in one block. A *seam* is the
// place between two consecutive launches of a run.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_ANALYSIS_H
#define FUSELAGE_C_ANALYSIS_H

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

//===----------------------------------------------------------------------===//
// Reasons
//===----------------------------------------------------------------------===//

/// Why two adjacent launches were not fused. The values and the names are
/// stable: they never change their meaning, and new ones are added at the end.
typedef enum FuselageReason {
  FUSELAGE_REASON_NONE = 0,
  /// The launches run different numbers of blocks.
  FUSELAGE_REASON_DIFFERENT_GRID = 1,
  /// The launches run different numbers of threads in a block.
  FUSELAGE_REASON_DIFFERENT_BLOCK = 2,
  /// A thread may read what a thread of another block wrote in the earlier
  /// launch.
  FUSELAGE_REASON_CROSS_BLOCK_RAW = 3,
  /// A thread may overwrite what a thread of another block reads in the earlier
  /// launch.
  FUSELAGE_REASON_CROSS_BLOCK_WAR = 4,
  /// Threads of two blocks may write the same element, and the order of the
  /// launches decides which value stays.
  FUSELAGE_REASON_WAW_ORDER = 5,
  /// Two buffers that may share memory are accessed, one of them is written.
  FUSELAGE_REASON_MAY_ALIAS = 6,
  /// The host reads memory between the launches.
  FUSELAGE_REASON_HOST_READ = 7,
  /// The host writes memory between the launches.
  FUSELAGE_REASON_HOST_WRITE = 8,
  /// An operation may do anything, as far as its declared effects tell.
  FUSELAGE_REASON_UNKNOWN_EFFECTS = 9,
  /// A launch has an operation of the `gpu` dialect that is not fused.
  FUSELAGE_REASON_UNSUPPORTED_LAUNCH = 10,
  /// Together the launches need more device memory than the budget.
  FUSELAGE_REASON_OVER_BUDGET = 11,
  /// The planner's objective is met better, or as well, without.
  FUSELAGE_REASON_OBJECTIVE = 12,
  /// Not all threads of a block may come to a barrier, or to another operation
  /// that they carry out together.
  FUSELAGE_REASON_DIVERGENT_BARRIER = 13,
  /// Together the launches need more workgroup memory or more bytes of kernel
  /// parameters than a kernel can have.
  FUSELAGE_REASON_RESOURCE_LIMIT = 14,
  /// Both launches use dynamic shared memory, of which a kernel has one.
  FUSELAGE_REASON_DYNAMIC_SHARED_MEMORY = 15,
  /// The host waits for one of the launches and not for the other.
  FUSELAGE_REASON_ASYNC_MIX = 16,
  /// The launches form different clusters of blocks.
  FUSELAGE_REASON_DIFFERENT_CLUSTER = 17,
  /// The host waits for a launch, or handles an async token, in between.
  FUSELAGE_REASON_HOST_WAIT = 18,
  /// The question whether two threads touch a common element takes too long to
  /// answer.
  FUSELAGE_REASON_TOO_COMPLEX = 19,
  /// The kernels are compiled for different targets, or one of them for a
  /// target of its own.
  FUSELAGE_REASON_DIFFERENT_TARGET = 20,
  /// A loop of the host is between the launches, which are in different blocks,
  /// or are the last and the first launch of its body.
  FUSELAGE_REASON_HOST_LOOP = 21,
  /// The launches are in different blocks, and the host decides whether it runs
  /// one of them.
  FUSELAGE_REASON_HOST_BRANCH = 22,
  /// The launches could be one; the plan that was given keeps them apart.
  FUSELAGE_REASON_GIVEN_PLAN = 23
} FuselageReason;

/// The name of a reason, such as "cross-block-raw"; a string constant.
const char *fuselageReasonGetName(FuselageReason reason);

/// The highest rank of a memref of which a witness names an element.
enum { FUSELAGE_WITNESS_MAX_RANK = 16 };

/// Two threads and an element of a buffer that both touch.
typedef struct FuselageWitness {
  bool isPresent;
  /// False if the accesses may touch less than what the analysis saw: the
  /// witness then is a possibility.
  bool isExact;
  /// Block id along x, y, z, then thread id: of the thread of the earlier
  /// launch, and of the later one.
  int64_t earlierThread[6], laterThread[6];
  /// The indices of the element in the buffer's root.
  size_t rank;
  int64_t element[FUSELAGE_WITNESS_MAX_RANK];
} FuselageWitness;

/// Why the planner must not let a stage share a launch with an earlier one.
typedef struct FuselageObstacle {
  FuselageReason reason;
  /// Index of the earlier stage in its run.
  size_t earlierStage;
  /// The operations at fault: in the earlier stage (or on the host between the
  /// stages), and in the later one. Null where there is none.
  MlirOperation earlierOp, laterOp;
  /// The root of the buffer that the later one accesses; null if it is not
  /// about one. The root that the earlier one accesses: the same, but for
  /// FUSELAGE_REASON_MAY_ALIAS.
  MlirValue buffer, earlierBuffer;
  FuselageWitness witness;
} FuselageObstacle;

//===----------------------------------------------------------------------===//
// Analysis
//===----------------------------------------------------------------------===//

/// The number of bytes that stands for "not known when compiling": 16 TiB, more
/// than any device holds, and small enough that the planner can add a million
/// of them.
#define FUSELAGE_UNKNOWN_BYTES (UINT64_C(1) << 44)

/// The number of trips that stands for "not known when compiling".
#define FUSELAGE_UNKNOWN_TRIPS (UINT64_C(1) << 44)

/// FuselageRun::trips for the block of a launch, without an analysis.
uint64_t fuselageLaunchGetTrips(MlirOperation launch);

typedef struct FuselageAnalysisOptions {
  /// Take it that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
  /// The most bytes of parameters that a kernel can have; 0 for 4352, which
  /// holds for every version of PTX. From version 8.1 on it is 32764.
  uint64_t maxParameterBytes;
} FuselageAnalysisOptions;

/// The runs under one operation. Holds references into the IR, which must not
/// change while it is used.
typedef struct FuselageAnalysis {
  void *ptr;
} FuselageAnalysis;

/// Reads the launches in the regions of `root`. The result is null when memory
/// is out. `optionsOrNull` defaults to all zero. Any number of analyses may run
/// at the same time on operations isolated from each other.
FUSELAGE_NODISCARD FuselageAnalysis fuselageAnalysisCreate(
    MlirOperation root, const FuselageAnalysisOptions *optionsOrNull);

void fuselageAnalysisDestroy(FuselageAnalysis analysis);

static inline bool fuselageAnalysisIsNull(FuselageAnalysis analysis) {
  return !analysis.ptr;
}

/// The number of runs: of blocks that directly hold at least one launch.
size_t fuselageAnalysisGetNumRuns(FuselageAnalysis analysis);

/// One run, as the planner takes it. Owned by the analysis.
typedef struct FuselageRun {
  /// The block that holds the launches.
  MlirBlock block;
  size_t numStages;
  /// One of each per stage, in the order of the block. Ids of stages are unique
  /// in the analysis and increase from 1.
  const FuselageStage *stages;
  const size_t *earliestPeer;
  const uint64_t *externalInputBytes;
  const MlirOperation *launches;
  /// barrierPeer[i] is the latest stage such that, in one launch with stage i,
  /// a barrier has to stand between the two; FUSELAGE_NO_STAGE if there is
  /// none.
  const size_t *barrierPeer;
  /// For stage i, why earliestPeer[i] is no smaller, or why the stage requires
  /// host materialization. The reason is FUSELAGE_REASON_NONE if neither is so.
  const FuselageObstacle *obstacles;
  /// How many times the block is run for each time that its function is: the
  /// product of the trips of the loops around it, whether conditions hold or
  /// not. FUSELAGE_UNKNOWN_TRIPS or more if that is not known.
  uint64_t trips;
} FuselageRun;

/// The run number `index`, in the order of a pre-order walk of the root.
FuselageRun fuselageAnalysisGetRun(FuselageAnalysis analysis, size_t index);

/// What the body of one launch does to one buffer.
typedef struct FuselageBufferUse {
  /// Index of the launch's stage in its run.
  size_t stage;
  /// The number of the buffer in the analysis, and the memref that all views of
  /// it lead to.
  size_t buffer;
  MlirValue root;
  /// At most how many bytes of it the launch reads and writes, each once;
  /// FUSELAGE_UNKNOWN_BYTES if that is not known.
  bool reads, writes;
  uint64_t readBytes, writtenBytes;
} FuselageBufferUse;

typedef void (*FuselageBufferUseCallback)(const FuselageBufferUse *use,
                                          void *userData);

/// Calls `callback` for each launch of a run and each buffer that it touches,
/// in the order of the launches and of their accesses.
void fuselageAnalysisForEachBufferUse(FuselageAnalysis analysis, size_t run,
                                      FuselageBufferUseCallback callback,
                                      void *userData);

/// Prints one line of JSON for the run to `callback`: the request that
/// `fuselage-plan` reads, with the given budget. Ends without a newline.
void fuselageRunPrintRequest(const FuselageRun *run, uint64_t maxGroupBytes,
                             FuselageObjective objective,
                             MlirStringCallback callback, void *userData);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_ANALYSIS_H
