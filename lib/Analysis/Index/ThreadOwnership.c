//===- ThreadOwnership.c - Indices that one thread has alone --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/ThreadOwnership.h"

#include "Analysis/Index/IndexExpr.h"

#include <assert.h>

/// The ids in which two threads can differ, as bits.
typedef unsigned IdSet;

static IdSet idsWithSeveralValues(const FuselageIterationSpace *space) {
  IdSet ids = 0;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (fuselageIterationSpaceGetBound(space, id) > 1)
      ids |= 1u << id;
  return ids;
}

static uint64_t magnitude(int64_t value) {
  return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/// The id of `ids` with the smallest coefficient other than 0, or -1.
static int idOfSmallestCoefficient(const FuselageLinearForm *form, IdSet ids) {
  int smallest = -1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    if (!(ids >> id & 1) || form->coefficients[id] == 0)
      continue;
    if (smallest < 0 || magnitude(form->coefficients[id]) <
                            magnitude(form->coefficients[smallest]))
      smallest = id;
  }
  return smallest;
}

/// The ids among `candidates` that a linear index determines, given the others:
/// all that occur in it if each coefficient steps over all that those with
/// smaller ones can reach, as in the digits of a number; else none.
///
/// Indices wrap around at 64 bits where the linear form does not. The whole
/// reach is kept below 2^63, so two values of the form that are equal after
/// wrapping around are equal.
static IdSet idsDeterminedBy(const FuselageLinearForm *form,
                             const FuselageIterationSpace *space,
                             IdSet candidates) {
  IdSet determined = 0;
  uint64_t reach = 0;
  for (int id = idOfSmallestCoefficient(form, candidates); id >= 0;
       id = idOfSmallestCoefficient(form, candidates)) {
    uint64_t step = magnitude(form->coefficients[id]), span;
    if (step <= reach ||
        __builtin_mul_overflow(
            step, fuselageIterationSpaceGetBound(space, id) - 1, &span) ||
        __builtin_add_overflow(reach, span, &reach) || reach > INT64_MAX)
      return 0;
    determined |= 1u << id;
    candidates &= ~(1u << id);
  }
  return determined;
}

/// Takes from `open` the ids that are those of both threads because both have
/// one value of `expression`.
static IdSet withoutDetermined(IdSet open, const FuselageIterationSpace *space,
                               MlirAffineExpr expression,
                               MlirAffineExpr other) {
  FuselageLinearForm form;
  return mlirAffineExprEqual(expression, other) &&
                 fuselageExprGetLinearForm(expression, &form)
             ? open & ~idsDeterminedBy(&form, space, open)
             : open;
}

/// True if the indices of both split a number in the same way.
static bool haveSameSplit(const FuselageIndexTuple *a,
                          const FuselageIndexTuple *b) {
  if (a->splitSize == 0 || a->splitSize != b->splitSize)
    return false;
  for (size_t i = 0; i < a->splitSize; ++i)
    if (!mlirAffineExprEqual(a->split[i], b->split[i]))
      return false;
  return true;
}

/// An element touched by two threads has one value of each index. Where both
/// have the same expression there, its ids are those of both threads. Ids that
/// one index determines help with the next, hence the loop. Indices that split
/// one number have one value of it.
bool fuselageIndicesStayInThread(const FuselageIterationSpace *space,
                                 const FuselageIndexTuple *a,
                                 const FuselageIndexTuple *b) {
  assert(a->rank == b->rank);
  IdSet open = idsWithSeveralValues(space);
  for (IdSet before = 0; open != before && open != 0;) {
    before = open;
    for (size_t i = 0; i < a->rank; ++i)
      open = withoutDetermined(open, space, a->indices[i], b->indices[i]);
    if (haveSameSplit(a, b))
      open = withoutDetermined(open, space, a->split[0], b->split[0]);
  }
  return open == 0;
}
