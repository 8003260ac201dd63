//===- ArgumentFacts.c - Facts about a kernel's arguments -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowering turns each memref of a kernel into several arguments. The kernel
// accesses memory through the aligned pointer.
//
// LLVM assumes of a `noalias` pointer: if any access writes the memory, all
// accesses go through this pointer. That holds for other threads too, even
// across barriers, because the pointer of another thread is another pointer. So
// if a kernel only reads a buffer through the argument, no other argument may
// write it. If the kernel writes the buffer, no other argument and no threads
// that wait for each other may share it.
//
//===----------------------------------------------------------------------===//

#include "Analysis/Memory/AliasRule.h"
#include "Analysis/Memory/Buffers.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/OutOfMemory.h"
#include "Target/PTX/ArgumentAttributes.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/LaunchSites.h"
#include "Target/PTX/LaunchSizes.h"

#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Dialect/LLVM.h"

static MlirBlock bodyOf(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

typedef struct Annotation {
  LaunchSites sites;
  FuselageBufferTable buffers;
  BufferLifetimes lifetimes;
  Kernel kernel;
} Annotation;

/// The number of arguments that a value becomes by MLIR's default convention; 0
/// if the facts do not follow the type.
static intptr_t numArgumentsOf(MlirType type) {
  if (mlirTypeIsAUnrankedMemRef(type))
    return 0;
  return mlirTypeIsAMemRef(type) ? 3 + 2 * mlirShapedTypeGetRank(type) : 1;
}

static MlirType argumentType(const Kernel *kernel, intptr_t number) {
  return mlirValueGetType(mlirBlockGetArgument(bodyOf(kernel->op), number));
}

static bool isPointer(const Kernel *kernel, intptr_t number) {
  return mlirTypeIsALLVMPointerType(argumentType(kernel, number));
}

static bool addPointer(Kernel *kernel, intptr_t number, intptr_t operand,
                       bool isAligned) {
  MlirValue argument = mlirBlockGetArgument(bodyOf(kernel->op), number);
  PointerArgument *slot = FUSELAGE_ARRAY_APPEND(&kernel->pointers);
  if (!slot)
    return false;
  *slot = (PointerArgument){.number = number,
                            .isPointer = isPointer(kernel, number),
                            .operand = operand,
                            .isAligned = isAligned};
  return pointerUsesRead(argument, &slot->uses);
}

/// True if the operands of the launch match the arguments of the kernel. `bare`
/// means that a memref is one pointer.
static bool matchesArguments(Kernel *kernel, MlirOperation launch, bool bare) {
  intptr_t first, count, number = 0;
  intptr_t numArguments = mlirBlockGetNumArguments(bodyOf(kernel->op));
  launchSiteGetArguments(launch, &first, &count);
  for (intptr_t i = 0; i < count; ++i) {
    MlirType type =
        mlirValueGetType(mlirOperationGetOperand(launch, first + i));
    intptr_t width = bare ? 1 : numArgumentsOf(type);
    if (width == 0 || width > numArguments - number)
      return false;
    if (mlirTypeIsAMemRef(type) &&
        (!isPointer(kernel, number) ||
         (width > 1 && !isPointer(kernel, number + 1))))
      return false;
    number += width;
  }
  return number == numArguments;
}

/// True if two launches pass their values in the same way, so that the operand
/// number of a pointer is the same in both.
static bool passAlike(MlirOperation launch, MlirOperation other) {
  intptr_t first, count, otherFirst, otherCount;
  launchSiteGetArguments(launch, &first, &count);
  launchSiteGetArguments(other, &otherFirst, &otherCount);
  if (count != otherCount)
    return false;
  for (intptr_t i = 0; i < count; ++i) {
    MlirType type =
        mlirValueGetType(mlirOperationGetOperand(launch, first + i));
    MlirType otherType =
        mlirValueGetType(mlirOperationGetOperand(other, otherFirst + i));
    if (mlirTypeIsAMemRef(type) != mlirTypeIsAMemRef(otherType) ||
        numArgumentsOf(type) != numArgumentsOf(otherType))
      return false;
  }
  return true;
}

/// Lists the arguments that are pointers or hold pointers. Returns false when
/// memory is out.
static bool listPointers(Kernel *kernel, MlirOperation launch, bool bare) {
  intptr_t first, count, number = 0;
  launchSiteGetArguments(launch, &first, &count);
  for (intptr_t i = 0; i < count; ++i) {
    MlirType type =
        mlirValueGetType(mlirOperationGetOperand(launch, first + i));
    intptr_t width = bare ? 1 : numArgumentsOf(type);
    if (pointerMayBeIn(argumentType(kernel, number)) &&
        !addPointer(kernel, number, i, mlirTypeIsAMemRef(type) && width == 1))
      return false;
    if (width > 1 && !addPointer(kernel, number + 1, i, true))
      return false;
    number += width;
  }
  return true;
}

/// Finds the buffer that a launch passes for each pointer. Returns false when
/// memory is out.
static bool readOperands(Annotation *annotation, MlirOperation launch) {
  Kernel *kernel = &annotation->kernel;
  intptr_t first, count;
  launchSiteGetArguments(launch, &first, &count);
  for (size_t i = 0; i < kernel->pointers.size; ++i) {
    PointerArgument *pointer = &kernel->pointers.data[i];
    MlirValue operand =
        mlirOperationGetOperand(launch, first + pointer->operand);
    pointer->buffer = FUSELAGE_POINTER_NOT_FOUND;
    BufferFacts facts = {.alignment = 1};
    if (fuselageValueIsMemRef(operand)) {
      FuselageBufferView view;
      if (!fuselageBufferTableResolve(&annotation->buffers, operand, &view))
        return false;
      pointer->buffer = view.buffer;
      if (pointer->isAligned)
        facts = bufferFactsRead(&annotation->lifetimes, operand, launch);
    }
    if (facts.alignment < pointer->facts.alignment)
      pointer->facts.alignment = facts.alignment;
    if (facts.bytes < pointer->facts.bytes)
      pointer->facts.bytes = facts.bytes;
  }
  return true;
}

static bool mayShareMemory(const FuselageBufferTable *buffers,
                           const PointerArgument *a, const PointerArgument *b) {
  return a->buffer == FUSELAGE_POINTER_NOT_FOUND ||
         b->buffer == FUSELAGE_POINTER_NOT_FOUND ||
         fuselageBuffersMayAlias(buffers, a->buffer, b->buffer);
}

/// True if accesses through other arguments allow `noalias` at this launch.
static bool isNoaliasHere(const Annotation *annotation, size_t number) {
  const Kernel *kernel = &annotation->kernel;
  const PointerArgument *pointer = &kernel->pointers.data[number];
  for (size_t i = 0; i < kernel->pointers.size; ++i) {
    const PointerArgument *other = &kernel->pointers.data[i];
    if (i != number && other->uses != 0 &&
        ((pointer->uses | other->uses) & POINTER_WRITTEN) &&
        mayShareMemory(&annotation->buffers, pointer, other))
      return false;
  }
  return true;
}

static bool readLaunch(Annotation *annotation, MlirOperation launch) {
  Kernel *kernel = &annotation->kernel;
  if (!readOperands(annotation, launch))
    return false;
  for (size_t i = 0; i < kernel->pointers.size; ++i) {
    PointerArgument *pointer = &kernel->pointers.data[i];
    pointer->isNoalias = pointer->isNoalias && isNoaliasHere(annotation, i);
  }
  return true;
}

static void initializePointers(Kernel *kernel) {
  for (size_t i = 0; i < kernel->pointers.size; ++i) {
    PointerArgument *pointer = &kernel->pointers.data[i];
    bool isWritten = (pointer->uses & POINTER_WRITTEN) != 0;
    pointer->isNoalias = pointer->uses != 0 && !kernel->memory.isOpaque &&
                         !(isWritten && kernel->memory.hasSynchronization);
    pointer->facts = (BufferFacts){UINT64_MAX, UINT64_MAX};
  }
}

/// Reads every launch before it writes an attribute. If the operands of a
/// launch do not match the arguments of the kernel, the kernel gets no facts.
static bool annotatePointers(Annotation *annotation, uint32_t first,
                             bool bare) {
  Kernel *kernel = &annotation->kernel;
  const LaunchSites *sites = &annotation->sites;
  MlirOperation launch = sites->sites.data[first].op;
  for (uint32_t i = first; i != LAUNCH_SITES_END; i = sites->sites.data[i].next)
    if (!matchesArguments(kernel, sites->sites.data[i].op, bare) ||
        !passAlike(launch, sites->sites.data[i].op))
      return true;
  if (!listPointers(kernel, launch, bare))
    return false;
  initializePointers(kernel);
  for (uint32_t i = first; i != LAUNCH_SITES_END; i = sites->sites.data[i].next)
    if (!readLaunch(annotation, sites->sites.data[i].op))
      return false;
  return kernel->pointers.size == 0 || argumentAttributesWrite(kernel);
}

static bool annotateKernel(MlirOperation op, void *userData) {
  Annotation *annotation = userData;
  uint32_t first = launchSitesGetFirst(&annotation->sites, op);
  if (first == LAUNCH_SITES_END ||
      mlirAttributeIsNull(mlirOperationGetDiscardableAttributeByName(
          op, mlirStringRefCreateFromCString("nvvm.kernel"))))
    return true;
  launchSizesApply(&annotation->sites, op);
  annotation->kernel.op = op;
  annotation->kernel.memory = kernelMemoryRead(op);
  annotation->kernel.pointers.size = 0;
  MlirOperation launch = annotation->sites.sites.data[first].op;
  bool bare = !matchesArguments(&annotation->kernel, launch, false);
  return annotatePointers(annotation, first, bare);
}

/// If memory is out, the kernels have fewer facts. That is not wrong, but the
/// caller gets an error.
FuselagePTXError fuselagePTXAnnotateKernels(MlirOperation module) {
  fuselageOutOfMemoryForget();
  Annotation annotation = {0};
  bool done = launchSitesCollect(&annotation.sites, module) &&
              kernelModuleForEachFunction(module, FUSELAGE_OP_LLVM_FUNC,
                                          annotateKernel, &annotation);
  FUSELAGE_ARRAY_FREE(&annotation.kernel.pointers);
  bufferLifetimesFree(&annotation.lifetimes);
  fuselageBufferTableFree(&annotation.buffers);
  launchSitesFree(&annotation.sites);
  return done && !fuselageOutOfMemoryHappened() ? errorNone()
                                                : errorOutOfMemory();
}
