//===- InstrumentAccesses.cpp - Reports accesses to the run time ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass works on the LLVM dialect, in which few operations touch memory and
// all of them say how many bytes.
//
//===----------------------------------------------------------------------===//

#include "Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Pass/Pass.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace fuselage::test {
namespace {

struct InstrumentAccessesPass
    : PassWrapper<InstrumentAccessesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(InstrumentAccessesPass)

  StringRef getArgument() const final {
    return "fuselage-test-instrument-accesses";
  }
  StringRef getDescription() const final {
    return "Report each access to memory to the run-time library";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<LLVM::LLVMDialect>();
  }

  void runOnOperation() final {
    numSites = 0;
    WalkResult result = getOperation().walk([&](Operation *op) {
      return failed(instrument(op)) ? WalkResult::interrupt()
                                    : WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

private:
  LogicalResult instrument(Operation *op);
  template <typename OpType> void checkAlignment(OpType access, Type type);
  void instrumentLoad(LLVM::LoadOp load);
  void instrumentStore(LLVM::StoreOp store);
  void instrumentTransfer(Operation *op, Value source, Value destination,
                          Value bytes);
  void instrumentLanes(Operation *op, Value addresses, Type valueType,
                       Value mask, StringRef callee);
  void call(OpBuilder &builder, Location loc, StringRef name,
            ValueRange arguments);
  void report(OpBuilder &builder, Location loc, StringRef name, Value address,
              Value bytes);
  Value sizeOf(OpBuilder &builder, Location loc, Type type);

  int64_t numSites = 0;
};

} // namespace

Value InstrumentAccessesPass::sizeOf(OpBuilder &builder, Location loc,
                                     Type type) {
  DataLayout layout(getOperation());
  int64_t bytes = int64_t(layout.getTypeSize(type).getFixedValue());
  return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), bytes);
}

void InstrumentAccessesPass::call(OpBuilder &builder, Location loc,
                                  StringRef name, ValueRange arguments) {
  ModuleOp module = getOperation();
  auto callee = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!callee) {
    OpBuilder outer = OpBuilder::atBlockEnd(module.getBody());
    auto type =
        LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()),
                                    llvm::to_vector(arguments.getTypes()));
    callee = LLVM::LLVMFuncOp::create(outer, loc, name, type);
  }
  LLVM::CallOp::create(builder, loc, callee, arguments);
}

/// Reports an access at a place of the program that has a number of its own.
void InstrumentAccessesPass::report(OpBuilder &builder, Location loc,
                                    StringRef name, Value address,
                                    Value bytes) {
  Value site =
      LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), numSites++);
  call(builder, loc, name, {address, bytes, site});
}

/// An update by compare-and-exchange begins with a plain load of the same
/// address. The result of the load counts only if the exchange finds it
/// unchanged.
static bool startsExchange(LLVM::LoadOp load) {
  return llvm::any_of(load.getAddr().getUsers(),
                      llvm::IsaPred<LLVM::AtomicCmpXchgOp>);
}

/// Reports an alignment beyond the alignment of one number. CPUs do not need
/// it.
template <typename OpType>
void InstrumentAccessesPass::checkAlignment(OpType access, Type type) {
  OpBuilder builder(access);
  Location loc = access.getLoc();
  auto vector = dyn_cast<VectorType>(type);
  Type scalar = vector ? vector.getElementType() : type;
  DataLayout layout(getOperation());
  uint64_t alignment =
      access.getAlignment().value_or(layout.getTypeABIAlignment(type));
  if (alignment <= layout.getTypeSize(scalar).getFixedValue())
    return;
  Value bytes = LLVM::ConstantOp::create(builder, loc, builder.getI64Type(),
                                         int64_t(alignment));
  call(builder, loc, "fuselageTestOnAligned", {access.getAddr(), bytes});
  // The library reports a wrong alignment. Code for aligned operands would
  // crash instead.
  access.setAlignment(1);
}

void InstrumentAccessesPass::instrumentLoad(LLVM::LoadOp load) {
  OpBuilder builder(load);
  if (load.getOrdering() == LLVM::AtomicOrdering::not_atomic)
    checkAlignment(load, load.getType());
  bool isAtomic = load.getOrdering() != LLVM::AtomicOrdering::not_atomic ||
                  startsExchange(load);
  report(builder, load.getLoc(),
         isAtomic ? "fuselageTestOnAtomic" : "fuselageTestOnRead",
         load.getAddr(), sizeOf(builder, load.getLoc(), load.getType()));
}

