//===- Warps.c - Threads that wait for each other -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An instruction of a warp waits for the lanes of its mask. All of them must
// reach the same instruction with the same mask. It does not wait for lanes
// that have ended. A barrier waits for all threads of the block that have not
// ended.
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"

#include <stddef.h>

enum { warpSize = 32 };

static const PTXType word = {PTX_UNSIGNED, 32, 1};

//===----------------------------------------------------------------------===//
// Threads that start to wait
//===----------------------------------------------------------------------===//

static void waitForMask(PTXThread *thread, const PTXOperand *mask) {
  thread->state = PTX_WAITS_FOR_WARP;
  thread->mask = (uint32_t)ptxRead64(thread, mask, word);
}

/// `bar.warp.sync` has a mask, `bar.sync` the number of a barrier.
static void runBar(PTXThread *thread, const PTXInstruction *instruction) {
  if (instruction->flags & PTX_OF_WARP) {
    waitForMask(thread, &instruction->operands[0]);
    return;
  }
  thread->state = PTX_WAITS_FOR_BLOCK;
  if (instruction->numOperands != 1 ||
      ptxRead64(thread, &instruction->operands[0], word) != 0)
    ptxFail(thread, "unsupported barrier, other than number 0 of the block");
}

/// The mask is the last operand.
static void runExchange(PTXThread *thread, const PTXInstruction *instruction) {
  waitForMask(thread, &instruction->operands[instruction->numOperands - 1]);
}

static void runActivemask(PTXThread *thread,
                          const PTXInstruction *instruction) {
  (void)instruction;
  thread->state = PTX_ASKS_WHO_IS_ACTIVE;
}

//===----------------------------------------------------------------------===//
// Instructions of a warp
//===----------------------------------------------------------------------===//

/// The waiting lanes of a warp, and their threads.
typedef struct Meeting {
  PTXThread *threads;
  uint32_t count;
  uint32_t present;
  const PTXInstruction *instruction;
} Meeting;

static uint64_t valueOf(const Meeting *meeting, uint32_t lane, unsigned operand,
                        PTXType type) {
  return ptxRead64(&meeting->threads[lane],
                   &meeting->instruction->operands[operand], type);
}

/// The lane that a lane reads from; `*isValid` is false if it is out of range,
/// and the lane then reads its own value.
static uint32_t sourceLane(const Meeting *meeting, uint32_t lane,
                           unsigned offset, bool *isValid) {
  const uint32_t b = (uint32_t)valueOf(meeting, lane, offset, word) & 31;
  const uint32_t c = (uint32_t)valueOf(meeting, lane, offset + 1, word);
  const uint32_t clamp = c & 31, segment = c >> 8 & 31;
  const int32_t most = (int32_t)((lane & segment) | (clamp & ~segment & 31));
  int32_t source;
  switch (meeting->instruction->choice) {
  case PTX_SHUFFLE_UP:
    source = (int32_t)lane - (int32_t)b;
    *isValid = source >= most;
    break;
  case PTX_SHUFFLE_DOWN:
    source = (int32_t)(lane + b);
    *isValid = source <= most;
    break;
  case PTX_SHUFFLE_XOR:
    source = (int32_t)(lane ^ b);
    *isValid = source <= most;
    break;
  default:
    source = (int32_t)((lane & segment) | (b & ~segment & 31));
    *isValid = source <= most;
  }
  return *isValid ? (uint32_t)source : lane;
}

/// A lane that does not take part gives an arbitrary value.
static void shuffle(const Meeting *meeting, uint64_t results[warpSize]) {
  const uint64_t unspecified = 0x7FFFDEAD;
  const PTXInstruction *instruction = meeting->instruction;
  const bool tellsValidity = instruction->numOperands == 6;
  const unsigned value = tellsValidity ? 2 : 1;
  for (uint32_t lane = 0; lane < meeting->count; ++lane) {
    if (!(meeting->present >> lane & 1))
      continue;
    bool isValid;
    const uint32_t source = sourceLane(meeting, lane, value + 1, &isValid);
    results[lane] = meeting->present >> source & 1
                        ? valueOf(meeting, source, value, word)
                        : unspecified;
    if (tellsValidity)
      ptxWriteTo(&meeting->threads[lane], &instruction->operands[1], isValid);
  }
}

static void vote(const Meeting *meeting, uint64_t results[warpSize]) {
  const PTXInstruction *instruction = meeting->instruction;
  uint32_t ballot = 0;
  for (uint32_t lane = 0; lane < meeting->count; ++lane)
    if (meeting->present >> lane & 1 &&
        ptxSourceIsTrue(&meeting->threads[lane], instruction, 0))
      ballot |= UINT32_C(1) << lane;
  for (uint32_t lane = 0; lane < meeting->count; ++lane)
    results[lane] = instruction->choice == PTX_BALLOT ? ballot
                    : instruction->choice == PTX_ANY
                        ? ballot != 0
                        : ballot == meeting->present;
}

static uint32_t combine(const PTXInstruction *instruction, uint32_t a,
                        uint32_t b) {
  const bool isLess =
      instruction->type.kind == PTX_SIGNED ? (int32_t)a < (int32_t)b : a < b;
  switch (instruction->choice) {
  case PTX_AND:
    return a & b;
  case PTX_OR:
    return a | b;
  case PTX_XOR:
    return a ^ b;
  case PTX_MIN:
    return isLess ? a : b;
  case PTX_MAX:
    return isLess ? b : a;
  default:
    return a + b;
  }
}

