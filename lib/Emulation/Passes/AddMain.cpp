//===- AddMain.cpp - A @main that calls a test's function -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each buffer argument is a view of an allocation of plain bytes. Arguments
// that alias share an allocation. The program dumps whole allocations, so that
// a write outside of the argument's own elements shows too.
//
//===----------------------------------------------------------------------===//

#include "Passes.h"
#include "RuntimeCalls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;

namespace fuselage::test {
namespace {

/// A buffer argument: its allocation, and its view of the allocation.
struct BufferPlan {
  unsigned root = 0;       ///< the argument whose allocation this is
  int64_t firstByte = 0;   ///< in that allocation
  int64_t numElements = 0; ///< from the first to the last that it reaches
  int64_t offset = 0;      ///< of the layout, in elements
  SmallVector<int64_t> sizes;
  SmallVector<int64_t> strides;
};

class MainBuilder {
public:
  MainBuilder(func::FuncOp entryFunction)
      : entry(entryFunction), module(entry->getParentOfType<ModuleOp>()),
        builder(entry.getContext()), loc(entry.getLoc()) {}

  LogicalResult run();

private:
  LogicalResult planArguments();
  LogicalResult planBuffer(unsigned index, MemRefType type);
  LogicalResult planLayout(unsigned index, MemRefType type, BufferPlan &plan);
  LogicalResult placeBuffer(unsigned index, MemRefType type, BufferPlan &plan);
  LogicalResult fail(unsigned index, const Twine &message) {
    return entry.emitError("argument ") << index << ": " << message;
  }
  int64_t getInteger(unsigned index, StringRef name, int64_t fallback) {
    auto attribute = entry.getArgAttrOfType<IntegerAttr>(index, name);
    return attribute ? attribute.getInt() : fallback;
  }
  FlatSymbolRefAttr getGlobal(unsigned index) {
    return entry.getArgAttrOfType<FlatSymbolRefAttr>(
        index, "fuselage.test.alias_global");
  }
  bool isBuffer(unsigned index) {
    return isa<MemRefType>(entry.getArgument(index).getType());
  }

  void reportGlobals();
  void resetGlobals();
  void dumpGlobals();
  Value makeBuffer(unsigned index);
  Value makeScalar(unsigned index);
  void fill(Value buffer, Type elementType, int64_t numElements, uint64_t seed,
            ArrayRef<int64_t> range);
  void dumpAllocation(unsigned root);
  LogicalResult dumpResult(unsigned index, Value result);
  void dump(StringRef label, Value buffer, ElementKind kind, ValueRange dims);
  Value addressOf(Value buffer) {
    return memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, buffer);
  }

  func::FuncOp entry;
  ModuleOp module;
  OpBuilder builder;
  Location loc;
  DenseMap<unsigned, BufferPlan> plans;
  DenseMap<unsigned, int64_t> allocationBytes; ///< by root
  DenseMap<unsigned, Value> allocations;
};

} // namespace

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

/// Sizes come from the type, and for dynamic dimensions from the attribute
/// `fuselage.test.shape`. Strides that are not static belong to contiguous
/// rows.
LogicalResult MainBuilder::planLayout(unsigned index, MemRefType type,
                                      BufferPlan &plan) {
  auto shape =
      entry.getArgAttrOfType<DenseI64ArrayAttr>(index, "fuselage.test.shape");
  if (!shape && entry.getArgAttr(index, "fuselage.test.shape"))
    return fail(index, "fuselage.test.shape must be an array<i64: ...>");
  if (shape && shape.size() != type.getRank())
    return fail(index, "fuselage.test.shape must name every dimension");
  constexpr int64_t defaultSize = 16;
  for (auto [dim, size] : llvm::enumerate(type.getShape())) {
    bool isDynamic = ShapedType::isDynamic(size);
    plan.sizes.push_back(!isDynamic ? size
                         : shape    ? shape[int64_t(dim)]
                                    : defaultSize);
  }
  if (failed(type.getStridesAndOffset(plan.strides, plan.offset)))
    return fail(index, "the layout has no strides");
  if (ShapedType::isDynamic(plan.offset))
    plan.offset = getInteger(index, "fuselage.test.layout_offset", 0);
  int64_t contiguous = 1;
  plan.numElements = plan.offset + 1;
  for (int64_t dim = type.getRank() - 1; dim >= 0; --dim) {
    int64_t &stride = plan.strides[size_t(dim)];
    int64_t size = plan.sizes[size_t(dim)];
    if (ShapedType::isDynamic(stride))
      stride = contiguous;
    contiguous = stride * size;
    plan.numElements += (size - 1) * stride;
  }
  return success();
}

