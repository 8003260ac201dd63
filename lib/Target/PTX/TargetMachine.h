//===- TargetMachine.h - LLVM's code generator for a chip ------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_TARGETMACHINE_H
#define FUSELAGE_TARGET_PTX_TARGETMACHINE_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

#include "llvm-c/TargetMachine.h"

/// The target triple of every module.
#define PTX_TRIPLE "nvptx64-nvidia-cuda"

/// Creates the code generator for verified options. The caller owns `*machine`.
FUSELAGE_NODISCARD FuselagePTXError targetMachineCreate(
    const FuselagePTXOptions *options, LLVMTargetMachineRef *machine);

/// The lowest PTX version that supports the chip, such as 78 for 7.8; 0 on
/// failure. LLVM must know the chip.
unsigned targetMachineMinimumVersion(const char *chip);

#endif // FUSELAGE_TARGET_PTX_TARGETMACHINE_H
