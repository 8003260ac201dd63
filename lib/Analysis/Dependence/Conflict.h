//===- Conflict.h - Threads that touch a common element ------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_DEPENDENCE_CONFLICT_H
#define FUSELAGE_ANALYSIS_DEPENDENCE_CONFLICT_H

#include "Analysis/Launch/Launch.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// What happens to the order of two accesses when their launches are fused. A
/// fused thread runs the earlier body before the later body. Only a barrier
/// orders it with other threads, and only with threads of its block.
typedef enum FuselageOrder {
  /// One and the same thread touches each common element, or there are no
  /// common elements.
  FUSELAGE_ORDER_KEPT,
  /// Threads of one and the same block touch each common element: a barrier
  /// keeps the order.
  FUSELAGE_ORDER_NEEDS_BARRIER,
  /// Threads of different blocks touch a common element.
  FUSELAGE_ORDER_LOST,
  /// isl gave up. Counts as lost.
  FUSELAGE_ORDER_TOO_COMPLEX
} FuselageOrder;

/// What isl has answered. Terms and relations name host values by number alone,
/// so the answers hold for every model: two accesses of one model have the same
/// host value under a number. Several analyses may share them, one after the
/// other. A zeroed struct is empty. Not thread-safe.
typedef struct FuselageConflictAnswers {
  FuselagePolyTerms terms;
  /// For each term the number of its relation plus one; 0 if no query has
  /// needed the relation yet. Inexact relations are at twice the number of the
  /// term, exact ones after that.
  FUSELAGE_ARRAY(uint32_t) relationOfTerm;
  /// From hashes to the numbers of relations.
  FuselagePointerMap relationNumbers;
  FUSELAGE_ARRAY(struct FuselageKnownRelation) relations;
  FUSELAGE_ARRAY(struct FuselageKnownPair) pairs;
  /// From the hash of two relations to the number of their pair.
  FuselagePointerMap pairNumbers;
} FuselageConflictAnswers;

void fuselageConflictAnswersFree(FuselageConflictAnswers *answers);

/// Decides on pairs of accesses, and remembers its decisions. A zeroed struct
/// with a model is ready. Not thread-safe.
typedef struct FuselageConflictChecker {
  FuselageModel *model;
  /// The answers of this checker alone, and those that it shares with others;
  /// null if it shares none.
  FuselageConflictAnswers own, *shared;
  /// For each access of the model, the number of its relation plus one; 0 if no
  /// query has needed the relation yet.
  FUSELAGE_ARRAY(uint32_t) relationOfAccess;
  /// The number of queries in which isl gave up. Past a bound the checker stops
  /// asking isl: a module full of such pairs must not take forever.
  unsigned numGivenUp;
} FuselageConflictChecker;

/// Leaves shared answers alone.
void fuselageConflictCheckerFree(FuselageConflictChecker *checker);

/// Like fuselageAnalysisCreate, and shares the answers of isl with analyses
/// before and after it. The answers must outlive the analysis, and may be
/// null.
FuselageAnalysis
fuselageAnalysisCreateSharing(MlirOperation root,
                              const FuselageAnalysisOptions *optionsOrNull,
                              FuselageConflictAnswers *answers);

/// True if the two accesses do not commute: one of them writes, and they are
/// not the same commuting atomic operation.
FUSELAGE_NODISCARD bool fuselageAccessesConflict(const FuselageAccess *a,
                                                 const FuselageAccess *b);

/// The order of two conflicting accesses to one buffer, in launches of the same
/// sizes. If the order is lost, `*witness` names two threads and the element,
/// or is marked as absent.
FuselageOrder fuselageConflictCheckerGetOrder(FuselageConflictChecker *checker,
                                              const FuselageAccess *earlier,
                                              const FuselageAccess *later,
                                              FuselageWitness *witness);

#endif // FUSELAGE_ANALYSIS_DEPENDENCE_CONFLICT_H
