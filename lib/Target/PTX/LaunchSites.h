//===- LaunchSites.h - The launches of each kernel -------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_LAUNCHSITES_H
#define FUSELAGE_TARGET_PTX_LAUNCHSITES_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// A `gpu.launch_func`, and the number of another launch of the same kernel.
typedef struct LaunchSite {
  MlirOperation op;
  uint32_t next;
} LaunchSite;

#define LAUNCH_SITES_END UINT32_MAX

/// The launches in a module. A zeroed struct is empty.
typedef struct LaunchSites {
  /// From kernels to the number of a launch.
  FuselagePointerMap first;
  FUSELAGE_ARRAY(LaunchSite) sites;
} LaunchSites;

/// Collects every `gpu.launch_func` in `module`, at any depth. The symbol of a
/// launch, looked up from its place, gives its kernel. The result holds until a
/// kernel or a launch is erased. Returns false when memory is out.
FUSELAGE_NODISCARD bool launchSitesCollect(LaunchSites *sites,
                                           MlirOperation module);
void launchSitesFree(LaunchSites *sites);

/// The number of a launch of `kernel`, or LAUNCH_SITES_END. The other launches
/// follow by `next`.
uint32_t launchSitesGetFirst(const LaunchSites *sites, MlirOperation kernel);

/// The values that a launch passes to its kernel: `*count` operands from
/// `*first` on.
void launchSiteGetArguments(MlirOperation launch, intptr_t *first,
                            intptr_t *count);

/// The number of blocks (`ofBlock` false) or of threads in a block along
/// `axis`, 0 to 2. Returns false unless it is a constant.
FUSELAGE_NODISCARD bool launchSiteGetConstantSize(MlirOperation launch,
                                                  bool ofBlock, int axis,
                                                  int64_t *size);

/// The number of blocks (`ofBlock` false) or of threads in a block along x, y
/// and z. Returns false unless all three are constants from 1 to INT32_MAX.
FUSELAGE_NODISCARD bool launchSiteGetConstantSizes(MlirOperation launch,
                                                   bool ofBlock,
                                                   int32_t sizes[3]);

#endif // FUSELAGE_TARGET_PTX_LAUNCHSITES_H
