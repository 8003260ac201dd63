//===- OptionValues.h - Values of options -------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_OPTIONVALUES_H
#define FUSELAGE_DRIVER_OPTIONVALUES_H

#include "Options.h"

/// Each reads the value of one option. On failure it prints the mistake and the
/// possible values, and returns false.
bool parseBytes(const char *option, const char *value, uint64_t *bytes);
bool parseColor(const char *value, int *color);
bool parseEmitKind(const char *value, EmitKind *kind);
bool parseObjective(const char *value, FuselageObjective *objective);
bool parseOptLevel(const char *value, int *level);
bool parseOverBudget(const char *value, FuselageOverBudget *overBudget);

bool parseDevice(const char *value, const char **device);
/// The threads of blocks, where loops become launches and where launches get
/// another shape.
bool parseBlockSize(const char *value, Options *options);
bool parseTile(const char *value, FuselageLoopOptions *loops);

#endif // FUSELAGE_DRIVER_OPTIONVALUES_H
