//===- Ops.c - Operations by number, with their traits --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/Ops.h"

#include <stddef.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

typedef struct OpRow {
  const char *name;
  size_t length;
  FuselageOpClass opClass;
  int memrefOperand;
  unsigned traits;
} OpRow;

// The words of the tables. The macros add the prefixes: READ, for example,
// becomes a class.
enum {
  NONE = -1,
  ONE_ELEMENT = FUSELAGE_OP_TRAIT_ONE_ELEMENT,
  KEEPS_INDICES = FUSELAGE_OP_TRAIT_KEEPS_INDICES,
  CONTROL_FLOW = FUSELAGE_OP_TRAIT_CONTROL_FLOW,
  ENDS = FUSELAGE_OP_TRAIT_ENDS,
  CALL = FUSELAGE_OP_TRAIT_CALL,
  PLAIN = FUSELAGE_OP_TRAIT_PLAIN,
  COLLECTIVE = FUSELAGE_OP_TRAIT_COLLECTIVE,
  UNIFORM = FUSELAGE_OP_TRAIT_UNIFORM,
  ID = FUSELAGE_OP_TRAIT_ID,
  MOVABLE = FUSELAGE_OP_TRAIT_MOVABLE,
  SPECULATABLE = FUSELAGE_OP_TRAIT_SPECULATABLE
};

static const OpRow ops[] = {
#define FUSELAGE_OP(kind, name, class, memref, traits)                         \
  [FUSELAGE_OP_##kind] = {name, sizeof(name) - 1, FUSELAGE_CLASS_##class,      \
                          memref, traits},
#include "IR/Ops.def"
    [FUSELAGE_OP_OTHER] = {"", 0, FUSELAGE_CLASS_OTHER, NONE, 0},
};

static MlirStringRef nameOf(MlirOperation op) {
  return mlirIdentifierStr(mlirOperationGetName(op));
}

/// As strcmp.
static int compare(MlirStringRef name, const OpRow *row) {
  size_t shorter = name.length < row->length ? name.length : row->length;
  int order = memcmp(name.data, row->name, shorter);
  if (order != 0 || name.length == row->length)
    return order;
  return name.length < row->length ? -1 : 1;
}

FuselageOp fuselageOperationGetKind(MlirOperation op) {
  MlirStringRef name = nameOf(op);
  size_t first = 0, end = FUSELAGE_OP_OTHER;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    int order = compare(name, &ops[middle]);
    if (order == 0)
      return (FuselageOp)middle;
    if (order < 0)
      end = middle;
    else
      first = middle + 1;
  }
  return FUSELAGE_OP_OTHER;
}

bool fuselageOperationIs(MlirOperation op, FuselageOp kind) {
  MlirStringRef name = nameOf(op);
  return name.length == ops[kind].length &&
         memcmp(name.data, ops[kind].name, name.length) == 0;
}

FuselageOpClass fuselageOpGetClass(FuselageOp kind) {
  return ops[kind].opClass;
}

FuselageOpClass fuselageOperationGetClass(MlirOperation op) {
  return fuselageOpGetClass(fuselageOperationGetKind(op));
}

bool fuselageOpClassIsArithmetic(FuselageOpClass opClass) {
  return opClass >= FUSELAGE_CLASS_ADD && opClass <= FUSELAGE_CLASS_SHIFT_RIGHT;
}

bool fuselageOpHasTrait(FuselageOp kind, FuselageOpTrait trait) {
  return (ops[kind].traits & trait) != 0;
}

bool fuselageOperationHasTrait(MlirOperation op, FuselageOpTrait trait) {
  return fuselageOpHasTrait(fuselageOperationGetKind(op), trait);
}

intptr_t fuselageOpGetMemRefOperand(FuselageOp kind) {
  return ops[kind].memrefOperand;
}

MlirStringRef fuselageOpGetName(FuselageOp kind) {
  return mlirStringRefCreate(ops[kind].name, ops[kind].length);
}

//===----------------------------------------------------------------------===//
// Dialects
//===----------------------------------------------------------------------===//

typedef struct DialectRow {
  const char *name;
  size_t length;
  unsigned traits;
} DialectRow;

// The words of the table of dialects.
enum {
  SAME_FOR_ALL = FUSELAGE_DIALECT_TRAIT_SAME_FOR_ALL,
  NEUTRAL = FUSELAGE_DIALECT_TRAIT_NEUTRAL,
  KERNEL = FUSELAGE_DIALECT_TRAIT_KERNEL,
  COMPUTES = FUSELAGE_DIALECT_TRAIT_COMPUTES,
  SEES_VALUES = FUSELAGE_DIALECT_TRAIT_SEES_VALUES,
  HARDWARE = FUSELAGE_DIALECT_TRAIT_HARDWARE
};

static const DialectRow dialects[] = {
#define FUSELAGE_DIALECT(kind, name, traits)                                   \
  [FUSELAGE_DIALECT_##kind] = {name, sizeof(name) - 1, traits},
#include "IR/Dialects.def"
};

bool fuselageOperationIsInDialect(MlirOperation op, FuselageDialect dialect) {
  MlirStringRef name = nameOf(op);
  const DialectRow *row = &dialects[dialect];
  return name.length > row->length && name.data[row->length] == '.' &&
         memcmp(name.data, row->name, row->length) == 0;
}

FuselageDialect fuselageOperationGetDialect(MlirOperation op) {
  MlirStringRef name = nameOf(op);
  const char *dot = memchr(name.data, '.', name.length);
  size_t length = dot ? (size_t)(dot - name.data) : 0;
  for (int i = 0; i < FUSELAGE_DIALECT_OTHER; ++i)
    if (dialects[i].length == length &&
        memcmp(name.data, dialects[i].name, length) == 0)
      return (FuselageDialect)i;
  return FUSELAGE_DIALECT_OTHER;
}

bool fuselageOperationDialectHasTrait(MlirOperation op,
                                      FuselageDialectTrait trait) {
  FuselageDialect dialect = fuselageOperationGetDialect(op);
  return dialect != FUSELAGE_DIALECT_OTHER &&
         (dialects[dialect].traits & trait) != 0;
}
