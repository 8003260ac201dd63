//===- PrepareLaunches.c - Launches of kernels that were outlined ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Error.h"
#include "Target/PTX/HostGlobals.h"
#include "Target/PTX/KernelNames.h"
#include "Target/PTX/LaunchLimits.h"

FuselagePTXError fuselagePTXPrepareLaunches(MlirOperation module) {
  LaunchSites sites = {0};
  FuselagePTXError error = hostGlobalsVerify(module);
  if (fuselagePTXErrorIsNull(error) && !launchSitesCollect(&sites, module))
    error = errorOutOfMemory();
  if (fuselagePTXErrorIsNull(error))
    error = launchLimitsVerify(&sites);
  if (fuselagePTXErrorIsNull(error))
    error = kernelNamesLegalize(module, &sites);
  launchSitesFree(&sites);
  return error;
}
