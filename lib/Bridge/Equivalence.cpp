//===- Equivalence.cpp - Operations that compute the same -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Equivalence.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/OperationSupport.h"

using namespace mlir;

bool fuselageOperationsAreEquivalent(MlirOperation a, MlirOperation b) {
  return OperationEquivalence::isEquivalentTo(
      unwrap(a), unwrap(b), OperationEquivalence::IgnoreLocations);
}
