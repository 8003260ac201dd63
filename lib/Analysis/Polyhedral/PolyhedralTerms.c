//===- PolyhedralTerms.c - Questions for isl, spelled out -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralTerms.h"

#include "Analysis/Polyhedral/PolyhedralSpace.h"
#include "Support/Hash.h"

#include <isl/aff.h>
#include <isl/id.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>

#include <stdio.h>
#include <string.h>

typedef enum TermKind {
  // Functions.
  TERM_DIM,
  TERM_PARAMETER,
  TERM_CONSTANT,
  TERM_ADD,
  TERM_SUBTRACT,
  TERM_MIN,
  TERM_MAX,
  TERM_TIMES,
  TERM_FLOOR,
  TERM_CEIL,
  TERM_REMAINDER,
  TERM_MINUS,
  TERM_CHOICE,
  // Sets.
  TERM_UNIVERSE,
  /// The whole space with the parameters of a function, in their order.
  TERM_UNIVERSE_OF,
  TERM_EMPTY,
  TERM_EQ,
  TERM_NE,
  TERM_LT,
  TERM_LE,
  TERM_GT,
  TERM_GE,
  TERM_INTERSECTION,
  TERM_UNION,
  TERM_COMPLEMENT,
  // Relations.
  TERM_RELATION_TO_NOTHING,
  TERM_RELATION_WITH_FUNCTION
} TermKind;

/// What a term is made of. Compared byte by byte, so it has no padding.
typedef struct TermParts {
  uint32_t kind;
  /// The operands: numbers of terms, which are lower than that of the term.
  uint32_t operands[3];
  int64_t constant;
} TermParts;

_Static_assert(sizeof(TermParts) == 4 * sizeof(uint32_t) + sizeof(int64_t),
               "the parts of a term have no padding");

typedef enum Emptiness { NOT_ASKED, IS_EMPTY, HAS_ELEMENTS } Emptiness;

typedef struct FuselagePolyTerm {
  TermParts parts;
  /// In a query that computed the term, an isl_pw_aff, an isl_set or an
  /// isl_map; null if isl gave up.
  void *result;
  bool isComputed;
  Emptiness emptiness;
} Term;

bool fuselagePolyTermsInit(FuselagePolyTerms *terms) {
  *terms = (FuselagePolyTerms){.ctx = fuselagePolyContextCreate()};
  return terms->ctx != NULL;
}

void fuselagePolyTermsFree(FuselagePolyTerms *terms) {
  FUSELAGE_ARRAY_FREE(&terms->terms);
  FUSELAGE_ARRAY_FREE(&terms->computed);
  fuselagePointerMapFree(&terms->numbers);
  isl_ctx_free(terms->ctx);
  terms->ctx = NULL;
}

//===----------------------------------------------------------------------===//
// Making terms
//===----------------------------------------------------------------------===//

/// Number 0 stays none.
static uint32_t append(FuselagePolyTerms *terms, const TermParts *parts) {
  if (terms->terms.size == 0) {
    Term *none = FUSELAGE_ARRAY_APPEND(&terms->terms);
    if (!none)
      return 0;
    *none = (Term){.result = NULL};
  }
  Term *slot = FUSELAGE_ARRAY_APPEND(&terms->terms);
  if (!slot)
    return 0;
  *slot = (Term){.parts = *parts};
  return (uint32_t)(terms->terms.size - 1);
}

/// The number of a term with these parts, equal ones under one. If two terms
/// have one hash, the later replaces the earlier, which is then made anew.
static uint32_t make(FuselagePolyTerms *terms, TermParts parts) {
  uint64_t hash = fuselageHash(&parts, sizeof parts, 0);
  const void *key = fuselagePointerMapKeyOfHash(hash);
  uint32_t number = fuselagePointerMapLookup(&terms->numbers, key);
  if (number != FUSELAGE_POINTER_NOT_FOUND &&
      memcmp(&terms->terms.data[number].parts, &parts, sizeof parts) == 0)
    return number;
  number = append(terms, &parts);
  if (number == 0 || !fuselagePointerMapInsert(&terms->numbers, key, number))
    return 0;
  return number;
}

