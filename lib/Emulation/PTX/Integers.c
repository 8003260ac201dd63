//===- Integers.c - Instructions on integers ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"

#include <stddef.h>

/// Twice 64 bits: an extension of the compilers.
__extension__ typedef __int128 SignedWide;
__extension__ typedef unsigned __int128 Wide;

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

typedef uint64_t (*Binary)(PTXType type, uint64_t a, uint64_t b);

static void runBinary(PTXThread *thread, const PTXInstruction *instruction,
                      Binary operation) {
  const PTXType type = instruction->type;
  const uint64_t a = ptxSource(thread, instruction, 0);
  const uint64_t b = ptxSource(thread, instruction, 1);
  uint64_t result = 0;
  for (unsigned lane = 0; lane < type.lanes; ++lane) {
    const unsigned shift = lane * type.bits;
    const uint64_t part = operation(type, ptxLowBits(a >> shift, type.bits),
                                    ptxLowBits(b >> shift, type.bits));
    result |= ptxLowBits(part, type.bits) << shift;
  }
  ptxWrite(thread, instruction, result);
}

static bool isLess(PTXType type, uint64_t a, uint64_t b) {
  return type.kind == PTX_SIGNED
             ? ptxSigned(a, type.bits) < ptxSigned(b, type.bits)
             : a < b;
}

static uint64_t add(PTXType type, uint64_t a, uint64_t b) {
  (void)type;
  return a + b;
}

static uint64_t subtract(PTXType type, uint64_t a, uint64_t b) {
  (void)type;
  return a - b;
}

static uint64_t minimum(PTXType type, uint64_t a, uint64_t b) {
  return isLess(type, a, b) ? a : b;
}

static uint64_t maximum(PTXType type, uint64_t a, uint64_t b) {
  return isLess(type, a, b) ? b : a;
}

static uint64_t both(PTXType type, uint64_t a, uint64_t b) {
  (void)type;
  return a & b;
}

static uint64_t either(PTXType type, uint64_t a, uint64_t b) {
  (void)type;
  return a | b;
}

static uint64_t different(PTXType type, uint64_t a, uint64_t b) {
  (void)type;
  return a ^ b;
}

static uint64_t divide(PTXType type, uint64_t a, uint64_t b) {
  if (type.kind != PTX_SIGNED)
    return a / b;
  const int64_t divisor = ptxSigned(b, type.bits);
  return divisor == -1 ? 0 - a : (uint64_t)(ptxSigned(a, type.bits) / divisor);
}

static uint64_t modulo(PTXType type, uint64_t a, uint64_t b) {
  if (type.kind != PTX_SIGNED)
    return a % b;
  const int64_t divisor = ptxSigned(b, type.bits);
  return divisor == -1 ? 0 : (uint64_t)(ptxSigned(a, type.bits) % divisor);
}

static void runAnd(PTXThread *thread, const PTXInstruction *instruction) {
  runBinary(thread, instruction, both);
}

static void runOr(PTXThread *thread, const PTXInstruction *instruction) {
  runBinary(thread, instruction, either);
}

static void runXor(PTXThread *thread, const PTXInstruction *instruction) {
  runBinary(thread, instruction, different);
}

//===----------------------------------------------------------------------===//
// Sums and products
//===----------------------------------------------------------------------===//

/// One half of a sum of 128 bits: takes and passes on a carry.
static void addWithCarry(PTXThread *thread, const PTXInstruction *instruction,
                         Wide a, Wide b, bool subtracts) {
  const unsigned bits = instruction->type.bits;
  const bool takesCarry = (instruction->flags & PTX_CARRY_IN) != 0;
  const uint64_t carry = takesCarry && thread->carry;
  const Wide result = subtracts ? a - b - carry : a + b + carry;
  if (instruction->flags & PTX_CARRY_OUT)
    thread->carry = (result >> bits & 1) != 0;
  ptxWrite(thread, instruction, ptxLowBits((uint64_t)result, bits));
}

static void runWithCarry(PTXThread *thread, const PTXInstruction *instruction,
                         bool subtracts) {
  const unsigned bits = instruction->type.bits;
  addWithCarry(thread, instruction,
               ptxLowBits(ptxSource(thread, instruction, 0), bits),
               ptxLowBits(ptxSource(thread, instruction, 1), bits), subtracts);
}

