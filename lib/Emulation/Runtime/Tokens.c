//===- Tokens.c - Asynchronous operations and tokens ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The library runs all operations in program order. A device may run an
// asynchronous operation later, until the host or another operation waits for
// its token. So each asynchronous operation has a number, the set of numbers of
// the operations that certainly ended before it, and a flag that the host has
// waited for it. An access is a race if it depends on an operation that has not
// certainly ended.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdlib.h>
#include <string.h>

/// One execution of an asynchronous operation. Numbers begin at 1 in each run.
typedef struct Operation {
  uint64_t *ended; ///< a bit for each number below its own
  bool isWaitedFor;
  bool hasAccesses;
} Operation;

static Operation *operations = NULL;
static uint32_t numOperations = 0;
static uint32_t running = 0; ///< the number of what runs now; 0 for the host

// The name of an operation is its number plus this base, so that a name of an
// earlier run never means an operation of this run.
static uint32_t base = 0;

// The number that each token of the program's text has now.
static uint32_t *numbers = NULL;
static size_t numTokens = 0;

// The dependencies of the next operation.
static uint64_t *dependencies = NULL;

static size_t numWords(void) { return numOperations / 64U + 1U; }

static void clearDependencies(void) {
  free(dependencies);
  dependencies = NULL;
}

void fuselageTestTokensReset(void) {
  for (uint32_t i = 0; i < numOperations; ++i)
    free(operations[i].ended);
  free(operations);
  free(numbers);
  clearDependencies();
  base += numOperations;
  operations = NULL;
  numbers = NULL;
  numOperations = running = 0;
  numTokens = 0;
}

static bool contains(const uint64_t *set, uint32_t number) {
  return set[number / 64U] >> (number % 64U) & 1U;
}

void fuselageTestAsyncDepends(int64_t token) {
  if (!dependencies)
    dependencies = fuselageTestAllocate(numWords(), sizeof *dependencies);
  if ((size_t)token >= numTokens || numbers[token] == 0)
    return;
  const uint32_t number = numbers[token];
  const uint64_t *ended = operations[number - 1U].ended;
  for (uint32_t i = 0; i <= number / 64U; ++i)
    dependencies[i] |= ended[i];
  dependencies[number / 64U] |= (uint64_t)1 << (number % 64U);
}

static void setNumber(size_t token, uint32_t number) {
  if (token >= numTokens) {
    uint32_t *grown = fuselageTestAllocate(token + 1, sizeof *grown);
    if (numTokens > 0)
      memcpy(grown, numbers, numTokens * sizeof *grown);
    free(numbers);
    numbers = grown;
    numTokens = token + 1;
  }
  numbers[token] = number;
}

void fuselageTestAsyncBegin(int64_t token) {
  const size_t oldWords = numWords();
  Operation *grown =
      realloc(operations, (numOperations + 1U) * sizeof *operations);
  if (!grown)
    fuselageTestFail("out of memory for an asynchronous operation");
  operations = grown;
  ++numOperations;
  Operation *operation = &operations[numOperations - 1U];
  *operation =
      (Operation){.ended = fuselageTestAllocate(numWords(), sizeof(uint64_t))};
  if (dependencies)
    memcpy(operation->ended, dependencies, oldWords * sizeof(uint64_t));
  clearDependencies();
  setNumber((size_t)token, numOperations);
  running = numOperations;
}

void fuselageTestAsyncEnd(void) { running = 0; }

void fuselageTestAsyncWait(void) {
  for (uint32_t number = 1; dependencies && number <= numOperations; ++number)
    if (contains(dependencies, number))
      operations[number - 1U].isWaitedFor = true;
  clearDependencies();
}

uint32_t fuselageTestRunningOperation(void) {
  if (running == 0)
    return 0;
  operations[running - 1U].hasAccesses = true;
  return base + running;
}

bool fuselageTestMayStillRun(uint32_t name) {
  if (name <= base)
    return false;
  const uint32_t number = name - base;
  if (number == running || operations[number - 1U].isWaitedFor)
    return false;
  return running == 0 || number > running ||
         !contains(operations[running - 1U].ended, number);
}

uint64_t fuselageTestCountPending(void) {
  uint64_t count = 0;
  for (uint32_t i = 0; i < numOperations; ++i)
    count += operations[i].hasAccesses && !operations[i].isWaitedFor;
  return count;
}
