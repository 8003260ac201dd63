//===- HtmlStyle.h - How the report looks -------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_HTMLSTYLE_H
#define FUSELAGE_DRIVER_HTMLSTYLE_H

extern const char htmlStyle[];

#endif // FUSELAGE_DRIVER_HTMLSTYLE_H
