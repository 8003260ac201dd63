//===- ReasonText.c - Reasons in words ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/ReasonText.h"

static const FuselageReasonText texts[] = {
#define FUSELAGE_REASON(enumerator, number, name, text, suggestion)            \
  {FUSELAGE_REASON_##enumerator, text, suggestion},
#include "fuselage-c/Reason.def"
};

const FuselageReasonText *fuselageReasonGetText(FuselageReason reason) {
  const FuselageReasonText *text = texts;
  while (text->reason != reason)
    ++text;
  return text;
}
