// What the launches show about a kernel reaches the PTX: loads of memory that
// nothing in the launch writes become ld.global.nc, and the block size is
// required. Where two arguments may share memory nothing is assumed.

// RUN: %fuselage-opt %s -split-input-file -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80},fuselage-print-ptx)' | FileCheck %s
// RUN: %fuselage-opt %s -split-input-file -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 launch-facts=false},fuselage-print-ptx)' \
// RUN:   | FileCheck %s --check-prefix=OFF --implicit-check-not=ld.global.nc --implicit-check-not=.reqntid --implicit-check-not=.maxntid

// OFF: .entry distinct_allocations_kernel(

// The output is an allocation, so no argument of the function shares it.
// CHECK-LABEL: .entry distinct_allocations_kernel(
// CHECK-NOT: .maxntid
// CHECK: .reqntid 64, 1, 1
// CHECK-COUNT-2: ld.global.nc.b32
// CHECK-NOT: ld.global.b32
// CHECK: st.global.b32
func.func @distinct_allocations(%a: memref<4x64xf32>, %b: memref<1x64xf32>) -> memref<4x64xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %out = memref.alloc() : memref<4x64xf32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%j, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %x = memref.load %a[%i, %j] : memref<4x64xf32>
    %y = memref.load %b[%c0, %j] : memref<1x64xf32>
    %z = arith.addf %x, %y : f32
    memref.store %z, %out[%i, %j] : memref<4x64xf32>
    gpu.terminator
  }
  return %out : memref<4x64xf32>
}

// -----

// Two arguments of a function may be the same memory.
// CHECK-LABEL: .entry function_arguments_kernel(
// CHECK-NOT: ld.global.nc
// CHECK: ret;
func.func @function_arguments(%a: memref<64xf32>, %out: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %x = memref.load %a[%i] : memref<64xf32>
    memref.store %x, %out[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Unless one of them says otherwise.
// CHECK-LABEL: .entry noalias_argument_kernel(
// CHECK: ld.global.nc.b32
func.func @noalias_argument(%a: memref<64xf32> {llvm.noalias}, %out: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %x = memref.load %a[%i] : memref<64xf32>
    memref.store %x, %out[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Two views of one allocation.
// CHECK-LABEL: .entry views_kernel(
// CHECK-NOT: ld.global.nc
// CHECK: ret;
func.func @views(%n: index) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = memref.alloc() : memref<128xf32>
  %a = memref.subview %m[%n] [64] [1] : memref<128xf32> to memref<64xf32, strided<[1], offset: ?>>
  %c = memref.cast %m : memref<128xf32> to memref<?xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %x = memref.load %a[%i] : memref<64xf32, strided<[1], offset: ?>>
    memref.store %x, %c[%i] : memref<?xf32>
    gpu.terminator
  }
  memref.dealloc %m : memref<128xf32>
  return
}

// -----

// Two views of one allocation that are only read.
// CHECK-LABEL: .entry read_views_kernel(
// CHECK-COUNT-2: ld.global.nc.b32
func.func @read_views(%n: index) -> memref<64xf32> {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = memref.alloc() : memref<128xf32>
  %out = memref.alloc() : memref<64xf32>
  %a = memref.subview %m[%n] [64] [1] : memref<128xf32> to memref<64xf32, strided<[1], offset: ?>>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %x = memref.load %a[%i] : memref<64xf32, strided<[1], offset: ?>>
    %y = memref.load %m[%i] : memref<128xf32>
    %z = arith.addf %x, %y : f32
    memref.store %z, %out[%i] : memref<64xf32>
    gpu.terminator
  }
  return %out : memref<64xf32>
}

// -----

// Buffers that take turns.
// CHECK-LABEL: .entry turns_kernel(
// CHECK-NOT: ld.global.nc
// CHECK: ret;
func.func @turns(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = memref.alloc() : memref<64xf32>
  %o = memref.alloc() : memref<64xf32>
  scf.for %k = %c0 to %n step %c1 iter_args(%from = %m, %to = %o) -> (memref<64xf32>, memref<64xf32>) {
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
      %x = memref.load %from[%i] : memref<64xf32>
      memref.store %x, %to[%i] : memref<64xf32>
      gpu.terminator
    }
    scf.yield %to, %from : memref<64xf32>, memref<64xf32>
  }
  return
}

// -----