static void reduce(const Meeting *meeting, uint64_t results[warpSize]) {
  uint32_t all = 0;
  bool isFirst = true;
  for (uint32_t lane = 0; lane < meeting->count; ++lane) {
    if (!(meeting->present >> lane & 1))
      continue;
    const uint32_t value = (uint32_t)valueOf(meeting, lane, 1, word);
    all = isFirst ? value : combine(meeting->instruction, all, value);
    isFirst = false;
  }
  for (uint32_t lane = 0; lane < meeting->count; ++lane)
    results[lane] = all;
}

static void runShfl(PTXThread *thread, const PTXInstruction *instruction) {
  runExchange(thread, instruction);
}

static void runVote(PTXThread *thread, const PTXInstruction *instruction) {
  runExchange(thread, instruction);
}

static void runRedux(PTXThread *thread, const PTXInstruction *instruction) {
  runExchange(thread, instruction);
}

static void finish(const Meeting *meeting) {
  uint64_t results[warpSize] = {0};
  const PTXInstruction *instruction = meeting->instruction;
  if (instruction->run == runShfl)
    shuffle(meeting, results);
  else if (instruction->run == runVote)
    vote(meeting, results);
  else if (instruction->run == runRedux)
    reduce(meeting, results);
  for (uint32_t lane = 0; lane < meeting->count; ++lane) {
    if (!(meeting->present >> lane & 1))
      continue;
    if (instruction->run != runBar)
      ptxWriteTo(&meeting->threads[lane], &instruction->operands[0],
                 results[lane]);
    meeting->threads[lane].state = PTX_RUNS;
  }
}

/// True if all lanes for which `thread` waits have reached its instruction.
static bool isComplete(Meeting *meeting, const PTXThread *thread) {
  if (!(thread->mask >> thread->lane & 1))
    ptxFail(thread, "lane %u is not in the mask 0x%x of its instruction",
            thread->lane, thread->mask);
  meeting->present = 0;
  meeting->instruction = thread->next - 1;
  for (uint32_t lane = 0; lane < meeting->count; ++lane) {
    const PTXThread *other = &meeting->threads[lane];
    if (!(thread->mask >> lane & 1) || other->state == PTX_ENDED)
      continue;
    if (other->state != PTX_WAITS_FOR_WARP || other->next != thread->next ||
        other->mask != thread->mask)
      return false;
    meeting->present |= UINT32_C(1) << lane;
  }
  return true;
}

static bool releaseWarp(PTXThread *threads, uint32_t count) {
  Meeting meeting = {.threads = threads, .count = count};
  bool isReleased = false;
  for (uint32_t lane = 0; lane < count; ++lane) {
    if (threads[lane].state != PTX_WAITS_FOR_WARP ||
        !isComplete(&meeting, &threads[lane]))
      continue;
    finish(&meeting);
    isReleased = true;
  }
  return isReleased;
}

//===----------------------------------------------------------------------===//
// Barriers of a block
//===----------------------------------------------------------------------===//

/// Every thread of the block has to reach the same barrier.
static bool releaseBlock(PTXThread *threads, uint32_t count) {
  const PTXThread *first = &threads[0];
  for (uint32_t i = 0; i < count; ++i)
    if (threads[i].state != PTX_WAITS_FOR_BLOCK)
      return false;
  for (uint32_t i = 0; i < count; ++i)
    if (threads[i].next != first->next)
      ptxFail(&threads[i],
              "divergent barrier: thread (%u,%u,%u) waits at line "
              "%u",
              (unsigned)first->id[0], (unsigned)first->id[1],
              (unsigned)first->id[2], (first->next - 1)->line);
  for (uint32_t i = 0; i < count; ++i)
    threads[i].state = PTX_RUNS;
  return true;
}

/// No other thread can run, so the active lanes are the lanes that ask
/// together.
static bool answerActive(PTXThread *threads, uint32_t count) {
  uint32_t mask = 0;
  const PTXInstruction *next = NULL;
  for (uint32_t lane = 0; lane < count; ++lane)
    if (threads[lane].state == PTX_ASKS_WHO_IS_ACTIVE &&
        (!next || threads[lane].next == next)) {
      next = threads[lane].next;
      mask |= UINT32_C(1) << lane;
    }
  for (uint32_t lane = 0; lane < count; ++lane)
    if (mask >> lane & 1) {
      ptxWriteTo(&threads[lane], &(next - 1)->operands[0], mask);
      threads[lane].state = PTX_RUNS;
    }
  return mask != 0;
}

bool ptxReleaseThreads(PTXThread *threads, uint32_t count, bool *isNextPhase) {
  bool isReleased = false;
  for (int round = 0; round < 2 && !isReleased; ++round)
    for (uint32_t first = 0; first < count; first += warpSize) {
      const uint32_t lanes =
          count - first < warpSize ? count - first : warpSize;
      isReleased |= round == 0 ? releaseWarp(threads + first, lanes)
                               : answerActive(threads + first, lanes);
    }
  *isNextPhase = !isReleased && releaseBlock(threads, count);
  return isReleased || *isNextPhase;
}

const PTXOpcode ptxWarpOpcodes[] = {
    {"bar", runBar, 0},     {"barrier", runBar, 0},
    {"shfl", runShfl, 0},   {"vote", runVote, 0},
    {"redux", runRedux, 0}, {"activemask", runActivemask, 0},
    {NULL, NULL, 0}};
