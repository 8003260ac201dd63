//===- FuseLaunchesPass.cpp - The pass fuselage-fuse-launches -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/Passes.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/TimeModel.h"
#include "fuselage-c/Transforms.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

#include <mutex>

using namespace mlir;

static void takeResources(const FuselagePTXResources *measured,
                          void *userData) {
  auto [chip, resources] =
      *static_cast<std::pair<const char *, FuselageKernelResources *> *>(
          userData);
  FuselagePTXOccupancy occupancy;
  // Without the limits of the chip, kernels are split for their spills alone.
  if (!fuselagePTXGetOccupancy(chip, measured->threadsPerBlock,
                               measured->registers, measured->sharedBytes,
                               &occupancy))
    occupancy = {};
  *resources = {
      measured->registers, measured->spillStoreBytes + measured->spillLoadBytes,
      measured->sharedBytes, occupancy.activeWarps, occupancy.maxWarps};
}

/// Measures for the chip in `userData`. Passes run on several functions at a
/// time. The lowering runs on one module of a context at a time.
static bool measureKernel(MlirOperation module,
                          FuselageKernelResources *resources, void *userData) {
  static std::mutex mutex;
  std::lock_guard<std::mutex> lock(mutex);
  FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
  options.chip = static_cast<const char *>(userData);
  std::pair<const char *, FuselageKernelResources *> target(options.chip,
                                                            resources);
  FuselagePTXError error = fuselagePTXMeasureModule(module, &options, nullptr,
                                                    takeResources, &target);
  bool measured = fuselagePTXErrorIsNull(error);
  fuselagePTXErrorDestroy(error);
  return measured;
}

/// The dialects whose operations the lowering of a kernel creates.
static void insertLoweringDialects(DialectRegistry &registry) {
  OpPassManager passes(ModuleOp::getOperationName());
  (void)parsePassPipeline(unwrap(fuselagePTXGetOutliningPipeline()), passes);
  OpPassManager &kernels = passes.nest<gpu::GPUModuleOp>();
  (void)parsePassPipeline("fuselage-prepare-kernels", kernels);
  (void)parsePassPipeline(unwrap(fuselagePTXGetLoweringPipeline()), kernels);
  passes.getDependentDialects(registry);
  fuselagePTXInsertTranslations(wrap(&registry));
}

namespace {

/// One call of fuselageFuseLaunches.
struct FuseLaunchesPass
    : public PassWrapper<FuseLaunchesPass, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(FuseLaunchesPass)

  FuseLaunchesPass() = default;
  FuseLaunchesPass(const FuseLaunchesPass &other) : PassWrapper(other) {}