static void runSaturated(PTXThread *thread, const PTXInstruction *instruction,
                         bool subtracts) {
  const int64_t a = ptxSigned(ptxSource(thread, instruction, 0), 32);
  const int64_t b = ptxSigned(ptxSource(thread, instruction, 1), 32);
  int64_t result = subtracts ? a - b : a + b;
  result = result > INT32_MAX ? INT32_MAX : result;
  result = result < INT32_MIN ? INT32_MIN : result;
  ptxWrite(thread, instruction, (uint64_t)result);
}

static void runSum(PTXThread *thread, const PTXInstruction *instruction,
                   bool subtracts) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, subtracts ? PTX_DO_SUB : PTX_DO_ADD);
  else if (instruction->flags & (PTX_CARRY_OUT | PTX_CARRY_IN))
    runWithCarry(thread, instruction, subtracts);
  else if (instruction->flags & PTX_SATURATE)
    runSaturated(thread, instruction, subtracts);
  else
    runBinary(thread, instruction, subtracts ? subtract : add);
}

static void runAdd(PTXThread *thread, const PTXInstruction *instruction) {
  runSum(thread, instruction, false);
}

static void runSub(PTXThread *thread, const PTXInstruction *instruction) {
  runSum(thread, instruction, true);
}

/// The product in twice the bits. An instruction takes the low half, the high
/// half or all.
static uint64_t product(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType type = instruction->type;
  const uint64_t a = ptxLowBits(ptxSource(thread, instruction, 0), type.bits);
  const uint64_t b = ptxLowBits(ptxSource(thread, instruction, 1), type.bits);
  const Wide wide = type.kind == PTX_SIGNED
                        ? (Wide)((SignedWide)ptxSigned(a, type.bits) *
                                 ptxSigned(b, type.bits))
                        : (Wide)a * b;
  if (instruction->flags & PTX_WIDE)
    return (uint64_t)wide;
  return ptxLowBits(
      (uint64_t)(instruction->flags & PTX_HIGH ? wide >> type.bits : wide),
      type.bits);
}

static void runMul(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_MUL);
  else
    ptxWrite(thread, instruction, product(thread, instruction));
}

static void runMad(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_FMA);
  else if (instruction->flags & (PTX_CARRY_OUT | PTX_CARRY_IN))
    addWithCarry(
        thread, instruction, product(thread, instruction),
        ptxLowBits(ptxSource(thread, instruction, 2), instruction->type.bits),
        false);
  else
    ptxWrite(thread, instruction,
             product(thread, instruction) + ptxSource(thread, instruction, 2));
}

static void runQuotient(PTXThread *thread, const PTXInstruction *instruction,
                        Binary operation) {
  const uint64_t divisor = ptxSource(thread, instruction, 1);
  if (ptxLowBits(divisor, instruction->type.bits) == 0)
    ptxFail(thread, "integer division by zero");
  runBinary(thread, instruction, operation);
}

static void runDiv(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_DIV);
  else
    runQuotient(thread, instruction, divide);
}

static void runRem(PTXThread *thread, const PTXInstruction *instruction) {
  runQuotient(thread, instruction, modulo);
}

static void runMin(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_MIN);
  else
    runBinary(thread, instruction, minimum);
}

static void runMax(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_MAX);
  else
    runBinary(thread, instruction, maximum);
}

static void runNeg(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type))
    ptxRunFloat(thread, instruction, PTX_DO_NEG);
  else
    ptxWrite(thread, instruction, 0 - ptxSource(thread, instruction, 0));
}

