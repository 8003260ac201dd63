//===- FusedNames.h - Names of fused kernels ----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A profile shows kernels by name. That of a fused one is made of the function
// and of its parts: their own names, the names of their locations, or what they
// compute last, as in `main_fused_mulf_tanh_addf`.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H
#define FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H

#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// The names that are taken. A zeroed struct has none.
typedef struct FuselageFusedNames {
  /// From symbol references to how many names were made of each.
  FuselagePointerMap taken;
} FuselageFusedNames;

/// Takes the names that the launches under `root` have. Returns false when
/// memory is out.
FUSELAGE_NODISCARD bool fuselageFusedNamesCollect(FuselageFusedNames *names,
                                                  MlirOperation root);

void fuselageFusedNamesFree(FuselageFusedNames *names);

/// A name for the kernel of launches that are to be one, which no other launch
/// has: a symbol reference. Null when memory is out.
MlirAttribute fuselageFusedNamesMake(FuselageFusedNames *names,
                                     const MlirOperation *launches,
                                     size_t numLaunches);

/// Gives a launch the kernel name.
void fuselageLaunchSetKernelName(MlirOperation launch, MlirAttribute name);

#endif // FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H
