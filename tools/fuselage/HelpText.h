//===- HelpText.h - The text of --help ----------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_HELPTEXT_H
#define FUSELAGE_DRIVER_HELPTEXT_H

/// The parts of the text, and null.
extern const char *const helpText[];

#endif // FUSELAGE_DRIVER_HELPTEXT_H
