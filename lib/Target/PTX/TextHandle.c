//===- TextHandle.c - A handle to a text ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/TextHandle.h"

#include <stdlib.h>

FuselagePTXText textTake(FuselageText *text) {
  fuselageTextAppend(text, "", 0);
  FuselageText *owned = text->failed ? NULL : malloc(sizeof *owned);
  if (!owned) {
    fuselageTextFree(text);
    return (FuselagePTXText){NULL};
  }
  *owned = *text;
  *text = (FuselageText){0};
  return (FuselagePTXText){owned};
}

MlirStringRef fuselagePTXTextGetString(FuselagePTXText text) {
  const FuselageText *held = text.ptr;
  return mlirStringRefCreate(held->data, held->length);
}

void fuselagePTXTextDestroy(FuselagePTXText text) {
  if (!text.ptr)
    return;
  fuselageTextFree(text.ptr);
  free(text.ptr);
}
