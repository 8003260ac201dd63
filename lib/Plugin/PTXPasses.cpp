//===- PTXPasses.cpp - Passes and the pipeline to PTX ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/Passes.h"

#include "fuselage-c/PTX.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

/// Emits an error at its place, or at `fallback` if it has none, and destroys
/// it.
static LogicalResult report(FuselagePTXError error, Location fallback) {
  if (fuselagePTXErrorIsNull(error))
    return success();
  MlirLocation place = fuselagePTXErrorGetLocation(error);
  emitError(mlirLocationIsNull(place) ? fallback : unwrap(place))
      << fuselagePTXErrorGetMessage(error);
  fuselagePTXErrorDestroy(error);
  return failure();
}

//===----------------------------------------------------------------------===//
// Options that the pipeline and its passes share
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral chipHelp =
    "The chip, as in sm_90; its PTX runs on later chips too";
static constexpr llvm::StringLiteral featuresHelp =
    "The PTX version, as in +ptx80; by default the lowest that has the chip";
static constexpr llvm::StringLiteral optLevelHelp =
    "The optimization level, 0 to 3";
static constexpr llvm::StringLiteral libdeviceHelp =
    "The path of libdevice.10.bc; by default it is searched for; 'none' to do "
    "without";
static constexpr llvm::StringLiteral fastMathHelp =
    "Allow other floating-point results than the operations define, for faster "
    "code";

/// The options in the form that C takes; they borrow from `owner`.
template <typename OwnerT>
static FuselagePTXOptions optionsOf(const OwnerT &owner) {
  FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
  options.chip = owner.chip.getValue().c_str();
  options.features = owner.features.getValue().c_str();
  options.optLevel = owner.optLevel.getValue();
  options.libdevice = owner.libdevice.getValue().c_str();
  options.fastMath = owner.fastMath;
  return options;
}

namespace {

struct ToPTXOptions : public PassPipelineOptions<ToPTXOptions> {
  Option<std::string> chip{*this, "chip", llvm::cl::desc(chipHelp),
                           llvm::cl::init(fuselagePTXOptionsGetDefault().chip)};
  Option<std::string> features{*this, "features", llvm::cl::desc(featuresHelp),
                               llvm::cl::init("")};
  Option<int> optLevel{*this, "opt-level", llvm::cl::desc(optLevelHelp),
                       llvm::cl::init(fuselagePTXOptionsGetDefault().optLevel)};
  Option<std::string> libdevice{
      *this, "libdevice", llvm::cl::desc(libdeviceHelp), llvm::cl::init("")};
  Option<bool> fastMath{*this, "fast-math", llvm::cl::desc(fastMathHelp),
                        llvm::cl::init(false)};
  Option<bool> lineInfo{*this, "line-info",
                        llvm::cl::desc("Write .loc directives with the "
                                       "locations of the operations"),
                        llvm::cl::init(false)};
  Option<bool> launchFacts{
      *this, "launch-facts",
      llvm::cl::desc("Rely on the launches of each kernel in the module; false "
                     "for PTX that is launched from elsewhere"),
      llvm::cl::init(fuselagePTXOptionsGetDefault().launchFacts)};
};

//===----------------------------------------------------------------------===//
// Passes
//===----------------------------------------------------------------------===//

struct PrepareLaunchesPass
    : public PassWrapper<PrepareLaunchesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrepareLaunchesPass)

  StringRef getArgument() const override { return "fuselage-prepare-launches"; }
  StringRef getDescription() const override {
    return "Give outlined kernels names that PTX can spell, and check the "
           "sizes of their launches";
  }
  void runOnOperation() override {
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(report(fuselagePTXPrepareLaunches(module),
                      getOperation().getLoc())))
      signalPassFailure();
  }
};

struct RecordLaunchSizesPass
    : public PassWrapper<RecordLaunchSizesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(RecordLaunchSizesPass)

  StringRef getArgument() const override {
    return "fuselage-record-launch-sizes";
  }
  StringRef getDescription() const override {
    return "Record the grid and block sizes that all launches of a kernel "
           "share";
  }
  void runOnOperation() override {
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(report(fuselagePTXRecordLaunchSizes(module),
                      getOperation().getLoc())))
      signalPassFailure();
  }
};

