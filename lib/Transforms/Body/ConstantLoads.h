//===- ConstantLoads.h - Loads whose value is known ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A constant of a tensor program, as `tosa.const`, becomes a global of the
// module. Often all of its elements are equal: an epsilon, a factor, a bound.
// Upstream folds no load of it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_CONSTANTLOADS_H
#define FUSELAGE_TRANSFORMS_BODY_CONSTANTLOADS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Replaces each load of a `memref.global constant` whose elements are all
/// equal by that element. Returns false, with what is done done, when memory is
/// out.
FUSELAGE_NODISCARD bool fuselageFoldConstantLoads(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_BODY_CONSTANTLOADS_H
