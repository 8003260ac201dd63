//===- HostAccess.h - Memory that a host operation touches ---------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_HOSTACCESS_H
#define FUSELAGE_ANALYSIS_HOST_HOSTACCESS_H

#include "Analysis/Launch/Launch.h"
#include "Analysis/Memory/Buffers.h"
#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// A buffer that a host operation reads or writes, at any of its elements.
/// Freeing memory counts as writing it.
typedef struct FuselageHostAccess {
  uint32_t buffer;
  FuselageAccessKind kind;
} FuselageHostAccess;

typedef FUSELAGE_ARRAY(FuselageHostAccess) FuselageHostAccesses;

typedef enum FuselageHostAccessResult {
  /// The operation only reads and writes the listed buffers.
  FUSELAGE_HOST_ACCESS_KNOWN,
  /// The operation does more, or its effects are not known.
  FUSELAGE_HOST_ACCESS_UNKNOWN,
  FUSELAGE_HOST_ACCESS_OUT_OF_MEMORY
} FuselageHostAccessResult;

/// Replaces the list by the buffers that `op`, with everything in its regions,
/// touches.
FUSELAGE_NODISCARD FuselageHostAccessResult
fuselageHostOpCollectAccesses(FuselageBufferTable *buffers, MlirOperation op,
                              FuselageHostAccesses *accesses);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTACCESS_H