struct PrepareOutliningPass
    : public PassWrapper<PrepareOutliningPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrepareOutliningPass)

  PrepareOutliningPass() = default;
  // Options are copied by Pass::clone.
  PrepareOutliningPass(const PrepareOutliningPass &other)
      : PassWrapper(other) {}
  explicit PrepareOutliningPass(const FuselagePTXOptions &options) {
    launchFacts = options.launchFacts;
  }

  StringRef getArgument() const override {
    return "fuselage-prepare-outlining";
  }
  StringRef getDescription() const override {
    return "Check that kernels can be outlined";
  }
  void runOnOperation() override {
    FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
    options.launchFacts = launchFacts;
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(report(fuselagePTXPrepareOutlining(module, &options),
                      getOperation().getLoc())))
      signalPassFailure();
  }

  Option<bool> launchFacts{
      *this, "launch-facts",
      llvm::cl::desc("Rely on the launches; with false, kernels that the "
                     "module has already keep their sizes in "
                     "fuselage-forget-launch-sizes"),
      llvm::cl::init(fuselagePTXOptionsGetDefault().launchFacts)};
};

struct ForgetLaunchSizesPass
    : public PassWrapper<ForgetLaunchSizesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ForgetLaunchSizesPass)

  StringRef getArgument() const override {
    return "fuselage-forget-launch-sizes";
  }
  StringRef getDescription() const override {
    return "Remove the sizes that outlining recorded, for kernels that are "
           "launched in other sizes, too";
  }
  void runOnOperation() override {
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(report(fuselagePTXForgetLaunchSizes(module),
                      getOperation().getLoc())))
      signalPassFailure();
  }
};

struct AnnotateKernelsPass
    : public PassWrapper<AnnotateKernelsPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(AnnotateKernelsPass)

  StringRef getArgument() const override { return "fuselage-annotate-kernels"; }
  StringRef getDescription() const override {
    return "Mark arguments of lowered kernels noalias, readonly, aligned and "
           "dereferenceable where all launches show it";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<LLVM::LLVMDialect>();
  }
  void runOnOperation() override {
    MlirOperation module = wrap(getOperation().getOperation());
    if (failed(report(fuselagePTXAnnotateKernels(module),
                      getOperation().getLoc())))
      signalPassFailure();
  }
};

struct PrepareKernelsPass
    : public PassWrapper<PrepareKernelsPass, OperationPass<gpu::GPUModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrepareKernelsPass)

  PrepareKernelsPass() = default;
  // Options are copied by Pass::clone.
  PrepareKernelsPass(const PrepareKernelsPass &other) : PassWrapper(other) {}
  explicit PrepareKernelsPass(const FuselagePTXOptions &options) {
    chip = options.chip;
    libdevice = options.libdevice;
    fastMath = options.fastMath;
  }

  StringRef getArgument() const override { return "fuselage-prepare-kernels"; }
  StringRef getDescription() const override {
    return "Rewrite the operations of a gpu.module that no upstream pass "
           "lowers: vector operations, and math functions where libdevice is "
           "missing";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, gpu::GPUDialect, LLVM::LLVMDialect,
                    math::MathDialect, memref::MemRefDialect, NVVM::NVVMDialect,
                    scf::SCFDialect, ub::UBDialect, vector::VectorDialect>();
  }
  void runOnOperation() override {
    FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
    options.chip = chip.getValue().c_str();
    options.libdevice = libdevice.getValue().c_str();
    options.fastMath = fastMath;
    if (failed(report(fuselagePTXPrepareKernels(
                          wrap(getOperation().getOperation()), &options),
                      getOperation().getLoc())))
      signalPassFailure();
  }

  Option<std::string> chip{*this, "chip", llvm::cl::desc(chipHelp),
                           llvm::cl::init(fuselagePTXOptionsGetDefault().chip)};
  Option<std::string> libdevice{
      *this, "libdevice", llvm::cl::desc(libdeviceHelp), llvm::cl::init("")};
  Option<bool> fastMath{*this, "fast-math", llvm::cl::desc(fastMathHelp),
                        llvm::cl::init(false)};
};

