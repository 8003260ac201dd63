//===- Number.h - Numbers for people ------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_NUMBER_H
#define FUSELAGE_DRIVER_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/// "1,048,576", or "unknown" for bytes that are not known; valid until `buffer`
/// changes.
const char *numberToString(uint64_t value, char buffer[32]);

/// "1.5 MiB", exact below 1024.
const char *bytesToString(uint64_t bytes, char buffer[32]);

/// "1 launch", "2 launches": the plural has "es" after "ch", else "s".
const char *countToString(size_t count, const char *noun, char buffer[64]);

#endif // FUSELAGE_DRIVER_NUMBER_H
