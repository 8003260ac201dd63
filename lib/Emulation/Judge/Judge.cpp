//===- Judge.cpp - Runs a module in all ways and decides ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judge.h"

#include "Compare.h"
#include "Program.h"
#include "Report.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;

namespace fuselage::test {

const char *getName(Verdict verdict) {
  switch (verdict) {
  case Verdict::Equal:
    return "ok";
  case Verdict::Different:
    return "DIFFERENT";
  case Verdict::Race:
    return "RACE";
  case Verdict::Leak:
    return "LEAK";
  case Verdict::RacyInput:
    return "RACY INPUT";
  case Verdict::Error:
    return "ERROR";
  case Verdict::Failure:
    return "FAILURE";
  }
  llvm_unreachable("unknown verdict");
}

namespace {

/// One way to run a program.
struct Schedule {
  FuselageTestOrder order;
  uint64_t seed;
  std::string name;
};

class Trial {
public:
  Trial(MLIRContext &ctx, const Source &src, const JudgeOptions &opts,
        const std::function<void(const std::string &)> &stepCallback)
      : context(ctx), source(src), options(opts), onStep(stepCallback) {
    schedules.push_back({FUSELAGE_TEST_FORWARD, 0, "forward"});
    schedules.push_back({FUSELAGE_TEST_REVERSE, 0, "reverse"});
    for (unsigned i = 0; i < options.numShuffles; ++i)
      schedules.push_back(
          {FUSELAGE_TEST_SHUFFLED, options.seed + i,
           "shuffled (seed " + std::to_string(options.seed + i) + ")"});
  }

  Judgement run();

private:
  const std::string &getEntry() const {
    return source.entry.empty() ? options.entry : source.entry;
  }
  OwningOpRef<ModuleOp> parse(llvm::SourceMgr &sources);
  LogicalResult roundTrip(OwningOpRef<ModuleOp> &module, StringRef format);
  LogicalResult applyPasses(ModuleOp module, StringRef pipeline);
  LogicalResult applySteps(OwningOpRef<ModuleOp> &module, StringRef steps);
  LogicalResult shareArguments(ModuleOp module);
  bool isCounted(const Schedule &schedule) const {
    return options.printCounts && schedule.order == FUSELAGE_TEST_FORWARD;
  }
  RunResult runOnce(Program &program, const std::string &what,
                    const Schedule &schedule);
  Judgement runOriginal(Program &original);
  Judgement runCandidate(Program &candidate);
  Judgement describeSuccess(const RunResult &candidate) const;

  MLIRContext &context;
  const Source &source;
  const JudgeOptions &options;
  std::function<void(const std::string &)> onStep;
  std::vector<Schedule> schedules;
  std::string step; ///< outlives the run that reports under this name
  RunResult reference;
};

} // namespace

OwningOpRef<ModuleOp> Trial::parse(llvm::SourceMgr &sources) {
  sources.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBuffer(source.text, source.file),
      llvm::SMLoc());
  return parseSourceFile<ModuleOp>(sources, &context);
}

/// Writes the module and reads it again.
LogicalResult Trial::roundTrip(OwningOpRef<ModuleOp> &module,
                               StringRef format) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (format == "bytecode") {
    if (failed(writeBytecodeToFile(*module, stream)))
      return failure();
  } else {
    OpPrintingFlags flags;
    module->print(stream,
                  format == "generic" ? flags.printGenericOpForm() : flags);
  }
  OwningOpRef<ModuleOp> again = parseSourceString<ModuleOp>(text, &context);
  if (!again)
    return module->emitError("cannot be read again after it was written as ")
           << format;
  module = std::move(again);
  return success();
}

LogicalResult Trial::applyPasses(ModuleOp module, StringRef pipeline) {
  PassManager manager(&context);
  FailureOr<OpPassManager> parsed = parsePassPipeline(pipeline);
  if (failed(parsed))
    return failure();
  // NOLINTNEXTLINE(bugprone-unchecked-optional-access): failed() is the check.
  static_cast<OpPassManager &>(manager) = *parsed;
  return manager.run(module);
}

/// Applies steps, which are separated by bars. A step is a pipeline, or one of
/// the formats `text`, `generic` and `bytecode`, in which the module is written
/// and read again.
LogicalResult Trial::applySteps(OwningOpRef<ModuleOp> &module,
                                StringRef steps) {
  SmallVector<StringRef> parts;
  steps.split(parts, '|', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    StringRef name = part.trim();
    bool isFormat = llvm::is_contained({"text", "generic", "bytecode"}, name);
    if (failed(isFormat ? roundTrip(module, name) : applyPasses(*module, name)))
      return failure();
  }
  return success();
}

/// A candidate in the same module gets the same arguments as the original.
LogicalResult Trial::shareArguments(ModuleOp module) {
  if (options.candidate.empty())
    return success();
  auto original = module.lookupSymbol<func::FuncOp>(
      getEntry().empty() ? "test" : getEntry());
  auto candidate = module.lookupSymbol<func::FuncOp>(options.candidate);
  if (!original || !candidate ||
      original.getFunctionType() != candidate.getFunctionType())
    return module.emitError("no function @")
           << options.candidate << " of the same type as the original";
  for (unsigned i = 0; i < original.getNumArguments(); ++i)
    candidate.setArgAttrs(i, original.getArgAttrDict(i));
  return success();
}

