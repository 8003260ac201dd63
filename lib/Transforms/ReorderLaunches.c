//===- ReorderLaunches.c - Launches moved together ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each operation gets a level. A launch goes to the first group of its
// configuration, or opens one behind all others, such that everything it
// depends on is in an earlier group, or in the same one where the two may share
// a launch. Levels number the groups. The operations of the host come behind
// the group of their level; values come right before the group that needs them.
//
//===----------------------------------------------------------------------===//

#include "Transforms/ReorderLaunches.h"

#include "Analysis/LaunchOrder.h"
#include "Analysis/Operation.h"
#include "Analysis/PointerMap.h"

#include <stdint.h>

/// The groups of one configuration, in increasing order.
typedef struct GroupList {
  uint64_t configuration;
  FUSELAGE_ARRAY(size_t) levels;
} GroupList;

typedef struct Schedule {
  FuselageOrderGraph graph;
  FUSELAGE_ARRAY(size_t) levels; ///< By node.
  FUSELAGE_ARRAY(GroupList) groups;
  /// From hashes of configurations to entries of `groups`.
  FuselagePointerMap groupsOf;
  /// The highest level so far, and the level of the last fence.
  size_t highest, fence;
} Schedule;

static void releaseSchedule(Schedule *schedule) {
  fuselageOrderGraphFree(&schedule->graph);
  FUSELAGE_ARRAY_FREE(&schedule->levels);
  for (size_t i = 0; i < schedule->groups.size; ++i)
    FUSELAGE_ARRAY_FREE(&schedule->groups.data[i].levels);
  FUSELAGE_ARRAY_FREE(&schedule->groups);
  fuselagePointerMapFree(&schedule->groupsOf);
}

static bool isLaunch(const FuselageOrderNode *node) {
  return node->kind == FUSELAGE_ORDER_OF_LAUNCH;
}

//===----------------------------------------------------------------------===//
// Levels
//===----------------------------------------------------------------------===//

/// The lowest level that a node can have for the sake of those before it.
static size_t lowestLevel(const Schedule *schedule,
                          const FuselageOrderNode *node) {
  size_t lowest = isLaunch(node) ? schedule->fence + 1 : schedule->fence;
  for (size_t i = 0; i < node->numEdges; ++i) {
    FuselageOrderEdge edge = schedule->graph.edges.data[node->firstEdge + i];
    size_t level = schedule->levels.data[edge.earlier];
    if (isLaunch(node) && !edge.isFusible)
      ++level;
    if (level > lowest)
      lowest = level;
  }
  return lowest;
}

static GroupList *findGroups(Schedule *schedule, uint64_t configuration) {
  const void *key = (const void *)(uintptr_t)(configuration | 1);
  uint32_t number = fuselagePointerMapLookup(&schedule->groupsOf, key);
  if (number != FUSELAGE_POINTER_NOT_FOUND)
    return &schedule->groups.data[number];
  if (!fuselagePointerMapInsert(&schedule->groupsOf, key,
                                (uint32_t)schedule->groups.size))
    return NULL;
  GroupList *list = FUSELAGE_ARRAY_APPEND(&schedule->groups);
  if (list)
    *list = (GroupList){.configuration = configuration};
  return list;
}

