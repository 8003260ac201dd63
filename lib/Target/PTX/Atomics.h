//===- Atomics.h - Atomic updates that LLVM lacks --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_ATOMICS_H
#define FUSELAGE_TARGET_PTX_ATOMICS_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// If LLVM has no instruction for the kind and type of a `memref.atomic_rmw`,
/// rewrites it into a `memref.generic_atomic_rmw`. Rewrites a
/// `memref.generic_atomic_rmw` on floats into one on the integers of the same
/// bits, which becomes a loop of compare-and-swap.
FUSELAGE_NODISCARD FuselagePTXError atomicsRewrite(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_ATOMICS_H
