//===- Emit.c - From a gpu.module to PTX text -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Translation.h"
#include "Target/PTX/Diagnostics.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/Link.h"
#include "Target/PTX/TargetMachine.h"

#include "mlir-c/Target/LLVMIR.h"

#include "llvm-c/Core.h"

void fuselagePTXInsertTranslations(MlirDialectRegistry registry) {
  fuselageRegisterKernelTranslations(registry);
}

void fuselagePTXRegisterTranslations(MlirContext context) {
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  fuselageRegisterKernelTranslations(registry);
  mlirContextAppendDialectRegistry(context, registry);
  mlirDialectRegistryDestroy(registry);
}

/// What is alive while one module is emitted.
typedef struct Emission {
  MlirOperation gpuModule;
  const FuselagePTXOptions *options;
  /// Stop at LLVM IR.
  bool printsIR;
  LLVMContextRef context;
  CodegenDiagnostics diagnostics;
  LLVMTargetMachineRef machine;
  LLVMModuleRef module;
} Emission;

/// Translates to LLVM IR. The module is translated from a copy that has the
/// chip as its target, because the verifier then checks each operation against
/// the chip; LLVM itself ends the process for an instruction that the chip
/// lacks.
static FuselagePTXError translate(Emission *emission) {
  MlirOperation copy = mlirOperationClone(emission->gpuModule);
  MlirLocation location = mlirOperationGetLocation(copy);
  DiagnosticCapture capture;
  diagnosticCaptureBegin(&capture, mlirOperationGetContext(copy));
  FuselagePTXError error = errorNone();
  kernelModuleSetTarget(copy, emission->options);
  if (!mlirOperationVerify(copy)) {
    error = diagnosticCaptureTakeError(&capture, FUSELAGE_PTX_NOT_LOWERED,
                                       location, "the module is not valid");
  } else {
    emission->module = mlirTranslateModuleToLLVMIR(copy, emission->context);
    if (emission->module)
      diagnosticCaptureEnd(&capture);
    else
      error = diagnosticCaptureTakeError(
          &capture, FUSELAGE_PTX_NOT_LOWERED, location,
          "the module cannot be translated to LLVM IR. Fix: register the "
          "translations with fuselagePTXRegisterTranslations");
  }
  mlirOperationDestroy(copy);
  return error;
}

static void setTarget(const Emission *emission) {
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(emission->machine);
  LLVMSetModuleDataLayout(emission->module, layout);
  LLVMDisposeTargetData(layout);
  LLVMSetTarget(emission->module, PTX_TRIPLE);
}

/// Links what the kernels call; an undefined function is reported where it is
/// called.
static FuselagePTXError link(Emission *emission) {
  const char *unresolved = NULL;
  FuselagePTXError error =
      linkFunctions(emission->module, emission->options->libdevice,
                    emission->machine, &emission->diagnostics, &unresolved);
  if (!unresolved)
    return error;
  FuselagePTXError placed = errorCreateAt(
      fuselagePTXErrorGetStatus(error),
      kernelModuleFindCall(emission->gpuModule,
                           mlirStringRefCreateFromCString(unresolved)),
      "%s", fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
  return placed;
}

static FuselagePTXError optimize(Emission *emission) {
  char passes[] = "globaldce,default<O3>";
  passes[sizeof passes - 3] = (char)('0' + emission->options->optLevel);
  return linkRunPasses(emission->module, passes, emission->machine,
                       &emission->diagnostics);
}

static FuselagePTXError generate(Emission *emission, FuselagePTXText *ptx) {
  LLVMMemoryBufferRef buffer = NULL;
  char *message = NULL;
  if (LLVMTargetMachineEmitToMemoryBuffer(emission->machine, emission->module,
                                          LLVMAssemblyFile, &message,
                                          &buffer)) {
    FuselagePTXError error =
        errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                    "LLVM could not emit the kernels: %s", message);
    LLVMDisposeMessage(message);
    return error;
  }
  TextBuffer text = {0};
  textAppend(&text, LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer));
  LLVMDisposeMemoryBuffer(buffer);
  if (emission->diagnostics.hasError) {
    textFree(&text);
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "LLVM could not emit the kernels: %s",
                       textString(&emission->diagnostics.message));
  }
  *ptx = textTake(&text);
  return fuselagePTXTextIsNull(*ptx) ? errorOutOfMemory() : errorNone();
}

static FuselagePTXError printIR(Emission *emission, FuselagePTXText *ir) {
  char *printed = LLVMPrintModuleToString(emission->module);
  TextBuffer text = {0};
  textAppendString(&text, printed);
  LLVMDisposeMessage(printed);
  *ir = textTake(&text);
  return fuselagePTXTextIsNull(*ir) ? errorOutOfMemory() : errorNone();
}

static FuselagePTXError run(Emission *emission, FuselagePTXText *ptx) {
  FuselagePTXError error =
      targetMachineCreate(emission->options, &emission->machine);
  if (fuselagePTXErrorIsNull(error))
    error = translate(emission);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  setTarget(emission);
  error = link(emission);
  if (fuselagePTXErrorIsNull(error))
    error = optimize(emission);
  if (fuselagePTXErrorIsNull(error))
    error =
        emission->printsIR ? printIR(emission, ptx) : generate(emission, ptx);
  return error;
}

static FuselagePTXError emit(MlirOperation gpuModule,
                             const FuselagePTXOptions *options, bool printsIR,
                             FuselagePTXText *ptx) {
  ptx->ptr = NULL;
  FuselagePTXError error = fuselagePTXOptionsVerify(options);
  if (fuselagePTXErrorIsNull(error))
    error = kernelModuleVerifyLowered(gpuModule);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  Emission emission = {.gpuModule = gpuModule,
                       .options = options,
                       .printsIR = printsIR,
                       .context = LLVMContextCreate()};
  codegenDiagnosticsAttach(&emission.diagnostics, emission.context);
  error = run(&emission, ptx);
  if (emission.module)
    LLVMDisposeModule(emission.module);
  if (emission.machine)
    LLVMDisposeTargetMachine(emission.machine);
  codegenDiagnosticsDetach(&emission.diagnostics);
  LLVMContextDispose(emission.context);
  codegenDiagnosticsFree(&emission.diagnostics);
  return error;
}

FuselagePTXError fuselagePTXEmit(MlirOperation gpuModule,
                                 const FuselagePTXOptions *options,
                                 FuselagePTXText *ptx) {
  return emit(gpuModule, options, false, ptx);
}

FuselagePTXError fuselagePTXEmitLLVM(MlirOperation gpuModule,
                                     const FuselagePTXOptions *options,
                                     FuselagePTXText *ir) {
  return emit(gpuModule, options, true, ir);
}
