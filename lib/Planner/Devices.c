//===- Devices.c - Constants of devices for the model of time -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every constant has its source beside it. A figure in clocks is divided by
// the clock that it was measured at, or that the product runs at, in GHz.
// "Assumed" says that there is no figure for this device, and what stands in
// for it.
//
//   [A100]   NVIDIA A100 Tensor Core GPU Architecture, whitepaper, 2020:
//            table 4 and the section on the L2 cache
//   [H100]   NVIDIA H100 Tensor Core GPU, product page and whitepaper, 2022:
//            SXM5
//   [T4]     NVIDIA T4 Tensor Core GPU, datasheet, 2019; NVIDIA Turing GPU
//            Architecture, whitepaper, 2018
//   [Guide]  NVIDIA CUDA C++ Programming Guide, "Technical Specifications per
//            Compute Capability"
//   [Luo]    Luo et al., Benchmarking and Dissecting the Nvidia Hopper GPU
//            Architecture, arXiv 2402.13499: table IV (latencies), table V
//            (throughput of caches)
//   [Abd]    Abdelkhalik et al., Demystifying the Nvidia Ampere Architecture
//            through Microbenchmarking and Instruction-level Analysis, arXiv
//            2208.11174
//   [Bench]  github.com/te42kyfo/gpu-benches: measurements in gpu-l2-cache,
//            gpu-cache, gpu-latency and gpu-small-kernels
//   [Sync]   github.com/burtscher/SyncPerformance: logs of cuda_syncthreads
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/TimeModel.h"

#include <stdio.h>
#include <string.h>

/// In alphabetical order of names, which is the order of messages.
static const FuselageDevice devices[] = {
    {
        .name = "a100",
        .description = "NVIDIA A100-SXM4-40GB",
        .chip = "sm_80",
        .numMultiprocessors = 108, // [A100]
        .maxThreads = 2048,        // [Guide], 8.0
        .maxBlocks = 32,           // [Guide], 8.0
        // 1,555 GB/s [A100].
        .memoryBytesPerNanosecond = 1555,
        // 5.4 TB/s while the data fit one half of the cache [Bench, A100 80GB].
        // The peak is 5,120 bytes a clock, 7.2 TB/s [A100].
        .l2BytesPerNanosecond = 5400,
        // Four schedulers of one warp a clock, at 1.41 GHz [A100].
        .warpInstructionsPerNanosecond = 4 * 1.41,
        // 4 clocks for an addition that needs the one before [Abd].
        .instructionNanoseconds = 4 / 1.41,
        // 466.3 clocks [Luo, A100 PCIe].
        .loadNanoseconds = 466.3 / 1.41,
        // A kernel of 4,096 elements, queued again and again, takes 2.7 us
        // [Bench, A100 80GB]; a load, which each thread has, takes 0.3 of it.
        .launchNanoseconds = 2400,
        // 21 clocks and 2 for each warp: 23 for one, 85 for 32
        // [Sync, A100 PCIe].
        .barrierNanoseconds = 21 / 1.41,
        .barrierNanosecondsPerWarp = 2 / 1.41,
    },
    {
        .name = "h100",
        .description = "NVIDIA H100 SXM5 80GB",
        .chip = "sm_90",
        .numMultiprocessors = 132, // [H100]
        .maxThreads = 2048,        // [Guide], 9.0
        .maxBlocks = 32,           // [Guide], 9.0
        // 3.35 TB/s [H100].
        .memoryBytesPerNanosecond = 3350,
        // 4,472.3 bytes a clock of the same die [Luo, H800 PCIe], at the 1.98
        // GHz that the 67 TFLOPS of f32 imply [H100]. An H200, of the same die,
        // reaches 9.7 TB/s [Bench].
        .l2BytesPerNanosecond = 4472.3 * 1.98,
        // Four schedulers of one warp a clock [H100].
        .warpInstructionsPerNanosecond = 4 * 1.98,
        // Assumed: as many clocks as on an A100.
        .instructionNanoseconds = 4 / 1.98,
        // 478.8 clocks at 1.755 GHz [Luo, H800 PCIe].
        .loadNanoseconds = 478.8 / 1.755,
        // As on an A100: 2.5 us less 0.3 [Bench, H200].
        .launchNanoseconds = 2200,
        // Assumed: as many clocks as on an A100.
        .barrierNanoseconds = 21 / 1.98,
        .barrierNanosecondsPerWarp = 2 / 1.98,
    },
    {
        .name = "t4",
        .description = "NVIDIA T4 16GB",
        .chip = "sm_75",
        .numMultiprocessors = 40, // [T4]
        .maxThreads = 1024,       // [Guide], 7.5
        .maxBlocks = 16,          // [Guide], 7.5
        // 320 GB/s [T4].
        .memoryBytesPerNanosecond = 320,
        // Assumed: what a multiprocessor of a V100, the generation before,
        // gets. That is 2,482 GB/s over 80 at 1.38 GHz [Bench], 22.5 bytes a
        // clock.
        .l2BytesPerNanosecond = 22.5 * 40 * 1.59,
        // Four schedulers of one warp a clock, at 1.59 GHz [T4].
        .warpInstructionsPerNanosecond = 4 * 1.59,
        // Assumed: as many clocks as on an A100.
        .instructionNanoseconds = 4 / 1.59,
        // Assumed: the 428 clocks at 1.38 GHz of a V100 [Bench].
        .loadNanoseconds = 428 / 1.38,
        // Assumed: as on an A100.
        .launchNanoseconds = 2400,
        // 20 clocks and 2 for each warp: 22 for one, 84 for 32
        // [Sync, RTX 2070 SUPER, which has the same die].
        .barrierNanoseconds = 20 / 1.59,
        .barrierNanosecondsPerWarp = 2 / 1.59,
    },
};

size_t fuselageDeviceGetCount(void) { return sizeof devices / sizeof *devices; }

const FuselageDevice *fuselageDeviceGet(size_t index) {
  return index < fuselageDeviceGetCount() ? &devices[index] : NULL;
}

const FuselageDevice *fuselageDeviceFind(const char *name) {
  for (size_t i = 0; name && i < fuselageDeviceGetCount(); ++i)
    if (strcmp(devices[i].name, name) == 0)
      return &devices[i];
  return NULL;
}

size_t fuselageDevicePrintUnknown(const char *name, char *buffer, size_t size) {
  char names[64] = "";
  size_t used = 0;
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    const char *separator = i == 0                              ? ""
                            : i + 1 == fuselageDeviceGetCount() ? " or "
                                                                : ", ";
    int length = snprintf(names + used, sizeof names - used, "%s%s", separator,
                          devices[i].name);
    used += length > 0 ? (size_t)length : 0;
    if (used >= sizeof names)
      break;
  }
  int length = snprintf(
      buffer, size, "no device has the name '%.40s'. Fix: use %s", name, names);
  return length < 0 ? 0 : (size_t)length;
}

const FuselageDevice *fuselageDeviceGetDefault(void) {
  return fuselageDeviceFind("a100");
}

const FuselageDevice *fuselageDeviceFindOrDefault(const char *nameOrNull) {
  return nameOrNull ? fuselageDeviceFind(nameOrNull)
                    : fuselageDeviceGetDefault();
}
