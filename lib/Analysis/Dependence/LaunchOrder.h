//===- LaunchOrder.h - Order that a block has to keep --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which operations of a block have to stay in order, so that launches that
// belong together can be moved to one place. Buffers are compared as wholes:
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
  /// It stays behind the operations that it depends on.
  FUSELAGE_ORDER_OF_HOST_OP,
  /// As the above, and it has no effect but to give its results: it belongs
  /// right before the first operation that uses them.
  FUSELAGE_ORDER_OF_VALUE,
  /// Nothing moves across it. The last operation of a block is one.
  FUSELAGE_ORDER_OF_FENCE
} FuselageOrderKind;

/// An operation of the block.
typedef struct FuselageOrderNode {
  MlirOperation op;
  FuselageOrderKind kind;
  /// Of a launch: those with other numbers cannot share a launch with it. Two
  /// configurations with one number cost a missed fusion, and nothing else.
  uint64_t configuration;
  /// What it depends on, in FuselageOrderGraph.edges.
  size_t firstEdge, numEdges;
} FuselageOrderNode;

/// A dependence on an earlier node since the last fence.
typedef struct FuselageOrderEdge {
  size_t earlier;
  /// Whether two launches keep their order in one launch, as far as this pair
  /// of them is concerned.
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

/// What fuselageAnalysisGetOrderGraph reads: the launches of `block` are those
/// of the model from `firstLaunch` on.
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
