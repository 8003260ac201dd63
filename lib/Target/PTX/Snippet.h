//===- Snippet.h - Operations written as text ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rewrite of several operations reads best as what it is: MLIR. A snippet is
// the text of a straight sequence of operations; structured control flow may be
// in it. Its operands are %a0, %a1 and so on, values of its own %0, %1 and so
// on:
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

/// The number of a value that no other one has.
unsigned snippetValue(Snippet *snippet);

__attribute__((format(printf, 2, 3))) void snippetAdd(Snippet *snippet,
                                                      const char *format, ...);

/// Appends a type.
void snippetAddType(Snippet *snippet, MlirType type);

/// Inserts the operations in front of `before`, with its location. `numbers`
/// are the values of the snippet that go to `results`, of the types `types`;
/// there are `numResults` of them.
FUSELAGE_NODISCARD FuselagePTXError
snippetInline(Snippet *snippet, MlirOperation before, const MlirValue *operands,
              size_t numOperands, const unsigned *numbers,
              const MlirType *types, size_t numResults, MlirValue *results);

/// Puts the operations in the place of `op`, whose results become the values
/// `numbers` of the snippet.
FUSELAGE_NODISCARD FuselagePTXError snippetReplace(Snippet *snippet,
                                                   MlirOperation op,
                                                   const MlirValue *operands,
                                                   size_t numOperands,
                                                   const unsigned *numbers);

/// Replaces the results of `op` by `values`, and destroys it.
void snippetReplaceByValues(MlirOperation op, const MlirValue *values);

#endif // FUSELAGE_TARGET_PTX_SNIPPET_H
