//===- BodyCopies.h - Copies that each thread makes ------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_BODYCOPIES_H
#define FUSELAGE_TARGET_PTX_BODYCOPIES_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Turns each `memref.copy` in `gpuModule` into loops over its elements. The
/// upstream lowering calls a function of the host's runtime library unless both
/// memrefs are contiguous.
FUSELAGE_NODISCARD FuselagePTXError bodyCopiesRewrite(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_BODYCOPIES_H
