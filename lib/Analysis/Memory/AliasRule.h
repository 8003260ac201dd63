//===- AliasRule.h - Which buffers may share memory ------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file alone decides which buffers may share memory. Buffers fall into few
// classes, so that a buffer is compared with classes instead of with every
// other buffer.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_MEMORY_ALIASRULE_H
#define FUSELAGE_ANALYSIS_MEMORY_ALIASRULE_H

#include "Analysis/Memory/Buffers.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stdint.h>

/// Classes of buffers that may share memory with the same classes.
typedef enum FuselageAliasClass {
  FUSELAGE_ALIAS_ALLOCATION,
  /// An argument with the mark `llvm.noalias`.
  FUSELAGE_ALIAS_NOALIAS_ARGUMENT,
  /// An argument that is assumed to share no memory with other arguments.
  FUSELAGE_ALIAS_LONE_ARGUMENT,
  FUSELAGE_ALIAS_ARGUMENT,
  FUSELAGE_ALIAS_GLOBAL,
  FUSELAGE_ALIAS_UNKNOWN,
  FUSELAGE_NUM_ALIAS_CLASSES
} FuselageAliasClass;

FuselageAliasClass fuselageBufferGetAliasClass(const FuselageBufferTable *table,
                                               uint32_t buffer);

/// True unless two different buffers of these classes are known to share no
/// byte.
FUSELAGE_NODISCARD bool fuselageAliasClassesMayAlias(FuselageAliasClass a,
                                                     FuselageAliasClass b);

/// True unless the two buffers are known to share no byte. A buffer aliases
/// itself.
FUSELAGE_NODISCARD bool
fuselageBuffersMayAlias(const FuselageBufferTable *table, uint32_t a,
                        uint32_t b);

#endif // FUSELAGE_ANALYSIS_MEMORY_ALIASRULE_H
