//===- Program.cpp - A module compiled into this process ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/ExecutionEngine/Orc/IRCompileLayer.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using llvm::orc::LLJIT;

namespace fuselage::test {

static LogicalResult lower(ModuleOp module, StringRef entry, bool detectRaces) {
  std::string pipeline = "fuselage-test-lower-to-cpu{";
  if (!entry.empty())
    pipeline += "entry=" + entry.str() + " ";
  pipeline += detectRaces ? "detect-races=true}" : "detect-races=false}";
  PassManager manager(module.getContext());
  if (failed(parsePassPipeline(pipeline, manager)))
    return failure();
  return manager.run(module);
}

// Programs are small and run few times: compiling fast matters more than
// running fast, and without optimizations a program does each access that its
// source says.
static llvm::Expected<std::unique_ptr<LLJIT>>
createJIT(std::unique_ptr<llvm::Module> code,
          std::unique_ptr<llvm::LLVMContext> context) {
  auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine)
    return machine.takeError();
  machine->setCodeGenOptLevel(llvm::CodeGenOptLevel::None);
  auto jit =
      llvm::orc::LLJITBuilder()
          .setJITTargetMachineBuilder(std::move(*machine))
          .setCompileFunctionCreator(
              [](llvm::orc::JITTargetMachineBuilder builder)
                  -> llvm::Expected<
                      std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>> {
                auto target = builder.createTargetMachine();
                if (!target)
                  return target.takeError();
                (*target)->setO0WantsFastISel(true);
                return std::make_unique<llvm::orc::TMOwningSimpleCompiler>(
                    std::move(*target));
              })
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
      std::vector<unsigned char>(record.bytes, record.bytes + record.numBytes)};
}

RunResult Program::run(const FuselageTestConfig &config) {
  fuselageTestBeginRun(&config);
  main();
  RunResult result;
  for (size_t i = 0; i < fuselageTestGetNumRecords(); ++i)
    result.outputs.push_back(copyRecord(*fuselageTestGetRecord(i)));
  result.counts = fuselageTestGetCounts();
  return result;
}

} // namespace fuselage::test
