//===- Printf.h - Arguments of gpu.printf ----------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_PRINTF_H
#define FUSELAGE_TARGET_PTX_PRINTF_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Makes the arguments of each `gpu.printf` in `gpuModule` as wide as its
/// format reads them. CUDA's `vprintf` takes integers in 32 bits, or in 64 if
/// the format says `l`. The conversion of an argument of 64 bits gets `ll`.
/// Fails at an argument that is not a number.
FUSELAGE_NODISCARD FuselagePTXError printfRewrite(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_PRINTF_H
