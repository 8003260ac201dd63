//===- Ops.h - Operations by number, with their traits ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops.def alone has the names of operations. All other files ask for the number
// of an operation, its class, or one of its traits. An operation is known by
// its name even if it is not registered with the context. MLIR source text,
// such as the snippets of the target PTX, and messages spell names within their
// sentences. utils/check-layering finds any other string that is a name.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_OPS_H
#define FUSELAGE_IR_OPS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

typedef enum FuselageOp {
#define FUSELAGE_OP(kind, name, class, memref, traits) FUSELAGE_OP_##kind,
#include "IR/Ops.def"
  /// Any operation that Ops.def does not have.
  FUSELAGE_OP_OTHER
} FuselageOp;

/// Classes of operations that are alike.
typedef enum FuselageOpClass {
  FUSELAGE_CLASS_OTHER,

  // Arithmetic on two integers. DIV and REM round towards zero, or take their
  // operands as unsigned; SHIFT_RIGHT fills with zeros or with the sign.
  FUSELAGE_CLASS_ADD,
  FUSELAGE_CLASS_SUB,
  FUSELAGE_CLASS_MUL,
  FUSELAGE_CLASS_FLOOR_DIV,
  FUSELAGE_CLASS_CEIL_DIV,
  FUSELAGE_CLASS_DIV,
  FUSELAGE_CLASS_CEIL_DIV_UNSIGNED,
  FUSELAGE_CLASS_REM,
  FUSELAGE_CLASS_MIN,
  FUSELAGE_CLASS_MAX,
  FUSELAGE_CLASS_MIN_UNSIGNED,
  FUSELAGE_CLASS_MAX_UNSIGNED,
  FUSELAGE_CLASS_AND,
  FUSELAGE_CLASS_SHIFT_LEFT,
  FUSELAGE_CLASS_SHIFT_RIGHT,

  /// An integer or index in another type, extended by its sign or cut off.
  FUSELAGE_CLASS_CAST,
  /// The same, extended by zeros.
  FUSELAGE_CLASS_CAST_UNSIGNED,

  // Accesses to elements, by indices after the memref operand.
  FUSELAGE_CLASS_READ,
  FUSELAGE_CLASS_WRITE,
  FUSELAGE_CLASS_ATOMIC,

  /// Its result is another view of its memref operand.
  FUSELAGE_CLASS_VIEW,

  /// Its regions run at most once each time that it runs.
  FUSELAGE_CLASS_BRANCH,
  /// Its regions may run many times.
  FUSELAGE_CLASS_LOOP
} FuselageOpClass;

typedef enum FuselageOpTrait {
  /// An access that touches the element at its indices and nothing else.
  FUSELAGE_OP_TRAIT_ONE_ELEMENT = 1 << 0,
  /// A view whose source and result have the same rank, and in which equal
  /// indices mean the same element.
  FUSELAGE_OP_TRAIT_KEEPS_INDICES = 1 << 1,
  /// Decides what runs, with its regions, and has no effect itself. Fusion
  /// looks into the regions.
  FUSELAGE_OP_TRAIT_CONTROL_FLOW = 1 << 2,
  /// A condition or a loop that ends.
  FUSELAGE_OP_TRAIT_ENDS = 1 << 3,
  /// Runs a function.
  FUSELAGE_OP_TRAIT_CALL = 1 << 4,
  /// An operation of the gpu dialect that names a thread or its memory, or ends
  /// the thread: it affects only the thread that runs it.
  FUSELAGE_OP_TRAIT_PLAIN = 1 << 5,
  /// An operation of the gpu dialect that depends on which threads form a block
  /// or a subgroup. Merged bodies have the same blocks and subgroups.
  FUSELAGE_OP_TRAIT_COLLECTIVE = 1 << 6,
  /// An operation of the gpu dialect whose result is the same for all threads
  /// of a block.
  FUSELAGE_OP_TRAIT_UNIFORM = 1 << 7,
  /// Names one dimension of the ids and sizes of a launch, and may name another
  /// one in its place.
  FUSELAGE_OP_TRAIT_ID = 1 << 8,
  /// Index arithmetic that may run before a loop even if the loop has no
  /// iterations. An operation of the affine dialect may do so only if it
  /// divides by constants alone.
  FUSELAGE_OP_TRAIT_MOVABLE = 1 << 9,
  /// Has neither effects nor undefined results. It may run on the host at a
  /// place where the program does not run it.
  FUSELAGE_OP_TRAIT_SPECULATABLE = 1 << 10
} FuselageOpTrait;

