//===- OpBuilder.c - New operations ---------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/OpBuilder.h"

#include "Bridge/Enums.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

enum { numSizes = 6 };

bool fuselageOpBuilderLoadDialects(MlirContext context) {
  static const char *const names[] = {"arith", "gpu", "memref", "scf"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (mlirDialectIsNull(mlirContextGetOrLoadDialect(
            context, mlirStringRefCreateFromCString(names[i]))))
      return false;
  return true;
}

FuselageOpBuilder fuselageOpBuilderBefore(MlirOperation op) {
  return (FuselageOpBuilder){.context = mlirOperationGetContext(op),
                             .location = mlirOperationGetLocation(op),
                             .block = mlirOperationGetBlock(op),
                             .before = op};
}

static MlirOperationState stateOf(const FuselageOpBuilder *builder,
                                  FuselageOp kind) {
  return mlirOperationStateGet(fuselageOpGetName(kind), builder->location);
}

static void addAttribute(const FuselageOpBuilder *builder,
                         MlirOperationState *state, const char *name,
                         MlirAttribute attribute) {
  MlirNamedAttribute named = {
      mlirIdentifierGet(builder->context, mlirStringRefCreateFromCString(name)),
      attribute};
  mlirOperationStateAddAttributes(state, 1, &named);
}

MlirOperation fuselageBuildOperation(const FuselageOpBuilder *builder,
                                     MlirOperationState *state) {
  MlirOperation op = mlirOperationCreate(state);
  if (mlirOperationIsNull(builder->before))
    mlirBlockAppendOwnedOperation(builder->block, op);
  else
    mlirBlockInsertOwnedOperationBefore(builder->block, builder->before, op);
  if (builder->created)
    builder->created->data[builder->created->size++] = op;
  return op;
}

MlirValue fuselageBuildConstant(const FuselageOpBuilder *builder,
                                MlirAttribute value) {
  MlirType type = mlirAttributeGetType(value);
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_ARITH_CONSTANT);
  addAttribute(builder, &state, "value", value);
  mlirOperationStateAddResults(&state, 1, &type);
  return mlirOperationGetResult(fuselageBuildOperation(builder, &state), 0);
}

MlirValue fuselageBuildIndexConstant(const FuselageOpBuilder *builder,
                                     int64_t value) {
  FuselageValueRecipe recipe = fuselageRecipeOfConstant(value);
  MlirValue constant = fuselageValuePoolFind(builder->pool, &recipe);
  if (!mlirValueIsNull(constant))
    return constant;
  constant = fuselageBuildConstant(
      builder, mlirIntegerAttrGet(mlirIndexTypeGet(builder->context), value));
  fuselageValuePoolAdd(builder->pool, &recipe, constant);
  return constant;
}

/// Builds an operation with one result of the given type.
static MlirValue buildValue(const FuselageOpBuilder *builder,
                            MlirOperationState *state,
                            const MlirValue *operands, intptr_t numOperands,
                            MlirType type) {
  mlirOperationStateAddOperands(state, numOperands, operands);
  mlirOperationStateAddResults(state, 1, &type);
  return mlirOperationGetResult(fuselageBuildOperation(builder, state), 0);
}

MlirValue fuselageBuildBinary(const FuselageOpBuilder *builder, FuselageOp kind,
                              MlirValue lhs, MlirValue rhs) {
  FuselageValueRecipe recipe = fuselageRecipeOfBinary(kind, lhs, rhs);
  MlirValue value = fuselageValuePoolFind(builder->pool, &recipe);
  if (!mlirValueIsNull(value))
    return value;
  MlirOperationState state = stateOf(builder, kind);
  MlirValue operands[] = {lhs, rhs};
  value = buildValue(builder, &state, operands, 2, mlirValueGetType(lhs));
  fuselageValuePoolAdd(builder->pool, &recipe, value);
  return value;
}

static MlirValue buildComparison(const FuselageOpBuilder *builder,
                                 int64_t predicate, MlirValue lhs,
                                 MlirValue rhs) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_ARITH_CMPI);
  MlirValue operands[] = {lhs, rhs};
  addAttribute(
      builder, &state, "predicate",
      mlirIntegerAttrGet(mlirIntegerTypeGet(builder->context, 64), predicate));
  return buildValue(builder, &state, operands, 2,
                    mlirIntegerTypeGet(builder->context, 1));
}

MlirValue fuselageBuildIsBelow(const FuselageOpBuilder *builder, MlirValue lhs,
                               MlirValue rhs) {
  return buildComparison(builder, FUSELAGE_CMPI_ULT, lhs, rhs);
}

MlirValue fuselageBuildIsLess(const FuselageOpBuilder *builder, MlirValue lhs,
                              MlirValue rhs) {
  return buildComparison(builder, FUSELAGE_CMPI_SLT, lhs, rhs);
}

void fuselageBuildBarrier(const FuselageOpBuilder *builder) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_GPU_BARRIER);
  fuselageBuildOperation(builder, &state);
}

