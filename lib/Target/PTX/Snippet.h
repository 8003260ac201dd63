//===- Snippet.h - Operations written as text ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rewrite of several operations reads best as MLIR text. A snippet is the
// text of a straight sequence of operations; it may have structured control
// flow. Its operands are %a0, %a1 and so on, its own values %0, %1 and so on:
//
//   Snippet snippet = {0};
//   unsigned sum = snippetValue(&snippet);
//   snippetAdd(&snippet, "%%%u = arith.addi %%a0, %%a1 : i32\n", sum);
//   FuselagePTXError error =
//       snippetInline(&snippet, before, operands, 2, &sum, &type, 1, &result);
//   snippetFree(&snippet);
//
// The dialects of the text must be loaded.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_SNIPPET_H
#define FUSELAGE_TARGET_PTX_SNIPPET_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// A zeroed struct is an empty snippet.
typedef struct Snippet {
  FuselageText text;
  unsigned numValues;
} Snippet;

void snippetFree(Snippet *snippet);

/// The number of a new value.
unsigned snippetValue(Snippet *snippet);

__attribute__((format(printf, 2, 3))) void snippetAdd(Snippet *snippet,
                                                      const char *format, ...);

/// Appends a type.
void snippetAddType(Snippet *snippet, MlirType type);

/// Inserts the operations before `before`, with its location. Stores
/// `numResults` values of the snippet in `results`: `numbers` are their
/// numbers, `types` their types.
FUSELAGE_NODISCARD FuselagePTXError
snippetInline(Snippet *snippet, MlirOperation before, const MlirValue *operands,
              size_t numOperands, const unsigned *numbers,
              const MlirType *types, size_t numResults, MlirValue *results);

/// Replaces `op` by the operations. The values `numbers` of the snippet replace
/// the results of `op`.
FUSELAGE_NODISCARD FuselagePTXError snippetReplace(Snippet *snippet,
                                                   MlirOperation op,
                                                   const MlirValue *operands,
                                                   size_t numOperands,
                                                   const unsigned *numbers);

/// Replaces the results of `op` by `values`, and destroys it.
void snippetReplaceByValues(MlirOperation op, const MlirValue *values);

#endif // FUSELAGE_TARGET_PTX_SNIPPET_H