static void runAbs(PTXThread *thread, const PTXInstruction *instruction) {
  if (ptxTypeIsFloat(instruction->type)) {
    ptxRunFloat(thread, instruction, PTX_DO_ABS);
    return;
  }
  const uint64_t value = ptxSource(thread, instruction, 0);
  const bool isNegative = ptxSigned(value, instruction->type.bits) < 0;
  ptxWrite(thread, instruction, isNegative ? 0 - value : value);
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

static uint64_t lowSource(const PTXThread *thread,
                          const PTXInstruction *instruction, unsigned index) {
  return ptxLowBits(ptxSource(thread, instruction, index),
                    instruction->type.bits);
}

static void runNot(PTXThread *thread, const PTXInstruction *instruction) {
  ptxWrite(thread, instruction, ~ptxSource(thread, instruction, 0));
}

/// A shift by the width or more leaves only copies of the sign, or zeros.
static uint32_t amountOf(const PTXThread *thread,
                         const PTXInstruction *instruction) {
  const PTXType u32 = {PTX_UNSIGNED, 32, 1};
  return (uint32_t)ptxSourceAs(thread, instruction, 1, u32);
}

static void runShl(PTXThread *thread, const PTXInstruction *instruction) {
  const uint32_t amount = amountOf(thread, instruction);
  const uint64_t value = lowSource(thread, instruction, 0);
  ptxWrite(thread, instruction,
           amount >= instruction->type.bits ? 0 : value << amount);
}

static void runShr(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned bits = instruction->type.bits;
  const uint32_t amount = amountOf(thread, instruction);
  const uint64_t value = lowSource(thread, instruction, 0);
  uint64_t result;
  if (instruction->type.kind == PTX_SIGNED)
    result = (uint64_t)(ptxSigned(value, bits) >>
                        (amount >= bits ? bits - 1 : amount));
  else
    result = amount >= bits ? 0 : value >> amount;
  ptxWrite(thread, instruction, result);
}

/// Shifts two words and gives one of them.
static void runShf(PTXThread *thread, const PTXInstruction *instruction) {
  const uint64_t words = ptxSource(thread, instruction, 1) << 32 |
                         ptxLowBits(ptxSource(thread, instruction, 0), 32);
  uint64_t amount = ptxLowBits(ptxSource(thread, instruction, 2), 32);
  if (instruction->flags & PTX_CLAMP)
    amount = amount > 32 ? 32 : amount;
  else
    amount &= 31;
  ptxWrite(thread, instruction,
           instruction->flags & PTX_RIGHT
               ? words >> amount
               : (amount == 32 ? words : words << amount >> 32));
}

static void runClz(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned bits = instruction->type.bits;
  const uint64_t value = lowSource(thread, instruction, 0);
  ptxWrite(thread, instruction,
           value ? (uint64_t)__builtin_clzll(value) - (64 - bits) : bits);
}

static void runPopc(PTXThread *thread, const PTXInstruction *instruction) {
  ptxWrite(thread, instruction,
           (uint64_t)__builtin_popcountll(lowSource(thread, instruction, 0)));
}

static void runBrev(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned bits = instruction->type.bits;
  const uint64_t value = lowSource(thread, instruction, 0);
  uint64_t result = 0;
  for (unsigned i = 0; i < bits; ++i)
    result |= (value >> i & 1) << (bits - 1 - i);
  ptxWrite(thread, instruction, result);
}

/// The highest bit that differs from the sign.
static void runBfind(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType type = instruction->type;
  uint64_t value = lowSource(thread, instruction, 0);
  if (type.kind == PTX_SIGNED && ptxSigned(value, type.bits) < 0)
    value = ptxLowBits(~value, type.bits);
  ptxWrite(thread, instruction,
           value ? 63 - (uint64_t)__builtin_clzll(value) : UINT32_MAX);
}

static void runBfe(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType type = instruction->type;
  const uint64_t value = lowSource(thread, instruction, 0);
  const unsigned at = ptxSource(thread, instruction, 1) & 255;
  const unsigned length = ptxSource(thread, instruction, 2) & 255;
  const unsigned last =
      at + length - 1 < type.bits ? at + length - 1 : type.bits - 1;
  const bool fills =
      type.kind == PTX_SIGNED && length != 0 && (value >> last & 1) != 0;
  uint64_t result = 0;
  for (unsigned i = 0; i < type.bits; ++i) {
    const bool bit =
        i < length && at + i < type.bits ? (value >> (at + i) & 1) != 0 : fills;
    result |= (uint64_t)bit << i;
  }
  ptxWrite(thread, instruction, result);
}

static void runBfi(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned bits = instruction->type.bits;
  const uint64_t inserted = ptxSource(thread, instruction, 0);
  uint64_t result = lowSource(thread, instruction, 1);
  const unsigned at = ptxSource(thread, instruction, 2) & 255;
  const unsigned length = ptxSource(thread, instruction, 3) & 255;
  for (unsigned i = 0; i < length && at + i < bits; ++i) {
    const uint64_t bit = UINT64_C(1) << (at + i);
    result = inserted >> i & 1 ? result | bit : result & ~bit;
  }
  ptxWrite(thread, instruction, result);
}

/// Picks four of the eight bytes of two words; a selector may ask for the sign
/// of a byte.
static void runPrmt(PTXThread *thread, const PTXInstruction *instruction) {
  const uint64_t words = ptxSource(thread, instruction, 1) << 32 |
                         ptxLowBits(ptxSource(thread, instruction, 0), 32);
  const uint64_t selectors = ptxSource(thread, instruction, 2);
  uint64_t result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned selector = selectors >> (4 * i) & 15;
    uint64_t byte = words >> (8 * (selector & 7)) & 255;
    if (selector & 8)
      byte = byte & 128 ? 255 : 0;
    result |= byte << (8 * i);
  }
  ptxWrite(thread, instruction, result);
}

