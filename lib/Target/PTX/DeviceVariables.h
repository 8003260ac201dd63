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

/// The most bytes that a kernel can declare. Dynamic shared memory can be more.
enum { DEVICE_MAX_STATIC_SHARED_BYTES = 48 * 1024 };

/// Makes the PTX agree with the assumptions of LLVM's passes about variables:
/// an array in workgroup memory without elements becomes the dynamic shared
/// memory of the launch, and every variable gets an explicit alignment. The
/// module needs its data layout.
void deviceVariablesPrepare(LLVMModuleRef module, LLVMTargetDataRef layout);

/// The name of the first variable that is used but not defined, other than
/// dynamic shared memory; null if all are defined. It lives as long as the
/// module.
const char *deviceVariablesFindUndefined(LLVMModuleRef module);

/// Finds the first kernel that uses more bytes of static workgroup memory than
/// it can declare, by itself or through called functions. Stores its name in
/// `*kernel` and the bytes in `*bytes`; the name is null if all kernels keep
/// the limit. The module needs its data layout. The name lives as long as the
/// module. Returns false when memory is out.
bool deviceVariablesFindOverflow(LLVMModuleRef module, const char **kernel,
                                 uint64_t *bytes);

#endif // FUSELAGE_TARGET_PTX_DEVICEVARIABLES_H
