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

/// Replaces reads of sizes in a lowered kernel by constants if all launches
/// have the same sizes, and gives the kernel the required block size.
void launchSizesApply(const LaunchSites *sites, MlirOperation kernel);

/// Runs before outlining, and marks the existing kernels: they keep
/// `known_block_size` and `known_grid_size` in fuselagePTXForgetLaunchSizes.
void launchSizesKeepKnown(MlirOperation module);

#endif // FUSELAGE_TARGET_PTX_LAUNCHSIZES_H
