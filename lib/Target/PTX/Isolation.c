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
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/// Far longer than the optimizer was seen to take for a kernel.
enum { secondsToLive = 600 };

//===----------------------------------------------------------------------===//
// The child
//===----------------------------------------------------------------------===//

/// The end of a report. A report without it was cut off.
static const char trailer[] = "\nend of the report\n";

/// The pipe for the report of the child. Set in the child only, which has one
/// thread.
static int reportEnd = -1;

static void writeAll(const char *data, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t count = write(reportEnd, data + done, length - done);
    if (count < 0 && errno != EINTR)
      _exit(1);
    done += count > 0 ? (size_t)count : 0;
  }
}

/// Ends the child without running code of the host program, whose buffers would
/// be written twice.
__attribute__((noreturn)) static void report(IsolationResult result,
                                             const char *data, size_t length) {
  char kind = (char)('0' + (int)result);
  writeAll(data, length);
  writeAll(trailer, sizeof trailer - 1);
  writeAll(&kind, 1);
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

__attribute__((noreturn)) static void runChild(IsolatedWork work,
                                               void *userData, int output) {
  reportEnd = output;
  alarm(secondsToLive);
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

/// Cuts the trailer off; false if the output lacks it.
static bool takeTrailer(FuselageText *output, IsolationResult *result) {
  size_t length = sizeof trailer; // with the kind
  if (output->failed || output->length < length)
    return false;
  char *end = output->data + (output->length - length);
  if (memcmp(end, trailer, length - 1) != 0)
    return false;
  *result = (IsolationResult)(end[length - 1] - '0');
  output->length -= length;
  output->data[output->length] = '\0';
  return true;
}

static void explainDeath(FuselageText *output, int exitCode) {
  fuselageTextFree(output);
  if (exitCode == -SIGALRM)
    fuselageTextAppendFormat(output, "it took more than %d seconds",
                             secondsToLive);
  else if (exitCode < 0 && exitCode > -NSIG)
    fuselageTextAppendFormat(output, "it crashed (%s)", strsignal(-exitCode));
  else
    fuselageTextAppendString(output, "it ended without a word");
}

FuselagePTXError isolationRun(IsolatedWork work, void *userData,
                              FuselageText *output, IsolationResult *result) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return cannotFork();
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    runChild(work, userData, ends[1]);
  }
  FuselagePTXError error = child < 0 ? cannotFork() : errorNone();
  close(ends[1]);
  if (child > 0) {
    childProcessReadAll(ends[0], output);
    int exitCode = childProcessWait(child);
    if (!output->failed && !takeTrailer(output, result)) {
      explainDeath(output, exitCode);
      *result = ISOLATION_DIED;
    }
    if (output->failed || *result == ISOLATION_OUT_OF_MEMORY)
      error = errorOutOfMemory();
  }
  close(ends[0]);
  return error;
}