static uint32_t makeLeaf(FuselagePolyTerms *terms, TermKind kind,
                         int64_t constant) {
  return make(terms, (TermParts){.kind = kind, .constant = constant});
}

static uint32_t makeUnary(FuselagePolyTerms *terms, TermKind kind,
                          uint32_t operand, int64_t constant) {
  return operand == 0 ? 0
                      : make(terms, (TermParts){.kind = kind,
                                                .operands = {operand},
                                                .constant = constant});
}

static uint32_t makeBinary(FuselagePolyTerms *terms, TermKind kind, uint32_t a,
                           uint32_t b) {
  return a == 0 || b == 0
             ? 0
             : make(terms, (TermParts){.kind = kind, .operands = {a, b}});
}

FuselagePolyFunction fuselagePolyDim(FuselagePolyTerms *terms, unsigned dim) {
  return (FuselagePolyFunction){makeLeaf(terms, TERM_DIM, dim)};
}

FuselagePolyFunction fuselagePolyParameter(FuselagePolyTerms *terms,
                                           unsigned number) {
  return (FuselagePolyFunction){makeLeaf(terms, TERM_PARAMETER, number)};
}

FuselagePolyFunction fuselagePolyConstant(FuselagePolyTerms *terms,
                                          int64_t value) {
  return (FuselagePolyFunction){makeLeaf(terms, TERM_CONSTANT, value)};
}

FuselagePolyFunction fuselagePolyCombine(FuselagePolyTerms *terms,
                                         FuselagePolyBinary operation,
                                         FuselagePolyFunction a,
                                         FuselagePolyFunction b) {
  static const TermKind kinds[] = {[FUSELAGE_POLY_ADD] = TERM_ADD,
                                   [FUSELAGE_POLY_SUBTRACT] = TERM_SUBTRACT,
                                   [FUSELAGE_POLY_MIN] = TERM_MIN,
                                   [FUSELAGE_POLY_MAX] = TERM_MAX};
  return (FuselagePolyFunction){
      makeBinary(terms, kinds[operation], a.number, b.number)};
}

FuselagePolyFunction fuselagePolyScale(FuselagePolyTerms *terms,
                                       FuselagePolyScaling operation,
                                       FuselagePolyFunction function,
                                       int64_t by) {
  static const TermKind kinds[] = {[FUSELAGE_POLY_TIMES] = TERM_TIMES,
                                   [FUSELAGE_POLY_FLOOR] = TERM_FLOOR,
                                   [FUSELAGE_POLY_CEIL] = TERM_CEIL,
                                   [FUSELAGE_POLY_REMAINDER] = TERM_REMAINDER};
  return (FuselagePolyFunction){
      makeUnary(terms, kinds[operation], function.number, by)};
}

FuselagePolyFunction fuselagePolyMinus(FuselagePolyTerms *terms,
                                       FuselagePolyFunction function) {
  return (FuselagePolyFunction){
      makeUnary(terms, TERM_MINUS, function.number, 0)};
}

FuselagePolyFunction fuselagePolyChoose(FuselagePolyTerms *terms,
                                        FuselagePolySet set,
                                        FuselagePolyFunction a,
                                        FuselagePolyFunction b) {
  if (set.number == 0 || a.number == 0 || b.number == 0)
    return (FuselagePolyFunction){0};
  return (FuselagePolyFunction){
      make(terms, (TermParts){.kind = TERM_CHOICE,
                              .operands = {set.number, a.number, b.number}})};
}

FuselagePolySet fuselagePolyUniverse(FuselagePolyTerms *terms) {
  return (FuselagePolySet){makeLeaf(terms, TERM_UNIVERSE, 0)};
}

FuselagePolySet fuselagePolyEmpty(FuselagePolyTerms *terms) {
  return (FuselagePolySet){makeLeaf(terms, TERM_EMPTY, 0)};
}

