//===- Hash.h - The hash of some bytes -------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_HASH_H
#define FUSELAGE_SUPPORT_HASH_H

#include <stddef.h>
#include <stdint.h>

/// The 64-bit XXH3 of `size` bytes, the same on every machine. `seed` is 0, or
/// the hash of the bytes before.
uint64_t fuselageHash(const void *bytes, size_t size, uint64_t seed);

#endif // FUSELAGE_SUPPORT_HASH_H
