//===- IndexCasts.h - Casts between indices and integers -------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_INDEXCASTS_H
#define FUSELAGE_TARGET_PTX_INDEXCASTS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Replaces every cast between an index and an integer of another width by a
/// cast to or from 64 bits and a truncation or an extension. Upstream's
/// canonicalization removes a cast to a narrow integer and back, which loses
/// the truncation.
FUSELAGE_NODISCARD FuselagePTXError indexCastsRewrite(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_INDEXCASTS_H
