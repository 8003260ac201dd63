//===- OpsTest.cpp - The table of operations against MLIR -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Index/IR/IndexDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OperationSupport.h"

#include <setjmp.h>
#include <stdarg.h>

// Neither header declares all of its functions as C.
extern "C" {
#include "IR/Ops.h"

#include <cmocka.h>
}

#include <algorithm>
#include <string>

using namespace mlir;

namespace {

struct Row {
  const char *enumerator;
  const char *text;

  llvm::StringRef name() const { return text; }
};

const Row rows[] = {
#define FUSELAGE_OP(kind, name, class, memref, traits) {#kind, name},
#include "IR/Ops.def"
};

FuselageOp kindOf(size_t row) { return static_cast<FuselageOp>(row); }

/// Calls `check` with an operation of the name. The name need not be
/// registered.
template <typename Check>
void withOperation(llvm::StringRef name, Check check) {
  MLIRContext context;
  context.allowUnregisteredDialects();
  OperationState state(UnknownLoc::get(&context), name);
  Operation *op = Operation::create(state);
  check(wrap(op));
  op->destroy();
}

void everyNameIsAnOperationOfMLIR(void **) {
  MLIRContext context;
  context.loadDialect<
      affine::AffineDialect, arith::ArithDialect, cf::ControlFlowDialect,
      func::FuncDialect, gpu::GPUDialect, index::IndexDialect,
      LLVM::LLVMDialect, math::MathDialect, memref::MemRefDialect,
      NVVM::NVVMDialect, scf::SCFDialect, vector::VectorDialect>();
  for (const Row &row : rows)
    if (!RegisteredOperationName::lookup(row.name(), &context))
      fail_msg("MLIR has no operation '%s'", row.text);
}

void everyEnumeratorIsMadeOfTheName(void **) {
  for (const Row &row : rows) {
    std::string expected = row.name().upper();
    std::replace(expected.begin(), expected.end(), '.', '_');
    assert_string_equal(row.enumerator, expected.c_str());
  }
}

void namesAreSorted(void **) {
  for (size_t i = 1; i < std::size(rows); ++i)
    if (rows[i - 1].name() >= rows[i].name())
      fail_msg("'%s' stands after '%s'", rows[i].text, rows[i - 1].text);
}

void everyNameIsFound(void **) {
  for (size_t i = 0; i < std::size(rows); ++i)
    withOperation(rows[i].name(), [&](MlirOperation op) {
      assert_int_equal(fuselageOperationGetKind(op), kindOf(i));
      assert_true(fuselageOperationIs(op, kindOf(i)));
      assert_false(fuselageOperationIs(op, kindOf((i + 1) % std::size(rows))));
      assert_true(unwrap(fuselageOpGetName(kindOf(i))) == rows[i].name());
    });
}

void noOtherNameIsFound(void **) {
  auto isNotFound = [](llvm::StringRef name) {
    withOperation(name, [](MlirOperation op) {
      assert_int_equal(fuselageOperationGetKind(op), FUSELAGE_OP_OTHER);
      assert_int_equal(fuselageOperationGetClass(op), FUSELAGE_CLASS_OTHER);
      assert_false(fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_MOVABLE));
    });
  };
  for (const Row &row : rows)
    isNotFound(row.name().str() + "~");
  isNotFound("gpu.launc");
  isNotFound("a.a");
  isNotFound("zzz.zzz");
  isNotFound("gpu");
}

void accessesAndViewsHaveAMemRef(void **) {
  for (size_t i = 0; i < std::size(rows); ++i) {
    FuselageOpClass opClass = fuselageOpGetClass(kindOf(i));
    bool hasMemRef =
        opClass == FUSELAGE_CLASS_READ || opClass == FUSELAGE_CLASS_WRITE ||
        opClass == FUSELAGE_CLASS_ATOMIC || opClass == FUSELAGE_CLASS_VIEW;
    assert_int_equal(fuselageOpGetMemRefOperand(kindOf(i)) >= 0, hasMemRef);
  }
}

void dialectsAreTheNamesBeforeTheDot(void **) {
  withOperation("gpu.launch", [](MlirOperation op) {
    assert_int_equal(fuselageOperationGetDialect(op), FUSELAGE_DIALECT_GPU);
    assert_true(fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU));
    assert_false(fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_SCF));
  });
  for (llvm::StringRef name :
       {"gpus.launch", "gp.launch", "gpu", "gpu_x.gpu.y"})
    withOperation(name, [](MlirOperation op) {
      assert_int_equal(fuselageOperationGetDialect(op), FUSELAGE_DIALECT_OTHER);
      assert_false(fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU));
      assert_false(
          fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_NEUTRAL));
    });
  withOperation("arith.anything", [](MlirOperation op) {
    assert_true(
        fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_NEUTRAL));
    assert_false(
        fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_HARDWARE));
  });
}

} // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(everyNameIsAnOperationOfMLIR),
      cmocka_unit_test(everyEnumeratorIsMadeOfTheName),
      cmocka_unit_test(namesAreSorted),
      cmocka_unit_test(everyNameIsFound),
      cmocka_unit_test(noOtherNameIsFound),
      cmocka_unit_test(accessesAndViewsHaveAMemRef),
      cmocka_unit_test(dialectsAreTheNamesBeforeTheDot),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
