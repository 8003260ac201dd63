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

/// Replaces `loop`, an `scf.for`, by one that carries `count` more values, with
/// the given ones before the first iteration, and returns it. What an iteration
/// hands on is to be given by fuselageLoopAppendYield. The old loop is gone,
/// its body and the results that it had are those of the new one.
MlirOperation fuselageLoopAddCarried(MlirOperation loop, intptr_t count,
                                     const MlirValue *initial);

/// Appends to what an iteration hands on to the next.
void fuselageLoopAppendYield(MlirOperation loop, MlirValue value);

#endif // FUSELAGE_IR_LOOPARGUMENTS_H
