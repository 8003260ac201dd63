//===- Emit.c - From a gpu.module to PTX text -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Translation.h"
#include "Target/PTX/DeviceVariables.h"
#include "Target/PTX/Diagnostics.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/FastMath.h"
#include "Target/PTX/Isolation.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/KernelNames.h"
#include "Target/PTX/Link.h"
#include "Target/PTX/TargetMachine.h"
#include "Target/PTX/TextHandle.h"
#include "Target/PTX/UnsupportedPlace.h"

#include "mlir-c/Target/LLVMIR.h"

#include "llvm-c/Analysis.h"
#include "llvm-c/Core.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

void fuselagePTXInsertTranslations(MlirDialectRegistry registry) {
  fuselageRegisterKernelTranslations(registry);
}

void fuselagePTXRegisterTranslations(MlirContext context) {
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  fuselageRegisterKernelTranslations(registry);
  mlirContextAppendDialectRegistry(context, registry);
  mlirDialectRegistryDestroy(registry);
}

/// Far longer than the optimizer was seen to take for a kernel.
enum { secondsToLive = 600 };

/// The objects that live during the emission of one module.
typedef struct Emission {
  MlirOperation gpuModule;
  const FuselagePTXOptions *options;
  /// True to stop at LLVM IR.
  bool printsIR;
  LLVMContextRef context;
  CodegenDiagnostics diagnostics;
  LLVMTargetMachineRef machine;
  LLVMModuleRef module;
} Emission;

/// A `builtin.module` with a copy of the `gpu.module`, and with the attributes
/// of the parents that give sizes and alignments. Verifiers look for a module
/// around the verified operation.
static MlirModule copyIntoModule(MlirOperation gpuModule, MlirOperation *copy) {
  static const char *const layouts[] = {"dlti.dl_spec",
                                        "dlti.target_system_spec"};
  MlirModule module =
      mlirModuleCreateEmpty(mlirOperationGetLocation(gpuModule));
  *copy = mlirOperationClone(gpuModule);
  mlirBlockAppendOwnedOperation(mlirModuleGetBody(module), *copy);
  MlirOperation parent = mlirOperationGetParentOperation(gpuModule);
  for (size_t i = 0; i < 2 && !mlirOperationIsNull(parent); ++i) {
    MlirStringRef name = mlirStringRefCreateFromCString(layouts[i]);
    MlirAttribute layout =
        mlirOperationGetDiscardableAttributeByName(parent, name);
    if (!mlirAttributeIsNull(layout))
      mlirOperationSetDiscardableAttributeByName(mlirModuleGetOperation(module),
                                                 name, layout);
  }
  return module;
}

/// Translates to LLVM IR. The source is a copy of the module with the chip as
/// its target. The verifier then checks each operation against the chip. LLVM
/// itself would end the process for an instruction that the chip lacks.
static FuselagePTXError translate(Emission *emission) {
  MlirOperation copy;
  MlirModule holder = copyIntoModule(emission->gpuModule, &copy);
  MlirLocation location = mlirOperationGetLocation(copy);
  DiagnosticCapture capture;
  diagnosticCaptureBegin(&capture, mlirOperationGetContext(copy));
  FuselagePTXError error = errorNone();
  if (!kernelModuleSetTarget(copy, emission->options)) {
    diagnosticCaptureEnd(&capture);
    error = errorOutOfMemory();
  } else if (!mlirOperationVerify(copy)) {
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
  mlirModuleDestroy(holder);
  return error;
}

static void setTarget(const Emission *emission) {
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(emission->machine);
  LLVMSetModuleDataLayout(emission->module, layout);
  deviceVariablesPrepare(emission->module, layout);
  LLVMDisposeTargetData(layout);
  LLVMSetTarget(emission->module, PTX_TRIPLE);
}

/// Links the functions that the kernels call. Reports an undefined function at
/// its call.
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

/// An undefined variable would become an `.extern` of the PTX, which no driver
/// resolves.
static FuselagePTXError verifyVariables(const Emission *emission) {
  const char *name = deviceVariablesFindUndefined(emission->module);
  if (!name)
    return errorNone();
  return errorCreateAt(
      FUSELAGE_PTX_UNRESOLVED_FUNCTION,
      kernelModuleFindAddress(emission->gpuModule,
                              mlirStringRefCreateFromCString(name)),
      "nothing defines the variable '%s', which a kernel uses. Fix: give it an "
      "initial value, or take its memory with memref.get_global outside of "
      "gpu.launch",
      name);
}

/// Checks the limit of workgroup memory, because `ptxas` would refuse the PTX.
static FuselagePTXError verifyWorkgroupMemory(const Emission *emission) {
  uint64_t bytes;
  const char *name;
  if (!deviceVariablesFindOverflow(emission->module, &name, &bytes))
    return errorOutOfMemory();
  if (!name)
    return errorNone();
  MlirSymbolTable table = mlirSymbolTableCreate(emission->gpuModule);
  MlirOperation kernel =
      mlirSymbolTableLookup(table, mlirStringRefCreateFromCString(name));
  mlirSymbolTableDestroy(table);
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                       mlirOperationGetLocation(mlirOperationIsNull(kernel)
                                                    ? emission->gpuModule
                                                    : kernel),
                       "the kernel @%s reaches %" PRIu64
                       " bytes of workgroup memory, and can declare "
                       "%d. Fix: use less of it, or gpu.dynamic_shared_memory",
                       name, bytes, DEVICE_MAX_STATIC_SHARED_BYTES);
}

