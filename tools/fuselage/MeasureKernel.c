//===- MeasureKernel.c - Resources of a kernel on the chip ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MeasureKernel.h"

/// The chip, and the receiver of the numbers.
typedef struct Measurement {
  const char *chip;
  FuselageKernelResources *resources;
} Measurement;

static void take(const FuselagePTXResources *measured, void *userData) {
  const Measurement *measurement = userData;
  FuselagePTXOccupancy occupancy;
  // Without the limits of the chip, kernels are split for their spills alone.
  if (!fuselagePTXGetOccupancy(measurement->chip, measured->threadsPerBlock,
                               measured->registers, measured->sharedBytes,
                               &occupancy))
    occupancy = (FuselagePTXOccupancy){0};
  *measurement->resources = (FuselageKernelResources){
      .registers = measured->registers,
      .spillBytes = measured->spillStoreBytes + measured->spillLoadBytes,
      .sharedBytes = measured->sharedBytes,
      .activeWarps = occupancy.activeWarps,
      .maxWarps = occupancy.maxWarps};
}

static bool measure(MlirOperation module, FuselageKernelResources *resources,
                    void *userData) {
  const FuselagePTXOptions *options = userData;
  Measurement measurement = {options->chip, resources};
  FuselagePTXError error =
      fuselagePTXMeasureModule(module, options, NULL, take, &measurement);
  bool isMeasured = fuselagePTXErrorIsNull(error);
  fuselagePTXErrorDestroy(error);
  return isMeasured;
}

bool measureKernelsFor(FuselageFusionOptions *fusion,
                       const FuselagePTXOptions *ptx, MlirContext context,
                       const DiagnosticPrinter *printer) {
  FuselagePTXError error = fuselagePTXVerifyMeasurement(context, ptx, NULL);
  if (!fuselagePTXErrorIsNull(error)) {
    printMessage(printer, (MlirLocation){NULL}, MlirDiagnosticError,
                 fuselagePTXErrorGetMessage(error));
    fuselagePTXErrorDestroy(error);
    return false;
  }
  fusion->measureKernel = measure;
  fusion->measureUserData = (void *)ptx;
  return true;
}
