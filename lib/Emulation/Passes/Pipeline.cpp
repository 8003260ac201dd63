//===- Pipeline.cpp - From launches to the LLVM dialect -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/ErrorHandling.h"

using namespace mlir;

namespace fuselage::test {
namespace {

struct LowerToCPUOptions : PassPipelineOptions<LowerToCPUOptions> {
  Option<std::string> entry{*this, "entry",
                            llvm::cl::desc("The function that @main calls")};
  Option<std::string> without{
      *this, "without",
      llvm::cl::desc("Dialects that the module has no operations of, joined by "
                     "'+'; the passes that lower them are left out")};
  Option<bool> wrapMain{*this, "wrap-main",
                        llvm::cl::desc("Call a @main that the module has, too"),
                        llvm::cl::init(false)};
  Option<bool> detectRaces{*this, "detect-races",
                           llvm::cl::desc("Report accesses to the run time"),
                           llvm::cl::init(false)};
};

/// Expansions come before conversions. The operations that an expansion leaves
/// (affine, arith) are lowered after it. bf16 is computed in f32, because not
/// every libgcc has the conversion functions that the compiler would call.
/// Allocations call functions of the run-time library.
struct Lowering {
  const char *pass;
  /// The dialect that needs the step; empty if every module needs it.
  const char *dialect = "";
};
constexpr Lowering lowerings[] = {
    {"lower-affine"},
    {"convert-linalg-to-loops", "linalg"},
    {"math-extend-to-supported-types{extra-types=f16}", "math"},
    {"arith-emulate-unsupported-floats{source-types=bf16 target-type=f32}",
     "bf16"},
    {"convert-vector-to-scf", "vector"},
    {"lower-affine", "vector"},
    {"memref-expand"},
    {"fuselage-test-integer-atomics"},
    {"expand-strided-metadata"},
    {"lower-affine"},
    {"fuselage-test-check-overflow"},
    {"convert-scf-to-cf"},
    {"arith-expand{include-bf16=true}"},
    {"convert-vector-to-llvm", "vector"},
    {"convert-math-to-llvm", "math"},
    {"convert-math-to-libm", "math"},
    {"convert-complex-to-llvm", "complex"},
    {"convert-index-to-llvm", "index"},
    {"convert-arith-to-llvm"},
    {"finalize-memref-to-llvm{use-generic-functions=true}"},
    {"convert-func-to-llvm"},
    {"convert-cf-to-llvm"},
    {"convert-ub-to-llvm"},
    {"reconcile-unrealized-casts"},
};

void buildPipeline(OpPassManager &manager, const LowerToCPUOptions &options) {
  std::string text = "fuselage-test-emulate-launches,"
                     "fuselage-test-add-main{entry=" +
                     options.entry + (options.wrapMain ? " wrap-main}" : "}");
  SmallVector<StringRef> without;
  StringRef(options.without).split(without, '+');
  for (const Lowering &lowering : lowerings)
    if (!*lowering.dialect || !llvm::is_contained(without, lowering.dialect))
      text += std::string(",") + lowering.pass;
  if (options.detectRaces)
    text += ",fuselage-test-instrument-accesses";
  if (failed(parsePassPipeline(text, manager)))
    llvm::report_fatal_error("upstream passes of the test pipeline have "
                             "changed their names or options");
}

} // namespace

void registerLowerToCPUPipeline() {
  PassPipelineRegistration<LowerToCPUOptions>(
      "fuselage-test-lower-to-cpu",
      "Lower a module with launches to the LLVM dialect of the CPU",
      buildPipeline);
}

} // namespace fuselage::test
