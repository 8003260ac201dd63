//===- PrintableText.h - Foreign text on a terminal ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of files, functions and kernels may hold any byte. Characters that a
// terminal would obey, and bytes that are not UTF-8, are written as "\x1B", a
// byte at a time. All other text stays as it is.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IO_PRINTABLETEXT_H
#define FUSELAGE_IO_PRINTABLETEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// The number of bytes of the first character of a text, which must not be
/// empty. `*isPrintable` tells whether it is printed as it is: UTF-8, and
/// neither a control character nor a character that turns the direction of the
/// text after it.
size_t printableTakeCharacter(const char *data, size_t length,
                              bool *isPrintable);

/// The same for `*isValid`, which is false only for bytes that are not UTF-8.
size_t utf8TakeCharacter(const char *data, size_t length, bool *isValid);

/// Writes a name, or any text of one line.
void printableWrite(FILE *stream, const char *data, size_t length);

/// Writes a text in which newlines and tabs stay.
void printableWriteLines(FILE *stream, const char *data, size_t length);

/// Copies as many characters as fit, in the form of printableWrite. The copy is
/// terminated; `size` must not be 0. Returns its length.
size_t printableCopy(char *buffer, size_t size, const char *data,
                     size_t length);

#endif // FUSELAGE_IO_PRINTABLETEXT_H
