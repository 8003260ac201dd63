//===- Floats.c - Instructions on floats ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Results are rounded once, in the mode that the instruction names.
// Approximations are computed in f64 and rounded, so they differ from a chip's
// result by the error of the chip.
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"

#include <fenv.h>
#include <math.h>
#include <stddef.h>

static int modeOf(PTXRounding rounding) {
  switch (rounding) {
  case PTX_TO_ZERO:
    return FE_TOWARDZERO;
  case PTX_DOWN:
    return FE_DOWNWARD;
  case PTX_UP:
    return FE_UPWARD;
  default:
    return FE_TONEAREST;
  }
}

static double smaller(double a, double b) {
  if (a == b)
    return signbit(a) ? a : b;
  return a < b ? a : b;
}

/// The smaller of two numbers; of a number and a NaN, the number, or the NaN if
/// `keepsNaN`.
static double minimum(double a, double b, bool keepsNaN) {
  if (isnan(a) || isnan(b)) {
    if (keepsNaN || (isnan(a) && isnan(b)))
      return (double)NAN;
    return isnan(a) ? b : a;
  }
  return smaller(a, b);
}

/// Computes instructions without a rounding mode, and approximations.
static double evaluate(PTXArithmetic operation, const double x[3],
                       bool keepsNaN) {
  switch (operation) {
  case PTX_DO_MIN:
    return minimum(x[0], x[1], keepsNaN);
  case PTX_DO_MAX:
    return -minimum(-x[0], -x[1], keepsNaN);
  case PTX_DO_RSQRT:
    return 1.0 / sqrt(x[0]);
  case PTX_DO_EX2:
    return exp2(x[0]);
  case PTX_DO_LG2:
    return log2(x[0]);
  case PTX_DO_SIN:
    return sin(x[0]);
  case PTX_DO_COS:
    return cos(x[0]);
  default:
    return tanh(x[0]);
  }
}

//===----------------------------------------------------------------------===//
// In each width
//===----------------------------------------------------------------------===//

static double computeF64(PTXArithmetic operation, const double x[3],
                         PTXRounding rounding, bool keepsNaN) {
  volatile double a = x[0], b = x[1], c = x[2], result;
  fesetround(modeOf(rounding));
  switch (operation) {
  case PTX_DO_ADD:
    result = a + b;
    break;
  case PTX_DO_SUB:
    result = a - b;
    break;
  case PTX_DO_MUL:
    result = a * b;
    break;
  case PTX_DO_DIV:
    result = a / b;
    break;
  case PTX_DO_FMA:
    result = fma(a, b, c);
    break;
  case PTX_DO_SQRT:
    result = sqrt(a);
    break;
  case PTX_DO_RCP:
    result = 1.0 / a;
    break;
  default:
    result = evaluate(operation, x, keepsNaN);
  }
  fesetround(FE_TONEAREST);
  return result;
}

static double computeF32(PTXArithmetic operation, const double x[3],
                         PTXRounding rounding, bool keepsNaN) {
  volatile float a = (float)x[0], b = (float)x[1], c = (float)x[2], result;
  fesetround(modeOf(rounding));
  switch (operation) {
  case PTX_DO_ADD:
    result = a + b;
    break;
  case PTX_DO_SUB:
    result = a - b;
    break;
  case PTX_DO_MUL:
    result = a * b;
    break;
  case PTX_DO_DIV:
    result = a / b;
    break;
  case PTX_DO_FMA:
    result = fmaf(a, b, c);
    break;
  case PTX_DO_SQRT:
    result = sqrtf(a);
    break;
  case PTX_DO_RCP:
    result = 1.0F / a;
    break;
  default:
    result = (float)evaluate(operation, x, keepsNaN);
  }
  fesetround(FE_TONEAREST);
  return (double)result;
}

/// A sum in f64 whose last bit is odd if the sum is not exact. Rounding it
/// again to few bits gives the same number as rounding the exact sum.
static double addToOdd(double a, double b) {
  volatile double sum = a + b;
  if (!isfinite(sum))
    return sum;
  volatile double part = sum - a;
  volatile double rest = (a - (sum - part)) + (b - part);
  uint64_t bits = ptxFromDouble(sum);
  if (rest == 0 || (bits & 1) != 0)
    return sum;
  if (sum == 0)
    return rest;
  bits = (rest > 0) == (sum > 0) ? bits + 1 : bits - 1;
  return ptxToDouble(bits);
}

/// Products of two numbers of 16 bits are exact in f64; quotients and roots are
/// far from halfway between two of them.
static double compute16(PTXArithmetic operation, const double x[3],
                        bool keepsNaN) {
  switch (operation) {
  case PTX_DO_ADD:
    return addToOdd(x[0], x[1]);
  case PTX_DO_SUB:
    return addToOdd(x[0], -x[1]);
  case PTX_DO_FMA:
    return addToOdd(x[0] * x[1], x[2]);
  default:
    return computeF64(operation, x, PTX_NEAREST, keepsNaN);
  }
}

//===----------------------------------------------------------------------===//
// One number, and two in one value
//===----------------------------------------------------------------------===//

static double flush(PTXType type, double value) {
  const double least =
      ldexp(1, type.bits == 16 && type.kind == PTX_FLOAT ? -14 : -126);
  return fabs(value) < least ? copysign(0.0, value) : value;
}

static uint64_t changeSign(PTXType type, uint64_t bits, bool clears) {
  const uint64_t sign = UINT64_C(1) << (type.bits - 1);
  if (type.bits == 32 && isnan(ptxRead(type, bits)))
    return 0x7FFFFFFF;
  return clears ? bits & ~sign : bits ^ sign;
}

