//===- WorkgroupMemory.h - Workgroup memory of a kernel --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_WORKGROUPMEMORY_H
#define FUSELAGE_TARGET_PTX_WORKGROUPMEMORY_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// `memref<SIZExELEMENT, #gpu.address_space<workgroup>>`.
MlirType workgroupMemoryType(MlirType element, int64_t size);

/// Adds a workgroup attribution to `function`, a `gpu.func`. `alignment` is in
/// bytes; 0 means the alignment of the type.
MlirValue workgroupMemoryAdd(MlirOperation function, MlirType type,
                             int64_t alignment, MlirLocation location);

/// Turns each `memref.alloc` and `memref.alloca` of workgroup memory in the
/// kernels of `gpuModule` into an attribution, and drops their
/// `memref.dealloc`. Fails at an allocation that a block may make more than
/// once, or whose size is not known.
FUSELAGE_NODISCARD FuselagePTXError
workgroupMemoryPromote(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_WORKGROUPMEMORY_H
