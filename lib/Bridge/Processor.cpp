//===- Processor.cpp - Processors that LLVM's NVPTX target knows ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Processor.h"

#include "mlir/CAPI/Support.h"

#include "llvm-c/Target.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/Targets.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/TargetParser/Triple.h"

#include <memory>

using namespace llvm;

bool fuselageNVPTXInitialize() {
#if LLVM_HAS_NVPTX_TARGET
  static const bool initialized = [] {
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
    LLVMInitializeNVPTXAsmPrinter();
    return true;
  }();
  return initialized;
#else
  return false;
#endif
}

/// A subtarget has the tables of processors and features. LLVM creates the
/// subtarget of the default processor without a message.
static std::unique_ptr<MCSubtargetInfo> createSubtarget() {
  Triple triple("nvptx64-nvidia-cuda");
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  return std::unique_ptr<MCSubtargetInfo>(
      target->createMCSubtargetInfo(triple, "", ""));
}

bool fuselageNVPTXIsChip(MlirStringRef chip) {
  std::unique_ptr<MCSubtargetInfo> subtarget = createSubtarget();
  return subtarget && subtarget->isCPUStringValid(unwrap(chip));
}

void fuselageNVPTXForEachChip(FuselageNameCallback callback, void *userData) {
  if (std::unique_ptr<MCSubtargetInfo> subtarget = createSubtarget())
    for (const auto &processor : subtarget->getAllProcessorDescriptions())
      callback(wrap(StringRef(processor.Key)), userData);
}

bool fuselageNVPTXIsFeature(MlirStringRef feature) {
  std::unique_ptr<MCSubtargetInfo> subtarget = createSubtarget();
  return subtarget &&
         any_of(subtarget->getAllProcessorFeatures(), [&](const auto &known) {
           return StringRef(known.Key) == unwrap(feature);
         });
}

void fuselageNVPTXForEachFeature(FuselageNameCallback callback,
                                 void *userData) {
  if (std::unique_ptr<MCSubtargetInfo> subtarget = createSubtarget())
    for (const auto &feature : subtarget->getAllProcessorFeatures())
      callback(wrap(StringRef(feature.Key)), userData);
}
