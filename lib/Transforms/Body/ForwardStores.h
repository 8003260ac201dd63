//===- ForwardStores.h - Forwarding stores to loads ----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_FORWARDSTORES_H
#define FUSELAGE_TRANSFORMS_BODY_FORWARDSTORES_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// In the body of a launch, replaces a load by the value that the same thread
/// stored to, or loaded from, the same element before, if no operation in
/// between can have changed the element. Erases a store if the same thread
/// overwrites the element before any operation can read it.
///
/// Relies on the proof for fusion: between two places where threads meet, no
/// other thread changes an element that this thread touches, unless the launch
/// already had a data race. Returns false when memory is out; the body is then
/// right, with some loads and stores left.
FUSELAGE_NODISCARD bool fuselageForwardStores(MlirOperation launch,
                                              bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_BODY_FORWARDSTORES_H
