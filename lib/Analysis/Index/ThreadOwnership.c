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

/// The ids among `candidates` that a linear index determines if the other ids
/// are known. These are all candidates in the index if each coefficient is
/// larger than the reach of all terms with smaller coefficients, as in the
/// digits of a number; otherwise none.
///
/// Indices wrap around at 64 bits, and the linear form does not. The function
/// keeps the whole reach below 2^63. Two values of the form that are equal
/// after wrapping around are therefore equal.
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

/// Removes from `open` the ids that are the same in both threads because
/// `expression` has the same value in both.
static IdSet withoutDetermined(IdSet open, const FuselageIterationSpace *space,
                               MlirAffineExpr expression,
                               MlirAffineExpr other) {
  FuselageLinearForm form;
  return mlirAffineExprEqual(expression, other) &&
                 fuselageExprGetLinearForm(expression, &form)
             ? open & ~idsDeterminedBy(&form, space, open)
             : open;
}

/// True if the indices of both tuples split a number in the same way.
static bool haveSameSplit(const FuselageIndexTuple *a,
                          const FuselageIndexTuple *b) {
  if (a->splitSize == 0 || a->splitSize != b->splitSize)
    return false;
  for (size_t i = 0; i < a->splitSize; ++i)
    if (!mlirAffineExprEqual(a->split[i], b->split[i]))
      return false;
  return true;
}

/// If two threads touch one element, each index has the same value in both. If
/// both have the same expression for an index, the ids that it determines are
/// the same in both threads. Ids that one index determines help with the next
/// index, hence the loop. Indices that split a number give the same number in
/// both threads.
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
