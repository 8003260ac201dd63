//===- AssemblePTX.h - What ptxas says of a module --------------*- C++ -*-===//
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

/// Assembles the PTX of each gpu.binary in the module, where ptxas is found on
/// PATH or in a CUDA toolkit. What ptxas refuses is an error at the binary,
/// with the message of ptxas. PTX for chips before those that it knows is
/// assembled for the first one that it knows; PTX for chips and in versions
/// that are newer than ptxas gets a remark.
mlir::LogicalResult assemblePTX(mlir::ModuleOp module);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_ASSEMBLEPTX_H
