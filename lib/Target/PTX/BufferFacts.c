//===- BufferFacts.c - Alignment and size of a buffer ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/BufferFacts.h"

#include "Analysis/Memory/Buffers.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "fuselage-c/Analysis.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinTypes.h"

static bool hasIdentityLayout(MlirType type) {
  return mlirTypeIsAMemRef(type) &&
         mlirAffineMapIsIdentity(mlirMemRefTypeGetAffineMap(type));
}

static uint64_t max(uint64_t a, uint64_t b) { return a > b ? a : b; }

/// An alignment in an attribute. `memref.alloc` gives it to the aligned
/// pointer. `memref.assume_alignment` gives it to the first element, which is
/// at the aligned pointer if the layout has no offset.
static uint64_t declaredAlignment(MlirOperation op) {
  if (!fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOC) &&
      !(fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ASSUME_ALIGNMENT) &&
        hasIdentityLayout(mlirValueGetType(mlirOperationGetResult(op, 0)))))
    return 1;
  int64_t alignment = fuselageOperationGetIntAttribute(op, "alignment", 1);
  bool isPower = alignment > 0 && (alignment & (alignment - 1)) == 0;
  return isPower ? (uint64_t)alignment : 1;
}

//===----------------------------------------------------------------------===//
// How long a buffer lives
//===----------------------------------------------------------------------===//

/// True if the regions of the operation have run before the next operation
/// runs. The regions of `async.execute` or of a task may run later.
static bool runsInPlace(MlirOperation op) {
  return fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_SCF) ||
         fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE) ||
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA_SCOPE);
}

/// True if `op` comes after the launch whenever both run: its block holds the
/// launch, at any depth, before `op`.
static bool comesBehind(MlirOperation op, MlirOperation launch) {
  MlirBlock block = mlirOperationGetBlock(op);
  MlirOperation at = launch;
  while (!mlirBlockEqual(mlirOperationGetBlock(at), block)) {
    at = mlirOperationGetParentOperation(at);
    if (mlirOperationIsNull(at) || !runsInPlace(at))
      return false;
  }
  return mlirOperationIsBeforeInBlock(at, op);
}

/// True if the use neither frees the memory nor passes it to code that might.
/// If a store writes the memref itself to memory, code that loads it can free
/// it.
static bool keepsMemory(MlirOpOperand use) {
  switch (fuselageOperationGetKind(mlirOpOperandGetOwner(use))) {
  case FUSELAGE_OP_AFFINE_LOAD:
  case FUSELAGE_OP_GPU_LAUNCH_FUNC:
  case FUSELAGE_OP_GPU_MEMCPY:
  case FUSELAGE_OP_GPU_MEMSET:
  case FUSELAGE_OP_MEMREF_COPY:
  case FUSELAGE_OP_MEMREF_DIM:
  case FUSELAGE_OP_MEMREF_LOAD:
    return true;
  case FUSELAGE_OP_AFFINE_STORE:
  case FUSELAGE_OP_MEMREF_STORE:
    return mlirOpOperandGetOperandNumber(use) == 1;
  default:
    return false;
  }
}

/// The names of a buffer whose uses are still to be read.
typedef struct LifetimeSearch {
  FUSELAGE_ARRAY(MlirValue) pending;
  BufferLifetime lifetime;
} LifetimeSearch;

static bool addName(LifetimeSearch *search, MlirValue name) {
  MlirValue *slot = FUSELAGE_ARRAY_APPEND(&search->pending);
  if (slot)
    *slot = name;
  return slot != NULL;
}

/// True if the memory may be freed once the function has returned.
static bool returnsMemory(MlirOpOperand use) {
  return fuselageOperationIs(mlirOpOperandGetOwner(use),
                             FUSELAGE_OP_FUNC_RETURN);
}

/// Returns false if the operation may free the buffer in a way that the search
/// cannot follow.
static bool readUse(LifetimeSearch *search, MlirOpOperand use) {
  MlirOperation op = mlirOpOperandGetOwner(use);
  bool keepsIndices;
  if (fuselageOperationIsView(op, &keepsIndices))
    return addName(search, mlirOperationGetResult(op, 0));
  if (returnsMemory(use)) {
    search->lifetime.isReturned = true;
    return true;
  }
  if (!fuselageOperationIsDeallocation(op))
    return keepsMemory(use);
  bool isFirst = mlirOperationIsNull(search->lifetime.deallocation);
  search->lifetime.deallocation = op;
  return isFirst;
}

static BufferLifetime findLifetime(MlirValue root) {
  LifetimeSearch search = {.lifetime = {.isKnown = true}};
  search.lifetime.isKnown = addName(&search, root);
  while (search.lifetime.isKnown && search.pending.size != 0) {
    MlirValue name = search.pending.data[--search.pending.size];
    for (MlirOpOperand use = mlirValueGetFirstUse(name);
         !mlirOpOperandIsNull(use) && search.lifetime.isKnown;
         use = mlirOpOperandGetNextUse(use))
      search.lifetime.isKnown = readUse(&search, use);
  }
  FUSELAGE_ARRAY_FREE(&search.pending);
  return search.lifetime;
}