RunResult Trial::runOnce(Program &program, const std::string &what,
                         const Schedule &schedule) {
  step = source.name + ": " + what + ", " + schedule.name;
  onStep("running the " + what + " " + schedule.name);
  FuselageTestConfig config = {step.c_str(),         schedule.order,
                               schedule.seed,        options.detectRaces,
                               /*keepRecords=*/true,
                               /*endsAtRace=*/false, isCounted(schedule),
                               options.maxCountBytes};
  return program.run(config);
}

/// Runs the original for reference results, and checks that they are usable:
/// results that depend on the order of threads say nothing about a
/// transformation.
Judgement Trial::runOriginal(Program &original) {
  Judgement judgement{Verdict::Equal, ""};
  for (const Schedule &schedule : schedules) {
    RunResult result = runOnce(original, "original", schedule);
    if (schedule.order == FUSELAGE_TEST_FORWARD) {
      reference = result;
      if (isCounted(schedule))
        printCounts(result, source.name + ": original");
      if (options.printOutputs)
        printOutputs(result, source.name);
    }
    std::string difference = describeDifference(reference, result);
    if (!difference.empty())
      return {Verdict::RacyInput, "the original, run " + schedule.name +
                                      " instead of forward: " + difference};
    if (result.counts.races > 0)
      judgement = {Verdict::RacyInput,
                   std::string("the original has a race: ") +
                       result.counts.firstRace};
  }
  return judgement;
}

Judgement Trial::describeSuccess(const RunResult &candidate) const {
  size_t numBytes = 0;
  for (const Output &output : reference.outputs)
    numBytes += output.bytes.size();
  return {Verdict::Equal,
          "launches " + std::to_string(reference.counts.launches) + " -> " +
              std::to_string(candidate.counts.launches) + ", " +
              std::to_string(reference.outputs.size()) + " outputs of " +
              std::to_string(numBytes) + " bytes in all",
          candidate.counts.launches < reference.counts.launches};
}

/// A wrong result says more than a race, and a race more than a leak.
Judgement Trial::runCandidate(Program &candidate) {
  Judgement race{Verdict::Equal, ""};
  RunResult result;
  for (const Schedule &schedule : schedules) {
    result = runOnce(candidate, "candidate", schedule);
    if (isCounted(schedule))
      printCounts(result, source.name + ": candidate");
    std::string difference = describeDifference(reference, result);
    if (!difference.empty())
      return {Verdict::Different,
              "the candidate, run " + schedule.name + ": " + difference};
    if (result.counts.races > 0)
      race = {Verdict::Race, result.counts.firstRace};
    if (result.counts.brokenLimits > 0 && reference.counts.brokenLimits == 0)
      return {Verdict::Failure,
              std::string("the candidate, run ") + schedule.name +
                  ", breaks a limit: " + result.counts.firstBrokenLimit};
  }
  if (race.verdict != Verdict::Equal)
    return race;
  if (result.counts.pendingOperations > 0 &&
      reference.counts.pendingOperations == 0)
    return {Verdict::Race, "the candidate leaves asynchronous operations that "
                           "nobody waits for"};
  uint64_t numMissing =
      result.counts.liveBuffers - reference.counts.liveBuffers;
  if (result.counts.liveBuffers > reference.counts.liveBuffers)
    return {Verdict::Leak, "the candidate frees " + std::to_string(numMissing) +
                               " buffers less than the original"};
  return describeSuccess(result);
}

Judgement Trial::run() {
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler handler(sources, &context);
  onStep("reading the module");
  OwningOpRef<ModuleOp> module = parse(sources);
  if (!module)
    return {Verdict::Error, "the module cannot be read"};
  if (!source.preparation.empty()) {
    onStep("preparing the module");
    if (failed(applySteps(module, source.preparation)))
      return {Verdict::Error, "the module cannot be prepared"};
  }
  onStep("compiling the original");
  OwningOpRef<ModuleOp> copy = module->clone();
  if (!options.originalPipeline.empty() &&
      failed(applySteps(copy, options.originalPipeline)))
    return {Verdict::Error, "the original's pipeline failed"};
  std::unique_ptr<Program> original =
      Program::compile(std::move(copy), getEntry(), options.detectRaces);
  if (!original)
    return {Verdict::Error, "the original cannot be compiled"};
  onStep("transforming the module");
  if (failed(shareArguments(*module)) ||
      failed(applySteps(module, source.pipeline.empty() ? options.pipeline
                                                        : source.pipeline)))
    return {Verdict::Error, "the pipeline failed"};
  if (options.printCandidate)
    module->print(llvm::outs());
  onStep("compiling the candidate");
  std::unique_ptr<Program> candidate = Program::compile(
      std::move(module),
      options.candidate.empty() ? getEntry() : options.candidate,
      options.detectRaces);
  if (!candidate)
    return {Verdict::Error, "the candidate cannot be compiled"};
  Judgement judgement = runOriginal(*original);
  if (judgement.verdict != Verdict::Equal)
    return judgement;
  return runCandidate(*candidate);
}

bool isStepOfInput(llvm::StringRef step) {
  return step.starts_with("reading") || step.starts_with("preparing") ||
         step.contains("the original");
}

// The last step is at fault, unless the runs of the original show otherwise.
Judgement judge(MLIRContext &context, const Source &source,
                const JudgeOptions &options,
                const std::function<void(const std::string &)> &onStep) {
  std::string last;
  auto remember = [&](const std::string &what) {
    last = what;
    onStep(what);
  };
  Judgement judgement = Trial(context, source, options, remember).run();
  judgement.isAboutInput =
      judgement.verdict == Verdict::RacyInput ||
      (judgement.verdict == Verdict::Error && isStepOfInput(last));
  return judgement;
}

} // namespace fuselage::test
