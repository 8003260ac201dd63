//===- Error.h - Errors as values ------------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_ERROR_H
#define FUSELAGE_TARGET_PTX_ERROR_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Success.
FUSELAGE_NODISCARD FuselagePTXError errorNone(void);

/// An error about no particular place.
__attribute__((format(printf, 2, 3))) FuselagePTXError
errorCreate(FuselagePTXStatus status, const char *format, ...);

/// An error at `location`.
__attribute__((format(printf, 3, 4))) FuselagePTXError errorCreateAt(
    FuselagePTXStatus status, MlirLocation location, const char *format, ...);

/// The error for a failed allocation. It needs no allocation itself.
FUSELAGE_NODISCARD FuselagePTXError errorOutOfMemory(void);

#endif // FUSELAGE_TARGET_PTX_ERROR_H
