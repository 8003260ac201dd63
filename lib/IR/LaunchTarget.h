//===- LaunchTarget.h - What a launch is compiled for -------------*- C -*-===//
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

/// What the module that the kernel of `launch` goes to says of how it is
/// compiled: its targets, and whatever else it has besides a name. Null if it
/// says nothing: the launch names no module, or a new or plain one. Equal
/// attributes are equal targets, and a module that is not empty has a target of
/// its own.
///
/// Where the module is outside of `root`, and so must not be looked at, its
/// name stands for it.
MlirAttribute fuselageLaunchGetTarget(FuselageSymbolLookup symbols,
                                      MlirOperation root, MlirOperation launch);

/// True if `symbol`, which a body uses, may mean something else in the kernel
/// than in the body: the module that the launch names has a symbol of that
/// name, or cannot be looked at.
FUSELAGE_NODISCARD bool fuselageLaunchMayRename(FuselageSymbolLookup symbols,
                                                MlirOperation root,
                                                MlirOperation launch,
                                                MlirAttribute symbol);

#endif // FUSELAGE_IR_LAUNCHTARGET_H
