//===- PointerUses.h - The uses of a kernel's pointers ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a kernel in the LLVM and NVVM dialects, which have few ways to touch
// memory. Any other operation counts as a write.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_POINTERUSES_H
#define FUSELAGE_TARGET_PTX_POINTERUSES_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// False if values of the type are numbers, or vectors or structs of numbers.
FUSELAGE_NODISCARD bool pointerMayBeIn(MlirType type);

/// The memory that a kernel reaches other than through its arguments.
typedef struct KernelMemory {
  /// True if the kernel may reach memory in ways that the reader cannot follow:
  /// by pointers that it loads, makes from integers or takes from variables, by
  /// calls, or by assembly.
  bool isOpaque;
  /// True if a thread may learn during the kernel what another thread has
  /// stored: by barriers, fences, atomics or volatile accesses.
  bool hasSynchronization;
} KernelMemory;

/// Reads the body of `kernel`, an llvm.func of a gpu.module.
KernelMemory kernelMemoryRead(MlirOperation kernel);

/// The accesses to memory through a pointer; bits.
enum { POINTER_READ = 1, POINTER_WRITTEN = 2 };

/// Follows `argument`, an argument of a kernel that is or holds a pointer, and
/// stores the accesses through it in `*uses`. Returns false when memory is out.
FUSELAGE_NODISCARD bool pointerUsesRead(MlirValue argument, unsigned *uses);

#endif // FUSELAGE_TARGET_PTX_POINTERUSES_H
