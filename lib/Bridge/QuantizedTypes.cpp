//===- QuantizedTypes.cpp - Integers in place of quantized types ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/QuantizedTypes.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/AttrTypeSubElements.h"

using namespace mlir;

void fuselageReplaceQuantizedTypes(MlirOperation root) {
  AttrTypeReplacer replacer;
  replacer.addReplacement([](quant::QuantizedType type) -> std::optional<Type> {
    return IntegerType::get(type.getContext(),
                            type.getStorageTypeIntegralWidth());
  });
  replacer.recursivelyReplaceElementsIn(unwrap(root), /*replaceAttrs=*/true,
                                        /*replaceLocs=*/false,
                                        /*replaceTypes=*/true);
  unwrap(root)->walk([](quant::StorageCastOp cast) {
    if (cast.getInput().getType() != cast.getType())
      return;
    cast.replaceAllUsesWith(cast.getInput());
    cast.erase();
  });
}
