//===- EmulateLaunches.cpp - Launches become calls of the run time --------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The body of a launch becomes a function whose arguments are the values that
// it captures and the launch's region arguments. The run-time library cannot
// know that signature. So a second function with a fixed signature unpacks a
// struct of the captures and calls the first:
//
//   void launch_0(void *captures, const FuselageTestThread *thread)
//
// The second function is in the LLVM dialect. The captured values pass between
// the dialects through unrealized casts to the types of the later lowerings.
// The run-time library chooses the order of blocks and threads, so one compiled
// program can run in many orders.
//
//===----------------------------------------------------------------------===//

#include "DeviceOperations.h"
#include "FlattenModules.h"
#include "HostOperations.h"
#include "Passes.h"
#include "RuntimeCalls.h"
#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace fuselage::test {
namespace {

/// Positions of the fields of FuselageTestThread, in units of 8 bytes. The
/// first twelve are in the order of a launch's region arguments.
enum ThreadField { FirstCoordinate = 0, WorkgroupMemory = 12, PrivateMemory };
constexpr unsigned numCoordinates = gpu::LaunchOp::kNumConfigRegionAttributes;

/// The places of the buffers in the workgroup or private memory of a launch.
struct MemoryPlan {
  SmallVector<int64_t> offsets;
  int64_t bytes = 0;
  uint64_t deviceBytes = 0; ///< as a device lays them out
};

class LaunchEmulator {
public:
  LaunchEmulator(gpu::LaunchOp launchOp, unsigned launchNumber)
      : launch(launchOp), number(launchNumber), builder(launch),
        converter(launch.getContext()), loc(launch.getLoc()),
        pointerType(LLVM::LLVMPointerType::get(launch.getContext())) {}

  LogicalResult run() {
    threadsMayWait = mayWait(launch);
    if (failed(findCaptures()) || failed(planMemory()))
      return failure();
    parameterBytes = countParameterBytes();
    makeBody();
    makeThreadFunction();
    makeCall();
    launch.erase();
    return success();
  }

private:
  LogicalResult findCaptures();
  LogicalResult planMemory();
  LogicalResult plan(ArrayRef<BlockArgument> buffers, MemoryPlan &memory);
  void makeBody();
  void makeThreadFunction();
  SmallVector<Value> unpackCaptures(OpBuilder &inner, Value captured);
  Value loadField(OpBuilder &inner, Value thread, int64_t field, Type type);
  void unpackBuffers(OpBuilder &inner, Value thread, ThreadField field,
                     const MemoryPlan &memory, TypeRange types,
                     SmallVectorImpl<Value> &arguments);
  Value packCaptures();
  int64_t countParameterBytes();
  void makeCall();
  Value convert(OpBuilder &at, Value value, Type type);

  gpu::LaunchOp launch;
  unsigned number;
  OpBuilder builder;
  LLVMTypeConverter converter;
  Location loc;
  Type pointerType;
  bool threadsMayWait = false;
  int64_t parameterBytes = 0;
  SetVector<Value> captures;
  LLVM::LLVMStructType capturesType;
  MemoryPlan workgroup;
  MemoryPlan perThread;
  SmallVector<Type> workgroupTypes;
  SmallVector<Type> perThreadTypes;
  func::FuncOp body;
  LLVM::LLVMFuncOp threadFunction;
};

} // namespace

LogicalResult LaunchEmulator::findCaptures() {
  getUsedValuesDefinedAbove(launch.getBody(), captures);
  SmallVector<Type> types;
  for (Value capture : captures) {
    Type type = converter.convertType(capture.getType());
    if (!type || !LLVM::isCompatibleType(type))
      return launch.emitError("emulation does not support a body that uses a "
                              "value of type ")
             << capture.getType();
    types.push_back(type);
  }
  capturesType = LLVM::LLVMStructType::getLiteral(launch.getContext(), types);
  return success();
}

LogicalResult LaunchEmulator::plan(ArrayRef<BlockArgument> buffers,
                                   MemoryPlan &memory) {
  auto attributes = launch->getAttrOfType<ArrayAttr>("workgroup_attrib_attrs");
  for (auto [index, buffer] : llvm::enumerate(buffers)) {
    auto type = dyn_cast<MemRefType>(buffer.getType());
    if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity())
      return launch.emitError("emulation supports attributions of static shape "
                              "and plain layout only, not ")
             << buffer.getType();
    uint64_t alignment = getElementAlignment(launch, type.getElementType());
    if (&memory == &workgroup && attributes && index < attributes.size())
      if (auto wanted =
              cast<DictionaryAttr>(attributes[index])
                  .getAs<IntegerAttr>(LLVM::LLVMDialect::getAlignAttrName()))
        alignment = std::max(alignment, wanted.getValue().getZExtValue());
    uint64_t bytes = uint64_t(type.getNumElements() *
                              getElementBytes(launch, type.getElementType()));
    memory.deviceBytes = llvm::alignTo(memory.deviceBytes, alignment) + bytes;
    // Gives the buffer the promised alignment, and no better one.
    memory.bytes = int64_t(
        llvm::alignTo(uint64_t(memory.bytes), 2 * alignment) + alignment);
    memory.offsets.push_back(memory.bytes);
    memory.bytes += int64_t(bytes);
  }
  return success();
}

