//===- Ptxas.h - Assembling with ptxas -------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_PTXAS_H
#define FUSELAGE_TARGET_PTX_PTXAS_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// The PTX, the chip, and the path of ptxas; null to search for it.
typedef struct PtxasRun {
  MlirStringRef ptx;
  const char *chip;
  int optLevel;
  const char *ptxas;
} PtxasRun;

/// Assembles into the file `path`, and appends the output of ptxas to `output`.
FUSELAGE_NODISCARD FuselagePTXError ptxasRun(const PtxasRun *run,
                                             const char *path,
                                             FuselageText *output);

#endif // FUSELAGE_TARGET_PTX_PTXAS_H
