//===- PolyhedralArithmetic.h - Integer arithmetic on functions - -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALARITHMETIC_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALARITHMETIC_H

#include "Analysis/Polyhedral/PolyhedralValue.h"
#include "IR/Ops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The value of type `type` that an operation of a class of arithmetic computes
/// from `a` and `b`. Unknown if the machine's arithmetic may
/// differ from arithmetic on integers in a way that no function can express.
FuselagePolyValue fuselagePolyApply(FuselagePolyTerms *terms,
                                    FuselageOpClass opClass,
                                    FuselagePolyValue a, FuselagePolyValue b,
                                    MlirType type);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALARITHMETIC_H
