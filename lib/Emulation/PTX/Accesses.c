//===- Accesses.c - Loads, stores and atomics -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interpreter reports accesses to global and workgroup memory to the
// run-time library, which knows the buffers and finds races. In every space,
// addresses are addresses of the process.
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"
#include "Runtime/Runtime.h"

#include <stddef.h>
#include <string.h>

enum { nullPageBytes = 65536 };

/// The memory in which an address lies.
typedef enum Place { IN_FRAME, IN_PARAMETERS, IN_SHARED, IN_GLOBAL } Place;

static bool isWithin(uint64_t address, size_t bytes, const void *begin,
                     size_t size) {
  const uint64_t first = (uint64_t)(uintptr_t)begin;
  return address >= first && address - first <= size &&
         bytes <= size - (address - first);
}

static bool isInFrame(const PTXThread *thread, uint64_t address, size_t bytes) {
  for (const PTXFrame *frame = thread->frame; frame; frame = frame->caller)
    if (isWithin(address, bytes, frame->memory, frame->function->frameBytes))
      return true;
  return false;
}

static Place placeOf(const PTXThread *thread, uint64_t address, size_t bytes) {
  const PTXLaunch *launch = thread->launch;
  if (isInFrame(thread, address, bytes))
    return IN_FRAME;
  if (isWithin(address, bytes, launch->parameters,
               launch->kernel->parameterBytes))
    return IN_PARAMETERS;
  if (isWithin(address, 1, launch->shared, launch->sharedBytes))
    return IN_SHARED;
  return IN_GLOBAL;
}

static bool isAllowed(PTXSpace space, Place place) {
  switch (space) {
  case PTX_GENERIC:
    return true;
  case PTX_SHARED:
    return place == IN_SHARED;
  case PTX_LOCAL:
    return place == IN_FRAME;
  case PTX_PARAMETER:
    return place == IN_FRAME || place == IN_PARAMETERS;
  default:
    return place == IN_GLOBAL;
  }
}

static unsigned accessBytes(const PTXInstruction *instruction) {
  return ptxTypeBytes(instruction->type) * instruction->vectorSize;
}

/// The address of an access, after checking it.
static unsigned char *resolve(const PTXThread *thread,
                              const PTXInstruction *instruction,
                              const PTXOperand *operand, bool writes,
                              Place *place) {
  const PTXType u64 = {PTX_UNSIGNED, 64, 1};
  const uint64_t address = ptxRead64(thread, operand, u64);
  const unsigned bytes = accessBytes(instruction);
  if (address < nullPageBytes)
    ptxFail(thread, "access of %u bytes at the null page", bytes);
  if (address % bytes != 0)
    ptxFail(thread, "misaligned access of %u bytes, %u bytes behind a multiple",
            bytes, (unsigned)(address % bytes));
  *place = placeOf(thread, address, bytes);
  if (!isAllowed(instruction->space, *place))
    ptxFail(thread, "access of %u bytes outside of its memory space", bytes);
  if (*place == IN_SHARED && !isWithin(address, bytes, thread->launch->shared,
                                       thread->launch->sharedBytes))
    ptxFail(thread, "access of %u bytes past the end of shared memory", bytes);
  if (writes && (*place == IN_PARAMETERS || instruction->space == PTX_CONSTANT))
    ptxFail(thread, "write to memory that a kernel can only read");
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the program computes addresses.
  return (unsigned char *)(uintptr_t)address;
}

/// Where in the program an access is.
static int64_t siteOf(const PTXInstruction *instruction) {
  return (int64_t)(intptr_t)instruction;
}

static bool isReported(Place place) {
  return place == IN_SHARED || place == IN_GLOBAL;
}

//===----------------------------------------------------------------------===//
// Loads and stores
//===----------------------------------------------------------------------===//

/// A loop of compare-and-swap begins with a plain load, whose value is a guess.
/// In a module with compare-and-swap, a load does not race with an atomic.
static void reportRead(const PTXThread *thread,
                       const PTXInstruction *instruction,
                       const unsigned char *at, Place place) {
  const unsigned bytes = accessBytes(instruction);
  if (!isReported(place))
    return;
  if (instruction->flags & PTX_STRONG ||
      thread->launch->module->comparesAndSwaps)
    fuselageTestOnAtomic(at, bytes, siteOf(instruction));
  else
    fuselageTestOnRead(at, bytes, siteOf(instruction));
  if (instruction->flags & PTX_READ_ONLY)
    ptxNoteReadOnly(at, bytes);
}

static uint64_t extend(PTXType type, uint64_t bits) {
  return type.kind == PTX_SIGNED ? (uint64_t)ptxSigned(bits, type.bits) : bits;
}

static void runLd(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned count = instruction->vectorSize;
  const unsigned bytes = ptxTypeBytes(instruction->type);
  Place place;
  const unsigned char *at = resolve(
      thread, instruction, &instruction->operands[count], false, &place);
  reportRead(thread, instruction, at, place);
  for (unsigned i = 0; i < count; ++i) {
    uint64_t value = 0;
    memcpy(&value, at + (size_t)i * bytes, bytes);
    ptxWriteTo(thread, &instruction->operands[i],
               extend(instruction->type, value));
  }
}