/// If memory is out, the lifetime is not known.
static BufferLifetime getLifetime(BufferLifetimes *lifetimes, MlirValue root) {
  uint32_t number = fuselagePointerMapLookup(&lifetimes->numbers, root.ptr);
  if (number != FUSELAGE_POINTER_NOT_FOUND)
    return lifetimes->lifetimes.data[number];
  number = (uint32_t)lifetimes->lifetimes.size;
  BufferLifetime *slot = FUSELAGE_ARRAY_APPEND(&lifetimes->lifetimes);
  if (!slot)
    return (BufferLifetime){.isKnown = false};
  *slot = findLifetime(root);
  if (!fuselagePointerMapInsert(&lifetimes->numbers, root.ptr, number))
    slot->isKnown = false;
  return *slot;
}

void bufferLifetimesFree(BufferLifetimes *lifetimes) {
  fuselagePointerMapFree(&lifetimes->numbers);
  FUSELAGE_ARRAY_FREE(&lifetimes->lifetimes);
}

/// True if the memory of an allocation certainly exists when `launch` runs. If
/// no thread of a launch touches the buffer, the launch may stand after the
/// deallocation. If the host does not wait for the launch, it may run during
/// the deallocation, or after the function has returned.
static bool isAliveAt(BufferLifetimes *lifetimes, MlirValue root,
                      MlirOperation launch) {
  BufferLifetime lifetime = getLifetime(lifetimes, root);
  if (!lifetime.isKnown)
    return false;
  bool isFreed = !mlirOperationIsNull(lifetime.deallocation);
  if (mlirOperationGetNumResults(launch) != 0)
    return !isFreed && !lifetime.isReturned;
  return !isFreed || comesBehind(lifetime.deallocation, launch);
}

//===----------------------------------------------------------------------===//
// How large a buffer is
//===----------------------------------------------------------------------===//

/// The product, or 0 if it does not fit.
static uint64_t multiply(uint64_t a, uint64_t b) {
  uint64_t product;
  return __builtin_mul_overflow(a, b, &product) ? 0 : product;
}

/// The least number of bits that a value takes in memory, or 0 if it is not
/// known: lanes of a vector may be packed, and an index of the host may have 32
/// bits.
static uint64_t leastBits(MlirType type) {
  const uint64_t leastIndexBits = 32;
  if (mlirTypeIsAIndex(type))
    return leastIndexBits;
  if (mlirTypeIsAInteger(type))
    return mlirIntegerTypeGetWidth(type);
  if (mlirTypeIsAFloat(type))
    return mlirFloatTypeGetWidth(type);
  if (mlirTypeIsAComplex(type))
    return multiply(2, leastBits(mlirComplexTypeGetElementType(type)));
  if (!mlirTypeIsAVector(type) || mlirVectorTypeIsScalable(type))
    return 0;
  uint64_t bits = leastBits(mlirShapedTypeGetElementType(type));
  for (intptr_t i = 0; i < mlirShapedTypeGetRank(type); ++i)
    bits = multiply(bits, (uint64_t)mlirShapedTypeGetDimSize(type, i));
  return bits;
}

/// The least number of bytes that the elements of a memref take; 0 if it is not
/// known.
static uint64_t leastBytes(MlirType type) {
  const uint64_t bitsPerByte = 8;
  uint64_t elements = fuselageMemRefNumElements(type);
  MlirType element = mlirShapedTypeGetElementType(type);
  uint64_t bits = leastBits(element);
  if (elements == FUSELAGE_UNKNOWN_BYTES)
    return 0;
  return mlirTypeIsAInteger(element)
             ? multiply(elements, (bits + bitsPerByte - 1) / bitsPerByte)
             : multiply(elements, bits / bitsPerByte);
}

/// The bytes that a kernel can certainly read, even if it does not read them;
/// or 0. `memref.alloc` gives memory of the host: only a kernel that reads it
/// proves that the device reaches it. An asynchronous allocation may happen
/// later.
static uint64_t readableBytes(BufferLifetimes *lifetimes, MlirValue root,
                              MlirOperation launch) {
  MlirOperation op = fuselageValueGetDefiningOp(root);
  if (mlirOperationIsNull(op) ||
      !fuselageOperationIs(op, FUSELAGE_OP_GPU_ALLOC) ||
      mlirOperationGetNumResults(op) != 1 ||
      !hasIdentityLayout(mlirValueGetType(root)))
    return 0;
  return isAliveAt(lifetimes, root, launch) ? leastBytes(mlirValueGetType(root))
                                            : 0;
}

BufferFacts bufferFactsRead(BufferLifetimes *lifetimes, MlirValue memref,
                            MlirOperation launch) {
  BufferFacts facts = {.alignment = 1};
  bool keepsIndices, movesBase = false;
  MlirOperation op = fuselageValueGetDefiningOp(memref);
  for (int i = 0; !mlirOperationIsNull(op) &&
                  fuselageOperationIsView(op, &keepsIndices) && !movesBase;
       ++i) {
    // In code that never runs, views may be views of each other.
    if (i == FUSELAGE_MAX_VIEWS)
      return (BufferFacts){.alignment = 1};
    facts.alignment = max(facts.alignment, declaredAlignment(op));
    movesBase = fuselageOperationIs(op, FUSELAGE_OP_MEMREF_VIEW);
    memref = mlirOperationGetOperand(op, 0);
    op = fuselageValueGetDefiningOp(memref);
  }
  if (movesBase)
    return facts;
  if (!mlirOperationIsNull(op))
    facts.alignment = max(facts.alignment, declaredAlignment(op));
  facts.bytes = readableBytes(lifetimes, memref, launch);
  return facts;
}
