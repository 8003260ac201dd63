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

/// The module of a file, and the modules that were in it.
typedef LIST(MlirOperation) Modules;

/// Takes the `builtin.module` operations out of `module`, because passes that
/// outline kernels look at one module only. A module cannot use symbols of the
/// module around it, so taking it out changes no meaning. `module` is the first
/// of the result. The others follow in their order; the result owns them.
Modules modulesTakeApart(MlirOperation module);

/// Destroys all but the first.
void modulesFree(Modules *modules);

#endif // FUSELAGE_DRIVER_NESTEDMODULES_H
