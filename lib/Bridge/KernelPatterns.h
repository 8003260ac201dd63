//===- KernelPatterns.h - Upstream rewrite patterns for kernels - -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Upstream lowerings that MLIR offers as C++ patterns only, or as passes that
// do not run inside a gpu.module. These functions apply them greedily to
// everything nested in an operation; which to apply is the caller's decision.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_KERNELPATTERNS_H
#define FUSELAGE_BRIDGE_KERNELPATTERNS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Breaks compound operations down to those that LLVM has: contractions,
/// reductions over several dimensions, transposes, transfers with masks and so
/// on become loads, stores, shuffles and arithmetic on vectors of rank one.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageLowerCompoundOps(MlirOperation root);

/// How fuselageExpandMathOps is to replace an operation of the math dialect.
typedef enum FuselageMathExpansion {
  /// By fundamental operations (mlir::math::populateExpansionPatterns).
  FUSELAGE_MATH_EXPAND,
  /// By a polynomial (mlir::populateMathPolynomialApproximationPatterns).
  FUSELAGE_MATH_APPROXIMATE,
  /// By the LLVM intrinsic of the same meaning.
  FUSELAGE_MATH_INTRINSIC
} FuselageMathExpansion;

/// Answers how to expand the operation of the math dialect with the mnemonic
/// `mnemonic` (`tanh`, not `math.tanh`); false to leave it.
typedef bool (*FuselageMathExpansionFilter)(MlirStringRef mnemonic,
                                            FuselageMathExpansion expansion);

/// Expands the operations that `filter` accepts; it is asked for every pair of
/// mnemonic and expansion that exists. Operations on f16 and bf16 that `filter`
/// accepts in any way are computed in f32.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageExpandMathOps(MlirOperation root, FuselageMathExpansionFilter filter);

/// Takes the memory space `private`, or number 5, from the types of all
/// memrefs: memory of a thread is in LLVM's generic address space, whatever its
/// type says.
void fuselageDropPrivateMemorySpace(MlirOperation root);

/// Rewrites the operations of the math dialect that convert-gpu-to-nvvm knows
/// nothing of, libdevice or not: isnormal, clampf, and sincos of vectors; and
/// multiply-adds of f16 and bf16, which it would round twice. `hasF16Fma` and
/// `hasBF16Fma` tell whether the chip has instructions for them.
FUSELAGE_NODISCARD MlirLogicalResult fuselageCompleteMathOps(MlirOperation root,
                                                             bool hasF16Fma,
                                                             bool hasBF16Fma);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_KERNELPATTERNS_H
