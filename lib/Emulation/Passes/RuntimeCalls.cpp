//===- RuntimeCalls.cpp - Calls into the run-time library -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeCalls.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "llvm/Support/Path.h"
#include <optional>

using namespace mlir;

namespace fuselage::test {

static ModuleOp getModule(OpBuilder &builder) {
  Operation *parent = builder.getInsertionBlock()->getParentOp();
  return isa<ModuleOp>(parent) ? cast<ModuleOp>(parent)
                               : parent->getParentOfType<ModuleOp>();
}

func::CallOp callRuntime(OpBuilder &builder, Location loc, StringRef name,
                         TypeRange results, ValueRange arguments) {
  ModuleOp module = getModule(builder);
  auto callee = module.lookupSymbol<func::FuncOp>(name);
  if (!callee) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(module.getBody());
    callee = func::FuncOp::create(
        builder, loc, name,
        builder.getFunctionType(arguments.getTypes(), results));
    callee.setPrivate();
  }
  return func::CallOp::create(builder, loc, callee, arguments);
}

Value makeString(OpBuilder &builder, Location loc, StringRef text) {
  ModuleOp module = getModule(builder);
  std::string name;
  for (unsigned i = 0; name.empty() || module.lookupSymbol(name); ++i)
    name = "fuselage_test_string_" + std::to_string(i);
  std::string terminated = text.str();
  terminated.push_back('\0');
  return LLVM::createGlobalString(loc, builder, name, terminated,
                                  LLVM::Linkage::Internal);
}

Value makeIndex(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value makeI32(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(builder, loc, value, 32);
}

std::string describeLocation(Location loc) {
  SmallVector<std::string> places;
  loc->walk([&](Location part) {
    auto file = dyn_cast<FileLineColLoc>(part);
    if (!file)
      return WalkResult::advance();
    std::string place =
        (llvm::sys::path::filename(file.getFilename().strref()) + ":" +
         Twine(file.getLine()) + ":" + Twine(file.getColumn()))
            .str();
    if (!llvm::is_contained(places, place))
      places.push_back(place);
    return WalkResult::advance();
  });
  if (places.empty())
    return "unknown place";
  std::string joined;
  for (const std::string &place : places)
    joined += (joined.empty() ? "" : "+") + place;
  return joined;
}

/// In memory an integer takes the next power of two of bytes, up to 16.
static uint64_t getIntegerBytes(unsigned width) {
  uint64_t bytes = std::max<uint64_t>(1, llvm::divideCeil(width, 8));
  return bytes <= 16 ? llvm::PowerOf2Ceil(bytes) : llvm::alignTo(bytes, 16);
}

int64_t getElementBytes(Operation *scope, Type elementType) {
  if (auto integer = dyn_cast<IntegerType>(elementType))
    return int64_t(getIntegerBytes(integer.getWidth()));
  DataLayout layout = DataLayout::closest(scope);
  return static_cast<int64_t>(layout.getTypeSize(elementType).getFixedValue());
}

uint64_t getElementAlignment(Operation *scope, Type elementType) {
  if (isa<IntegerType, VectorType>(elementType))
    return llvm::PowerOf2Ceil(uint64_t(getElementBytes(scope, elementType)));
  DataLayout layout = DataLayout::closest(scope);
  return layout.getTypePreferredAlignment(elementType);
}

static std::optional<FuselageTestKind> getScalarKind(Type type) {
  if (type.isIndex())
    return FUSELAGE_TEST_INDEX;
  if (type.isF16())
    return FUSELAGE_TEST_F16;
  if (type.isBF16())
    return FUSELAGE_TEST_BF16;
  if (type.isF32())
    return FUSELAGE_TEST_F32;
  if (type.isF64())
    return FUSELAGE_TEST_F64;
  if (!type.isInteger())
    return std::nullopt;
  switch (type.getIntOrFloatBitWidth()) {
  case 1:
    return FUSELAGE_TEST_I1;
  case 8:
    return FUSELAGE_TEST_I8;
  case 16:
    return FUSELAGE_TEST_I16;
  case 32:
    return FUSELAGE_TEST_I32;
  case 64:
    return FUSELAGE_TEST_I64;
  default:
    return std::nullopt;
  }
}

/// An integer of such a type counts byte by byte. The bytes with the last value
/// bits are 0 or 1, so that they fit any width.
static ElementKind getOddKind(IntegerType type) {
  auto bytes = int64_t(getIntegerBytes(type.getWidth()));
  return {FUSELAGE_TEST_I8, bytes,
          int64_t(llvm::divideCeil(type.getWidth(), 8)), true};
}

// Vectors whose length is not a power of two have padding. Vectors of i1 are
// packed.
ElementKind getElementKind(Type elementType) {
  Type scalar = elementType;
  if (auto integer = dyn_cast<IntegerType>(elementType))
    if (!getScalarKind(integer))
      return getOddKind(integer);
  int64_t numScalars = 1;
  if (auto complex = dyn_cast<ComplexType>(elementType)) {
    scalar = complex.getElementType();
    numScalars = 2;
  } else if (auto vector = dyn_cast<VectorType>(elementType)) {
    scalar = vector.getElementType();
    numScalars = vector.getNumElements();
    if (vector.isScalable() || scalar.isInteger(1) ||
        (vector.getRank() > 1 && !llvm::isPowerOf2_64(uint64_t(numScalars))))
      return {};
  }
  std::optional<FuselageTestKind> kind = getScalarKind(scalar);
  if (!kind)
    return {};
  auto padded = int64_t(llvm::PowerOf2Ceil(uint64_t(numScalars)));
  if (padded == numScalars)
    return {*kind, numScalars};
  int64_t scalarBytes =
      scalar.isIndex() ? 8
                       : llvm::divideCeil(scalar.getIntOrFloatBitWidth(), 8);
  return {*kind, padded, numScalars * scalarBytes};
}

} // namespace fuselage::test