/// `fuselage.test.alias = K` puts the buffer into the buffer of argument K,
/// from element `fuselage.test.offset` on, counted in elements of this
/// argument.
LogicalResult MainBuilder::placeBuffer(unsigned index, MemRefType type,
                                       BufferPlan &plan) {
  int64_t elementBytes = getElementBytes(entry, type.getElementType());
  int64_t alias = getInteger(index, "fuselage.test.alias", index);
  int64_t offset = getInteger(index, "fuselage.test.offset", 0);
  plan.root = index;
  if (alias != int64_t(index)) {
    auto other = plans.find(unsigned(alias));
    if (other == plans.end() || alias > int64_t(index))
      return fail(index, "fuselage.test.alias must name a buffer before it");
    plan.root = other->second.root;
    plan.firstByte = other->second.firstByte;
  }
  plan.firstByte += offset * elementBytes;
  if (plan.firstByte < 0)
    return fail(index, "fuselage.test.offset is before the buffer's start");
  int64_t &bytes = allocationBytes[plan.root];
  bytes = std::max(bytes, plan.firstByte + plan.numElements * elementBytes);
  return success();
}

LogicalResult MainBuilder::planBuffer(unsigned index, MemRefType type) {
  BufferPlan plan;
  if (auto symbol = getGlobal(index)) {
    auto global = module.lookupSymbol<memref::GlobalOp>(symbol);
    if (!global || !memref::CastOp::areCastCompatible(global.getType(), type))
      return fail(index, "fuselage.test.alias_global must name a global of "
                         "this type");
    return success();
  }
  if (!getElementKind(type.getElementType()).isKnown())
    return fail(index, "no inputs can be made up for this element type");
  if (failed(planLayout(index, type, plan)) ||
      failed(placeBuffer(index, type, plan)))
    return failure();
  plans[index] = plan;
  return success();
}

