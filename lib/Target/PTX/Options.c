//===- Options.c - The options and their checks ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Processor.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/Libdevice.h"
#include "Target/PTX/TargetMachine.h"

#include <stdlib.h>
#include <string.h>

FuselagePTXOptions fuselagePTXOptionsGetDefault(void) {
  return (FuselagePTXOptions){.chip = "sm_75",
                              .features = "",
                              .optLevel = 3,
                              .libdevice = "",
                              .launchFacts = true};
}

void fuselagePTXForEachChip(FuselagePTXNameCallback callback, void *userData) {
  if (fuselageNVPTXInitialize())
    fuselageNVPTXForEachChip(callback, userData);
}

/// A list of the names that consist of a prefix and a number of digits.
typedef struct Names {
  const char *prefix;
  size_t digits;
  FuselageText text;
} Names;

static void appendName(MlirStringRef name, void *userData) {
  Names *names = userData;
  size_t prefix = strlen(names->prefix);
  if (name.length != prefix + names->digits ||
      strncmp(name.data, names->prefix, prefix) != 0 ||
      strspn(name.data + prefix, "0123456789") != names->digits)
    return;
  if (names->text.length)
    fuselageTextAppendString(&names->text, ", ");
  fuselageTextAppendRef(&names->text, name);
}

static FuselagePTXError verifyChip(const char *chip) {
  if (fuselageNVPTXIsChip(mlirStringRefCreateFromCString(chip)))
    return errorNone();
  Names names = {.prefix = "sm_"};
  for (names.digits = 2; names.digits <= 3; ++names.digits)
    fuselageNVPTXForEachChip(appendName, &names);
  FuselagePTXError error = errorCreate(
      FUSELAGE_PTX_BAD_OPTION,
      "option 'chip': %s%s%s. Fix: use one of %s, or one of them with the "
      "suffix that its own instructions need, such as sm_90a",
      *chip ? "LLVM knows no NVIDIA chip '" : "it is empty", chip,
      *chip ? "'" : "", fuselageTextGet(&names.text));
  fuselageTextFree(&names.text);
  return error;
}

static FuselagePTXError badFeature(const char *start, size_t length) {
  Names names = {.prefix = "ptx", .digits = 2};
  fuselageNVPTXForEachFeature(appendName, &names);
  FuselagePTXError error =
      errorCreate(FUSELAGE_PTX_BAD_OPTION,
                  "option 'features': '%.*s' is not a PTX version with a '+' "
                  "before it. Fix: use one of %s with a '+' before it, or "
                  "leave the option out for the lowest that has the chip",
                  (int)length, start, fuselageTextGet(&names.text));
  fuselageTextFree(&names.text);
  return error;
}

/// LLVM ends the process if the PTX version is too low for the chip. Other
/// features, such as another chip's name, have meanings that do not fit here.
static FuselagePTXError verifyFeature(const char *start, size_t length,
                                      const char *chip) {
  static const char prefix[] = "+ptx";
  const size_t prefixLength = sizeof prefix - 1;
  if (length <= prefixLength || strncmp(start, prefix, prefixLength) != 0 ||
      !fuselageNVPTXIsFeature(mlirStringRefCreate(start + 1, length - 1)))
    return badFeature(start, length);
  unsigned long version = strtoul(start + prefixLength, NULL, 10);
  unsigned minimum = targetMachineMinimumVersion(chip);
  if (version >= minimum)
    return errorNone();
  return errorCreate(FUSELAGE_PTX_BAD_OPTION,
                     "option 'features': PTX %lu.%lu does not have chip '%s'. "
                     "Fix: use +ptx%u or higher, or leave the option out",
                     version / 10, version % 10, chip, minimum);
}

static FuselagePTXError verifyFeatures(const char *features, const char *chip) {
  while (*features) {
    size_t length = strcspn(features, ",");
    FuselagePTXError error = verifyFeature(features, length, chip);
    if (!fuselagePTXErrorIsNull(error))
      return error;
    features += length + (features[length] == ',');
  }
  return errorNone();
}

FuselagePTXError fuselagePTXOptionsVerify(const FuselagePTXOptions *options) {
  if (!fuselageNVPTXInitialize())
    return errorCreate(FUSELAGE_PTX_CODEGEN_FAILED,
                       "this LLVM has no NVPTX target. Fix: use an LLVM built "
                       "with NVPTX in LLVM_TARGETS_TO_BUILD");
  FuselagePTXError error = verifyChip(options->chip ? options->chip : "");
  if (fuselagePTXErrorIsNull(error) && options->features)
    error = verifyFeatures(options->features, options->chip);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  if (options->optLevel < 0 || options->optLevel > 3)
    return errorCreate(FUSELAGE_PTX_BAD_OPTION,
                       "option 'opt-level': %d is out of range. Fix: use 0, 1, "
                       "2 or 3",
                       options->optLevel);
  return libdeviceVerifyOption(options->libdevice);
}
