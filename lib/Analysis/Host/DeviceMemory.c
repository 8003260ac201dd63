//===- DeviceMemory.c - Memory that the device can reach ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Host/DeviceMemory.h"

#include "Analysis/Polyhedral/PathGuards.h"
#include "Analysis/Polyhedral/PolyhedralReader.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"
#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

/// The most operations to look at on each side of a copy.
enum { maxDistance = FUSELAGE_BOUND(256, 4) };

bool fuselageDeviceMemoryInit(FuselageDeviceMemory *memory, MlirOperation root,
                              MlirBlock block) {
  *memory = (FuselageDeviceMemory){.model = {.root = {NULL}}};
  bool hasMemory = fuselageModelInit(&memory->model, root, false) &&
                   fuselagePolyTermsInit(&memory->terms);
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    uint32_t number = (uint32_t)memory->model.launches.size;
    if (hasMemory && fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
      hasMemory =
          fuselageModelAddLaunch(&memory->model, op) &&
          fuselagePointerMapInsert(&memory->launchNumbers, op.ptr, number);
  }
  return hasMemory;
}

void fuselageDeviceMemoryFree(FuselageDeviceMemory *memory) {
  fuselageModelFree(&memory->model);
  fuselagePointerMapFree(&memory->launchNumbers);
  fuselagePolyTermsFree(&memory->terms);
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// A copy, and the roots of its source and its target.
typedef struct Copy {
  MlirOperation op;
  MlirValue roots[2];
} Copy;

/// True if the value is a size of the memref: the host read it from the memref,
/// or allocated the memref with it. If the size is 0, the copy has no elements.
static bool isSizeOf(MlirValue value, MlirValue root) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (!mlirOperationIsNull(op) &&
      fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DIM))
    return mlirValueEqual(mlirOperationGetOperand(op, 0), root);
  MlirOperation allocation = fuselageValueGetDefiningOp(root);
  if (mlirOperationIsNull(allocation) ||
      !fuselageOperationIsAllocation(allocation))
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(allocation); ++i)
    if (mlirValueEqual(mlirOperationGetOperand(allocation, i), value))
      return true;
  return false;
}

static bool isSizeOfCopy(MlirValue value, const Copy *copy) {
  return isSizeOf(value, copy->roots[0]) || isSizeOf(value, copy->roots[1]);
}

//===----------------------------------------------------------------------===//
// Accesses that some thread makes
//===----------------------------------------------------------------------===//

/// True if the root of the memref is defined in the body. It may be a constant
/// of the host, of which a kernel has its own copy.
static bool isOfTheBody(const FuselageLaunch *launch,
                        const FuselageAccess *access) {
  MlirValue memref = mlirOperationGetOperand(access->op, access->memrefOperand);
  return fuselageValueIsDefinedInside(fuselageMemRefGetRoot(memref),
                                      launch->op);
}

/// A mask may leave an access without elements.
static bool touchesForCertain(const FuselageLaunch *launch,
                              const FuselageAccess *access) {
  return access->memrefOperand >= 0 && !isOfTheBody(launch, access) &&
         (access->isOneElement ||
          fuselageOperationIs(access->op, FUSELAGE_OP_VECTOR_LOAD) ||
          fuselageOperationIs(access->op, FUSELAGE_OP_VECTOR_STORE));
}

/// True if each loop around the access runs its body at least once.
static bool loopsRun(const FuselageLaunch *launch, MlirOperation op) {
  for (MlirOperation around = mlirOperationGetParentOperation(op);
       !mlirOperationEqual(around, launch->op);
       around = mlirOperationGetParentOperation(around)) {
    int64_t lower, upper;
    if (fuselageOperationIs(around, FUSELAGE_OP_SCF_IF))
      continue;
    if (!fuselageOperationIs(around, FUSELAGE_OP_SCF_FOR) ||
        fuselageLoopIsUnsigned(around) ||
        !fuselageValueIsConstantInt(mlirOperationGetOperand(around, 0),
                                    &lower) ||
        !fuselageValueIsConstantInt(mlirOperationGetOperand(around, 1),
                                    &upper) ||
        lower >= upper)
      return false;
  }
  return true;
}

