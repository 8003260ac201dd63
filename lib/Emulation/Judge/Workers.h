//===- Workers.h - Judges modules in processes of their own -----*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_WORKERS_H
#define FUSELAGE_TEST_EXEC_WORKERS_H

#include "Judge.h"

#include <vector>

namespace fuselage::test {

struct WorkerOptions {
  unsigned numJobs = 1;
  unsigned timeoutSeconds = 60;
};

/// Judges each source in a child process, so that a crash or a hang in compiled
/// code is one verdict among others. Calls `onJudgement` in the order of the
/// sources.
void judgeAll(
    mlir::MLIRContext &context, const std::vector<Source> &sources,
    const JudgeOptions &options, const WorkerOptions &workers,
    const std::function<void(const Source &, const Judgement &)> &onJudgement);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_WORKERS_H
