//===- Control.c - Branches, calls and operands ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Parser.h"
#include "PTX/Thread.h"
#include "Runtime/Internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ptxFail(const PTXThread *thread, const char *format, ...) {
  char what[256];
  va_list args;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  const PTXLaunch *launch = thread->launch;
  const PTXInstruction *instruction = thread->next - 1;
  ptxFailAt(launch->module, instruction->line,
            "kernel '%.*s', block (%u,%u,%u) thread (%u,%u,%u): %s",
            (int)launch->kernel->nameLength, launch->kernel->name,
            (unsigned)launch->blockId[0], (unsigned)launch->blockId[1],
            (unsigned)launch->blockId[2], (unsigned)thread->id[0],
            (unsigned)thread->id[1], (unsigned)thread->id[2], what);
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

static uint64_t readSpecial(const PTXThread *thread, unsigned index) {
  const PTXLaunch *launch = thread->launch;
  if (index >= PTX_LANEID) {
    switch (index) {
    case PTX_LANEID:
      return thread->lane;
    case PTX_WARPID:
      return thread->warp;
    case PTX_DYNAMIC_SHARED_SIZE:
      return launch->dynamicBytes;
    default:
      return launch->numInstructions;
    }
  }
  const uint64_t *const triples[] = {thread->id, launch->blockSize,
                                     launch->blockId, launch->gridSize};
  return triples[index / 3][index % 3];
}

/// Converts a float that is written in another width, or as an integer.
static uint64_t convertNumber(const PTXOperand *operand, PTXType type) {
  if (!ptxTypeIsFloat(type) || type.lanes != 1 || type.bits < 32)
    return operand->number;
  const bool isF32 = operand->kind == PTX_F32_NUMBER;
  if (operand->kind == PTX_NUMBER || type.bits == (isF32 ? 32U : 64U))
    return operand->number;
  return type.bits == 32 ? ptxFromFloat((float)ptxToDouble(operand->number))
                         : ptxFromDouble((double)ptxToFloat(operand->number));
}

uint64_t ptxRead64(const PTXThread *thread, const PTXOperand *operand,
                   PTXType type) {
  const PTXLaunch *launch = thread->launch;
  switch (operand->kind) {
  case PTX_REGISTER:
    return thread->registers[operand->index] + operand->number;
  case PTX_NUMBER:
  case PTX_F32_NUMBER:
  case PTX_F64_NUMBER:
    return convertNumber(operand, type);
  case PTX_SPECIAL:
    return readSpecial(thread, operand->index);
  case PTX_SHARED_ADDRESS:
    return (uint64_t)(uintptr_t)launch->shared + operand->number;
  case PTX_DYNAMIC_ADDRESS:
    return (uint64_t)(uintptr_t)launch->shared + launch->sharedBytes -
           launch->dynamicBytes + operand->number;
  case PTX_FRAME_ADDRESS:
    return (uint64_t)(uintptr_t)thread->frame->memory + operand->number;
  case PTX_PARAMETER_ADDRESS:
    return (uint64_t)(uintptr_t)launch->parameters + operand->number;
  default:
    ptxFail(thread, "unsupported operand");
  }
}

uint64_t ptxSourceAs(const PTXThread *thread, const PTXInstruction *instruction,
                     unsigned index, PTXType type) {
  return ptxRead64(thread, &instruction->operands[1 + index], type);
}

uint64_t ptxSource(const PTXThread *thread, const PTXInstruction *instruction,
                   unsigned index) {
  return ptxSourceAs(thread, instruction, index, instruction->type);
}

bool ptxSourceIsTrue(const PTXThread *thread, const PTXInstruction *instruction,
                     unsigned index) {
  const PTXType predicate = {PTX_PREDICATE, 1, 1};
  const PTXOperand *operand = &instruction->operands[1 + index];
  return ((ptxRead64(thread, operand, predicate) & 1) != 0) !=
         operand->isNegated;
}

void ptxWriteTo(PTXThread *thread, const PTXOperand *operand, uint64_t value) {
  if (operand->kind == PTX_NOTHING)
    return;
  if (operand->kind != PTX_REGISTER)
    ptxFail(thread, "unsupported destination");
  thread->registers[operand->index] =
      ptxLowBits(value, thread->frame->function->registerBits[operand->index]);
}

