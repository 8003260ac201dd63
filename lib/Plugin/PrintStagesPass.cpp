//===- PrintStagesPass.cpp - The pass fuselage-print-stages ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/Passes.h"
#include "fuselage-c/Analysis.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <mutex>
#include <vector>

using namespace mlir;

namespace {

/// Where an operation stands among the operations of its blocks, outermost
/// first.
using Position = std::vector<unsigned>;

/// The records that the clones of one pass found so far, in the order of the
/// module. A pass manager clones its passes to run them on several functions at
/// once.
struct SharedRecords {
  std::mutex mutex;
  std::map<Position, std::string> linesAt;
};

Position positionOf(Operation *op) {
  Position position;
  for (; Block *block = op->getBlock(); op = op->getParentOp()) {
    unsigned index = 0;
    for (Operation &other : *block) {
      if (&other == op)
        break;
      ++index;
    }
    position.insert(position.begin(), index);
  }
  return position;
}

bool isSpecialFile(StringRef path) {
  llvm::sys::fs::file_status status;
  return !llvm::sys::fs::status(path, status) &&
         llvm::sys::fs::exists(status) &&
         !llvm::sys::fs::is_regular_file(status);
}

/// Prints the request of each run (fuselageRunPrintRequest).
struct PrintStagesPass : public PassWrapper<PrintStagesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrintStagesPass)

  PrintStagesPass() = default;
  PrintStagesPass(const PrintStagesPass &other)
      : PassWrapper(other), records(other.records) {}

  StringRef getArgument() const final { return "fuselage-print-stages"; }
  StringRef getDescription() const final {
    return "Print the stage records of gpu.launch ops as JSON Lines that "
           "fuselage-plan reads";
  }

  void runOnOperation() final {
    markAllAnalysesPreserved();
    std::string lines;
    if (!printRuns(lines))
      return signalPassFailure();
    std::lock_guard<std::mutex> lock(records->mutex);
    if (output.empty() || output == "-") {
      (output.empty() ? llvm::errs() : llvm::outs()) << lines;
      return;
    }
    if (llvm::Error error = write(std::move(lines))) {
      // Emits at the location alone: a dump of the operation would drown the
      // message.
      emitError(getOperation()->getLoc())
          << "cannot write " << llvm::toString(std::move(error))
          << ". Fix: name a file in a directory that exists and is writable.";
      signalPassFailure();
    }
  }

  bool printRuns(std::string &lines) {
    FuselageAnalysisOptions options = {assumeNoaliasArgs, maxParameterBytes};
    std::string deviceName = device;
    const FuselageDevice *namedDevice = fuselageDeviceFind(deviceName.c_str());
    if (!namedDevice) {
      char message[128];
      fuselageDevicePrintUnknown(deviceName.c_str(), message, sizeof message);
      emitError(getOperation()->getLoc(), message);
      return false;
    }
    FuselageAnalysis analysis =
        fuselageAnalysisCreate(wrap(getOperation()), &options);
    if (fuselageAnalysisIsNull(analysis)) {
      emitError(getOperation()->getLoc(),
                "out of memory while analyzing launches");
      return false;
    }
    for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
      FuselageRun run = fuselageAnalysisGetRun(analysis, i);
      fuselageRunPrintRequest(
          &run, maxGroupBytes, objective, namedDevice,
          [](MlirStringRef text, void *userData) {
            *static_cast<std::string *>(userData) += unwrap(text);
          },
          &lines);
      lines += '\n';
    }
    fuselageAnalysisDestroy(analysis);
    return true;
  }

  llvm::Error write(std::string lines) {
    if (isSpecialFile(output))
      return writeDirectly(lines);
    records->linesAt[positionOf(getOperation())] = std::move(lines);
    return writeRecords();
  }

  /// Writes to a device or a pipe itself. A new file must not take its place,
  /// nor the place of a directory.
  llvm::Error writeDirectly(StringRef lines) {
    std::error_code reason;
    llvm::raw_fd_ostream stream(output, reason);
    if (!reason) {
      stream << lines;
      stream.close();
      reason = stream.error();
      stream.clear_error();
    }
    return reason ? llvm::createFileError(output, reason)
                  : llvm::Error::success();
  }

  /// Writes the file anew with all records so far. It is complete once the last
  /// clone has run, and well-formed at any time.
  llvm::Error writeRecords() {
    return llvm::writeToOutput(output, [this](raw_ostream &stream) {
      for (const auto &[position, lines] : records->linesAt)
        stream << lines;
      return llvm::Error::success();
    });
  }

  std::shared_ptr<SharedRecords> records = std::make_shared<SharedRecords>();

  Option<std::string> output{
      *this, "output",
      llvm::cl::desc("File to write, '-' for standard output; standard error "
                     "by default")};
  Option<uint64_t> maxGroupBytes{
      *this, "max-group-bytes",
      llvm::cl::desc("The budget to put into the requests; no limit by "
                     "default"),
      llvm::cl::init(UINT64_MAX)};
  Option<FuselageObjective> objective{
      *this, "objective",
      llvm::cl::desc("The objective to put into the requests"),
      llvm::cl::init(FUSELAGE_OBJECTIVE_GREEDY),
      llvm::cl::values(
          clEnumValN(FUSELAGE_OBJECTIVE_GREEDY,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_GREEDY),
                     "Let each group take all it can, first to last"),
          clEnumValN(FUSELAGE_OBJECTIVE_OPTIMAL,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_OPTIMAL),
                     "Fewest launches, then most time saved, then most "
                     "intermediate bytes avoided"),
          clEnumValN(FUSELAGE_OBJECTIVE_TIME,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_TIME),
                     "Most time saved, then as optimal"))};
  Option<std::string> device{
      *this, "device",
      llvm::cl::desc("The device whose times are put into the requests, unless "
                     "these are greedy: a100, h100 or t4"),
      llvm::cl::init(fuselageDeviceGetDefault()->name)};
  Option<uint64_t> maxParameterBytes{
      *this, "max-parameter-bytes",
      llvm::cl::desc("The most bytes of parameters that a kernel can have"),
      llvm::cl::init(4352)};
  Option<bool> assumeNoaliasArgs{
      *this, "assume-noalias-args",
      llvm::cl::desc("Assume that no two memref arguments of a function "
                     "share memory"),
      llvm::cl::init(false)};
};

} // namespace

void fuselage::registerPrintStagesPass() {
  PassRegistration<PrintStagesPass>();
}
