//===- Libdevice.h - CUDA's library of device functions --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only this file knows where libdevice is and how to read it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_LIBDEVICE_H
#define FUSELAGE_TARGET_PTX_LIBDEVICE_H

#include "Target/PTX/CodegenDiagnostics.h"
#include "fuselage-c/Support.h"

/// True if the value of the option `libdevice` turns libdevice off.
FUSELAGE_NODISCARD bool libdeviceIsOff(const char *option);

/// Loads the bitcode at `path` into the context to which `diagnostics` is
/// attached. The caller owns `*module`.
FUSELAGE_NODISCARD FuselagePTXError libdeviceLoad(
    const char *path, CodegenDiagnostics *diagnostics, LLVMModuleRef *module);

/// Checks that the value of the option `libdevice`, if it is a path, is the
/// path of bitcode.
FUSELAGE_NODISCARD FuselagePTXError libdeviceVerifyOption(const char *option);

/// Explains in `buffer` why libdevice is missing, given the option's value.
void libdeviceExplainAbsence(const char *option, FuselageText *buffer);

#endif // FUSELAGE_TARGET_PTX_LIBDEVICE_H
