//===- PointerUses.c - The uses of a kernel's pointers --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/PointerUses.h"

#include "Bridge/Enums.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Dialect/LLVM.h"

#include <string.h>

bool pointerMayBeIn(MlirType type) {
  if (mlirTypeIsAVector(type))
    return pointerMayBeIn(mlirShapedTypeGetElementType(type));
  if (mlirTypeIsALLVMStructType(type)) {
    for (intptr_t i = 0; i < mlirLLVMStructTypeGetNumElementTypes(type); ++i)
      if (pointerMayBeIn(mlirLLVMStructTypeGetElementType(type, i)))
        return true;
    return false;
  }
  return !mlirTypeIsAInteger(type) && !mlirTypeIsAFloat(type);
}

//===----------------------------------------------------------------------===//
// The memory of a kernel
//===----------------------------------------------------------------------===//

/// True if the result holds only pointers of the operands.
static bool forwardsPointers(FuselageOp kind) {
  switch (kind) {
  case FUSELAGE_OP_LLVM_ADDRSPACECAST:
  case FUSELAGE_OP_LLVM_BITCAST:
  case FUSELAGE_OP_LLVM_EXTRACTVALUE:
  case FUSELAGE_OP_LLVM_FREEZE:
  case FUSELAGE_OP_LLVM_GETELEMENTPTR:
  case FUSELAGE_OP_LLVM_INSERTVALUE:
  case FUSELAGE_OP_LLVM_SELECT:
    return true;
  default:
    return false;
  }
}

/// True if the result is memory of the thread itself, or not memory.
static bool makesPrivatePointer(FuselageOp kind) {
  return kind == FUSELAGE_OP_LLVM_ALLOCA ||
         kind == FUSELAGE_OP_LLVM_MLIR_UNDEF ||
         kind == FUSELAGE_OP_LLVM_MLIR_POISON ||
         kind == FUSELAGE_OP_LLVM_MLIR_ZERO;
}

static MlirOperation findSymbol(MlirOperation user, const char *attribute) {
  MlirAttribute symbol = mlirOperationGetInherentAttributeByName(
      user, mlirStringRefCreateFromCString(attribute));
  MlirOperation none = {NULL};
  if (mlirAttributeIsNull(symbol) || !mlirAttributeIsAFlatSymbolRef(symbol))
    return none;
  MlirOperation function = mlirOperationGetParentOperation(user);
  while (!mlirOperationIsNull(function) &&
         !fuselageOperationIs(function, FUSELAGE_OP_LLVM_FUNC))
    function = mlirOperationGetParentOperation(function);
  if (mlirOperationIsNull(function))
    return none;
  MlirStringRef name = mlirFlatSymbolRefAttrGetValue(symbol);
  FUSELAGE_FOR_EACH_OPERATION (op, mlirOperationGetBlock(function)) {
    if (mlirStringRefEqual(kernelModuleGetSymbol(op), name))
      return op;
  }
  return none;
}

/// True for a constant and for workgroup memory. The host passes neither.
static bool namesPrivateGlobal(MlirOperation addressOf) {
  MlirType type = mlirValueGetType(mlirOperationGetResult(addressOf, 0));
  if (mlirTypeIsALLVMPointerType(type) &&
      mlirLLVMPointerTypeGetAddressSpace(type) == FUSELAGE_SHARED_ADDRESS_SPACE)
    return true;
  MlirOperation global = findSymbol(addressOf, "global_name");
  return !mlirOperationIsNull(global) &&
         !mlirAttributeIsNull(mlirOperationGetInherentAttributeByName(
             global, mlirStringRefCreateFromCString("constant")));
}

/// Functions of libdevice touch only the memory of their arguments.
static bool callsLibdevice(MlirOperation call) {
  static const char prefix[] = "__nv_";
  MlirOperation callee = findSymbol(call, "callee");
  if (mlirOperationIsNull(callee))
    return false;
  MlirStringRef name = kernelModuleGetSymbol(callee);
  return name.length > sizeof prefix - 1 &&
         !memcmp(name.data, prefix, sizeof prefix - 1) &&
         mlirBlockIsNull(
             mlirRegionGetFirstBlock(mlirOperationGetRegion(callee, 0)));
}

