//===- AbsorbCopies.h - Copies as launches -------------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A `memref.copy` on the host, of memory that launches use, becomes a launch of
// its own, which may share one with its neighbours. One that does not is turned
// back: the host makes a copy as well as a launch does.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_ABSORBCOPIES_H
#define FUSELAGE_TRANSFORMS_ARRANGE_ABSORBCOPIES_H

#include "Transforms/Arrange/Journal.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Turns copies directly in `block` into launches:
/// those between two buffers that share no memory, both of which the device can
/// reach. The sizes are those of a launch next to it, if they suit, and else
/// those that the stock lowering of the same copy would choose. The latter may
/// be beyond the limits of a device: such a launch must not be run as it is.
/// Nothing outside of `root` is looked at. Returns false when memory is out.
/// The context has the dialects `arith`, `gpu`, `memref` and `scf` loaded.
FUSELAGE_NODISCARD bool
fuselageAbsorbCopies(MlirOperation root, MlirBlock block,
                     const FuselageFusionOptions *options,
                     FuselageJournal *journal);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_ABSORBCOPIES_H
