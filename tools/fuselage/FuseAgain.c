//===- FuseAgain.c - Another fusion of the fused module -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FuseAgain.h"

#include <stdlib.h>

typedef LIST(Place) Places;

static int comparePlaces(const void *left, const void *right) {
  return placeCompare(left, right);
}

/// The places of launches that are refused to the end: of all, and of those
/// that a loop keeps apart.
typedef struct Refused {
  Places all, byLoops;
} Refused;

static bool isByLoop(FuselageReason reason) {
  return reason == FUSELAGE_REASON_HOST_LOOP ||
         reason == FUSELAGE_REASON_LOOP_CARRIED;
}

/// A fused launch has the place of its first launch.
static void addPlace(const FuselageRefusal *refusal, void *userData) {
  Refused *refused = userData;
  Place place = placeOfLocation(mlirOperationGetLocation(refusal->laterLaunch));
  *LIST_APPEND(&refused->all) = place;
  if (isByLoop(refusal->obstacle.reason))
    *LIST_APPEND(&refused->byLoops) = place;
}

static void sortPlaces(Places *places) {
  if (places->size != 0)
    qsort(places->data, places->size, sizeof *places->data, comparePlaces);
}

static bool isListed(const Places *places, const Place *place) {
  return places->size != 0 && bsearch(place, places->data, places->size,
                                      sizeof *place, comparePlaces) != NULL;
}

static void freeRefusal(RefusalRecord *refusal) {
  free(refusal->message);
  free(refusal->suggestion);
  free(refusal->witness);
}

/// Removes a refusal for lack of room if its later launch has no refusal any
/// more, and one for a loop if no loop keeps its later launch apart any more.
static void dropRefusals(Record *record, const Refused *refused) {
  size_t kept = 0;
  for (size_t i = 0; i < record->refusals.size; ++i) {
    RefusalRecord *refusal = &record->refusals.data[i];
    const Place *place = &record->stages.data[refusal->stage].place;
    if ((refusal->reason == FUSELAGE_REASON_RESOURCE_LIMIT &&
         !isListed(&refused->all, place)) ||
        (isByLoop(refusal->reason) && !isListed(&refused->byLoops, place)))
      freeRefusal(refusal);
    else
      record->refusals.data[kept++] = *refusal;
  }
  record->refusals.size = kept;
}

bool fuseAgain(MlirOperation module, const FuselageFusionOptions *options,
               Record *record, size_t *launchesAfter) {
  Refused refused = {.all = {0}};
  FuselageFusionCallbacks callbacks = {.refusal = addPlace,
                                       .userData = &refused};
  FuselageFusionSummary summary;
  bool isFused = mlirLogicalResultIsSuccess(
      fuselageFuseFurther(module, options, &callbacks, &summary));
  if (isFused) {
    sortPlaces(&refused.all);
    sortPlaces(&refused.byLoops);
    dropRefusals(record, &refused);
    record->furtherAvoidedBytes = summary.avoidedIntermediateBytes;
    *launchesAfter = summary.launchesAfter;
  }
  free(refused.all.data);
  free(refused.byLoops.data);
  return isFused;
}
