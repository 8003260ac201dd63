//===- Program.h - A module compiled into this process ----------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_PROGRAM_H
#define FUSELAGE_TEST_EXEC_PROGRAM_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include "Runtime/Runtime.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include <memory>
#include <string>
#include <vector>

namespace fuselage::test {

/// One buffer or scalar among the results of a run.
struct Output {
  std::string label;
  FuselageTestKind kind;
  std::vector<int64_t> dims;
  std::vector<uint32_t> targets; ///< of the launches that wrote each byte
  std::vector<unsigned char> bytes;
};

/// What executions of a launch did, of which each did the same.
struct LaunchCounts {
  std::string place;               ///< in the source, or a kernel's name
  FuselageTestLaunchCounts counts; ///< whose `place` is gone
};

/// The results of a run.
struct RunResult {
  std::vector<Output> outputs;
  FuselageTestCounts counts;
  FuselageTestAccessCounts accesses; ///< if the run counts them
  std::vector<LaunchCounts> launches;
};

/// A compiled module. Runs are independent of each other.
class Program {
public:
  /// Lowers `module`, whose function `entry` (by default @test or the only
  /// public one) is the test, and compiles it. Null after a diagnostic.
  static std::unique_ptr<Program>
  compile(mlir::OwningOpRef<mlir::ModuleOp> module, llvm::StringRef entry,
          bool detectRaces);

  RunResult run(const FuselageTestConfig &config);

private:
  std::unique_ptr<llvm::orc::LLJIT> jit;
  void (*main)() = nullptr;
};

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_PROGRAM_H
