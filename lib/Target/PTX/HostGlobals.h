//===- HostGlobals.h - Globals of host and kernel ------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// gpu-kernel-outlining copies the globals that a kernel names into the kernel's
// module. For constants that is right. A variable would become two: what the
// host stores does not reach the kernel, and the other way round.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_HOSTGLOBALS_H
#define FUSELAGE_TARGET_PTX_HOSTGLOBALS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Checks that no gpu.module directly in `module` has a global of the name of
/// one of `module` that is not constant, nor one whose value is not there.
FUSELAGE_NODISCARD FuselagePTXError hostGlobalsVerify(MlirOperation module);

#endif // FUSELAGE_TARGET_PTX_HOSTGLOBALS_H
