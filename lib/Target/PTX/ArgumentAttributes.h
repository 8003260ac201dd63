//===- ArgumentAttributes.h - Attributes of kernel arguments ---- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_ARGUMENTATTRIBUTES_H
#define FUSELAGE_TARGET_PTX_ARGUMENTATTRIBUTES_H

#include "Support/Array.h"
#include "Target/PTX/BufferFacts.h"
#include "Target/PTX/PointerUses.h"
#include "fuselage-c/Support.h"

/// An argument of the lowered kernel that is a pointer, or that holds pointers.
typedef struct PointerArgument {
  intptr_t number;
  /// False if the argument holds pointers, as a struct, an array or a vector
  /// does. It is not known where such pointers lead, and they cannot get
  /// attributes.
  bool isPointer;
  /// The number of the value that a launch passes for it, counted from the
  /// first argument of the launch.
  intptr_t operand;
  /// False for the allocated pointer, which only serves to free the memory.
  bool isAligned;
  unsigned uses;
  bool isNoalias;
  BufferFacts facts;
  /// The buffer at the current launch; FUSELAGE_POINTER_NOT_FOUND if unknown.
  uint32_t buffer;
} PointerArgument;

/// The current kernel.
typedef struct Kernel {
  MlirOperation op;
  KernelMemory memory;
  FUSELAGE_ARRAY(PointerArgument) pointers;
} Kernel;

/// Adds the facts about the pointers to the attributes of the kernel's
/// arguments. Existing attributes stay. Returns false when memory is out.
FUSELAGE_NODISCARD bool argumentAttributesWrite(const Kernel *kernel);

#endif // FUSELAGE_TARGET_PTX_ARGUMENTATTRIBUTES_H
