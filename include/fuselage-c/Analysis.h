//===-- fuselage-c/Analysis.h - Analysis of GPU launches --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the `gpu.launch` operations under an operation and computes the input
// of the launch-fusion planner (fuselage-c/Planner.h): the stage records, and
// the stages that may share a launch. The IR stays as it is.
//
// A *run* is the sequence of launches directly in one block. A *seam* is the
// place between two consecutive launches of a run.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_ANALYSIS_H
#define FUSELAGE_C_ANALYSIS_H

#include "fuselage-c/Planner.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/TimeModel.h"

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

/// Why two adjacent launches stay apart: FUSELAGE_REASON_DIFFERENT_GRID = 1 and
/// so on. fuselage-c/Reason.def lists and explains all of them. The values and
/// the names are stable: they keep their meaning, and a new reason goes to the
/// end.
typedef enum FuselageReason {
  FUSELAGE_REASON_NONE = 0,
#define FUSELAGE_REASON(enumerator, number, name, text, suggestion)            \
  FUSELAGE_REASON_##enumerator = (number),
#include "fuselage-c/Reason.def"
} FuselageReason;

/// The name of a reason, such as "cross-block-raw"; a string constant.
const char *fuselageReasonGetName(FuselageReason reason);

/// The highest rank of a memref whose element a witness can name.
enum { FUSELAGE_WITNESS_MAX_RANK = 16 };

/// Two threads, and an element of a buffer that both of them touch.
typedef struct FuselageWitness {
  bool isPresent;
  /// False if the accesses may touch fewer elements than the analysis counts.
  /// The witness is then a possibility, not a fact.
  bool isExact;
  /// Block id along x, y, z, then thread id along x, y, z: for the thread of
  /// the earlier launch, and for the thread of the later launch.
  int64_t earlierThread[6], laterThread[6];
  /// The indices of the element in the buffer's root.
  size_t rank;
  int64_t element[FUSELAGE_WITNESS_MAX_RANK];
  /// The trips of a loop of the host in which the two threads run, from 1; 0
  /// if the launches are not in different trips, or if these are not known.
  uint64_t earlierTrip, laterTrip;
} FuselageWitness;

/// Why the planner must not let a stage share a launch with an earlier one.
typedef struct FuselageObstacle {
  FuselageReason reason;
  /// Index of the earlier stage in its run.
  size_t earlierStage;
  /// The operations at fault: one in the earlier stage (or on the host between
  /// the stages), and one in the later stage. Each may be null.
  MlirOperation earlierOp, laterOp;
  /// `buffer` is the root of the buffer that `laterOp` accesses; null if the
  /// reason concerns no buffer. `earlierBuffer` is the root that `earlierOp`
  /// accesses: the same root, except under FUSELAGE_REASON_MAY_ALIAS.
  MlirValue buffer, earlierBuffer;
  FuselageWitness witness;
} FuselageObstacle;

//===----------------------------------------------------------------------===//
// Analysis
//===----------------------------------------------------------------------===//

/// The number of bytes that stands for "not known when compiling": 16 TiB. It
/// is more than any device holds, and so small that the planner can add a
/// million of them.
#define FUSELAGE_UNKNOWN_BYTES (UINT64_C(1) << 44)

/// The number of trips that stands for "not known when compiling".
#define FUSELAGE_UNKNOWN_TRIPS (UINT64_C(1) << 44)

/// Returns FuselageRun::trips for the block of a launch, without an analysis.
uint64_t fuselageLaunchGetTrips(MlirOperation launch);

typedef struct FuselageAnalysisOptions {
  /// Assume that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
  /// The most bytes of parameters that a kernel can have. 0 means 4352, the
  /// limit that every version of PTX allows. From version 8.1 on the limit is
  /// 32764.
  uint64_t maxParameterBytes;
} FuselageAnalysisOptions;

/// The runs under one operation. It refers to the IR. The IR must stay as it is
/// while the analysis is in use.
typedef struct FuselageAnalysis {
  void *ptr;
} FuselageAnalysis;