LogicalResult LaunchEmulator::planMemory() {
  if (launch.hasClusterSize())
    return launch.emitError("emulation does not support clusters");
  if (failed(plan(launch.getWorkgroupAttributions(), workgroup)) ||
      failed(plan(launch.getPrivateAttributions(), perThread)))
    return failure();
  perThread.bytes = int64_t(llvm::alignTo(uint64_t(perThread.bytes), 64));
  for (BlockArgument buffer : launch.getWorkgroupAttributions())
    workgroupTypes.push_back(buffer.getType());
  for (BlockArgument buffer : launch.getPrivateAttributions())
    perThreadTypes.push_back(buffer.getType());
  return success();
}

void LaunchEmulator::makeBody() {
  Block &entry = launch.getBody().front();
  SmallVector<Type> types;
  for (Value capture : captures)
    types.push_back(capture.getType());
  llvm::append_range(types, entry.getArgumentTypes());

  auto module = launch->getParentOfType<ModuleOp>();
  OpBuilder outer = OpBuilder::atBlockEnd(module.getBody());
  body = func::FuncOp::create(outer, loc,
                              "fuselage_test_body_" + std::to_string(number),
                              builder.getFunctionType(types, {}));
  body.setPrivate();
  body.getBody().takeBody(launch.getBody());
  for (auto [index, value] : llvm::enumerate(captures)) {
    Value capture = value;
    BlockArgument argument =
        entry.insertArgument(unsigned(index), capture.getType(), loc);
    capture.replaceUsesWithIf(argument, [&](OpOperand &use) {
      return body->isProperAncestor(use.getOwner());
    });
  }
  for (Block &block : body.getBody())
    if (auto end = dyn_cast<gpu::TerminatorOp>(block.getTerminator())) {
      OpBuilder inner(end);
      func::ReturnOp::create(inner, end.getLoc());
      end.erase();
    }
}

Value LaunchEmulator::convert(OpBuilder &at, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return UnrealizedConversionCastOp::create(at, loc, type, value).getResult(0);
}

SmallVector<Value> LaunchEmulator::unpackCaptures(OpBuilder &inner,
                                                  Value captured) {
  SmallVector<Value> values;
  for (auto [index, capture] : llvm::enumerate(captures)) {
    Value address = LLVM::GEPOp::create(
        inner, loc, pointerType, capturesType, captured,
        ArrayRef<LLVM::GEPArg>{0, static_cast<int32_t>(index)});
    Value value = LLVM::LoadOp::create(inner, loc,
                                       capturesType.getBody()[index], address);
    values.push_back(convert(inner, value, capture.getType()));
  }
  return values;
}

Value LaunchEmulator::loadField(OpBuilder &inner, Value thread, int64_t field,
                                Type type) {
  Value address =
      LLVM::GEPOp::create(inner, loc, pointerType, inner.getI64Type(), thread,
                          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(field)});
  return LLVM::LoadOp::create(inner, loc, type, address);
}

void LaunchEmulator::unpackBuffers(OpBuilder &inner, Value thread,
                                   ThreadField field, const MemoryPlan &memory,
                                   TypeRange types,
                                   SmallVectorImpl<Value> &arguments) {
  for (auto [type, offset] : llvm::zip_equal(types, memory.offsets)) {
    Value base = loadField(inner, thread, field, pointerType);
    Value start = LLVM::GEPOp::create(
        inner, loc, pointerType, inner.getI8Type(), base,
        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(offset)});
    Value descriptor = MemRefDescriptor::fromStaticShape(
        inner, loc, converter, cast<MemRefType>(type), start);
    arguments.push_back(convert(inner, descriptor, type));
  }
}

void LaunchEmulator::makeThreadFunction() {
  OpBuilder inner(body);
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(launch.getContext()), {pointerType, pointerType});
  threadFunction = LLVM::LLVMFuncOp::create(
      inner, loc, "fuselage_test_launch_" + std::to_string(number), type);
  Block *entry = threadFunction.addEntryBlock(inner);
  inner.setInsertionPointToStart(entry);
  Value thread = entry->getArgument(1);
  SmallVector<Value> arguments = unpackCaptures(inner, entry->getArgument(0));
  for (unsigned i = 0; i < numCoordinates; ++i)
    arguments.push_back(convert(
        inner,
        loadField(inner, thread, FirstCoordinate + i, inner.getI64Type()),
        inner.getIndexType()));
  unpackBuffers(inner, thread, WorkgroupMemory, workgroup, workgroupTypes,
                arguments);
  unpackBuffers(inner, thread, PrivateMemory, perThread, perThreadTypes,
                arguments);
  func::CallOp::create(inner, loc, body, arguments);
  LLVM::ReturnOp::create(inner, loc, ValueRange());
}

