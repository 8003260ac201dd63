//===- PrepareLaunches.c - Launches of kernels that were outlined ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Error.h"
#include "Target/PTX/HostGlobals.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/KernelNames.h"
#include "Target/PTX/LaunchLimits.h"

static MlirWalkResult findLaunch(MlirOperation op, void *userData) {
  if (!kernelModuleIsOperation(op, "gpu.launch"))
    return MlirWalkResultAdvance;
  *(MlirOperation *)userData = op;
  return MlirWalkResultInterrupt;
}

/// Upstream outlines the launches in functions of the module, and passes those
/// of modules within it over without a word.
static FuselagePTXError verifyOutlined(MlirOperation module) {
  MlirOperation launch = {NULL};
  mlirOperationWalk(module, findLaunch, &launch, MlirWalkPreOrder);
  if (mlirOperationIsNull(launch))
    return errorNone();
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(launch),
      "the launch is not in a function of the module that is compiled, and "
      "would stay as it is. Fix: compile its own module, as the pass pipeline "
      "builtin.module(builtin.module(fuselage-to-ptx)) does");
}

FuselagePTXError fuselagePTXPrepareLaunches(MlirOperation module) {
  LaunchSites sites = {0};
  FuselagePTXError error = verifyOutlined(module);
  if (fuselagePTXErrorIsNull(error))
    error = hostGlobalsVerify(module);
  if (fuselagePTXErrorIsNull(error) && !launchSitesCollect(&sites, module))
    error = errorOutOfMemory();
  if (fuselagePTXErrorIsNull(error))
    error = launchLimitsVerify(&sites);
  if (fuselagePTXErrorIsNull(error))
    error = kernelNamesLegalize(module, &sites);
  launchSitesFree(&sites);
  return error;
}
