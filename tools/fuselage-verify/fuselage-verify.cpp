//===- fuselage-verify.cpp - Runs programs unfused and fused on the CPU ---===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The project's own tests run their modules in the same way. docs/Verify.md is
// for users.
//
//===----------------------------------------------------------------------===//

#include "Judge/Dialects.h"
#include "Judge/Workers.h"
#include "Plugin/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace cl = llvm::cl;
using namespace fuselage::test;

namespace {

/// The exit status.
enum ExitStatus { VERIFIED = 0, WRONG = 1, UNUSABLE = 2 };

struct Options {
  cl::OptionCategory category{"Options"};
  cl::list<std::string> files{cl::Positional, cl::OneOrMore,
                              cl::desc("<files>"), cl::cat(category)};
  cl::opt<std::string> pipeline{
      "pipeline",
      cl::desc("What makes the fused program; by default kernels are inlined "
               "and launches fused"),
      cl::value_desc("passes"),
      cl::init(
          "builtin.module(fuselage-inline-kernels,fuselage-fuse-launches)"),
      cl::cat(category)};
  cl::opt<std::string> prepare{
      "prepare",
      cl::desc("Passes that run before, for the unfused program as well"),
      cl::value_desc("passes"), cl::cat(category)};
  cl::list<std::string> plugins{"load-pass-plugin",
                                cl::desc("Load more passes from a plugin"),
                                cl::value_desc("file"), cl::cat(category)};
  cl::opt<std::string> entry{
      "entry",
      cl::desc("The function to run; by default @test, @main, or each public "
               "function by itself"),
      cl::value_desc("name"), cl::cat(category)};
  cl::opt<unsigned> shuffles{"shuffles",
                             cl::desc("Number of shuffled orders, besides "
                                      "forward and reverse (default 3)"),
                             cl::value_desc("n"), cl::init(3),
                             cl::cat(category)};
  cl::opt<uint64_t> seed{"seed", cl::desc("Seed of the first shuffled order"),
                         cl::value_desc("n"), cl::init(1), cl::cat(category)};
  cl::opt<unsigned> timeout{
      "timeout", cl::desc("Seconds for each file (default 60)"),
      cl::value_desc("n"), cl::init(60), cl::cat(category)};
  cl::opt<bool> printFused{"print-fused", cl::desc("Print the fused program"),
                           cl::cat(category)};
  cl::opt<bool> printCounts{
      "print-counts",
      cl::desc("Print launches, allocations, traffic, and the accesses of "
               "threads and warps of both programs"),
      cl::cat(category)};
};

} // namespace

static bool loadPlugins(const cl::list<std::string> &files) {
  for (const std::string &file : files) {
    auto plugin = mlir::PassPlugin::load(file);
    if (!plugin) {
      llvm::errs() << "fuselage-verify: error: "
                   << llvm::toString(plugin.takeError()) << "\n";
      return false;
    }
    plugin->registerPassRegistryCallbacks();
  }
  return true;
}

/// The functions of a module to run: the named function, or the function with a
/// usual name, or else each public function by itself. Empty if the module
/// cannot be read.
static std::vector<std::string> findEntries(mlir::MLIRContext &context,
                                            llvm::StringRef text) {
  mlir::ScopedDiagnosticHandler silent(&context, [](mlir::Diagnostic &) {});
  auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  std::vector<std::string> names;
  if (!module)
    return names;
  for (const char *usual : {"test", "main"})
    if (auto function = module->lookupSymbol<mlir::func::FuncOp>(usual))
      if (!function.isExternal())
        return {usual};
  for (auto function : module->getOps<mlir::func::FuncOp>())
    if (function.isPublic() && !function.isExternal())
      names.push_back(function.getSymName().str());
  return names;
}

static bool readSources(mlir::MLIRContext &context, const Options &options,
                        std::vector<Source> &sources) {
  for (const std::string &file : options.files) {
    auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(file, /*IsText=*/true);
    if (!buffer) {
      llvm::errs() << "fuselage-verify: error: cannot read '" << file
                   << "': " << buffer.getError().message() << "\n";
      return false;
    }
    std::string text = (*buffer)->getBuffer().str();
    std::vector<std::string> entries;
    if (options.entry.empty())
      entries = findEntries(context, text);
    // A module without an entry gets its error when it runs.
    if (entries.empty())
      entries.push_back(options.entry);
    for (const std::string &entry : entries) {
      std::string name = file;
      if (entries.size() > 1)
        name.append(": @").append(entry);
      sources.push_back({name, file, text, options.prepare, "", entry});
    }
  }
  return true;
}

/// The fix for a program that cannot be verified.
static const char *getFix(const Judgement &judgement) {
  if (judgement.verdict == Verdict::RacyInput)
    return "Fix: let no two threads of a launch access one element without a "
           "barrier or an atomic operation between them; a result that depends "
           "on the order of threads cannot be compared.";
  if (judgement.verdict == Verdict::Failure)
    return "Fix: correct the program at the place above: the unfused program "
           "breaks a rule of devices.";
  return "Fix: lower the operation above first, for example with --prepare, or "
         "verify a program without it; docs/Verify.md lists the operations "
         "that run.";
}

static ExitStatus printVerdict(const Source &source, const Judgement &judgement,
                               const Options &options) {
  if (judgement.verdict == Verdict::Equal) {
    llvm::outs() << source.name << ": verified: " << judgement.text << ", in "
                 << 2 + options.shuffles << " orders of threads\n";
    return VERIFIED;
  }
  if (!judgement.isAboutInput) {
    llvm::outs() << source.name << ": WRONG: " << judgement.text << "\n";
    return WRONG;
  }
  llvm::outs() << source.name << ": not verified: " << judgement.text << ". "
               << getFix(judgement) << "\n";
  return UNUSABLE;
}

static ExitStatus verifyAll(mlir::MLIRContext &context,
                            const std::vector<Source> &sources,
                            const Options &options) {
  JudgeOptions judgeOptions;
  judgeOptions.pipeline = options.pipeline;
  judgeOptions.entry = options.entry;
  judgeOptions.seed = options.seed;
  judgeOptions.numShuffles = options.shuffles;
  judgeOptions.printCandidate = options.printFused;
  judgeOptions.printCounts = options.printCounts;
  bool isWrong = false;
  bool isUnusable = false;
  judgeAll(context, sources, judgeOptions, {/*numJobs=*/1, options.timeout},
           [&](const Source &source, const Judgement &judgement) {
             ExitStatus status = printVerdict(source, judgement, options);
             isWrong |= status == WRONG;
             isUnusable |= status == UNUSABLE;
           });
  return isWrong ? WRONG : isUnusable ? UNUSABLE : VERIFIED;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::SetVersionPrinter([](llvm::raw_ostream &out) {
    out << "fuselage-verify " << FUSELAGE_VERSION << "\n";
  });
  cl::ParseCommandLineOptions(
      argc, argv,
      "Runs programs with kernel launches on the CPU, unfused and fused, in "
      "several orders of threads, and compares every byte.\n"
      "Exit status: 0 if all are verified, 1 if a fused program is wrong, 2 if "
      "one cannot be run or the command line is wrong\n",
      &llvm::errs());
  mlir::DialectRegistry registry;
  registerForEmulation(registry);
  fuselage::registerFuseLaunchesPass();
  fuselage::registerInlineKernelsPass();
  std::vector<Source> sources;
  // Children inherit the loaded dialects. They would not inherit threads.
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  context.printOpOnDiagnostic(false);
  if (!loadPlugins(options.plugins) || !readSources(context, options, sources))
    return UNUSABLE;
  return verifyAll(context, sources, options);
}
