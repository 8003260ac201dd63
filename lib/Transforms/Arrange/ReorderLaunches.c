//===- ReorderLaunches.c - Launches moved together ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each operation gets a level. A launch goes to the first group of its
// configuration, or opens one after all others, such that everything it
// depends on is in an earlier group, or in the same one where the two may share
// a launch. Levels number the groups. The operations of the host come after
// the group of their level; values come right before the group that needs them.
//
// That is done from the first operation to the last, so that launches join what
// is before them, and from the last to the first, so that they join what is
// after them: whichever makes fewer groups.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/ReorderLaunches.h"

#include "Analysis/Dependence/LaunchOrder.h"
#include "IR/Operation.h"
#include "Support/PointerMap.h"

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
  size_t numGroups;
  /// The nodes in their new order.
  FUSELAGE_ARRAY(size_t) sorted;
} Schedule;

static void releaseSchedule(Schedule *schedule) {
  fuselageOrderGraphFree(&schedule->graph);
  FUSELAGE_ARRAY_FREE(&schedule->levels);
  for (size_t i = 0; i < schedule->groups.size; ++i)
    FUSELAGE_ARRAY_FREE(&schedule->groups.data[i].levels);
  FUSELAGE_ARRAY_FREE(&schedule->groups);
  fuselagePointerMapFree(&schedule->groupsOf);
  FUSELAGE_ARRAY_FREE(&schedule->sorted);
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
  const void *key = fuselagePointerMapKeyOfHash(configuration);
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
    ++schedule->numGroups;
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

/// Moves values down to what needs them: after the group before it. What uses
/// them after the next fence needs them there. `latest` has room for one
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
static bool sortNodes(Schedule *schedule) {
  size_t numNodes = schedule->graph.nodes.size;
  size_t numBuckets = 2 * (schedule->highest + 1);
  size_t *starts = calloc(numBuckets + 1, sizeof *starts);
  bool succeeded =
      starts && FUSELAGE_ARRAY_RESERVE(&schedule->sorted, numNodes);
  if (succeeded) {
    schedule->sorted.size = numNodes;
    for (size_t i = 0; i < numNodes; ++i)
      ++starts[bucketOf(schedule, i) + 1];
    for (size_t i = 1; i <= numBuckets; ++i)
      starts[i] += starts[i - 1];
    for (size_t i = 0; i < numNodes; ++i)
      schedule->sorted.data[starts[bucketOf(schedule, i)]++] = i;
  }
  free(starts);
  return succeeded;
}

/// Orders the nodes of the schedule's graph.
static bool order(Schedule *schedule) {
  size_t numNodes = schedule->graph.nodes.size;
  if (!assignLevels(schedule) ||
      !FUSELAGE_ARRAY_RESERVE(&schedule->sorted, numNodes))
    return false;
  delayValues(schedule, schedule->sorted.data);
  return sortNodes(schedule);
}

//===----------------------------------------------------------------------===//
// From the last operation to the first
//===----------------------------------------------------------------------===//

/// Makes a graph of the same nodes and edges, all the other way round. A value
/// is as near to its uses as it can be without being delayed.
static bool reverseGraph(const FuselageOrderGraph *graph,
                         FuselageOrderGraph *reversed) {
  size_t numNodes = graph->nodes.size;
  if (!FUSELAGE_ARRAY_RESERVE(&reversed->nodes, numNodes) ||
      !FUSELAGE_ARRAY_RESERVE(&reversed->edges, graph->edges.size))
    return false;
  reversed->nodes.size = numNodes;
  reversed->edges.size = graph->edges.size;
  for (size_t i = 0; i < numNodes; ++i) {
    FuselageOrderNode node = graph->nodes.data[i];
    if (node.kind == FUSELAGE_ORDER_OF_VALUE)
      node.kind = FUSELAGE_ORDER_OF_HOST_OP;
    node.numEdges = 0;
    reversed->nodes.data[numNodes - 1 - i] = node;
  }
  for (size_t i = 0; i < graph->edges.size; ++i)
    ++reversed->nodes.data[numNodes - 1 - graph->edges.data[i].earlier]
          .numEdges;
  for (size_t i = 0, first = 0; i < numNodes; ++i) {
    FuselageOrderNode *node = &reversed->nodes.data[i];
    node->firstEdge = first;
    first += node->numEdges;
    node->numEdges = 0;
  }
  for (size_t i = 0; i < numNodes; ++i) {
    const FuselageOrderNode *later = &graph->nodes.data[i];
    for (size_t j = 0; j < later->numEdges; ++j) {
      FuselageOrderEdge edge = graph->edges.data[later->firstEdge + j];
      FuselageOrderNode *node =
          &reversed->nodes.data[numNodes - 1 - edge.earlier];
      reversed->edges.data[node->firstEdge + node->numEdges++] =
          (FuselageOrderEdge){numNodes - 1 - i, edge.isFusible};
    }
  }
  return true;
}

/// Takes over the order of a schedule that goes the other way.
static void takeReversed(Schedule *schedule, const Schedule *reversed) {
  size_t numNodes = schedule->sorted.size;
  for (size_t i = 0; i < numNodes; ++i)
    schedule->sorted.data[i] =
        numNodes - 1 - reversed->sorted.data[numNodes - 1 - i];
}

static bool orderBothWays(Schedule *schedule) {
  Schedule reversed = {.highest = 0};
  bool succeeded = order(schedule) &&
                   reverseGraph(&schedule->graph, &reversed.graph) &&
                   order(&reversed);
  if (succeeded && reversed.numGroups < schedule->numGroups)
    takeReversed(schedule, &reversed);
  releaseSchedule(&reversed);
  return succeeded;
}

//===----------------------------------------------------------------------===//
// Moving
//===----------------------------------------------------------------------===//

static bool changesLaunches(const Schedule *schedule) {
  size_t latest = 0;
  for (size_t i = 0; i < schedule->sorted.size; ++i) {
    size_t node = schedule->sorted.data[i];
    if (!isLaunch(&schedule->graph.nodes.data[node]))
      continue;
    if (node < latest)
      return true;
    latest = node;
  }
  return false;
}

/// The last operation of the block is a fence and stays where it is.
static bool moveOperations(const Schedule *schedule, FuselageJournal *journal) {
  const FuselageOrderNode *nodes = schedule->graph.nodes.data;
  size_t numNodes = schedule->graph.nodes.size;
  FuselageOperationList order = {0};
  if (!FUSELAGE_ARRAY_RESERVE(&order, numNodes))
    return false;
  for (size_t i = 0; i < numNodes; ++i)
    order.data[order.size++] = nodes[i].op;
  if (!fuselageJournalMove(journal, mlirOperationGetBlock(nodes[0].op),
                           &order)) {
    FUSELAGE_ARRAY_FREE(&order);
    return false;
  }
  for (size_t i = 0; i + 1 < numNodes; ++i)
    mlirOperationMoveBefore(nodes[schedule->sorted.data[i]].op,
                            nodes[numNodes - 1].op);
  return true;
}

bool fuselageReorderLaunches(FuselageAnalysis analysis, size_t run,
                             FuselageJournal *journal) {
  Schedule schedule = {.highest = 0};
  bool succeeded =
      fuselageAnalysisGetOrderGraph(analysis, run, &schedule.graph) &&
      orderBothWays(&schedule) &&
      (!changesLaunches(&schedule) || moveOperations(&schedule, journal));
  releaseSchedule(&schedule);
  return succeeded;
}
