//===- CurrentThread.c - The running thread and its stack -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <pthread.h>

static const FuselageTestThread *current = NULL;

static void *stackLimit = NULL; ///< of the stack that the program began on
static size_t stackBytes = 0;

const FuselageTestThread *fuselageTestCurrentThread(void) { return current; }

void fuselageTestSetCurrentThread(const FuselageTestThread *thread) {
  current = thread;
}

const void *fuselageTestFindStackLimit(void) {
  pthread_attr_t attributes;
  if (stackLimit || pthread_getattr_np(pthread_self(), &attributes) != 0)
    return stackLimit;
  pthread_attr_getstack(&attributes, &stackLimit, &stackBytes);
  pthread_attr_destroy(&attributes);
  return stackLimit;
}

bool fuselageTestIsOnStack(const void *address) {
  const unsigned char *limit = fuselageTestFindStackLimit();
  const unsigned char *byte = address;
  return byte >= limit && byte < limit + stackBytes;
}
