//===- LaunchOrder.c - Order that a block has to keep ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Dependence/LaunchOrder.h"

#include "Analysis/Host/HostAccess.h"
#include "Analysis/Host/HostOps.h"
#include "Analysis/Memory/AliasRule.h"
#include "Analysis/Stage/LayoutHash.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Support/PointerMap.h"

/// Stands for no node.
#define NO_NODE SIZE_MAX

/// A piece of memory with its last writer and the readers since. An allocation
/// is a cell of its own. All buffers that may alias each other share one cell.
typedef struct Cell {
  size_t writer;
  FUSELAGE_ARRAY(size_t) readers;
  /// The first node of the part of the block to which writer and readers
  /// belong.
  size_t start;
} Cell;

typedef struct Builder {
  const FuselageOrderSource *source;
  FuselageOrderGraph *graph;
  FuselagePointerMap nodes; ///< From operations to their nodes.
  /// The first node since the last fence.
  size_t start;
  /// Cell number 0 is the shared cell of all buffers that may alias each other.
  /// Cell number b + 1 is the cell of buffer b.
  FUSELAGE_ARRAY(Cell) cells;
  FuselageHostAccesses hostAccesses;
  /// The number in the model of the next launch.
  size_t nextLaunch;
  /// For each node of a launch, its number in the model.
  FUSELAGE_ARRAY(size_t) launchOfNode;
  /// For each node, the latest node that depends on it.
  FUSELAGE_ARRAY(size_t) dependents;
} Builder;

//===----------------------------------------------------------------------===//
// Pairs of launches
//===----------------------------------------------------------------------===//

/// The most pairs of accesses to compare for two launches.
enum { maxPairs = FUSELAGE_BOUND(4096, 6) };

static bool keepsOrder(const Builder *builder, const FuselageLaunch *launch,
                       const FuselageAccess *earlier,
                       const FuselageAccess *later) {
  FuselageWitness witness;
  const FuselageBufferTable *buffers = &builder->source->model->buffers;
  if (!fuselageAccessesConflict(earlier, later) ||
      !fuselageBuffersMayAlias(buffers, earlier->view.buffer,
                               later->view.buffer))
    return true;
  if (earlier->view.buffer != later->view.buffer)
    return fuselageIterationSpaceHasOneBlock(&launch->space);
  FuselageOrder order = fuselageConflictCheckerGetOrder(
      builder->source->conflicts, earlier, later, &witness);
  return order == FUSELAGE_ORDER_KEPT || order == FUSELAGE_ORDER_NEEDS_BARRIER;
}

