//===- Plugin.cpp - Entry point of the pass plugin ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Tools/Plugins/PassPlugin.h"

#include "Plugin/HostVersion.h"
#include "Plugin/Passes.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Compiler.h"

/// The version in the names of LLVM's shared libraries.
#define STRINGIFY(x) #x
#define VERSION_STRING(major, minor) STRINGIFY(major) "." STRINGIFY(minor)
static constexpr char mlirVersion[] =
    VERSION_STRING(LLVM_VERSION_MAJOR, LLVM_VERSION_MINOR);

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  // The host refuses a plugin with an interface version other than its own.
  uint32_t apiVersion =
      fuselageHostHasVersion(mlirVersion) ? MLIR_PLUGIN_API_VERSION : 0;
  return {apiVersion, "Fuselage", FUSELAGE_VERSION, []() {
            fuselage::registerFuseLaunchesPass();
            fuselage::registerInlineKernelsPass();
            fuselage::registerLoopPasses();
            fuselage::registerPrintStagesPass();
            fuselage::registerToPTXPipeline();
          }};
}
