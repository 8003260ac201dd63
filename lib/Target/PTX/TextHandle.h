//===- TextHandle.h - A handle to a text --------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_TEXTHANDLE_H
#define FUSELAGE_TARGET_PTX_TEXTHANDLE_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Moves the characters of a text into a handle, and empties the text. Null if
/// an allocation failed, in this call or before.
FUSELAGE_NODISCARD FuselagePTXText textTake(FuselageText *text);

#endif // FUSELAGE_TARGET_PTX_TEXTHANDLE_H
