//===- FlattenModules.h - One symbol table for the whole program -*- C++ -*-==//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_FLATTENMODULES_H
#define FUSELAGE_TEST_PASSES_FLATTENMODULES_H

#include "mlir/IR/BuiltinOps.h"

namespace fuselage::test {

/// The attribute of a launch with a number that stands for its targets.
constexpr llvm::StringLiteral targetAttributeName = "fuselage.test.target";

/// Moves the functions and globals of nested modules and of `gpu.module`
/// operations into the root, under unique names. Turns each `gpu.launch_func`
/// into a `gpu.launch` with a copy of its kernel. Attributes of workgroup
/// memory go to the launch as `workgroup_attrib_attrs`, the name that gpu.func
/// has for them.
mlir::LogicalResult flattenModules(mlir::ModuleOp root);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_FLATTENMODULES_H
