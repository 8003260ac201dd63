//===- BodyAccesses.h - What operations of a body access -----------*- C -*===//
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
/// loop around. All of a body may move between two places where threads meet:
/// in between, no other thread changes what this one touches, or the launch had
/// a data race to begin with.
typedef struct FuselageBody {
  MlirOperation launch;
  FuselageSymbolTable symbols;
  FuselageIndexReader reader;
  FuselageBufferTable buffers;
  FuselageIterationSpace space;
} FuselageBody;

/// Elements that one operation reads or writes.
typedef struct FuselageBodyAccess {
  MlirOperation op;
  FuselageAccessKind kind;
  FuselageElement element;
} FuselageBodyAccess;

typedef struct FuselageBodyAccessList {
  FuselageBodyAccess *data;
  size_t size, capacity;
  /// Whether there is more than the list says: atomics, operations that threads
  /// carry out together, effects that are not known, or just too many accesses.
  bool isOpaque;
} FuselageBodyAccessList;

/// The most accesses that a list holds. Lists are compared pair by pair; the
/// bound keeps that linear in the size of the body.
enum { FUSELAGE_MAX_BODY_ACCESSES = FUSELAGE_BOUND(64, 4) };

void fuselageBodyInit(FuselageBody *body, MlirOperation launch,
                      bool assumeNoaliasArgs);
void fuselageBodyFree(FuselageBody *body);

/// To be called after a value of the body was replaced or destroyed: what was
/// read before no longer holds. Elements read before must not be compared with
/// those read after.
void fuselageBodyForgetValues(FuselageBody *body);

/// Appends to `list` what `op` and the operations nested in it access. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool
fuselageBodyCollectAccesses(FuselageBody *body, MlirOperation op,
                            FuselageBodyAccessList *list);

/// True unless it does not matter which of the two is made first: both only
/// read, or they touch different memory. They are not in one loop that the
/// other is not in.
FUSELAGE_NODISCARD bool fuselageBodyMayConflict(const FuselageBody *body,
                                                const FuselageBodyAccess *a,
                                                const FuselageBodyAccess *b);

/// True if an access of one list may conflict with one of the other, or a list
/// does not hold all accesses.
FUSELAGE_NODISCARD bool
fuselageBodyListsMayConflict(const FuselageBody *body,
                             const FuselageBodyAccessList *a,
                             const FuselageBodyAccessList *b);

/// True if `expression` has the same value in all iterations of `loop`, an
/// operation of the body: it is known and no symbol stands for a value from
/// inside of the loop.
FUSELAGE_NODISCARD bool fuselageBodyIsInvariant(const FuselageBody *body,
                                                MlirAffineExpr expression,
                                                MlirOperation loop);

/// True if `memref` is memory that only one thread can reach: a private
/// attribution of the launch, or allocated on the stack in its body.
FUSELAGE_NODISCARD bool fuselageBodyIsPrivate(const FuselageBody *body,
                                              MlirValue memref);

#endif // FUSELAGE_ANALYSIS_BODY_BODYACCESSES_H
