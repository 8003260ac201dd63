//===- LayoutHash.c - Hash of a launch configuration ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Stage/LayoutHash.h"

#include "Support/Hash.h"
#include "Support/Text.h"

static void printExtents(FuselageText *text, const MlirAffineExpr *extents,
                         int count) {
  for (int i = 0; i < count; ++i) {
    if (!mlirAffineExprIsNull(extents[i]))
      mlirAffineExprPrint(extents[i], fuselageTextCallback, text);
    fuselageTextAppendString(text, ";");
  }
}

/// Two launches with different hashes never share a launch. The hash is over
/// the printed expressions: their addresses differ between processes, but
/// symbols have numbers in the order of reading.
bool fuselageLaunchReadLayoutHash(const FuselageLaunch *launch,
                                  uint64_t *hash) {
  FuselageText text = {0};
  printExtents(&text, launch->space.extents, FUSELAGE_NUM_IDS);
  if (launch->form.hasClusters)
    printExtents(&text, launch->clusterExtents, FUSELAGE_NUM_CLUSTER_SIZES);
  if (!mlirAttributeIsNull(launch->target))
    mlirAttributePrint(launch->target, fuselageTextCallback, &text);
  *hash = fuselageHash(text.data, text.length, 0);
  bool isComplete = !text.failed;
  fuselageTextFree(&text);
  return isComplete;
}
