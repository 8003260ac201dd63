//===- DeviceLayout.h - How values lie in device memory -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sizes with the padding that LLVM's data layout for NVPTX adds:
//
//   e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64
//
// A `vector<3xf32>` takes 16 bytes there, and an i17 takes 4.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_DEVICELAYOUT_H
#define FUSELAGE_IR_DEVICELAYOUT_H

#include "mlir-c/IR.h"

#include <stdint.h>

typedef struct FuselageDeviceLayout {
  /// The distance between two neighbours in an array, a multiple of the
  /// alignment; or FUSELAGE_UNKNOWN_BYTES.
  uint64_t bytes;
  /// In bytes, a power of two.
  uint64_t alignment;
} FuselageDeviceLayout;

/// The layout of an element of a memref.
FuselageDeviceLayout fuselageElementGetDeviceLayout(MlirType elementType);

/// Bytes of all elements of a memref type, or FUSELAGE_UNKNOWN_BYTES.
uint64_t fuselageMemRefGetDeviceBytes(MlirType type);

/// An upper bound of the bytes that a buffer of workgroup memory takes, with
/// the unused bytes before it. Buffers lie one after the other, in any order,
/// each aligned to 16 bytes or to its elements.
uint64_t fuselageMemRefGetWorkgroupBytes(MlirType type);

/// An upper bound of the bytes that a lowered kernel parameter of this type
/// takes, with the unused bytes before it.
uint64_t fuselageParameterGetBytes(MlirType type);

#endif // FUSELAGE_IR_DEVICELAYOUT_H
