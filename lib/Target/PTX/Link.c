//===- Link.c - Functions that a kernel module lacks ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Link.h"

#include "Target/PTX/Error.h"
#include "Target/PTX/Libdevice.h"

#include "llvm-c/Core.h"
#include "llvm-c/Error.h"
#include "llvm-c/Linker.h"
#include "llvm-c/Transforms/PassBuilder.h"

#include <string.h>

/// The functions that need no definition. The CUDA driver resolves its system
/// calls in every module. libdevice asks for the chip by __nvvm_reflect, which
/// LLVM folds.
static bool isPredefined(const char *name) {
  static const char *const names[] = {"vprintf", "malloc", "free",
                                      "__assertfail", "__nvvm_reflect"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (!strcmp(name, names[i]))
      return true;
  return false;
}

static const char *nameOf(LLVMValueRef function) {
  size_t length;
  return LLVMGetValueName2(function, &length);
}

/// The first function that is used but not defined; null if all are defined.
static const char *findUndefined(LLVMModuleRef module) {
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    if (LLVMIsDeclaration(function) && LLVMGetFirstUse(function) &&
        LLVMGetIntrinsicID(function) == 0 && !isPredefined(nameOf(function)))
      return nameOf(function);
  return NULL;
}

FuselagePTXError linkRunPasses(LLVMModuleRef module, const char *passes,
                               LLVMTargetMachineRef machine,
                               CodegenDiagnostics *diagnostics) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef failure = LLVMRunPasses(module, passes, machine, options);
  LLVMDisposePassBuilderOptions(options);
  if (failure) {
    char *message = LLVMGetErrorMessage(failure);
    FuselagePTXError error =
        errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                    "LLVM could not optimize the kernels: %s", message);
    LLVMDisposeErrorMessage(message);
    return error;
  }
  if (diagnostics->hasError)
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "LLVM could not optimize the kernels: %s",
                       fuselageTextGet(&diagnostics->message));
  return errorNone();
}

/// The attribute that marks a function of the library from its choice to its
/// internalization; linking keeps attributes.
static const char linkedMark[] = "fuselage-linked";
static const unsigned linkedMarkLength = sizeof linkedMark - 1;

/// LLVM declares the index as a negative enumerator, and its functions take an
/// unsigned number.
static const LLVMAttributeIndex functionIndex =
    (LLVMAttributeIndex)LLVMAttributeFunctionIndex;

/// Drops the functions of `library` that `kernels` does not need, and marks the
/// others. LLVM's C API links whole modules. Without this step every function
/// of the library would be linked, and names that both modules use would clash.
static FuselagePTXError trimLibrary(LLVMModuleRef library,
                                    LLVMModuleRef kernels,
                                    LLVMTargetMachineRef machine,
                                    CodegenDiagnostics *diagnostics) {
  LLVMAttributeRef mark = LLVMCreateStringAttribute(
      diagnostics->context, linkedMark, linkedMarkLength, "", 0);
  for (LLVMValueRef function = LLVMGetFirstFunction(library); function;
       function = LLVMGetNextFunction(function)) {
    if (LLVMIsDeclaration(function))
      continue;
    LLVMValueRef wanted = LLVMGetNamedFunction(kernels, nameOf(function));
    bool needed = wanted && LLVMIsDeclaration(wanted);
    LLVMSetLinkage(function,
                   needed ? LLVMExternalLinkage : LLVMInternalLinkage);
    if (needed)
      LLVMAddAttributeAtIndex(function, functionIndex, mark);
  }
  return linkRunPasses(library, "globaldce", machine, diagnostics);
}

/// Makes the linked functions internal, so that they vanish once inlined.
static void internalizeLinked(LLVMModuleRef kernels) {
  for (LLVMValueRef function = LLVMGetFirstFunction(kernels); function;
       function = LLVMGetNextFunction(function)) {
    if (!LLVMGetStringAttributeAtIndex(function, functionIndex, linkedMark,
                                       linkedMarkLength))
      continue;
    LLVMRemoveStringAttributeAtIndex(function, functionIndex, linkedMark,
                                     linkedMarkLength);
    LLVMSetLinkage(function, LLVMInternalLinkage);
  }
}

static FuselagePTXError linkLibrary(LLVMModuleRef kernels, const char *path,
                                    LLVMTargetMachineRef machine,
                                    CodegenDiagnostics *diagnostics) {
  LLVMModuleRef library = NULL;
  FuselagePTXError error = libdeviceLoad(path, diagnostics, &library);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  LLVMSetTarget(library, LLVMGetTarget(kernels));
  LLVMSetDataLayout(library, LLVMGetDataLayoutStr(kernels));
  error = trimLibrary(library, kernels, machine, diagnostics);
  if (!fuselagePTXErrorIsNull(error)) {
    LLVMDisposeModule(library);
    return error;
  }
  if (LLVMLinkModules2(kernels, library)) // consumes the library
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "cannot link libdevice '%s': %s", path,
                       fuselageTextGet(&diagnostics->message));
  internalizeLinked(kernels);
  return errorNone();
}

/// convert-gpu-to-nvvm turns a declared `func.func` into a function of the same
/// name that calls a second function with this prefix. The user knows the first
/// name.
static const char *withoutWrapper(const char *function) {
  static const char prefix[] = "_mlir_ciface_";
  return strncmp(function, prefix, sizeof prefix - 1) == 0
             ? function + sizeof prefix - 1
             : function;
}

/// The error names the library that lacks the function.
static FuselagePTXError unresolvedError(const char *function,
                                        const char *option,
                                        FuselagePTXText library) {
  FuselageText reason = {0};
  if (fuselagePTXTextIsNull(library))
    libdeviceExplainAbsence(option, &reason);
  else
    fuselageTextAppendFormat(&reason, "libdevice '%s' does not have it",
                             fuselagePTXTextGetString(library).data);
  bool isLibdevice = strncmp(function, "__nv_", 5) == 0;
  FuselagePTXError error = errorCreate(
      FUSELAGE_PTX_UNRESOLVED_FUNCTION,
      "nothing defines the function '%s', which this calls: %s. Fix: %s",
      function, fuselageTextGet(&reason),
      isLibdevice
          ? "install the CUDA toolkit, set CUDA_HOME to its root, or give the "
            "path of libdevice.10.bc in the option 'libdevice'; only f32, f16 "
            "and bf16 functions can be expanded without it, and not all of them"
          : "define it in the gpu.module");
  fuselageTextFree(&reason);
  return error;
}

FuselagePTXError linkFunctions(LLVMModuleRef kernels, const char *libdevice,
                               LLVMTargetMachineRef machine,
                               CodegenDiagnostics *diagnostics,
                               const char **unresolved) {
  *unresolved = NULL;
  if (!findUndefined(kernels))
    return errorNone();
  FuselagePTXText library = fuselagePTXFindLibdevice(libdevice);
  FuselagePTXError error = errorNone();
  if (!fuselagePTXTextIsNull(library))
    error = linkLibrary(kernels, fuselagePTXTextGetString(library).data,
                        machine, diagnostics);
  if (fuselagePTXErrorIsNull(error)) {
    const char *function = findUndefined(kernels);
    *unresolved = function ? withoutWrapper(function) : NULL;
    if (*unresolved)
      error = unresolvedError(*unresolved, libdevice, library);
  }
  fuselagePTXTextDestroy(library);
  return error;
}
