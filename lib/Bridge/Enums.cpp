//===- Enums.cpp - Numbers of upstream's enumerations ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Enums.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "llvm/IR/CallingConv.h"

using namespace mlir;

/// True if two enumerators of two enumerations have the same number.
template <typename Ours, typename Theirs>
static constexpr bool agree(Ours ours, Theirs theirs) {
  return static_cast<int64_t>(ours) == static_cast<int64_t>(theirs);
}

static_assert(agree(FUSELAGE_CMPI_EQ, arith::CmpIPredicate::eq));
static_assert(agree(FUSELAGE_CMPI_NE, arith::CmpIPredicate::ne));
static_assert(agree(FUSELAGE_CMPI_SLT, arith::CmpIPredicate::slt));
static_assert(agree(FUSELAGE_CMPI_SLE, arith::CmpIPredicate::sle));
static_assert(agree(FUSELAGE_CMPI_SGT, arith::CmpIPredicate::sgt));
static_assert(agree(FUSELAGE_CMPI_SGE, arith::CmpIPredicate::sge));
static_assert(agree(FUSELAGE_CMPI_ULT, arith::CmpIPredicate::ult));
static_assert(agree(FUSELAGE_CMPI_ULE, arith::CmpIPredicate::ule));
static_assert(agree(FUSELAGE_CMPI_UGT, arith::CmpIPredicate::ugt));
static_assert(agree(FUSELAGE_CMPI_UGE, arith::CmpIPredicate::uge));

static_assert(agree(FUSELAGE_ATOMIC_ADDF, arith::AtomicRMWKind::addf));
static_assert(agree(FUSELAGE_ATOMIC_ADDI, arith::AtomicRMWKind::addi));
static_assert(agree(FUSELAGE_ATOMIC_ANDI, arith::AtomicRMWKind::andi));
static_assert(agree(FUSELAGE_ATOMIC_ASSIGN, arith::AtomicRMWKind::assign));
static_assert(agree(FUSELAGE_ATOMIC_MAXIMUMF, arith::AtomicRMWKind::maximumf));
static_assert(agree(FUSELAGE_ATOMIC_MAXNUMF, arith::AtomicRMWKind::maxnumf));
static_assert(agree(FUSELAGE_ATOMIC_MAXS, arith::AtomicRMWKind::maxs));
static_assert(agree(FUSELAGE_ATOMIC_MAXU, arith::AtomicRMWKind::maxu));
static_assert(agree(FUSELAGE_ATOMIC_MINIMUMF, arith::AtomicRMWKind::minimumf));
static_assert(agree(FUSELAGE_ATOMIC_MINNUMF, arith::AtomicRMWKind::minnumf));
static_assert(agree(FUSELAGE_ATOMIC_MINS, arith::AtomicRMWKind::mins));
static_assert(agree(FUSELAGE_ATOMIC_MINU, arith::AtomicRMWKind::minu));
static_assert(agree(FUSELAGE_ATOMIC_MULF, arith::AtomicRMWKind::mulf));
static_assert(agree(FUSELAGE_ATOMIC_MULI, arith::AtomicRMWKind::muli));
static_assert(agree(FUSELAGE_ATOMIC_ORI, arith::AtomicRMWKind::ori));
static_assert(agree(FUSELAGE_ATOMIC_XORI, arith::AtomicRMWKind::xori));

static_assert(agree(FUSELAGE_REDUCTION_ADD, gpu::AllReduceOperation::ADD));
static_assert(agree(FUSELAGE_REDUCTION_MUL, gpu::AllReduceOperation::MUL));
static_assert(agree(FUSELAGE_REDUCTION_MINUI, gpu::AllReduceOperation::MINUI));
static_assert(agree(FUSELAGE_REDUCTION_MINSI, gpu::AllReduceOperation::MINSI));
static_assert(agree(FUSELAGE_REDUCTION_MINNUMF,
                    gpu::AllReduceOperation::MINNUMF));
static_assert(agree(FUSELAGE_REDUCTION_MAXUI, gpu::AllReduceOperation::MAXUI));
static_assert(agree(FUSELAGE_REDUCTION_MAXSI, gpu::AllReduceOperation::MAXSI));
static_assert(agree(FUSELAGE_REDUCTION_MAXNUMF,
                    gpu::AllReduceOperation::MAXNUMF));
static_assert(agree(FUSELAGE_REDUCTION_AND, gpu::AllReduceOperation::AND));
static_assert(agree(FUSELAGE_REDUCTION_OR, gpu::AllReduceOperation::OR));
static_assert(agree(FUSELAGE_REDUCTION_XOR, gpu::AllReduceOperation::XOR));
static_assert(agree(FUSELAGE_REDUCTION_MINIMUMF,
                    gpu::AllReduceOperation::MINIMUMF));
static_assert(agree(FUSELAGE_REDUCTION_MAXIMUMF,
                    gpu::AllReduceOperation::MAXIMUMF));

static_assert(agree(FUSELAGE_DIMENSION_X, gpu::Dimension::x));
static_assert(agree(FUSELAGE_DIMENSION_Y, gpu::Dimension::y));
static_assert(agree(FUSELAGE_DIMENSION_Z, gpu::Dimension::z));

static_assert(agree(FUSELAGE_SHARED_ADDRESS_SPACE,
                    NVVM::NVVMMemorySpace::Shared));
static_assert(agree(FUSELAGE_ORDERING_NOT_ATOMIC,
                    LLVM::AtomicOrdering::not_atomic));
static_assert(agree(FUSELAGE_OBJECT_FORMAT_ASSEMBLY,
                    gpu::CompilationTarget::Assembly));
static_assert(agree(FUSELAGE_CALLING_CONVENTION_PTX_KERNEL,
                    llvm::CallingConv::PTX_Kernel));

// A new kind upstream needs a number in Enums.h and a case in its users.
static_assert(arith::getMaxEnumValForCmpIPredicate() == FUSELAGE_CMPI_UGE);
static_assert(arith::getMaxEnumValForAtomicRMWKind() == FUSELAGE_ATOMIC_XORI);
static_assert(gpu::getMaxEnumValForAllReduceOperation() ==
              FUSELAGE_REDUCTION_MAXIMUMF);
static_assert(gpu::getMaxEnumValForDimension() == FUSELAGE_DIMENSION_Z);

FuselageDimension fuselageDimensionGet(MlirAttribute dimensionOrNull) {
  auto dimension =
      dyn_cast_or_null<gpu::DimensionAttr>(unwrap(dimensionOrNull));
  return dimension ? static_cast<FuselageDimension>(dimension.getValue())
                   : FUSELAGE_DIMENSION_X;
}

FuselageReductionKind fuselageReductionKindGet(MlirAttribute kind) {
  return static_cast<FuselageReductionKind>(
      cast<gpu::AllReduceOperationAttr>(unwrap(kind)).getValue());
}
