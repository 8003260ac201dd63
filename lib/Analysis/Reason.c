//===- Reason.c - Names of the reasons ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

const char *fuselageReasonGetName(FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_NONE:
    return "none";
#define FUSELAGE_REASON(enumerator, number, name, text, suggestion)            \
  case FUSELAGE_REASON_##enumerator:                                           \
    return name;
#include "fuselage-c/Reason.def"
  }
  return "unknown";
}
