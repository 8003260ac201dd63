//===- Exchange.h - Values that lanes of a warp exchange -------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PTX exchanges words of 32 bits. These functions append operations to a
// snippet that exchange and combine values of any type of numbers.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_EXCHANGE_H
#define FUSELAGE_TARGET_PTX_EXCHANGE_H

#include "Target/PTX/Snippet.h"
#include "fuselage-c/Support.h"

/// True for integers, floats and indices, and for vectors of rank one of these.
FUSELAGE_NODISCARD bool exchangeKnowsType(MlirType type);

/// A shuffle: the kind as NVVM names it (`idx`, `bfly`, `up`, `down`), and the
/// names of i32 values in the snippet, such as "%a1".
typedef struct Exchange {
  const char *kind;
  const char *mask;
  const char *offset;
  const char *clamp;
} Exchange;

/// Appends a shuffle of the value with the name `value`; returns the number of
/// its result.
unsigned exchangeAdd(Snippet *snippet, const Exchange *exchange, MlirType type,
                     const char *value);

/// Appends the operation that combines `lhs` and `rhs` for the kind of
/// reduction `kind`, a FuselageReductionKind or `exchangeByRegion`. The latter
/// appends an `unrealized_conversion_cast`, which the caller replaces by a
/// region. Returns the number of the result.
enum { exchangeByRegion = -1 };
unsigned exchangeAddCombination(Snippet *snippet, int64_t kind, MlirType type,
                                const char *lhs, const char *rhs);

#endif // FUSELAGE_TARGET_PTX_EXCHANGE_H
