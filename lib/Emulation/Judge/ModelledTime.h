//===- ModelledTime.h - What a run would take on a device -------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_EXEC_MODELLEDTIME_H
#define FUSELAGE_TEST_EXEC_MODELLEDTIME_H

#include "Program.h"

#include "fuselage-c/TimeModel.h"
#include <cstdint>
#include <optional>

namespace fuselage::test {

/// The microseconds that the launches of a run take on a device, one after the
/// other, by the model of fuselage-c/TimeModel.h. Nothing if the run did not
/// count all that the model asks for.
std::optional<double> modelTime(const FuselageDevice *device,
                                const RunResult &result);

} // namespace fuselage::test

#endif // FUSELAGE_TEST_EXEC_MODELLEDTIME_H