/// Any function of three bits, by its table.
static void runLop3(PTXThread *thread, const PTXInstruction *instruction) {
  const uint64_t a = ptxSource(thread, instruction, 0);
  const uint64_t b = ptxSource(thread, instruction, 1);
  const uint64_t c = ptxSource(thread, instruction, 2);
  const uint64_t table = ptxSource(thread, instruction, 3);
  uint64_t result = 0;
  for (unsigned i = 0; i < 32; ++i) {
    const unsigned row =
        (unsigned)((a >> i & 1) << 2 | (b >> i & 1) << 1 | (c >> i & 1));
    result |= (table >> row & 1) << i;
  }
  ptxWrite(thread, instruction, result);
}

static void runSzext(PTXThread *thread, const PTXInstruction *instruction) {
  uint64_t length = ptxLowBits(ptxSource(thread, instruction, 1), 32);
  const uint64_t value = lowSource(thread, instruction, 0);
  length = instruction->flags & PTX_WRAP ? length & 31 : length;
  uint64_t result = value;
  if (length == 0)
    result = 0;
  else if (length < 32)
    result = instruction->type.kind == PTX_SIGNED
                 ? (uint64_t)ptxSigned(value, (unsigned)length)
                 : ptxLowBits(value, (unsigned)length);
  ptxWrite(thread, instruction, result);
}

const PTXOpcode ptxIntegerOpcodes[] = {
    {"add", runAdd, PTX_SATURATE | PTX_FLUSH | PTX_CARRY_OUT},
    {"sub", runSub, PTX_SATURATE | PTX_FLUSH | PTX_CARRY_OUT},
    {"addc", runAdd, PTX_CARRY_OUT | PTX_CARRY_IN},
    {"subc", runSub, PTX_CARRY_OUT | PTX_CARRY_IN},
    {"mul", runMul, PTX_HIGH | PTX_WIDE | PTX_FLUSH | PTX_SATURATE},
    {"mad", runMad, PTX_HIGH | PTX_WIDE | PTX_CARRY_OUT},
    {"madc", runMad, PTX_HIGH | PTX_CARRY_OUT | PTX_CARRY_IN},
    {"div", runDiv, PTX_FLUSH | PTX_APPROXIMATE},
    {"rem", runRem, 0},
    {"min", runMin, PTX_NAN | PTX_FLUSH},
    {"max", runMax, PTX_NAN | PTX_FLUSH},
    {"neg", runNeg, PTX_FLUSH},
    {"abs", runAbs, PTX_FLUSH},
    {"and", runAnd, 0},
    {"or", runOr, 0},
    {"xor", runXor, 0},
    {"not", runNot, 0},
    {"shl", runShl, 0},
    {"shr", runShr, 0},
    {"shf", runShf, PTX_LEFT | PTX_RIGHT | PTX_CLAMP | PTX_WRAP},
    {"clz", runClz, 0},
    {"popc", runPopc, 0},
    {"brev", runBrev, 0},
    {"bfind", runBfind, 0},
    {"bfe", runBfe, 0},
    {"bfi", runBfi, 0},
    {"prmt", runPrmt, 0},
    {"lop3", runLop3, 0},
    {"szext", runSzext, PTX_WRAP | PTX_CLAMP},
    {NULL, NULL, 0}};