/// True if the accesses of two launches keep their order in one launch.
static bool areFusible(const Builder *builder, size_t earlierNode,
                       size_t laterNode) {
  const FuselageModel *model = builder->source->model;
  const FuselageOrderNode *nodes = builder->graph->nodes.data;
  if (nodes[earlierNode].kind != FUSELAGE_ORDER_OF_LAUNCH ||
      nodes[laterNode].kind != FUSELAGE_ORDER_OF_LAUNCH ||
      nodes[earlierNode].configuration != nodes[laterNode].configuration)
    return false;
  const size_t *numbers = builder->launchOfNode.data;
  const FuselageLaunch *earlier = &model->launches.data[numbers[earlierNode]];
  const FuselageLaunch *later = &model->launches.data[numbers[laterNode]];
  if (fuselageIterationSpaceHasOneItem(&later->space))
    return true;
  if (earlier->numAccesses * later->numAccesses > maxPairs)
    return false;
  for (size_t i = 0; i < earlier->numAccesses; ++i)
    for (size_t j = 0; j < later->numAccesses; ++j)
      if (!keepsOrder(builder, later,
                      &model->accesses.data[earlier->firstAccess + i],
                      &model->accesses.data[later->firstAccess + j]))
        return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Edges
//===----------------------------------------------------------------------===//

/// Makes the last node depend on an earlier one.
static bool addEdge(Builder *builder, size_t earlier) {
  FuselageOrderGraph *graph = builder->graph;
  size_t later = graph->nodes.size - 1;
  FuselageOrderNode *node = &graph->nodes.data[later];
  if (earlier == NO_NODE || earlier == later ||
      builder->dependents.data[earlier] == later)
    return true;
  builder->dependents.data[earlier] = later;
  FuselageOrderEdge *edge = FUSELAGE_ARRAY_APPEND(&graph->edges);
  if (!edge)
    return false;
  *edge = (FuselageOrderEdge){earlier, areFusible(builder, earlier, later)};
  ++node->numEdges;
  return true;
}

static bool addReader(Builder *builder, Cell *cell) {
  size_t reader = builder->graph->nodes.size - 1;
  if (!addEdge(builder, cell->writer))
    return false;
  if (cell->readers.size != 0 &&
      cell->readers.data[cell->readers.size - 1] == reader)
    return true;
  size_t *slot = FUSELAGE_ARRAY_APPEND(&cell->readers);
  if (slot)
    *slot = reader;
  return slot != NULL;
}

static bool addWriter(Builder *builder, Cell *cell) {
  if (!addEdge(builder, cell->writer))
    return false;
  for (size_t i = 0; i < cell->readers.size; ++i)
    if (!addEdge(builder, cell->readers.data[i]))
      return false;
  cell->readers.size = 0;
  cell->writer = builder->graph->nodes.size - 1;
  return true;
}

/// True if buffers of the class have a cell each, because they do not alias
/// each other. All other buffers share one cell.
static bool hasCellOfItsOwn(FuselageAliasClass class) {
  return class == FUSELAGE_ALIAS_ALLOCATION ||
         class == FUSELAGE_ALIAS_NOALIAS_ARGUMENT ||
         class == FUSELAGE_ALIAS_LONE_ARGUMENT;
}

/// True if the buffer aliases no buffer with a cell of its own. Lone arguments
/// exist only under the assumption that arguments share no memory.
static bool isKnown(const Builder *builder, uint32_t buffer) {
  const FuselageBufferTable *table = &builder->source->model->buffers;
  FuselageAliasClass class = fuselageBufferGetAliasClass(table, buffer);
  for (FuselageAliasClass other = 0; other < FUSELAGE_NUM_ALIAS_CLASSES;
       ++other) {
    bool exists =
        other != FUSELAGE_ALIAS_LONE_ARGUMENT || table->assumeNoaliasArgs;
    if (exists && hasCellOfItsOwn(other) &&
        fuselageAliasClassesMayAlias(class, other))
      return false;
  }
  return true;
}

static Cell *findCell(Builder *builder, uint32_t buffer) {
  bool isAlone = hasCellOfItsOwn(
      fuselageBufferGetAliasClass(&builder->source->model->buffers, buffer));
  size_t number = isAlone ? (size_t)buffer + 1 : 0;
  if (!FUSELAGE_ARRAY_RESERVE(&builder->cells, number + 1))
    return NULL;
  while (builder->cells.size <= number)
    builder->cells.data[builder->cells.size++] = (Cell){.writer = NO_NODE};
  Cell *cell = &builder->cells.data[number];
  if (cell->start != builder->start) {
    cell->start = builder->start;
    cell->writer = NO_NODE;
    cell->readers.size = 0;
  }
  return cell;
}

static bool addAccess(Builder *builder, uint32_t buffer,
                      FuselageAccessKind kind) {
  Cell *cell = findCell(builder, buffer);
  return cell && (kind & FUSELAGE_ACCESS_WRITE ? addWriter(builder, cell)
                                               : addReader(builder, cell));
}

/// Makes the last node depend on the definitions of the values that `op` uses.
static bool addUses(Builder *builder, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirOperation definition =
        fuselageValueGetDefiningOp(mlirOperationGetOperand(op, i));
    if (mlirOperationIsNull(definition))
      continue;
    uint32_t node = fuselagePointerMapLookup(&builder->nodes, definition.ptr);
    if (node != FUSELAGE_POINTER_NOT_FOUND && node >= builder->start &&
        !addEdge(builder, node))
      return false;
  }
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i))
      FUSELAGE_FOR_EACH_OPERATION (nested, block)
        if (!addUses(builder, nested))
          return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

/// From here on, neither the fence nor a node before it matters any more.
static void makeFence(Builder *builder) {
  FuselageOrderGraph *graph = builder->graph;
  FuselageOrderNode *node = &graph->nodes.data[graph->nodes.size - 1];
  node->kind = FUSELAGE_ORDER_OF_FENCE;
  graph->edges.size = node->firstEdge;
  node->numEdges = 0;
  builder->start = graph->nodes.size;
}

/// A launch with an obstacle may do anything, so it is a fence.
static bool visitLaunch(Builder *builder, FuselageOrderNode *node) {
  const FuselageModel *model = builder->source->model;
  const FuselageLaunch *launch = &model->launches.data[builder->nextLaunch++];
  node->kind = FUSELAGE_ORDER_OF_LAUNCH;
  if (!fuselageLaunchReadLayoutHash(launch, &node->configuration))
    return false;
  node->configuration ^= launch->form.isAsync ? 1 : 0;
  const FuselageAccess *accesses = model->accesses.data + launch->firstAccess;
  bool isFence = launch->obstacle != FUSELAGE_REASON_NONE;
  for (size_t i = 0; i < launch->numAccesses; ++i)
    isFence = isFence || !isKnown(builder, accesses[i].view.buffer);
  if (isFence) {
    makeFence(builder);
    return true;
  }
  for (size_t i = 0; i < launch->numAccesses; ++i)
    if (!addAccess(builder, accesses[i].view.buffer, accesses[i].kind))
      return false;
  return true;
}