  StringRef getArgument() const final { return "fuselage-fuse-launches"; }
  StringRef getDescription() const final {
    return "Fuse adjacent gpu.launch ops where that is proved legal";
  }

  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<arith::ArithDialect, cf::ControlFlowDialect,
                    gpu::GPUDialect, memref::MemRefDialect, scf::SCFDialect>();
    if (!resourceCheck.empty())
      insertLoweringDialects(registry);
  }

  void runOnOperation() final {
    FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
    options.maxGroupBytes = maxGroupBytes;
    options.objective = objective;
    options.assumeNoaliasArgs = assumeNoaliasArgs;
    options.absorbCopies = absorbCopies;
    options.reshape = reshape;
    options.blockSize = blockSize;
    options.sinkLoops = sinkLoops;
    std::string deviceName = device;
    options.device = deviceName.c_str();
    options.overBudget = overBudget;
    options.maxParameterBytes = maxParameterBytes;
    std::string chip = resourceCheck;
    if (!chip.empty()) {
      if (failed(verifyMeasurement(chip)))
        return signalPassFailure();
      options.measureKernel = measureKernel;
      options.measureUserData = chip.data();
    }
    if (failed(unwrap(
            fuselageFuseLaunches(wrap(getOperation()), &options, nullptr))))
      signalPassFailure();
  }

  LogicalResult verifyMeasurement(const std::string &chip) {
    FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
    options.chip = chip.c_str();
    FuselagePTXError error =
        fuselagePTXVerifyMeasurement(wrap(&getContext()), &options, nullptr);
    if (fuselagePTXErrorIsNull(error))
      return success();
    getOperation()->emitError("option 'resource-check': ")
        << fuselagePTXErrorGetMessage(error);
    fuselagePTXErrorDestroy(error);
    return failure();
  }

  Option<uint64_t> maxGroupBytes{
      *this, "max-group-bytes",
      llvm::cl::desc("The most bytes of device memory that one fused launch "
                     "may need; no limit by default"),
      llvm::cl::init(UINT64_MAX)};
  Option<FuselageObjective> objective{
      *this, "objective", llvm::cl::desc("The goal of the planner"),
      llvm::cl::init(FUSELAGE_OBJECTIVE_GREEDY),
      llvm::cl::values(
          clEnumValN(FUSELAGE_OBJECTIVE_GREEDY,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_GREEDY),
                     "Let each group take all it can, first to last"),
          clEnumValN(FUSELAGE_OBJECTIVE_OPTIMAL,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_OPTIMAL),
                     "Fewest launches, then most time saved, then most "
                     "intermediate bytes avoided"),
          clEnumValN(FUSELAGE_OBJECTIVE_TIME,
                     fuselageObjectiveGetName(FUSELAGE_OBJECTIVE_TIME),
                     "Most time saved by the model of time, then as optimal; "
                     "shapes as well are chosen for time"))};
  Option<bool> assumeNoaliasArgs{
      *this, "assume-noalias-args",
      llvm::cl::desc("Assume that no two memref arguments of a function "
                     "share memory"),
      llvm::cl::init(false)};
  Option<bool> absorbCopies{
      *this, "absorb-copies",
      llvm::cl::desc("Turn memref.copy ops between launches into a part of "
                     "them where that is proved legal"),
      llvm::cl::init(true)};
  Option<bool> reshape{
      *this, "reshape",
      llvm::cl::desc("Give independent launches other blocks where that lets "
                     "them fuse"),
      llvm::cl::init(true)};
  Option<uint32_t> blockSize{
      *this, "block-size",
      llvm::cl::desc("Threads in the blocks of launches that get another "
                     "shape: a multiple of 32 up to 1024; 0 changes "
                     "only blocks of launches that fuse, to 256 threads"),
      llvm::cl::init(256)};
  Option<std::string> device{
      *this, "device",
      llvm::cl::desc("The device whose times decide between shapes and plans: "
                     "a100, h100 or t4"),
      llvm::cl::init(fuselageDeviceGetDefault()->name)};
  Option<bool> sinkLoops{
      *this, "sink-loops",
      llvm::cl::desc("Make a loop of the host around one launch a part of the "
                     "launch where that is proved legal"),
      llvm::cl::init(true)};
  Option<uint64_t> maxParameterBytes{
      *this, "max-parameter-bytes",
      llvm::cl::desc(
          "The most bytes of parameters that a kernel can have: 4352 "
          "for every version of PTX, 32764 from version 8.1 on"),
      llvm::cl::init(4352)};
  Option<FuselageOverBudget> overBudget{
      *this, "over-budget",
      llvm::cl::desc("The action for a launch that alone needs more than "
                     "max-group-bytes"),
      llvm::cl::init(FUSELAGE_OVER_BUDGET_ERROR),
      llvm::cl::values(
          clEnumValN(FUSELAGE_OVER_BUDGET_ERROR, "error",
                     "Report it and fail, with the module unchanged"),
          clEnumValN(FUSELAGE_OVER_BUDGET_SKIP, "skip",
                     "Leave the launch as it is"))};
  Option<std::string> resourceCheck{
      *this, "resource-check",
      llvm::cl::desc(
          "Compile each fused kernel for this chip, as in sm_80, and "
          "split groups that spill registers or keep far fewer "
          "warps than their launches; needs ptxas"),
      llvm::cl::init("")};
};

} // namespace

void fuselage::registerFuseLaunchesPass() {
  PassRegistration<FuseLaunchesPass>();
}
