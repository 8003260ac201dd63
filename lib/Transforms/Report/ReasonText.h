//===- ReasonText.h - Reasons in words ----------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_REASONTEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_REASONTEXT_H

#include "fuselage-c/Analysis.h"

/// The text of a reason and the suggestion to fix it; string constants.
typedef struct FuselageReasonText {
  FuselageReason reason;
  const char *text;
  const char *suggestion;
} FuselageReasonText;

/// The texts of a reason. It must not be FUSELAGE_REASON_NONE.
const FuselageReasonText *fuselageReasonGetText(FuselageReason reason);

#endif // FUSELAGE_TRANSFORMS_REPORT_REASONTEXT_H