/// LLVM's passes crash on invalid IR.
static FuselagePTXError verify(Emission *emission) {
  char *message = NULL;
  FuselagePTXError error = errorNone();
  if (LLVMVerifyModule(emission->module, LLVMReturnStatusAction, &message))
    error = errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                          mlirOperationGetLocation(emission->gpuModule),
                          "the kernels are not valid LLVM IR: %s", message);
  LLVMDisposeMessage(message);
  return error;
}

static FuselagePTXError optimize(Emission *emission) {
  char passes[] = "globaldce,default<O3>";
  passes[sizeof passes - 3] = (char)('0' + emission->options->optLevel);
  return linkRunPasses(emission->module, passes, emission->machine,
                       &emission->diagnostics);
}

static FuselagePTXError generate(Emission *emission, FuselageText *ptx) {
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
  if (emission->diagnostics.hasError) {
    LLVMDisposeMemoryBuffer(buffer);
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "LLVM could not emit the kernels: %s",
                       fuselageTextGet(&emission->diagnostics.message));
  }
  fuselageTextAppend(ptx, LLVMGetBufferStart(buffer),
                     LLVMGetBufferSize(buffer));
  LLVMDisposeMemoryBuffer(buffer);
  return errorNone();
}

static void printIR(const Emission *emission, FuselageText *ir) {
  char *printed = LLVMPrintModuleToString(emission->module);
  fuselageTextAppendString(ir, printed);
  LLVMDisposeMessage(printed);
}

/// The work of the child: all steps after the module in LLVM IR.
static bool compile(FuselageText *output, void *userData) {
  Emission *emission = userData;
  FuselagePTXError error = optimize(emission);
  if (fuselagePTXErrorIsNull(error) && emission->printsIR)
    printIR(emission, output);
  else if (fuselagePTXErrorIsNull(error))
    error = generate(emission, output);
  if (fuselagePTXErrorIsNull(error))
    return true;
  fuselageTextFree(output);
  fuselageTextAppendString(output, fuselagePTXErrorGetMessage(error));
  return false;
}

/// LLVM registers passes at their first use. That must not happen in a child
/// (Isolation.h).
static void warmUp(void) {
  targetMachineMinimumVersion(fuselagePTXOptionsGetDefault().chip);
}

/// Appends the first line of LLVM's reason, without the addresses of nodes,
/// which differ from run to run.
static void appendReason(FuselageText *text, const char *reason) {
  while (*reason && *reason != '\n') {
    size_t digits = strncmp(reason, "0x", 2) == 0
                        ? strspn(reason + 2, "0123456789abcdef")
                        : 0;
    if (digits > 4) {
      reason += 2 + digits;
      reason += strncmp(reason, ": ", 2) == 0 ? 2 : 0;
      fuselageTextAppendString(text, *reason == ',' ? "node" : "");
    } else {
      fuselageTextAppend(text, reason++, 1);
    }
  }
}

