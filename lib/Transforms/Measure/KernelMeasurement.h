//===- KernelMeasurement.h - Launches measured as one kernel ------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TRANSFORMS_MEASURE_KERNELMEASUREMENT_H
#define FUSELAGE_TRANSFORMS_MEASURE_KERNELMEASUREMENT_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Transforms.h"

/// The result of a measurement. Unless `isKnown`, the kernel could not be
/// compiled.
typedef struct FuselageMeasurement {
  bool isKnown;
  FuselageKernelResources resources;
} FuselageMeasurement;

/// A measured kernel: the text of its module, and the result.
typedef struct FuselageMeasuredKernel {
  char *text;
  size_t length;
  FuselageMeasurement measurement;
} FuselageMeasuredKernel;

/// Measures each kernel once. Equal kernels, such as the kernels of the layers
/// of a network, share a result. A zeroed cache with options is empty.
typedef struct FuselageMeasurementCache {
  const FuselageFusionOptions *options;
  /// From hashes of texts to entries of `kernels`.
  FuselagePointerMap numbers;
  FUSELAGE_ARRAY(FuselageMeasuredKernel) kernels;
} FuselageMeasurementCache;

/// Measures the stages of a run from `first` on as one kernel.
FuselageMeasurement fuselageMeasureStages(FuselageMeasurementCache *cache,
                                          const FuselageRun *run, size_t first,
                                          size_t numStages);

void fuselageMeasurementCacheFree(FuselageMeasurementCache *cache);

#endif // FUSELAGE_TRANSFORMS_MEASURE_KERNELMEASUREMENT_H
