//===- SmallBlocks.h - Warning of blocks with idle lanes ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_SMALLBLOCKS_H
#define FUSELAGE_DRIVER_SMALLBLOCKS_H

#include "DiagnosticPrinter.h"

#include "mlir-c/IR.h"

/// Warns of `gpu.launch` operations in `module` whose blocks are known to have
/// fewer threads than a warp has lanes. The warning stands at the first of
/// them.
void warnOfSmallBlocks(MlirOperation module, const DiagnosticPrinter *printer);

#endif // FUSELAGE_DRIVER_SMALLBLOCKS_H
