//===- Judge.h - Runs a module in all ways and decides ----------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_JUDGE_H
#define FUSELAGE_TEST_EXEC_JUDGE_H

#include "mlir/IR/MLIRContext.h"

#include <cstdint>
#include <functional>
#include <string>

namespace fuselage::test {

/// What to run and how.
struct JudgeOptions {
  std::string pipeline;  ///< makes the candidate out of the module
  std::string entry;     ///< the function that is the test
  std::string candidate; ///< a function to run instead of the pipeline's result
  uint64_t seed = 1;
  unsigned numShuffles = 1;
  bool detectRaces = true;
  bool printCandidate = false;
  bool printCounts = false;     ///< of the forward runs
  bool printOutputs = false;    ///< of the original's forward run
  std::string originalPipeline; ///< makes the original; may be empty
  /// Memory for `printCounts` to group the accesses of a launch by warps.
  uint64_t maxCountBytes = uint64_t{256} << 20;
};

/// One module as text.
struct Source {
  std::string name; ///< begins each message about it
  std::string file;
  std::string text;
  std::string preparation; ///< what makes the original out of the module
  std::string pipeline;    ///< instead of that of the options, if there is one
  std::string entry;       ///< likewise
};

enum class Verdict : uint8_t {
  Equal,     ///< the candidate does what the original does
  Different, ///< it does not
  Race,      ///< it does, but threads of a launch conflict
  Leak,      ///< it does, but frees less
  RacyInput, ///< the original itself depends on the order of threads
  Error,     ///< a module could not be read, transformed or compiled
  Failure,   ///< a program broke a rule of launches, crashed or hung
};

struct Judgement {
  Verdict verdict = Verdict::Error;
  std::string text;
  bool hasFewerLaunches = false; ///< the candidate, when the verdict is Equal
  bool isAboutInput = false; ///< the module itself is at fault, or not emulated
};

const char *getName(Verdict verdict);

/// True if a step that `onStep` announced concerns the original module.
bool isStepOfInput(llvm::StringRef step);

/// Runs the module and its candidate forward, reversed and shuffled, and
/// compares each run with the module's forward run. Before each step it calls
/// `onStep` with the step, because a step may end the process.
Judgement judge(mlir::MLIRContext &context, const Source &source,
                const JudgeOptions &options,
                const std::function<void(const std::string &)> &onStep);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_JUDGE_H
