//===- RemarkText.h - Text that grows -----------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_REMARKTEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_REMARKTEXT_H

#include "Support/Array.h"

#include "mlir-c/Support.h"

#include <stdint.h>

/// A growing text, always terminated; what does not fit into memory is left
/// out. A zeroed struct is empty.
typedef struct FuselageRemarkText {
  FUSELAGE_ARRAY(char) chars;
} FuselageRemarkText;

/// Appends to the FuselageRemarkText in `text`: a callback for what MLIR
/// prints.
void fuselageRemarkTextAppend(MlirStringRef added, void *text);
void fuselageRemarkTextAppendString(FuselageRemarkText *text,
                                    const char *string);
void fuselageRemarkTextAppendNumber(FuselageRemarkText *text, uint64_t number);

/// The text, valid until it grows.
const char *fuselageRemarkTextGet(const FuselageRemarkText *text);
MlirStringRef fuselageRemarkTextGetString(const FuselageRemarkText *text);
void fuselageRemarkTextFree(FuselageRemarkText *text);

#endif // FUSELAGE_TRANSFORMS_REPORT_REMARKTEXT_H
