//===- HtmlTimeline.h - Launches and buffers as pictures ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_HTMLTIMELINE_H
#define FUSELAGE_DRIVER_HTMLTIMELINE_H

#include "Result.h"

#include <stdio.h>

/// Writes text as HTML; control characters as "\x1B".
void htmlWriteText(FILE *stream, const char *text, size_t length);
void htmlWriteString(FILE *stream, const char *text);

/// Writes the launches of all runs before and after fusion as bars, to one
/// scale of bytes moved.
void htmlWriteSequences(const Result *result, FILE *stream);

/// Writes, for each buffer, the launches that touch it, and whether it remains.
void htmlWriteBufferLives(const Result *result, FILE *stream);

#endif // FUSELAGE_DRIVER_HTMLTIMELINE_H
