//===- State.c - Configuration, counts and failure of a run ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All other files of the run-time library use this one.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FuselageTestConfig config;
static bool isConfigured = false;
static FuselageTestCounts counts;

static FuselageTestOrder parseOrder(const char *text) {
  if (!text || strcmp(text, "forward") == 0)
    return FUSELAGE_TEST_FORWARD;
  if (strcmp(text, "reverse") == 0)
    return FUSELAGE_TEST_REVERSE;
  if (strcmp(text, "shuffled") == 0)
    return FUSELAGE_TEST_SHUFFLED;
  fuselageTestFail("FUSELAGE_TEST_ORDER is '%s'; use forward, reverse or "
                   "shuffled",
                   text);
}

static void configureFromEnvironment(void) {
  isConfigured = true;
  config.name = "program";
  config.order = parseOrder(getenv("FUSELAGE_TEST_ORDER"));
  const char *seed = getenv("FUSELAGE_TEST_SEED");
  config.seed = seed ? strtoull(seed, NULL, 10) : 0;
  const char *races = getenv("FUSELAGE_TEST_RACES");
  config.detectRaces = races && strcmp(races, "1") == 0;
  config.endsAtRace = config.detectRaces;
}

const FuselageTestConfig *fuselageTestGetConfig(void) {
  if (!isConfigured)
    configureFromEnvironment();
  return &config;
}

FuselageTestCounts *fuselageTestCounts(void) { return &counts; }

FuselageTestCounts fuselageTestGetCounts(void) { return counts; }

void fuselageTestSetConfig(const FuselageTestConfig *newConfig) {
  config = *newConfig;
  isConfigured = true;
  counts = (FuselageTestCounts){0};
}

// The program may be on a thread's own stack, and its state is beyond repair,
// so no destructor of the process should run.
_Noreturn void fuselageTestFail(const char *format, ...) {
  fflush(stdout);
  fprintf(stderr, "%s: error: ", config.name ? config.name : "program");
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  fflush(stderr);
  _exit(FUSELAGE_TEST_PROGRAM_ERROR);
}

void *fuselageTestAllocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size ? size : 1);
  if (!memory)
    fuselageTestFail("out of memory for %zu elements of %zu bytes", count,
                     size);
  return memory;
}

uint64_t fuselageTestMix(uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}
