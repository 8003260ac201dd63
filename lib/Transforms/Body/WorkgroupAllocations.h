//===- WorkgroupAllocations.h - Allocations of workgroup memory ---*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TRANSFORMS_BODY_WORKGROUPALLOCATIONS_H
#define FUSELAGE_TRANSFORMS_BODY_WORKGROUPALLOCATIONS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// Turns `memref.alloc` and `memref.alloca` of workgroup memory in the launches
/// under `root` into workgroup attributions, and drops their `memref.dealloc`.
/// The limit of a block counts attributions. An allocation stays if its size is
/// not known, or if a thread may reach it more than once. Returns false when
/// memory is out.
FUSELAGE_NODISCARD bool fuselagePromoteWorkgroupAllocations(MlirOperation root);

#endif // FUSELAGE_TRANSFORMS_BODY_WORKGROUPALLOCATIONS_H
