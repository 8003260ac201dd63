//===- ExpandedShapes.h - Shapes that upstream cannot expand ---- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_EXPANDEDSHAPES_H
#define FUSELAGE_TARGET_PTX_EXPANDEDSHAPES_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Fails at a `memref.expand_shape` in `gpuModule` that makes two dimensions of
/// unknown size out of one: the upstream pass that lowers it crashes.
FUSELAGE_NODISCARD FuselagePTXError
expandedShapesVerify(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_EXPANDEDSHAPES_H
