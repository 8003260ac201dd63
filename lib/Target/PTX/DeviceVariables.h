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

#include <stdbool.h>
#include <stdint.h>

/// What a kernel can declare; dynamic shared memory can be more.
enum { DEVICE_MAX_STATIC_SHARED_BYTES = 48 * 1024 };

/// Makes the PTX say of each variable what LLVM's passes take for granted: an
/// array in workgroup memory without elements is the dynamic shared memory of
/// the launch, and every variable has an explicit alignment. The module needs
/// its data layout.
void deviceVariablesPrepare(LLVMModuleRef module, LLVMTargetDataRef layout);

/// The name of the first variable that is used and that nothing defines, other
/// than dynamic shared memory; null if there is none. It lives as long as the
/// module.
const char *deviceVariablesFindUndefined(LLVMModuleRef module);

/// Stores in `*kernel` the name of the first kernel that reaches static
/// workgroup memory of more bytes than it can declare, by itself or through
/// what it calls, and how many in `*bytes`; null if there is none. The module
/// needs its data layout. The name lives as long as the module. Returns false
/// when memory is out.
bool deviceVariablesFindOverflow(LLVMModuleRef module, const char **kernel,
                                 uint64_t *bytes);

#endif // FUSELAGE_TARGET_PTX_DEVICEVARIABLES_H
