//===- RegionCleanup.cpp - What a region does not need --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/RegionCleanup.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

/// Whether something was erased does not matter to anybody. runRegionDCE does
/// not see uses in blocks that nothing leads to, so these go first.
void fuselageRegionEraseDeadCode(MlirRegion region) {
  IRRewriter rewriter(unwrap(region)->getContext());
  (void)eraseUnreachableBlocks(rewriter, *unwrap(region));
  (void)runRegionDCE(rewriter, *unwrap(region));
}
