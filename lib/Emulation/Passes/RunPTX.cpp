//===- RunPTX.cpp - Launches of kernels in PTX ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels get their parameters by the convention of gpu-to-llvm. Tokens are
// dropped: launches run one after the other.
//
//===----------------------------------------------------------------------===//

#include "AssemblePTX.h"
#include "HostOperations.h"
#include "Passes.h"
#include "RuntimeCalls.h"
#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace fuselage::test {
namespace {

struct RunPTXPass : public PassWrapper<RunPTXPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(RunPTXPass)

  StringRef getArgument() const final { return "fuselage-test-run-ptx"; }
  StringRef getDescription() const final {
    return "Turn launches of kernels in PTX into calls that interpret it";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry
        .insert<arith::ArithDialect, func::FuncDialect, LLVM::LLVMDialect>();
  }

  void runOnOperation() final {
    if (failed(assemblePTX(getOperation())))
      return signalPassFailure();
    removeMemorySpaces(getOperation());
    SmallVector<gpu::LaunchFuncOp> launches;
    getOperation().walk(
        [&](gpu::LaunchFuncOp launch) { launches.push_back(launch); });
    for (gpu::LaunchFuncOp launch : launches)
      if (failed(replace(launch)))
        return signalPassFailure();
    SmallVector<gpu::BinaryOp> binaries(getOperation().getOps<gpu::BinaryOp>());
    for (gpu::BinaryOp binary : binaries)
      binary.erase();
  }

private:
  LogicalResult replace(gpu::LaunchFuncOp launch);
  std::optional<StringRef> findText(gpu::LaunchFuncOp launch);
  static SmallVector<Value> flatten(OpBuilder &builder,
                                    const LLVMTypeConverter &converter,
                                    gpu::LaunchFuncOp launch);
  static Value makeParameters(OpBuilder &builder, Location loc,
                              ValueRange values);
};

} // namespace

std::optional<StringRef> RunPTXPass::findText(gpu::LaunchFuncOp launch) {
  auto binary =
      getOperation().lookupSymbol<gpu::BinaryOp>(launch.getKernelModuleName());
  if (binary)
    for (Attribute attribute : binary.getObjects())
      if (auto object = dyn_cast<gpu::ObjectAttr>(attribute))
        if (object.getFormat() == gpu::CompilationTarget::Assembly)
          return object.getObject().getValue().rtrim('\0');
  launch.emitError("the kernel is not in a gpu.binary with PTX");
  return std::nullopt;
}

/// A memref is two pointers, an offset, sizes and strides.
SmallVector<Value> RunPTXPass::flatten(OpBuilder &builder,
                                       const LLVMTypeConverter &converter,
                                       gpu::LaunchFuncOp launch) {
  SmallVector<Value> values;
  for (Value operand : launch.getKernelOperands()) {
    Type type = converter.convertType(operand.getType());
    Value converted = operand;
    if (type != operand.getType())
      converted = UnrealizedConversionCastOp::create(builder, launch.getLoc(),
                                                     type, operand)
                      .getResult(0);
    if (auto memref = dyn_cast<MemRefType>(operand.getType()))
      MemRefDescriptor::unpack(builder, launch.getLoc(), converted, memref,
                               values);
    else
      values.push_back(converted);
  }
  return values;
}

/// The addresses of the values. Each value has memory of its own.
Value RunPTXPass::makeParameters(OpBuilder &builder, Location loc,
                                 ValueRange values) {
  Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
  Type i64 = builder.getI64Type();
  auto constant = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(builder, loc, i64, value);
  };
  Value list = LLVM::AllocaOp::create(
      builder, loc, pointer, pointer,
      constant(std::max<int64_t>(int64_t(values.size()), 1)));
  for (auto [index, value] : llvm::enumerate(values)) {
    Value slot = LLVM::AllocaOp::create(builder, loc, pointer, value.getType(),
                                        constant(1));
    LLVM::StoreOp::create(builder, loc, value, slot);
    Value at = LLVM::GEPOp::create(builder, loc, pointer, pointer, list,
                                   ArrayRef<LLVM::GEPArg>{int32_t(index)});
    LLVM::StoreOp::create(builder, loc, slot, at);
  }
  return list;
}

LogicalResult RunPTXPass::replace(gpu::LaunchFuncOp launch) {
  std::optional<StringRef> text = findText(launch);
  if (!text)
    return failure();
  OpBuilder builder(launch);
  Location loc = launch.getLoc();
  // The host waits for the dependencies of the launch.
  if (!launch.getAsyncDependencies().empty())
    gpu::WaitOp::create(builder, loc, Type(), launch.getAsyncDependencies());
  LLVMTypeConverter converter(&getContext());
  SmallVector<Value> values = flatten(builder, converter, launch);
  gpu::KernelDim3 grid = launch.getGridSizeOperandValues();
  gpu::KernelDim3 block = launch.getBlockSizeOperandValues();
  SmallVector<Value> arguments = {
      makeString(builder, loc, *text),
      makeString(builder, loc, launch.getKernelName().getValue())};
  for (Value size : {grid.x, grid.y, grid.z, block.x, block.y, block.z}) {
    if (!size.getType().isIndex())
      size = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                        size);
    arguments.push_back(size);
  }
  Value dynamicBytes = launch.getDynamicSharedMemorySize();
  arguments.push_back(
      dynamicBytes ? arith::IndexCastOp::create(
                         builder, loc, builder.getIndexType(), dynamicBytes)
                         .getResult()
                   : makeIndex(builder, loc, 0));
  arguments.push_back(makeParameters(builder, loc, values));
  arguments.push_back(makeIndex(builder, loc, int64_t(values.size())));
  callRuntime(builder, loc, "fuselageTestRunPTX", {}, arguments);
  if (launch.getAsyncToken()) {
    auto wait = gpu::WaitOp::create(
        builder, loc, launch.getAsyncToken().getType(), ValueRange());
    launch.getAsyncToken().replaceAllUsesWith(wait.getAsyncToken());
  }
  launch.erase();
  return success();
}

void registerRunPTXPass() { PassRegistration<RunPTXPass>(); }

} // namespace fuselage::test
