//===- NestedModules.h - Modules in modules -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_NESTEDMODULES_H
#define FUSELAGE_DRIVER_NESTEDMODULES_H

#include "Memory.h"

#include "mlir-c/IR.h"

/// The module of a file, and those that were in it.
typedef LIST(MlirOperation) Modules;

/// Takes the builtin.module operations out of `module`, since passes that
/// outline kernels take a module for all there is. A module sees no symbols of
/// the one around it, so that nothing is lost. `module` is the first of the
/// result, and the others, in their order, belong to it.
Modules modulesTakeApart(MlirOperation module);

/// Destroys all but the first.
void modulesFree(Modules *modules);

#endif // FUSELAGE_DRIVER_NESTEDMODULES_H
