//===- AssemblePTX.cpp - A module's PTX through ptxas ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AssemblePTX.h"

#include "Passes.h"
#include "fuselage-c/PTX.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

using namespace mlir;

namespace fuselage::test {
namespace {

enum class Answer { Accepted, UnknownChip, UnknownVersion, Refused };

/// Chips that replaced older chips in a release of CUDA.
constexpr llvm::StringLiteral oldestChips[] = {"sm_50", "sm_75", "sm_80",
                                               "sm_90", "sm_100"};

struct AssemblePTXPass
    : public PassWrapper<AssemblePTXPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(AssemblePTXPass)

  StringRef getArgument() const final { return "fuselage-test-assemble-ptx"; }
  StringRef getDescription() const final {
    return "Ask ptxas, where it is found, whether it assembles the PTX";
  }
  void runOnOperation() final {
    if (failed(assemblePTX(getOperation())))
      signalPassFailure();
  }
};

} // namespace

/// The path of ptxas, searched for once; empty if it was not found.
static const std::string &findPtxas() {
  static const std::string path = [] {
    FuselagePTXText found = fuselagePTXFindPtxas();
    if (fuselagePTXTextIsNull(found))
      return std::string();
    MlirStringRef text = fuselagePTXTextGetString(found);
    std::string copy(text.data, text.length);
    fuselagePTXTextDestroy(found);
    return copy;
  }();
  return path;
}

/// Uses optimization level 0, which checks the text as the other levels do.
static Answer ask(StringRef ptx, StringRef chip, std::string &message) {
  SmallString<64> path;
  if (std::error_code error =
          llvm::sys::fs::createTemporaryFile("fuselage", "cubin", path)) {
    message = error.message();
    return Answer::Refused;
  }
  llvm::FileRemover remover(path);
  FuselagePTXError error = fuselagePTXAssemble(
      mlirStringRefCreate(ptx.data(), ptx.size()), chip.str().c_str(), 0,
      findPtxas().c_str(), path.c_str());
  if (fuselagePTXErrorIsNull(error))
    return Answer::Accepted;
  message = fuselagePTXErrorGetMessage(error);
  fuselagePTXErrorDestroy(error);
  if (StringRef(message).contains("is not defined for option 'gpu-name'"))
    return Answer::UnknownChip;
  if (StringRef(message).contains("Unsupported .version"))
    return Answer::UnknownVersion;
  return Answer::Refused;
}

/// The number of a chip without a suffix; 0 for a chip with one.
static unsigned numberOf(StringRef chip) {
  unsigned number = 0;
  return chip.consume_front("sm_") && !chip.getAsInteger(10, number) ? number
                                                                     : 0;
}

static Answer askForSomeChip(StringRef ptx, StringRef chip,
                             std::string &message) {
  Answer answer = ask(ptx, chip, message);
  for (StringRef later : oldestChips)
    if (answer == Answer::UnknownChip && numberOf(chip) &&
        numberOf(later) > numberOf(chip))
      answer = ask(ptx, later, message);
  return answer;
}

static LogicalResult assemble(gpu::BinaryOp binary, gpu::ObjectAttr object) {
  auto target = dyn_cast<NVVM::NVVMTargetAttr>(object.getTarget());
  if (!target || object.getFormat() != gpu::CompilationTarget::Assembly)
    return success();
  std::string message;
  switch (askForSomeChip(object.getObject().getValue().rtrim('\0'),
                         target.getChip(), message)) {
  case Answer::Accepted:
    return success();
  case Answer::UnknownChip:
  case Answer::UnknownVersion:
    emitRemark(binary.getLoc())
        << "not asked: ptxas knows no PTX of this version for chip '"
        << target.getChip() << "'";
    return success();
  case Answer::Refused:
    return binary.emitError("the PTX of '")
           << binary.getSymName() << "' cannot be assembled: " << message;
  }
  llvm_unreachable("no other answer");
}

LogicalResult assemblePTX(ModuleOp module) {
  if (findPtxas().empty())
    return success();
  WalkResult result = module.walk([](gpu::BinaryOp binary) {
    for (Attribute attribute : binary.getObjects())
      if (auto object = dyn_cast<gpu::ObjectAttr>(attribute))
        if (failed(assemble(binary, object)))
          return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

void registerAssemblePTXPass() { PassRegistration<AssemblePTXPass>(); }

} // namespace fuselage::test
