//===- Cmocka.h - cmocka with the headers it needs ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_UNIT_PLANNER_CMOCKA_H
#define FUSELAGE_TEST_UNIT_PLANNER_CMOCKA_H

// cmocka.h uses names of these headers without including them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif // FUSELAGE_TEST_UNIT_PLANNER_CMOCKA_H