/// Reads the launches in the regions of `root`. The caller owns the result. It
/// is null when memory is out. Null for `optionsOrNull` means that all options
/// are zero. Any number of analyses may run at the same time on operations
/// isolated from each other.
FUSELAGE_NODISCARD FuselageAnalysis fuselageAnalysisCreate(
    MlirOperation root, const FuselageAnalysisOptions *optionsOrNull);

void fuselageAnalysisDestroy(FuselageAnalysis analysis);

static inline bool fuselageAnalysisIsNull(FuselageAnalysis analysis) {
  return !analysis.ptr;
}

/// The number of runs: one for each block that directly holds a launch.
size_t fuselageAnalysisGetNumRuns(FuselageAnalysis analysis);

/// One run, in the form that the planner takes. The analysis owns the arrays.
typedef struct FuselageRun {
  /// The block that holds the launches.
  MlirBlock block;
  size_t numStages;
  /// Each array has one entry per stage, in the order of the block. Ids of
  /// stages are unique in the analysis and increase from 1.
  const FuselageStage *stages;
  const size_t *earliestPeer;
  const uint64_t *externalInputBytes;
  const MlirOperation *launches;
  /// barrierPeer[i] is the latest earlier stage that needs a barrier between it
  /// and stage i when one launch holds both; FUSELAGE_NO_STAGE if no stage
  /// does.
  const size_t *barrierPeer;
  /// obstacles[i] says why earliestPeer[i] is not smaller, or why stage i
  /// requires host materialization. Its reason is FUSELAGE_REASON_NONE if stage
  /// i has no obstacle.
  const FuselageObstacle *obstacles;
  /// How many times one call of the function runs the block: the product of the
  /// trips of the loops around it. Conditions count as true.
  /// FUSELAGE_UNKNOWN_TRIPS or more means that the number is not known.
  uint64_t trips;
} FuselageRun;

/// The run number `index`, in the order of a pre-order walk of the root.
FuselageRun fuselageAnalysisGetRun(FuselageAnalysis analysis, size_t index);

/// How the body of one launch uses one buffer.
typedef struct FuselageBufferUse {
  /// Index of the launch's stage in its run.
  size_t stage;
  /// The number of the buffer in the analysis, and its root: the memref from
  /// which all its views are made.
  size_t buffer;
  MlirValue root;
  /// Whether the launch reads and writes the buffer, and an upper bound of the
  /// bytes that it reads and writes. Each byte counts once.
  /// FUSELAGE_UNKNOWN_BYTES means that no bound is known.
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

/// The time that stage `stage` saves when it joins the stages before it in one
/// launch, in picoseconds; below zero, the time that it costs. It is
/// fuselageTimeModelJoin of the bytes of the stage before that it reads, and of
/// a barrier where it may need one. Bytes that are not known count as none, and
/// a grid or block of unknown size as a middling one. It is rounded to a
/// hundredth of a launch: the model is no better than that, and plans that are
/// as good should be equal. Entries of FuselagePlanOptions::joinPicoseconds are
/// such times.
int64_t fuselageRunGetJoinPicoseconds(const FuselageRun *run, size_t stage,
                                      const FuselageDevice *device);

/// Counts the work of a `gpu.launch`, of one run of it, as an execution would:
/// loads and stores of global memory stand for instructions. Counts are of a
/// few blocks that are spread evenly over the grid, and the others are taken to
/// be like them; buffers begin at a sector, and a warp does in each trip of a
/// loop what it does in the first. The bytes are the upper bounds of a stage.
/// False, with nothing to go by in `*work`, where a size, a number of trips, a
/// condition, an index or a stride depends on anything but ids and constants,
/// or the body has other operations on memory; also if memory is out.
FUSELAGE_NODISCARD bool fuselageLaunchCountWork(MlirOperation launch,
                                                FuselageLaunchWork *work);

/// Prints the run to `callback` as one line of JSON, without a newline: the
/// request that `fuselage-plan` reads, with the given budget and objective. The
/// times of joins on the device are in it where the objective reads them.
void fuselageRunPrintRequest(const FuselageRun *run, uint64_t maxGroupBytes,
                             FuselageObjective objective,
                             const FuselageDevice *device,
                             MlirStringCallback callback, void *userData);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_ANALYSIS_H
