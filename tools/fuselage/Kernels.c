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
#include "NestedModules.h"

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

/// The receiver of resources, and the chip.
typedef struct Measuring {
  Record *record;
  const char *chip;
} Measuring;

static void addResources(const FuselagePTXResources *resources,
                         void *userData) {
  const Measuring *measuring = userData;
  for (size_t i = 0; i < measuring->record->kernels.size; ++i) {
    KernelRecord *kernel = &measuring->record->kernels.data[i];
    MlirStringRef name = mlirStringRefCreateFromCString(kernel->name);
    if (!mlirStringRefEqual(resources->kernel, name))
      continue;
    kernel->isMeasured = true;
    kernel->resources = *resources;
    kernel->resources.kernel = name;
    // The registers that PTX declares are not registers of the chip.
    if (resources->source != FUSELAGE_PTX_RESOURCES_PTXAS ||
        !fuselagePTXGetOccupancy(measuring->chip, resources->threadsPerBlock,
                                 resources->registers, resources->sharedBytes,
                                 &kernel->occupancy))
      kernel->occupancy = (FuselagePTXOccupancy){0};
  }
}

/// Measures kernels by ptxas. Without a ptxas that knows the chip, reads the
/// declarations of the PTX and warns.
static void measureKernels(FuselagePTXText ptx, const Options *options,
                           const DiagnosticPrinter *printer, Record *record) {
  Measuring measuring = {record, options->ptx.chip};
  MlirStringRef text = fuselagePTXTextGetString(ptx);
  FuselagePTXError error = fuselagePTXMeasureResources(
      text, options->ptx.chip, NULL, addResources, &measuring);
  if (fuselagePTXErrorIsNull(error))
    return;
  printMessage(printer, (MlirLocation){NULL}, MlirDiagnosticWarning,
               fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
  fuselagePTXErrorDestroy(
      fuselagePTXReadDeclaredResources(text, addResources, &measuring));
}

static void writeText(FuselagePTXText text, FILE *stream) {
  MlirStringRef string = fuselagePTXTextGetString(text);
  fwrite(string.data, 1, string.length, stream);
}

/// Writes the output that is made from the PTX, or the PTX itself.
static bool writeFromPTX(FuselagePTXText ptx, const Options *options,
                         const DiagnosticPrinter *printer, FILE *stream) {
  if (options->emit != EMIT_CUBIN) {
    writeText(ptx, stream);
    return true;
  }
  FuselagePTXError error = {NULL};
  if (cubinWrite(fuselagePTXTextGetString(ptx), &options->ptx, stream, &error))
    return true;
  return fail(printer, error);
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

static bool lower(const Modules *modules, const Options *options,
                  const DiagnosticPrinter *printer) {
  for (size_t i = 0; i < modules->size; ++i) {
    FuselagePTXError error = fuselagePTXLower(modules->data[i], &options->ptx);
    if (!fuselagePTXErrorIsNull(error))
      return fail(printer, error);
  }
  return true;
}

static bool hasWarnings(const Messages *messages) {
  for (size_t i = 0; i < messages->list.size; ++i)
    if (messages->list.data[i].severity == MlirDiagnosticWarning)
      return true;
  return false;
}

/// Why there are no kernels, and no launches of which they could have been.
static const char *explainNoKernels(const Options *options,
                                    const DiagnosticPrinter *printer) {
  if (!options->lower)
    return "the module has no kernels. Fix: give one with gpu.launch, or add "
           "'--lower' to make launches of tensors and loops";
  if (hasWarnings(printer->messages))
    return "no loop of the module became a launch, so that it has no kernels. "
           "Fix: see the warnings, or give a launch with gpu.launch";
  return "the module has no kernels: it has no loop or operation on tensors "
         "with an effect that anybody sees. Fix: give one, or a launch with "
         "gpu.launch";
}

/// Launches without effects leave no kernels. That is not an error: the output
/// is code without kernels.
static bool emitNoKernels(MlirOperation module, const Options *options,
                          const DiagnosticPrinter *printer, Record *record,
                          FILE *stream) {
  MlirLocation location = mlirOperationGetLocation(module);
  if (recordCountLaunches(record) == 0 && !record->hadDeadLaunches) {
    printMessage(printer, location, MlirDiagnosticError,
                 explainNoKernels(options, printer));
    return false;
  }
  printMessage(printer, location, MlirDiagnosticWarning,
               "no launch of the module has an effect that anybody sees, so "
               "that no kernel is left");
  MlirModule empty = mlirModuleCreateParse(
      mlirOperationGetContext(module),
      mlirStringRefCreateFromCString("gpu.module @kernels {}"));
  if (mlirModuleIsNull(empty))
    return false;
  bool isWritten = emit(firstOperationIn(mlirModuleGetOperation(empty)),
                        options, printer, false, record, stream);
  mlirModuleDestroy(empty);
  return isWritten;
}

bool kernelsWrite(MlirOperation module, const Options *options,
                  const DiagnosticPrinter *printer, bool measure,
                  Record *record, FILE *stream) {
  Modules modules = modulesTakeApart(module);
  bool isWritten = lower(&modules, options, printer);
  if (isWritten) {
    MlirOperation gpuModule = mergeKernels(modules.data, modules.size);
    if (mlirOperationIsNull(gpuModule)) {
      isWritten = emitNoKernels(module, options, printer, record, stream);
    } else {
      addKernels(record, gpuModule);
      isWritten = emit(gpuModule, options, printer, measure, record, stream);
    }
  }
  modulesFree(&modules);
  return isWritten;
}
