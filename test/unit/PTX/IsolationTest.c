//===- IsolationTest.c - Ends of work in a child process ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Isolation.h"

// cmocka.h uses names of these headers without including them.
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/// Time enough on a loaded machine.
enum { secondsOfWork = 60 };

static IsolationResult run(IsolatedWork work, void *userData, unsigned seconds,
                           FuselageText *output) {
  IsolationResult result = ISOLATION_OUT_OF_MEMORY;
  assert_true(fuselagePTXErrorIsNull(
      isolationRun(work, userData, seconds, output, &result)));
  return result;
}

/// More than a pipe holds.
enum { manyBytes = 1 << 20 };

static bool writeMuch(FuselageText *output, void *userData) {
  (void)userData;
  for (int i = 0; i < manyBytes / 8; ++i)
    fuselageTextAppendString(output, "1234567\n");
  return true;
}

static void aLongTextArrives(void **state) {
  (void)state;
  FuselageText output = {0};
  assert_int_equal(run(writeMuch, NULL, secondsOfWork, &output),
                   ISOLATION_SUCCEEDED);
  assert_int_equal(output.length, manyBytes);
  assert_memory_equal(output.data + manyBytes - 8, "1234567\n", 9);
  fuselageTextFree(&output);
}

static bool giveReason(FuselageText *output, void *userData) {
  fuselageTextAppendString(output, userData);
  return false;
}

static void aFailureArrives(void **state) {
  (void)state;
  FuselageText output = {0};
  char reason[] = "the reason";
  assert_int_equal(run(giveReason, reason, secondsOfWork, &output),
                   ISOLATION_FAILED);
  assert_string_equal(fuselageTextGet(&output), "the reason");
  fuselageTextFree(&output);
}

/// Some seconds are long enough to be noticed, and short for a test that fails.
enum { secondsOfSleep = 20 };

/// A process that holds the pipe of the report, too. Its id goes to `userData`.
static void startHolder(void *userData) {
  pid_t holder = fork();
  if (holder == 0) {
    sleep(secondsOfSleep);
    _exit(0);
  }
  *(volatile pid_t *)userData = holder;
}

static bool leaveHolder(FuselageText *output, void *userData) {
  startHolder(userData);
  fuselageTextAppendString(output, "the report");
  return true;
}

static bool leaveHolderAndDie(FuselageText *output, void *userData) {
  (void)output;
  startHolder(userData);
  raise(SIGKILL);
  return true;
}

static void expectInTime(IsolatedWork work, IsolationResult result,
                         const char *text) {
  pid_t *holder = mmap(NULL, sizeof *holder, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_ptr_not_equal(holder, MAP_FAILED);
  FuselageText output = {0};
  time_t start = time(NULL);
  assert_int_equal(run(work, holder, secondsOfWork, &output), result);
  assert_true(time(NULL) - start < secondsOfSleep - 1);
  assert_string_equal(fuselageTextGet(&output), text);
  assert_true(*holder > 0);
  kill(*holder, SIGKILL);
  munmap(holder, sizeof *holder);
  fuselageTextFree(&output);
}

/// As where another thread forks between the two ends of a pipe.
static void aReportEndsWhereOthersHoldThePipe(void **state) {
  (void)state;
  expectInTime(leaveHolder, ISOLATION_SUCCEEDED, "the report");
}

static void aDeathIsNoticedWhereOthersHoldThePipe(void **state) {
  (void)state;
  expectInTime(leaveHolderAndDie, ISOLATION_DIED, "it crashed (Killed)");
}

/// With `userData`, not even an alarm ends it.
static bool waitForever(FuselageText *output, void *userData) {
  (void)output;
  if (userData)
    signal(SIGALRM, SIG_IGN);
  while (pause() < 0)
    ;
  return true;
}

static void expectTooLong(void *userData) {
  FuselageText output = {0};
  assert_int_equal(run(waitForever, userData, 1, &output),
                   ISOLATION_TOOK_TOO_LONG);
  assert_string_equal(fuselageTextGet(&output), "it took more than 1 seconds");
  fuselageTextFree(&output);
}

static void theParentEndsAChildThatWaitsForever(void **state) {
  (void)state;
  bool ignoresAlarm = true;
  expectTooLong(&ignoresAlarm);
}

static void aChildThatWaitsForeverEndsItself(void **state) {
  (void)state;
  expectTooLong(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(aLongTextArrives),
      cmocka_unit_test(aFailureArrives),
      cmocka_unit_test(aReportEndsWhereOthersHoldThePipe),
      cmocka_unit_test(aDeathIsNoticedWhereOthersHoldThePipe),
      cmocka_unit_test(theParentEndsAChildThatWaitsForever),
      cmocka_unit_test(aChildThatWaitsForeverEndsItself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
