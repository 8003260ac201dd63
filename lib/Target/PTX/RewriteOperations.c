//===- RewriteOperations.c - Rewriting operations by number ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/RewriteOperations.h"

#include "IR/Ops.h"
#include "Support/Array.h"
#include "Target/PTX/Error.h"

/// An operation and the rewrite for its number.
typedef struct Found {
  MlirOperation op;
  const OperationRewrite *rewrite;
} Found;

typedef struct Collection {
  const OperationRewrite *rewrites;
  size_t numRewrites;
  FUSELAGE_ARRAY(Found) found;
  bool outOfMemory;
} Collection;

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Collection *collection = userData;
  FuselageOp kind = fuselageOperationGetKind(op);
  for (size_t i = 0; i < collection->numRewrites; ++i) {
    if (collection->rewrites[i].kind != kind)
      continue;
    Found *slot = FUSELAGE_ARRAY_APPEND(&collection->found);
    if (slot)
      *slot = (Found){op, &collection->rewrites[i]};
    else
      collection->outOfMemory = true;
  }
  return collection->outOfMemory ? MlirWalkResultInterrupt
                                 : MlirWalkResultAdvance;
}

FuselagePTXError rewriteOperations(MlirOperation root,
                                   const OperationRewrite *rewrites,
                                   size_t count, void *userData) {
  Collection collection = {.rewrites = rewrites, .numRewrites = count};
  mlirOperationWalk(root, collect, &collection, MlirWalkPostOrder);
  FuselagePTXError error =
      collection.outOfMemory ? errorOutOfMemory() : errorNone();
  for (size_t i = 0; i < collection.found.size && fuselagePTXErrorIsNull(error);
       ++i)
    error = collection.found.data[i].rewrite->rewrite(
        collection.found.data[i].op, userData);
  FUSELAGE_ARRAY_FREE(&collection.found);
  return error;
}
