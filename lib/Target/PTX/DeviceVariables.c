//===- DeviceVariables.c - Variables of a kernel module -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a variable without an explicit alignment, LLVM's optimizer assumes the
// preferred alignment, 16 bytes for arrays. The printer of PTX writes the
// alignment of the type, 4 bytes for f32. An explicit alignment is the same for
// both.
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/DeviceVariables.h"

#include "Bridge/Enums.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"

#include "llvm-c/Core.h"
#include "llvm-c/Target.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { wordBytes = 4 };

// NOLINTBEGIN(bugprone-macro-parentheses): a declared name takes none.
#define FOR_EACH_VARIABLE(variable, module)                                    \
  for (LLVMValueRef variable = LLVMGetFirstGlobal(module); variable;           \
       variable = LLVMGetNextGlobal(variable))
// NOLINTEND(bugprone-macro-parentheses)

static bool isShared(LLVMValueRef variable) {
  return LLVMGetPointerAddressSpace(LLVMTypeOf(variable)) ==
         FUSELAGE_SHARED_ADDRESS_SPACE;
}

static bool isDynamicSharedMemory(LLVMValueRef variable) {
  LLVMTypeRef type = LLVMGlobalGetValueType(variable);
  return isShared(variable) && LLVMGetTypeKind(type) == LLVMArrayTypeKind &&
         LLVMGetArrayLength2(type) == 0;
}

/// An internal array without elements is one of the static variables, and
/// static variables after it would lie in the memory that the launch adds.
/// `.extern` is the memory after all static variables.
static void makeExternal(LLVMValueRef variable) {
  LLVMSetInitializer(variable, NULL);
  LLVMSetLinkage(variable, LLVMExternalLinkage);
}

static uint64_t alignUp(uint64_t bytes, uint64_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}

/// The alignment of a variable. If none is explicit, it is the alignment that
/// the vectorizer prefers (`preferred`) or that the type needs.
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

/// True if the static workgroup memory stays within its limit with the
/// preferred alignments, in any order of the variables. In any order, a
/// variable begins at most at the sum of the sizes before it, each rounded up
/// to the largest alignment.
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

static bool hasValue(LLVMValueRef variable) {
  LLVMValueRef value = LLVMGetInitializer(variable);
  return !LLVMIsUndef(value) && !LLVMIsPoison(value);
}

/// Replaces a variable without a value by a variable with `bytes` more bytes.
static void enlarge(LLVMModuleRef module, LLVMValueRef variable,
                    uint64_t bytes) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMTypeRef parts[] = {LLVMGlobalGetValueType(variable),
                         LLVMArrayType2(LLVMInt8TypeInContext(context), bytes)};
  LLVMTypeRef type = LLVMStructTypeInContext(context, parts, 2, true);
  size_t length;
  char *name = strdup(LLVMGetValueName2(variable, &length));
  if (!name)
    return;
  LLVMSetValueName2(variable, "", 0);
  LLVMValueRef larger = LLVMAddGlobalInAddressSpace(
      module, type, name, FUSELAGE_SHARED_ADDRESS_SPACE);
  free(name);
  LLVMSetInitializer(larger, LLVMGetUndef(type));
  LLVMSetLinkage(larger, LLVMGetLinkage(variable));
  LLVMSetAlignment(larger, LLVMGetAlignment(variable));
  LLVMReplaceAllUsesWith(variable, larger);
  LLVMDeleteGlobal(variable);
}

/// Atomic updates of bytes exchange the word around them, so the whole word
/// must exist. Makes workgroup memory a number of whole words.
static void fillWords(LLVMModuleRef module, LLVMTargetDataRef layout) {
  LLVMValueRef next;
  for (LLVMValueRef variable = LLVMGetFirstGlobal(module); variable;
       variable = next) {
    next = LLVMGetNextGlobal(variable);
    if (!isStaticShared(variable) || LLVMIsDeclaration(variable) ||
        hasValue(variable))
      continue;
    uint64_t size = LLVMABISizeOfType(layout, LLVMGlobalGetValueType(variable));
    if (LLVMGetAlignment(variable) < wordBytes)
      LLVMSetAlignment(variable, wordBytes);
    if (size % wordBytes != 0)
      enlarge(module, variable, alignUp(size, wordBytes) - size);
  }
}

