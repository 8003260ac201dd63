//===- ShapeRemarks.h - Remarks about shapes ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
#define FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H

#include "mlir-c/IR.h"

/// Emits a passed remark: `launch` runs the items of `before`, which stood in
/// its place, in other blocks. Sizes that are not constants appear as "?".
/// Without a remark engine the call does nothing.
void fuselageEmitReshaped(MlirOperation before, MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
