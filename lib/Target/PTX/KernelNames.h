//===- KernelNames.h - Symbols as PTX can spell them ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_KERNELNAMES_H
#define FUSELAGE_TARGET_PTX_KERNELNAMES_H

#include "Target/PTX/LaunchSites.h"
#include "fuselage-c/Support.h"

#include "fuselage-c/PTX.h"

/// Gives the symbols in the gpu.module operations of `module` names that PTX
/// has, and the launches of kernels the same ones. A name that PTX has stays.
/// In others each byte that PTX cannot spell becomes `$` and two hexadecimal
/// digits, so that a name depends on nothing else in the module. Definitions
/// with names that the tools use themselves get a `_` at the end.
FUSELAGE_NODISCARD FuselagePTXError
kernelNamesLegalize(MlirOperation module, const LaunchSites *sites);

/// Fails at a function in `gpuModule` whose name PTX cannot spell.
FUSELAGE_NODISCARD FuselagePTXError kernelNamesVerify(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_KERNELNAMES_H
