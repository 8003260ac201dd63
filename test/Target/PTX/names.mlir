// Symbols that PTX cannot spell get names that it can, the same in launches; names
// that it can spell stay.

// RUN: %fuselage-opt %s -o %t.out --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80},fuselage-print-ptx{output=%t/})'
// RUN: cat %t/*.ptx | FileCheck %s --check-prefix=PTX
// RUN: FileCheck %s < %t.out
// PTX-DAG: .entry $31abc_kernel(
// PTX-DAG: .entry a$2eb_kernel(
// PTX-DAG: .entry a_b_kernel(
// PTX-DAG: .entry main$2dgraph$20$c3$a9_kernel(
// PTX-DAG: .entry $57ARP_SZ(
// PTX-DAG: .global {{.*}}the$2etable
// Tools use these themselves: the name of a parameter of a kernel, of a function
// of CUDA's, and of a place in a call. A declaration is CUDA's.
// PTX-DAG: .global {{.*}}reserved_param_1_
// PTX-DAG: .entry reserved(
// PTX-DAG: .entry vprintf_(
// PTX-DAG: .func {{.*}}param0_(
// PTX-DAG: .func {{.*}}__nv_mine_(
// CHECK-DAG: gpu.launch_func @made_up::@vprintf_
// CHECK-DAG: gpu.launch_func @a.b_kernel::@a$2eb_kernel
// CHECK-DAG: gpu.launch_func @a_b_kernel::@a_b_kernel
// CHECK-DAG: gpu.launch_func @"1abc_kernel"::@"$31abc_kernel"
// CHECK-DAG: gpu.launch_func @own::@"$57ARP_SZ"
// RUN: %if ptxas %{ find %t -name '*.ptx' -print0 | xargs -0 -n 1 %ptxas -arch=sm_80 -o %t.cubin %}

module attributes {gpu.container_module} {
  gpu.module @own {
    memref.global "private" @"the.table" : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
    gpu.func @WARP_SZ(%a: memref<4xf32>, %i: index) kernel {
      %t = memref.get_global @"the.table" : memref<4xf32>
      %v = memref.load %t[%i] : memref<4xf32>
      %w = memref.load %a[%i] : memref<4xf32>
      memref.store %w, %t[%i] : memref<4xf32>
      memref.store %v, %a[%i] : memref<4xf32>
      gpu.return
    }
  }
  gpu.module @made_up {
    memref.global "private" @reserved_param_1 : memref<1xf32> = dense<[2.0]>
    func.func @param0(%x: f32) -> f32 attributes {no_inline} {
      %y = arith.addf %x, %x : f32
      return %y : f32
    }
    func.func @__nv_mine(%x: f32) -> f32 attributes {no_inline} {
      %y = arith.mulf %x, %x : f32
      return %y : f32
    }
    gpu.func @reserved(%a: memref<4xf32>, %i: index) kernel {
      %t = memref.get_global @reserved_param_1 : memref<1xf32>
      %c0 = arith.constant 0 : index
      %v = memref.load %t[%c0] : memref<1xf32>
      %x = func.call @param0(%v) : (f32) -> f32
      %y = func.call @__nv_mine(%x) : (f32) -> f32
      memref.store %y, %a[%i] : memref<4xf32>
      memref.store %y, %t[%c0] : memref<1xf32>
      gpu.return
    }
    gpu.func @vprintf(%a: memref<4xf32>, %i: index) kernel {
      %v = memref.load %a[%i] : memref<4xf32>
      gpu.printf "%f\0A", %v : f32
      gpu.return
    }
  }
  func.func @host(%a: memref<4xf32>, %i: index) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @own::@WARP_SZ blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<4xf32>, %i : index)
    gpu.launch_func @made_up::@vprintf blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<4xf32>, %i : index)
    return
  }
  func.func @a.b(%a: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %v = memref.load %a[%tx] : memref<4xf32>
      memref.store %v, %a[%bx] : memref<4xf32>
      gpu.terminator
    }
    return
  }
  func.func @a_b(%a: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %v = memref.load %a[%tx] : memref<4xf32>
      memref.store %v, %a[%bx] : memref<4xf32>
      gpu.terminator
    }
    return
  }
  func.func @"1abc"(%a: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %v = memref.load %a[%tx] : memref<4xf32>
      memref.store %v, %a[%bx] : memref<4xf32>
      gpu.terminator
    }
    return
  }
  func.func @"main-graph é"(%a: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %v = memref.load %a[%tx] : memref<4xf32>
      memref.store %v, %a[%bx] : memref<4xf32>
      gpu.terminator
    }
    return
  }
}
