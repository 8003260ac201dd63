//===- HtmlShapes.h - Blocks and threads as a table ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_HTMLSHAPES_H
#define FUSELAGE_DRIVER_HTMLSHAPES_H

#include "Result.h"

#include <stdio.h>

/// Writes the blocks and threads of the launches of each group, and those of
/// the launch that they became, with how much of a warp a block fills.
void htmlWriteShapes(const Result *result, FILE *stream);

#endif // FUSELAGE_DRIVER_HTMLSHAPES_H
