//===- Placeholders.h - Copies of a region in a snippet --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text of a snippet cannot name an existing region. In place of the region
// the snippet has a cast of two values of one type to one value of that type.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_PLACEHOLDERS_H
#define FUSELAGE_TARGET_PTX_PLACEHOLDERS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Replaces each `unrealized_conversion_cast` of two operands in `root` by a
/// copy of the first region of `owner`. The region is a block with one or two
/// arguments, which become the operands of the cast, and a terminator, whose
/// first operand becomes the result.
FUSELAGE_NODISCARD FuselagePTXError placeholdersFill(MlirOperation root,
                                                     MlirOperation owner);

#endif // FUSELAGE_TARGET_PTX_PLACEHOLDERS_H