FuselagePolySet fuselagePolyCompare(FuselagePolyTerms *terms,
                                    FuselagePolyComparison comparison,
                                    FuselagePolyFunction a,
                                    FuselagePolyFunction b) {
  static const TermKind kinds[] = {
      [FUSELAGE_POLY_EQ] = TERM_EQ, [FUSELAGE_POLY_NE] = TERM_NE,
      [FUSELAGE_POLY_LT] = TERM_LT, [FUSELAGE_POLY_LE] = TERM_LE,
      [FUSELAGE_POLY_GT] = TERM_GT, [FUSELAGE_POLY_GE] = TERM_GE};
  return (FuselagePolySet){
      makeBinary(terms, kinds[comparison], a.number, b.number)};
}

FuselagePolySet fuselagePolyBetween(FuselagePolyTerms *terms,
                                    FuselagePolyFunction lower,
                                    FuselagePolyFunction value,
                                    FuselagePolyFunction upper) {
  FuselagePolySet set = {makeUnary(terms, TERM_UNIVERSE_OF, value.number, 0)};
  if (lower.number != 0)
    set = fuselagePolyIntersect(
        terms, set, fuselagePolyCompare(terms, FUSELAGE_POLY_LE, lower, value));
  if (upper.number != 0)
    set = fuselagePolyIntersect(
        terms, set, fuselagePolyCompare(terms, FUSELAGE_POLY_LT, value, upper));
  return set;
}

FuselagePolySet fuselagePolyIntersect(FuselagePolyTerms *terms,
                                      FuselagePolySet a, FuselagePolySet b) {
  return (FuselagePolySet){
      makeBinary(terms, TERM_INTERSECTION, a.number, b.number)};
}

FuselagePolySet fuselagePolyUnite(FuselagePolyTerms *terms, FuselagePolySet a,
                                  FuselagePolySet b) {
  return (FuselagePolySet){makeBinary(terms, TERM_UNION, a.number, b.number)};
}

FuselagePolySet fuselagePolyComplement(FuselagePolyTerms *terms,
                                       FuselagePolySet set) {
  return (FuselagePolySet){makeUnary(terms, TERM_COMPLEMENT, set.number, 0)};
}

FuselagePolyRelation fuselagePolyRelate(FuselagePolyTerms *terms,
                                        FuselagePolySet set,
                                        const FuselagePolyFunction *functions,
                                        size_t numFunctions) {
  uint32_t relation = makeUnary(terms, TERM_RELATION_TO_NOTHING, set.number, 0);
  for (size_t i = 0; i < numFunctions; ++i)
    relation = makeBinary(terms, TERM_RELATION_WITH_FUNCTION, relation,
                          functions[i].number);
  return (FuselagePolyRelation){relation};
}

//===----------------------------------------------------------------------===//
// What isl computes
//===----------------------------------------------------------------------===//

/// A copy of the result of an operand.
static isl_pw_aff *functionOf(const FuselagePolyTerms *terms,
                              const TermParts *parts, int operand) {
  return isl_pw_aff_copy(terms->terms.data[parts->operands[operand]].result);
}

static isl_set *setOf(const FuselagePolyTerms *terms, const TermParts *parts,
                      int operand) {
  return isl_set_copy(terms->terms.data[parts->operands[operand]].result);
}

static isl_map *relationOf(const FuselagePolyTerms *terms,
                           const TermParts *parts) {
  return isl_map_copy(terms->terms.data[parts->operands[0]].result);
}

static isl_pw_aff *computeParameter(isl_ctx *ctx, int64_t number) {
  char name[24];
  snprintf(name, sizeof name, "s%u", (unsigned)number);
  return isl_pw_aff_param_on_domain_id(
      isl_set_universe(fuselagePolySpaceGet(ctx)),
      isl_id_alloc(ctx, name, NULL));
}

