//===- DeviceVariables.h - Variables of a kernel module --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_DEVICEVARIABLES_H
#define FUSELAGE_TARGET_PTX_DEVICEVARIABLES_H

#include "llvm-c/TargetMachine.h"

/// Makes the PTX say of each variable what LLVM's passes take for granted: an
/// array in workgroup memory without elements is the dynamic shared memory of
/// the launch, and every variable has an explicit alignment. The module needs
/// its data layout.
void deviceVariablesPrepare(LLVMModuleRef module, LLVMTargetDataRef layout);

/// The name of the first variable that is used and that nothing defines, other
/// than dynamic shared memory; null if there is none. It lives as long as the
/// module.
const char *deviceVariablesFindUndefined(LLVMModuleRef module);

#endif // FUSELAGE_TARGET_PTX_DEVICEVARIABLES_H
