//===- DevicesTest.c - The devices of the model of time -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"

#include "fuselage-c/TimeModel.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

static void devicesComeInOrderOfNames(void **state) {
  (void)state;
  static const char *const names[] = {"a100", "h100", "t4"};
  assert_int_equal(fuselageDeviceGetCount(), 3);
  for (size_t i = 0; i < 3; ++i)
    assert_string_equal(fuselageDeviceGet(i)->name, names[i]);
  for (size_t i = 1; i < fuselageDeviceGetCount(); ++i)
    assert_true(
        strcmp(fuselageDeviceGet(i - 1)->name, fuselageDeviceGet(i)->name) < 0);
}

static void noDeviceIsPastTheEnd(void **state) {
  (void)state;
  assert_null(fuselageDeviceGet(fuselageDeviceGetCount()));
  assert_null(fuselageDeviceGet(SIZE_MAX));
}

static void devicesAreFoundByName(void **state) {
  (void)state;
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    const FuselageDevice *device = fuselageDeviceGet(i);
    assert_ptr_equal(fuselageDeviceFind(device->name), device);
  }
}

static void otherNamesAreNoDevice(void **state) {
  (void)state;
  static const char *const names[] = {"",      "A100",   "a10",  "a1000",
                                      " a100", "sm_80 ", "a100 "};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    assert_null(fuselageDeviceFind(names[i]));
  assert_null(fuselageDeviceFind(NULL));
}

static void messagesNameTheUnknownDeviceAndTheKnownOnes(void **state) {
  (void)state;
  char message[128];
  static const char whole[] =
      "no device has the name 'v100'. Fix: use a100, h100 or t4";
  assert_int_equal(fuselageDevicePrintUnknown("v100", message, sizeof message),
                   sizeof whole - 1);
  assert_string_equal(message, whole);
  assert_int_equal(fuselageDevicePrintUnknown("v100", message, 10),
                   sizeof whole - 1);
  assert_string_equal(message, "no device");
  assert_int_equal(fuselageDevicePrintUnknown("v100", NULL, 0),
                   sizeof whole - 1);
}

static void theDefaultIsAnA100(void **state) {
  (void)state;
  assert_ptr_equal(fuselageDeviceGetDefault(), fuselageDeviceFind("a100"));
  assert_non_null(fuselageDeviceGetDefault());
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// The constants that are no counts, with their names.
typedef struct Constant {
  const char *name;
  size_t offset;
} Constant;

#define CONSTANT(name) {#name, offsetof(FuselageDevice, name)}
static const Constant constants[] = {
    CONSTANT(memoryBytesPerNanosecond),
    CONSTANT(l2BytesPerNanosecond),
    CONSTANT(warpInstructionsPerNanosecond),
    CONSTANT(instructionNanoseconds),
    CONSTANT(loadNanoseconds),
    CONSTANT(launchNanoseconds),
    CONSTANT(barrierNanoseconds),
    CONSTANT(barrierNanosecondsPerWarp),
};
enum { numConstants = sizeof constants / sizeof *constants };

static double valueOf(const FuselageDevice *device, const Constant *constant) {
  double value;
  memcpy(&value, (const char *)device + constant->offset, sizeof value);
  return value;
}

static void constantsAreAboveZeroAndFinite(void **state) {
  (void)state;
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    const FuselageDevice *device = fuselageDeviceGet(i);
    assert_true(device->numMultiprocessors > 0 && device->maxBlocks > 0);
    assert_true(device->maxThreads >= 1024 && device->maxThreads % 32 == 0);
    assert_true(strncmp(device->chip, "sm_", 3) == 0);
    assert_true(device->description[0] != 0);
    for (size_t k = 0; k < numConstants; ++k)
      assert_true(valueOf(device, &constants[k]) > 0 &&
                  valueOf(device, &constants[k]) < 1e6);
  }
}

/// What would be a slip of a unit: every device has caches that are faster than
/// its memory, and loads that take longer than an instruction and a barrier.
static void constantsAreInProportion(void **state) {
  (void)state;
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    const FuselageDevice *device = fuselageDeviceGet(i);
    assert_true(device->l2BytesPerNanosecond >
                device->memoryBytesPerNanosecond);
    assert_true(device->loadNanoseconds > 10 * device->instructionNanoseconds);
    assert_true(device->loadNanoseconds > device->barrierNanoseconds);
    assert_true(device->launchNanoseconds > device->loadNanoseconds);
  }
}

//===----------------------------------------------------------------------===//
// The document
//===----------------------------------------------------------------------===//

static char document[1 << 16];

static int readDocument(void **state) {
  (void)state;
  FILE *file = fopen(FUSELAGE_PLANNER_DOCUMENT, "rb");
  if (!file)
    return -1;
  size_t length = fread(document, 1, sizeof document - 1, file);
  document[length] = 0;
  int failed = ferror(file) || !feof(file);
  return fclose(file) || failed ? -1 : 0;
}

/// Expects a row of a table that begins with `name` and has the `values`.
static void expectRow(const char *name, const char *values) {
  char row[256];
  int length = snprintf(row, sizeof row, "\n| `%s` |%s ", name, values);
  assert_true(length > 0 && (size_t)length < sizeof row);
  if (!strstr(document, row))
    fail_msg("docs/Planner.md has no row%s", row);
}

static void appendValue(char *values, size_t size, const char *value) {
  size_t length = strlen(values);
  int added = snprintf(values + length, size - length, " %s |", value);
  assert_true(added > 0 && (size_t)added < size - length);
}

static void expectConstantRow(const Constant *constant) {
  char values[128] = "";
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    char value[32];
    snprintf(value, sizeof value, "%.4g",
             valueOf(fuselageDeviceGet(i), constant));
    appendValue(values, sizeof values, value);
  }
  expectRow(constant->name, values);
}

static void expectCountRow(const char *name, size_t offset) {
  char values[128] = "";
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    uint32_t count;
    memcpy(&count, (const char *)fuselageDeviceGet(i) + offset, sizeof count);
    char value[32];
    snprintf(value, sizeof value, "%" PRIu32, count);
    appendValue(values, sizeof values, value);
  }
  expectRow(name, values);
}

static void theDocumentHasTheConstants(void **state) {
  (void)state;
  for (size_t k = 0; k < numConstants; ++k)
    expectConstantRow(&constants[k]);
  expectCountRow("numMultiprocessors",
                 offsetof(FuselageDevice, numMultiprocessors));
  expectCountRow("maxThreads", offsetof(FuselageDevice, maxThreads));
  expectCountRow("maxBlocks", offsetof(FuselageDevice, maxBlocks));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(devicesComeInOrderOfNames),
      cmocka_unit_test(noDeviceIsPastTheEnd),
      cmocka_unit_test(devicesAreFoundByName),
      cmocka_unit_test(otherNamesAreNoDevice),
      cmocka_unit_test(messagesNameTheUnknownDeviceAndTheKnownOnes),
      cmocka_unit_test(theDefaultIsAnA100),
      cmocka_unit_test(constantsAreAboveZeroAndFinite),
      cmocka_unit_test(constantsAreInProportion),
      cmocka_unit_test_setup(theDocumentHasTheConstants, readDocument),
  };
  return cmocka_run_group_tests_name("devices", tests, NULL, NULL);
}