/// Freeing a buffer counts as an access to all of it.
static bool visitDeallocation(Builder *builder, MlirOperation op) {
  FuselageBufferView view;
  if (mlirOperationGetNumOperands(op) != 1 ||
      mlirOperationGetNumResults(op) != 0) {
    makeFence(builder);
    return true;
  }
  if (!fuselageBufferTableResolve(&builder->source->model->buffers,
                                  mlirOperationGetOperand(op, 0), &view))
    return false;
  if (isKnown(builder, view.buffer))
    return addAccess(builder, view.buffer, FUSELAGE_ACCESS_WRITE);
  makeFence(builder);
  return true;
}

static bool visitHostAccesses(Builder *builder, MlirOperation op) {
  FuselageHostAccessResult result = fuselageHostOpCollectAccesses(
      &builder->source->model->buffers, op, &builder->hostAccesses);
  if (result == FUSELAGE_HOST_ACCESS_OUT_OF_MEMORY)
    return false;
  bool isFence = result == FUSELAGE_HOST_ACCESS_UNKNOWN;
  for (size_t i = 0; i < builder->hostAccesses.size; ++i)
    isFence =
        isFence || !isKnown(builder, builder->hostAccesses.data[i].buffer);
  if (isFence) {
    makeFence(builder);
    return true;
  }
  for (size_t i = 0; i < builder->hostAccesses.size; ++i) {
    FuselageHostAccess access = builder->hostAccesses.data[i];
    if (!addAccess(builder, access.buffer, access.kind))
      return false;
  }
  return true;
}

static bool visitHostOp(Builder *builder, MlirOperation op,
                        FuselageOrderNode *node) {
  switch (fuselageHostOpGetMotion(op)) {
  case FUSELAGE_HOST_MOVES_UP:
    node->kind = FUSELAGE_ORDER_OF_VALUE;
    return true;
  case FUSELAGE_HOST_FOLLOWS_TOKENS:
    return true;
  case FUSELAGE_HOST_MOVES_DOWN:
    return visitDeallocation(builder, op);
  case FUSELAGE_HOST_STAYS:
    return visitHostAccesses(builder, op);
  }
  return false;
}

/// The last operation of a block is a fence: it may be the terminator. If it is
/// not, staying at the end does no harm.
static bool visit(Builder *builder, MlirOperation op) {
  FuselageOrderGraph *graph = builder->graph;
  size_t number = graph->nodes.size;
  FuselageOrderNode *node = FUSELAGE_ARRAY_APPEND(&graph->nodes);
  size_t *launchSlot = FUSELAGE_ARRAY_APPEND(&builder->launchOfNode);
  size_t *dependentSlot = FUSELAGE_ARRAY_APPEND(&builder->dependents);
  if (!node || !launchSlot || !dependentSlot ||
      !fuselagePointerMapInsert(&builder->nodes, op.ptr, (uint32_t)number))
    return false;
  *launchSlot = builder->nextLaunch;
  *dependentSlot = NO_NODE;
  *node = (FuselageOrderNode){.op = op,
                              .kind = FUSELAGE_ORDER_OF_HOST_OP,
                              .firstEdge = graph->edges.size};
  if (mlirOperationIsNull(mlirOperationGetNextInBlock(op))) {
    makeFence(builder);
    return true;
  }
  bool isLaunch = fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH);
  if (isLaunch ? !visitLaunch(builder, node) : !visitHostOp(builder, op, node))
    return false;
  return node->kind == FUSELAGE_ORDER_OF_FENCE || addUses(builder, op);
}

bool fuselageOrderGraphBuild(FuselageOrderGraph *graph,
                             const FuselageOrderSource *source) {
  Builder builder = {
      .source = source, .graph = graph, .nextLaunch = source->firstLaunch};
  bool succeeded = true;
  FUSELAGE_FOR_EACH_OPERATION (op, source->block) {
    succeeded = visit(&builder, op);
    if (!succeeded)
      break;
  }
  for (size_t i = 0; i < builder.cells.size; ++i)
    FUSELAGE_ARRAY_FREE(&builder.cells.data[i].readers);
  FUSELAGE_ARRAY_FREE(&builder.cells);
  FUSELAGE_ARRAY_FREE(&builder.hostAccesses);
  FUSELAGE_ARRAY_FREE(&builder.launchOfNode);
  FUSELAGE_ARRAY_FREE(&builder.dependents);
  fuselagePointerMapFree(&builder.nodes);
  return succeeded;
}

void fuselageOrderGraphFree(FuselageOrderGraph *graph) {
  FUSELAGE_ARRAY_FREE(&graph->nodes);
  FUSELAGE_ARRAY_FREE(&graph->edges);
}
