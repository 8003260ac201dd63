//===- MergeKernels.h - All kernels in one gpu.module -------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_MERGEKERNELS_H
#define FUSELAGE_DRIVER_MERGEKERNELS_H

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Moves all operations in the `gpu.module` operations of the modules into the
/// first `gpu.module`, and returns it; null if the modules have none. A symbol
/// whose name is in use gets a number. Afterwards launches on the host name
/// kernels that have moved, so only the kernels are usable.
MlirOperation mergeKernels(const MlirOperation *modules, size_t numModules);

/// The first operation in the only block of a module's region; null if it has
/// none.
MlirOperation firstOperationIn(MlirOperation module);

/// The symbol of an operation; empty if it has none.
MlirStringRef symbolOf(MlirOperation op);

/// True if a function of a lowered gpu.module can be launched.
bool isKernel(MlirOperation op);

#endif // FUSELAGE_DRIVER_MERGEKERNELS_H
