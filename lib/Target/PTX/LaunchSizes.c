//===- LaunchSizes.c - Sizes that all launches of a kernel share ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/LaunchSizes.h"

#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"

#include <string.h>

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

/// The attributes of a `gpu.func` with the sizes of its launches.
static const char *const knownSizes[] = {"known_block_size", "known_grid_size"};

/// The sizes that all launches of a kernel have in common.
static bool getAgreedSizes(const LaunchSites *sites, MlirOperation kernel,
                           bool ofBlock, int32_t sizes[3]) {
  uint32_t first = launchSitesGetFirst(sites, kernel);
  if (first == LAUNCH_SITES_END ||
      !launchSiteGetConstantSizes(sites->sites.data[first].op, ofBlock, sizes))
    return false;
  for (uint32_t i = first; i != LAUNCH_SITES_END;
       i = sites->sites.data[i].next) {
    int32_t other[3];
    if (!launchSiteGetConstantSizes(sites->sites.data[i].op, ofBlock, other) ||
        memcmp(sizes, other, sizeof other) != 0)
      return false;
  }
  return true;
}

static void recordSizes(const LaunchSites *sites, MlirOperation kernel,
                        bool ofBlock, const char *attribute) {
  int32_t sizes[3];
  if (getAgreedSizes(sites, kernel, ofBlock, sizes))
    mlirOperationSetInherentAttributeByName(
        kernel, ref(attribute),
        mlirDenseI32ArrayGet(mlirOperationGetContext(kernel), 3, sizes));
}

static bool recordKernelSizes(MlirOperation kernel, void *userData) {
  recordSizes(userData, kernel, true, knownSizes[0]);
  recordSizes(userData, kernel, false, knownSizes[1]);
  return true;
}

FuselagePTXError fuselagePTXRecordLaunchSizes(MlirOperation module) {
  LaunchSites sites = {0};
  bool collected = launchSitesCollect(&sites, module);
  collected =
      collected && kernelModuleForEachFunction(module, FUSELAGE_OP_GPU_FUNC,
                                               recordKernelSizes, &sites);
  launchSitesFree(&sites);
  return collected ? errorNone() : errorOutOfMemory();
}

//===----------------------------------------------------------------------===//
// Sizes that outlining records
//===----------------------------------------------------------------------===//

/// The mark of a kernel between the two steps: its author wrote its sizes.
static const char keptMark[] = "fuselage.keeps_known_sizes";

static bool markKept(MlirOperation kernel, void *userData) {
  (void)userData;
  mlirOperationSetDiscardableAttributeByName(
      kernel, ref(keptMark), mlirUnitAttrGet(mlirOperationGetContext(kernel)));
  return true;
}

static bool forgetSizes(MlirOperation kernel, void *userData) {
  (void)userData;
  MlirAttribute none = {NULL};
  if (mlirOperationRemoveDiscardableAttributeByName(kernel, ref(keptMark)))
    return true;
  for (size_t i = 0; i < sizeof knownSizes / sizeof *knownSizes; ++i)
    mlirOperationSetInherentAttributeByName(kernel, ref(knownSizes[i]), none);
  return true;
}

void launchSizesKeepKnown(MlirOperation module) {
  // The callback never returns false.
  if (!kernelModuleForEachFunction(module, FUSELAGE_OP_GPU_FUNC, markKept,
                                   NULL))
    return;
}

FuselagePTXError fuselagePTXForgetLaunchSizes(MlirOperation module) {
  return kernelModuleForEachFunction(module, FUSELAGE_OP_GPU_FUNC, forgetSizes,
                                     NULL)
             ? errorNone()
             : errorOutOfMemory();
}

//===----------------------------------------------------------------------===//
// Sizes of lowered kernels
//===----------------------------------------------------------------------===//

/// Reads of special registers whose values are known: `prefix` and an axis.
typedef struct KnownRegisters {
  const char *prefix;
  int32_t values[3];
} KnownRegisters;

static MlirOperation createConstant(MlirOperation before, int32_t value) {
  MlirContext context = mlirOperationGetContext(before);
  MlirType type = mlirValueGetType(mlirOperationGetResult(before, 0));
  MlirNamedAttribute attribute =
      mlirNamedAttributeGet(mlirIdentifierGet(context, ref("value")),
                            mlirIntegerAttrGet(type, value));
  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_LLVM_MLIR_CONSTANT),
                            mlirOperationGetLocation(before));
  mlirOperationStateAddResults(&state, 1, &type);
  mlirOperationStateAddAttributes(&state, 1, &attribute);
  MlirOperation constant = mlirOperationCreate(&state);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(before), before,
                                      constant);
  return constant;
}

/// The axis of a read of one of the registers, or -1.
static int getAxis(MlirOperation op, const char *prefix) {
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
  size_t length = strlen(prefix);
  if (name.length != length + 1 || memcmp(name.data, prefix, length) != 0)
    return -1;
  int axis = name.data[length] - 'x';
  return axis >= 0 && axis < 3 ? axis : -1;
}

static MlirWalkResult replaceRead(MlirOperation op, void *userData) {
  const KnownRegisters *known = userData;
  int axis = getAxis(op, known->prefix);
  if (axis < 0)
    return MlirWalkResultAdvance;
  MlirOperation constant = createConstant(op, known->values[axis]);
  mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, 0),
                                mlirOperationGetResult(constant, 0));
  mlirOperationDestroy(op);
  return MlirWalkResultAdvance;
}

/// With a required block size, a launch with any other block size is an error.
/// LLVM has ranges for the reads of sizes and does not turn them into
/// constants, so this does.
void launchSizesApply(const LaunchSites *sites, MlirOperation kernel) {
  KnownRegisters block = {.prefix = "nvvm.read.ptx.sreg.ntid."};
  KnownRegisters grid = {.prefix = "nvvm.read.ptx.sreg.nctaid."};
  if (getAgreedSizes(sites, kernel, true, block.values)) {
    mlirOperationRemoveDiscardableAttributeByName(kernel, ref("nvvm.maxntid"));
    mlirOperationSetDiscardableAttributeByName(
        kernel, ref("nvvm.reqntid"),
        mlirDenseI32ArrayGet(mlirOperationGetContext(kernel), 3, block.values));
    mlirOperationWalk(kernel, replaceRead, &block, MlirWalkPostOrder);
  }
  if (getAgreedSizes(sites, kernel, false, grid.values))
    mlirOperationWalk(kernel, replaceRead, &grid, MlirWalkPostOrder);
}
