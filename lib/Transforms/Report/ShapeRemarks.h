//===- ShapeRemarks.h - Remarks about shapes ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
#define FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H

#include "Support/Array.h"
#include "Support/Text.h"
#include "fuselage-c/TimeModel.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// Emits a passed remark: `launch` runs the items of `before`, which stood in
/// its place, in other blocks. Sizes that are not constants appear as "?". The
/// launches that are one with it save `*savedOrNull` picoseconds; null if that
/// is not known. Without a remark engine the call does nothing.
void fuselageEmitReshaped(MlirOperation before, MlirOperation launch,
                          const int64_t *savedOrNull,
                          const FuselageDevice *device);

/// Emits a passed remark: each of the `numTrips` iterations of a loop at
/// `loop`, in the body of `launch`, got a thread, so that the launch could get
/// the shape of its neighbours.
void fuselageEmitSpread(MlirOperation launch, MlirLocation loop,
                        int64_t numTrips, const int64_t *savedOrNull,
                        const FuselageDevice *device);

/// Emits a passed remark: `loop`, on the host, is to become a part of `launch`,
/// the one launch in it. Each trip but one saves a launch.
void fuselageEmitSunk(MlirOperation loop, MlirOperation launch,
                      const FuselageDevice *device);

/// A remark about a launch that is being changed.
typedef struct FuselageShapeRemark {
  MlirOperation launch;
  const char *name, *message;
  /// Two arguments and their names.
  const char *argNames[2];
  FuselageText args[2];
  /// The work of the launch before it was changed, if that is known.
  bool isKnown;
  FuselageLaunchWork before;
} FuselageShapeRemark;

/// Remarks that say what a change gains, and so wait for its end. A zeroed
/// struct is empty. Without a remark engine it stays empty.
typedef struct FuselageShapeRemarks {
  FUSELAGE_ARRAY(FuselageShapeRemark) remarks;
  /// The launch that is being changed, and its work before.
  MlirOperation launch;
  bool isKnown;
  FuselageLaunchWork before;
} FuselageShapeRemarks;

/// Says that a launch is to be changed. What is said of it until another launch
/// is to be changed has its work as it is now.
void fuselageShapeRemarksBegin(FuselageShapeRemarks *remarks,
                               MlirOperation launch);

/// Adds a passed remark, before that is done: `launch` is to run in blocks of
/// `numThreads` threads, `numBlocks` of them; -1 if that is not a constant.
/// Begins the launch unless that was done.
void fuselageShapeRemarksAddReblocked(FuselageShapeRemarks *remarks,
                                      MlirOperation launch, int64_t numBlocks,
                                      int64_t numThreads);

/// Adds a passed remark: each of the `numTrips` iterations of a loop at `loop`,
/// in the body of `launch`, got a thread. The launch was begun before.
void fuselageShapeRemarksAddSpread(FuselageShapeRemarks *remarks,
                                   MlirOperation launch, MlirLocation loop,
                                   int64_t numTrips);

/// Emits the remarks in their order, after all changes: each says what all
/// changes of its launch gain on the device, where that is known. Empties the
/// list.
void fuselageShapeRemarksEmit(FuselageShapeRemarks *remarks,
                              const FuselageDevice *device);

#endif // FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
