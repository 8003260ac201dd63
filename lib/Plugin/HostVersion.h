//===- HostVersion.h - Check of the host's MLIR -------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dynamic linker loads a plugin into any tool, and brings the MLIR that the
// plugin was built with next to the one that the tool has. Types of one then
// mean nothing to the other, and the first use crashes. This check runs before
// any.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLUGIN_HOSTVERSION_H
#define FUSELAGE_PLUGIN_HOSTVERSION_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// True if the process has one MLIR, and it is `version` ("22.1"). Otherwise
/// prints the libraries of the process and the fix to stderr, because MLIR has
/// no diagnostic engine yet at this time.
bool fuselageHostHasVersion(const char *version);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_PLUGIN_HOSTVERSION_H
