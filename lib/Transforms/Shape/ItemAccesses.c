//===- ItemAccesses.c - Which dimensions of items index what --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/ItemAccesses.h"

#include "Analysis/Host/HostTrips.h"
#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Launch/ItemReader.h"
#include "Analysis/Launch/Launch.h"
#include "IR/ByteCount.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

/// The trips of a loop of which nothing is known.
enum { assumedTrips = 64 };

typedef struct AccessWalk {
  FuselageItemAccessTable *table;
  FuselageItemReader reader;
  MlirOperation launch;
  uint64_t operations;
  bool outOfMemory;
} AccessWalk;

/// About how often one item runs an operation.
static uint64_t tripsOf(const AccessWalk *walk, MlirOperation op) {
  uint64_t product = 1;
  for (MlirOperation parent = mlirOperationGetParentOperation(op);
       !mlirOperationIsNull(parent) &&
       !mlirOperationEqual(parent, walk->launch);
       parent = mlirOperationGetParentOperation(parent)) {
    if (fuselageOperationGetClass(parent) != FUSELAGE_CLASS_LOOP)
      continue;
    uint64_t trips = fuselageHostLoopGetTrips(parent);
    product = fuselageByteCountMul(
        product, trips >= FUSELAGE_UNKNOWN_TRIPS ? assumedTrips : trips);
  }
  return product;
}

/// Reads how far the elements of neighbours are from each other. Of indices
/// that are not linear it is taken that they are far.
static void readSteps(const MlirAffineExpr *indices,
                      FuselageItemAccess *access) {
  for (int i = 0; i < access->rank; ++i) {
    FuselageLinearForm form;
    bool isLinear = fuselageExprGetLinearForm(indices[i], &form);
    for (int d = 0; d < FUSELAGE_MAX_ITEM_DIMS; ++d) {
      int64_t step = isLinear ? form.coefficients[d] : 0;
      bool isNext = i == access->rank - 1 && (step == 1 || step == -1);
      if (step != 0 && access->steps[d] != FUSELAGE_STEP_FAR)
        access->steps[d] = isNext && access->steps[d] == FUSELAGE_STEP_NONE
                               ? FUSELAGE_STEP_NEXT
                               : FUSELAGE_STEP_FAR;
    }
  }
}

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
  readSteps(indices, access);
}

static uint64_t elementBytesOf(MlirValue memref) {
  MlirType type = mlirValueGetType(memref);
  return fuselageElementBytes(mlirShapedTypeGetElementType(type));
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
                                 .isWrite = kind != FUSELAGE_ACCESS_READ,
                                 .trips = tripsOf(walk, op),
                                 .elementBytes = elementBytesOf(memref)};
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
  walk->operations = fuselageByteCountAdd(walk->operations, tripsOf(walk, op));
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
  slot->operations = walk.operations;
  walk.outOfMemory = walk.outOfMemory || walk.reader.outOfMemory;
  fuselageItemReaderFree(&walk.reader);
  return !walk.outOfMemory;
}

void fuselageItemAccessTableFree(FuselageItemAccessTable *table) {
  fuselageBufferTableFree(&table->buffers);
  FUSELAGE_ARRAY_FREE(&table->accesses);
  FUSELAGE_ARRAY_FREE(&table->launches);
}
