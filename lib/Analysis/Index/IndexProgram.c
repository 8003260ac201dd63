//===- IndexProgram.c - Index expressions, ready to be computed -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexProgram.h"

#include <assert.h>

enum {
  /// The highest stack.
  maxHeight = FUSELAGE_BOUND(32, 4),
  /// The most steps of one launch.
  maxSteps = FUSELAGE_BOUND(1 << 14, 64)
};

FuselageIndexCode fuselageIndexProgramBegin(FuselageIndexProgram *program) {
  program->height = 0;
  return (FuselageIndexCode){.first = program->steps.size,
                             .end = program->steps.size};
}

void fuselageIndexProgramEnd(const FuselageIndexProgram *program,
                             FuselageIndexCode *code) {
  assert(program->height == 1);
  code->end = program->steps.size;
}

bool fuselageIndexProgramAddStep(FuselageIndexProgram *program,
                                 FuselageIndexStepKind kind, int64_t value) {
  bool isLeaf = kind == FUSELAGE_INDEX_CONSTANT || kind == FUSELAGE_INDEX_ID;
  program->height += isLeaf ? 1 : -1;
  assert(program->height > 0);
  if (program->height > maxHeight || program->steps.size >= maxSteps)
    return false;
  FuselageIndexStep *step = FUSELAGE_ARRAY_APPEND(&program->steps);
  program->outOfMemory = program->outOfMemory || !step;
  if (step)
    *step = (FuselageIndexStep){kind, value};
  return step;
}

static bool addBinary(FuselageIndexProgram *program, FuselageIndexStepKind kind,
                      MlirAffineExpr lhs, MlirAffineExpr rhs) {
  return fuselageIndexProgramAdd(program, lhs) &&
         fuselageIndexProgramAdd(program, rhs) &&
         fuselageIndexProgramAddStep(program, kind, 0);
}

static FuselageIndexStepKind stepOfDivision(FuselageDivisionKind kind) {
  switch (kind) {
  case FUSELAGE_FLOOR_DIVISION:
    return FUSELAGE_INDEX_FLOOR;
  case FUSELAGE_CEIL_DIVISION:
    return FUSELAGE_INDEX_CEIL;
  case FUSELAGE_REMAINDER:
    break;
  }
  return FUSELAGE_INDEX_MOD;
}

static bool addSymbol(FuselageIndexProgram *program, MlirAffineExpr symbol) {
  const FuselageSymbol *meaning =
      fuselageSymbolTableGet(program->symbols, symbol);
  return mlirValueIsNull(meaning->value)
             ? addBinary(program, stepOfDivision(meaning->kind),
                         meaning->dividend, meaning->divisor)
             : program->valueSteps(program, meaning->value, program->userData);
}

static FuselageIndexStepKind stepOfBinary(MlirAffineExpr expression) {
  if (mlirAffineExprIsAAdd(expression))
    return FUSELAGE_INDEX_ADD;
  if (mlirAffineExprIsAMul(expression))
    return FUSELAGE_INDEX_MUL;
  if (mlirAffineExprIsAFloorDiv(expression))
    return FUSELAGE_INDEX_FLOOR;
  return mlirAffineExprIsACeilDiv(expression) ? FUSELAGE_INDEX_CEIL
                                              : FUSELAGE_INDEX_MOD;
}

bool fuselageIndexProgramAdd(FuselageIndexProgram *program,
                             MlirAffineExpr expressionOrNull) {
  MlirAffineExpr expression = expressionOrNull;
  if (mlirAffineExprIsNull(expression) || program->height >= maxHeight)
    return false;
  if (mlirAffineExprIsAConstant(expression))
    return fuselageIndexProgramAddStep(
        program, FUSELAGE_INDEX_CONSTANT,
        mlirAffineConstantExprGetValue(expression));
  if (mlirAffineExprIsADim(expression))
    return fuselageIndexProgramAddStep(
        program, FUSELAGE_INDEX_ID, mlirAffineDimExprGetPosition(expression));
  if (mlirAffineExprIsASymbol(expression))
    return addSymbol(program, expression);
  return addBinary(program, stepOfBinary(expression),
                   mlirAffineBinaryOpExprGetLHS(expression),
                   mlirAffineBinaryOpExprGetRHS(expression));
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

static int64_t divideDown(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/// Sums and products wrap around, as those of the machine do.
static int64_t combine(FuselageIndexStepKind kind, int64_t a, int64_t b) {
  switch (kind) {
  case FUSELAGE_INDEX_ADD:
    return (int64_t)((uint64_t)a + (uint64_t)b);
  case FUSELAGE_INDEX_MUL:
    return (int64_t)((uint64_t)a * (uint64_t)b);
  case FUSELAGE_INDEX_FLOOR:
    return b > 0 ? divideDown(a, b) : 0;
  case FUSELAGE_INDEX_CEIL:
    return b > 0 ? a / b + (a % b > 0) : 0;
  case FUSELAGE_INDEX_MOD:
    return b > 0 ? a % b + (a % b < 0 ? b : 0) : 0;
  case FUSELAGE_INDEX_MIN:
    return a < b ? a : b;
  case FUSELAGE_INDEX_MAX:
    return a > b ? a : b;
  case FUSELAGE_INDEX_MIN_UNSIGNED:
    return (uint64_t)a < (uint64_t)b ? a : b;
  case FUSELAGE_INDEX_MAX_UNSIGNED:
    return (uint64_t)a > (uint64_t)b ? a : b;
  case FUSELAGE_INDEX_CONSTANT:
  case FUSELAGE_INDEX_ID:
    break;
  }
  return 0;
}

int64_t fuselageIndexProgramRun(const FuselageIndexProgram *program,
                                const FuselageIndexCode *code,
                                const int64_t ids[FUSELAGE_NUM_IDS]) {
  int64_t stack[maxHeight];
  int height = 0;
  for (size_t i = code->first; i < code->end; ++i) {
    const FuselageIndexStep *step = &program->steps.data[i];
    switch (step->kind) {
    case FUSELAGE_INDEX_CONSTANT:
      stack[height++] = step->value;
      break;
    case FUSELAGE_INDEX_ID:
      stack[height++] = ids[step->value];
      break;
    default:
      // No step takes more than there is.
      if (height < 2)
        return 0;
      --height;
      stack[height - 1] = combine(step->kind, stack[height - 1], stack[height]);
      break;
    }
  }
  return height == 1 ? stack[0] : 0;
}

void fuselageIndexProgramFree(FuselageIndexProgram *program) {
  FUSELAGE_ARRAY_FREE(&program->steps);
}
