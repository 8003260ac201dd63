//===- DeviceOperations.h - Device side of the gpu dialect ------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_DEVICEOPERATIONS_H
#define FUSELAGE_TEST_PASSES_DEVICEOPERATIONS_H

#include "mlir/IR/BuiltinOps.h"

namespace fuselage::test {

/// True if a thread that runs `op` may wait for other threads: in `op` itself,
/// in a nested operation or in a called function.
bool mayWait(mlir::Operation *op);

/// Turns the operations of a thread (ids, barriers, shuffles, reductions,
/// printf, dynamic shared memory) into calls of the run-time library. Fails,
/// with a message at the operation, for an unknown operation.
mlir::LogicalResult lowerDeviceOperations(mlir::ModuleOp module);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_DEVICEOPERATIONS_H
