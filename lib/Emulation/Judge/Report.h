//===- Report.h - Printed reports of a run ----------------------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_REPORT_H
#define FUSELAGE_TEST_EXEC_REPORT_H

#include "Program.h"

namespace fuselage::test {

/// Prints a line with launches, allocations, and the traffic to global memory,
/// one with the accesses of threads and warps, one with those of each launch
/// that did something of its own, and one with modelled times. The lines begin
/// with `prefix`.
void printCounts(const RunResult &result, const std::string &prefix);

/// Prints a line for each output: its label, its type, and its elements in
/// bits.
void printOutputs(const RunResult &result, const std::string &prefix);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_REPORT_H
