//===- Kernels.c - Code of the kernels ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include "Cubin.h"
#include "MergeKernels.h"

#include <stdlib.h>
#include <string.h>

static bool fail(const DiagnosticPrinter *printer, FuselagePTXError error) {
  printMessage(printer, fuselagePTXErrorGetLocation(error), MlirDiagnosticError,
               fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
  return false;
}

static void addKernels(Record *record, MlirOperation gpuModule) {
  for (MlirOperation op = firstOperationIn(gpuModule); !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op))
    if (isKernel(op))
      recordAddKernel(record, symbolOf(op));
}

static void addResources(const FuselagePTXResources *resources,
                         void *userData) {
  Record *record = userData;
  for (size_t i = 0; i < record->kernels.size; ++i) {
    KernelRecord *kernel = &record->kernels.data[i];
    if (!mlirStringRefEqual(resources->kernel,
                            mlirStringRefCreateFromCString(kernel->name)))
      continue;
    kernel->isMeasured = true;
    kernel->resources = *resources;
    kernel->resources.kernel = mlirStringRefCreateFromCString(kernel->name);
  }
}

/// Resources are a gift: where ptxas is missing, or does not know the chip,
/// there are none, and the reason is a warning.
static void measureKernels(FuselagePTXText ptx, const Options *options,
                           const DiagnosticPrinter *printer, Record *record) {
  FuselagePTXError error = fuselagePTXMeasureResources(
      fuselagePTXTextGetString(ptx), options->ptx.chip, NULL, addResources,
      record);
  if (fuselagePTXErrorIsNull(error))
    return;
  printMessage(printer, (MlirLocation){NULL}, MlirDiagnosticWarning,
               fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
}

static void writeText(FuselagePTXText text, FILE *stream) {
  MlirStringRef string = fuselagePTXTextGetString(text);
  fwrite(string.data, 1, string.length, stream);
}

/// Writes what comes after the PTX, or the PTX itself.
static bool writeFromPTX(FuselagePTXText ptx, const Options *options,
                         const DiagnosticPrinter *printer, FILE *stream) {
  if (options->emit != EMIT_CUBIN) {
    writeText(ptx, stream);
    return true;
  }
  FuselagePTXError error = {NULL};
  if (cubinWrite(fuselagePTXTextGetString(ptx), &options->ptx, stream, &error))
    return true;
  return fuselagePTXErrorIsNull(error) ? false : fail(printer, error);
}

static bool emit(MlirOperation gpuModule, const Options *options,
                 const DiagnosticPrinter *printer, bool measure, Record *record,
                 FILE *stream) {
  FuselagePTXText text;
  FuselagePTXError error =
      options->emit == EMIT_LLVM
          ? fuselagePTXEmitLLVM(gpuModule, &options->ptx, &text)
          : fuselagePTXEmit(gpuModule, &options->ptx, &text);
  if (!fuselagePTXErrorIsNull(error))
    return fail(printer, error);
  if (measure && options->emit != EMIT_LLVM)
    measureKernels(text, options, printer, record);
  bool isWritten = true;
  if (stream && options->emit == EMIT_LLVM)
    writeText(text, stream);
  else if (stream)
    isWritten = writeFromPTX(text, options, printer, stream);
  fuselagePTXTextDestroy(text);
  return isWritten;
}

bool kernelsWrite(MlirOperation module, const Options *options,
                  const DiagnosticPrinter *printer, bool measure,
                  Record *record, FILE *stream) {
  FuselagePTXError error = fuselagePTXLower(module, &options->ptx);
  if (!fuselagePTXErrorIsNull(error))
    return fail(printer, error);
  MlirOperation gpuModule = mergeKernels(module);
  if (mlirOperationIsNull(gpuModule)) {
    printMessage(printer, mlirOperationGetLocation(module), MlirDiagnosticError,
                 "the module has no kernels. Fix: give one with gpu.launch, or "
                 "add '--lower' to make launches of tensors and loops");
    return false;
  }
  addKernels(record, gpuModule);
  return emit(gpuModule, options, printer, measure, record, stream);
}
