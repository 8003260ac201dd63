//===- OpBuilder.h - New operations --------------------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_OPBUILDER_H
#define FUSELAGE_IR_OPBUILDER_H

#include "IR/Ops.h"
#include "IR/ValuePool.h"
#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

typedef FUSELAGE_ARRAY(MlirOperation) FuselageOperationList;

/// The place for new operations: before `before`, or at the end of `block` if
/// `before` is null.
typedef struct FuselageOpBuilder {
  MlirContext context;
  MlirLocation location;
  MlirBlock block;
  MlirOperation before;
  /// If not null, the builder appends each new operation to this list, except
  /// operations inside of regions. The caller reserves the room.
  FuselageOperationList *created;
  /// If not null, index constants and results of two operands in it are used
  /// again, and others are added. Its values are defined before the place where
  /// the builder builds, which is on the host. Values of regions are left out.
  FuselageValuePool *pool;
} FuselageOpBuilder;

/// Loads the dialects of what is built: arith, gpu, memref and scf. False if
/// one of them is not registered with the context.
FUSELAGE_NODISCARD bool fuselageOpBuilderLoadDialects(MlirContext context);

/// A builder that inserts before `op`, with the location of `op`.
FuselageOpBuilder fuselageOpBuilderBefore(MlirOperation op);

/// Inserts the operation that `state` describes, and frees `state`.
MlirOperation fuselageBuildOperation(const FuselageOpBuilder *builder,
                                     MlirOperationState *state);

/// `arith.constant value : index`.
MlirValue fuselageBuildIndexConstant(const FuselageOpBuilder *builder,
                                     int64_t value);

/// `arith.constant` of an integer, index or float attribute.
MlirValue fuselageBuildConstant(const FuselageOpBuilder *builder,
                                MlirAttribute value);

/// An operation of two operands and one result of their type, such as
/// `arith.addi`.
MlirValue fuselageBuildBinary(const FuselageOpBuilder *builder, FuselageOp kind,
                              MlirValue lhs, MlirValue rhs);

/// `arith.cmpi ult, lhs, rhs`.
MlirValue fuselageBuildIsBelow(const FuselageOpBuilder *builder, MlirValue lhs,
                               MlirValue rhs);

/// `arith.cmpi slt, lhs, rhs`.
MlirValue fuselageBuildIsLess(const FuselageOpBuilder *builder, MlirValue lhs,
                              MlirValue rhs);

/// `gpu.barrier`.
void fuselageBuildBarrier(const FuselageOpBuilder *builder);

/// `memref.dim memref, dim`.
MlirValue fuselageBuildDim(const FuselageOpBuilder *builder, MlirValue memref,
                           MlirValue dim);

/// `memref.load memref[indices]` and `memref.store value, memref[indices]`; one
/// index per dimension of the memref.
MlirValue fuselageBuildLoad(const FuselageOpBuilder *builder, MlirValue memref,
                            const MlirValue *indices);
void fuselageBuildStore(const FuselageOpBuilder *builder, MlirValue value,
                        MlirValue memref, const MlirValue *indices);

/// A load of the element that `store`, a `memref.store` or `affine.store`,
/// stores to. The load promises no alignment.
MlirValue fuselageBuildLoadLikeStore(const FuselageOpBuilder *builder,
                                     MlirOperation store);

/// `scf.for` without carried values. Stores the induction variable, and a
/// builder that inserts before the terminator of its body.
void fuselageBuildFor(const FuselageOpBuilder *builder, MlirValue lower,
                      MlirValue upper, MlirValue step, MlirValue *variable,
                      FuselageOpBuilder *body);

/// `scf.if` without results and without an else. Returns a builder that inserts
/// before the terminator of its body.
FuselageOpBuilder fuselageBuildIf(const FuselageOpBuilder *builder,
                                  MlirValue condition);

/// `gpu.launch` with a grid and a block of the given sizes: along x, y, z, six
/// in all. Returns a builder that inserts before the terminator of its body.
FuselageOpBuilder fuselageBuildLaunch(const FuselageOpBuilder *builder,
                                      const MlirValue *sizes,
                                      MlirOperation *launch);

#endif // FUSELAGE_IR_OPBUILDER_H
