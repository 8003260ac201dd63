//===- Bounds.h - Bounds of analyses and steps --------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analyses and clean-up steps have bounds, such as the most views that they
// follow or the most accesses that they compare. Past a bound they give the
// safe answer: a launch is refused with a reason, or a body stays as it is.
//
// Ordinary programs stay below the bounds. A build with FUSELAGE_SMALL_BOUNDS
// has small bounds, so that tests reach the paths past them.
//
//   enum { maxParts = FUSELAGE_BOUND(8, 2) };
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_BOUNDS_H
#define FUSELAGE_SUPPORT_BOUNDS_H

/// A bound: the number for the builds that users get, and the number for test
/// builds with small bounds. Both are at least 1.
#ifdef FUSELAGE_SMALL_BOUNDS
#define FUSELAGE_BOUND(usual, small) (small)
#else
#define FUSELAGE_BOUND(usual, small) (usual)
#endif

#endif // FUSELAGE_SUPPORT_BOUNDS_H
