//===- Element.h - The element that a load or store touches --------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_BODY_ELEMENT_H
#define FUSELAGE_ANALYSIS_BODY_ELEMENT_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Memory/Buffers.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The highest rank of a memref whose elements the analysis distinguishes.
enum { FUSELAGE_MAX_ELEMENT_RANK = FUSELAGE_BOUND(16, 2) };

/// Elements of a buffer: one known element if `isKnown`, else any element.
typedef struct FuselageElement {
  uint32_t buffer;
  /// The memref to which the indices belong: the root of the buffer, or the
  /// last view on the way to the root where the indices could not be
  /// translated.
  MlirValue base;
  /// Whether different indices of `base` mean different addresses.
  bool isInjective;
  bool isKnown;
  /// The indices as expressions, null where an index is not affine; and as
  /// values, null where no operand of the access is that index. The index along
  /// a dimension of size 1 is the constant 0, which needs no value.
  size_t rank;
  MlirAffineExpr indices[FUSELAGE_MAX_ELEMENT_RANK];
  MlirValue values[FUSELAGE_MAX_ELEMENT_RANK];
} FuselageElement;

/// Reads the element that a load or store touches, through subviews with known
/// strides, casts, transpositions and changes of shape by sizes of 1. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool fuselageReadElement(FuselageIndexReader *reader,
                                            FuselageBufferTable *buffers,
                                            MlirOperation op,
                                            intptr_t memrefOperand,
                                            FuselageElement *element);

/// True if both are certainly the same element. Equal expressions must mean
/// equal values on both sides.
FUSELAGE_NODISCARD bool fuselageElementsAreEqual(const FuselageElement *a,
                                                 const FuselageElement *b);

/// True if the two, of one buffer, are certainly different elements: an index
/// differs by a constant other than 0. This proves nothing in a layout that may
/// give two indices one address.
FUSELAGE_NODISCARD bool fuselageElementsDiffer(const FuselageElement *a,
                                               const FuselageElement *b);

#endif // FUSELAGE_ANALYSIS_BODY_ELEMENT_H
