//===- Descriptors.h - The memrefs of lowered code ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_EMULATION_RUNTIME_DESCRIPTORS_H
#define FUSELAGE_EMULATION_RUNTIME_DESCRIPTORS_H

#include <stdint.h>

typedef struct UnrankedMemRef {
  int64_t rank;
  void *descriptor;
} UnrankedMemRef;

typedef struct RankedMemRef {
  unsigned char *allocated;
  unsigned char *aligned;
  int64_t offset;
  /// A size for each dimension, then a stride for each dimension.
  int64_t sizesAndStrides[];
} RankedMemRef;

#endif // FUSELAGE_EMULATION_RUNTIME_DESCRIPTORS_H