void deviceVariablesPrepare(LLVMModuleRef module, LLVMTargetDataRef layout) {
  bool hasRoom = hasRoomForPadding(module, layout);
  FOR_EACH_VARIABLE(variable, module) {
    if (isDynamicSharedMemory(variable))
      makeExternal(variable);
    LLVMSetAlignment(variable, alignmentOf(variable, layout,
                                           hasRoom || !isShared(variable)));
  }
  fillWords(module, layout);
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

typedef struct KernelSharedBytes {
  LLVMValueRef kernel;
  uint64_t bytes;
} KernelSharedBytes;

typedef FUSELAGE_ARRAY(KernelSharedBytes) KernelBytes;

typedef struct UsedValue {
  LLVMValueRef value;
} UsedValue;

/// The search for the functions that use a variable: from the variable up
/// through constants, instructions and their functions, to the kernels.
typedef struct UserSearch {
  FuselagePointerMap seen;
  FUSELAGE_ARRAY(UsedValue) pending;
  bool outOfMemory;
} UserSearch;

static void addUsed(UserSearch *search, LLVMValueRef value) {
  if (fuselagePointerMapLookup(&search->seen, value) !=
      FUSELAGE_POINTER_NOT_FOUND)
    return;
  UsedValue *slot = FUSELAGE_ARRAY_APPEND(&search->pending);
  if (!slot || !fuselagePointerMapInsert(&search->seen, value, 1)) {
    search->outOfMemory = true;
    return;
  }
  slot->value = value;
}

static void addUsers(UserSearch *search, LLVMValueRef value) {
  for (LLVMUseRef use = LLVMGetFirstUse(value); use;
       use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    addUsed(search,
            LLVMIsAInstruction(user)
                ? LLVMGetBasicBlockParent(LLVMGetInstructionParent(user))
                : user);
  }
}

/// Adds the bytes of the variable to each kernel that reaches it. Returns false
/// when memory is out.
static bool addToKernels(LLVMValueRef variable, uint64_t size,
                         KernelBytes *kernels) {
  UserSearch search = {.outOfMemory = false};
  addUsed(&search, variable);
  while (search.pending.size != 0 && !search.outOfMemory)
    addUsers(&search, search.pending.data[--search.pending.size].value);
  for (size_t i = 0; i < kernels->size; ++i)
    if (fuselagePointerMapLookup(&search.seen, kernels->data[i].kernel) !=
        FUSELAGE_POINTER_NOT_FOUND)
      kernels->data[i].bytes += size;
  FUSELAGE_ARRAY_FREE(&search.pending);
  fuselagePointerMapFree(&search.seen);
  return !search.outOfMemory;
}

static bool listKernels(LLVMModuleRef module, KernelBytes *kernels) {
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    if (LLVMGetFunctionCallConv(function) !=
        FUSELAGE_CALLING_CONVENTION_PTX_KERNEL)
      continue;
    KernelSharedBytes *slot = FUSELAGE_ARRAY_APPEND(kernels);
    if (!slot)
      return false;
    *slot = (KernelSharedBytes){function, 0};
  }
  return true;
}

bool deviceVariablesFindOverflow(LLVMModuleRef module, const char **kernel,
                                 uint64_t *bytes) {
  LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module);
  KernelBytes kernels = {0};
  bool done = listKernels(module, &kernels);
  FOR_EACH_VARIABLE(variable, module) {
    if (done && isStaticShared(variable))
      done = addToKernels(
          variable, LLVMABISizeOfType(layout, LLVMGlobalGetValueType(variable)),
          &kernels);
  }
  *kernel = NULL;
  for (size_t i = 0; i < kernels.size && !*kernel; ++i) {
    size_t length;
    *bytes = kernels.data[i].bytes;
    if (*bytes > DEVICE_MAX_STATIC_SHARED_BYTES)
      *kernel = LLVMGetValueName2(kernels.data[i].kernel, &length);
  }
  FUSELAGE_ARRAY_FREE(&kernels);
  return done;
}
