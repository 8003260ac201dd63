//===- LaunchOrder.h - Order that a block has to keep --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the operations of a block that have to stay in order, so that a caller
// can move launches that belong together to one place. Buffers count as wholes:
// two operations that touch one buffer keep their order if either writes it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_DEPENDENCE_LAUNCHORDER_H
#define FUSELAGE_ANALYSIS_DEPENDENCE_LAUNCHORDER_H

#include "Analysis/Dependence/Conflict.h"
#include "Analysis/Launch/Launch.h"
#include "Support/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum FuselageOrderKind {
  FUSELAGE_ORDER_OF_LAUNCH,
  /// The operation stays after the operations that it depends on.
  FUSELAGE_ORDER_OF_HOST_OP,
  /// As the above. The operation has no effects, only results: it belongs right
  /// before the first operation that uses a result.
  FUSELAGE_ORDER_OF_VALUE,
  /// Operations do not move across a fence. The last operation of a block is a
  /// fence.
  FUSELAGE_ORDER_OF_FENCE
} FuselageOrderKind;

/// An operation of the block.
typedef struct FuselageOrderNode {
  MlirOperation op;
  FuselageOrderKind kind;
  /// For a launch, a number of its configuration. Launches with different
  /// numbers cannot share a launch. If two configurations get one number, the
  /// only cost is a missed fusion.
  uint64_t configuration;
  /// Its dependences on earlier nodes, in FuselageOrderGraph.edges.
  size_t firstEdge, numEdges;
} FuselageOrderNode;

/// A dependence on an earlier node since the last fence.
typedef struct FuselageOrderEdge {
  size_t earlier;
  /// True if both nodes are launches whose accesses keep their order in one
  /// launch.
  bool isFusible;
} FuselageOrderEdge;

/// All operations of a block, in its order. A zeroed struct is empty.
typedef struct FuselageOrderGraph {
  FUSELAGE_ARRAY(FuselageOrderNode) nodes;
  FUSELAGE_ARRAY(FuselageOrderEdge) edges;
} FuselageOrderGraph;

/// Fills an empty graph for the block of one run, in time linear in the
/// operations and their accesses. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageAnalysisGetOrderGraph(FuselageAnalysis analysis, size_t run,
                              FuselageOrderGraph *graph);

void fuselageOrderGraphFree(FuselageOrderGraph *graph);

/// The source of fuselageAnalysisGetOrderGraph. The launches of `block` are the
/// launches of the model from `firstLaunch` on.
typedef struct FuselageOrderSource {
  FuselageModel *model;
  FuselageConflictChecker *conflicts;
  MlirBlock block;
  size_t firstLaunch;
} FuselageOrderSource;

FUSELAGE_NODISCARD bool
fuselageOrderGraphBuild(FuselageOrderGraph *graph,
                        const FuselageOrderSource *source);

#endif // FUSELAGE_ANALYSIS_DEPENDENCE_LAUNCHORDER_H
