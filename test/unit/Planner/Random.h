//===- Random.h - A fixed sequence of random numbers --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_UNIT_PLANNER_RANDOM_H
#define FUSELAGE_TEST_UNIT_PLANNER_RANDOM_H

#include <stdint.h>

/// The next number (splitmix64); the same for the same state on any machine.
static inline uint64_t nextRandom(uint64_t *state) {
  *state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t bits = *state;
  bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
  return bits ^ (bits >> 31);
}

/// A number below `limit`.
static inline uint64_t nextBelow(uint64_t *state, uint64_t limit) {
  return nextRandom(state) % limit;
}

#endif // FUSELAGE_TEST_UNIT_PLANNER_RANDOM_H
