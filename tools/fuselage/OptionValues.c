//===- OptionValues.c - Values of options ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionValues.h"

#include "Messages.h"

#include "fuselage-c/TimeModel.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(const char *option, const char *value, const char *fix) {
  return reportError(NULL, "option '%s' has the value '%s'. Fix: %s", option,
                     value, fix);
}

/// The number of `value` in `names`, which ends with null, or -1.
static int indexIn(const char *const *names, const char *value) {
  for (int i = 0; names[i]; ++i)
    if (strcmp(names[i], value) == 0)
      return i;
  return -1;
}

static const char *const emitNames[] = {
    "stages", "plan", "mlir", "llvm", "ptx", "cubin", "dot", "report", NULL};

const char *emitKindName(EmitKind kind) { return emitNames[kind]; }

const char *emitKindEnding(EmitKind kind) {
  static const char *const endings[] = {"jsonl", "json",  "mlir", "ll",
                                        "ptx",   "cubin", "dot",  "html"};
  return endings[kind];
}

bool parseEmitKind(const char *value, EmitKind *kind) {
  int index = indexIn(emitNames, value);
  if (index < 0)
    return refuse("--emit", value,
                  "one of stages, plan, mlir, llvm, ptx, cubin, dot, report");
  *kind = (EmitKind)index;
  return true;
}

bool parseDevice(const char *value, const char **device) {
  if (!fuselageDeviceFind(value))
    return refuse("--device", value, "one of a100, h100, t4");
  *device = value;
  return true;
}

bool parseObjective(const char *value, FuselageObjective *objective) {
  return fuselageObjectiveFind(value, objective) ||
         refuse("--objective", value, "one of greedy, optimal, time");
}

bool parseOverBudget(const char *value, FuselageOverBudget *overBudget) {
  static const char *const names[] = {"error", "skip", NULL};
  int index = indexIn(names, value);
  if (index < 0)
    return refuse("--over-budget", value, "one of error, skip");
  *overBudget = (FuselageOverBudget)index;
  return true;
}

bool parseColor(const char *value, int *color) {
  static const char *const names[] = {"never", "always", "auto", NULL};
  int index = indexIn(names, value);
  if (index < 0)
    return refuse("--color", value, "one of auto, always, never");
  *color = index == 2 ? -1 : index;
  return true;
}

bool parseOptLevel(const char *value, int *level) {
  if (value[0] < '0' || value[0] > '3' || value[1])
    return refuse("-O", value, "-O0, -O1, -O2 or -O3");
  *level = value[0] - '0';
  return true;
}

/// Takes decimal digits off `*text`; false if it has none, or too many.
static bool takeNumber(const char **text, uint64_t *number) {
  const char *start = *text;
  *number = 0;
  for (; **text >= '0' && **text <= '9'; ++*text) {
    uint64_t digit = (uint64_t)(**text - '0');
    if (*number > (UINT64_MAX - digit) / 10)
      return false;
    *number = *number * 10 + digit;
  }
  return *text != start;
}

bool parseBytes(const char *option, const char *value, uint64_t *bytes) {
  static const char *const units[] = {"", "KiB", "MiB", "GiB", "TiB", NULL};
  const char *rest = value;
  uint64_t number;
  bool isNumber = takeNumber(&rest, &number);
  int unit = isNumber ? indexIn(units, rest) : -1;
  char name[32];
  snprintf(name, sizeof name, "--%s", option);
  if (unit < 0)
    return refuse(name, value,
                  "a number of bytes, such as 1048576, 512MiB or 2GiB");
  if (number == 0)
    return refuse(name, value, "a number of bytes above zero");
  if (number > UINT64_MAX >> (10 * unit))
    return refuse(name, value, "a number of bytes that 64 bits hold");
  *bytes = number << (10 * unit);
  return true;
}

bool parseBlockSize(const char *value, Options *options) {
  const char *rest = value;
  uint64_t size;
  FuselageLoopOptions loops = fuselageLoopOptionsGetDefault();
  bool isNumber = takeNumber(&rest, &size) && !*rest;
  if (isNumber && size != 0)
    loops.blockSize = size;
  if (!isNumber || fuselageLoopOptionsVerify(&loops))
    return refuse("--block-size", value,
                  "a multiple of 32 from 32 to 1024, or 0 for blocks of 256 "
                  "threads where launches fuse and for no others");
  options->loops.blockSize = loops.blockSize;
  options->fusion.blockSize = (uint32_t)size;
  return true;
}

bool parseTile(const char *value, FuselageLoopOptions *loops) {
  const char *rest = value;
  uint64_t size;
  loops->numTileSizes = 0;
  while (loops->numTileSizes < FUSELAGE_MAX_TILE_SIZES &&
         takeNumber(&rest, &size)) {
    loops->tileSizes[loops->numTileSizes++] = size;
    if (!*rest && !fuselageLoopOptionsVerify(loops))
      return true;
    if (*rest++ != ',')
      break;
  }
  return refuse("--tile", value,
                "one to three numbers of threads with commas between, the "
                "innermost loop last, with a product of at most 1024, such as "
                "128 or 16,16");
}