/// Intrinsics that compute with numbers. Math without libdevice becomes such
/// intrinsics.
static bool callsArithmetic(MlirOperation call) {
  static const char *const names[] = {
      "llvm.fabs",  "llvm.ceil",  "llvm.copysign",
      "llvm.floor", "llvm.fma",   "llvm.roundeven",
      "llvm.sqrt",  "llvm.trunc", "llvm.nvvm.read.ptx.sreg.dynamic_smem_size"};
  MlirAttribute name = mlirOperationGetInherentAttributeByName(
      call, mlirStringRefCreateFromCString("intrin"));
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (!mlirAttributeIsNull(name) &&
        mlirStringRefEqual(mlirStringAttrGetValue(name),
                           mlirStringRefCreateFromCString(names[i])))
      return true;
  return false;
}

static bool isOpaque(MlirOperation op) {
  FuselageOp kind = fuselageOperationGetKind(op);
  if (kind == FUSELAGE_OP_LLVM_CALL)
    return !callsLibdevice(op);
  if (kind == FUSELAGE_OP_LLVM_INVOKE || kind == FUSELAGE_OP_LLVM_INLINE_ASM ||
      kind == FUSELAGE_OP_LLVM_CALL_INTRINSIC ||
      kind == FUSELAGE_OP_NVVM_INLINE_PTX)
    return !callsArithmetic(op);
  if (forwardsPointers(kind) || makesPrivatePointer(kind))
    return false;
  if (kind == FUSELAGE_OP_LLVM_MLIR_ADDRESSOF)
    return !namesPrivateGlobal(op);
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (pointerMayBeIn(mlirValueGetType(mlirOperationGetResult(op, i))))
      return true;
  return false;
}

static bool isPlainAccess(MlirOperation op) {
  MlirAttribute ordering = mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("ordering"));
  bool isAtomic =
      !mlirAttributeIsNull(ordering) && mlirAttributeIsAInteger(ordering) &&
      mlirIntegerAttrGetValueInt(ordering) != FUSELAGE_ORDERING_NOT_ATOMIC;
  return !isAtomic &&
         mlirAttributeIsNull(mlirOperationGetInherentAttributeByName(
             op, mlirStringRefCreateFromCString("volatile_")));
}

/// All operations of the NVVM dialect count as synchronizing, except reads of
/// special registers. Shuffles and matrix operations of a warp do synchronize.
static bool synchronizes(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_LLVM_LOAD:
  case FUSELAGE_OP_LLVM_STORE:
    return !isPlainAccess(op);
  case FUSELAGE_OP_LLVM_ATOMICRMW:
  case FUSELAGE_OP_LLVM_CMPXCHG:
  case FUSELAGE_OP_LLVM_FENCE:
    return true;
  default:
    return fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_NVVM) &&
           !fuselageStringStartsWith(
               mlirIdentifierStr(mlirOperationGetName(op)),
               "nvvm.read.ptx.sreg.");
  }
}

static MlirWalkResult readOperation(MlirOperation op, void *userData) {
  KernelMemory *memory = userData;
  if (fuselageOperationIs(op, FUSELAGE_OP_LLVM_FUNC))
    return MlirWalkResultAdvance;
  memory->isOpaque = memory->isOpaque || isOpaque(op);
  memory->hasSynchronization = memory->hasSynchronization || synchronizes(op);
  return MlirWalkResultAdvance;
}

KernelMemory kernelMemoryRead(MlirOperation kernel) {
  KernelMemory memory = {false, false};
  mlirOperationWalk(kernel, readOperation, &memory, MlirWalkPreOrder);
  return memory;
}

//===----------------------------------------------------------------------===//
// The uses of one pointer
//===----------------------------------------------------------------------===//

