//===- Conflict.c - Threads that touch a common element -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Dependence/Conflict.h"

#include "Support/Bounds.h"
#include "Support/Hash.h"

#include "Analysis/Index/ThreadOwnership.h"
#include "Analysis/Polyhedral/AccessRelation.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"

#include <isl/map.h>
#include <isl/point.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>

/// The relation of an access. Equal relations of different accesses share one
/// entry, even if the accesses are to different buffers.
typedef struct FuselageKnownRelation {
  /// { [block id, thread id] -> [indices of the buffer's root] }; null if isl
  /// gave up, or if different indices may be one element: any thread may then
  /// touch any element.
  isl_map *map;
  bool isExact;
  uint64_t hash;
} KnownRelation;

/// The decision about two relations, by their numbers.
typedef struct FuselageKnownPair {
  size_t earlier, later;
  FuselageOrder order;
  FuselageWitness witness;
} KnownPair;

/// How often isl may give up in one analysis.
enum { maxGivenUp = FUSELAGE_BOUND(20, 1) };

void fuselageConflictAnswersFree(FuselageConflictAnswers *answers) {
  for (size_t i = 0; i < answers->relations.size; ++i)
    isl_map_free(answers->relations.data[i].map);
  FUSELAGE_ARRAY_FREE(&answers->relations);
  FUSELAGE_ARRAY_FREE(&answers->pairs);
  FUSELAGE_ARRAY_FREE(&answers->relationOfTerm);
  fuselagePointerMapFree(&answers->relationNumbers);
  fuselagePointerMapFree(&answers->pairNumbers);
  fuselagePolyTermsFree(&answers->terms);
}

void fuselageConflictCheckerFree(FuselageConflictChecker *checker) {
  fuselageConflictAnswersFree(&checker->own);
  FUSELAGE_ARRAY_FREE(&checker->relationOfAccess);
}

static FuselageConflictAnswers *answersOf(FuselageConflictChecker *checker) {
  return checker->shared ? checker->shared : &checker->own;
}

bool fuselageAccessesConflict(const FuselageAccess *a,
                              const FuselageAccess *b) {
  if (!((a->kind | b->kind) & FUSELAGE_ACCESS_WRITE))
    return false;
  return mlirAttributeIsNull(a->commutingOperator) ||
         !mlirAttributeEqual(a->commutingOperator, b->commutingOperator);
}

//===----------------------------------------------------------------------===//
// Relations
//===----------------------------------------------------------------------===//

static bool isSameRelation(const KnownRelation *known,
                           const KnownRelation *relation) {
  return known->hash == relation->hash && known->map && relation->map &&
         known->isExact == relation->isExact &&
         isl_map_plain_is_equal(known->map, relation->map) == isl_bool_true;
}

/// Adds a relation, or finds the equal one in the table; SIZE_MAX if memory is
/// out.
static size_t internRelation(FuselageConflictAnswers *answers,
                             KnownRelation relation) {
  relation.hash = relation.map ? isl_map_get_hash(relation.map) : 0;
  const void *key = fuselagePointerMapKeyOfHash(relation.hash);
  uint32_t number = fuselagePointerMapLookup(&answers->relationNumbers, key);
  if (number != FUSELAGE_POINTER_NOT_FOUND &&
      isSameRelation(&answers->relations.data[number], &relation)) {
    isl_map_free(relation.map);
    return number;
  }
  number = (uint32_t)answers->relations.size;
  KnownRelation *slot = FUSELAGE_ARRAY_APPEND(&answers->relations);
  if (!slot) {
    isl_map_free(relation.map);
    return SIZE_MAX;
  }
  *slot = relation;
  return fuselagePointerMapInsert(&answers->relationNumbers, key, number)
             ? number
             : SIZE_MAX;
}

static const FuselageLaunch *launchOf(const FuselageConflictChecker *checker,
                                      const FuselageAccess *access) {
  return &checker->model->launches.data[access->launch];
}

static bool growTo(FuselageConflictChecker *checker, size_t numAccesses) {
  if (!FUSELAGE_ARRAY_RESERVE(&checker->relationOfAccess, numAccesses))
    return false;
  while (checker->relationOfAccess.size < numAccesses)
    checker->relationOfAccess.data[checker->relationOfAccess.size++] = 0;
  return true;
}

/// Where the number of a relation is kept; null if memory is out.
static uint32_t *slotOf(FuselageConflictAnswers *answers,
                        FuselageAccessRelation relation) {
  size_t place = 2 * (size_t)relation.term.number + relation.isExact;
  if (!FUSELAGE_ARRAY_RESERVE(&answers->relationOfTerm, place + 1))
    return NULL;
  while (answers->relationOfTerm.size <= place)
    answers->relationOfTerm.data[answers->relationOfTerm.size++] = 0;
  return &answers->relationOfTerm.data[place];
}

