//===- Toolkit.h - The places of CUDA toolkits --------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_TOOLKIT_H
#define FUSELAGE_TARGET_PTX_TOOLKIT_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Called for each place; true ends the search.
typedef bool (*ToolkitCallback)(const char *root, void *userData);

/// Calls `callback` for each directory that may be the root of a CUDA toolkit,
/// in the order of the search. Directories need not exist.
void toolkitForEachRoot(ToolkitCallback callback, void *userData);

/// The path of the executable `name` on PATH; null if PATH has none.
FUSELAGE_NODISCARD FuselagePTXText toolkitFindOnPath(const char *name);

#endif // FUSELAGE_TARGET_PTX_TOOLKIT_H
