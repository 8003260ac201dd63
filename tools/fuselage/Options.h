//===- Options.h - The command line -------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_OPTIONS_H
#define FUSELAGE_DRIVER_OPTIONS_H

#include "fuselage-c/Loops.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Transforms.h"

/// Exit codes, from best to worst. docs/Driver.md documents them.
enum {
  EXIT_DONE = 0,
  /// An input was refused: it cannot be read as MLIR, lowered, fused by the
  /// given plan, or emitted.
  EXIT_REFUSED = 1,
  /// The command line is wrong, or a file cannot be read or written.
  EXIT_UNUSABLE = 2
};

/// The kind of output.
typedef enum EmitKind {
  EMIT_STAGES,
  EMIT_PLAN,
  EMIT_MLIR,
  EMIT_LLVM,
  EMIT_PTX,
  EMIT_CUBIN,
  EMIT_DOT,
  EMIT_REPORT
} EmitKind;

/// The name of a kind, and the ending of its files: "ptx", "html".
const char *emitKindName(EmitKind kind);
const char *emitKindEnding(EmitKind kind);

typedef enum Loudness { QUIET, NORMAL, VERBOSE } Loudness;

typedef struct Options {
  /// Null unless -o was given.
  const char *output;
  EmitKind emit;
  FuselageFusionOptions fusion;
  FuselagePTXOptions ptx;
  /// Lower tensors and loops to launches first, in such blocks.
  bool lower;
  FuselageLoopOptions loops;
  /// The plan to carry out, or null to make one.
  const char *plan;
  /// Compile groups for the chip, and split those that make poor use of it.
  bool checkResources;
  /// The file for the summary as JSON, or null for text on standard error.
  const char *json;
  Loudness loudness;
  /// 1 or 0 if the command line says so, -1 to find out.
  int color;
  char *const *inputs;
  size_t numInputs;
} Options;

/// Returns true to go on. Otherwise all output is printed, and `*exitCode` is
/// set. `options` borrows from `argv`.
bool optionsParse(int argc, char **argv, Options *options, int *exitCode);

#endif // FUSELAGE_DRIVER_OPTIONS_H
