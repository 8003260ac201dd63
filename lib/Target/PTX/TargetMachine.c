//===- TargetMachine.c - LLVM's code generator for a chip -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/TargetMachine.h"

#include "Bridge/Processor.h"
#include "Target/PTX/Error.h"

#include "llvm-c/Core.h"

#include <stdio.h>
#include <string.h>

FuselagePTXError targetMachineCreate(const FuselagePTXOptions *options,
                                     LLVMTargetMachineRef *machine) {
  static const LLVMCodeGenOptLevel levels[] = {
      LLVMCodeGenLevelNone, LLVMCodeGenLevelLess, LLVMCodeGenLevelDefault,
      LLVMCodeGenLevelAggressive};
  LLVMTargetRef target = NULL;
  char *message = NULL;
  *machine = NULL;
  if (!fuselageNVPTXInitialize() ||
      LLVMGetTargetFromTriple(PTX_TRIPLE, &target, &message)) {
    LLVMDisposeMessage(message);
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "this LLVM has no NVPTX target. Fix: use an LLVM built "
                       "with NVPTX in LLVM_TARGETS_TO_BUILD");
  }
  *machine = LLVMCreateTargetMachine(target, PTX_TRIPLE, options->chip,
                                     options->features ? options->features : "",
                                     levels[options->optLevel],
                                     LLVMRelocDefault, LLVMCodeModelDefault);
  if (!*machine)
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "LLVM has no code generator for chip '%s'. Fix: choose "
                       "another chip",
                       options->chip);
  return errorNone();
}

/// The number after ".version " in PTX text.
static unsigned parseVersion(const char *ptx) {
  const char *directive = strstr(ptx, ".version ");
  unsigned major = 0, minor = 0;
  // NOLINTNEXTLINE(bugprone-unchecked-string-to-number-conversion)
  if (!directive || sscanf(directive, ".version %u.%u", &major, &minor) != 2)
    return 0;
  return major * 10 + minor;
}

/// LLVM does not publish its table of minimum versions, but writes the version
/// at the top of every module, even of an empty one.
unsigned targetMachineMinimumVersion(const char *chip) {
  FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
  options.chip = chip;
  LLVMTargetMachineRef machine = NULL;
  FuselagePTXError error = targetMachineCreate(&options, &machine);
  if (!fuselagePTXErrorIsNull(error)) {
    fuselagePTXErrorDestroy(error);
    return 0;
  }
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext("empty", context);
  LLVMMemoryBufferRef ptx = NULL;
  char *message = NULL;
  unsigned version = 0;
  if (LLVMTargetMachineEmitToMemoryBuffer(machine, module, LLVMAssemblyFile,
                                          &message, &ptx)) {
    LLVMDisposeMessage(message);
  } else {
    version = parseVersion(LLVMGetBufferStart(ptx));
    LLVMDisposeMemoryBuffer(ptx);
  }
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
  LLVMDisposeTargetMachine(machine);
  return version;
}
