//===- Compare.h - Comparison of the results of two runs --------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_COMPARE_H
#define FUSELAGE_TEST_EXEC_COMPARE_H

#include "Program.h"

namespace fuselage::test {

/// The first difference in words, or an empty text if every byte is equal.
/// Ignores globals that only one of the modules has: a pass may delete globals
/// without uses.
std::string describeDifference(const RunResult &expected,
                               const RunResult &actual);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_COMPARE_H
