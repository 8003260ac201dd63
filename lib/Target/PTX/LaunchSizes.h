//===- LaunchSizes.h - Sizes that all launches of a kernel share  -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_LAUNCHSIZES_H
#define FUSELAGE_TARGET_PTX_LAUNCHSIZES_H

#include "Target/PTX/LaunchSites.h"

/// Makes constants of the sizes that a lowered kernel reads and all its
/// launches share, and gives it the block size that it must be launched with.
void launchSizesApply(const LaunchSites *sites, MlirOperation kernel);

/// Before outlining: has the kernels that there are keep `known_block_size` and
/// `known_grid_size` in fuselagePTXForgetLaunchSizes.
void launchSizesKeepKnown(MlirOperation module);

#endif // FUSELAGE_TARGET_PTX_LAUNCHSIZES_H
