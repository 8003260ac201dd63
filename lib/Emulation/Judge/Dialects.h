//===- Dialects.h - Dialects and passes of test programs --------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_EMULATION_JUDGE_DIALECTS_H
#define FUSELAGE_EMULATION_JUDGE_DIALECTS_H

#include "mlir/IR/DialectRegistry.h"

namespace fuselage::test {

/// Registers all dialects and passes of MLIR and the passes that run launches
/// on the CPU, and prepares code generation for this machine. Call it once in a
/// process.
void registerForEmulation(mlir::DialectRegistry &registry);

} // namespace fuselage::test

#endif // FUSELAGE_EMULATION_JUDGE_DIALECTS_H