/// The first number of an increasing list that is at least `lowest`, or the
/// size of the list.
static size_t findAtLeast(const size_t *numbers, size_t size, size_t lowest) {
  size_t first = 0, end = size;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (numbers[middle] < lowest)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/// Stores the level of a launch.
static bool joinGroup(Schedule *schedule, const FuselageOrderNode *node,
                      size_t lowest, size_t *level) {
  GroupList *list = findGroups(schedule, node->configuration);
  if (!list)
    return false;
  size_t found = findAtLeast(list->levels.data, list->levels.size, lowest);
  if (found == list->levels.size) {
    size_t *slot = FUSELAGE_ARRAY_APPEND(&list->levels);
    if (!slot)
      return false;
    *slot = ++schedule->highest;
  }
  *level = list->levels.data[found];
  return true;
}

static bool assignLevels(Schedule *schedule) {
  size_t numNodes = schedule->graph.nodes.size;
  if (!FUSELAGE_ARRAY_RESERVE(&schedule->levels, numNodes))
    return false;
  schedule->levels.size = numNodes;
  for (size_t i = 0; i < numNodes; ++i) {
    const FuselageOrderNode *node = &schedule->graph.nodes.data[i];
    size_t *level = &schedule->levels.data[i];
    if (node->kind == FUSELAGE_ORDER_OF_FENCE) {
      *level = schedule->fence = ++schedule->highest;
      continue;
    }
    *level = lowestLevel(schedule, node);
    if (isLaunch(node) && !joinGroup(schedule, node, *level, level))
      return false;
  }
  return true;
}

/// Moves values down to what needs them: behind the group before it. What uses
/// them behind the next fence needs them there. `latest` has room for one
/// number per node.
static void delayValues(Schedule *schedule, size_t *latest) {
  size_t end = schedule->highest;
  for (size_t i = 0; i < schedule->graph.nodes.size; ++i)
    latest[i] = SIZE_MAX;
  for (size_t i = schedule->graph.nodes.size; i-- > 0;) {
    const FuselageOrderNode *node = &schedule->graph.nodes.data[i];
    size_t *level = &schedule->levels.data[i];
    if (node->kind == FUSELAGE_ORDER_OF_FENCE)
      end = *level - 1;
    else if (node->kind == FUSELAGE_ORDER_OF_VALUE)
      *level = latest[i] == SIZE_MAX ? end : latest[i];
    for (size_t j = 0; j < node->numEdges; ++j) {
      size_t earlier = schedule->graph.edges.data[node->firstEdge + j].earlier;
      size_t before = isLaunch(node) ? *level - 1 : *level;
      if (before < latest[earlier])
        latest[earlier] = before;
    }
  }
}

//===----------------------------------------------------------------------===//
// The new order
//===----------------------------------------------------------------------===//

/// Launches and fences come before the operations of the host on their level.
static size_t bucketOf(const Schedule *schedule, size_t node) {
  FuselageOrderKind kind = schedule->graph.nodes.data[node].kind;
  bool isFirst =
      kind == FUSELAGE_ORDER_OF_LAUNCH || kind == FUSELAGE_ORDER_OF_FENCE;
  return 2 * schedule->levels.data[node] + (isFirst ? 0 : 1);
}

/// Sorts the nodes by level; those of one kind and level keep their order.
/// `starts` has room for one number per bucket, and one more.
static void sortNodes(const Schedule *schedule, size_t *starts,
                      size_t *sorted) {
  size_t numNodes = schedule->graph.nodes.size;
  for (size_t i = 0; i < numNodes; ++i)
    ++starts[bucketOf(schedule, i) + 1];
  for (size_t i = 1; i <= 2 * (schedule->highest + 1); ++i)
    starts[i] += starts[i - 1];
  for (size_t i = 0; i < numNodes; ++i)
    sorted[starts[bucketOf(schedule, i)]++] = i;
}

static bool changesLaunches(const Schedule *schedule, const size_t *sorted) {
  size_t latest = 0;
  for (size_t i = 0; i < schedule->graph.nodes.size; ++i) {
    if (!isLaunch(&schedule->graph.nodes.data[sorted[i]]))
      continue;
    if (sorted[i] < latest)
      return true;
    latest = sorted[i];
  }
  return false;
}

/// The last operation of the block is a fence and stays where it is.
static bool moveOperations(const Schedule *schedule, const size_t *sorted,
                           FuselageBlockOrder *oldOrder) {
  const FuselageOrderNode *nodes = schedule->graph.nodes.data;
  size_t numNodes = schedule->graph.nodes.size;
  if (!FUSELAGE_ARRAY_RESERVE(&oldOrder->operations, numNodes))
    return false;
  oldOrder->block = mlirOperationGetBlock(nodes[0].op);
  oldOrder->operations.size = numNodes;
  for (size_t i = 0; i < numNodes; ++i)
    oldOrder->operations.data[i] = nodes[i].op;
  for (size_t i = 0; i + 1 < numNodes; ++i)
    mlirOperationMoveBefore(nodes[sorted[i]].op, nodes[numNodes - 1].op);
  return true;
}

static bool reorder(Schedule *schedule, FuselageBlockOrder *oldOrder) {
  size_t numNodes = schedule->graph.nodes.size;
  if (!assignLevels(schedule))
    return false;
  size_t *sorted = malloc(numNodes * sizeof *sorted);
  size_t *starts = calloc(2 * (schedule->highest + 1) + 1, sizeof *starts);
  bool succeeded = sorted && starts;
  if (succeeded) {
    delayValues(schedule, sorted);
    sortNodes(schedule, starts, sorted);
    succeeded = !changesLaunches(schedule, sorted) ||
                moveOperations(schedule, sorted, oldOrder);
  }
  free(starts);
  free(sorted);
  return succeeded;
}

bool fuselageReorderLaunches(FuselageAnalysis analysis, size_t run,
                             FuselageBlockOrder *oldOrder) {
  Schedule schedule = {0};
  bool succeeded =
      fuselageAnalysisGetOrderGraph(analysis, run, &schedule.graph) &&
      reorder(&schedule, oldOrder);
  releaseSchedule(&schedule);
  return succeeded;
}

void fuselageBlockOrderRestore(const FuselageBlockOrder *order) {
  size_t last = order->operations.size - 1;
  for (size_t i = 0; i < last; ++i)
    mlirOperationMoveBefore(order->operations.data[i],
                            order->operations.data[last]);
}

void fuselageBlockOrderFree(FuselageBlockOrder *order) {
  FUSELAGE_ARRAY_FREE(&order->operations);
}