// The second load reads what another thread stored between the barriers. Were
// the argument noalias, LLVM would take the first load's value for it.
// CHECK-LABEL: .entry exchange_kernel(
// CHECK: ld.global.b32
// CHECK: bar.sync
// CHECK: st.global.b32
// CHECK: bar.sync
// CHECK: ld.global.b32
// CHECK: bar.sync
// CHECK: st.global.b32
func.func @exchange() -> memref<65xf32> {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = memref.alloc() : memref<65xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %j = arith.addi %i, %c1 : index
    %x = memref.load %m[%j] : memref<65xf32>
    gpu.barrier
    %y = arith.addf %x, %x : f32
    memref.store %y, %m[%i] : memref<65xf32>
    gpu.barrier
    %z = memref.load %m[%j] : memref<65xf32>
    gpu.barrier
    %s = arith.addf %x, %z : f32
    memref.store %s, %m[%i] : memref<65xf32>
    gpu.terminator
  }
  return %m : memref<65xf32>
}

// -----

// All launches count: the second one passes one buffer for both.
// CHECK-LABEL: .entry copy(
// CHECK: .reqntid 64, 1, 1
// CHECK-NOT: ld.global.nc
// CHECK: .entry sum(
// CHECK-NOT: .reqntid
// CHECK: ld.global.nc
// CHECK: .entry elsewhere(
// CHECK-NOT: .reqntid
// CHECK-NOT: ld.global.nc
// CHECK: ret;
module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @copy(%a: memref<64xf32>, %b: memref<64xf32>) kernel {
      %i = gpu.thread_id x
      %x = memref.load %a[%i] : memref<64xf32>
      memref.store %x, %b[%i] : memref<64xf32>
      gpu.return
    }
    gpu.func @sum(%a: memref<64xf32>, %b: memref<64xf32>) kernel {
      %i = gpu.thread_id x
      %x = memref.load %a[%i] : memref<64xf32>
      memref.store %x, %b[%i] : memref<64xf32>
      gpu.return
    }
    gpu.func @elsewhere(%a: memref<64xf32>, %b: memref<64xf32>) kernel {
      %i = gpu.thread_id x
      %x = memref.load %a[%i] : memref<64xf32>
      memref.store %x, %b[%i] : memref<64xf32>
      gpu.return
    }
  }
  func.func @host() {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    %c64 = arith.constant 64 : index
    %a = memref.alloc() : memref<64xf32>
    %b = memref.alloc() : memref<64xf32>
    gpu.launch_func @kernels::@copy blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
      args(%a : memref<64xf32>, %b : memref<64xf32>)
    gpu.launch_func @kernels::@copy blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
      args(%a : memref<64xf32>, %a : memref<64xf32>)
    gpu.launch_func @kernels::@sum blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
      args(%a : memref<64xf32>, %b : memref<64xf32>)
    gpu.launch_func @kernels::@sum blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%b : memref<64xf32>, %a : memref<64xf32>)
    return
  }
}

// -----

// Sizes of outlined kernels become ranges of ids: one multiplication of 32 bits
// to 64 for the address, and no other arithmetic in 64 bits. The block size is a
// constant.
// CHECK-LABEL: .entry narrow(
// CHECK-NOT: {{ntid\.x|cvt\.[us]64|mul\.lo\.s64|mad\.lo\.s64|shl\.b64|or\.b64|mad\.wide}}
// CHECK: mul.wide.u32
// CHECK-NOT: {{ntid\.x|cvt\.[us]64|mul\.lo\.s64|mad\.lo\.s64|shl\.b64|or\.b64|mad\.wide}}
// CHECK: ret;
module attributes {gpu.container_module} {
  gpu.module @sized {
    gpu.func @narrow(%a: memref<65536xf32>) kernel {
      %zero = arith.constant 0.0 : f32
      %b = gpu.block_id x
      %n = gpu.block_dim x
      %t = gpu.thread_id x
      %o = arith.muli %b, %n : index
      %i = arith.addi %o, %t : index
      memref.store %zero, %a[%i] : memref<65536xf32>
      gpu.return
    }
  }
  func.func @host(%a: memref<65536xf32>) {
    %c1 = arith.constant 1 : index
    %c256 = arith.constant 256 : index
    gpu.launch_func @sized::@narrow blocks in (%c256, %c1, %c1) threads in (%c256, %c1, %c1)
      args(%a : memref<65536xf32>)
    return
  }
}
