//===- RuntimeCalls.h - Calls into the run-time library ---------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_RUNTIMECALLS_H
#define FUSELAGE_TEST_PASSES_RUNTIMECALLS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"

#include "Runtime/Runtime.h"
#include <string>

namespace fuselage::test {

/// Calls a function of the run-time library, declaring it first if need be.
mlir::func::CallOp callRuntime(mlir::OpBuilder &builder, mlir::Location loc,
                               llvm::StringRef name, mlir::TypeRange results,
                               mlir::ValueRange arguments);

/// The address of a constant, null-terminated string.
mlir::Value makeString(mlir::OpBuilder &builder, mlir::Location loc,
                       llvm::StringRef text);

mlir::Value makeIndex(mlir::OpBuilder &builder, mlir::Location loc,
                      int64_t value);
mlir::Value makeI32(mlir::OpBuilder &builder, mlir::Location loc,
                    int64_t value);

/// "file.mlir:3:5" without folders, joined by "+" where ops were fused.
std::string describeLocation(mlir::Location loc);

/// The bytes from one element of a buffer to the next.
int64_t getElementBytes(mlir::Operation *scope, mlir::Type elementType);

/// The alignment that an element has on a device without being asked for one.
uint64_t getElementAlignment(mlir::Operation *scope, mlir::Type elementType);

/// The run-time library sees an element as scalars of one kind. Complex and
/// vector elements have several scalars. A type that it does not know has none.
/// An element with padding has as many scalars as fit into its bytes; the first
/// `valueBytes` bytes count.
struct ElementKind {
  FuselageTestKind kind = FUSELAGE_TEST_I8;
  int64_t numScalars = 0;
  int64_t valueBytes = 0;    ///< 0 if there is no padding
  bool isOddInteger = false; ///< neither a power of two of bits nor known
  bool isKnown() const { return numScalars > 0; }
};
ElementKind getElementKind(mlir::Type elementType);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_RUNTIMECALLS_H
