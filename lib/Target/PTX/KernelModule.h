//===- KernelModule.h - Reading a gpu.module -------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_KERNELMODULE_H
#define FUSELAGE_TARGET_PTX_KERNELMODULE_H

#include "IR/Ops.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Checks that `op` is a gpu.module, and that all operations in it are of the
/// dialects that have a translation to LLVM IR.
FUSELAGE_NODISCARD FuselagePTXError kernelModuleVerifyLowered(MlirOperation op);

/// The target attribute for verified options; null when memory is out.
MlirAttribute kernelModuleGetTarget(MlirContext context,
                                    const FuselagePTXOptions *options);

/// Makes `target` the only target of the module.
FUSELAGE_NODISCARD bool
kernelModuleSetTarget(MlirOperation gpuModule,
                      const FuselagePTXOptions *options);

/// The location of the first call of the function `name`; the location of the
/// module if the function has other uses only.
MlirLocation kernelModuleFindCall(MlirOperation gpuModule, MlirStringRef name);

/// The same for the first operation that takes the address of the variable.
MlirLocation kernelModuleFindAddress(MlirOperation gpuModule,
                                     MlirStringRef name);

typedef bool (*KernelModuleCallback)(MlirOperation function, void *userData);

/// Calls `callback` for each operation `kind` with a body directly in a
/// `gpu.module` of `module`. If the callback returns false, stops and returns
/// false.
FUSELAGE_NODISCARD bool
kernelModuleForEachFunction(MlirOperation module, FuselageOp kind,
                            KernelModuleCallback callback, void *userData);

/// True for a `gpu.func` that is a kernel.
FUSELAGE_NODISCARD bool kernelModuleIsKernel(MlirOperation function);

/// The name of a symbol.
MlirStringRef kernelModuleGetSymbol(MlirOperation op);

#endif // FUSELAGE_TARGET_PTX_KERNELMODULE_H
