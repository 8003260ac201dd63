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
/// stored to, or loaded from, the same element before, where nothing in between
/// can have changed it; and erases a store that the same thread overwrites
/// before anything can read it.
///
/// Takes it that between two places where threads meet, no other thread changes
/// an element which this thread touches, unless the launch had a data race to
/// begin with: that is what the proof for fusion showed. Returns false when
/// memory is out; the body is then correct, with some loads and stores left.
FUSELAGE_NODISCARD bool fuselageForwardStores(MlirOperation launch,
                                              bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_BODY_FORWARDSTORES_H