struct EmitPTXPass : public PassWrapper<EmitPTXPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(EmitPTXPass)

  EmitPTXPass() = default;
  // Options are copied by Pass::clone.
  EmitPTXPass(const EmitPTXPass &other) : PassWrapper(other) {}
  explicit EmitPTXPass(const FuselagePTXOptions &options) {
    chip = options.chip;
    features = options.features;
    optLevel = options.optLevel;
    libdevice = options.libdevice;
    fastMath = options.fastMath;
  }

  StringRef getArgument() const override { return "fuselage-emit-ptx"; }
  StringRef getDescription() const override {
    return "Replace each lowered gpu.module by a gpu.binary that holds PTX";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    fuselagePTXInsertTranslations(wrap(&registry));
  }
  void runOnOperation() override {
    FuselagePTXOptions options = optionsOf(*this);
    if (failed(report(fuselagePTXReplaceModules(
                          wrap(getOperation().getOperation()), &options),
                      getOperation().getLoc())))
      signalPassFailure();
  }

  Option<std::string> chip{*this, "chip", llvm::cl::desc(chipHelp),
                           llvm::cl::init(fuselagePTXOptionsGetDefault().chip)};
  Option<std::string> features{*this, "features", llvm::cl::desc(featuresHelp),
                               llvm::cl::init("")};
  Option<int> optLevel{*this, "opt-level", llvm::cl::desc(optLevelHelp),
                       llvm::cl::init(fuselagePTXOptionsGetDefault().optLevel)};
  Option<std::string> libdevice{
      *this, "libdevice", llvm::cl::desc(libdeviceHelp), llvm::cl::init("")};
  Option<bool> fastMath{*this, "fast-math", llvm::cl::desc(fastMathHelp),
                        llvm::cl::init(false)};
};

struct PrintPTXPass
    : public PassWrapper<PrintPTXPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrintPTXPass)

  PrintPTXPass() = default;
  // Options are copied by Pass::clone.
  PrintPTXPass(const PrintPTXPass &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "fuselage-print-ptx"; }
  StringRef getDescription() const override {
    return "Write the PTX of the gpu.binary operations to a file";
  }
  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (failed(
            report(fuselagePTXWriteBinaries(wrap(getOperation().getOperation()),
                                            output.getValue().c_str()),
                   getOperation().getLoc())))
      signalPassFailure();
  }

  Option<std::string> output{
      *this, "output",
      llvm::cl::desc("The file to write; a directory, with a '/' at its end, "
                     "for one file per gpu.binary; '-' for standard output"),
      llvm::cl::init("-")};
};

} // namespace

//===----------------------------------------------------------------------===//
// Pipeline
//===----------------------------------------------------------------------===//

static LogicalResult addUpstream(OpPassManager &pm, MlirStringRef pipeline) {
  return parsePassPipeline(unwrap(pipeline), pm);
}

/// Checks the options before any pass runs, so that the error points at the
/// text of the pipeline.
static LogicalResult
buildToPTX(OpPassManager &pm, StringRef text,
           function_ref<LogicalResult(const Twine &)> emitError) {
  ToPTXOptions parsed;
  if (failed(parsed.parseFromString(text)))
    return failure();
  FuselagePTXOptions options = optionsOf(parsed);
  options.launchFacts = parsed.launchFacts;
  options.lineInfo = parsed.lineInfo;
  FuselagePTXError error = fuselagePTXOptionsVerify(&options);
  if (!fuselagePTXErrorIsNull(error)) {
    LogicalResult result = emitError(fuselagePTXErrorGetMessage(error));
    fuselagePTXErrorDestroy(error);
    return result;
  }
  pm.addPass(std::make_unique<PrepareOutliningPass>(options));
  if (failed(addUpstream(pm, fuselagePTXGetOutliningPipeline())))
    return failure();
  pm.addPass(std::make_unique<PrepareLaunchesPass>());
  if (options.launchFacts)
    pm.addPass(std::make_unique<RecordLaunchSizesPass>());
  else
    pm.addPass(std::make_unique<ForgetLaunchSizesPass>());
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(std::make_unique<PrepareKernelsPass>(options));
  if (failed(addUpstream(kernels, fuselagePTXGetLoweringPipeline())))
    return failure();
  if (options.launchFacts)
    pm.addPass(std::make_unique<AnnotateKernelsPass>());
  if (options.lineInfo &&
      failed(addUpstream(pm, fuselagePTXGetLineInfoPipeline())))
    return failure();
  pm.addPass(std::make_unique<EmitPTXPass>(options));
  return success();
}

void fuselage::registerToPTXPipeline() {
  PassRegistration<PrepareOutliningPass>();
  PassRegistration<PrepareLaunchesPass>();
  PassRegistration<RecordLaunchSizesPass>();
  PassRegistration<ForgetLaunchSizesPass>();
  PassRegistration<PrepareKernelsPass>();
  PassRegistration<AnnotateKernelsPass>();
  PassRegistration<EmitPTXPass>();
  PassRegistration<PrintPTXPass>();
  registerPassPipeline(
      "fuselage-to-ptx",
      "Lower gpu.launch and gpu.module to gpu.binary with PTX", buildToPTX,
      [](function_ref<void(const detail::PassOptions &)> visit) {
        visit(ToPTXOptions());
      });
}
