//===- WriteOutput.h - Complete outputs ---------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_WRITEOUTPUT_H
#define FUSELAGE_DRIVER_WRITEOUTPUT_H

#include "Messages.h"

/// Writes a complete output, whole or not at all; "-" is standard output. On
/// failure reports the reason and returns false.
bool outputWrite(const char *path, const char *text, size_t size,
                 Messages *messagesOrNull);

/// Reports, by errno, why an action on a file failed. Returns false.
bool outputReportFailure(const char *verb, const char *name,
                         Messages *messagesOrNull);

#endif // FUSELAGE_DRIVER_WRITEOUTPUT_H
