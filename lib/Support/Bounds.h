//===- Bounds.h - How far the libraries look ----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analyses and clean-up steps have bounds: so many views are followed, so many
// accesses compared. Past a bound the answer is the careful one. A launch is
// refused with a reason, or a body stays as it is.
//
// Ordinary programs stay below the bounds. A build with FUSELAGE_SMALL_BOUNDS
// has small ones, so that tests reach the paths past them.
//
//   enum { maxParts = FUSELAGE_BOUND(8, 2) };
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_BOUNDS_H
#define FUSELAGE_SUPPORT_BOUNDS_H

/// A bound: the number of every build that users get, and that of test builds.
/// Both are at least 1.
#ifdef FUSELAGE_SMALL_BOUNDS
#define FUSELAGE_BOUND(usual, small) (small)
#else
#define FUSELAGE_BOUND(usual, small) (usual)
#endif

#endif // FUSELAGE_SUPPORT_BOUNDS_H
