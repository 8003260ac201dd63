//===- Branches.h - Branches of several dialects as scf.if ------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_BRIDGE_BRANCHES_H
#define FUSELAGE_BRIDGE_BRANCHES_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Replaces each `affine.if` and `scf.index_switch` in `root` by `scf.if`. The
/// arith and scf dialects must be loaded.
FUSELAGE_NODISCARD MlirLogicalResult fuselageLowerBranches(MlirOperation root);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_BRANCHES_H
