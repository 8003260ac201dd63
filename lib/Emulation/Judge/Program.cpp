//===- Program.cpp - A module compiled into this process ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/ExecutionEngine/Orc/IRCompileLayer.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"

using namespace mlir;
using llvm::orc::LLJIT;

namespace fuselage::test {

/// The dialects that a module does not use, in the form of the lowering's
/// option.
static std::string findAbsentDialects(ModuleOp module) {
  llvm::StringSet<> present;
  module.walk([&](Operation *op) {
    present.insert(op->getName().getDialectNamespace());
    if (isa<gpu::MemsetOp>(op))
      present.insert("linalg");
    // Lowering turns affine accesses to vectors into operations of the vector
    // dialect.
    if (isa<affine::AffineVectorLoadOp, affine::AffineVectorStoreOp>(op))
      present.insert("vector");
    for (Type type : op->getResultTypes())
      if (getElementTypeOrSelf(type).isBF16())
        present.insert("bf16");
  });
  // Reductions and transfers of linalg use vector and math, too.
  std::string absent;
  for (const char *name :
       {"linalg", "math", "bf16", "vector", "complex", "index"})
    if (!present.contains(name) && !present.contains("linalg"))
      absent += std::string(absent.empty() ? "" : "+") + name;
  return absent;
}

static LogicalResult lower(ModuleOp module, StringRef entry, bool detectRaces) {
  std::string pipeline = "fuselage-test-lower-to-cpu{";
  std::string absent = findAbsentDialects(module);
  if (!absent.empty())
    pipeline += "without=" + absent + " ";
  if (!entry.empty())
    pipeline += "entry=" + entry.str() + " ";
  pipeline += "wrap-main ";
  pipeline += detectRaces ? "detect-races=true}" : "detect-races=false}";
  PassManager manager(module.getContext());
  if (failed(parsePassPipeline(pipeline, manager)))
    return failure();
  // Verifying after each of the many small passes would double the time.
  manager.enableVerifier(false);
  return manager.run(module);
}

/// Removes leftovers of the lowering (descriptors that are packed and
/// unpacked), so that less code has to be compiled. All accesses to memory
/// stay: calls that report them stand between.
static void simplify(llvm::Module &code) {
  llvm::FunctionAnalysisManager analyses;
  analyses.registerPass([] { return llvm::PassInstrumentationAnalysis(); });
  analyses.registerPass([] { return llvm::TargetLibraryAnalysis(); });
  analyses.registerPass([] { return llvm::TargetIRAnalysis(); });
  analyses.registerPass([] { return llvm::AssumptionAnalysis(); });
  analyses.registerPass([] { return llvm::DominatorTreeAnalysis(); });
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::EarlyCSEPass());
  for (llvm::Function &function : code)
    if (!function.isDeclaration())
      passes.run(function, analyses);
}

static llvm::Expected<std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>>
createCompiler(llvm::orc::JITTargetMachineBuilder builder) {
  auto target = builder.createTargetMachine();
  if (!target)
    return target.takeError();
  (*target)->setO0WantsFastISel(true);
  return std::make_unique<llvm::orc::TMOwningSimpleCompiler>(
      std::move(*target));
}

// Programs are small and run few times: compiling fast matters more than
// running fast. Without optimizations a program makes each access of its
// source.
static llvm::Expected<std::unique_ptr<LLJIT>>
createJIT(std::unique_ptr<llvm::Module> code,
          std::unique_ptr<llvm::LLVMContext> context) {
  static auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine)
    return machine.takeError();
  machine->setCodeGenOptLevel(llvm::CodeGenOptLevel::None);
  auto jit = llvm::orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(*machine)
                 .setCompileFunctionCreator(createCompiler)
                 .create();
  if (!jit)
    return jit.takeError();
  if (llvm::Error error = (*jit)->addIRModule(
          llvm::orc::ThreadSafeModule(std::move(code), std::move(context))))
    return error;
  return jit;
}

std::unique_ptr<Program> Program::compile(OwningOpRef<ModuleOp> module,
                                          StringRef entry, bool detectRaces) {
  if (failed(lower(*module, entry, detectRaces)))
    return nullptr;
  auto context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> code =
      translateModuleToLLVMIR(*module, *context);
  if (!code)
    return nullptr;
  simplify(*code);
  auto report = [&](llvm::Error error) {
    module->emitError("cannot compile: ") << llvm::toString(std::move(error));
    return nullptr;
  };
  auto jit = createJIT(std::move(code), std::move(context));
  if (!jit)
    return report(jit.takeError());
  auto main = (*jit)->lookup("main");
  if (!main)
    return report(main.takeError());
  auto program = std::make_unique<Program>();
  program->jit = std::move(*jit);
  program->main = main->toPtr<void (*)()>();
  return program;
}

// Labels and bytes belong to the compiled code and the run-time library, which
// may be gone before the comparison.
static Output copyRecord(const FuselageTestRecord &record) {
  return {
      record.label, record.kind,
      std::vector<int64_t>(record.dims, record.dims + record.rank),
      std::vector<uint32_t>(record.targets, record.targets + record.numBytes),
      std::vector<unsigned char>(record.bytes, record.bytes + record.numBytes)};
}

RunResult Program::run(const FuselageTestConfig &config) {
  fuselageTestBeginRun(&config);
  main();
  RunResult result;
  for (size_t i = 0; i < fuselageTestGetNumRecords(); ++i)
    result.outputs.push_back(copyRecord(*fuselageTestGetRecord(i)));
  result.counts = fuselageTestGetCounts();
  result.accesses = fuselageTestGetAccessCounts();
  for (size_t i = 0; i < fuselageTestGetNumLaunchCounts(); ++i) {
    FuselageTestLaunchCounts counts = fuselageTestGetLaunchCounts(i);
    result.launches.push_back({counts.place, counts});
  }
  return result;
}

} // namespace fuselage::test
