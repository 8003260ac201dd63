//===- Plugin.cpp - Entry point of the plugin with the test passes --------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Tools/Plugins/PassPlugin.h"

#include "Passes/Passes.h"
#include "llvm/Support/Compiler.h"

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "FuselageTest", FUSELAGE_VERSION, []() {
            fuselage::test::registerEmulateLaunchesPass();
            fuselage::test::registerAddMainPass();
            fuselage::test::registerInstrumentAccessesPass();
            fuselage::test::registerIntegerAtomicsPass();
            fuselage::test::registerCheckOverflowPass();
            fuselage::test::registerAssemblePTXPass();
            fuselage::test::registerRunPTXPass();
            fuselage::test::registerLowerToCPUPipeline();
          }};
}
