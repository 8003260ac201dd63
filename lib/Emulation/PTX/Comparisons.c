//===- Comparisons.c - Comparisons, choices and moves ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"

#include <math.h>
#include <stddef.h>

/// -1, 0 or 1; 2 if one of the two is a NaN.
static int order(PTXType type, uint64_t a, uint64_t b) {
  if (ptxTypeIsFloat(type)) {
    const double x = ptxRead(type, a), y = ptxRead(type, b);
    if (isnan(x) || isnan(y))
      return 2;
    return (x > y) - (x < y);
  }
  if (type.kind == PTX_SIGNED) {
    const int64_t x = ptxSigned(a, type.bits), y = ptxSigned(b, type.bits);
    return (x > y) - (x < y);
  }
  const uint64_t x = ptxLowBits(a, type.bits), y = ptxLowBits(b, type.bits);
  return (x > y) - (x < y);
}

static bool holds(PTXChoice choice, int order) {
  const bool isUnordered = order == 2;
  switch (choice) {
  case PTX_EQ:
    return order == 0;
  case PTX_NE:
    return order == 1 || order == -1;
  case PTX_LT:
    return order == -1;
  case PTX_LE:
    return order == -1 || order == 0;
  case PTX_GT:
    return order == 1;
  case PTX_GE:
    return order == 1 || order == 0;
  case PTX_EQU:
    return isUnordered || order == 0;
  case PTX_NEU:
    return order != 0;
  case PTX_LTU:
    return isUnordered || order == -1;
  case PTX_LEU:
    return order != 1;
  case PTX_GTU:
    return isUnordered || order == 1;
  case PTX_GEU:
    return order != -1;
  case PTX_NUM:
    return !isUnordered;
  default:
    return isUnordered;
  }
}

static bool combine(PTXChoice combination, bool a, bool b) {
  switch (combination) {
  case PTX_AND:
    return a && b;
  case PTX_OR:
    return a || b;
  case PTX_XOR:
    return a != b;
  default:
    return a;
  }
}

/// Sources start after one or two predicates. For a pair of floats the second
/// predicate belongs to the upper half; otherwise it is the negated first.
static void runSetp(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType type = instruction->type;
  const bool combines = instruction->combination != PTX_NO_CHOICE;
  const unsigned numResults = instruction->numOperands - 2 - combines;
  const PTXOperand *sources = instruction->operands + numResults;
  const uint64_t a = ptxRead64(thread, &sources[0], type);
  const uint64_t b = ptxRead64(thread, &sources[1], type);
  const PTXType predicate = {PTX_PREDICATE, 1, 1};
  const bool other =
      combines && ((ptxRead64(thread, &sources[2], predicate) & 1) != 0) !=
                      sources[2].isNegated;
  const PTXType lane = {type.kind, type.bits, 1};
  const bool low = holds(instruction->choice, order(lane, a, b));
  const bool high = type.lanes == 2
                        ? holds(instruction->choice,
                                order(lane, a >> type.bits, b >> type.bits))
                        : !low;
  ptxWriteTo(thread, &instruction->operands[0],
             combine(instruction->combination, low, other));
  if (numResults == 2)
    ptxWriteTo(thread, &instruction->operands[1],
               combine(instruction->combination, high, other));
}

/// Writes 1.0, or all bits, for true.
static void runSet(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType from = instruction->source, to = instruction->type;
  const bool result =
      holds(instruction->choice,
            order(from, ptxSourceAs(thread, instruction, 0, from),
                  ptxSourceAs(thread, instruction, 1, from)));
  uint64_t yes = ptxLowBits(UINT64_MAX, to.bits);
  if (ptxTypeIsFloat(to))
    yes = ptxRound(to, 1.0, PTX_NEAREST);
  ptxWrite(thread, instruction, result ? yes : 0);
}

static void runSelp(PTXThread *thread, const PTXInstruction *instruction) {
  const bool first = ptxSourceIsTrue(thread, instruction, 2);
  ptxWrite(thread, instruction, ptxSource(thread, instruction, first ? 0 : 1));
}

static unsigned bitsOfRegister(const PTXThread *thread,
                               const PTXOperand *operand) {
  return operand->kind == PTX_REGISTER
             ? thread->frame->function->registerBits[operand->index]
             : 0;
}

/// Takes a value apart, or puts one together.
static void runPack(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXOperand *operands = instruction->operands;
  const unsigned count = instruction->numOperands - 1;
  const PTXType whole = instruction->type;
  const PTXType part = {PTX_BITS, whole.bits / count, 1};
  if (bitsOfRegister(thread, &operands[0]) == whole.bits) {
    uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i)
      value |= ptxLowBits(ptxRead64(thread, &operands[1 + i], part), part.bits)
               << (i * part.bits);
    ptxWriteTo(thread, &operands[0], value);
    return;
  }
  const uint64_t value = ptxRead64(thread, &operands[count], whole);
  for (unsigned i = 0; i < count; ++i)
    ptxWriteTo(thread, &operands[i],
               ptxLowBits(value >> (i * part.bits), part.bits));
}

static void runMov(PTXThread *thread, const PTXInstruction *instruction) {
  if (instruction->numOperands > 2)
    runPack(thread, instruction);
  else
    ptxWrite(thread, instruction, ptxSource(thread, instruction, 0));
}

/// Addresses are the same in every space.
static void runCvta(PTXThread *thread, const PTXInstruction *instruction) {
  ptxWrite(thread, instruction, ptxSource(thread, instruction, 0));
}

const PTXOpcode ptxCompareOpcodes[] = {
    {"setp", runSetp, 0}, {"set", runSet, 0},        {"selp", runSelp, 0},
    {"mov", runMov, 0},   {"cvta", runCvta, PTX_TO}, {NULL, NULL, 0}};
