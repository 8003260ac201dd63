//===- Terminal.c - Abilities of a terminal -------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminalHasColor(FILE *stream, int option) {
  if (option >= 0)
    return option == 1;
  const char *noColor = getenv("NO_COLOR");
  const char *term = getenv("TERM");
  return isatty(fileno(stream)) && !(noColor && *noColor) && term &&
         strcmp(term, "dumb") != 0;
}

unsigned terminalGetWidth(FILE *stream) {
  struct winsize size;
  return isatty(fileno(stream)) && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0
             ? size.ws_col
             : 0;
}