/// The number of a relation, which isl computes once; SIZE_MAX if memory is
/// out. Another access of the same term asks again where isl gave up.
static size_t numberOf(FuselageConflictAnswers *answers,
                       FuselageAccessRelation relation) {
  uint32_t *known = slotOf(answers, relation);
  if (!known)
    return SIZE_MAX;
  if (*known != 0)
    return *known - 1;
  isl_map *map = fuselageAccessRelationCompute(&answers->terms, relation);
  bool isComputed = map && !fuselagePolyHasGivenUp(&answers->terms);
  size_t number = internRelation(
      answers, (KnownRelation){.map = map, .isExact = relation.isExact});
  if (isComputed && number != SIZE_MAX)
    *known = (uint32_t)number + 1;
  return number;
}

/// The number of the relation of an access; SIZE_MAX if memory is out.
static size_t relationOf(FuselageConflictChecker *checker,
                         const FuselageAccess *access) {
  FuselageModel *model = checker->model;
  size_t number = (size_t)(access - model->accesses.data);
  if (!growTo(checker, model->accesses.size))
    return SIZE_MAX;
  uint32_t *known = &checker->relationOfAccess.data[number];
  if (*known != 0)
    return *known - 1;
  FuselageAccessRelation relation = {{0}, false};
  if (access->memrefOperand >= 0 &&
      model->buffers.buffers.data[access->view.buffer].isInjective)
    relation = fuselageAccessGetRelation(&answersOf(checker)->terms, model,
                                         launchOf(checker, access), access);
  size_t result = numberOf(answersOf(checker), relation);
  if (result != SIZE_MAX)
    *known = (uint32_t)result + 1;
  return result;
}

//===----------------------------------------------------------------------===//
// Pairs
//===----------------------------------------------------------------------===//

/// { [block, thread] -> [block, thread'] }: the first `numEqual` ids agree.
static isl_map *equalIds(isl_ctx *ctx, unsigned numEqual) {
  isl_map *map = isl_map_universe(
      isl_space_alloc(ctx, 0, FUSELAGE_NUM_IDS, FUSELAGE_NUM_IDS));
  for (unsigned id = 0; id < numEqual; ++id)
    map = isl_map_equate(map, isl_dim_in, (int)id, isl_dim_out, (int)id);
  return map;
}

static int64_t coordinate(isl_point *point, unsigned i) {
  isl_val *value = isl_point_get_coordinate_val(point, isl_dim_set, (int)i);
  int64_t number = isl_val_get_num_si(value);
  isl_val_free(value);
  return number;
}

/// Finds an element that both threads of a pair touch.
static void findElement(isl_map *pair, isl_map *earlier, isl_map *later,
                        FuselageWitness *witness) {
  isl_set *elements = isl_set_intersect(
      isl_set_apply(isl_map_domain(isl_map_copy(pair)), isl_map_copy(earlier)),
      isl_set_apply(isl_map_range(isl_map_copy(pair)), isl_map_copy(later)));
  isl_size rank = isl_set_dim(elements, isl_dim_set);
  isl_point *point = isl_set_sample_point(elements);
  if (point && isl_point_is_void(point) == isl_bool_false) {
    witness->rank = 0;
    for (; witness->rank < (size_t)rank &&
           witness->rank < FUSELAGE_WITNESS_MAX_RANK;
         ++witness->rank)
      witness->element[witness->rank] =
          coordinate(point, (unsigned)witness->rank);
  }
  isl_point_free(point);
}

/// Names two threads of the pairs and an element that they share.
static void findWitness(__isl_take isl_map *pairs, isl_map *earlier,
                        isl_map *later, FuselageWitness *witness) {
  isl_point *point = isl_set_sample_point(isl_map_wrap(pairs));
  if (!point || isl_point_is_void(point) != isl_bool_false) {
    isl_point_free(point);
    return;
  }
  witness->isPresent = true;
  for (unsigned i = 0; i < FUSELAGE_NUM_IDS; ++i) {
    witness->earlierThread[i] = coordinate(point, i);
    witness->laterThread[i] = coordinate(point, FUSELAGE_NUM_IDS + i);
  }
  isl_map *pair = isl_set_unwrap(isl_set_from_point(point));
  findElement(pair, earlier, later, witness);
  isl_map_free(pair);
}

