//===- MeasureKernel.h - Resources of a kernel on the chip --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_MEASUREKERNEL_H
#define FUSELAGE_DRIVER_MEASUREKERNEL_H

#include "DiagnosticPrinter.h"
#include "Options.h"

/// Makes fusion measure kernels for the chip of `ptx`, which must outlive
/// `fusion`. Without a ptxas that knows the chip, prints the reason and returns
/// false.
bool measureKernelsFor(FuselageFusionOptions *fusion,
                       const FuselagePTXOptions *ptx, MlirContext context,
                       const DiagnosticPrinter *printer);

#endif // FUSELAGE_DRIVER_MEASUREKERNEL_H
