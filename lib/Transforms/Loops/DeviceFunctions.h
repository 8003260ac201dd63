//===- DeviceFunctions.h - Functions that kernels call ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_DEVICEFUNCTIONS_H
#define FUSELAGE_TRANSFORMS_LOOPS_DEVICEFUNCTIONS_H

#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The names by which kernels call functions, directly or through other
/// functions. A zeroed struct is empty.
typedef struct FuselageDeviceFunctions {
  FUSELAGE_ARRAY(MlirAttribute) callees;
} FuselageDeviceFunctions;

/// Collects the names under `root`. A name counts wherever it is defined.
/// Returns false when memory is out. Free the functions in any case.
FUSELAGE_NODISCARD bool
fuselageDeviceFunctionsCollect(FuselageDeviceFunctions *functions,
                               MlirOperation root);
void fuselageDeviceFunctionsFree(FuselageDeviceFunctions *functions);

/// True if `op` is a function that a kernel calls.
bool fuselageIsDeviceFunction(const FuselageDeviceFunctions *functions,
                              MlirOperation op);

#endif // FUSELAGE_TRANSFORMS_LOOPS_DEVICEFUNCTIONS_H
