//===- fuselage-test-exec.cpp - Runs modules before and after a pipeline --===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judge/Dialects.h"
#include "Judge/Workers.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace cl = llvm::cl;
using namespace fuselage::test;

namespace {

struct Options {
  cl::OptionCategory category{"Options"};
  cl::list<std::string> files{cl::Positional, cl::OneOrMore,
                              cl::desc("<files>"), cl::cat(category)};
  cl::list<std::string> plugins{"load-pass-plugin",
                                cl::desc("Load passes from a plugin"),
                                cl::value_desc("file"), cl::cat(category)};
  cl::opt<std::string> pipeline{
      "pipeline",
      cl::desc("The pipeline whose result is compared with its input"),
      cl::init("builtin.module()"), cl::cat(category)};
  cl::opt<std::string> originalPipeline{
      "original-pipeline",
      cl::desc("A pipeline for the original, which else is the input as it is"),
      cl::init(""), cl::cat(category)};
  cl::opt<std::string> entry{
      "entry",
      cl::desc("The function to run; by default @test or the only public one"),
      cl::value_desc("name"), cl::cat(category)};
  cl::opt<std::string> candidate{
      "candidate",
      cl::desc("Compare with this function of the same module instead"),
      cl::value_desc("name"), cl::cat(category)};
  cl::opt<uint64_t> seed{"seed", cl::desc("Seed of the first shuffled order"),
                         cl::init(1), cl::cat(category)};
  cl::opt<unsigned> shuffles{"shuffles",
                             cl::desc("Number of shuffled orders to run"),
                             cl::init(1), cl::cat(category)};
  cl::opt<bool> detectRaces{
      "detect-races",
      cl::desc("Find conflicting accesses of a launch's threads (default on)"),
      cl::init(true), cl::cat(category)};
  cl::opt<bool> allowRacyInput{
      "allow-racy-input",
      cl::desc("Exit with success despite modules that are racy themselves"),
      cl::cat(category)};
  cl::opt<bool> split{"split-input-file",
                      cl::desc("Lines of // ----- separate modules"),
                      cl::cat(category)};
  cl::opt<bool> printCandidate{"print-candidate",
                               cl::desc("Print the pipeline's result"),
                               cl::cat(category)};
  cl::opt<bool> printCounts{
      "print-counts",
      cl::desc("Print launches, allocations, traffic, and the accesses of "
               "threads and warps of both programs"),
      cl::cat(category)};
  cl::opt<uint64_t> maxCountBytes{
      "max-count-bytes",
      cl::desc("Memory for --print-counts to group the accesses of a launch "
               "by warps (default 268435456)"),
      cl::init(uint64_t{256} << 20), cl::cat(category)};
  cl::opt<bool> printOutputs{"print-outputs",
                             cl::desc("Print the original's outputs, in bits"),
                             cl::cat(category)};
  cl::opt<bool> quiet{"quiet",
                      cl::desc("Print no line for modules that are ok"),
                      cl::cat(category)};
  cl::opt<unsigned> jobs{"j", cl::desc("Number of processes"), cl::Prefix,
                         cl::init(1), cl::cat(category)};
  cl::opt<unsigned> timeout{"timeout", cl::desc("Seconds for each module"),
                            cl::init(60), cl::cat(category)};
};

} // namespace

static bool loadPlugins(const cl::list<std::string> &files) {
  for (const std::string &file : files) {
    auto plugin = mlir::PassPlugin::load(file);
    if (!plugin) {
      llvm::errs() << "error: cannot load " << file << ": "
                   << llvm::toString(plugin.takeError()) << "\n";
      return false;
    }
    plugin->registerPassRegistryCallbacks();
  }
  return true;
}

/// The rest of the line "// NAME: ..." among the comments that a module begins
/// with.
static std::string findDirective(llvm::StringRef text, llvm::StringRef name) {
  std::string prefix = ("// " + name + ": ").str();
  while (text.starts_with("//")) {
    auto [line, rest] = text.split('\n');
    if (line.consume_front(prefix))
      return line.trim().str();
    text = rest;
  }
  return "";
}

/// Empty lines before a part keep the line numbers of the whole file.
static void splitSource(const std::string &file, llvm::StringRef text,
                        std::vector<Source> &sources) {
  size_t line = 1;
  std::string name = llvm::sys::path::filename(file).str();
  while (true) {
    auto [part, rest] = text.split("// -----\n");
    sources.push_back({name + ":" + std::to_string(line), file,
                       std::string(line - 1, '\n') + part.str(),
                       findDirective(part, "prepare"),
                       findDirective(part, "pipeline"), ""});
    line += part.count('\n') + 1;
    if (rest.empty())
      return;
    text = rest;
  }
}

static bool readSources(const Options &options, std::vector<Source> &sources) {
  for (const std::string &file : options.files) {
    auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(file, /*IsText=*/true);
    if (!buffer) {
      llvm::errs() << "error: cannot read " << file << ": "
                   << buffer.getError().message() << "\n";
      return false;
    }
    llvm::StringRef text = (*buffer)->getBuffer();
    if (options.split)
      splitSource(file, text, sources);
    else
      sources.push_back({llvm::sys::path::filename(file).str(), file,
                         text.str(), findDirective(text, "prepare"),
                         findDirective(text, "pipeline"), ""});
  }
  return true;
}

/// Prints the verdicts; false if one is bad.
static bool judgeAndPrint(mlir::MLIRContext &context,
                          const std::vector<Source> &sources,
                          const Options &options) {
  JudgeOptions judgeOptions{options.pipeline,       options.entry,
                            options.candidate,      options.seed,
                            options.shuffles,       options.detectRaces,
                            options.printCandidate, options.printCounts,
                            options.printOutputs,   options.originalPipeline,
                            options.maxCountBytes};
  WorkerOptions workers{options.jobs, options.timeout};
  std::map<Verdict, size_t> counts;
  size_t numFused = 0;
  bool isGood = true;
  judgeAll(context, sources, judgeOptions, workers,
           [&](const Source &source, const Judgement &judgement) {
             ++counts[judgement.verdict];
             numFused += judgement.hasFewerLaunches;
             bool isOK = judgement.verdict == Verdict::Equal;
             isGood &= isOK || (judgement.verdict == Verdict::RacyInput &&
                                options.allowRacyInput);
             if (!isOK || !options.quiet)
               llvm::outs() << source.name << ": " << getName(judgement.verdict)
                            << ": " << judgement.text << "\n";
           });
  if (sources.size() > 1) {
    llvm::outs() << sources.size() << " modules";
    for (auto [verdict, count] : counts)
      llvm::outs() << ", " << count << " " << getName(verdict);
    llvm::outs() << "; " << numFused << " with fewer launches\n";
  }
  return isGood;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "Runs modules with gpu.launch on the CPU, before and after a pipeline, "
      "in several orders of blocks and threads, and compares every byte\n");
  mlir::DialectRegistry registry;
  registerForEmulation(registry);
  if (options.printCounts && !options.detectRaces) {
    llvm::errs() << "error: --print-counts counts the accesses that "
                    "--detect-races=false leaves out. Fix: leave out one of "
                    "the two\n";
    return 2;
  }
  std::vector<Source> sources;
  if (!loadPlugins(options.plugins) || !readSources(options, sources))
    return 2;
  // Children inherit the loaded dialects. They would not inherit threads.
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  return judgeAndPrint(context, sources, options) ? 0 : 1;
}
