//===- UnsupportedPlace.h - The place of an unsupported operation -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_UNSUPPORTEDPLACE_H
#define FUSELAGE_TARGET_PTX_UNSUPPORTEDPLACE_H

#include "mlir-c/IR.h"

/// LLVM's reason for giving up names an intrinsic or a function. Returns the
/// location of its operation; the location of the module if the reason names
/// none.
MlirLocation unsupportedPlaceFind(MlirOperation gpuModule, const char *reason);

#endif // FUSELAGE_TARGET_PTX_UNSUPPORTEDPLACE_H
