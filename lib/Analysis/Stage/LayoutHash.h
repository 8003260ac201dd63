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

/// 64-bit XXH3 of what all stages of a group must have in common: the sizes of
/// the grid and of a block, by value where they are constant and else as an
/// expression over host values. Launches that fuse with nothing hash the same
/// way. The same module has the same hashes in every process. Returns false
/// when memory is out.
FUSELAGE_NODISCARD bool
fuselageLaunchReadLayoutHash(const FuselageLaunch *launch, uint64_t *hash);

#endif // FUSELAGE_ANALYSIS_STAGE_LAYOUTHASH_H
