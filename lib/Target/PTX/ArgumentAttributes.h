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

/// An argument of the lowered kernel that is a pointer, or that holds some.
typedef struct PointerArgument {
  intptr_t number;
  /// False if pointers are inside of it, as in a struct, an array or a vector:
  /// nothing is known of where they lead, and nothing can be said of them.
  bool isPointer;
  /// What a launch passes for it, counted from its first argument.
  intptr_t operand;
  /// False for the pointer that only serves to free the memory.
  bool isAligned;
  unsigned uses;
  bool isNoalias;
  BufferFacts facts;
  /// At the launch that is looked at; FUSELAGE_POINTER_NOT_FOUND if unknown.
  uint32_t buffer;
} PointerArgument;

/// A kernel that is being looked at.
typedef struct Kernel {
  MlirOperation op;
  KernelMemory memory;
  FUSELAGE_ARRAY(PointerArgument) pointers;
} Kernel;

/// Adds what is known of the pointers to the attributes of the kernel's
/// arguments; those that there are stay. Returns false when memory is out.
FUSELAGE_NODISCARD bool argumentAttributesWrite(const Kernel *kernel);

#endif // FUSELAGE_TARGET_PTX_ARGUMENTATTRIBUTES_H
