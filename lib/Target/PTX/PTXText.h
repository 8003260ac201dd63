//===- PTXText.h - Reading directives of PTX -------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_PTXTEXT_H
#define FUSELAGE_TARGET_PTX_PTXTEXT_H

#include "mlir-c/Support.h"

#include <stdint.h>

/// If `line` is ".reqntid 64, 2, 1", or the same with ".maxntid", stores the
/// product.
void ptxReadBlockSize(const char *line, uint32_t *threads);

/// The product for the kernel `name`; 0 if the PTX gives neither.
uint32_t ptxFindBlockSize(MlirStringRef ptx, MlirStringRef name);

#endif // FUSELAGE_TARGET_PTX_PTXTEXT_H
