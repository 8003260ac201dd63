//===- Error.c - Errors as values -----------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Error.h"

#include "Support/Text.h"

#include <stdlib.h>

typedef struct ErrorImpl {
  FuselagePTXStatus status;
  MlirLocation location;
  FuselageText message;
} ErrorImpl;

/// Shared by all failed allocations, and never freed.
static ErrorImpl outOfMemory = {FUSELAGE_PTX_OUT_OF_MEMORY, {NULL}, {0}};

FuselagePTXError errorNone(void) { return (FuselagePTXError){NULL}; }

FuselagePTXError errorOutOfMemory(void) {
  return (FuselagePTXError){&outOfMemory};
}

__attribute__((format(printf, 3, 0))) static FuselagePTXError
create(FuselagePTXStatus status, MlirLocation location, const char *format,
       va_list args) {
  ErrorImpl *error = calloc(1, sizeof *error);
  if (!error)
    return errorOutOfMemory();
  error->status = status;
  error->location = location;
  fuselageTextAppendFormatV(&error->message, format, args);
  if (!error->message.failed)
    return (FuselagePTXError){error};
  fuselageTextFree(&error->message);
  free(error);
  return errorOutOfMemory();
}

FuselagePTXError errorCreate(FuselagePTXStatus status, const char *format,
                             ...) {
  va_list args;
  va_start(args, format);
  FuselagePTXError error = create(status, (MlirLocation){NULL}, format, args);
  va_end(args);
  return error;
}

FuselagePTXError errorCreateAt(FuselagePTXStatus status, MlirLocation location,
                               const char *format, ...) {
  va_list args;
  va_start(args, format);
  FuselagePTXError error = create(status, location, format, args);
  va_end(args);
  return error;
}

const char *fuselagePTXStatusGetName(FuselagePTXStatus status) {
  switch (status) {
  case FUSELAGE_PTX_OK:
    return "ok";
  case FUSELAGE_PTX_OUT_OF_MEMORY:
    return "out-of-memory";
  case FUSELAGE_PTX_BAD_OPTION:
    return "bad-option";
  case FUSELAGE_PTX_BAD_LIBDEVICE:
    return "bad-libdevice";
  case FUSELAGE_PTX_NOT_LOWERED:
    return "not-lowered";
  case FUSELAGE_PTX_UNRESOLVED_FUNCTION:
    return "unresolved-function";
  case FUSELAGE_PTX_CODEGEN_FAILED:
    return "codegen-failed";
  case FUSELAGE_PTX_FILE_ERROR:
    return "file-error";
  case FUSELAGE_PTX_TOOL_FAILED:
    return "tool-failed";
  }
  return "unknown";
}

FuselagePTXStatus fuselagePTXErrorGetStatus(FuselagePTXError error) {
  return error.ptr ? ((const ErrorImpl *)error.ptr)->status : FUSELAGE_PTX_OK;
}

const char *fuselagePTXErrorGetMessage(FuselagePTXError error) {
  if (!error.ptr)
    return "";
  return error.ptr == &outOfMemory
             ? "out of memory. Fix: free some, or compile fewer kernels at once"
             : fuselageTextGet(&((const ErrorImpl *)error.ptr)->message);
}

MlirLocation fuselagePTXErrorGetLocation(FuselagePTXError error) {
  return error.ptr ? ((const ErrorImpl *)error.ptr)->location
                   : (MlirLocation){NULL};
}

void fuselagePTXErrorDestroy(FuselagePTXError error) {
  ErrorImpl *impl = error.ptr;
  if (!impl || impl == &outOfMemory)
    return;
  fuselageTextFree(&impl->message);
  free(impl);
}
