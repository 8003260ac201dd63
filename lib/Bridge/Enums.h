//===- Enums.h - Numbers of upstream's enumerations ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API gives an enumerator as a number. All numbers that the library
// compares with stand here. Upstream may number its enumerators anew, so
// Enums.cpp compares each number here with the enumerator of MLIR or LLVM at
// compile time.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_ENUMS_H
#define FUSELAGE_BRIDGE_ENUMS_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// `predicate` of `arith.cmpi`. Unsigned predicates come last.
typedef enum FuselageCmpIPredicate {
  FUSELAGE_CMPI_EQ = 0,
  FUSELAGE_CMPI_NE = 1,
  FUSELAGE_CMPI_SLT = 2,
  FUSELAGE_CMPI_SLE = 3,
  FUSELAGE_CMPI_SGT = 4,
  FUSELAGE_CMPI_SGE = 5,
  FUSELAGE_CMPI_ULT = 6,
  FUSELAGE_CMPI_ULE = 7,
  FUSELAGE_CMPI_UGT = 8,
  FUSELAGE_CMPI_UGE = 9
} FuselageCmpIPredicate;

/// `kind` of `memref.atomic_rmw`, and of `reductions` of `affine.parallel`.
typedef enum FuselageAtomicKind {
  FUSELAGE_ATOMIC_ADDF = 0,
  FUSELAGE_ATOMIC_ADDI = 1,
  FUSELAGE_ATOMIC_ANDI = 2,
  FUSELAGE_ATOMIC_ASSIGN = 3,
  FUSELAGE_ATOMIC_MAXIMUMF = 4,
  FUSELAGE_ATOMIC_MAXNUMF = 5,
  FUSELAGE_ATOMIC_MAXS = 6,
  FUSELAGE_ATOMIC_MAXU = 7,
  FUSELAGE_ATOMIC_MINIMUMF = 8,
  FUSELAGE_ATOMIC_MINNUMF = 9,
  FUSELAGE_ATOMIC_MINS = 10,
  FUSELAGE_ATOMIC_MINU = 11,
  FUSELAGE_ATOMIC_MULF = 12,
  FUSELAGE_ATOMIC_MULI = 13,
  FUSELAGE_ATOMIC_ORI = 14,
  FUSELAGE_ATOMIC_XORI = 15
} FuselageAtomicKind;

/// `op` of `gpu.all_reduce` and `gpu.subgroup_reduce`.
typedef enum FuselageReductionKind {
  FUSELAGE_REDUCTION_ADD = 0,
  FUSELAGE_REDUCTION_MUL = 1,
  FUSELAGE_REDUCTION_MINUI = 2,
  FUSELAGE_REDUCTION_MINSI = 3,
  FUSELAGE_REDUCTION_MINNUMF = 4,
  FUSELAGE_REDUCTION_MAXUI = 5,
  FUSELAGE_REDUCTION_MAXSI = 6,
  FUSELAGE_REDUCTION_MAXNUMF = 7,
  FUSELAGE_REDUCTION_AND = 8,
  FUSELAGE_REDUCTION_OR = 9,
  FUSELAGE_REDUCTION_XOR = 10,
  FUSELAGE_REDUCTION_MINIMUMF = 11,
  FUSELAGE_REDUCTION_MAXIMUMF = 12
} FuselageReductionKind;

/// `dimension` of `gpu.thread_id` and its like.
typedef enum FuselageDimension {
  FUSELAGE_DIMENSION_X = 0,
  FUSELAGE_DIMENSION_Y = 1,
  FUSELAGE_DIMENSION_Z = 2
} FuselageDimension;

enum {
  /// The address space of workgroup memory, in types of memrefs and of LLVM.
  FUSELAGE_SHARED_ADDRESS_SPACE = 3,
  /// `ordering` of `llvm.load` and `llvm.store` that are not atomic.
  FUSELAGE_ORDERING_NOT_ATOMIC = 0,
  /// The format of a `#gpu.object` that holds PTX.
  FUSELAGE_OBJECT_FORMAT_ASSEMBLY = 2,
  /// LLVM's calling convention of kernels.
  FUSELAGE_CALLING_CONVENTION_PTX_KERNEL = 71
};

/// The number of a `#gpu<dim ...>`; FUSELAGE_DIMENSION_X for null. MLIR's C API
/// cannot read it.
FuselageDimension fuselageDimensionGet(MlirAttribute dimensionOrNull);

/// The number of a `#gpu<all_reduce_op ...>`.
FuselageReductionKind fuselageReductionKindGet(MlirAttribute kind);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_ENUMS_H
