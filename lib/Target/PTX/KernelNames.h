//===- KernelNames.h - Symbols in the spelling of PTX -------------*- C -*-===//
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

/// Renames the symbols in the `gpu.module` operations of `module` that PTX
/// cannot spell, and adapts the launches. A legal name stays. In another name
/// each byte that PTX cannot spell becomes `$` and two hexadecimal digits, so
/// that the new name depends only on the old one. A definition with a name that
/// the tools use gets a `_` at the end.
FUSELAGE_NODISCARD FuselagePTXError
kernelNamesLegalize(MlirOperation module, const LaunchSites *sites);

/// Fails at a function in `gpuModule` whose name PTX cannot spell.
FUSELAGE_NODISCARD FuselagePTXError kernelNamesVerify(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_KERNELNAMES_H