/// The number of `op`.
FuselageOp fuselageOperationGetKind(MlirOperation op);

/// True if `op` is the operation of that number. Faster than
/// fuselageOperationGetKind. To tell several operations apart, ask for the
/// number once.
FUSELAGE_NODISCARD bool fuselageOperationIs(MlirOperation op, FuselageOp kind);

/// FUSELAGE_CLASS_OTHER for FUSELAGE_OP_OTHER.
FuselageOpClass fuselageOpGetClass(FuselageOp kind);
FuselageOpClass fuselageOperationGetClass(MlirOperation op);

/// True for the classes of arithmetic on two integers.
FUSELAGE_NODISCARD bool fuselageOpClassIsArithmetic(FuselageOpClass opClass);

FUSELAGE_NODISCARD bool fuselageOpHasTrait(FuselageOp kind,
                                           FuselageOpTrait trait);
FUSELAGE_NODISCARD bool fuselageOperationHasTrait(MlirOperation op,
                                                  FuselageOpTrait trait);

/// The number of the operand that an access accesses or a view is of; -1 for
/// an operation of another class.
intptr_t fuselageOpGetMemRefOperand(FuselageOp kind);

/// A string constant, terminated by a zero. `kind` must not be
/// FUSELAGE_OP_OTHER.
MlirStringRef fuselageOpGetName(FuselageOp kind);

//===----------------------------------------------------------------------===//
// Dialects
//===----------------------------------------------------------------------===//

typedef enum FuselageDialect {
#define FUSELAGE_DIALECT(kind, name, traits) FUSELAGE_DIALECT_##kind,
#include "IR/Dialects.def"
  /// Any dialect that Dialects.def does not have.
  FUSELAGE_DIALECT_OTHER
} FuselageDialect;

typedef enum FuselageDialectTrait {
  /// An operation without effects and regions makes equal results of equal
  /// operands, whichever thread runs it.
  FUSELAGE_DIALECT_TRAIT_SAME_FOR_ALL = 1 << 0,
  /// Its operations depend neither on the ids of their thread nor on other
  /// threads.
  FUSELAGE_DIALECT_TRAIT_NEUTRAL = 1 << 1,
  /// Kernels may have its operations, except the operations for the host.
  FUSELAGE_DIALECT_TRAIT_KERNEL = 1 << 2,
  /// Its operations compute the values that are the purpose of a kernel.
  FUSELAGE_DIALECT_TRAIT_COMPUTES = 1 << 4,
  /// Regions of its operations may use the values from outside.
  FUSELAGE_DIALECT_TRAIT_SEES_VALUES = 1 << 5,
  /// Its operations belong to one kind of device, and may be collective.
  FUSELAGE_DIALECT_TRAIT_HARDWARE = 1 << 6
} FuselageDialectTrait;

/// The number of the dialect that `op` belongs to.
FuselageDialect fuselageOperationGetDialect(MlirOperation op);

FUSELAGE_NODISCARD bool fuselageOperationIsInDialect(MlirOperation op,
                                                     FuselageDialect dialect);

/// True if the dialect of `op` has the trait.
FUSELAGE_NODISCARD bool
fuselageOperationDialectHasTrait(MlirOperation op, FuselageDialectTrait trait);

#endif // FUSELAGE_IR_OPS_H
