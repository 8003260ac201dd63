//===- LoopArguments.h - Values that loops carry -------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_LOOPARGUMENTS_H
#define FUSELAGE_IR_LOOPARGUMENTS_H

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The block that is the body of an `scf.for`: its arguments are the induction
/// variable, then the values that the loop carries.
MlirBlock fuselageLoopGetBody(MlirOperation loop);

/// The number of values that a loop carries.
intptr_t fuselageLoopGetNumCarried(MlirOperation loop);

/// Replaces `loop`, an `scf.for`, by a loop that carries `count` more values,
/// and returns the new loop. The given values enter the first iteration. The
/// caller gives the values that an iteration hands on by
/// fuselageLoopAppendYield. The new loop takes over the body and the results of
/// the old loop, which is gone.
MlirOperation fuselageLoopAddCarried(MlirOperation loop, intptr_t count,
                                     const MlirValue *initial);

/// Appends a value to those that an iteration hands on to the next.
void fuselageLoopAppendYield(MlirOperation loop, MlirValue value);

#endif // FUSELAGE_IR_LOOPARGUMENTS_H
