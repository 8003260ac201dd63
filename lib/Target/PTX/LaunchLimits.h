//===- LaunchLimits.h - Limits of the sizes of launches -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_LAUNCHLIMITS_H
#define FUSELAGE_TARGET_PTX_LAUNCHLIMITS_H

#include "Target/PTX/LaunchSites.h"
#include "fuselage-c/Support.h"

#include "fuselage-c/PTX.h"

/// Fails at a launch with a constant size that every chip refuses.
FUSELAGE_NODISCARD FuselagePTXError
launchLimitsVerify(const LaunchSites *sites);

#endif // FUSELAGE_TARGET_PTX_LAUNCHLIMITS_H
