//===- LaunchSites.c - The launches of each kernel ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/LaunchSites.h"

#include "Bridge/Symbols.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"

typedef struct Collection {
  LaunchSites *sites;
  FuselageSymbolLookup lookup;
  bool outOfMemory;
} Collection;

static bool addSite(LaunchSites *sites, MlirOperation launch,
                    MlirOperation kernel) {
  uint32_t next = fuselagePointerMapLookup(&sites->first, kernel.ptr);
  uint32_t number = (uint32_t)sites->sites.size;
  LaunchSite *site = FUSELAGE_ARRAY_APPEND(&sites->sites);
  if (!site)
    return false;
  *site = (LaunchSite){
      launch, next == FUSELAGE_POINTER_NOT_FOUND ? LAUNCH_SITES_END : next};
  return fuselagePointerMapInsert(&sites->first, kernel.ptr, number);
}

/// Another symbol table may hold a kernel of the same name, so this looks the
/// name up from the launch.
static MlirWalkResult collect(MlirOperation op, void *userData) {
  Collection *collection = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH_FUNC))
    return MlirWalkResultAdvance;
  MlirAttribute name = mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("kernel"));
  if (mlirAttributeIsNull(name))
    return MlirWalkResultAdvance;
  MlirOperation kernel = fuselageSymbolLookupFind(collection->lookup, op, name);
  if (!mlirOperationIsNull(kernel) && !addSite(collection->sites, op, kernel)) {
    collection->outOfMemory = true;
    return MlirWalkResultInterrupt;
  }
  return MlirWalkResultAdvance;
}

bool launchSitesCollect(LaunchSites *sites, MlirOperation module) {
  Collection collection = {sites, fuselageSymbolLookupCreate(), false};
  if (!collection.lookup.ptr)
    return false;
  mlirOperationWalk(module, collect, &collection, MlirWalkPreOrder);
  fuselageSymbolLookupDestroy(collection.lookup);
  return !collection.outOfMemory;
}

void launchSitesFree(LaunchSites *sites) {
  fuselagePointerMapFree(&sites->first);
  FUSELAGE_ARRAY_FREE(&sites->sites);
}

uint32_t launchSitesGetFirst(const LaunchSites *sites, MlirOperation kernel) {
  uint32_t first = fuselagePointerMapLookup(&sites->first, kernel.ptr);
  return first == FUSELAGE_POINTER_NOT_FOUND ? LAUNCH_SITES_END : first;
}

void launchSiteGetArguments(MlirOperation launch, intptr_t *first,
                            intptr_t *count) {
  *first = fuselageLaunchGetFirstOperand(launch, FUSELAGE_SEGMENT_ARGUMENTS);
  *count = fuselageLaunchGetSegmentSize(launch, FUSELAGE_SEGMENT_ARGUMENTS);
}

bool launchSiteGetConstantSize(MlirOperation launch, bool ofBlock, int axis,
                               int64_t *size) {
  int id = (ofBlock ? FUSELAGE_NUM_GRID_IDS : 0) + axis;
  return fuselageLaunchGetSegmentSize(launch, FUSELAGE_SEGMENT_SIZES) == 1 &&
         fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    size);
}

bool launchSiteGetConstantSizes(MlirOperation launch, bool ofBlock,
                                int32_t sizes[3]) {
  for (int i = 0; i < 3; ++i) {
    int64_t size;
    if (!launchSiteGetConstantSize(launch, ofBlock, i, &size) || size < 1 ||
        size > INT32_MAX)
      return false;
    sizes[i] = (int32_t)size;
  }
  return true;
}
