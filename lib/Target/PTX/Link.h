//===- Link.h - Functions that a kernel module lacks ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_LINK_H
#define FUSELAGE_TARGET_PTX_LINK_H

#include "Target/PTX/CodegenDiagnostics.h"
#include "fuselage-c/Support.h"

#include "llvm-c/TargetMachine.h"

/// Links the functions of libdevice that `kernels` calls, if it calls any, and
/// makes them internal. Fails if a function stays undefined: on failure
/// `*unresolved` is its name, or null if something else went wrong; the
/// name lives as long as `kernels`.
FUSELAGE_NODISCARD FuselagePTXError linkFunctions(
    LLVMModuleRef kernels, const char *libdevice, LLVMTargetMachineRef machine,
    CodegenDiagnostics *diagnostics, const char **unresolved);

/// Runs LLVM passes, named as `opt -passes` does.
FUSELAGE_NODISCARD FuselagePTXError
linkRunPasses(LLVMModuleRef module, const char *passes,
              LLVMTargetMachineRef machine, CodegenDiagnostics *diagnostics);

#endif // FUSELAGE_TARGET_PTX_LINK_H
