//===- OutputPath.h - The path of an input's output ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_OUTPUTPATH_H
#define FUSELAGE_DRIVER_OUTPUTPATH_H

#include "Options.h"

/// The path of the output for `input`: the path of -o, or, if -o names a
/// directory, a file in it named after the input. The caller frees it.
char *outputPathCreate(const Options *options, const char *input);

/// Creates the directory that -o names, if it names one. On failure returns
/// false with errno set.
bool outputCreateDirectory(const Options *options);

/// Reports an output that would replace an input, the plan, libdevice or
/// another output, under any name. Returns true if no output would.
bool outputsAreFree(const Options *options);

/// True if -o names a directory: it exists as one, or ends in '/'.
bool outputIsDirectory(const char *output);

#endif // FUSELAGE_DRIVER_OUTPUTPATH_H
