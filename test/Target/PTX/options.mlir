// Each option reaches the code generator, and the defaults are the documented
// ones.

// DEFINE: %{chip} =
// DEFINE: %{run} = %fuselage-opt %s -o /dev/null \
// DEFINE:   --pass-pipeline='builtin.module(fuselage-to-ptx%{chip},fuselage-print-ptx)'

// RUN: %{run} | FileCheck %s --check-prefixes=PTX,DEFAULT
// REDEFINE: %{chip} = {chip=sm_80}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,SM80
// REDEFINE: %{chip} = {chip=sm_90a}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,SM90A
// REDEFINE: %{chip} = {chip=sm_100}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,SM100
// REDEFINE: %{chip} = {chip=sm_80 features=+ptx83}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,FEATURE
// REDEFINE: %{chip} = {opt-level=0}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,O0
// REDEFINE: %{chip} = {opt-level=1}
// RUN: %{run} | FileCheck %s --check-prefixes=PTX,O1

// PTX: // gpu.binary @kernels
// DEFAULT: .version 6.3
// DEFAULT: .target sm_75
// SM80: .version 7.0
// SM80: .target sm_80
// SM90A: .version 8.0
// SM90A: .target sm_90a
// SM100: .version 8.6
// SM100: .target sm_100
// FEATURE: .version 8.3
// FEATURE: .target sm_80
// PTX: .address_size 64
// PTX: .visible .entry copy(
// Only optimized code knows that kernels are given pointers to global memory.
// O0: ld.b32
// O1: ld.global.b32
// PTX: ret;
gpu.module @kernels {
  gpu.func @copy(%a: memref<f32>, %b: memref<f32>) kernel {
    %v = memref.load %a[] : memref<f32>
    memref.store %v, %b[] : memref<f32>
    gpu.return
  }
}
