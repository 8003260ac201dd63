//===- ItemAccesses.c - Which dimensions of items index what --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/ItemAccesses.h"

#include "Analysis/Launch/ItemReader.h"
#include "Analysis/Launch/Launch.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

typedef struct AccessWalk {
  FuselageItemAccessTable *table;
  FuselageItemReader reader;
  MlirOperation launch;
  bool outOfMemory;
} AccessWalk;

/// Reads which dimensions the indices are.
static void readDims(AccessWalk *walk, MlirOperation op, intptr_t memrefOperand,
                     FuselageItemAccess *access) {
  MlirAffineExpr indices[FUSELAGE_MAX_INDEXED_RANK];
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  if (rank > FUSELAGE_MAX_INDEXED_RANK)
    return;
  fuselageItemReadIndices(&walk->reader, op, memrefOperand, indices);
  access->rank = (int)rank;
  for (int i = 0; i < access->rank; ++i)
    access->dims[i] =
        !mlirAffineExprIsNull(indices[i]) && mlirAffineExprIsADim(indices[i])
            ? (int8_t)mlirAffineDimExprGetPosition(indices[i])
            : -1;
}

/// Appends an access to memory that other launches may reach.
static bool addAccess(AccessWalk *walk, MlirOperation op, MlirValue memref,
                      FuselageAccessKind kind, intptr_t memrefOperand) {
  FuselageBufferView view;
  if (!fuselageBufferTableResolve(&walk->table->buffers, memref, &view))
    return false;
  MlirValue root = walk->table->buffers.buffers.data[view.buffer].root;
  if (fuselageValueIsDefinedInside(root, walk->launch))
    return true;
  FuselageItemAccess *access = FUSELAGE_ARRAY_APPEND(&walk->table->accesses);
  if (!access)
    return false;
  *access = (FuselageItemAccess){.buffer = view.buffer,
                                 .base = view.base,
                                 .isWrite = kind != FUSELAGE_ACCESS_READ};
  if (memrefOperand >= 0)
    readDims(walk, op, memrefOperand, access);
  return true;
}

/// Any other operation may touch any element of its memrefs.
static bool addOperands(AccessWalk *walk, MlirOperation op) {
  FuselageOpClass opClass = fuselageOperationGetClass(op);
  if (opClass != FUSELAGE_CLASS_READ && opClass != FUSELAGE_CLASS_WRITE &&
      opClass != FUSELAGE_CLASS_ATOMIC &&
      !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_COPY))
    return true;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (fuselageValueIsMemRef(mlirOperationGetOperand(op, i)) &&
        !addAccess(walk, op, mlirOperationGetOperand(op, i),
                   opClass == FUSELAGE_CLASS_READ ? FUSELAGE_ACCESS_READ
                                                  : FUSELAGE_ACCESS_WRITE,
                   -1))
      return false;
  return true;
}

static MlirWalkResult visit(MlirOperation op, void *userData) {
  AccessWalk *walk = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  bool succeeded =
      fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand)
          ? addAccess(walk, op, mlirOperationGetOperand(op, memrefOperand),
                      kind, memrefOperand)
          : addOperands(walk, op);
  walk->outOfMemory = !succeeded;
  return succeeded ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

bool fuselageItemAccessTableAdd(FuselageItemAccessTable *table,
                                FuselageIndexReader *reader,
                                MlirOperation launch) {
  FuselageShapedLaunch *slot = FUSELAGE_ARRAY_APPEND(&table->launches);
  if (!slot)
    return false;
  *slot = (FuselageShapedLaunch){.launch = launch,
                                 .firstAccess = table->accesses.size};
  slot->isIndependent = fuselageWorkItemsRead(reader, launch, &slot->items);
  if (!slot->isIndependent)
    return !reader->outOfMemory;
  AccessWalk walk = {.table = table, .launch = launch};
  fuselageItemReaderInit(&walk.reader, reader, &slot->items);
  mlirOperationWalk(launch, visit, &walk, MlirWalkPreOrder);
  slot->numAccesses = table->accesses.size - slot->firstAccess;
  walk.outOfMemory = walk.outOfMemory || walk.reader.outOfMemory;
  fuselageItemReaderFree(&walk.reader);
  return !walk.outOfMemory;
}

void fuselageItemAccessTableFree(FuselageItemAccessTable *table) {
  fuselageBufferTableFree(&table->buffers);
  FUSELAGE_ARRAY_FREE(&table->accesses);
  FUSELAGE_ARRAY_FREE(&table->launches);
}
