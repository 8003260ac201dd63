//===- FastMath.c - Floating-point arithmetic that may differ -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/FastMath.h"

#include "mlir-c/BuiltinAttributes.h"

#include "llvm-c/Core.h"

#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

/// The two attributes and their values.
typedef struct Flags {
  const char *names[2];
  MlirAttribute values[2];
} Flags;

static MlirWalkResult setFlags(MlirOperation op, void *userData) {
  const Flags *flags = userData;
  for (int i = 0; i < 2; ++i) {
    MlirStringRef name = ref(flags->names[i]);
    if (!mlirAttributeIsNull(
            mlirOperationGetInherentAttributeByName(op, name)) &&
        !mlirAttributeIsNull(flags->values[i]))
      mlirOperationSetInherentAttributeByName(op, name, flags->values[i]);
  }
  return MlirWalkResultAdvance;
}

void fastMathAllow(MlirOperation gpuModule) {
  MlirContext context = mlirOperationGetContext(gpuModule);
  Flags flags = {{"fastmath", "fastmathFlags"},
                 {mlirAttributeParseGet(context, ref("#arith.fastmath<fast>")),
                  mlirAttributeParseGet(context, ref("#llvm.fastmath<fast>"))}};
  mlirOperationWalk(gpuModule, setFlags, &flags, MlirWalkPreOrder);
}

static void addAttribute(LLVMValueRef function, const char *name,
                         const char *value) {
  LLVMContextRef context = LLVMGetModuleContext(LLVMGetGlobalParent(function));
  LLVMAddAttributeAtIndex(
      function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
      LLVMCreateStringAttribute(context, name, (unsigned)strlen(name), value,
                                (unsigned)strlen(value)));
}

/// The string that a call of __nvvm_reflect asks for; null if it cannot be
/// read.
static const char *getReflected(LLVMValueRef call, size_t *length) {
  LLVMValueRef global = LLVMGetOperand(call, 0);
  if (!LLVMIsAGlobalVariable(global) || !LLVMGetInitializer(global) ||
      !LLVMIsConstantString(LLVMGetInitializer(global)))
    return NULL;
  return LLVMGetAsString(LLVMGetInitializer(global), length);
}

static bool isReflected(LLVMValueRef call, const char *name) {
  size_t length = 0;
  const char *string = getReflected(call, &length);
  // The length counts the NUL.
  return string && length == strlen(name) + 1 &&
         memcmp(string, name, length) == 0;
}

static void replaceCall(LLVMValueRef call, unsigned value) {
  LLVMReplaceAllUsesWith(call, LLVMConstInt(LLVMTypeOf(call), value, false));
  LLVMInstructionEraseFromParent(call);
}

static void answerReflection(LLVMModuleRef module, bool fast) {
  LLVMValueRef reflect = LLVMGetNamedFunction(module, "__nvvm_reflect");
  LLVMUseRef next = NULL;
  for (LLVMUseRef use = reflect ? LLVMGetFirstUse(reflect) : NULL; use;
       use = next) {
    LLVMValueRef call = LLVMGetUser(use);
    next = LLVMGetNextUse(use);
    if (!LLVMIsACallInst(call))
      continue;
    if (isReflected(call, "__CUDA_FTZ"))
      replaceCall(call, fast);
    else if (isReflected(call, "__CUDA_PREC_SQRT") ||
             isReflected(call, "__CUDA_PREC_DIV"))
      replaceCall(call, !fast);
  }
}

void fastMathApply(LLVMModuleRef module, bool fast) {
  answerReflection(module, fast);
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function && fast;
       function = LLVMGetNextFunction(function))
    if (!LLVMIsDeclaration(function))
      addAttribute(function, "denormal-fp-math-f32",
                   "preserve-sign,preserve-sign");
}