static void runSt(PTXThread *thread, const PTXInstruction *instruction) {
  const unsigned bytes = ptxTypeBytes(instruction->type);
  const unsigned total = accessBytes(instruction);
  const bool isStrong = (instruction->flags & PTX_STRONG) != 0;
  Place place;
  unsigned char *at =
      resolve(thread, instruction, &instruction->operands[0], true, &place);
  if (isReported(place)) {
    if (isStrong)
      fuselageTestOnAtomic(at, total, siteOf(instruction));
    else
      fuselageTestBeforeWrite(at, total);
    ptxNoteWrite(at, total);
  }
  for (unsigned i = 0; i < instruction->vectorSize; ++i) {
    const uint64_t value =
        ptxRead64(thread, &instruction->operands[1 + i], instruction->type);
    memcpy(at + (size_t)i * bytes, &value, bytes);
  }
  if (isReported(place) && !isStrong)
    fuselageTestAfterWrite(at, total, siteOf(instruction));
}

//===----------------------------------------------------------------------===//
// Atomics
//===----------------------------------------------------------------------===//

static uint64_t sum(PTXType type, uint64_t a, uint64_t b) {
  if (!ptxTypeIsFloat(type))
    return a + b;
  uint64_t result = 0;
  for (unsigned lane = 0; lane < type.lanes; ++lane) {
    const unsigned shift = lane * type.bits;
    result |= ptxFloatSum(type, ptxLowBits(a >> shift, type.bits),
                          ptxLowBits(b >> shift, type.bits))
              << shift;
  }
  return result;
}

static bool isLess(PTXType type, uint64_t a, uint64_t b) {
  return type.kind == PTX_SIGNED
             ? ptxSigned(a, type.bits) < ptxSigned(b, type.bits)
             : ptxLowBits(a, type.bits) < ptxLowBits(b, type.bits);
}

static uint64_t update(const PTXInstruction *instruction, uint64_t old,
                       uint64_t b, uint64_t c) {
  const PTXType type = instruction->type;
  switch (instruction->choice) {
  case PTX_EXCH:
    return b;
  case PTX_CAS:
    return old == ptxLowBits(b, type.bits) ? c : old;
  case PTX_AND:
    return old & b;
  case PTX_OR:
    return old | b;
  case PTX_XOR:
    return old ^ b;
  case PTX_MIN:
    return isLess(type, old, b) ? old : b;
  case PTX_MAX:
    return isLess(type, old, b) ? b : old;
  case PTX_INC:
    return old >= b ? 0 : old + 1;
  case PTX_DEC:
    return old == 0 || old > b ? b : old - 1;
  default:
    return sum(type, old, b);
  }
}

static uint64_t updateMemory(PTXThread *thread,
                             const PTXInstruction *instruction,
                             unsigned address) {
  const PTXOperand *operands = &instruction->operands[address];
  const unsigned bytes = accessBytes(instruction);
  Place place;
  unsigned char *at = resolve(thread, instruction, &operands[0], true, &place);
  if (isReported(place)) {
    fuselageTestOnAtomic(at, bytes, siteOf(instruction));
    ptxNoteWrite(at, bytes);
  }
  uint64_t old = 0;
  memcpy(&old, at, bytes);
  const uint64_t b = ptxRead64(thread, &operands[1], instruction->type);
  const uint64_t c = instruction->choice == PTX_CAS
                         ? ptxRead64(thread, &operands[2], instruction->type)
                         : 0;
  const uint64_t value = update(instruction, old, b, c);
  memcpy(at, &value, bytes);
  return old;
}

static void runAtom(PTXThread *thread, const PTXInstruction *instruction) {
  const uint64_t old = updateMemory(thread, instruction, 1);
  ptxWriteTo(thread, &instruction->operands[0], old);
}

static void runRed(PTXThread *thread, const PTXInstruction *instruction) {
  updateMemory(thread, instruction, 0);
}

static void runFence(PTXThread *thread, const PTXInstruction *instruction) {
  (void)thread;
  (void)instruction;
}

static void runIsspacep(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType u64 = {PTX_UNSIGNED, 64, 1};
  const Place place =
      placeOf(thread, ptxSourceAs(thread, instruction, 0, u64), 1);
  ptxWrite(thread, instruction, isAllowed(instruction->space, place));
}

const PTXOpcode ptxMemoryOpcodes[] = {{"ld", runLd, PTX_STRONG | PTX_READ_ONLY},
                                      {"st", runSt, PTX_STRONG},
                                      {"atom", runAtom, PTX_STRONG},
                                      {"red", runRed, PTX_STRONG},
                                      {"fence", runFence, PTX_STRONG},
                                      {"membar", runFence, 0},
                                      {"isspacep", runIsspacep, 0},
                                      {NULL, NULL, 0}};
