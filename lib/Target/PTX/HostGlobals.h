//===- HostGlobals.h - Globals of host and kernel ------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// gpu-kernel-outlining copies the globals that a kernel names into the kernel's
// module. For constants that is right. A variable would become two variables: a
// value that the host stores would not reach the kernel, and a value of the
// kernel would not reach the host.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_HOSTGLOBALS_H
#define FUSELAGE_TARGET_PTX_HOSTGLOBALS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Checks the globals of each `gpu.module` directly in `module`. Fails at a
/// global that `module` has as a variable of the same name, and at a global
/// without a value.
FUSELAGE_NODISCARD FuselagePTXError hostGlobalsVerify(MlirOperation module);

#endif // FUSELAGE_TARGET_PTX_HOSTGLOBALS_H