MlirValue fuselageBuildDim(const FuselageOpBuilder *builder, MlirValue memref,
                           MlirValue dim) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_MEMREF_DIM);
  MlirValue operands[] = {memref, dim};
  return buildValue(builder, &state, operands, 2,
                    mlirIndexTypeGet(builder->context));
}

MlirValue fuselageBuildLoad(const FuselageOpBuilder *builder, MlirValue memref,
                            const MlirValue *indices) {
  MlirType type = mlirValueGetType(memref);
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_MEMREF_LOAD);
  mlirOperationStateAddOperands(&state, 1, &memref);
  return buildValue(builder, &state, indices, mlirShapedTypeGetRank(type),
                    mlirShapedTypeGetElementType(type));
}

void fuselageBuildStore(const FuselageOpBuilder *builder, MlirValue value,
                        MlirValue memref, const MlirValue *indices) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_MEMREF_STORE);
  MlirValue operands[] = {value, memref};
  mlirOperationStateAddOperands(&state, 2, operands);
  mlirOperationStateAddOperands(
      &state, mlirShapedTypeGetRank(mlirValueGetType(memref)), indices);
  fuselageBuildOperation(builder, &state);
}

MlirValue fuselageBuildLoadLikeStore(const FuselageOpBuilder *builder,
                                     MlirOperation store) {
  MlirAffineMap map = fuselageOperationGetAffineMap(store);
  bool isAffine = !fuselageAffineMapIsNull(map);
  MlirOperationState state = stateOf(
      builder, isAffine ? FUSELAGE_OP_AFFINE_LOAD : FUSELAGE_OP_MEMREF_LOAD);
  MlirType type = mlirShapedTypeGetElementType(
      mlirValueGetType(mlirOperationGetOperand(store, 1)));
  if (isAffine)
    addAttribute(builder, &state, "map", mlirAffineMapAttrGet(map));
  for (intptr_t i = 1; i < mlirOperationGetNumOperands(store); ++i) {
    MlirValue operand = mlirOperationGetOperand(store, i);
    mlirOperationStateAddOperands(&state, 1, &operand);
  }
  return buildValue(builder, &state, NULL, 0, type);
}

/// A region of one block, which ends in the operation `terminator`.
static MlirRegion buildRegion(const FuselageOpBuilder *builder,
                              FuselageOp terminator, FuselageOpBuilder *body) {
  MlirRegion region = mlirRegionCreate();
  MlirBlock block = mlirBlockCreate(0, NULL, NULL);
  mlirRegionAppendOwnedBlock(region, block);
  *body = *builder;
  body->block = block;
  body->before = (MlirOperation){NULL};
  body->created = NULL;
  body->pool = NULL;
  MlirOperationState state = stateOf(builder, terminator);
  body->before = fuselageBuildOperation(body, &state);
  return region;
}

void fuselageBuildFor(const FuselageOpBuilder *builder, MlirValue lower,
                      MlirValue upper, MlirValue step, MlirValue *variable,
                      FuselageOpBuilder *body) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_SCF_FOR);
  MlirValue operands[] = {lower, upper, step};
  MlirRegion region = buildRegion(builder, FUSELAGE_OP_SCF_YIELD, body);
  *variable = mlirBlockAddArgument(body->block, mlirValueGetType(lower),
                                   builder->location);
  mlirOperationStateAddOperands(&state, 3, operands);
  mlirOperationStateAddOwnedRegions(&state, 1, &region);
  fuselageBuildOperation(builder, &state);
}

FuselageOpBuilder fuselageBuildIf(const FuselageOpBuilder *builder,
                                  MlirValue condition) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_SCF_IF);
  FuselageOpBuilder body;
  MlirRegion regions[] = {buildRegion(builder, FUSELAGE_OP_SCF_YIELD, &body),
                          mlirRegionCreate()};
  mlirOperationStateAddOperands(&state, 1, &condition);
  mlirOperationStateAddOwnedRegions(&state, 2, regions);
  fuselageBuildOperation(builder, &state);
  return body;
}

FuselageOpBuilder fuselageBuildLaunch(const FuselageOpBuilder *builder,
                                      const MlirValue *sizes,
                                      MlirOperation *launch) {
  MlirOperationState state = stateOf(builder, FUSELAGE_OP_GPU_LAUNCH);
  FuselageOpBuilder body;
  MlirRegion region = buildRegion(builder, FUSELAGE_OP_GPU_TERMINATOR, &body);
  MlirType index = mlirIndexTypeGet(builder->context);
  for (int i = 0; i < 2 * numSizes; ++i)
    mlirBlockAddArgument(body.block, index, builder->location);
  mlirOperationStateAddOperands(&state, numSizes, sizes);
  addAttribute(builder, &state, "operandSegmentSizes",
               fuselageLaunchMakeSegments(builder->context, 0, false, false));
  mlirOperationStateAddOwnedRegions(&state, 1, &region);
  *launch = fuselageBuildOperation(builder, &state);
  return body;
}
