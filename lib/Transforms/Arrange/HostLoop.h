//===- HostLoop.h - Loops of the host around one launch -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a loop of the host has to be for the launch in it to run all trips: an
// `scf.for` without results, with one launch and operations around it that have
// no effects. Operations that depend on the trip can run in a kernel; the
// others, and the sizes of the launch with them, are the same in every trip.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_HOSTLOOP_H
#define FUSELAGE_TRANSFORMS_ARRANGE_HOSTLOOP_H

#include "IR/OpBuilder.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What keeps a loop on the host, and how to change that: texts that go on
/// after "a loop of the host is between the launches" and in a suggestion.
typedef struct FuselageHostLoopProblem {
  const char *text, *suggestion;
} FuselageHostLoopProblem;

/// A zeroed struct is empty. Its operations are directly in the loop's body, in
/// the order of the body.
typedef struct FuselageHostLoop {
  MlirOperation loop;
  MlirValue lower, upper, step;
  /// The launch; the last one if there are several.
  MlirOperation launch;
  size_t numLaunches;
  MlirBlock body;
  /// The other operations: those that depend on the trip, and those that do
  /// not.
  FuselageOperationList varying, invariant;
  /// The values that depend on the trip.
  FuselagePointerMap varyingValues;
  /// Null for a loop that could be a part of its launch.
  const FuselageHostLoopProblem *problem;
  /// The only problem is memory that each trip allocates and frees. It goes
  /// where one launch is all that uses it.
  bool isMemoryAll;
} FuselageHostLoop;

void fuselageHostLoopFree(FuselageHostLoop *hostLoop);

/// Reads a loop, an `scf.for`, into an empty struct. Without a problem, it
/// could be a part of its launch, but for what the trips have in common and for
/// the number of its launches. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageHostLoopRead(FuselageHostLoop *hostLoop,
                                             MlirOperation loop);

/// True if an operation of the body uses a value that depends on the trip.
FUSELAGE_NODISCARD bool fuselageHostLoopVaries(const FuselageHostLoop *hostLoop,
                                               MlirOperation op);

/// True if the kernel has room for the parameters that the loop adds to it.
/// False also when memory is out.
FUSELAGE_NODISCARD bool
fuselageHostLoopHasRoom(const FuselageHostLoop *hostLoop,
                        uint64_t maxParameterBytes);

/// Puts the loop into the body of its launch, which then stands where the loop
/// was, before the operation after it. With `needsBarrier`, the threads of
/// a block meet at the end of each trip. Erases the loop and frees `*hostLoop`.
/// The dialects of fuselageOpBuilderLoadDialects must be loaded.
void fuselageHostLoopSink(FuselageHostLoop *hostLoop, bool needsBarrier);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_HOSTLOOP_H
