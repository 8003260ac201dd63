//===- PrintableText.h - Text of others on a terminal -------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of files, functions and kernels may hold any byte. What a terminal
// would obey, and what is no UTF-8, is written as "\x1B", a byte at a time;
// all else as it is.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IO_PRINTABLETEXT_H
#define FUSELAGE_IO_PRINTABLETEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// The number of bytes of the first character of a text that is not empty, and
/// whether it is printed as it is: UTF-8, and neither a control character nor
/// one that turns the direction of what follows.
size_t printableTakeCharacter(const char *data, size_t length,
                              bool *isPrintable);

/// The same, where only bytes that are no UTF-8 are not `*isValid`.
size_t utf8TakeCharacter(const char *data, size_t length, bool *isValid);

/// Writes a name, or any text of one line.
void printableWrite(FILE *stream, const char *data, size_t length);

/// Writes a text in which newlines and tabs stay.
void printableWriteLines(FILE *stream, const char *data, size_t length);

/// Copies as printableWrite writes, as many characters as there is room for.
/// The copy is terminated; `size` must not be 0. Returns its length.
size_t printableCopy(char *buffer, size_t size, const char *data,
                     size_t length);

#endif // FUSELAGE_IO_PRINTABLETEXT_H
