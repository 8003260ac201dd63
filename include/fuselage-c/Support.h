//===-- fuselage-c/Support.h - Shared declarations ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_SUPPORT_H
#define FUSELAGE_C_SUPPORT_H

/// Stands before a function that can fail or whose result the caller has to
/// release. The compiler warns a caller that drops the result.
#if defined(__GNUC__) || defined(__clang__)
#define FUSELAGE_NODISCARD __attribute__((warn_unused_result))
#else
#define FUSELAGE_NODISCARD
#endif

#endif // FUSELAGE_C_SUPPORT_H
