//===- IndexCasts.c - Casts between indices and integers ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/IndexCasts.h"

#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinTypes.h"

enum { indexBits = 64, maxRank = FUSELAGE_BOUND(16, 1) };

static MlirType elementOf(MlirType type) {
  return mlirTypeIsAVector(type) ? mlirShapedTypeGetElementType(type) : type;
}

/// The type of 64-bit integers with the shape of `type`; null for a shape that
/// the rewrite leaves alone.
static MlirType wideType(MlirType type) {
  MlirType none = {NULL};
  MlirType i64 = mlirIntegerTypeGet(mlirTypeGetContext(type), indexBits);
  if (!mlirTypeIsAVector(type))
    return i64;
  int64_t shape[maxRank];
  intptr_t rank = mlirShapedTypeGetRank(type);
  if (rank > maxRank || mlirVectorTypeIsScalable(type))
    return none;
  for (intptr_t i = 0; i < rank; ++i)
    shape[i] = mlirShapedTypeGetDimSize(type, i);
  return mlirVectorTypeGet(rank, shape, i64);
}

static void addCast(Snippet *snippet, const char *result, FuselageOp operation,
                    const char *value, MlirType from, MlirType to) {
  snippetAdd(snippet, "%s = %s %s : ", result,
             fuselageOpGetName(operation).data, value);
  snippetAddType(snippet, from);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, to);
  snippetAdd(snippet, "\n");
}

static FuselagePTXError rewriteCast(MlirOperation op, FuselageOp extension) {
  MlirValue operand = mlirOperationGetOperand(op, 0);
  MlirType from = mlirValueGetType(operand);
  MlirType to = mlirValueGetType(mlirOperationGetResult(op, 0));
  MlirType wide = wideType(from);
  bool isFromIndex = mlirTypeIsAIndex(elementOf(from));
  MlirType integer = elementOf(isFromIndex ? to : from);
  if (mlirTypeIsNull(wide) || !mlirTypeIsAInteger(integer) ||
      mlirIntegerTypeGetWidth(integer) == indexBits)
    return errorNone();
  bool isWider = mlirIntegerTypeGetWidth(integer) > indexBits;
  bool extends = isFromIndex == isWider;
  Snippet snippet = {0};
  if (isFromIndex) {
    addCast(&snippet, "%b", FUSELAGE_OP_ARITH_INDEX_CAST, "%a0", from, wide);
    addCast(&snippet, "%0", extends ? extension : FUSELAGE_OP_ARITH_TRUNCI,
            "%b", wide, to);
  } else {
    addCast(&snippet, "%b", extends ? extension : FUSELAGE_OP_ARITH_TRUNCI,
            "%a0", from, wide);
    addCast(&snippet, "%0", FUSELAGE_OP_ARITH_INDEX_CAST, "%b", wide, to);
  }
  const unsigned number = 0;
  FuselagePTXError error = snippetReplace(&snippet, op, &operand, 1, &number);
  snippetFree(&snippet);
  return error;
}

static FuselagePTXError rewriteSigned(MlirOperation op, void *userData) {
  (void)userData;
  return rewriteCast(op, FUSELAGE_OP_ARITH_EXTSI);
}

static FuselagePTXError rewriteUnsigned(MlirOperation op, void *userData) {
  (void)userData;
  return rewriteCast(op, FUSELAGE_OP_ARITH_EXTUI);
}

FuselagePTXError indexCastsRewrite(MlirOperation gpuModule) {
  static const OperationRewrite rewrites[] = {
      {FUSELAGE_OP_ARITH_INDEX_CAST, rewriteSigned},
      {FUSELAGE_OP_ARITH_INDEX_CASTUI, rewriteUnsigned},
      {FUSELAGE_OP_INDEX_CASTS, rewriteSigned},
      {FUSELAGE_OP_INDEX_CASTU, rewriteUnsigned}};
  return rewriteOperations(gpuModule, rewrites,
                           sizeof rewrites / sizeof *rewrites, NULL);
}
