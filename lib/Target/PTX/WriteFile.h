//===- WriteFile.h - Files that appear whole or not at all ------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_WRITEFILE_H
#define FUSELAGE_TARGET_PTX_WRITEFILE_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Writes `content` to a temporary file next to `path` and renames it. If
/// `path` exists and is not a regular file (a device, a pipe), writes to it
/// directly.
FUSELAGE_NODISCARD FuselagePTXError writeFile(const char *path,
                                              MlirStringRef content);

#endif // FUSELAGE_TARGET_PTX_WRITEFILE_H
