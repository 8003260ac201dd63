//===- LayoutHash.h - Hash of a launch configuration ---------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_STAGE_LAYOUTHASH_H
#define FUSELAGE_ANALYSIS_STAGE_LAYOUTHASH_H

#include "Analysis/Launch/Launch.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stdint.h>

/// 64-bit XXH3 of the properties that all stages of a group must share: the
/// sizes of the grid, of a block and of clusters, and the target. A constant
/// size enters by its value, another size as an expression over host values. A
/// launch with an obstacle gets its hash in the same way. The same module has
/// the same hashes in every process. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageLaunchReadLayoutHash(const FuselageLaunch *launch, uint64_t *hash);

#endif // FUSELAGE_ANALYSIS_STAGE_LAYOUTHASH_H
