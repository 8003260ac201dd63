//===- RewriteOperations.h - Rewriting operations by number ----- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_REWRITEOPERATIONS_H
#define FUSELAGE_TARGET_PTX_REWRITEOPERATIONS_H

#include "IR/Ops.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// The rewrite of the operations with one number. `rewrite` may destroy `op`,
/// but no other operation with a number in its table.
typedef struct OperationRewrite {
  FuselageOp kind;
  FuselagePTXError (*rewrite)(MlirOperation op, void *userData);
} OperationRewrite;

/// Calls the `count` rewrites for the operations in `root` with their numbers,
/// in the order of the module, inner operations first. Does not visit
/// operations that a rewrite adds. Ends at the first error, and returns it.
FUSELAGE_NODISCARD FuselagePTXError
rewriteOperations(MlirOperation root, const OperationRewrite *rewrites,
                  size_t count, void *userData);

#endif // FUSELAGE_TARGET_PTX_REWRITEOPERATIONS_H
