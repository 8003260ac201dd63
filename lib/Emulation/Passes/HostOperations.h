//===- HostOperations.h - Host side of the gpu dialect ----------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_HOSTOPERATIONS_H
#define FUSELAGE_TEST_PASSES_HOSTOPERATIONS_H

#include "mlir/IR/BuiltinOps.h"

namespace fuselage::test {

/// Removes the memory spaces from all types: a CPU has one memory.
void removeMemorySpaces(mlir::ModuleOp module);

/// Turns `gpu.alloc`, `gpu.memcpy` and similar operations into operations on
/// memory of the host. All operations run in program order, so tokens go.
mlir::LogicalResult lowerHostOperations(mlir::ModuleOp module);

/// Turns each `memref.assume_alignment` into a check of the alignment.
void checkAlignments(mlir::ModuleOp module);

/// Fills the memory of each memref.alloca with a recognisable byte.
void poisonStackBuffers(mlir::ModuleOp module);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_HOSTOPERATIONS_H