void InstrumentAccessesPass::instrumentStore(LLVM::StoreOp store) {
  OpBuilder builder(store);
  Location loc = store.getLoc();
  if (store.getOrdering() == LLVM::AtomicOrdering::not_atomic)
    checkAlignment(store, store.getValue().getType());
  Value bytes = sizeOf(builder, loc, store.getValue().getType());
  if (store.getOrdering() != LLVM::AtomicOrdering::not_atomic) {
    report(builder, loc, "fuselageTestOnAtomic", store.getAddr(), bytes);
    return;
  }
  call(builder, loc, "fuselageTestBeforeWrite", {store.getAddr(), bytes});
  builder.setInsertionPointAfter(store);
  report(builder, loc, "fuselageTestAfterWrite", store.getAddr(), bytes);
}

/// Instruments a copy; without `source`, a fill.
void InstrumentAccessesPass::instrumentTransfer(Operation *op, Value source,
                                                Value destination,
                                                Value bytes) {
  OpBuilder builder(op);
  if (source)
    report(builder, op->getLoc(), "fuselageTestOnRead", source, bytes);
  call(builder, op->getLoc(), "fuselageTestBeforeWrite", {destination, bytes});
  builder.setInsertionPointAfter(op);
  report(builder, op->getLoc(), "fuselageTestAfterWrite", destination, bytes);
}

/// Masked accesses: each lane touches its element, or no byte at all.
/// `addresses` is one pointer, to the first lane's element, or one per lane.
void InstrumentAccessesPass::instrumentLanes(Operation *op, Value addresses,
                                             Type valueType, Value mask,
                                             StringRef callee) {
  OpBuilder builder(op);
  Location loc = op->getLoc();
  auto vector = cast<VectorType>(valueType);
  Value bytes = sizeOf(builder, loc, vector.getElementType());
  Value none =
      LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), int64_t{0});
  Type pointer = LLVM::LLVMPointerType::get(&getContext());
  for (int64_t lane = 0; lane < vector.getNumElements(); ++lane) {
    Value index =
        LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), lane);
    Value isActive = LLVM::ExtractElementOp::create(builder, loc, mask, index);
    Value touched = LLVM::SelectOp::create(builder, loc, isActive, bytes, none);
    Value address =
        isa<VectorType>(addresses.getType())
            ? LLVM::ExtractElementOp::create(builder, loc, addresses, index)
                  .getResult()
            : LLVM::GEPOp::create(
                  builder, loc, pointer, vector.getElementType(), addresses,
                  ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(lane)})
                  .getResult();
    report(builder, loc, callee, address, touched);
  }
}

LogicalResult InstrumentAccessesPass::instrument(Operation *op) {
  StringRef onRead = "fuselageTestOnRead";
  StringRef onWrite = "fuselageTestOnWrite";
  OpBuilder builder(op);
  auto onAtomic = [&](Value address, Type type) {
    report(builder, op->getLoc(), "fuselageTestOnAtomic", address,
           sizeOf(builder, op->getLoc(), type));
  };
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](LLVM::LoadOp load) {
        instrumentLoad(load);
        return success();
      })
      .Case([&](LLVM::StoreOp store) {
        instrumentStore(store);
        return success();
      })
      .Case([&](LLVM::AtomicRMWOp update) {
        onAtomic(update.getPtr(), update.getVal().getType());
        return success();
      })
      .Case([&](LLVM::AtomicCmpXchgOp exchange) {
        onAtomic(exchange.getPtr(), exchange.getVal().getType());
        return success();
      })
      .Case<LLVM::MemcpyOp, LLVM::MemmoveOp>([&](auto copy) {
        instrumentTransfer(copy, copy.getSrc(), copy.getDst(), copy.getLen());
        return success();
      })
      .Case([&](LLVM::MemsetOp fill) {
        instrumentTransfer(fill, Value(), fill.getDst(), fill.getLen());
        return success();
      })
      .Case([&](LLVM::MaskedLoadOp load) {
        instrumentLanes(load, load.getData(), load.getType(), load.getMask(),
                        onRead);
        return success();
      })
      .Case([&](LLVM::MaskedStoreOp store) {
        instrumentLanes(store, store.getData(), store.getValue().getType(),
                        store.getMask(), onWrite);
        return success();
      })
      .Case([&](LLVM::masked_gather gather) {
        instrumentLanes(gather, gather.getPtrs(), gather.getType(),
                        gather.getMask(), onRead);
        return success();
      })
      .Case([&](LLVM::masked_scatter scatter) {
        instrumentLanes(scatter, scatter.getPtrs(),
                        scatter.getValue().getType(), scatter.getMask(),
                        onWrite);
        return success();
      })
      .Case<LLVM::masked_expandload, LLVM::masked_compressstore>(
          [](Operation *unknown) {
            return unknown->emitError("race detection does not support '")
                   << unknown->getName() << "'";
          })
      .Default([](Operation *) { return success(); });
}

void registerInstrumentAccessesPass() {
  PassRegistration<InstrumentAccessesPass>();
}

} // namespace fuselage::test
