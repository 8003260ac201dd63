//===- Isolation.c - Work in a child process ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Isolation.h"

#include "Target/PTX/ChildProcess.h"
#include "Target/PTX/Error.h"

#include "llvm-c/ErrorHandling.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/// The beginning of a report. So many characters of text follow. A report with
/// fewer was cut off.
typedef struct ReportHeader {
  uint64_t length;
  IsolationResult result;
} ReportHeader;

//===----------------------------------------------------------------------===//
// The child
//===----------------------------------------------------------------------===//

/// The pipe for the report of the child. Set in the child only, which has one
/// thread.
static int reportEnd = -1;

static void writeAll(const void *data, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t count = write(reportEnd, (const char *)data + done, length - done);
    if (count < 0 && errno != EINTR)
      _exit(1);
    done += count > 0 ? (size_t)count : 0;
  }
}

/// Ends the child without running code of the host program, whose buffers would
/// be written twice.
__attribute__((noreturn)) static void report(IsolationResult result,
                                             const char *data, size_t length) {
  ReportHeader header = {.length = length, .result = result};
  writeAll(&header, sizeof header);
  writeAll(data, length);
  _exit(0);
}

static void reportFatalError(const char *reason) {
  report(ISOLATION_DIED, reason, strlen(reason));
}

/// The host's handlers of crashes print reports and remove unfinished files.
/// They must not run for a crash of the child.
static void dropHandlers(void) {
  static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS,  SIGILL,
                                SIGFPE,  SIGTRAP, SIGALRM, SIGPIPE};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; ++i)
    signal(signals[i], SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct rlimit noCore = {0, 0};
  setrlimit(RLIMIT_CORE, &noCore);
  LLVMResetFatalErrorHandler();
  LLVMInstallFatalErrorHandler(reportFatalError);
}

/// The alarm ends a child whose parent has died.
__attribute__((noreturn)) static void
runChild(IsolatedWork work, void *userData, unsigned seconds, int output) {
  reportEnd = output;
  alarm(seconds);
  dropHandlers();
  int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (null >= 0)
    dup2(null, STDERR_FILENO);
  FuselageText text = {0};
  bool succeeded = work(&text, userData);
  if (text.failed)
    report(ISOLATION_OUT_OF_MEMORY, "", 0);
  report(succeeded ? ISOLATION_SUCCEEDED : ISOLATION_FAILED,
         fuselageTextGet(&text), text.length);
}

//===----------------------------------------------------------------------===//
// The parent
//===----------------------------------------------------------------------===//

static FuselagePTXError cannotFork(void) {
  return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                     "cannot start a process for the code generator: %s. Fix: "
                     "allow more processes, or free memory",
                     strerror(errno));
}

/// A running child as its parent sees it.
typedef struct Child {
  pid_t id;
  /// The pipe with the report. Children of other threads may hold its other
  /// end as well, so that it can stay open after this child has ended.
  int report;
  /// On the monotonic clock.
  struct timespec start;
  unsigned seconds;
  bool tooLong, ended;
  /// As childProcessWait gives it, after the end.
  int exitCode;
} Child;

static bool timeIsUp(const Child *child) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t nanoseconds =
      (int64_t)(now.tv_sec - child->start.tv_sec) * 1000000000 +
      (now.tv_nsec - child->start.tv_nsec);
  return nanoseconds > (int64_t)child->seconds * 1000000000;
}

/// Waits until the report can be read on. False if the child ended without
/// another word, or if it took too long, which ends it.
static bool awaitReport(Child *child) {
  enum { millisecondsBetweenLooks = 500 };
  for (;;) {
    // The look comes before the poll, which then sees all that an ended child
    // wrote.
    child->ended =
        child->ended || childProcessHasEnded(child->id, &child->exitCode);
    struct pollfd pipe = {.fd = child->report, .events = POLLIN};
    int ready = poll(&pipe, 1, child->ended ? 0 : millisecondsBetweenLooks);
    if (ready > 0)
      return true;
    if (child->ended && ready == 0)
      return false;
    if (timeIsUp(child)) {
      child->tooLong = true;
      kill(child->id, SIGKILL);
      return false;
    }
  }
}

/// False if the report was cut off.
static bool readAll(Child *child, void *data, size_t length) {
  for (size_t done = 0; done < length;) {
    if (!awaitReport(child))
      return false;
    ssize_t count = read(child->report, (char *)data + done, length - done);
    if (count == 0 || (count < 0 && errno != EINTR))
      return false;
    done += count > 0 ? (size_t)count : 0;
  }
  return true;
}

static bool readReport(Child *child, FuselageText *output,
                       IsolationResult *result) {
  ReportHeader header;
  if (!readAll(child, &header, sizeof header))
    return false;
  char chunk[4096];
  for (uint64_t rest = header.length; rest > 0;) {
    size_t count = rest < sizeof chunk ? (size_t)rest : sizeof chunk;
    if (!readAll(child, chunk, count))
      return false;
    fuselageTextAppend(output, chunk, count);
    rest -= count;
  }
  *result = header.result;
  return true;
}

static void explainDeath(const Child *child, FuselageText *output,
                         IsolationResult *result) {
  fuselageTextFree(output);
  *result = ISOLATION_DIED;
  int exitCode = child->exitCode;
  if (child->tooLong || exitCode == -SIGALRM) {
    *result = ISOLATION_TOOK_TOO_LONG;
    fuselageTextAppendFormat(output, "it took more than %u seconds",
                             child->seconds);
  } else if (exitCode < 0 && exitCode > -NSIG) {
    fuselageTextAppendFormat(output, "it crashed (%s)", strsignal(-exitCode));
  } else {
    fuselageTextAppendString(output, "it ended without a word");
  }
}

static FuselagePTXError await(Child *child, FuselageText *output,
                              IsolationResult *result) {
  clock_gettime(CLOCK_MONOTONIC, &child->start);
  bool reported = readReport(child, output, result);
  if (!child->ended)
    child->exitCode = childProcessWait(child->id);
  if (!output->failed && !reported)
    explainDeath(child, output, result);
  return output->failed || *result == ISOLATION_OUT_OF_MEMORY
             ? errorOutOfMemory()
             : errorNone();
}

FuselagePTXError isolationRun(IsolatedWork work, void *userData,
                              unsigned seconds, FuselageText *output,
                              IsolationResult *result) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return cannotFork();
  pid_t id = fork();
  if (id == 0) {
    close(ends[0]);
    runChild(work, userData, seconds, ends[1]);
  }
  FuselagePTXError error = id < 0 ? cannotFork() : errorNone();
  close(ends[1]);
  Child child = {.id = id, .report = ends[0], .seconds = seconds};
  if (id > 0)
    error = await(&child, output, result);
  close(ends[0]);
  return error;
}
