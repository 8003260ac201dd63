//===- FlattenModules.cpp - One symbol table for the whole program --------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lookup of symbols follows MLIR: it uses the nearest table. It is the
// reference for the meaning of kernel and callee names.
//
//===----------------------------------------------------------------------===//

#include "FlattenModules.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;

namespace fuselage::test {

/// A name that is in neither table.
static StringAttr findName(StringAttr name, Operation *root,
                           Operation *nested) {
  std::string candidate = name.str();
  for (unsigned i = 0;
       SymbolTable::lookupSymbolIn(root, candidate) ||
       (i > 0 && SymbolTable::lookupSymbolIn(nested, candidate));
       ++i)
    candidate = name.str() + "_" + std::to_string(i);
  return StringAttr::get(name.getContext(), candidate);
}

/// Moves the symbols of a table, with or without kernels, to before the root's
/// end.
static LogicalResult hoistSymbols(Operation *table, ModuleOp root) {
  for (Operation &op :
       llvm::make_early_inc_range(table->getRegion(0).front())) {
    auto symbol = dyn_cast<SymbolOpInterface>(op);
    if (!symbol || isa<gpu::GPUFuncOp>(op))
      continue;
    StringAttr name = findName(symbol.getNameAttr(), root, table);
    if (name != symbol.getNameAttr()) {
      if (failed(SymbolTable::replaceAllSymbolUses(&op, name,
                                                   &table->getRegion(0))))
        return op.emitError("emulation cannot rename this symbol");
      symbol.setName(name);
    }
    op.moveBefore(root.getBody(), root.getBody()->end());
  }
  return success();
}

static gpu::LaunchOp makeLaunch(gpu::LaunchFuncOp call, gpu::GPUFuncOp kernel) {
  OpBuilder builder(call);
  SmallVector<Type> workgroup;
  SmallVector<Type> perThread;
  for (BlockArgument buffer : kernel.getWorkgroupAttributions())
    workgroup.push_back(buffer.getType());
  for (BlockArgument buffer : kernel.getPrivateAttributions())
    perThread.push_back(buffer.getType());
  gpu::KernelDim3 grid = call.getGridSizeOperandValues();
  gpu::KernelDim3 block = call.getBlockSizeOperandValues();
  Value token = call.getAsyncToken();
  auto launch = gpu::LaunchOp::create(
      builder, call.getLoc(), grid.x, grid.y, grid.z, block.x, block.y, block.z,
      call.getDynamicSharedMemorySize(), token ? token.getType() : Type(),
      call.getAsyncDependencies(), workgroup, perThread);
  if (Attribute target = call->getAttr(targetAttributeName))
    launch->setAttr(targetAttributeName, target);
  if (auto attributes = kernel.getWorkgroupAttribAttrs())
    launch->setAttr("workgroup_attrib_attrs", *attributes);
  return launch;
}

/// The kernel's blocks become blocks of the launch. The first block of the
/// launch has ids and sizes before the other arguments.
static void copyBody(gpu::LaunchFuncOp call, gpu::GPUFuncOp kernel,
                     gpu::LaunchOp launch) {
  IRMapping mapping;
  Block &entry = launch.getBody().front();
  unsigned numArguments = kernel.getNumArguments();
  for (auto [index, argument] :
       llvm::enumerate(kernel.getBody().front().getArguments()))
    mapping.map(argument,
                index < numArguments
                    ? call.getKernelOperand(unsigned(index))
                    : Value(entry.getArgument(
                          unsigned(index) - numArguments +
                          gpu::LaunchOp::kNumConfigRegionAttributes)));
  Region copies;
  kernel.getBody().cloneInto(&copies, mapping);
  Block &first = copies.front();
  // The copy has mapped uses of the arguments to values of the launch already.
  entry.getOperations().splice(entry.end(), first.getOperations());
  first.erase();
  launch.getBody().getBlocks().splice(launch.getBody().end(),
                                      copies.getBlocks());
  for (Block &block : launch.getBody()) {
    if (block.empty() || !isa<gpu::ReturnOp>(block.back()))
      continue;
    OpBuilder builder(&block.back());
    gpu::TerminatorOp::create(builder, block.back().getLoc());
    block.back().erase();
  }
}

static LogicalResult inlineKernel(gpu::LaunchFuncOp call) {
  auto kernel = dyn_cast_or_null<gpu::GPUFuncOp>(
      SymbolTable::lookupNearestSymbolFrom(call, call.getKernelAttr()));
  if (!kernel || kernel.isExternal())
    return call.emitError("emulation finds no kernel ") << call.getKernelAttr();
  if (call.hasClusterSize())
    return call.emitError("emulation does not support clusters");
  gpu::LaunchOp launch = makeLaunch(call, kernel);
  copyBody(call, kernel, launch);
  if (call.getAsyncToken())
    call.getAsyncToken().replaceAllUsesWith(launch.getAsyncToken());
  call.erase();
  return success();
}

template <typename OpType> static SmallVector<OpType> collect(ModuleOp root) {
  SmallVector<OpType> found;
  root.walk([&](OpType op) { found.push_back(op); });
  return found;
}

/// Gives each launch of a `gpu.module` with targets the number of the targets.
static void noteTargets(ModuleOp root) {
  root.walk([](Operation *op) {
    Operation *kernels = nullptr;
    if (auto call = dyn_cast<gpu::LaunchFuncOp>(op))
      kernels =
          SymbolTable::lookupNearestSymbolFrom(op, call.getKernelModuleName());
    else if (auto launch = dyn_cast<gpu::LaunchOp>(op))
      if (auto name = launch.getModuleAttr())
        kernels = SymbolTable::lookupNearestSymbolFrom(op, name);
    auto module = dyn_cast_or_null<gpu::GPUModuleOp>(kernels);
    if (!module || !module.getTargetsAttr())
      return;
    std::string text;
    llvm::raw_string_ostream(text) << module.getTargetsAttr();
    auto number = int64_t(llvm::xxh3_64bits(text) & 0x7FFFFFFF);
    op->setAttr(targetAttributeName,
                IntegerAttr::get(IndexType::get(op->getContext()), number));
  });
}

LogicalResult flattenModules(ModuleOp root) {
  noteTargets(root);
  // Innermost modules first, so that symbols that moved up once move up again.
  for (ModuleOp nested : collect<ModuleOp>(root))
    if (nested != root && failed(hoistSymbols(nested, root)))
      return failure();
  for (gpu::GPUModuleOp kernels : collect<gpu::GPUModuleOp>(root))
    if (failed(hoistSymbols(kernels, root)))
      return failure();
  for (gpu::LaunchFuncOp call : collect<gpu::LaunchFuncOp>(root))
    if (failed(inlineKernel(call)))
      return failure();
  for (gpu::GPUModuleOp kernels : collect<gpu::GPUModuleOp>(root))
    kernels.erase();
  for (ModuleOp nested : collect<ModuleOp>(root))
    if (nested != root)
      nested.erase();
  return success();
}

} // namespace fuselage::test