void ptxWrite(PTXThread *thread, const PTXInstruction *instruction,
              uint64_t value) {
  ptxWriteTo(thread, &instruction->operands[0], value);
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

static void runBra(PTXThread *thread, const PTXInstruction *instruction) {
  thread->next = instruction->target;
}

static void runBrx(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType u32 = {PTX_UNSIGNED, 32, 1};
  const uint64_t index = ptxRead64(thread, &instruction->operands[0], u32);
  if (index >= instruction->numTargets)
    ptxFail(thread, "branch number %u of %u", (unsigned)index,
            instruction->numTargets);
  thread->next = instruction->targets[index];
}

static void popFrame(PTXThread *thread) {
  PTXFrame *frame = thread->frame;
  thread->frame = frame->caller;
  free(frame->registers);
  free(frame->memory);
  free(frame);
}

static void runExit(PTXThread *thread, const PTXInstruction *instruction) {
  (void)instruction;
  thread->state = PTX_ENDED;
}

static void runRet(PTXThread *thread, const PTXInstruction *instruction) {
  PTXFrame *frame = thread->frame;
  if (!frame->caller) {
    runExit(thread, instruction);
    return;
  }
  if (frame->call->hasResult)
    memcpy(frame->caller->memory + frame->call->result.offset,
           frame->memory + frame->function->result.offset,
           frame->call->result.bytes);
  thread->next = frame->returnTo;
  thread->registers = frame->caller->registers;
  popFrame(thread);
}

static void runTrap(PTXThread *thread, const PTXInstruction *instruction) {
  (void)instruction;
  ptxFail(thread, "trap");
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static const void *argumentPointer(const PTXThread *thread, const PTXCall *call,
                                   unsigned index) {
  const void *pointer;
  memcpy((void *)&pointer,
         thread->frame->memory + call->arguments[index].offset, sizeof pointer);
  return pointer;
}

/// The values of vprintf lie one after the other, each aligned to its size.
typedef struct PrintState {
  const unsigned char *values;
  size_t offset;
  char text[4096];
  size_t length;
} PrintState;

static uint64_t nextValue(PrintState *state, size_t bytes) {
  uint64_t value = 0;
  state->offset = (state->offset + bytes - 1) / bytes * bytes;
  memcpy(&value, state->values + state->offset, bytes);
  state->offset += bytes;
  return value;
}

/// Prints a value by one conversion; `bytes` of it are in the buffer.
static void printValue(PrintState *state, const char *conversion, char letter,
                       size_t bytes) {
  char *at = state->text + state->length;
  const size_t room = sizeof state->text - state->length;
  int count;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (strchr("fFeEgGaA", letter))
    count = snprintf(at, room, conversion, ptxToDouble(nextValue(state, 8)));
  else if (bytes == sizeof(long long))
    count = snprintf(at, room, conversion, (long long)nextValue(state, bytes));
  else
    count = snprintf(at, room, conversion,
                     (int)ptxSigned(nextValue(state, bytes), 32));
#pragma GCC diagnostic pop
  // Cuts the text off at the end of the buffer, before the zero.
  if (count > 0)
    state->length += strlen(at);
}

static const char *printConversion(const PTXThread *thread, PrintState *state,
                                   const char *at) {
  char conversion[32];
  const size_t prefix = 1 + strspn(at + 1, "-+ #0123456789.");
  const size_t length = prefix + strspn(at + prefix, "hlzjt");
  const char letter = at[length];
  if (length + 2 > sizeof conversion || letter == '\0' ||
      !strchr("diouxXcfFeEgGaA", letter))
    ptxFail(thread, "unsupported conversion in a printed format");
  memcpy(conversion, at, length + 1);
  conversion[length + 1] = '\0';
  const bool isLong = memchr(at + prefix, 'l', length - prefix) ||
                      memchr(at + prefix, 'z', length - prefix);
  printValue(state, conversion, letter, isLong ? 8 : 4);
  return at + length + 1;
}

static void printFormat(const PTXThread *thread, const char *format,
                        const unsigned char *values) {
  PrintState state = {.values = values};
  while (*format) {
    if (*format == '%' && format[1] != '%') {
      format = printConversion(thread, &state, format);
      continue;
    }
    format += *format == '%';
    if (state.length < sizeof state.text - 1)
      state.text[state.length++] = *format;
    ++format;
  }
  fuselageTestPrintf("%.*s", (int)state.length, state.text);
}

static void callSystem(const PTXThread *thread, const PTXCall *call) {
  const PTXName name = {call->callee->name, call->callee->nameLength};
  if (ptxNameIs(name, "__assertfail"))
    ptxFail(thread, "assertion failed: %s",
            (const char *)argumentPointer(thread, call, 0));
  if (!ptxNameIs(name, "vprintf"))
    ptxFail(thread, "unsupported call of '%.*s'", (int)name.length, name.data);
  printFormat(thread, argumentPointer(thread, call, 0),
              argumentPointer(thread, call, 1));
}

static PTXFrame *makeFrame(const PTXFunction *function) {
  PTXFrame *frame = ptxAllocate(1, sizeof *frame);
  frame->function = function;
  frame->registers =
      ptxAllocate(function->numRegisters, sizeof *frame->registers);
  frame->memory = ptxAllocate(function->frameBytes, 1);
  memset(frame->memory, FUSELAGE_TEST_UNINITIALIZED_BYTE, function->frameBytes);
  return frame;
}

static void runCall(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXCall *call = instruction->call;
  const PTXFunction *callee = call->callee;
  if (!callee->isDefined) {
    callSystem(thread, call);
    return;
  }
  PTXFrame *frame = makeFrame(callee);
  for (unsigned i = 0; i < call->numArguments; ++i)
    memcpy(frame->memory + callee->parameters[i].offset,
           thread->frame->memory + call->arguments[i].offset,
           call->arguments[i].bytes);
  frame->caller = thread->frame;
  frame->call = call;
  frame->returnTo = thread->next;
  thread->frame = frame;
  thread->registers = frame->registers;
  thread->next = callee->code;
}

void ptxThreadBegin(PTXThread *thread) {
  thread->frame = makeFrame(thread->launch->kernel);
  thread->registers = thread->frame->registers;
  thread->next = thread->launch->kernel->code;
  thread->state = PTX_RUNS;
}

void ptxThreadEnd(PTXThread *thread) {
  while (thread->frame)
    popFrame(thread);
}

void ptxRunThread(PTXThread *thread, uint64_t limit) {
  uint64_t count = 0;
  for (; thread->state == PTX_RUNS && count < limit; ++count) {
    const PTXInstruction *instruction = thread->next++;
    if (instruction->predicate < 0 ||
        ((thread->registers[instruction->predicate] & 1) != 0) !=
            instruction->isNegated)
      instruction->run(thread, instruction);
  }
  thread->launch->numInstructions += count;
}

const PTXOpcode ptxControlOpcodes[] = {
    {"bra", runBra, 0},   {"brx", runBrx, 0},   {"ret", runRet, 0},
    {"exit", runExit, 0}, {"trap", runTrap, 0}, {"call", runCall, 0},
    {NULL, NULL, 0}};
