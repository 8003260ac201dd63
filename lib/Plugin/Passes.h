//===- Passes.h - Registration of Fuselage's passes -------------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLUGIN_PASSES_H
#define FUSELAGE_PLUGIN_PASSES_H

namespace fuselage {

/// Registers `fuselage-fuse-launches`.
void registerFuseLaunchesPass();

/// Registers `fuselage-inline-kernels`.
void registerInlineKernelsPass();

/// Registers the pipeline `fuselage-lower-to-launches` and the passes that it
/// adds to the upstream ones.
void registerLoopPasses();

/// Registers `fuselage-print-stages`.
void registerPrintStagesPass();

/// Registers the pipeline `fuselage-to-ptx` and the passes that it adds to the
/// upstream ones.
void registerToPTXPipeline();

} // namespace fuselage

#endif // FUSELAGE_PLUGIN_PASSES_H
