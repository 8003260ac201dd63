//===- Report.cpp - Printed reports of a run ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "ModelledTime.h"
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

/// Of the 32 lanes of a warp, how many take part in a warp access, in
/// hundredths.
static uint64_t countBusyLanes(const FuselageTestAccessCounts &counts) {
  if (counts.warpAccesses == 0)
    return 0;
  return (100 * counts.threadAccesses + counts.warpAccesses / 2) /
         counts.warpAccesses;
}

static void printAccesses(const FuselageTestAccessCounts &counts) {
  if (counts.notGrouped > 0) {
    llvm::outs() << "warp accesses, sectors and busy lanes not counted";
  } else {
    uint64_t lanes = countBusyLanes(counts);
    llvm::outs() << "warp accesses " << counts.warpAccesses << ", sectors "
                 << counts.sectors << " of 32 bytes, busy lanes " << lanes / 100
                 << "." << llvm::format("%02u", unsigned(lanes % 100))
                 << " of 32";
  }
  llvm::outs() << ", thread accesses " << counts.threadAccesses
               << ", longest thread " << counts.longestThread
               << ", longest loads " << counts.longestLoads << ", barriers "
               << counts.barriers << ", compulsory " << counts.compulsoryBytes
               << " bytes";
}

static void printSizes(const char *what, const int64_t sizes[3]) {
  llvm::outs() << what << sizes[0] << " x " << sizes[1] << " x " << sizes[2];
}

static void printLaunch(const LaunchCounts &launch, const std::string &prefix) {
  const FuselageTestLaunchCounts &counts = launch.counts;
  llvm::outs() << prefix << ": launch at " << launch.place << ", "
               << counts.executions
               << (counts.executions == 1 ? " time" : " times");
  printSizes(", grid ", counts.gridSize);
  printSizes(", block ", counts.blockSize);
  llvm::outs() << ": ";
  printAccesses(counts.each);
  llvm::outs() << "\n";
}

/// What each execution of a launch did, and what all did.
static void printLaunches(const RunResult &result, const std::string &prefix) {
  uint64_t numOthers = result.counts.launches;
  llvm::outs() << prefix << ": ";
  printAccesses(result.accesses);
  if (result.accesses.notGrouped > 0)
    llvm::outs() << "; launches that need more than --max-count-bytes: "
                 << result.accesses.notGrouped;
  llvm::outs() << "\n";
  for (const LaunchCounts &launch : result.launches) {
    printLaunch(launch, prefix);
    numOthers -= launch.counts.executions;
  }
  if (numOthers > 0)
    llvm::outs() << prefix << ": launches after "
                 << FUSELAGE_TEST_MAX_LAUNCH_COUNTS
                 << " different ones, not listed: " << numOthers << "\n";
}

/// What a device takes for the launches, and what no program with the same
/// compulsory bytes can beat.
static void printTime(const RunResult &result, const std::string &prefix) {
  const FuselageDevice *device = fuselageDeviceGetDefault();
  llvm::outs() << prefix << ": modelled time ";
  if (std::optional<double> microseconds = modelTime(device, result))
    llvm::outs() << llvm::format("%.3f us", *microseconds);
  else
    llvm::outs() << "not counted";
  double limit = fuselageTimeModelLimit(device, result.counts.liveInBytes +
                                                    countLiveOutBytes(result));
  llvm::outs() << ", limit " << llvm::format("%.3f us", limit) << ", on "
               << device->name << "\n";
}

void printCounts(const RunResult &result, const std::string &prefix) {
  const FuselageTestCounts &counts = result.counts;
  llvm::outs() << prefix << ": launches " << counts.launches << ", allocations "
               << counts.allocations << " of " << counts.allocatedBytes
               << " bytes, loads " << counts.loadedBytes << " bytes, stores "
               << counts.storedBytes << " bytes, live-in " << counts.liveInBytes
               << " bytes, live-out " << countLiveOutBytes(result)
               << " bytes\n";
  printLaunches(result, prefix);
  printTime(result, prefix);
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
