//===- Record.h - The record of a fusion --------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_RECORD_H
#define FUSELAGE_DRIVER_RECORD_H

#include "Memory.h"
#include "Place.h"

#include "fuselage-c/Fusion.h"
#include "fuselage-c/PTX.h"

/// Nanoseconds that are not known.
#define UNKNOWN_TIME UINT64_MAX

/// A launch, or a copy of the host that is a launch within the fusion. Numbers
/// of other stages refer to the arrays of the Record.
typedef struct StageRecord {
  size_t group;
  MlirStringRef function;
  Place place;
  FuselageStage stage;
  /// The earliest stage with which it may share a launch; itself if there is no
  /// earlier one.
  size_t earliestPeer;
  /// The latest stage from which a barrier separates it, or FUSELAGE_NO_STAGE.
  size_t barrierPeer;
  uint64_t externalInputBytes;
  size_t firstUse, numUses;
  bool isCopy;
  /// Blocks along x, y, z, then threads in a block, before another shape; -1 if
  /// not constant.
  int64_t sizes[6];
  /// The number of times that it runs in one call of its function;
  /// FUSELAGE_UNKNOWN_TRIPS or more if it is not known.
  uint64_t trips;
  /// The time of one run by the model, with these sizes; UNKNOWN_TIME if it is
  /// not known, or nobody asks for it.
  uint64_t nanoseconds;
} StageRecord;

/// The launches directly in one block, and their groups, each as a range.
typedef struct RunRecord {
  size_t firstStage, numStages;
  size_t firstGroup, numGroups;
  size_t firstBuffer, numBuffers;
} RunRecord;

typedef struct GroupRecord {
  size_t firstStage, numStages;
  uint64_t requiredBytes, avoidedIntermediateBytes;
} GroupRecord;

/// A pair of launches that stay apart. They are neighbours in a run, or the
/// host runs one after the other. In a loop both may be the same stage.
typedef struct RefusalRecord {
  size_t earlierStage, stage;
  /// The earlier stage of the conflict, which may be before the pair.
  size_t obstacleStage;
  FuselageReason reason;
  /// The places of the operations at fault. Each may be unknown.
  Place earlier, later;
  char *message, *suggestion, *witness;
} RefusalRecord;

typedef struct BufferRecord {
  char *name, *type;
  bool isAllocation;
  /// The number in the mark of the allocation, from 1; 0 if it has no mark.
  int64_t mark;
} BufferRecord;

typedef struct UseRecord {
  size_t stage, buffer;
  bool reads, writes;
  uint64_t readBytes, writtenBytes;
} UseRecord;

typedef struct KernelRecord {
  char *name;
  /// False if only the name of the kernel is known.
  bool isMeasured;
  FuselagePTXResources resources;
  /// All 0 if it is not known.
  FuselagePTXOccupancy occupancy;
} KernelRecord;

/// A zeroed struct is an empty record. Places and functions live as long as
/// the context.
typedef struct Record {
  LIST(RunRecord) runs;
  LIST(StageRecord) stages;
  LIST(GroupRecord) groups;
  LIST(RefusalRecord) refusals;
  LIST(BufferRecord) buffers;
  LIST(UseRecord) uses;
  LIST(KernelRecord) kernels;
  /// Whether lowering made a launch, even one without effects.
  bool hadDeadLaunches;
  /// The bytes avoided by fusing the fused module again.
  uint64_t furtherAvoidedBytes;
} Record;

/// Fills an empty record from a fusion that was not applied yet. With
/// `markBuffers` each allocation gets an attribute with its number, by which a
/// later record recognizes it.
void recordFusion(Record *record, FuselageFusion fusion, bool markBuffers);

void recordAddKernel(Record *record, MlirStringRef name);
void recordFree(Record *record);

/// The bytes that all launches read and write in device memory;
/// FUSELAGE_UNKNOWN_BYTES or more if not known.
uint64_t recordGetTraffic(const Record *record);
/// "launch" or "copy".
const char *stageGetKind(const StageRecord *stage);

/// The contents of a group: "2 launches and 1 copy".
const char *groupToString(const Record *record, const GroupRecord *group,
                          char buffer[160]);

/// The number of launches before and after fusion. A copy counts only if it
/// shares a launch.
size_t recordCountLaunches(const Record *record);
size_t recordCountFused(const Record *record);

/// The number of launches that one call of each function runs;
/// FUSELAGE_UNKNOWN_TRIPS or more if it is not known.
uint64_t recordCountExecuted(const Record *record);

/// The number of copies of the host that share a launch.
size_t recordCountAbsorbed(const Record *record);

/// True if the launches of a run stand in another order than in the source.
bool recordIsReordered(const Record *record);

uint64_t recordGetAvoidedBytes(const Record *record);

#endif // FUSELAGE_DRIVER_RECORD_H
