//===- Report.cpp - Printed reports of a run ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace fuselage::test {

/// The bytes that were written and that the caller sees, results included.
static uint64_t countLiveOutBytes(const RunResult &result) {
  uint64_t bytes = result.counts.liveOutBytes;
  for (const Output &output : result.outputs)
    if (llvm::StringRef(output.label).starts_with("result"))
      bytes += output.bytes.size();
  return bytes;
}

void printCounts(const RunResult &result, const std::string &prefix) {
  const FuselageTestCounts &counts = result.counts;
  llvm::outs() << prefix << ": launches " << counts.launches << ", allocations "
               << counts.allocations << " of " << counts.allocatedBytes
               << " bytes, loads " << counts.loadedBytes << " bytes, stores "
               << counts.storedBytes << " bytes, live-in " << counts.liveInBytes
               << " bytes, live-out " << countLiveOutBytes(result)
               << " bytes\n";
}

/// The element's bits as an integer: the machine is little-endian.
static void printElement(const unsigned char *element, size_t size) {
  llvm::outs() << " 0x";
  for (size_t i = size; i-- > 0;)
    llvm::outs() << llvm::format("%02x", element[i]);
}

void printOutputs(const RunResult &result, const std::string &prefix) {
  for (const Output &output : result.outputs) {
    llvm::outs() << prefix << ": " << output.label << ": ";
    for (int64_t size : output.dims)
      llvm::outs() << size << "x";
    llvm::outs() << fuselageTestKindGetName(output.kind) << ":";
    size_t size = fuselageTestKindGetSize(output.kind);
    for (size_t i = 0; i < output.bytes.size(); i += size)
      printElement(output.bytes.data() + i, size);
    llvm::outs() << "\n";
  }
}

} // namespace fuselage::test
