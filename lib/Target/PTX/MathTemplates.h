//===- MathTemplates.h - Math functions written as text --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Math functions for cases that upstream's expansions get wrong: arguments and
// results below the normal range, large angles, zeros and infinities.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_MATHTEMPLATES_H
#define FUSELAGE_TARGET_PTX_MATHTEMPLATES_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Rewrites functions of the math dialect on f32, and on vectors of f32, into
/// operations that are right for every argument. Some still call the function,
/// for arguments for which upstream's expansion is right. Other functions stay
/// as they are.
FUSELAGE_NODISCARD FuselagePTXError
mathTemplatesExpand(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_MATHTEMPLATES_H
