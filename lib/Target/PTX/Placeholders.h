//===- Placeholders.h - Copies of a region in a snippet --------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text of a snippet cannot name a region that is there already. In the
// place where it belongs the snippet has a cast of two values to one, of one
// type.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_PLACEHOLDERS_H
#define FUSELAGE_TARGET_PTX_PLACEHOLDERS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Puts in the place of each `unrealized_conversion_cast` of two operands in
/// `root` a copy of the first region of `owner`: a block of one or two
/// arguments, which become the operands of the cast, and a terminator, whose
/// first operand is the result.
FUSELAGE_NODISCARD FuselagePTXError placeholdersFill(MlirOperation root,
                                                     MlirOperation owner);

#endif // FUSELAGE_TARGET_PTX_PLACEHOLDERS_H
