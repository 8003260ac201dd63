//===- ReportShapes.h - Remarks on reshaped launches ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_REPORTSHAPES_H
#define FUSELAGE_TRANSFORMS_ARRANGE_REPORTSHAPES_H

#include "Transforms/Arrange/Journal.h"
#include "Transforms/Plan/PlannedFusion.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/TimeModel.h"

#include <stdbool.h>

/// Emits a remark for each launch that has another shape, with what its group
/// saves on the device. Without a remark engine the call does nothing. Returns
/// false, with no remark, when memory is out.
FUSELAGE_NODISCARD bool
fuselageReportShapes(MlirContext context, const FuselageJournal *journal,
                     const FuselagePlannedFusion *planned,
                     const FuselageDevice *device);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_REPORTSHAPES_H
