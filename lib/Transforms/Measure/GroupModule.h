//===- GroupModule.h - The launches of a group by themselves ---- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TRANSFORMS_MEASURE_GROUPMODULE_H
#define FUSELAGE_TRANSFORMS_MEASURE_GROUPMODULE_H

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// Creates a module with one function. The function has copies of the launches,
/// of the host arithmetic and views that they need, and of the buffers that
/// only they use. Every other value is an argument of the function. The
/// argument has the mark `llvm.noalias` if the original is an allocation, or an
/// argument with the mark.
///
/// The caller owns the module. It is null if memory is out or the context has
/// no dialect `func`. If a body names symbols, the module does not verify.
MlirModule fuselageGroupModuleCreate(const MlirOperation *launches,
                                     size_t numLaunches,
                                     bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_MEASURE_GROUPMODULE_H
