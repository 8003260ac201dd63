//===- AssemblePTX.h - A module's PTX through ptxas -------------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_ASSEMBLEPTX_H
#define FUSELAGE_TEST_PASSES_ASSEMBLEPTX_H

#include "mlir/IR/BuiltinOps.h"

namespace fuselage::test {

/// Assembles the PTX of each `gpu.binary` in the module if ptxas is found on
/// PATH or in a CUDA toolkit. If ptxas refuses the PTX, emits an error at the
/// binary with the message of ptxas. PTX for a chip older than the chips of
/// ptxas is assembled for the oldest chip that ptxas knows. PTX for a newer
/// chip, or in a newer version, gets a remark.
mlir::LogicalResult assemblePTX(mlir::ModuleOp module);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_ASSEMBLEPTX_H
