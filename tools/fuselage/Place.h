//===- Place.h - Places in source files ---------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_PLACE_H
#define FUSELAGE_DRIVER_PLACE_H

#include "mlir-c/IR.h"

/// A line of a file. The name lives as long as the context.
typedef struct Place {
  MlirStringRef file;
  /// From 1; 0 if the place is not known.
  unsigned line, column;
} Place;

/// The first place in a file that a location names. The location may be fused
/// from several, or null.
Place placeOfLocation(MlirLocation locationOrNull);

/// Orders places by their file, then line and column: less than 0, 0 or more.
int placeCompare(const Place *a, const Place *b);

/// "in.mlir:14:5", or "an unknown place"; valid until `buffer` changes.
const char *placeToString(const Place *place, char *buffer, size_t size);

#endif // FUSELAGE_DRIVER_PLACE_H
