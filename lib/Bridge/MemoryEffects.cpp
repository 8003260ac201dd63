//===- MemoryEffects.cpp - Memory effects of an operation -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/MemoryEffects.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

static FuselageEffectKind kindOf(const MemoryEffects::EffectInstance &effect) {
  if (isa<MemoryEffects::Allocate>(effect.getEffect()))
    return FUSELAGE_EFFECT_ALLOCATE;
  if (isa<MemoryEffects::Free>(effect.getEffect()))
    return FUSELAGE_EFFECT_FREE;
  if (isa<MemoryEffects::Read>(effect.getEffect()))
    return FUSELAGE_EFFECT_READ;
  return FUSELAGE_EFFECT_WRITE;
}

/// This function cannot ask for the trait for recursive effects: the type id of
/// the trait is made from its name as the compiler spells it, and the compiler
/// of libMLIR may spell it another way. getEffectsRecursively asks inside
/// libMLIR.
bool fuselageOperationForEachEffect(MlirOperation op,
                                    FuselageEffectCallback callback,
                                    void *userData) {
  Operation *operation = unwrap(op);
  auto interface = dyn_cast<MemoryEffectOpInterface>(operation);
  if (!interface)
    return getEffectsRecursively(operation).has_value();

  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffects(effects);
  for (const MemoryEffects::EffectInstance &effect : effects)
    callback({kindOf(effect), wrap(effect.getValue())}, userData);
  return true;
}

bool fuselageOperationIsMemoryEffectFree(MlirOperation op) {
  return isMemoryEffectFree(unwrap(op));
}
