//===- Dot.h - Launches as a graph --------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_DOT_H
#define FUSELAGE_DRIVER_DOT_H

#include "Record.h"

#include <stdio.h>

/// Writes the launches for Graphviz: nodes in the boxes of their groups, an
/// edge from the launch that wrote a buffer to each that reads it, and a broken
/// edge with the reason between launches that stay apart.
void dotWrite(const Record *record, FILE *stream);

#endif // FUSELAGE_DRIVER_DOT_H
