//===- PolyhedralTerms.h - Questions for isl, spelled out -----------*- C
//-*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A term says how isl computes a function or a set over the space of
// PolyhedralSpace.h: which operation, on which terms and numbers. The accesses
// of launches that are alike have equal terms, and equal terms have one number,
// so isl computes each but once. A term holds all that isl is given. Nothing
// else can tell two results apart.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALTERMS_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALTERMS_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include <isl/ctx.h>
#include <isl/map.h>
#include <isl/set.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An integer function on the space, a set in it, and a relation from it to
/// tuples of integers, by number in their table. Number 0 is none; the
/// operations below make none of none.
typedef struct FuselagePolyFunction {
  uint32_t number;
} FuselagePolyFunction;

typedef struct FuselagePolySet {
  uint32_t number;
} FuselagePolySet;

typedef struct FuselagePolyRelation {
  uint32_t number;
} FuselagePolyRelation;

/// All terms of one analysis. A zeroed struct with a context is an empty table.
/// Terms stay until the table is freed. If memory is out, a term is none. Not
/// thread-safe.
typedef struct FuselagePolyTerms {
  isl_ctx *ctx;
  FUSELAGE_ARRAY(struct FuselagePolyTerm) terms;
  /// From hashes of terms to numbers.
  FuselagePointerMap numbers;
  /// The terms that isl has computed in the current query.
  FUSELAGE_ARRAY(uint32_t) computed;
} FuselagePolyTerms;

/// Creates the context. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselagePolyTermsInit(FuselagePolyTerms *terms);
void fuselagePolyTermsFree(FuselagePolyTerms *terms);

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Dimension `dim`, parameter `number`, or a constant.
FuselagePolyFunction fuselagePolyDim(FuselagePolyTerms *terms, unsigned dim);
FuselagePolyFunction fuselagePolyParameter(FuselagePolyTerms *terms,
                                           unsigned number);
FuselagePolyFunction fuselagePolyConstant(FuselagePolyTerms *terms,
                                          int64_t value);

typedef enum FuselagePolyBinary {
  FUSELAGE_POLY_ADD,
  FUSELAGE_POLY_SUBTRACT,
  FUSELAGE_POLY_MIN,
  FUSELAGE_POLY_MAX
} FuselagePolyBinary;

FuselagePolyFunction fuselagePolyCombine(FuselagePolyTerms *terms,
                                         FuselagePolyBinary operation,
                                         FuselagePolyFunction a,
                                         FuselagePolyFunction b);

typedef enum FuselagePolyScaling {
  FUSELAGE_POLY_TIMES,
  /// By a positive number. The remainder is that of FUSELAGE_POLY_FLOOR.
  FUSELAGE_POLY_FLOOR,
  FUSELAGE_POLY_CEIL,
  FUSELAGE_POLY_REMAINDER
} FuselagePolyScaling;

FuselagePolyFunction fuselagePolyScale(FuselagePolyTerms *terms,
                                       FuselagePolyScaling operation,
                                       FuselagePolyFunction function,
                                       int64_t by);

FuselagePolyFunction fuselagePolyMinus(FuselagePolyTerms *terms,
                                       FuselagePolyFunction function);

/// `a` in the set, and `b` outside.
FuselagePolyFunction fuselagePolyChoose(FuselagePolyTerms *terms,
                                        FuselagePolySet set,
                                        FuselagePolyFunction a,
                                        FuselagePolyFunction b);

//===----------------------------------------------------------------------===//
// Sets
//===----------------------------------------------------------------------===//

/// The whole space, and nothing.
FuselagePolySet fuselagePolyUniverse(FuselagePolyTerms *terms);
FuselagePolySet fuselagePolyEmpty(FuselagePolyTerms *terms);

typedef enum FuselagePolyComparison {
  FUSELAGE_POLY_EQ,
  FUSELAGE_POLY_NE,
  FUSELAGE_POLY_LT,
  FUSELAGE_POLY_LE,
  FUSELAGE_POLY_GT,
  FUSELAGE_POLY_GE
} FuselagePolyComparison;

/// The set where two functions compare like this.
FuselagePolySet fuselagePolyCompare(FuselagePolyTerms *terms,
                                    FuselagePolyComparison comparison,
                                    FuselagePolyFunction a,
                                    FuselagePolyFunction b);

/// The set where lower <= value < upper; a bound may be none.
FuselagePolySet fuselagePolyBetween(FuselagePolyTerms *terms,
                                    FuselagePolyFunction lower,
                                    FuselagePolyFunction value,
                                    FuselagePolyFunction upper);

FuselagePolySet fuselagePolyIntersect(FuselagePolyTerms *terms,
                                      FuselagePolySet a, FuselagePolySet b);
FuselagePolySet fuselagePolyUnite(FuselagePolyTerms *terms, FuselagePolySet a,
                                  FuselagePolySet b);
FuselagePolySet fuselagePolyComplement(FuselagePolyTerms *terms,
                                       FuselagePolySet set);

//===----------------------------------------------------------------------===//
// Relations
//===----------------------------------------------------------------------===//

/// { set -> [functions] }.
FuselagePolyRelation fuselagePolyRelate(FuselagePolyTerms *terms,
                                        FuselagePolySet set,
                                        const FuselagePolyFunction *functions,
                                        size_t numFunctions);

//===----------------------------------------------------------------------===//
// What isl computes
//===----------------------------------------------------------------------===//

/// Starts and ends a query (PolyhedralSpace.h). True at the end if isl gave up.
void fuselagePolyBeginQuery(FuselagePolyTerms *terms);
FUSELAGE_NODISCARD bool fuselagePolyEndQuery(FuselagePolyTerms *terms);

/// True if isl has given up in the query so far. What it computes from there on
/// is not to be kept.
FUSELAGE_NODISCARD bool fuselagePolyHasGivenUp(const FuselagePolyTerms *terms);

/// The set or the relation of a term, null for none or if isl gave up. Call
/// these within a query; the caller frees the result.
__isl_give isl_set *fuselagePolyComputeSet(FuselagePolyTerms *terms,
                                           FuselagePolySet set);
__isl_give isl_map *fuselagePolyComputeRelation(FuselagePolyTerms *terms,
                                                FuselagePolyRelation relation);

/// True if the set has certainly no element.
FUSELAGE_NODISCARD bool fuselagePolyIsEmpty(FuselagePolyTerms *terms,
                                            FuselagePolySet set);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALTERMS_H
