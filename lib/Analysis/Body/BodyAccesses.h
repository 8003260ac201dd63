//===- BodyAccesses.h - Accesses of the operations of a body ------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_BODY_BODYACCESSES_H
#define FUSELAGE_ANALYSIS_BODY_BODYACCESSES_H

#include "Analysis/Body/Element.h"
#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Memory/Buffers.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// The body of one launch as one thread runs it. Not thread-safe.
///
/// Values computed in the body are symbols of its expressions: equal
/// expressions mean equal values within one thread and one iteration of every
/// loop around. An operation of the body may move between two places where
/// threads meet. Between these places no other thread changes the memory that
/// this thread touches, unless the launch has a data race already.
typedef struct FuselageBody {
  MlirOperation launch;
  FuselageSymbolTable symbols;
  FuselageIndexReader reader;
  FuselageBufferTable buffers;
  FuselageIterationSpace space;
} FuselageBody;

/// The elements that one operation reads or writes.
typedef struct FuselageBodyAccess {
  MlirOperation op;
  FuselageAccessKind kind;
  FuselageElement element;
} FuselageBodyAccess;

typedef struct FuselageBodyAccessList {
  FuselageBodyAccess *data;
  size_t size, capacity;
  /// True if the list is incomplete: there are atomics, operations that threads
  /// carry out together, unknown effects, or too many accesses.
  bool isOpaque;
} FuselageBodyAccessList;

/// The most accesses that a list holds. The bound keeps the comparison of
/// lists, pair by pair, linear in the size of the body.
enum { FUSELAGE_MAX_BODY_ACCESSES = FUSELAGE_BOUND(64, 4) };

void fuselageBodyInit(FuselageBody *body, MlirOperation launch,
                      bool assumeNoaliasArgs);
void fuselageBodyFree(FuselageBody *body);

/// Call this after replacing or destroying a value of the body: expressions
/// read before no longer hold. Do not compare elements read before the call
/// with elements read after it.
void fuselageBodyForgetValues(FuselageBody *body);

/// Appends the accesses of `op`, and of the operations nested in it, to `list`.
/// Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageBodyCollectAccesses(FuselageBody *body, MlirOperation op,
                            FuselageBodyAccessList *list);

/// False if the order of the two accesses does not matter: both only read, or
/// they touch different memory. The caller makes sure that the same loops are
/// around both.
FUSELAGE_NODISCARD bool fuselageBodyMayConflict(const FuselageBody *body,
                                                const FuselageBodyAccess *a,
                                                const FuselageBodyAccess *b);

/// True if an access of one list may conflict with an access of the other list,
/// or if a list is incomplete.
FUSELAGE_NODISCARD bool
fuselageBodyListsMayConflict(const FuselageBody *body,
                             const FuselageBodyAccessList *a,
                             const FuselageBodyAccessList *b);

/// True if `expression` has the same value in all iterations of `loop`, an
/// operation of the body: the expression is known, and all its symbols stand
/// for values from outside of the loop.
FUSELAGE_NODISCARD bool fuselageBodyIsInvariant(const FuselageBody *body,
                                                MlirAffineExpr expression,
                                                MlirOperation loop);

/// True if `memref` is memory that only one thread can reach: a private
/// attribution of the launch, or an allocation on the stack in its body.
FUSELAGE_NODISCARD bool fuselageBodyIsPrivate(const FuselageBody *body,
                                              MlirValue memref);

#endif // FUSELAGE_ANALYSIS_BODY_BODYACCESSES_H
