//===- MergeArguments.c - Ids, sizes and attributions of bodies -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each body keeps memory of its own. If two bodies shared memory, a thread in
// the later body could overwrite an element that another thread of its block
// still has to read in the earlier body.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/MergeArguments.h"

#include "IR/LaunchForm.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <assert.h>

/// Adds to `target`, as argument number `number`, memory like `buffer`.
static void moveBuffer(MlirBlock target, intptr_t number, MlirValue buffer) {
  MlirValue added = mlirBlockInsertArgument(
      target, number, mlirValueGetType(buffer), mlirValueGetLocation(buffer));
  mlirValueReplaceAllUsesOfWith(buffer, added);
}

static void setNumWorkgroupBuffers(MlirOperation launch, intptr_t count) {
  MlirContext context = mlirOperationGetContext(launch);
  mlirOperationSetDiscardableAttributeByName(
      launch, mlirStringRefCreateFromCString("workgroup_attributions"),
      mlirIntegerAttrGet(mlirIntegerTypeGet(context, 64), count));
}

/// New workgroup memory goes after the existing workgroup memory, before the
/// private memory. New private memory goes to the end.
void fuselageMergeArguments(MlirOperation first, MlirOperation launch) {
  FuselageLaunchForm target = fuselageLaunchGetForm(first);
  FuselageLaunchForm source = fuselageLaunchGetForm(launch);
  MlirBlock entry = fuselageLaunchGetEntry(first);
  MlirBlock sourceEntry = fuselageLaunchGetEntry(launch);
  assert(target.numIdsAndSizes == source.numIdsAndSizes);

  intptr_t number = 0;
  for (; number < source.numIdsAndSizes; ++number)
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(sourceEntry, number),
                                  mlirBlockGetArgument(entry, number));
  intptr_t end = target.numIdsAndSizes + target.numWorkgroupBuffers;
  for (intptr_t i = 0; i < source.numWorkgroupBuffers; ++i)
    moveBuffer(entry, end + i, mlirBlockGetArgument(sourceEntry, number++));
  for (intptr_t i = 0; i < source.numPrivateBuffers; ++i)
    moveBuffer(entry, mlirBlockGetNumArguments(entry),
               mlirBlockGetArgument(sourceEntry, number++));
  if (source.numWorkgroupBuffers != 0)
    setNumWorkgroupBuffers(first, target.numWorkgroupBuffers +
                                      source.numWorkgroupBuffers);
}
