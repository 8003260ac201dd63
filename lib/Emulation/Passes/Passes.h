//===- Passes.h - Passes that run launches on the CPU -----------*- C++ -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/Testing.md describes how these passes work together.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PASSES_PASSES_H
#define FUSELAGE_TEST_PASSES_PASSES_H

namespace fuselage::test {

/// `fuselage-test-emulate-launches`: every gpu.launch becomes a call into the
/// run-time library, which runs the body once per thread.
void registerEmulateLaunchesPass();

/// `fuselage-test-add-main{entry=NAME}`: a function @main that calls a function
/// with made-up arguments, and dumps the buffers that it wrote and the values
/// that it returned.
void registerAddMainPass();

/// `fuselage-test-check-overflow`: arithmetic on indices that must not wrap
/// around gives a recognisable number if it does.
void registerCheckOverflowPass();

/// `fuselage-test-instrument-accesses`: reports each access to memory in the
/// LLVM dialect to the run-time library.
void registerInstrumentAccessesPass();

/// `fuselage-test-integer-atomics`: `memref.generic_atomic_rmw` on floats
/// becomes one on integers of the same width. The LLVM dialect has no other.
void registerIntegerAtomicsPass();

/// `fuselage-test-run-ptx`: every gpu.launch_func of a kernel in a gpu.binary
/// with PTX becomes a call into the run-time library, which interprets it.
void registerRunPTXPass();

/// `fuselage-test-assemble-ptx`: ptxas, where it is found, assembles the PTX of
/// each gpu.binary. `fuselage-test-run-ptx` asks it, too.
void registerAssemblePTXPass();

/// `fuselage-test-lower-to-cpu{entry=NAME detect-races}`: all of the above,
/// and everything else down to the LLVM dialect.
void registerLowerToCPUPipeline();

} // namespace fuselage::test

#endif // FUSELAGE_TEST_PASSES_PASSES_H
