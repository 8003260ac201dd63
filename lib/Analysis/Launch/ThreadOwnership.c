//===- ThreadOwnership.c - Elements that one thread touches alone ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ThreadOwnership.h"

#include "Analysis/Index/IndexRange.h"

#include <assert.h>

/// The ids in which two threads can differ, as bits.
typedef unsigned IdSet;

uint64_t fuselageLaunchGetExtentBound(const FuselageLaunch *launch, int id) {
  int64_t extent;
  if (!fuselageExprIsConstant(launch->extents[id], &extent))
    return FUSELAGE_MAX_DYNAMIC_EXTENT;
  return extent < 0 ? 0 : (uint64_t)extent;
}

static IdSet idsWithSeveralValues(const FuselageLaunch *launch) {
  IdSet ids = 0;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (fuselageLaunchGetExtentBound(launch, id) > 1)
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
                             const FuselageLaunch *launch, IdSet candidates) {
  IdSet determined = 0;
  uint64_t reach = 0;
  for (int id = idOfSmallestCoefficient(form, candidates); id >= 0;
       id = idOfSmallestCoefficient(form, candidates)) {
    uint64_t step = magnitude(form->coefficients[id]), span;
    if (step <= reach ||
        __builtin_mul_overflow(
            step, fuselageLaunchGetExtentBound(launch, id) - 1, &span) ||
        __builtin_add_overflow(reach, span, &reach) || reach > INT64_MAX)
      return 0;
    determined |= 1u << id;
    candidates &= ~(1u << id);
  }
  return determined;
}

/// Takes from `open` the ids that are those of both threads because both have
/// one value of `expression`.
static IdSet withoutDetermined(IdSet open, const FuselageLaunch *launch,
                               MlirAffineExpr expression,
                               MlirAffineExpr other) {
  FuselageLinearForm form;
  return mlirAffineExprEqual(expression, other) &&
                 fuselageExprGetLinearForm(expression, &form)
             ? open & ~idsDeterminedBy(&form, launch, open)
             : open;
}

/// True if the indices of both split a number in the same way.
static bool haveSameSplit(const FuselageModel *model, const FuselageAccess *a,
                          const FuselageAccess *b) {
  if (a->splitSize == 0 || a->splitSize != b->splitSize)
    return false;
  const MlirAffineExpr *split = fuselageAccessGetSplit(model, a);
  const MlirAffineExpr *other = fuselageAccessGetSplit(model, b);
  for (uint32_t i = 0; i < a->splitSize; ++i)
    if (!mlirAffineExprEqual(split[i], other[i]))
      return false;
  return true;
}

/// An element touched by two threads has one value of each index. Where both
/// accesses have the same expression there, its ids are those of both threads.
/// Ids that one index determines help with the next, hence the loop. Indices
/// that split one number have one value of it.
bool fuselageAccessesStayInThread(const FuselageModel *model,
                                  const FuselageLaunch *launch,
                                  const FuselageAccess *a,
                                  const FuselageAccess *b) {
  IdSet open = idsWithSeveralValues(launch);
  if (open == 0)
    return true;
  // Indices of one memref, in a layout that gives each an address of its own.
  if (!a->isOneElement || !b->isOneElement || !a->view.isInjective ||
      !mlirValueEqual(a->view.base, b->view.base))
    return false;
  assert(a->rank == b->rank);
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, a);
  const MlirAffineExpr *others = fuselageAccessGetIndices(model, b);
  for (IdSet before = 0; open != before && open != 0;) {
    before = open;
    for (uint32_t i = 0; i < a->rank; ++i)
      open = withoutDetermined(open, launch, indices[i], others[i]);
    if (haveSameSplit(model, a, b))
      open = withoutDetermined(open, launch, *fuselageAccessGetSplit(model, a),
                               *fuselageAccessGetSplit(model, b));
  }
  return open == 0;
}
