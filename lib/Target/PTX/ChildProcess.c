//===- ChildProcess.c - Output and end of a child process -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/ChildProcess.h"

#include <errno.h>
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

void childProcessReadAll(int input, FuselageText *output) {
  char chunk[4096];
  for (;;) {
    ssize_t count = read(input, chunk, sizeof chunk);
    if (count > 0)
      fuselageTextAppend(output, chunk, (size_t)count);
    else if (count == 0 || errno != EINTR)
      return;
  }
}

static int exitCodeOf(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool childProcessHasEnded(pid_t child, int *exitCode) {
  int status = 0;
  pid_t ended = waitpid(child, &status, WNOHANG);
  if (ended == 0 || (ended < 0 && errno == EINTR))
    return false;
  *exitCode = ended > 0 ? exitCodeOf(status) : INT_MIN;
  return true;
}

int childProcessWait(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return INT_MIN;
  return exitCodeOf(status);
}
