//===- PlainBody.h - A body without idle barriers --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A barrier keeps the threads of a block where they are, and memory of a thread
// keeps its items in threads of their own. Clean-up drops both where they do
// nothing, but only after the shapes are chosen. So a shape is chosen for a
// copy of the launch that does without them.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_PLAINBODY_H
#define FUSELAGE_TRANSFORMS_SHAPE_PLAINBODY_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// True if the launch has a barrier or memory of a thread, and nothing else
/// that says that its threads work together: it is worth while to make a copy
/// of it plain.
FUSELAGE_NODISCARD bool fuselageLaunchMayBePlainer(MlirOperation launch);

/// Drops the barriers of a launch that separate no accesses, and the memory of
/// a thread that nobody reads. Returns false when memory is out; the launch is
/// then right, with some of them left.
FUSELAGE_NODISCARD bool fuselageLaunchMakePlain(MlirOperation launch,
                                                bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_SHAPE_PLAINBODY_H