/// The values that may hold the pointer, each visited once.
typedef struct PointerWalk {
  FuselagePointerMap seen;
  FUSELAGE_ARRAY(MlirValue) pending;
  unsigned uses;
  bool outOfMemory;
} PointerWalk;

static void follow(PointerWalk *walk, MlirValue value) {
  if (!pointerMayBeIn(mlirValueGetType(value)) ||
      fuselagePointerMapLookup(&walk->seen, value.ptr) !=
          FUSELAGE_POINTER_NOT_FOUND)
    return;
  MlirValue *slot = FUSELAGE_ARRAY_APPEND(&walk->pending);
  if (!slot || !fuselagePointerMapInsert(&walk->seen, value.ptr, 1)) {
    walk->outOfMemory = true;
    return;
  }
  *slot = value;
}

/// The operands for the two successors follow the condition.
static bool followConditionalBranch(PointerWalk *walk, MlirOperation op,
                                    intptr_t operand) {
  MlirAttribute segments = mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("operandSegmentSizes"));
  if (mlirAttributeIsNull(segments) ||
      !mlirAttributeIsADenseI32Array(segments) ||
      mlirDenseArrayGetNumElements(segments) != 3)
    return false;
  intptr_t first = mlirDenseI32ArrayGetElement(segments, 0);
  intptr_t second = first + mlirDenseI32ArrayGetElement(segments, 1);
  intptr_t branch = operand >= second;
  follow(walk, mlirBlockGetArgument(mlirOperationGetSuccessor(op, branch),
                                    operand - (branch ? second : first)));
  return true;
}

/// Goes on to the values that the operation makes from the pointer; false if it
/// makes none.
static bool followForward(PointerWalk *walk, MlirOperation op,
                          intptr_t operand) {
  FuselageOp kind = fuselageOperationGetKind(op);
  if (forwardsPointers(kind)) {
    follow(walk, mlirOperationGetResult(op, 0));
    return true;
  }
  if (kind == FUSELAGE_OP_LLVM_BR) {
    follow(walk,
           mlirBlockGetArgument(mlirOperationGetSuccessor(op, 0), operand));
    return true;
  }
  return kind == FUSELAGE_OP_LLVM_COND_BR &&
         followConditionalBranch(walk, op, operand);
}

/// The uses of a pointer by an operation that does not pass it on.
static unsigned usesOf(MlirOperation op, intptr_t operand) {
  const unsigned any = POINTER_READ | POINTER_WRITTEN;
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_LLVM_ICMP:
  case FUSELAGE_OP_LLVM_INTR_ASSUME:
    return 0;
  case FUSELAGE_OP_LLVM_INTR_MASKED_LOAD:
  case FUSELAGE_OP_LLVM_LOAD:
    return operand == 0 ? POINTER_READ : any;
  case FUSELAGE_OP_LLVM_INTR_MEMCPY:
  case FUSELAGE_OP_LLVM_INTR_MEMCPY_INLINE:
  case FUSELAGE_OP_LLVM_INTR_MEMMOVE:
    return operand == 1 ? POINTER_READ : any;
  default:
    return any;
  }
}

static void readUse(PointerWalk *walk, MlirOpOperand use) {
  MlirOperation op = mlirOpOperandGetOwner(use);
  intptr_t operand = (intptr_t)mlirOpOperandGetOperandNumber(use);
  if (!followForward(walk, op, operand))
    walk->uses |= usesOf(op, operand);
}

bool pointerUsesRead(MlirValue argument, unsigned *uses) {
  PointerWalk walk = {0};
  follow(&walk, argument);
  while (walk.pending.size != 0 && !walk.outOfMemory) {
    MlirValue value = walk.pending.data[--walk.pending.size];
    for (MlirOpOperand use = mlirValueGetFirstUse(value);
         !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use))
      readUse(&walk, use);
  }
  *uses = walk.uses;
  FUSELAGE_ARRAY_FREE(&walk.pending);
  fuselagePointerMapFree(&walk.seen);
  return !walk.outOfMemory;
}
