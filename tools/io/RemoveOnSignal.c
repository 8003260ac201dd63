//===- RemoveOnSignal.c - Removal of files on a signal --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RemoveOnSignal.h"

#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/// Signals that end a program from outside: from a user, from the system, for a
/// limit on files or time, for a reader that went away.
static const int endingSignals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
                                    SIGPIPE, SIGXCPU, SIGXFSZ};
enum {
  NUM_SIGNALS = sizeof endingSignals / sizeof *endingSignals,
  MAX_FILES = 4
};

static const char *volatile files[MAX_FILES];
/// A forked child has the handlers too, but must not remove the files.
static volatile pid_t owner;

/// Afterwards the signal has its usual effect: it waits until the handler
/// returns, and then finds no handler.
static void removeFiles(int number) {
  if (getpid() == owner)
    for (int i = 0; i < MAX_FILES; ++i)
      if (files[i])
        unlink(files[i]);
  signal(number, SIG_DFL);
  raise(number);
}

/// Leaves a signal alone that is ignored or that other code handles.
static void install(void) {
  for (int i = 0; i < NUM_SIGNALS; ++i) {
    struct sigaction action;
    if (sigaction(endingSignals[i], NULL, &action) != 0 ||
        action.sa_handler != SIG_DFL)
      continue;
    action = (struct sigaction){.sa_handler = removeFiles};
    sigemptyset(&action.sa_mask);
    sigaction(endingSignals[i], &action, NULL);
  }
}

void removeOnSignalHold(sigset_t *before) {
  sigset_t ending;
  sigemptyset(&ending);
  for (int i = 0; i < NUM_SIGNALS; ++i)
    sigaddset(&ending, endingSignals[i]);
  sigprocmask(SIG_BLOCK, &ending, before);
}

void removeOnSignalRelease(const sigset_t *before) {
  sigprocmask(SIG_SETMASK, before, NULL);
}

void removeOnSignalAdd(const char *path) {
  if (owner != getpid()) {
    owner = getpid();
    install();
  }
  for (int i = 0; i < MAX_FILES; ++i)
    if (!files[i]) {
      files[i] = path;
      return;
    }
}

void removeOnSignalTakeBack(const char *path) {
  for (int i = 0; i < MAX_FILES; ++i)
    if (files[i] == path)
      files[i] = NULL;
}