// Allocates the struct at the start of the function: a launch in a loop would
// otherwise use up the stack.
Value LaunchEmulator::packCaptures() {
  auto function = launch->getParentOfType<FunctionOpInterface>();
  OpBuilder start =
      OpBuilder::atBlockBegin(&function.getFunctionBody().front());
  Value one =
      LLVM::ConstantOp::create(start, loc, start.getI64Type(), int64_t{1});
  Value packed =
      LLVM::AllocaOp::create(start, loc, pointerType, capturesType, one);
  for (auto [index, capture] : llvm::enumerate(captures)) {
    Value address = LLVM::GEPOp::create(
        builder, loc, pointerType, capturesType, packed,
        ArrayRef<LLVM::GEPArg>{0, static_cast<int32_t>(index)});
    LLVM::StoreOp::create(
        builder, loc, convert(builder, capture, capturesType.getBody()[index]),
        address);
  }
  return packed;
}

/// The bytes of a kernel's parameters as a device lays them out: the parts of
/// buffer descriptors, and scalars, each aligned to its size. Constants move
/// into kernels and do not count.
int64_t LaunchEmulator::countParameterBytes() {
  uint64_t bytes = 0;
  for (Value capture : captures) {
    Operation *definition = capture.getDefiningOp();
    if (definition && definition->hasTrait<OpTrait::ConstantLike>())
      continue;
    uint64_t size = 8;
    uint64_t alignment = 8;
    if (auto type = dyn_cast<MemRefType>(capture.getType())) {
      size = 8 * (3 + 2 * uint64_t(type.getRank()));
    } else if (!isa<BaseMemRefType>(capture.getType())) {
      size = uint64_t(getElementBytes(launch, capture.getType()));
      alignment = getElementAlignment(launch, capture.getType());
    }
    bytes = llvm::alignTo(bytes, alignment) + size;
  }
  return int64_t(bytes);
}

void LaunchEmulator::makeCall() {
  if (auto target = launch->getAttrOfType<IntegerAttr>(targetAttributeName))
    callRuntime(builder, loc, "fuselageTestLaunchTarget", {},
                makeIndex(builder, loc, target.getInt()));
  callRuntime(builder, loc, "fuselageTestLaunchNeeds", {},
              {makeIndex(builder, loc, int64_t(workgroup.deviceBytes)),
               makeIndex(builder, loc, parameterBytes)});
  SmallVector<Value> arguments{
      makeString(builder, loc, describeLocation(loc)),
      LLVM::AddressOfOp::create(builder, loc, threadFunction), packCaptures()};
  gpu::KernelDim3 grid = launch.getGridSizeOperandValues();
  gpu::KernelDim3 block = launch.getBlockSizeOperandValues();
  llvm::append_values(arguments, grid.x, grid.y, grid.z, block.x, block.y,
                      block.z);
  arguments.push_back(makeIndex(builder, loc, workgroup.bytes));
  arguments.push_back(makeIndex(builder, loc, perThread.bytes));
  Value dynamic = makeIndex(builder, loc, 0);
  if (Value size = launch.getDynamicSharedMemorySize())
    dynamic = arith::IndexCastUIOp::create(builder, loc, builder.getIndexType(),
                                           size);
  arguments.push_back(dynamic);
  arguments.push_back(makeIndex(builder, loc, threadsMayWait ? 1 : 0));
  callRuntime(builder, loc, "fuselageTestRunLaunch", {}, arguments);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

struct EmulateLaunchesPass
    : PassWrapper<EmulateLaunchesPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(EmulateLaunchesPass)

  StringRef getArgument() const final {
    return "fuselage-test-emulate-launches";
  }
  StringRef getDescription() const final {
    return "Turn gpu.launch into calls that run each thread on the CPU";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry
        .insert<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect,
                LLVM::LLVMDialect, memref::MemRefDialect, scf::SCFDialect,
                vector::VectorDialect>();
  }

  void runOnOperation() final {
    ModuleOp module = getOperation();
    if (failed(flattenModules(module)))
      return signalPassFailure();
    // In unreachable code, a use may come before the definition.
    IRRewriter rewriter(&getContext());
    for (Region &region : module->getRegions())
      (void)eraseUnreachableBlocks(rewriter, region);
    removeMemorySpaces(module);
    if (failed(lowerHostOperations(module)) || failed(emulateLaunches(module)))
      return signalPassFailure();
    poisonStackBuffers(module);
    checkAlignments(module);
    if (failed(lowerDeviceOperations(module)))
      signalPassFailure();
  }

private:
  static LogicalResult emulateLaunches(ModuleOp module) {
    SmallVector<gpu::LaunchOp> launches;
    module.walk([&](gpu::LaunchOp launch) { launches.push_back(launch); });
    for (auto [number, launch] : llvm::enumerate(launches)) {
      if (launch->getParentOfType<gpu::LaunchOp>())
        return launch.emitError("emulation does not support a launch inside of "
                                "another one");
      if (failed(LaunchEmulator(launch, unsigned(number)).run()))
        return failure();
    }
    return success();
  }
};

} // namespace

void registerEmulateLaunchesPass() { PassRegistration<EmulateLaunchesPass>(); }

} // namespace fuselage::test
