//===- IndexProgram.h - Index expressions, ready to be computed - -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An expression over ids is written down once, as steps on a stack, and then
// computed for many threads. The steps of all expressions of a launch are in
// one program, each expression a range of them.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_INDEXPROGRAM_H
#define FUSELAGE_ANALYSIS_INDEX_INDEXPROGRAM_H

#include "Analysis/Index/IndexSymbols.h"
#include "IR/LaunchForm.h"
#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum FuselageIndexStepKind {
  /// Push `value`, or the id of that number.
  FUSELAGE_INDEX_CONSTANT,
  FUSELAGE_INDEX_ID,
  /// Replace the last two by one.
  FUSELAGE_INDEX_ADD,
  FUSELAGE_INDEX_MUL,
  FUSELAGE_INDEX_FLOOR,
  FUSELAGE_INDEX_CEIL,
  FUSELAGE_INDEX_MOD,
  FUSELAGE_INDEX_MIN,
  FUSELAGE_INDEX_MAX,
  FUSELAGE_INDEX_MIN_UNSIGNED,
  FUSELAGE_INDEX_MAX_UNSIGNED
} FuselageIndexStepKind;

typedef struct FuselageIndexStep {
  FuselageIndexStepKind kind;
  int64_t value;
} FuselageIndexStep;

struct FuselageIndexProgram;

/// Appends the steps of a value that is no expression; false if it has none.
typedef bool (*FuselageIndexValueSteps)(struct FuselageIndexProgram *program,
                                        MlirValue value, void *userData);

/// A zeroed struct with `symbols` is an empty program.
typedef struct FuselageIndexProgram {
  /// What the symbols of expressions are.
  const FuselageSymbolTable *symbols;
  FuselageIndexValueSteps valueSteps;
  void *userData;
  FUSELAGE_ARRAY(FuselageIndexStep) steps;
  /// How high the stack is after the last step.
  int height;
  bool outOfMemory;
} FuselageIndexProgram;

/// The steps of one expression.
typedef struct FuselageIndexCode {
  size_t first, end;
} FuselageIndexCode;

/// The next code begins here.
FuselageIndexCode fuselageIndexProgramBegin(FuselageIndexProgram *program);
void fuselageIndexProgramEnd(const FuselageIndexProgram *program,
                             FuselageIndexCode *code);

/// Appends one step, or all steps of an expression. False if the expression is
/// null, too large, or has a value without steps, or if memory is out; the
/// program is then of no use.
FUSELAGE_NODISCARD bool
fuselageIndexProgramAddStep(FuselageIndexProgram *program,
                            FuselageIndexStepKind kind, int64_t value);
FUSELAGE_NODISCARD bool
fuselageIndexProgramAdd(FuselageIndexProgram *program,
                        MlirAffineExpr expressionOrNull);

/// The value of a code of the program for a thread, modulo 2^64. A division by
/// zero or less is zero.
int64_t fuselageIndexProgramRun(const FuselageIndexProgram *program,
                                const FuselageIndexCode *code,
                                const int64_t ids[FUSELAGE_NUM_IDS]);

void fuselageIndexProgramFree(FuselageIndexProgram *program);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXPROGRAM_H
