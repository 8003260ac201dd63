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

/// Why two adjacent launches were not fused: FUSELAGE_REASON_DIFFERENT_GRID = 1
/// and so on, which fuselage-c/Reason.def lists and explains. The values and
/// the names are stable: they never change their meaning, and new ones are
/// added at the end.
typedef enum FuselageReason {
  FUSELAGE_REASON_NONE = 0,
#define FUSELAGE_REASON(enumerator, number, name, text, suggestion)            \
  FUSELAGE_REASON_##enumerator = (number),
#include "fuselage-c/Reason.def"
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
