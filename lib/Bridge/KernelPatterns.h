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
// everything nested in an operation. The caller decides which of them to apply.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_KERNELPATTERNS_H
#define FUSELAGE_BRIDGE_KERNELPATTERNS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Breaks compound operations on vectors down to operations that LLVM has:
/// contractions, reductions over several dimensions, transposes, transfers with
/// masks and so on become loads, stores, shuffles and arithmetic on vectors of
/// rank one.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageLowerCompoundOps(MlirOperation root);

/// How fuselageExpandMathOps replaces an operation of the math dialect.
typedef enum FuselageMathExpansion {
  /// By fundamental operations (mlir::math::populateExpansionPatterns).
  FUSELAGE_MATH_EXPAND,
  /// By a polynomial (mlir::populateMathPolynomialApproximationPatterns).
  FUSELAGE_MATH_APPROXIMATE,
  /// By the LLVM intrinsic of the same meaning.
  FUSELAGE_MATH_INTRINSIC
} FuselageMathExpansion;

/// True if the operation of the math dialect with the mnemonic `mnemonic`
/// (`tanh`, not `math.tanh`) is to be expanded by `expansion`.
typedef bool (*FuselageMathExpansionFilter)(MlirStringRef mnemonic,
                                            FuselageMathExpansion expansion);

/// Expands the operations that `filter` accepts. The function calls `filter`
/// for every pair of mnemonic and expansion that exists. An operation on f16 or
/// bf16 is computed in f32 if `filter` accepts any expansion of it.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageExpandMathOps(MlirOperation root, FuselageMathExpansionFilter filter);

/// Removes the memory space `private`, or number 5, from the types of all
/// memrefs: LLVM's generic address space holds the memory of a thread, whatever
/// its type says.
void fuselageDropPrivateMemorySpace(MlirOperation root);

/// Rewrites the operations of the math dialect that convert-gpu-to-nvvm cannot
/// lower, with or without libdevice: isnormal, clampf, and sincos of vectors.
/// Also rewrites multiply-adds of f16 and bf16, which convert-gpu-to-nvvm would
/// round twice. `hasF16Fma` and `hasBF16Fma` tell whether the chip has
/// instructions for them.
FUSELAGE_NODISCARD MlirLogicalResult fuselageCompleteMathOps(MlirOperation root,
                                                             bool hasF16Fma,
                                                             bool hasBF16Fma);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_KERNELPATTERNS_H
