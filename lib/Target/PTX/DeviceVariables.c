//===- DeviceVariables.c - Variables of a kernel module -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's optimizer takes the preferred alignment of a variable without an
// explicit one, 16 bytes for arrays; the printer of PTX writes the alignment of
// the type, 4 bytes for f32. An explicit alignment is the same for both.
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/DeviceVariables.h"

#include "llvm-c/Core.h"
#include "llvm-c/Target.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { sharedAddressSpace = 3 };

// NOLINTBEGIN(bugprone-macro-parentheses): a declared name takes none.
#define FOR_EACH_VARIABLE(variable, module)                                    \
  for (LLVMValueRef variable = LLVMGetFirstGlobal(module); variable;           \
       variable = LLVMGetNextGlobal(variable))
// NOLINTEND(bugprone-macro-parentheses)

static bool isShared(LLVMValueRef variable) {
  return LLVMGetPointerAddressSpace(LLVMTypeOf(variable)) == sharedAddressSpace;
}

static bool isDynamicSharedMemory(LLVMValueRef variable) {
  LLVMTypeRef type = LLVMGlobalGetValueType(variable);
  return isShared(variable) && LLVMGetTypeKind(type) == LLVMArrayTypeKind &&
         LLVMGetArrayLength2(type) == 0;
}

/// An internal array of no elements is a place of its own among the static
/// variables, and those behind it lie in the memory that the launch adds.
/// `.extern` is the memory behind all static variables.
static void makeExternal(LLVMValueRef variable) {
  LLVMSetInitializer(variable, NULL);
  LLVMSetLinkage(variable, LLVMExternalLinkage);
}

static uint64_t alignUp(uint64_t bytes, uint64_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}

/// What the variable is aligned to if nothing says so: `preferred` as the
/// vectorizer likes it, else as the type needs it.
static unsigned alignmentOf(LLVMValueRef variable, LLVMTargetDataRef layout,
                            bool preferred) {
  unsigned present = LLVMGetAlignment(variable);
  if (present != 0)
    return present;
  return preferred
             ? LLVMPreferredAlignmentOfGlobal(layout, variable)
             : LLVMABIAlignmentOfType(layout, LLVMGlobalGetValueType(variable));
}

static bool isStaticShared(LLVMValueRef variable) {
  return isShared(variable) && !isDynamicSharedMemory(variable);
}

/// The largest alignment of static workgroup memory.
static unsigned maxSharedAlignment(LLVMModuleRef module,
                                   LLVMTargetDataRef layout) {
  unsigned result = 1;
  FOR_EACH_VARIABLE(variable, module) {
    if (isStaticShared(variable) &&
        alignmentOf(variable, layout, true) > result)
      result = alignmentOf(variable, layout, true);
  }
  return result;
}

/// True if the static workgroup memory keeps its limit with the preferred
/// alignments, whatever the order of the variables: in none does a variable
/// begin behind the room of those before it, rounded up to the largest
/// alignment.
static bool hasRoomForPadding(LLVMModuleRef module, LLVMTargetDataRef layout) {
  unsigned alignment = maxSharedAlignment(module, layout);
  uint64_t bytes = 0;
  FOR_EACH_VARIABLE(variable, module) {
    if (!isStaticShared(variable))
      continue;
    uint64_t size = LLVMABISizeOfType(layout, LLVMGlobalGetValueType(variable));
    if (size > DEVICE_MAX_STATIC_SHARED_BYTES)
      return false;
    bytes += alignUp(size, alignment);
    if (bytes > DEVICE_MAX_STATIC_SHARED_BYTES)
      return false;
  }
  return true;
}

void deviceVariablesPrepare(LLVMModuleRef module, LLVMTargetDataRef layout) {
  bool hasRoom = hasRoomForPadding(module, layout);
  FOR_EACH_VARIABLE(variable, module) {
    if (isDynamicSharedMemory(variable))
      makeExternal(variable);
    LLVMSetAlignment(variable, alignmentOf(variable, layout,
                                           hasRoom || !isShared(variable)));
  }
}

const char *deviceVariablesFindUndefined(LLVMModuleRef module) {
  size_t length;
  FOR_EACH_VARIABLE(variable, module) {
    if (LLVMIsDeclaration(variable) && LLVMGetFirstUse(variable) &&
        !isDynamicSharedMemory(variable))
      return LLVMGetValueName2(variable, &length);
  }
  return NULL;
}

//===----------------------------------------------------------------------===//
// The limit of workgroup memory
//===----------------------------------------------------------------------===//

/// True for the name `__wg_<kernel>_<number>`, which an attribution gets.
static bool isAttributionOf(LLVMValueRef variable, const char *kernel) {
  static const char prefix[] = "__wg_";
  size_t length, kernelLength = strlen(kernel);
  const char *name = LLVMGetValueName2(variable, &length);
  if (strncmp(name, prefix, sizeof prefix - 1) != 0)
    return false;
  name += sizeof prefix - 1;
  return strncmp(name, kernel, kernelLength) == 0 &&
         name[kernelLength] == '_' && name[kernelLength + 1] != '\0' &&
         strspn(name + kernelLength + 1, "0123456789") ==
             strlen(name + kernelLength + 1);
}

const char *deviceVariablesFindOverflow(LLVMModuleRef module, uint64_t *bytes) {
  LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module);
  size_t length;
  for (LLVMValueRef kernel = LLVMGetFirstFunction(module); kernel;
       kernel = LLVMGetNextFunction(kernel)) {
    const char *name = LLVMGetValueName2(kernel, &length);
    *bytes = 0;
    FOR_EACH_VARIABLE(variable, module) {
      if (isStaticShared(variable) && isAttributionOf(variable, name))
        *bytes += LLVMABISizeOfType(layout, LLVMGlobalGetValueType(variable));
    }
    if (*bytes > DEVICE_MAX_STATIC_SHARED_BYTES)
      return name;
  }
  return NULL;
}
