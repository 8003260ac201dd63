//===- IntegerAtomics.cpp - Atomic updates of floats as integers ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace fuselage::test {
namespace {

struct IntegerAtomicsPass
    : PassWrapper<IntegerAtomicsPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(IntegerAtomicsPass)

  StringRef getArgument() const final {
    return "fuselage-test-integer-atomics";
  }
  StringRef getDescription() const final {
    return "Turn atomic updates of floats into updates of their bits";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<arith::ArithDialect, memref::MemRefDialect>();
  }

  void runOnOperation() final {
    getOperation().walk([](memref::GenericAtomicRMWOp op) {
      if (isa<FloatType>(op.getResult().getType()))
        rewrite(op);
    });
  }

private:
  static void rewrite(memref::GenericAtomicRMWOp op);
  static void cloneBody(memref::GenericAtomicRMWOp from,
                        memref::GenericAtomicRMWOp to);
};

} // namespace

void IntegerAtomicsPass::cloneBody(memref::GenericAtomicRMWOp from,
                                   memref::GenericAtomicRMWOp to) {
  Location loc = from.getLoc();
  Type floatType = from.getResult().getType();
  Type bitsType = to.getResult().getType();
  OpBuilder builder = OpBuilder::atBlockEnd(to.getBody());
  IRMapping mapping;
  mapping.map(
      from.getCurrentValue(),
      arith::BitcastOp::create(builder, loc, floatType, to.getCurrentValue())
          .getResult());
  for (Operation &op : from.getBody()->without_terminator())
    builder.clone(op, mapping);
  auto yield = cast<memref::AtomicYieldOp>(from.getBody()->getTerminator());
  Value bits = arith::BitcastOp::create(
      builder, loc, bitsType, mapping.lookupOrDefault(yield.getResult()));
  memref::AtomicYieldOp::create(builder, loc, bits);
}

// Buffers of both types have the same descriptor in the LLVM dialect, so the
// cast disappears during lowering.
void IntegerAtomicsPass::rewrite(memref::GenericAtomicRMWOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Type bits =
      builder.getIntegerType(op.getResult().getType().getIntOrFloatBitWidth());
  auto type = cast<MemRefType>(op.getMemref().getType());
  MemRefType bitsType = MemRefType::Builder(type).setElementType(bits);
  Value buffer =
      UnrealizedConversionCastOp::create(builder, loc, bitsType, op.getMemref())
          .getResult(0);
  auto update =
      memref::GenericAtomicRMWOp::create(builder, loc, buffer, op.getIndices());
  cloneBody(op, update);
  Value old = arith::BitcastOp::create(builder, loc, op.getResult().getType(),
                                       update.getResult());
  op.replaceAllUsesWith(old);
  op.erase();
}

void registerIntegerAtomicsPass() { PassRegistration<IntegerAtomicsPass>(); }

} // namespace fuselage::test
