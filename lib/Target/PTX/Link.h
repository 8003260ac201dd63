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
/// makes them internal. Fails if a function stays undefined; `*unresolved` is
/// then its name, which lives as long as `kernels`. After any other failure
/// `*unresolved` is null.
FUSELAGE_NODISCARD FuselagePTXError linkFunctions(
    LLVMModuleRef kernels, const char *libdevice, LLVMTargetMachineRef machine,
    CodegenDiagnostics *diagnostics, const char **unresolved);

/// Runs LLVM passes, named as for `opt -passes`.
FUSELAGE_NODISCARD FuselagePTXError
linkRunPasses(LLVMModuleRef module, const char *passes,
              LLVMTargetMachineRef machine, CodegenDiagnostics *diagnostics);

#endif // FUSELAGE_TARGET_PTX_LINK_H
