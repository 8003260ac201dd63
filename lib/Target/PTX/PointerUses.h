//===- PointerUses.h - What a kernel does with its pointers ----- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Read from a kernel that is in the LLVM and NVVM dialects, where there are few
// ways to touch memory. What is not one of them counts as a write.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_POINTERUSES_H
#define FUSELAGE_TARGET_PTX_POINTERUSES_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// True unless values of the type are numbers, or vectors or structs of
/// numbers.
FUSELAGE_NODISCARD bool pointerMayBeIn(MlirType type);

/// What the pointers of a kernel other than its arguments lead to.
typedef struct KernelMemory {
  /// True if memory may be reached in ways that are not followed: by pointers
  /// that were loaded, made from integers or of variables, by calls, or by
  /// assembly.
  bool isOpaque;
  /// True if a thread may learn in the midst of the kernel what another one
  /// has stored: by barriers, fences, atomics, volatile accesses.
  bool hasSynchronization;
} KernelMemory;

/// Reads the body of `kernel`, an llvm.func of a gpu.module.
KernelMemory kernelMemoryRead(MlirOperation kernel);

/// What is done to memory through a pointer; bits.
enum { POINTER_READ = 1, POINTER_WRITTEN = 2 };

/// Follows `argument`, an argument of a kernel that is or holds a pointer, and
/// stores
/// what is done through it in `*uses`. Returns false when memory is out.
FUSELAGE_NODISCARD bool pointerUsesRead(MlirValue argument, unsigned *uses);

#endif // FUSELAGE_TARGET_PTX_POINTERUSES_H
