//===- WitnessText.h - Threads that show a fault ------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_WITNESSTEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_WITNESSTEXT_H

#include "Support/Text.h"
#include "fuselage-c/Analysis.h"

#include "mlir-c/IR.h"

/// Appends "block (1,0,0) thread (0,0,0) reads %t[127], which block (0,0,0)
/// thread (127,0,0) writes", if the obstacle has a witness. The text says
/// "possibly" if the analysis knows only a bound of the touched elements, and
/// names the trips of a host loop that the threads run in.
void fuselageDescribeWitness(FuselageText *text,
                             const FuselageObstacle *obstacle,
                             MlirAsmState names);

#endif // FUSELAGE_TRANSFORMS_REPORT_WITNESSTEXT_H