LogicalResult MainBuilder::planArguments() {
  for (BlockArgument argument : entry.getArguments()) {
    unsigned index = argument.getArgNumber();
    Type type = argument.getType();
    if (auto buffer = dyn_cast<MemRefType>(type)) {
      if (failed(planBuffer(index, buffer)))
        return failure();
    } else if (!getElementKind(type).isKnown() ||
               isa<VectorType, ComplexType>(type)) {
      return fail(index, "no value can be made up for this type");
    }
  }
  // An allocation is dumped as elements of its root's type.
  for (auto &[root, bytes] : allocationBytes) {
    auto type = cast<MemRefType>(entry.getArgument(root).getType());
    bytes = int64_t(
        llvm::alignTo(uint64_t(bytes),
                      uint64_t(getElementBytes(entry, type.getElementType()))));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

void MainBuilder::fill(Value buffer, Type elementType, int64_t numElements,
                       uint64_t seed, ArrayRef<int64_t> range) {
  ElementKind kind = getElementKind(elementType);
  int64_t oddEnd = kind.isOddInteger ? 2 : 0;
  Value low = makeIndex(builder, loc, range.empty() ? 0 : range[0]);
  Value high = makeIndex(builder, loc, range.empty() ? oddEnd : range[1]);
  callRuntime(builder, loc, "fuselageTestFill", {},
              {addressOf(buffer),
               makeIndex(builder, loc, numElements * kind.numScalars),
               makeI32(builder, loc, kind.kind),
               makeI32(builder, loc, int64_t(seed & 0x7FFFFFFF)), low, high});
}

static ArrayRef<int64_t> getRange(func::FuncOp entry, unsigned index) {
  auto range =
      entry.getArgAttrOfType<DenseI64ArrayAttr>(index, "fuselage.test.range");
  return range && range.size() == 2 ? range.asArrayRef() : ArrayRef<int64_t>();
}

Value MainBuilder::makeBuffer(unsigned index) {
  auto type = cast<MemRefType>(entry.getArgument(index).getType());
  if (auto symbol = getGlobal(index)) {
    auto global = module.lookupSymbol<memref::GlobalOp>(symbol);
    Value buffer = memref::GetGlobalOp::create(builder, loc, global.getType(),
                                               symbol.getValue());
    if (type == global.getType())
      return buffer;
    return memref::CastOp::create(builder, loc, type, buffer);
  }
  const BufferPlan &plan = plans[index];
  Type elementType = type.getElementType();
  Value &allocation = allocations[plan.root];
  if (!allocation) {
    int64_t bytes = allocationBytes[plan.root];
    auto bytesType = MemRefType::get(bytes, builder.getI8Type(), AffineMap(),
                                     type.getMemorySpace());
    allocation = memref::AllocOp::create(builder, loc, bytesType);
    fill(allocation, elementType, bytes / getElementBytes(entry, elementType),
         index, getRange(entry, index));
    if (entry.getArgAttr(plan.root, "fuselage.test.host"))
      callRuntime(builder, loc, "fuselageTestOnHostMemory", {},
                  {addressOf(allocation), makeIndex(builder, loc, bytes)});
  }
  auto flatType = MemRefType::get(plan.numElements, elementType, AffineMap(),
                                  type.getMemorySpace());
  Value flat = memref::ViewOp::create(builder, loc, flatType, allocation,
                                      makeIndex(builder, loc, plan.firstByte),
                                      ValueRange());
  auto viewType = MemRefType::get(
      plan.sizes, elementType,
      StridedLayoutAttr::get(builder.getContext(), plan.offset, plan.strides),
      type.getMemorySpace());
  Value view = memref::ReinterpretCastOp::create(
      builder, loc, viewType, flat, plan.offset, plan.sizes, plan.strides);
  if (viewType == type)
    return view;
  return memref::CastOp::create(builder, loc, type, view);
}

/// `fuselage.test.value` gives a scalar argument its value.
Value MainBuilder::makeScalar(unsigned index) {
  Type type = entry.getArgument(index).getType();
  if (auto value =
          entry.getArgAttrOfType<TypedAttr>(index, "fuselage.test.value"))
    if (value.getType() == type)
      return arith::ConstantOp::create(builder, loc, value);
  Value cell = memref::AllocOp::create(builder, loc, MemRefType::get(1, type));
  fill(cell, type, 1, index, getRange(entry, index));
  return memref::LoadOp::create(builder, loc, cell, makeIndex(builder, loc, 0));
}

//===----------------------------------------------------------------------===//
// Globals
//===----------------------------------------------------------------------===//

static SmallVector<memref::GlobalOp> getMutableGlobals(ModuleOp module) {
  SmallVector<memref::GlobalOp> globals;
  for (auto global : module.getOps<memref::GlobalOp>())
    if (!global.getConstant() && global.getInitialValue() &&
        getElementKind(global.getType().getElementType()).isKnown())
      globals.push_back(global);
  return globals;
}

/// Reports constant globals too, because accesses to them count.
void MainBuilder::reportGlobals() {
  for (auto global : llvm::to_vector(module.getOps<memref::GlobalOp>())) {
    MemRefType type = global.getType();
    if (global.isExternal())
      continue;
    Value buffer =
        memref::GetGlobalOp::create(builder, loc, type, global.getSymName());
    int64_t bytes =
        type.getNumElements() * getElementBytes(entry, type.getElementType());
    callRuntime(builder, loc, "fuselageTestOnGlobal", {},
                {addressOf(buffer), makeIndex(builder, loc, bytes)});
    if (global->hasAttr("fuselage.test.host"))
      callRuntime(builder, loc, "fuselageTestOnHostMemory", {},
                  {addressOf(buffer), makeIndex(builder, loc, bytes)});
  }
}

/// A program may run several times in one process. Each run starts with the
/// initial values of the globals.
void MainBuilder::resetGlobals() {
  for (memref::GlobalOp global : getMutableGlobals(module)) {
    MemRefType type = global.getType();
    Value buffer =
        memref::GetGlobalOp::create(builder, loc, type, global.getSymName());
    if (global.isUninitialized()) {
      fill(buffer, type.getElementType(), type.getNumElements(),
           llvm::xxh3_64bits(global.getSymName()), {});
      continue;
    }
    auto initial = cast<memref::GlobalOp>(global->clone());
    initial.setSymName(("fuselage_test_initial_" + global.getSymName()).str());
    initial.setConstant(true);
    initial.setPrivate();
    module.push_back(initial);
    Value values =
        memref::GetGlobalOp::create(builder, loc, type, initial.getSymName());
    memref::CopyOp::create(builder, loc, values, buffer);
  }
}

void MainBuilder::dumpGlobals() {
  for (memref::GlobalOp global : getMutableGlobals(module)) {
    MemRefType type = global.getType();
    Value buffer =
        memref::GetGlobalOp::create(builder, loc, type, global.getSymName());
    SmallVector<Value> dims;
    for (int64_t size : type.getShape())
      dims.push_back(makeIndex(builder, loc, size));
    dump(("global @" + global.getSymName()).str(), buffer,
         getElementKind(type.getElementType()), dims);
  }
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

void MainBuilder::dump(StringRef label, Value buffer, ElementKind kind,
                       ValueRange dims) {
  SmallVector<Value> allDims(dims);
  if (kind.numScalars != 1)
    allDims.push_back(makeIndex(builder, loc, kind.numScalars));
  callRuntime(builder, loc, "fuselageTestDumpBegin", {},
              {makeString(builder, loc, label),
               makeI32(builder, loc, kind.kind),
               makeIndex(builder, loc, int64_t(allDims.size()))});
  for (Value dim : allDims)
    callRuntime(builder, loc, "fuselageTestDumpDim", {}, dim);
  if (kind.valueBytes)
    callRuntime(builder, loc, "fuselageTestDumpPadding", {},
                makeIndex(builder, loc, kind.valueBytes));
  callRuntime(builder, loc, "fuselageTestDumpData", {}, addressOf(buffer));
}

/// An allocation that holds one argument without gaps has the shape of the
/// argument. Any other allocation is a row of elements.
void MainBuilder::dumpAllocation(unsigned root) {
  auto type = cast<MemRefType>(entry.getArgument(root).getType());
  int64_t elementBytes = getElementBytes(entry, type.getElementType());
  int64_t numElements = allocationBytes[root] / elementBytes;
  const BufferPlan &plan = plans[root];
  int64_t numOwn = 1;
  for (int64_t size : plan.sizes)
    numOwn *= size;
  SmallVector<Value> dims;
  if (numOwn == numElements && type.getLayout().isIdentity())
    for (int64_t size : plan.sizes)
      dims.push_back(makeIndex(builder, loc, size));
  else
    dims.push_back(makeIndex(builder, loc, numElements));
  dump("argument " + std::to_string(root), allocations[root],
       getElementKind(type.getElementType()), dims);
}

LogicalResult MainBuilder::dumpResult(unsigned index, Value result) {
  auto type = dyn_cast<MemRefType>(result.getType());
  ElementKind kind =
      getElementKind(type ? type.getElementType() : result.getType());
  if (!kind.isKnown())
    return entry.emitError("result ") << index << ": cannot dump this type";
  SmallVector<Value> dims;
  Value copy;
  if (!type) {
    copy = memref::AllocOp::create(builder, loc,
                                   MemRefType::get({}, result.getType()));
    memref::StoreOp::create(builder, loc, result, copy);
  } else {
    SmallVector<Value> dynamicSizes;
    for (auto [dim, size] : llvm::enumerate(type.getShape())) {
      dims.push_back(memref::DimOp::create(builder, loc, result, int64_t(dim)));
      if (ShapedType::isDynamic(size))
        dynamicSizes.push_back(dims.back());
    }
    copy = memref::AllocOp::create(
        builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
        dynamicSizes);
    memref::CopyOp::create(builder, loc, result, copy);
  }
  dump("result " + std::to_string(index), copy, kind, dims);
  return success();
}

LogicalResult MainBuilder::run() {
  if (failed(planArguments()))
    return failure();
  builder.setInsertionPointToEnd(module.getBody());
  auto main = func::FuncOp::create(builder, loc, "main",
                                   builder.getFunctionType({}, {}));
  builder.setInsertionPointToStart(main.addEntryBlock());
  reportGlobals();
  resetGlobals();
  SmallVector<Value> arguments;
  for (unsigned i = 0; i < entry.getNumArguments(); ++i)
    arguments.push_back(isBuffer(i) ? makeBuffer(i) : makeScalar(i));
  callRuntime(builder, loc, "fuselageTestBeginFunction", {}, {});
  auto call = func::CallOp::create(builder, loc, entry, arguments);
  callRuntime(builder, loc, "fuselageTestCheckMemory", {}, {});
  for (unsigned i = 0; i < entry.getNumArguments(); ++i)
    if (isBuffer(i) && !getGlobal(i) && plans[i].root == i)
      dumpAllocation(i);
  for (auto [index, result] : llvm::enumerate(call.getResults()))
    if (failed(dumpResult(unsigned(index), result)))
      return failure();
  dumpGlobals();
  func::ReturnOp::create(builder, loc);
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

struct AddMainPass : PassWrapper<AddMainPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(AddMainPass)

  AddMainPass() = default;
  AddMainPass(const AddMainPass &other) : PassWrapper(other) {}

  StringRef getArgument() const final { return "fuselage-test-add-main"; }
  StringRef getDescription() const final {
    return "Add a @main that calls a function and dumps its outputs";
  }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<arith::ArithDialect, func::FuncDialect, LLVM::LLVMDialect,
                    memref::MemRefDialect>();
  }

  void runOnOperation() final {
    if (!wrapMain && getOperation().lookupSymbol("main"))
      return;
    if (failed(moveMainAway()))
      return signalPassFailure();
    func::FuncOp function = findEntry();
    if (!function || failed(MainBuilder(function).run()))
      signalPassFailure();
  }

private:
  static constexpr StringLiteral movedMain = "fuselage_test_own_main";

  /// Renames a @main of the module, so that the new @main can call it.
  LogicalResult moveMainAway() {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<func::FuncOp>("main");
    if (!main || main.isExternal())
      return success();
    auto name = StringAttr::get(&getContext(), movedMain);
    if (failed(SymbolTable::replaceAllSymbolUses(main, name, module)))
      return failure();
    main.setSymName(name);
    return success();
  }

  /// The function with the given name. Without a name: @test, @main, or else
  /// the only public function.
  func::FuncOp findEntry() {
    ModuleOp module = getOperation();
    std::string name = entry.empty() ? "test" : std::string(entry);
    if (name == "main" || (entry.empty() && !module.lookupSymbol("test")))
      if (auto function = module.lookupSymbol<func::FuncOp>(movedMain))
        return function;
    if (auto function = module.lookupSymbol<func::FuncOp>(name))
      if (!function.isExternal())
        return function;
    SmallVector<func::FuncOp> functions;
    for (auto function : module.getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        functions.push_back(function);
    if (entry.empty() && functions.size() == 1)
      return functions.front();
    module.emitError("no function @")
        << name
        << " to call. Fix: name one that the module defines, with --entry";
    return nullptr;
  }

  Option<std::string> entry{*this, "entry",
                            llvm::cl::desc("The function that @main calls")};
  Option<bool> wrapMain{*this, "wrap-main",
                        llvm::cl::desc("Call a @main that the module has, too"),
                        llvm::cl::init(false)};
};

} // namespace

void registerAddMainPass() { PassRegistration<AddMainPass>(); }

} // namespace fuselage::test
