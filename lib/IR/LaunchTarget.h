//===- LaunchTarget.h - The target of a launch --------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_LAUNCHTARGET_H
#define FUSELAGE_IR_LAUNCHTARGET_H

#include "Bridge/Symbols.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The target of `launch`: the attributes of the module that its kernel goes
/// to, without the module's name. They say how the kernel is compiled. Null if
/// the launch names no module, or names a new module or a module without
/// attributes. Equal attributes mean equal targets. A module that is not empty
/// has a target of its own.
///
/// If the module is outside of `root`, the analysis must not look at it, and
/// the target is its name.
MlirAttribute fuselageLaunchGetTarget(FuselageSymbolLookup symbols,
                                      MlirOperation root, MlirOperation launch);

/// True if `symbol`, which a body uses, may mean something else in the kernel
/// than in the body: the module that the launch names has a symbol of that
/// name, or the analysis must not look at the module.
FUSELAGE_NODISCARD bool fuselageLaunchMayRename(FuselageSymbolLookup symbols,
                                                MlirOperation root,
                                                MlirOperation launch,
                                                MlirAttribute symbol);

#endif // FUSELAGE_IR_LAUNCHTARGET_H
