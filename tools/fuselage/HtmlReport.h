//===- HtmlReport.h - The report ----------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_HTMLREPORT_H
#define FUSELAGE_DRIVER_HTMLREPORT_H

#include "Options.h"
#include "Result.h"

#include <stdio.h>

/// Writes a page of HTML that needs no other file, about a fused module.
void htmlReportWrite(const Result *result, const Options *options,
                     FILE *stream);

#endif // FUSELAGE_DRIVER_HTMLREPORT_H
