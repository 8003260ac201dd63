//===- LaunchDialects.c - The dialects of launches of loops ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/LaunchDialects.h"

#include "mlir-c/Diagnostics.h"

#include <stdio.h>

bool fuselageLoadLaunchDialects(MlirOperation root) {
  static const char *const names[] = {"affine", "arith", "gpu",
                                      "memref", "scf",   "vector"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    if (!mlirDialectIsNull(mlirContextGetOrLoadDialect(
            mlirOperationGetContext(root),
            mlirStringRefCreateFromCString(names[i]))))
      continue;
    char message[128];
    snprintf(message, sizeof message,
             "launches of loops need the dialect '%s'. Fix: register it with "
             "the context before.",
             names[i]);
    mlirEmitError(mlirOperationGetLocation(root), message);
    return false;
  }
  return true;
}