/// The parameters for which a set has elements.
static isl_set *paramsOf(FuselageDeviceMemory *memory, FuselagePolySet set) {
  return isl_set_params(fuselagePolyComputeSet(&memory->terms, set));
}

/// The part of `runs` for whose parameters the buffers of the copy have
/// elements.
static isl_set *withElements(FuselageDeviceMemory *memory, const Copy *copy,
                             __isl_take isl_set *runs) {
  const FuselageSymbolTable *symbols = &memory->model.symbols;
  for (size_t i = 0; i < symbols->symbols.size; ++i) {
    MlirValue value = symbols->symbols.data[i].value;
    if (mlirValueIsNull(value) || !isSizeOfCopy(value, copy))
      continue;
    FuselagePolySet positive =
        fuselagePolyCompare(&memory->terms, FUSELAGE_POLY_GE,
                            fuselagePolyParameter(&memory->terms, (unsigned)i),
                            fuselagePolyConstant(&memory->terms, 1));
    runs = isl_set_intersect_params(runs, paramsOf(memory, positive));
  }
  return runs;
}

/// True if the conditions around the access hold for some thread whenever the
/// launch has threads and the copy has elements.
static bool guardsHold(FuselageDeviceMemory *memory, const Copy *copy,
                       const FuselageLaunch *launch, MlirOperation op) {
  FuselagePolyReader reader;
  fuselagePolyBeginQuery(&memory->terms);
  fuselagePolyReaderInit(&reader, &memory->terms, &memory->model.symbols,
                         launch->op, &launch->space);
  isl_set *runs = paramsOf(memory, reader.domain);
  fuselagePolyReaderAddGuards(&reader, op);
  isl_set *accesses = paramsOf(memory, reader.domain);
  runs = withElements(memory, copy, runs);
  bool hold = isl_set_is_subset(runs, accesses) == isl_bool_true &&
              reader.isExact && !reader.outOfMemory;
  isl_set_free(runs);
  isl_set_free(accesses);
  return !fuselagePolyEndQuery(&memory->terms) && hold;
}

//===----------------------------------------------------------------------===//
// Launches that have threads
//===----------------------------------------------------------------------===//

/// True if the extent is 1 or more whenever the copy has elements: it is a size
/// of one of the buffers, or the number of tiles that cover such a size.
static bool extentIsPositive(const FuselageDeviceMemory *memory,
                             MlirAffineExpr extent, const Copy *copy) {
  int64_t constant;
  if (mlirAffineExprIsNull(extent))
    return false;
  if (fuselageExprIsConstant(extent, &constant))
    return constant >= 1;
  if (mlirAffineExprIsACeilDiv(extent))
    return fuselageExprIsConstant(mlirAffineBinaryOpExprGetRHS(extent),
                                  &constant) &&
           constant >= 1 &&
           extentIsPositive(memory, mlirAffineBinaryOpExprGetLHS(extent), copy);
  if (!mlirAffineExprIsASymbol(extent))
    return false;
  const FuselageSymbol *symbol =
      fuselageSymbolTableGet(&memory->model.symbols, extent);
  if (!mlirValueIsNull(symbol->value))
    return isSizeOfCopy(symbol->value, copy);
  return symbol->kind == FUSELAGE_CEIL_DIVISION &&
         fuselageExprIsConstant(symbol->divisor, &constant) && constant >= 1 &&
         extentIsPositive(memory, symbol->dividend, copy);
}

static bool hasThreads(const FuselageDeviceMemory *memory,
                       const FuselageLaunch *launch, const Copy *copy) {
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (!extentIsPositive(memory, launch->space.extents[id], copy))
      return false;
  return true;
}

