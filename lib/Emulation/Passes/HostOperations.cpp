//===- HostOperations.cpp - Host side of the gpu dialect ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostOperations.h"

#include "RuntimeCalls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace fuselage::test {

void removeMemorySpaces(ModuleOp module) {
  AttrTypeReplacer replacer;
  replacer.addReplacement([](MemRefType type) -> Type {
    return MemRefType::Builder(type).setMemorySpace(nullptr);
  });
  replacer.addReplacement([](UnrankedMemRefType type) -> Type {
    return UnrankedMemRefType::get(type.getElementType(), nullptr);
  });
  replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true,
                                        /*replaceLocs=*/false,
                                        /*replaceTypes=*/true);
  module.walk([](memref::MemorySpaceCastOp cast) {
    cast.replaceAllUsesWith(cast.getSource());
    cast.erase();
  });
}

static void clearDependencies(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<gpu::LaunchOp, gpu::WaitOp, gpu::AllocOp, gpu::DeallocOp,
            gpu::MemcpyOp, gpu::MemsetOp>(
          [](auto async) { async.getAsyncDependenciesMutable().clear(); });
}

static void lower(gpu::AllocOp op) {
  OpBuilder builder(op);
  auto alloc =
      memref::AllocOp::create(builder, op.getLoc(), op.getType(),
                              op.getDynamicSizes(), op.getSymbolOperands());
  op.getMemref().replaceAllUsesWith(alloc);
}

static void lower(gpu::DeallocOp op) {
  OpBuilder builder(op);
  memref::DeallocOp::create(builder, op.getLoc(), op.getMemref());
}

static void lower(gpu::MemcpyOp op) {
  OpBuilder builder(op);
  memref::CopyOp::create(builder, op.getLoc(), op.getSrc(), op.getDst());
}

static void lower(gpu::MemsetOp op) {
  OpBuilder builder(op);
  linalg::FillOp::create(builder, op.getLoc(), op.getValue(), op.getDst());
}

/// Reports memory of the host that the device may access from here on, if its
/// size is known.
static void lower(gpu::HostRegisterOp op) {
  auto cast = op.getValue().getDefiningOp<memref::CastOp>();
  auto type =
      cast ? dyn_cast<MemRefType>(cast.getSource().getType()) : MemRefType();
  if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity())
    return;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(
      builder, loc, cast.getSource());
  int64_t bytes =
      type.getNumElements() * getElementBytes(op, type.getElementType());
  callRuntime(builder, loc, "fuselageTestOnHostRegister", {},
              {address, makeIndex(builder, loc, bytes)});
}

static void lowerHostOperation(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<gpu::AllocOp, gpu::DeallocOp, gpu::MemcpyOp, gpu::MemsetOp>(
          [](auto concrete) {
            lower(concrete);
            concrete.erase();
          })
      .Case([](gpu::HostRegisterOp registered) {
        lower(registered);
        registered.erase();
      })
      .Case<gpu::WaitOp, gpu::HostUnregisterOp, gpu::SetDefaultDeviceOp>(
          [](Operation *noop) { noop->erase(); });
}

/// Fails at a token with uses left: this pass does not follow them.
static LogicalResult checkTokens(Operation *op) {
  for (Value result : op->getResults())
    if (isa<gpu::AsyncTokenType>(result.getType()) && !result.use_empty())
      return op->emitError("emulation does not support a token that is used "
                           "by ")
             << (*result.user_begin())->getName();
  return success();
}

/// Tells the run-time library which operation waits for which. The library
/// checks the waits although it runs all operations in program order.
static void reportTokens(ModuleOp module) {
  DenseMap<Value, int64_t> numbers;
  auto numberOf = [&](Value token) {
    return numbers.try_emplace(token, int64_t(numbers.size())).first->second;
  };
  module.walk([&](gpu::AsyncOpInterface op) {
    OpBuilder builder(op);
    Location loc = op.getLoc();
    Value token = op.getAsyncToken();
    for (Value dependency : op.getAsyncDependencies())
      callRuntime(builder, loc, "fuselageTestAsyncDepends", {},
                  makeIndex(builder, loc, numberOf(dependency)));
    if (!token) {
      if (!op.getAsyncDependencies().empty())
        callRuntime(builder, loc, "fuselageTestAsyncWait", {}, {});
      return;
    }
    callRuntime(builder, loc, "fuselageTestAsyncBegin", {},
                makeIndex(builder, loc, numberOf(token)));
    builder.setInsertionPointAfter(op);
    callRuntime(builder, loc, "fuselageTestAsyncEnd", {}, {});
  });
}

LogicalResult lowerHostOperations(ModuleOp module) {
  reportTokens(module);
  module.walk(clearDependencies);
  WalkResult result = module.walk([](Operation *op) {
    return failed(checkTokens(op)) ? WalkResult::interrupt()
                                   : WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  module.walk(lowerHostOperation);
  return success();
}

static void poison(memref::AllocaOp alloca) {
  OpBuilder builder(alloca->getContext());
  builder.setInsertionPointAfter(alloca);
  Location loc = alloca.getLoc();
  MemRefType type = alloca.getType();
  int64_t staticBytes = getElementBytes(alloca, type.getElementType());
  for (int64_t size : type.getShape())
    staticBytes *= ShapedType::isDynamic(size) ? 1 : size;
  Value bytes = makeIndex(builder, loc, staticBytes);
  for (Value size : alloca.getDynamicSizes())
    bytes = arith::MulIOp::create(builder, loc, bytes, size);
  Value address =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, alloca);
  callRuntime(builder, loc, "fuselageTestPoison", {}, {address, bytes});
}

// For a CPU, upstream lowers the promise to an assumption for optimizers. A
// check finds wrong promises.
static void check(memref::AssumeAlignmentOp promise) {
  OpBuilder builder(promise);
  Location loc = promise.getLoc();
  auto type = dyn_cast<MemRefType>(promise.getMemref().getType());
  if (type) {
    auto metadata = memref::ExtractStridedMetadataOp::create(
        builder, loc, promise.getMemref());
    Value address = memref::ExtractAlignedPointerAsIndexOp::create(
        builder, loc, promise.getMemref());
    Value bytes = arith::MulIOp::create(
        builder, loc, metadata.getOffset(),
        makeIndex(builder, loc,
                  getElementBytes(promise, type.getElementType())));
    Value first = arith::AddIOp::create(builder, loc, address, bytes);
    callRuntime(builder, loc, "fuselageTestOnAssumedAlignment", {},
                {first, makeIndex(builder, loc, promise.getAlignment())});
  }
  promise.replaceAllUsesWith(promise.getMemref());
  promise.erase();
}

void checkAlignments(ModuleOp module) { module.walk(check); }

void poisonStackBuffers(ModuleOp module) { module.walk(poison); }

} // namespace fuselage::test
