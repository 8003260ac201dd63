//===- Cubin.c - Machine code ---------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cubin.h"

bool cubinWrite(MlirStringRef ptx, const FuselagePTXOptions *options,
                FILE *stream, FuselagePTXError *error) {
  FuselagePTXText cubin;
  *error = fuselagePTXAssembleText(ptx, options->chip, options->optLevel, NULL,
                                   &cubin);
  if (!fuselagePTXErrorIsNull(*error))
    return false;
  MlirStringRef bytes = fuselagePTXTextGetString(cubin);
  fwrite(bytes.data, 1, bytes.length, stream);
  fuselagePTXTextDestroy(cubin);
  return true;
}
