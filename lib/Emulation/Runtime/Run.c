//===- Run.c - Begins a run of a test program -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

void fuselageTestBeginRun(const FuselageTestConfig *config) {
  fuselageTestResetMemory();
  fuselageTestResetRecords();
  fuselageTestTokensReset();
  fuselageTestLaunchCountsReset();
  fuselageTestSetConfig(config);
}
