//===- RegionCleanup.h - What a region does not need --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_REGIONCLEANUP_H
#define FUSELAGE_BRIDGE_REGIONCLEANUP_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Erases the operations, and the arguments of blocks, in `region` and the
/// regions in it whose results nobody needs and which do nothing else
/// (mlir::runRegionDCE). The arguments of its first block stay.
void fuselageRegionEraseDeadCode(MlirRegion region);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_REGIONCLEANUP_H
