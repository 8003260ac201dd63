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
#include <optional>

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

/// The bytes that one element of a buffer takes.
int64_t getElementBytes(mlir::Operation *scope, mlir::Type elementType);

/// How the run-time library sees an element: scalars of one kind. Complex and
/// vector elements have several. Nullopt for types that it does not know.
struct ElementKind {
  FuselageTestKind kind;
  int64_t numScalars;
};
std::optional<ElementKind> getElementKind(mlir::Type elementType);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_RUNTIMECALLS_H
