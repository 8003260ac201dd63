//===- AliasRule.c - Which buffers may share memory -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Memory/AliasRule.h"

/// Two allocations never alias, and an allocation never aliases memory that
/// existed before it. A caller may pass the memory of a global, so an argument
/// may alias a global unless `llvm.noalias` marks it. The assumption that
/// arguments share no memory says nothing about globals.
static const bool
    mayAlias[FUSELAGE_NUM_ALIAS_CLASSES][FUSELAGE_NUM_ALIAS_CLASSES] = {
        [FUSELAGE_ALIAS_ALLOCATION] = {[FUSELAGE_ALIAS_UNKNOWN] = true},
        [FUSELAGE_ALIAS_NOALIAS_ARGUMENT] = {[FUSELAGE_ALIAS_UNKNOWN] = true},
        [FUSELAGE_ALIAS_LONE_ARGUMENT] = {[FUSELAGE_ALIAS_GLOBAL] = true,
                                          [FUSELAGE_ALIAS_UNKNOWN] = true},
        [FUSELAGE_ALIAS_ARGUMENT] = {[FUSELAGE_ALIAS_ARGUMENT] = true,
                                     [FUSELAGE_ALIAS_GLOBAL] = true,
                                     [FUSELAGE_ALIAS_UNKNOWN] = true},
        [FUSELAGE_ALIAS_GLOBAL] = {[FUSELAGE_ALIAS_LONE_ARGUMENT] = true,
                                   [FUSELAGE_ALIAS_ARGUMENT] = true,
                                   [FUSELAGE_ALIAS_UNKNOWN] = true},
        [FUSELAGE_ALIAS_UNKNOWN] = {true, true, true, true, true, true},
};

FuselageAliasClass fuselageBufferGetAliasClass(const FuselageBufferTable *table,
                                               uint32_t buffer) {
  const FuselageBuffer *b = &table->buffers.data[buffer];
  switch (b->kind) {
  case FUSELAGE_BUFFER_ALLOCATION:
    return FUSELAGE_ALIAS_ALLOCATION;
  case FUSELAGE_BUFFER_ARGUMENT:
    if (b->isNoalias)
      return FUSELAGE_ALIAS_NOALIAS_ARGUMENT;
    return b->isAloneAmongArguments ? FUSELAGE_ALIAS_LONE_ARGUMENT
                                    : FUSELAGE_ALIAS_ARGUMENT;
  case FUSELAGE_BUFFER_GLOBAL:
    return FUSELAGE_ALIAS_GLOBAL;
  case FUSELAGE_BUFFER_UNKNOWN:
    return FUSELAGE_ALIAS_UNKNOWN;
  }
  return FUSELAGE_ALIAS_UNKNOWN;
}

bool fuselageAliasClassesMayAlias(FuselageAliasClass a, FuselageAliasClass b) {
  return mayAlias[a][b];
}

bool fuselageBuffersMayAlias(const FuselageBufferTable *table, uint32_t a,
                             uint32_t b) {
  return a == b ||
         fuselageAliasClassesMayAlias(fuselageBufferGetAliasClass(table, a),
                                      fuselageBufferGetAliasClass(table, b));
}
