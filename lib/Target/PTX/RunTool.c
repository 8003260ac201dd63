//===- RunTool.c - Running a program of the CUDA toolkit ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/RunTool.h"

#include "Target/PTX/ChildProcess.h"
#include "Target/PTX/Error.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

static FuselagePTXError failure(const char *program, int reason) {
  return errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                     "cannot run '%s': %s. Fix: name a program that can be run",
                     program, strerror(reason));
}

/// Starts the program with both outputs on `output`; returns 0 or the errno.
static int spawn(const char *const *arguments, int output, pid_t *child) {
  posix_spawn_file_actions_t actions;
  int reason = posix_spawn_file_actions_init(&actions);
  if (reason)
    return reason;
  reason = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                            O_RDONLY, 0);
  if (!reason)
    reason = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (!reason)
    reason = posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  if (!reason)
    reason = posix_spawn(child, arguments[0], &actions, NULL,
                         (char *const *)arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return reason;
}

FuselagePTXError runTool(const char *const *arguments, FuselageText *output,
                         int *exitCode) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return failure(arguments[0], errno);
  pid_t child = 0;
  int reason = spawn(arguments, ends[1], &child);
  close(ends[1]);
  if (reason) {
    close(ends[0]);
    return failure(arguments[0], reason);
  }
  childProcessReadAll(ends[0], output);
  close(ends[0]);
  *exitCode = childProcessWait(child);
  return output->failed ? errorOutOfMemory() : errorNone();
}