static bool launchTouches(FuselageDeviceMemory *memory, size_t number,
                          const Copy *copy, uint32_t buffer) {
  const FuselageModel *model = &memory->model;
  const FuselageLaunch *launch = &model->launches.data[number];
  if (!hasThreads(memory, launch, copy))
    return false;
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    const FuselageAccess *access =
        &model->accesses.data[launch->firstAccess + i];
    if (access->view.buffer == buffer && touchesForCertain(launch, access) &&
        loopsRun(launch, access->op) &&
        guardsHold(memory, copy, launch, access->op))
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

static void ignoreEffect(FuselageEffect effect, void *userData) {
  (void)effect;
  (void)userData;
}

/// True if an operation may let the device reach memory, or end that. MLIR's
/// effects do not express this; host_register and calls have unknown effects.
static bool mayChangeReach(MlirOperation op) {
  return !fuselageOperationIsMemoryEffectFree(op) &&
         !fuselageOperationForEachEffect(op, ignoreEffect, NULL);
}

/// Looks at one operation on the way from a copy. Returns true if the search
/// goes on.
static bool lookAt(FuselageDeviceMemory *memory, MlirOperation op,
                   const Copy *copy, uint32_t buffer, bool *isReached) {
  uint32_t number = fuselagePointerMapLookup(&memory->launchNumbers, op.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) ||
           !mayChangeReach(op);
  *isReached = launchTouches(memory, number, copy, buffer);
  return !*isReached;
}

/// The C API cannot go back through a block. The function looks at the
/// operations before the copy in the order of the block. Where the reach of
/// memory may change, it forgets the answer of the operations before.
static bool isReachedBefore(FuselageDeviceMemory *memory, const Copy *copy,
                            uint32_t buffer) {
  MlirOperation first =
      mlirBlockGetFirstOperation(mlirOperationGetBlock(copy->op));
  size_t count = 0;
  for (MlirOperation op = first; !mlirOperationEqual(op, copy->op);
       op = mlirOperationGetNextInBlock(op))
    ++count;
  bool isReached = false;
  for (MlirOperation op = first; !mlirOperationEqual(op, copy->op);
       op = mlirOperationGetNextInBlock(op)) {
    bool touches = false;
    if (count-- > maxDistance)
      continue;
    bool goesOn = lookAt(memory, op, copy, buffer, &touches);
    isReached = touches || (isReached && goesOn);
  }
  return isReached;
}

static bool isReachedAfter(FuselageDeviceMemory *memory, const Copy *copy,
                           uint32_t buffer) {
  MlirOperation op = copy->op;
  bool isReached = false;
  for (int i = 0; i < maxDistance; ++i) {
    op = mlirOperationGetNextInBlock(op);
    if (mlirOperationIsNull(op) ||
        !lookAt(memory, op, copy, buffer, &isReached))
      return isReached;
  }
  return false;
}

static bool isReached(FuselageDeviceMemory *memory, const Copy *copy,
                      MlirValue memref) {
  FuselageBufferView view;
  if (!fuselageBufferTableResolve(&memory->model.buffers, memref, &view))
    return false;
  MlirOperation definition = fuselageValueGetDefiningOp(
      memory->model.buffers.buffers.data[view.buffer].root);
  return (!mlirOperationIsNull(definition) &&
          fuselageOperationIs(definition, FUSELAGE_OP_GPU_ALLOC)) ||
         isReachedAfter(memory, copy, view.buffer) ||
         isReachedBefore(memory, copy, view.buffer);
}

bool fuselageDeviceMemoryHasCopy(FuselageDeviceMemory *memory,
                                 MlirOperation copy) {
  MlirValue source = mlirOperationGetOperand(copy, 0);
  MlirValue target = mlirOperationGetOperand(copy, 1);
  Copy question = {
      copy, {fuselageMemRefGetRoot(source), fuselageMemRefGetRoot(target)}};
  return isReached(memory, &question, source) &&
         isReached(memory, &question, target);
}
