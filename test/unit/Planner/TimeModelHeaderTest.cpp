//===- TimeModelHeaderTest.cpp - The header of the model is C++ too -------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/TimeModel.h"

static_assert(FUSELAGE_WORK_UNKNOWN == UINT64_MAX, "the mark is stable");

int main() {
  const FuselageDevice *device = fuselageDeviceFind("h100");
  if (!device)
    return 1;
  FuselageLaunchWork work = {};
  work.memoryBytes = 3350;
  FuselageLaunchWork works[] = {work, work};
  double once = fuselageTimeModelLaunch(device, &work);
  double twice = fuselageTimeModelSequence(device, works, 2);
  FuselageTimeParts parts = fuselageTimeModelParts(device, &work);
  double limit = fuselageTimeModelLimit(device, work.memoryBytes);
  bool right = fuselageTimeIsKnown(once) && twice > once && limit <= once &&
               parts.total <= once;
  return right ? 0 : 1;
}
