//===- SourceNames.h - Values by the names of the source ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_SOURCENAMES_H
#define FUSELAGE_TRANSFORMS_REPORT_SOURCENAMES_H

#include "mlir-c/IR.h"

/// The names of values, as the source has them, in the function of the last
/// question. A zeroed struct is empty. Naming takes time in the size of the
/// function, so the names stay for all questions about it.
typedef struct FuselageSourceNames {
  MlirOperation function;
  MlirAsmState state;
} FuselageSourceNames;

/// The names of values in the function around `op`.
MlirAsmState fuselageSourceNamesAround(FuselageSourceNames *names,
                                       MlirOperation op);

void fuselageSourceNamesFree(FuselageSourceNames *names);

#endif // FUSELAGE_TRANSFORMS_REPORT_SOURCENAMES_H
