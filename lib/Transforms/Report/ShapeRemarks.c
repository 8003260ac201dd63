//===- ShapeRemarks.c - Remarks about shapes ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/ShapeRemarks.h"

#include "Analysis/Host/HostTrips.h"
#include "Bridge/Remarks.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Support/Text.h"

/// Appends three sizes, without those of 1 at the end.
static void appendSizes(FuselageText *text, MlirOperation launch, int first) {
  int64_t sizes[FUSELAGE_NUM_GRID_IDS];
  int rank = 1;
  for (int i = 0; i < FUSELAGE_NUM_GRID_IDS; ++i) {
    if (!fuselageValueIsConstantInt(
            fuselageLaunchGetSizeOperand(launch, first + i), &sizes[i]))
      sizes[i] = -1;
    if (sizes[i] != 1)
      rank = i + 1;
  }
  for (int i = 0; i < rank; ++i) {
    if (i != 0)
      fuselageTextAppendString(text, "x");
    if (sizes[i] < 0)
      fuselageTextAppendString(text, "?");
    else
      fuselageTextAppendNumber(text, (uint64_t)sizes[i]);
  }
}

static FuselageText describe(MlirOperation before, MlirOperation launch,
                             int first) {
  FuselageText text = {0};
  appendSizes(&text, before, first);
  fuselageTextAppendString(&text, " to ");
  appendSizes(&text, launch, first);
  return text;
}

static FuselageText describeNumber(MlirOperation before, int64_t size,
                                   int first) {
  FuselageText text = {0};
  appendSizes(&text, before, first);
  fuselageTextAppendString(&text, " to ");
  if (size < 0)
    fuselageTextAppendString(&text, "?");
  else
    fuselageTextAppendNumber(&text, (uint64_t)size);
  return text;
}

static void emit(MlirOperation launch, const char *name, const char *message,
                 const FuselageText *grid, const FuselageText *block) {
  FuselageRemarkArg args[] = {
      {"Remark", message},
      {"Grid", fuselageTextGet(grid)},
      {"Block", fuselageTextGet(block)},
  };
  fuselageRemarkEmit(FUSELAGE_REMARK_PASSED, mlirOperationGetLocation(launch),
                     name, "fuselage", fuselageOperationGetFunctionName(launch),
                     args, sizeof args / sizeof args[0]);
}

void fuselageEmitReshaped(MlirOperation before, MlirOperation launch) {
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(launch)))
    return;
  FuselageText grid = describe(before, launch, 0);
  FuselageText block = describe(before, launch, FUSELAGE_NUM_GRID_IDS);
  emit(launch, "reshaped", "gave a launch the shape of its neighbours", &grid,
       &block);
  fuselageTextFree(&block);
  fuselageTextFree(&grid);
}

void fuselageEmitReblocked(MlirOperation launch, int64_t numBlocks,
                           int64_t numThreads) {
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(launch)))
    return;
  FuselageText grid = describeNumber(launch, numBlocks, 0);
  FuselageText block =
      describeNumber(launch, numThreads, FUSELAGE_NUM_GRID_IDS);
  emit(launch, "reblocked", "gave a launch blocks of whole warps", &grid,
       &block);
  fuselageTextFree(&block);
  fuselageTextFree(&grid);
}

/// Tells of a loop, on the host or in the launch, and of its trips.
static void emitLoop(MlirOperation launch, MlirLocation loop, uint64_t numTrips,
                     const char *name, const char *message) {
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(launch)))
    return;
  FuselageText place = {0}, trips = {0};
  mlirLocationPrint(loop, fuselageTextCallback, &place);
  if (numTrips < FUSELAGE_UNKNOWN_TRIPS)
    fuselageTextAppendNumber(&trips, numTrips);
  else
    fuselageTextAppendString(&trips, "unknown");
  FuselageRemarkArg args[] = {
      {"Remark", message},
      {"Loop", fuselageTextGet(&place)},
      {"Trips", fuselageTextGet(&trips)},
  };
  fuselageRemarkEmit(FUSELAGE_REMARK_PASSED, mlirOperationGetLocation(launch),
                     name, "fuselage", fuselageOperationGetFunctionName(launch),
                     args, sizeof args / sizeof args[0]);
  fuselageTextFree(&trips);
  fuselageTextFree(&place);
}

void fuselageEmitSpread(MlirOperation launch, MlirLocation loop,
                        int64_t numTrips) {
  emitLoop(launch, loop, (uint64_t)numTrips, "spread",
           "gave each iteration of a loop a thread");
}

void fuselageEmitSunk(MlirOperation loop, MlirOperation launch) {
  emitLoop(launch, mlirOperationGetLocation(loop),
           fuselageHostLoopGetTrips(loop), "sunk",
           "made a loop of the host a part of its launch");
}