/// Asks isl. Pairs of threads that touch a common element are the composition
/// of one relation with the inverse of the other.
static FuselageOrder decide(isl_ctx *ctx, isl_map *earlier, isl_map *later,
                            FuselageWitness *witness) {
  isl_map *pairs = isl_map_apply_range(isl_map_copy(earlier),
                                       isl_map_reverse(isl_map_copy(later)));
  pairs = isl_map_subtract(pairs, equalIds(ctx, FUSELAGE_NUM_IDS));
  isl_bool areNone = isl_map_is_empty(pairs);
  if (areNone != isl_bool_false) {
    isl_map_free(pairs);
    return areNone == isl_bool_true ? FUSELAGE_ORDER_KEPT
                                    : FUSELAGE_ORDER_TOO_COMPLEX;
  }
  pairs = isl_map_subtract(pairs, equalIds(ctx, FUSELAGE_NUM_GRID_IDS));
  areNone = isl_map_is_empty(pairs);
  if (areNone == isl_bool_false) {
    findWitness(pairs, earlier, later, witness);
    return FUSELAGE_ORDER_LOST;
  }
  isl_map_free(pairs);
  return areNone == isl_bool_true ? FUSELAGE_ORDER_NEEDS_BARRIER
                                  : FUSELAGE_ORDER_TOO_COMPLEX;
}

static const KnownPair *findPair(const FuselageConflictAnswers *answers,
                                 uint64_t hash, size_t earlier, size_t later) {
  uint32_t number = fuselagePointerMapLookup(&answers->pairNumbers,
                                             fuselagePointerMapKeyOfHash(hash));
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return NULL;
  const KnownPair *pair = &answers->pairs.data[number];
  return pair->earlier == earlier && pair->later == later ? pair : NULL;
}

/// If memory is out, the pair is decided again the next time.
static void rememberPair(FuselageConflictAnswers *answers, uint64_t hash,
                         KnownPair pair) {
  uint32_t number = (uint32_t)answers->pairs.size;
  KnownPair *slot = FUSELAGE_ARRAY_APPEND(&answers->pairs);
  if (!slot)
    return;
  *slot = pair;
  if (!fuselagePointerMapInsert(&answers->pairNumbers,
                                fuselagePointerMapKeyOfHash(hash), number))
    --answers->pairs.size;
}

static FuselageOrder orderOfRelations(FuselageConflictChecker *checker,
                                      size_t earlier, size_t later,
                                      FuselageWitness *witness) {
  FuselageConflictAnswers *answers = answersOf(checker);
  size_t numbers[] = {earlier, later};
  uint64_t hash = fuselageHash(numbers, sizeof numbers, 0);
  const KnownPair *known = findPair(answers, hash, earlier, later);
  if (known) {
    *witness = known->witness;
    return known->order;
  }
  const KnownRelation *a = &answers->relations.data[earlier];
  const KnownRelation *b = &answers->relations.data[later];
  fuselagePolyBeginQuery(&answers->terms);
  KnownPair pair = {.earlier = earlier, .later = later};
  pair.order = decide(answers->terms.ctx, a->map, b->map, &pair.witness);
  pair.witness.isExact = a->isExact && b->isExact;
  if (fuselagePolyEndQuery(&answers->terms) &&
      pair.order != FUSELAGE_ORDER_LOST) {
    pair.order = FUSELAGE_ORDER_TOO_COMPLEX;
    ++checker->numGivenUp;
  }
  rememberPair(answers, hash, pair);
  *witness = pair.witness;
  return pair.order;
}

/// The elements are not known: any two threads may share one.
static FuselageOrder orderOfAny(const FuselageLaunch *launch) {
  return fuselageIterationSpaceHasOneBlock(&launch->space)
             ? FUSELAGE_ORDER_NEEDS_BARRIER
             : FUSELAGE_ORDER_LOST;
}

FuselageOrder fuselageConflictCheckerGetOrder(FuselageConflictChecker *checker,
                                              const FuselageAccess *earlier,
                                              const FuselageAccess *later,
                                              FuselageWitness *witness) {
  const FuselageLaunch *launch = launchOf(checker, later);
  *witness = (FuselageWitness){.isPresent = false};
  if (fuselageIterationSpaceHasOneItem(&launch->space) ||
      fuselageAccessesStayInThread(checker->model, launch, earlier, later))
    return FUSELAGE_ORDER_KEPT;
  FuselageConflictAnswers *answers = answersOf(checker);
  if ((!answers->terms.ctx && !fuselagePolyTermsInit(&answers->terms)) ||
      checker->numGivenUp >= maxGivenUp)
    return FUSELAGE_ORDER_TOO_COMPLEX;
  fuselagePolyBeginQuery(&answers->terms);
  size_t a = relationOf(checker, earlier);
  size_t b = relationOf(checker, later);
  if (fuselagePolyEndQuery(&answers->terms) || a == SIZE_MAX || b == SIZE_MAX) {
    ++checker->numGivenUp;
    return FUSELAGE_ORDER_TOO_COMPLEX;
  }
  if (!answers->relations.data[a].map || !answers->relations.data[b].map)
    return orderOfAny(launch);
  return orderOfRelations(checker, a, b, witness);
}
