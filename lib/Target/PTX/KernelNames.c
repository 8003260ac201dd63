//===- KernelNames.c - Symbols in the spelling of PTX ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/KernelNames.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Text.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"

#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

static MlirBlock bodyOf(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

//===----------------------------------------------------------------------===//
// Spelling
//===----------------------------------------------------------------------===//

static bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// An identifier of PTX begins with a letter, or with an underscore or a dollar
/// sign and one more character. Letters, underscores, dollar signs and digits
/// follow. WARP_SZ is a constant of PTX.
static bool isLegal(MlirStringRef name) {
  if (name.length == 0 || mlirStringRefEqual(name, ref("WARP_SZ")))
    return false;
  bool startsWithLetter = isLetter(name.data[0]);
  if (!startsWithLetter &&
      (name.length == 1 || !strchr("_$", name.data[0]) || !name.data[0]))
    return false;
  for (size_t i = 1; i < name.length; ++i) {
    char c = name.data[i];
    if (!isLetter(c) && !isDigit(c) && c != '_' && c != '$')
      return false;
  }
  return true;
}

static bool endsInNumberBehind(MlirStringRef name, const char *prefix) {
  size_t length = name.length;
  while (length > 0 && isDigit(name.data[length - 1]))
    --length;
  size_t prefixLength = strlen(prefix);
  return length < name.length && length >= prefixLength &&
         memcmp(name.data + length - prefixLength, prefix, prefixLength) == 0;
}

static bool startsWith(MlirStringRef name, const char *prefix) {
  return name.length >= strlen(prefix) &&
         memcmp(name.data, prefix, strlen(prefix)) == 0;
}

/// True for names that tools use: LLVM's printer of PTX for parameters and
/// results, upstream's lowering for workgroup memory, and CUDA for its own
/// functions. These names never end in '_'.
static bool isReserved(MlirStringRef name) {
  static const char *const prefixes[] = {"__nv_", "__wg_", "__dynamic_shmem__"};
  static const char *const names[] = {"vprintf", "__assertfail"};
  if (name.length == 0 || name.data[name.length - 1] == '_')
    return false;
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; ++i)
    if (startsWith(name, prefixes[i]))
      return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (mlirStringRefEqual(name, ref(names[i])))
      return true;
  return endsInNumberBehind(name, "_param_") ||
         ((startsWith(name, "param") || startsWith(name, "func_retval") ||
           startsWith(name, "retval")) &&
          (endsInNumberBehind(name, "param") ||
           endsInNumberBehind(name, "retval")));
}

/// A function without a body is defined elsewhere, under this name.
static bool isDeclaration(MlirOperation op) {
  return mlirOperationGetNumRegions(op) == 1 &&
         !fuselageOperationIs(op, FUSELAGE_OP_LLVM_MLIR_GLOBAL) &&
         mlirBlockIsNull(
             mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0)));
}

/// Escapes a dollar sign too, so that two names never become one. If all
/// characters are legal, escapes the first one.
static void spell(FuselageText *text, MlirStringRef name) {
  bool escaped = false;
  for (size_t i = 0; i < name.length; ++i) {
    char c = name.data[i];
    bool isPlain = isLetter(c) || c == '_' || (isDigit(c) && i != 0);
    escaped = escaped || !isPlain;
    if (isPlain)
      fuselageTextAppend(text, &c, 1);
    else
      fuselageTextAppendFormat(text, "$%02x", (unsigned)(unsigned char)c);
  }
  if (escaped || name.length == 0)
    return;
  fuselageTextFree(text);
  fuselageTextAppendFormat(text, "$%02x",
                           (unsigned)(unsigned char)name.data[0]);
  fuselageTextAppend(text, name.data + 1, name.length - 1);
}

static bool hasSymbol(MlirOperation gpuModule, const char *name) {
  FUSELAGE_FOR_EACH_OPERATION (op, bodyOf(gpuModule)) {
    if (mlirStringRefEqual(kernelModuleGetSymbol(op), ref(name)))
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Renaming
//===----------------------------------------------------------------------===//

static void renameLaunches(const LaunchSites *sites, uint32_t first,
                           MlirOperation gpuModule, MlirStringRef name) {
  MlirContext context = mlirOperationGetContext(gpuModule);
  MlirAttribute leaf = mlirFlatSymbolRefAttrGet(context, name);
  MlirAttribute kernel =
      mlirSymbolRefAttrGet(context, kernelModuleGetSymbol(gpuModule), 1, &leaf);
  for (uint32_t i = first; i != LAUNCH_SITES_END; i = sites->sites.data[i].next)
    mlirOperationSetInherentAttributeByName(sites->sites.data[i].op,
                                            ref("kernel"), kernel);
}

static FuselagePTXError rename(const LaunchSites *sites,
                               MlirOperation gpuModule, MlirOperation op) {
  MlirStringRef old = kernelModuleGetSymbol(op);
  if ((isLegal(old) && (!isReserved(old) || isDeclaration(op))) ||
      mlirAttributeIsNull(mlirOperationGetAttributeByName(op, ref("sym_name"))))
    return errorNone();
  FuselageText name = {0};
  if (isLegal(old))
    fuselageTextAppend(&name, old.data, old.length);
  else
    spell(&name, old);
  if (!name.failed && isReserved(ref(fuselageTextGet(&name))))
    fuselageTextAppendString(&name, "_");
  while (!name.failed && hasSymbol(gpuModule, fuselageTextGet(&name)))
    fuselageTextAppendString(&name, "_");
  uint32_t first = launchSitesGetFirst(sites, op);
  if (name.failed ||
      mlirLogicalResultIsFailure(mlirSymbolTableReplaceAllSymbolUses(
          old, ref(fuselageTextGet(&name)), gpuModule))) {
    fuselageTextFree(&name);
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                         "the symbol @\"%.*s\" cannot be given a name that PTX "
                         "has. Fix: rename it, to letters, digits and '_'",
                         (int)old.length, old.data);
  }
  mlirOperationSetAttributeByName(
      op, ref("sym_name"),
      mlirStringAttrGet(mlirOperationGetContext(op),
                        ref(fuselageTextGet(&name))));
  renameLaunches(sites, first, gpuModule, ref(fuselageTextGet(&name)));
  fuselageTextFree(&name);
  return errorNone();
}

FuselagePTXError kernelNamesLegalize(MlirOperation module,
                                     const LaunchSites *sites) {
  FUSELAGE_FOR_EACH_OPERATION (gpuModule, bodyOf(module)) {
    if (!fuselageOperationIs(gpuModule, FUSELAGE_OP_GPU_MODULE))
      continue;
    FUSELAGE_FOR_EACH_OPERATION (op, bodyOf(gpuModule)) {
      FuselagePTXError error = rename(sites, gpuModule, op);
      if (!fuselagePTXErrorIsNull(error))
        return error;
    }
  }
  return errorNone();
}

FuselagePTXError kernelNamesVerify(MlirOperation gpuModule) {
  FUSELAGE_FOR_EACH_OPERATION (op, bodyOf(gpuModule)) {
    MlirStringRef name = kernelModuleGetSymbol(op);
    if (!fuselageOperationIs(op, FUSELAGE_OP_LLVM_FUNC) || isLegal(name))
      continue;
    return errorCreateAt(
        FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
        "PTX cannot spell the name of the function @\"%.*s\". Fix: run "
        "fuselagePTXPrepareLaunches (fuselage-prepare-launches) before the "
        "kernels are lowered, or rename it",
        (int)name.length, name.data);
  }
  return errorNone();
}
