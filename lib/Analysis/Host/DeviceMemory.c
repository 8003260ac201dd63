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
#include "Analysis/Polyhedral/PolyhedralSpace.h"
#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "Support/Bounds.h"

/// How many operations are looked at on each side of one.
enum { maxDistance = FUSELAGE_BOUND(256, 4) };

bool fuselageDeviceMemoryInit(FuselageDeviceMemory *memory, MlirOperation root,
                              MlirBlock block) {
  *memory = (FuselageDeviceMemory){.ctx = fuselagePolyContextCreate()};
  bool hasMemory =
      fuselageModelInit(&memory->model, root, false) && memory->ctx != NULL;
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    uint32_t number = (uint32_t)memory->model.launches.size;
    if (hasMemory && fuselageOperationIsA(op, "gpu.launch"))
      hasMemory =
          fuselageModelAddLaunch(&memory->model, op) &&
          fuselagePointerMapInsert(&memory->launchNumbers, op.ptr, number);
  }
  return hasMemory;
}

void fuselageDeviceMemoryFree(FuselageDeviceMemory *memory) {
  fuselageModelFree(&memory->model);
  fuselagePointerMapFree(&memory->launchNumbers);
  isl_ctx_free(memory->ctx);
  memory->ctx = NULL;
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// A copy, and the roots of what it copies from and to.
typedef struct Copy {
  MlirOperation op;
  MlirValue roots[2];
} Copy;

/// True if the value is a size of the memref: the host asked for it, or the
/// memref was allocated with it. If it is 0 there is no element to copy.
static bool isSizeOf(MlirValue value, MlirValue root) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (!mlirOperationIsNull(op) && fuselageOperationIsA(op, "memref.dim"))
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

/// True if the memory is named in the body: a kernel has its own copy of a
/// constant of the host.
static bool isOfTheBody(const FuselageLaunch *launch,
                        const FuselageAccess *access) {
  MlirValue memref = mlirOperationGetOperand(access->op, access->memrefOperand);
  return fuselageValueIsDefinedInside(fuselageMemRefGetRoot(memref),
                                      launch->op);
}

/// A mask may leave nothing of an access.
static bool touchesForCertain(const FuselageLaunch *launch,
                              const FuselageAccess *access) {
  return access->memrefOperand >= 0 && !isOfTheBody(launch, access) &&
         (access->isOneElement ||
          fuselageOperationIsA(access->op, "vector.load") ||
          fuselageOperationIsA(access->op, "vector.store"));
}

/// True if each loop around the access runs its body at least once.
static bool loopsRun(const FuselageLaunch *launch, MlirOperation op) {
  for (MlirOperation around = mlirOperationGetParentOperation(op);
       !mlirOperationEqual(around, launch->op);
       around = mlirOperationGetParentOperation(around)) {
    int64_t lower, upper;
    if (fuselageOperationIsA(around, "scf.if"))
      continue;
    if (!fuselageOperationIsA(around, "scf.for") ||
        !mlirAttributeIsNull(
            fuselageOperationGetInherentAttribute(around, "unsignedCmp")) ||
        !fuselageValueIsConstantInt(mlirOperationGetOperand(around, 0),
                                    &lower) ||
        !fuselageValueIsConstantInt(mlirOperationGetOperand(around, 1),
                                    &upper) ||
        lower >= upper)
      return false;
  }
  return true;
}

/// The parameters of `runs` for which the buffers of the copy have elements.
static isl_set *withElements(const FuselageDeviceMemory *memory,
                             const Copy *copy, __isl_take isl_set *runs) {
  const FuselageSymbolTable *symbols = &memory->model.symbols;
  for (size_t i = 0; i < symbols->symbols.size; ++i) {
    MlirValue value = symbols->symbols.data[i].value;
    if (mlirValueIsNull(value) || !isSizeOfCopy(value, copy))
      continue;
    isl_set *positive =
        isl_pw_aff_ge_set(fuselagePolyParameter(memory->ctx, (unsigned)i),
                          fuselagePolyConstant(memory->ctx, 1));
    runs = isl_set_intersect_params(runs, isl_set_params(positive));
  }
  return runs;
}

/// True if the conditions around the access hold for some thread whenever the
/// launch has threads and there is something to copy.
static bool guardsHold(FuselageDeviceMemory *memory, const Copy *copy,
                       const FuselageLaunch *launch, MlirOperation op) {
  FuselagePolyReader reader;
  fuselagePolyContextBeginQuery(memory->ctx);
  fuselagePolyReaderInit(&reader, memory->ctx, &memory->model.symbols,
                         launch->op, &launch->space);
  isl_set *runs = isl_set_params(isl_set_copy(reader.domain));
  fuselagePolyReaderAddGuards(&reader, op);
  isl_set *accesses = isl_set_params(isl_set_copy(reader.domain));
  runs = withElements(memory, copy, runs);
  bool hold = isl_set_is_subset(runs, accesses) == isl_bool_true &&
              reader.isExact && !reader.outOfMemory;
  isl_set_free(runs);
  isl_set_free(accesses);
  fuselagePolyReaderFree(&reader);
  return !fuselagePolyContextEndQuery(memory->ctx) && hold;
}

//===----------------------------------------------------------------------===//
// Launches that have threads
//===----------------------------------------------------------------------===//

/// True if the extent is 1 or more, at least where there is something to copy:
/// a size of one of the buffers, or the number of tiles that cover one.
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

/// True if an operation may make memory known to the device, or unknown: that
/// of host_register and of calls is not among the effects that MLIR knows.
static bool mayChangeReach(MlirOperation op) {
  return !fuselageOperationIsMemoryEffectFree(op) &&
         !fuselageOperationForEachEffect(op, ignoreEffect, NULL);
}

/// Looks at one operation on the way from a copy. Returns whether to go on.
static bool lookAt(FuselageDeviceMemory *memory, MlirOperation op,
                   const Copy *copy, uint32_t buffer, bool *isReached) {
  uint32_t number = fuselagePointerMapLookup(&memory->launchNumbers, op.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return fuselageOperationIsA(op, "gpu.launch") || !mayChangeReach(op);
  *isReached = launchTouches(memory, number, copy, buffer);
  return !*isReached;
}

/// The C API has no way back through a block: the operations before the copy
/// are looked at in the order of the block, and where the reach of memory may
/// change, what came before says nothing.
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
          fuselageOperationIsA(definition, "gpu.alloc")) ||
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
