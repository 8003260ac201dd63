//===- FusedNames.h - Names of fused kernels ----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A profile shows kernels by name. The name of a fused kernel has the name of
// the function and the names of its parts: their own names, the names of their
// locations, or the operations that they compute last, as in
// `main_fused_mulf_tanh_addf`.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H
#define FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H

#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// The names in use. A zeroed struct is empty.
typedef struct FuselageFusedNames {
  /// From symbol references to the number of names made of each.
  FuselagePointerMap taken;
} FuselageFusedNames;

/// Collects the names of the launches under `root`. Returns false when memory
/// is out.
FUSELAGE_NODISCARD bool fuselageFusedNamesCollect(FuselageFusedNames *names,
                                                  MlirOperation root);

void fuselageFusedNamesFree(FuselageFusedNames *names);

/// A new name for the kernel of launches that become one: a symbol reference.
/// No other launch has the name. Null when memory is out.
MlirAttribute fuselageFusedNamesMake(FuselageFusedNames *names,
                                     const MlirOperation *launches,
                                     size_t numLaunches);

/// Gives a launch the kernel name.
void fuselageLaunchSetKernelName(MlirOperation launch, MlirAttribute name);

#endif // FUSELAGE_TRANSFORMS_MERGE_FUSEDNAMES_H