static double compute(PTXType type, PTXArithmetic operation, const double x[3],
                      const PTXInstruction *instruction) {
  const bool keepsNaN = (instruction->flags & PTX_NAN) != 0;
  if (type.bits == 64)
    return computeF64(operation, x, instruction->rounding, keepsNaN);
  if (type.bits == 32)
    return computeF32(operation, x, instruction->rounding, keepsNaN);
  return compute16(operation, x, keepsNaN);
}

static double saturate(double value) {
  if (isnan(value))
    return 0;
  return fmin(fmax(value, 0.0), 1.0);
}

static uint64_t runLane(const PTXInstruction *instruction,
                        PTXArithmetic operation, const uint64_t bits[3]) {
  const PTXType type = instruction->type;
  double x[3];
  for (unsigned i = 0; i < 3; ++i) {
    x[i] = ptxRead(type, bits[i]);
    if (instruction->flags & PTX_FLUSH)
      x[i] = flush(type, x[i]);
  }
  if (operation == PTX_DO_NEG || operation == PTX_DO_ABS)
    return changeSign(type, ptxRound(type, x[0], PTX_NEAREST),
                      operation == PTX_DO_ABS);
  double result = compute(type, operation, x, instruction);
  if (instruction->flags & PTX_SATURATE)
    result = saturate(result);
  if (instruction->flags & PTX_FLUSH)
    result = flush(type, result);
  return ptxRound(type, result, PTX_NEAREST);
}

void ptxRunFloat(PTXThread *thread, const PTXInstruction *instruction,
                 PTXArithmetic operation) {
  const PTXType type = instruction->type;
  uint64_t operands[3] = {0, 0, 0}, result = 0;
  for (unsigned i = 0; i < 3 && i + 1 < instruction->numOperands; ++i)
    operands[i] = ptxSource(thread, instruction, i);
  for (unsigned lane = 0; lane < type.lanes; ++lane) {
    uint64_t parts[3];
    for (unsigned i = 0; i < 3; ++i)
      parts[i] = ptxLowBits(operands[i] >> (lane * type.bits), type.bits);
    result |= runLane(instruction, operation, parts) << (lane * type.bits);
  }
  ptxWrite(thread, instruction, result);
}

uint64_t ptxFloatSum(PTXType type, uint64_t a, uint64_t b) {
  const PTXInstruction instruction = {.type = type, .rounding = PTX_NEAREST};
  const uint64_t operands[3] = {a, b, 0};
  return runLane(&instruction, PTX_DO_ADD, operands);
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

#define HANDLER(name, operation)                                               \
  static void name(PTXThread *thread, const PTXInstruction *instruction) {     \
    ptxRunFloat(thread, instruction, operation);                               \
  }

HANDLER(runFma, PTX_DO_FMA)
HANDLER(runSqrt, PTX_DO_SQRT)
HANDLER(runRcp, PTX_DO_RCP)
HANDLER(runRsqrt, PTX_DO_RSQRT)
HANDLER(runEx2, PTX_DO_EX2)
HANDLER(runLg2, PTX_DO_LG2)
HANDLER(runSin, PTX_DO_SIN)
HANDLER(runCos, PTX_DO_COS)
HANDLER(runTanh, PTX_DO_TANH)

static void runCopysign(PTXThread *thread, const PTXInstruction *instruction) {
  const uint64_t sign = UINT64_C(1) << (instruction->type.bits - 1);
  ptxWrite(thread, instruction,
           (ptxSource(thread, instruction, 0) & sign) |
               (ptxSource(thread, instruction, 1) & ~sign));
}

static void runTestp(PTXThread *thread, const PTXInstruction *instruction) {
  const double value =
      ptxRead(instruction->type, ptxSource(thread, instruction, 0));
  const bool isSmall = flush(instruction->type, value) == 0 && value != 0;
  bool result = false;
  switch (instruction->choice) {
  case PTX_FINITE:
    result = isfinite(value);
    break;
  case PTX_INFINITE:
    result = isinf(value);
    break;
  case PTX_NUMBER_TEST:
    result = !isnan(value);
    break;
  case PTX_NOT_A_NUMBER:
    result = isnan(value);
    break;
  case PTX_NORMAL:
    result = isnormal(value) && !isSmall;
    break;
  default:
    result = isSmall || fpclassify(value) == FP_SUBNORMAL;
  }
  ptxWrite(thread, instruction, result);
}

const PTXOpcode ptxFloatOpcodes[] = {
    {"fma", runFma, PTX_FLUSH | PTX_SATURATE},
    {"sqrt", runSqrt, PTX_FLUSH | PTX_APPROXIMATE},
    {"rcp", runRcp, PTX_FLUSH | PTX_APPROXIMATE},
    {"rsqrt", runRsqrt, PTX_FLUSH | PTX_APPROXIMATE},
    {"ex2", runEx2, PTX_FLUSH | PTX_APPROXIMATE},
    {"lg2", runLg2, PTX_FLUSH | PTX_APPROXIMATE},
    {"sin", runSin, PTX_FLUSH | PTX_APPROXIMATE},
    {"cos", runCos, PTX_FLUSH | PTX_APPROXIMATE},
    {"tanh", runTanh, PTX_APPROXIMATE},
    {"copysign", runCopysign, 0},
    {"testp", runTestp, 0},
    {"cvt", ptxRunConversion, PTX_FLUSH | PTX_SATURATE},
    {NULL, NULL, 0}};