static isl_pw_aff *computeLeaf(isl_ctx *ctx, const TermParts *parts) {
  switch ((TermKind)parts->kind) {
  case TERM_DIM:
    return isl_pw_aff_var_on_domain(
        isl_local_space_from_space(fuselagePolySpaceGet(ctx)), isl_dim_set,
        (unsigned)parts->constant);
  case TERM_PARAMETER:
    return computeParameter(ctx, parts->constant);
  default:
    return isl_pw_aff_val_on_domain(isl_set_universe(fuselagePolySpaceGet(ctx)),
                                    isl_val_int_from_si(ctx, parts->constant));
  }
}

static isl_pw_aff *computeChoice(const FuselagePolyTerms *terms,
                                 const TermParts *parts) {
  isl_set *otherwise = isl_set_complement(setOf(terms, parts, 0));
  return isl_pw_aff_union_add(
      isl_pw_aff_intersect_domain(functionOf(terms, parts, 1),
                                  setOf(terms, parts, 0)),
      isl_pw_aff_intersect_domain(functionOf(terms, parts, 2), otherwise));
}

static isl_pw_aff *computeScaled(const FuselagePolyTerms *terms,
                                 const TermParts *parts) {
  isl_pw_aff *function = functionOf(terms, parts, 0);
  isl_val *by = isl_val_int_from_si(terms->ctx, parts->constant);
  switch ((TermKind)parts->kind) {
  case TERM_TIMES:
    return isl_pw_aff_scale_val(function, by);
  case TERM_FLOOR:
    return isl_pw_aff_floor(isl_pw_aff_scale_down_val(function, by));
  case TERM_CEIL:
    return isl_pw_aff_ceil(isl_pw_aff_scale_down_val(function, by));
  default:
    return isl_pw_aff_mod_val(function, by);
  }
}

static isl_pw_aff *computeFunction(const FuselagePolyTerms *terms,
                                   const TermParts *parts) {
  isl_pw_aff *(*combine)(isl_pw_aff *, isl_pw_aff *) = NULL;
  switch ((TermKind)parts->kind) {
  case TERM_ADD:
    combine = isl_pw_aff_add;
    break;
  case TERM_SUBTRACT:
    combine = isl_pw_aff_sub;
    break;
  case TERM_MIN:
    combine = isl_pw_aff_min;
    break;
  case TERM_MAX:
    combine = isl_pw_aff_max;
    break;
  case TERM_MINUS:
    return isl_pw_aff_neg(functionOf(terms, parts, 0));
  case TERM_CHOICE:
    return computeChoice(terms, parts);
  case TERM_DIM:
  case TERM_PARAMETER:
  case TERM_CONSTANT:
    return computeLeaf(terms->ctx, parts);
  default:
    return computeScaled(terms, parts);
  }
  return combine(functionOf(terms, parts, 0), functionOf(terms, parts, 1));
}

static isl_set *computeComparison(const FuselagePolyTerms *terms,
                                  const TermParts *parts) {
  isl_set *(*compare)(isl_pw_aff *, isl_pw_aff *) = NULL;
  switch ((TermKind)parts->kind) {
  case TERM_EQ:
    compare = isl_pw_aff_eq_set;
    break;
  case TERM_NE:
    compare = isl_pw_aff_ne_set;
    break;
  case TERM_LT:
    compare = isl_pw_aff_lt_set;
    break;
  case TERM_LE:
    compare = isl_pw_aff_le_set;
    break;
  case TERM_GT:
    compare = isl_pw_aff_gt_set;
    break;
  default:
    compare = isl_pw_aff_ge_set;
    break;
  }
  return compare(functionOf(terms, parts, 0), functionOf(terms, parts, 1));
}

static isl_set *computeSet(const FuselagePolyTerms *terms,
                           const TermParts *parts) {
  switch ((TermKind)parts->kind) {
  case TERM_UNIVERSE:
    return isl_set_universe(fuselagePolySpaceGet(terms->ctx));
  case TERM_UNIVERSE_OF:
    return isl_set_universe(isl_pw_aff_get_domain_space(
        terms->terms.data[parts->operands[0]].result));
  case TERM_EMPTY:
    return isl_set_empty(fuselagePolySpaceGet(terms->ctx));
  case TERM_INTERSECTION:
    return isl_set_intersect(setOf(terms, parts, 0), setOf(terms, parts, 1));
  case TERM_UNION:
    return isl_set_union(setOf(terms, parts, 0), setOf(terms, parts, 1));
  case TERM_COMPLEMENT:
    return isl_set_complement(setOf(terms, parts, 0));
  default:
    return computeComparison(terms, parts);
  }
}

