//===- Compare.cpp - Comparison of the results of two runs ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>

namespace fuselage::test {

static std::string describeIndex(const Output &output, size_t element) {
  std::vector<std::string> indices(output.dims.size());
  for (size_t i = indices.size(); i-- > 0;) {
    auto size = static_cast<size_t>(output.dims[i]);
    indices[i] = std::to_string(element % size);
    element /= size;
  }
  return "[" + llvm::join(indices, ", ") + "]";
}

static std::string describeElement(const Output &output, size_t element) {
  char text[64];
  size_t size = fuselageTestKindGetSize(output.kind);
  fuselageTestPrintElement(output.kind, output.bytes.data() + element * size,
                           text, sizeof text);
  return text;
}

static std::string describeDifference(const Output &expected,
                                      const Output &actual) {
  if (expected.kind != actual.kind || expected.dims != actual.dims)
    return expected.label + " has another type or shape";
  size_t size = fuselageTestKindGetSize(expected.kind);
  size_t numElements = expected.bytes.size() / size;
  size_t first = numElements;
  size_t numDifferent = 0;
  for (size_t i = numElements; i-- > 0;)
    if (std::memcmp(&expected.bytes[i * size], &actual.bytes[i * size], size) !=
        0) {
      first = i;
      ++numDifferent;
    }
  for (size_t i = 0; numDifferent == 0 && i < actual.targets.size(); ++i)
    if (expected.targets[i] && actual.targets[i] &&
        expected.targets[i] != actual.targets[i])
      return expected.label + " element " + describeIndex(expected, i / size) +
             " is written by a launch for another target";
  if (numDifferent == 0)
    return "";
  return expected.label + " element " + describeIndex(expected, first) + " (" +
         fuselageTestKindGetName(expected.kind) + ") is " +
         describeElement(actual, first) + ", expected " +
         describeElement(expected, first) + "; " +
         std::to_string(numDifferent) + " of " + std::to_string(numElements) +
         " elements differ";
}

static bool isGlobal(const Output &output) {
  return llvm::StringRef(output.label).starts_with("global");
}

static const Output *find(const RunResult &result, llvm::StringRef label) {
  auto output = llvm::find_if(result.outputs, [&](const Output &candidate) {
    return candidate.label == label;
  });
  return output == result.outputs.end() ? nullptr : &*output;
}

static std::string describeMissing(const RunResult &expected,
                                   const RunResult &actual) {
  for (const Output &output : actual.outputs)
    if (!isGlobal(output) && !find(expected, output.label))
      return output.label + " is new";
  return "";
}

std::string describeDifference(const RunResult &expected,
                               const RunResult &actual) {
  for (const Output &output : expected.outputs) {
    const Output *other = find(actual, output.label);
    if (!other && isGlobal(output))
      continue;
    if (!other)
      return output.label + " is missing";
    std::string difference = describeDifference(output, *other);
    if (!difference.empty())
      return difference;
  }
  if (expected.counts.printedLines != actual.counts.printedLines ||
      expected.counts.printedHash != actual.counts.printedHash)
    return "printed lines differ";
  return describeMissing(expected, actual);
}

} // namespace fuselage::test