static FuselagePTXError dieError(const Emission *emission, const char *reason) {
  const FuselagePTXOptions *options = emission->options;
  bool lacksInstruction = strstr(reason, "Cannot select") != NULL;
  FuselageText line = {0};
  appendReason(&line, reason);
  FuselagePTXError error = errorCreateAt(
      FUSELAGE_PTX_CODEGEN_FAILED,
      unsupportedPlaceFind(emission->gpuModule, reason),
      "LLVM could not generate code for chip '%s'%s%s: %s. Fix: %s",
      options->chip, options->features && *options->features ? " with " : "",
      options->features ? options->features : "", fuselageTextGet(&line),
      lacksInstruction
          ? "choose a chip or a PTX version that has the instruction, in the "
            "options 'chip' and 'features', or use another operation"
          : "use another operation here, or another 'opt-level'");
  fuselageTextFree(&line);
  return error;
}

/// The child may wait for a lock that another thread held at the fork.
static FuselagePTXError timeError(const Emission *emission,
                                  const char *reason) {
  return errorCreateAt(
      FUSELAGE_PTX_CODEGEN_FAILED,
      mlirOperationGetLocation(emission->gpuModule),
      "LLVM generated no code for chip '%s': %s. Fix: divide the module; if it "
      "is small, emit PTX while no other thread of the program allocates "
      "memory",
      emission->options->chip, reason);
}

static FuselagePTXError failureError(const Emission *emission,
                                     IsolationResult result,
                                     const char *reason) {
  if (result == ISOLATION_DIED)
    return dieError(emission, reason);
  if (result == ISOLATION_TOOK_TOO_LONG)
    return timeError(emission, reason);
  return errorCreateAt(FUSELAGE_PTX_CODEGEN_FAILED,
                       mlirOperationGetLocation(emission->gpuModule),
                       "%s. Fix: rewrite the operation that the message names",
                       reason);
}

static FuselagePTXError compileInChild(Emission *emission,
                                       FuselagePTXText *ptx) {
  static pthread_once_t warm = PTHREAD_ONCE_INIT;
  pthread_once(&warm, warmUp);
  FuselageText output = {0};
  IsolationResult result = ISOLATION_DIED;
  FuselagePTXError error =
      isolationRun(compile, emission, secondsToLive, &output, &result);
  if (!fuselagePTXErrorIsNull(error)) {
    fuselageTextFree(&output);
    return error;
  }
  if (result == ISOLATION_SUCCEEDED) {
    *ptx = textTake(&output);
    return fuselagePTXTextIsNull(*ptx) ? errorOutOfMemory() : errorNone();
  }
  error = failureError(emission, result, fuselageTextGet(&output));
  fuselageTextFree(&output);
  return error;
}

static FuselagePTXError run(Emission *emission, FuselagePTXText *ptx) {
  FuselagePTXError error =
      targetMachineCreate(emission->options, &emission->machine);
  if (fuselagePTXErrorIsNull(error))
    error = translate(emission);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  setTarget(emission);
  error = verify(emission);
  if (fuselagePTXErrorIsNull(error))
    error = verifyVariables(emission);
  if (fuselagePTXErrorIsNull(error))
    error = verifyWorkgroupMemory(emission);
  if (fuselagePTXErrorIsNull(error))
    error = link(emission);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  fastMathApply(emission->module, emission->options->fastMath);
  error = compileInChild(emission, ptx);
  return error;
}

static FuselagePTXError emit(MlirOperation gpuModule,
                             const FuselagePTXOptions *options, bool printsIR,
                             FuselagePTXText *ptx) {
  ptx->ptr = NULL;
  FuselagePTXError error = fuselagePTXOptionsVerify(options);
  if (fuselagePTXErrorIsNull(error))
    error = kernelModuleVerifyLowered(gpuModule);
  if (fuselagePTXErrorIsNull(error))
    error = kernelNamesVerify(gpuModule);
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
