//===- DeviceOperations.cpp - Device side of the gpu dialect --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceOperations.h"

#include "RuntimeCalls.h"
#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Utils/GPUUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace fuselage::test {

static bool waits(Operation *op) {
  return isa<gpu::BarrierOp, gpu::ShuffleOp, gpu::AllReduceOp,
             gpu::SubgroupReduceOp>(op);
}

static bool contains(Operation *root,
                     llvm::function_ref<bool(Operation *)> predicate) {
  return root
      ->walk([&](Operation *op) {
        return predicate(op) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

// The check does not follow calls. If some function of the module waits, a call
// may call it.
bool mayWait(Operation *op) {
  if (contains(op, waits))
    return true;
  auto isCall = [](Operation *nested) { return isa<CallOpInterface>(nested); };
  if (!contains(op, isCall))
    return false;
  return contains(op->getParentOfType<ModuleOp>(), [](Operation *nested) {
    return waits(nested) && !nested->getParentOfType<gpu::LaunchOp>();
  });
}

//===----------------------------------------------------------------------===//
// Coordinates
//===----------------------------------------------------------------------===//

static Value callCoordinate(Operation *op, int64_t coordinate) {
  OpBuilder builder(op);
  Value which = makeI32(builder, op->getLoc(), coordinate);
  return callRuntime(builder, op->getLoc(), "fuselageTestCoordinate",
                     builder.getIndexType(), which)
      .getResult(0);
}

/// An id that reaches its bound is undefined. A size may be equal to its bound.
static Value checkBound(Operation *op, Value id, bool isInclusive) {
  auto bound = op->getAttrOfType<IntegerAttr>("upper_bound");
  if (!bound)
    return id;
  OpBuilder builder(op);
  Value end = makeIndex(builder, op->getLoc(),
                        bound.getValue().getSExtValue() + isInclusive);
  return callRuntime(builder, op->getLoc(), "fuselageTestBounded",
                     builder.getIndexType(), {id, end})
      .getResult(0);
}

template <typename OpType>
static LogicalResult lowerDimension(OpType op, int64_t base) {
  int64_t dim = static_cast<int64_t>(op.getDimension());
  bool isSize =
      base == FUSELAGE_TEST_GRID_DIM || base == FUSELAGE_TEST_BLOCK_DIM;
  op.getResult().replaceAllUsesWith(
      checkBound(op, callCoordinate(op, base + dim), isSize));
  op.erase();
  return success();
}

static LogicalResult lowerLane(Operation *op, int64_t coordinate) {
  op->getResult(0).replaceAllUsesWith(callCoordinate(op, coordinate));
  op->erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Synchronization
//===----------------------------------------------------------------------===//

/// Numbers the operations at which threads wait, so that the run-time library
/// can distinguish them.
class Sites {
public:
  Value next(OpBuilder &builder, Location loc) {
    return makeIndex(builder, loc, numSites++);
  }

private:
  int64_t numSites = 0;
};

static LogicalResult lower(gpu::BarrierOp op, Sites &sites) {
  OpBuilder builder(op);
  callRuntime(builder, op.getLoc(), "fuselageTestBarrier", {},
              sites.next(builder, op.getLoc()));
  op.erase();
  return success();
}

static bool isScalar(Type type) {
  return type.isIndex() ||
         (type.isIntOrFloat() && type.getIntOrFloatBitWidth() <= 64);
}

/// The bits of a scalar, extended with zeros to 64.
static Value toBits(OpBuilder &builder, Location loc, Value value) {
  Type i64 = builder.getI64Type();
  Type type = value.getType();
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, loc, i64, value);
  Type integer = builder.getIntegerType(type.getIntOrFloatBitWidth());
  if (isa<FloatType>(type))
    value = arith::BitcastOp::create(builder, loc, integer, value);
  if (integer == i64)
    return value;
  return arith::ExtUIOp::create(builder, loc, i64, value);
}

static Value fromBits(OpBuilder &builder, Location loc, Type type, Value bits) {
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, loc, type, bits);
  Type integer = builder.getIntegerType(type.getIntOrFloatBitWidth());
  if (integer != bits.getType())
    bits = arith::TruncIOp::create(builder, loc, integer, bits);
  if (!isa<FloatType>(type))
    return bits;
  return arith::BitcastOp::create(builder, loc, type, bits);
}

static LogicalResult lower(gpu::ShuffleOp op, Sites &sites) {
  Type type = op.getValue().getType();
  if (!isScalar(type))
    return op.emitError("emulation supports shuffles of scalars only");
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Value mode = makeI32(builder, loc, static_cast<int64_t>(op.getMode()));
  Value bits =
      callRuntime(builder, loc, "fuselageTestShuffle", builder.getI64Type(),
                  {sites.next(builder, loc), mode,
                   toBits(builder, loc, op.getValue()), op.getOffset(),
                   op.getWidth()})
          .getResult(0);
  Value valid = callRuntime(builder, loc, "fuselageTestShuffleIsValid",
                            builder.getI32Type(), {})
                    .getResult(0);
  op.getShuffleResult().replaceAllUsesWith(fromBits(builder, loc, type, bits));
  op.getValid().replaceAllUsesWith(
      arith::TruncIOp::create(builder, loc, builder.getI1Type(), valid)
          .getResult());
  op.erase();
  return success();
}

/// Every thread of a group shows its value. Then each thread combines all
/// values in the same order, so results are equal in all threads and in all
/// schedules.
static Value
reduce(OpBuilder &builder, Location loc, Value value,
       llvm::function_ref<Value(OpBuilder &, Value, Value)> combine,
       bool wholeBlock, Sites &sites) {
  Type type = value.getType();
  Type i64 = builder.getI64Type();
  Value scope = makeI32(builder, loc, wholeBlock ? 1 : 0);
  Value count =
      callRuntime(
          builder, loc, "fuselageTestGather", builder.getIndexType(),
          {sites.next(builder, loc), scope, toBits(builder, loc, value)})
          .getResult(0);
  auto gathered = [&](OpBuilder &at, Value index) {
    Value bits =
        callRuntime(at, loc, "fuselageTestGathered", i64, {scope, index})
            .getResult(0);
    return fromBits(at, loc, type, bits);
  };
  Value first = gathered(builder, makeIndex(builder, loc, 0));
  Value one = makeIndex(builder, loc, 1);
  auto loop = scf::ForOp::create(builder, loc, one, count, one, first);
  OpBuilder nested = OpBuilder::atBlockEnd(loop.getBody());
  Value combined = combine(nested, loop.getRegionIterArg(0),
                           gathered(nested, loop.getInductionVar()));
  scf::YieldOp::create(nested, loc, combined);
  callRuntime(builder, loc, "fuselageTestGatherEnd", {},
              {sites.next(builder, loc), scope});
  return loop.getResult(0);
}

static Value combineBy(gpu::AllReduceOperation operation, OpBuilder &builder,
                       Location loc, Value first, Value second) {
  return vector::makeArithReduction(
      builder, loc, gpu::convertReductionKind(operation), second, first);
}

/// A copy of a reduction's body, which has one block.
static Value combineBy(Block &body, OpBuilder &builder, Value first,
                       Value second) {
  IRMapping mapping;
  mapping.map(body.getArgument(0), first);
  mapping.map(body.getArgument(1), second);
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  return mapping.lookupOrDefault(body.getTerminator()->getOperand(0));
}

static LogicalResult lower(gpu::AllReduceOp op, Sites &sites) {
  std::optional<gpu::AllReduceOperation> operation = op.getOp();
  if (!isScalar(op.getValue().getType()) ||
      (!operation && !op.getBody().hasOneBlock()))
    return op.emitError("emulation supports reductions of scalars only, with a "
                        "named operation or a body of one block");
  OpBuilder builder(op);
  auto combine = [&](OpBuilder &at, Value first, Value second) {
    return operation ? combineBy(*operation, at, op.getLoc(), first, second)
                     : combineBy(op.getBody().front(), at, first, second);
  };
  op.replaceAllUsesWith(reduce(builder, op.getLoc(), op.getValue(), combine,
                               /*wholeBlock=*/true, sites));
  op.erase();
  return success();
}

static LogicalResult lower(gpu::SubgroupReduceOp op, Sites &sites) {
  if (op.getClusterSize() || !isScalar(op.getValue().getType()))
    return op.emitError("emulation supports reductions of scalars over whole "
                        "subgroups only");
  OpBuilder builder(op);
  auto combine = [&](OpBuilder &at, Value first, Value second) {
    return combineBy(op.getOp(), at, op.getLoc(), first, second);
  };
  op.replaceAllUsesWith(reduce(builder, op.getLoc(), op.getValue(), combine,
                               /*wholeBlock=*/false, sites));
  op.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Memory and output
//===----------------------------------------------------------------------===//

static LogicalResult lower(gpu::DynamicSharedMemoryOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  auto type = cast<MemRefType>(op.getType());
  LLVMTypeConverter converter(op.getContext());
  Value memory = callRuntime(builder, loc, "fuselageTestDynamicMemory",
                             LLVM::LLVMPointerType::get(op.getContext()), {})
                     .getResult(0);
  Value size = callRuntime(builder, loc, "fuselageTestDynamicMemorySize",
                           builder.getI64Type(), {})
                   .getResult(0);
  auto descriptor =
      MemRefDescriptor::poison(builder, loc, converter.convertType(type));
  descriptor.setAllocatedPtr(builder, loc, memory);
  descriptor.setAlignedPtr(builder, loc, memory);
  descriptor.setConstantOffset(builder, loc, 0);
  descriptor.setSize(builder, loc, 0, size);
  descriptor.setConstantStride(builder, loc, 0, 1);
  Value packed = descriptor;
  op.replaceAllUsesWith(
      UnrealizedConversionCastOp::create(builder, loc, type, packed)
          .getResult(0));
  op.erase();
  return success();
}

/// Converts a value as C passes it to a function with variable arguments.
static Value promote(OpBuilder &builder, Location loc, Value value) {
  Type type = value.getType();
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, loc, builder.getI64Type(),
                                      value);
  unsigned width = type.getIntOrFloatBitWidth();
  if (isa<FloatType>(type) && width < 64)
    return arith::ExtFOp::create(builder, loc, builder.getF64Type(), value);
  if (isa<IntegerType>(type) && width < 32)
    return arith::ExtSIOp::create(builder, loc, builder.getI32Type(), value);
  return value;
}

static LogicalResult lower(gpu::PrintfOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(op.getContext());
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(op.getContext()), pointer, /*isVarArg=*/true);
  SmallVector<Value> arguments{makeString(builder, loc, op.getFormat())};
  for (Value argument : op.getArgs()) {
    if (!isScalar(argument.getType()))
      return op.emitError("emulation supports printf of scalars only");
    arguments.push_back(promote(builder, loc, argument));
  }
  StringRef name = "fuselageTestPrintf";
  auto module = op->getParentOfType<ModuleOp>();
  if (!module.lookupSymbol(name)) {
    OpBuilder outer = OpBuilder::atBlockEnd(module.getBody());
    LLVM::LLVMFuncOp::create(outer, loc, name, type);
  }
  LLVM::CallOp::create(builder, loc, type, name, arguments);
  op.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

// Lowering a reduction copies its body, which then goes with the reduction.
static LogicalResult lowerDeviceOperation(Operation *op, Sites &sites) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([](gpu::BlockIdOp id) {
        return lowerDimension(id, FUSELAGE_TEST_BLOCK_ID);
      })
      .Case([](gpu::ThreadIdOp id) {
        return lowerDimension(id, FUSELAGE_TEST_THREAD_ID);
      })
      .Case([](gpu::GridDimOp size) {
        return lowerDimension(size, FUSELAGE_TEST_GRID_DIM);
      })
      .Case([](gpu::BlockDimOp size) {
        return lowerDimension(size, FUSELAGE_TEST_BLOCK_DIM);
      })
      .Case([](gpu::GlobalIdOp id) {
        return lowerDimension(id, FUSELAGE_TEST_GLOBAL_ID);
      })
      .Case(
          [](gpu::LaneIdOp id) { return lowerLane(id, FUSELAGE_TEST_LANE_ID); })
      .Case([](gpu::SubgroupIdOp id) {
        return lowerLane(id, FUSELAGE_TEST_SUBGROUP_ID);
      })
      .Case([](gpu::NumSubgroupsOp count) {
        return lowerLane(count, FUSELAGE_TEST_NUM_SUBGROUPS);
      })
      .Case([](gpu::SubgroupSizeOp size) {
        return lowerLane(size, FUSELAGE_TEST_SUBGROUP_SIZE);
      })
      .Case<gpu::BarrierOp, gpu::ShuffleOp, gpu::AllReduceOp,
            gpu::SubgroupReduceOp>(
          [&](auto concrete) { return lower(concrete, sites); })
      .Case<gpu::DynamicSharedMemoryOp, gpu::PrintfOp>(
          [](auto concrete) { return lower(concrete); })
      .Case<gpu::LaunchOp, gpu::TerminatorOp, gpu::YieldOp>(
          [](Operation *) { return success(); })
      .Default([](Operation *unknown) {
        if (isa_and_nonnull<gpu::GPUDialect>(unknown->getDialect()))
          return LogicalResult(
              unknown->emitError("emulation does not support '")
              << unknown->getName() << "'");
        return success();
      });
}

LogicalResult lowerDeviceOperations(ModuleOp module) {
  Sites sites;
  WalkResult result = module.walk([&](Operation *op) {
    return failed(lowerDeviceOperation(op, sites)) ? WalkResult::interrupt()
                                                   : WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

} // namespace fuselage::test
