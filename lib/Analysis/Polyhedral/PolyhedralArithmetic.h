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
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <isl/ctx.h>

#include <stdbool.h>

/// What an operation computes from two integers. Divisions of no further name
/// round towards zero, or take their operands as unsigned.
typedef enum FuselagePolyOpcode {
  FUSELAGE_POLY_ADD,
  FUSELAGE_POLY_SUB,
  FUSELAGE_POLY_MUL,
  FUSELAGE_POLY_FLOOR_DIV,
  FUSELAGE_POLY_CEIL_DIV,
  FUSELAGE_POLY_DIV,
  FUSELAGE_POLY_CEIL_DIV_UNSIGNED,
  FUSELAGE_POLY_REM,
  FUSELAGE_POLY_MIN,
  FUSELAGE_POLY_MAX,
  FUSELAGE_POLY_MIN_UNSIGNED,
  FUSELAGE_POLY_MAX_UNSIGNED,
  FUSELAGE_POLY_AND,
  FUSELAGE_POLY_SHIFT_LEFT,
  FUSELAGE_POLY_SHIFT_RIGHT
} FuselagePolyOpcode;

/// True, with the opcode stored, for a binary operation of the dialects `arith`
/// and `index` that can be followed.
FUSELAGE_NODISCARD bool fuselagePolyFindOpcode(MlirOperation op,
                                               FuselagePolyOpcode *opcode);

/// The value of type `type` that an operation computes from `a` and `b`, which
/// are taken over. Unknown where the machine's arithmetic may differ from that
/// of integers in a way that a function cannot say.
FuselagePolyValue fuselagePolyApply(isl_ctx *ctx, FuselagePolyOpcode opcode,
                                    FuselagePolyValue a, FuselagePolyValue b,
                                    MlirType type);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALARITHMETIC_H