static void *computeFromOperands(const FuselagePolyTerms *terms,
                                 const TermParts *parts) {
  if (parts->kind == TERM_RELATION_TO_NOTHING)
    return isl_map_from_domain(setOf(terms, parts, 0));
  if (parts->kind == TERM_RELATION_WITH_FUNCTION)
    return isl_map_flat_range_product(
        relationOf(terms, parts),
        isl_map_from_pw_aff(functionOf(terms, parts, 1)));
  return parts->kind < TERM_UNIVERSE ? (void *)computeFunction(terms, parts)
                                     : (void *)computeSet(terms, parts);
}

/// Computes a term and all terms in it, each once in a query. Once isl has
/// given up, the result is null, and so is all that is made of it.
static void computeWithOperands(FuselagePolyTerms *terms, uint32_t number) {
  Term *term = &terms->terms.data[number];
  if (number == 0 || term->isComputed)
    return;
  for (int i = 0; i < 3; ++i)
    computeWithOperands(terms, term->parts.operands[i]);
  term->result = computeFromOperands(terms, &term->parts);
  term->isComputed = true;
  terms->computed.data[terms->computed.size++] = number;
}

/// The result of a term; null for none. Operands have lower numbers, so there
/// are at most `number` of them.
static void *compute(FuselagePolyTerms *terms, uint32_t number) {
  if (number == 0 ||
      !FUSELAGE_ARRAY_RESERVE(&terms->computed, terms->computed.size + number))
    return NULL;
  computeWithOperands(terms, number);
  return terms->terms.data[number].result;
}

isl_set *fuselagePolyComputeSet(FuselagePolyTerms *terms, FuselagePolySet set) {
  return isl_set_copy(compute(terms, set.number));
}

isl_map *fuselagePolyComputeRelation(FuselagePolyTerms *terms,
                                     FuselagePolyRelation relation) {
  return isl_map_copy(compute(terms, relation.number));
}

/// Once isl has given up in a query, there is no answer to keep.
bool fuselagePolyIsEmpty(FuselagePolyTerms *terms, FuselagePolySet set) {
  if (set.number == 0)
    return false;
  Emptiness *emptiness = &terms->terms.data[set.number].emptiness;
  if (*emptiness != NOT_ASKED)
    return *emptiness == IS_EMPTY;
  bool isEmpty = isl_set_is_empty(compute(terms, set.number)) == isl_bool_true;
  if (!fuselagePolyHasGivenUp(terms))
    *emptiness = isEmpty ? IS_EMPTY : HAS_ELEMENTS;
  return isEmpty;
}

//===----------------------------------------------------------------------===//
// Queries
//===----------------------------------------------------------------------===//

static void forgetResult(Term *term) {
  if (term->parts.kind >= TERM_RELATION_TO_NOTHING)
    isl_map_free(term->result);
  else if (term->parts.kind >= TERM_UNIVERSE)
    isl_set_free(term->result);
  else
    isl_pw_aff_free(term->result);
  term->result = NULL;
  term->isComputed = false;
}

void fuselagePolyBeginQuery(FuselagePolyTerms *terms) {
  fuselagePolyContextBeginQuery(terms->ctx);
}

bool fuselagePolyHasGivenUp(const FuselagePolyTerms *terms) {
  return isl_ctx_last_error(terms->ctx) != isl_error_none;
}

/// Terms are small, and what isl makes of them is not. Another query may have
/// the operations that were too many in this one.
bool fuselagePolyEndQuery(FuselagePolyTerms *terms) {
  for (size_t i = 0; i < terms->computed.size; ++i)
    forgetResult(&terms->terms.data[terms->computed.data[i]]);
  terms->computed.size = 0;
  return fuselagePolyContextEndQuery(terms->ctx);
}
