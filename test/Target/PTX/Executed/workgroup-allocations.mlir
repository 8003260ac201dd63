// Workgroup memory that a body allocates is one buffer of the block, counted in
// its limit, whatever the allocation looks like; an alloca, an alloc with its
// dealloc, one in a condition, one whose space is a number.

// RUN: split-file %s %t
// RUN: %judge-ptx --against-ptx %t/run.mlir | FileCheck %s
// CHECK: fused, default: 4 modules, 4 ok; 1 with fewer launches
// CHECK: fused, unoptimized: 4 modules, 4 ok
// CHECK: fused, plain: 4 modules, 4 ok
// RUN: %if mlir-runner %{ %run-main %t/main.mlir --fuse | FileCheck %s --check-prefix=VALUES %}
// RUN: %if mlir-runner %{ %run-main %t/main.mlir --options='chip=sm_75 opt-level=0' | FileCheck %s --check-prefix=VALUES %}
// VALUES: [63, 62, 61, 60
// RUN: not %fuselage-opt %t/refused.mlir -split-input-file --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s --check-prefix=REFUSED
// REFUSED: error: workgroup memory is allocated where a thread may come more than once{{.*}} Fix: allocate it at the beginning of the kernel's body
// REFUSED: error: workgroup memory is allocated with a size that is not constant. Fix: use a constant size, or gpu.dynamic_shared_memory
// RUN: %fuselage-opt %t/limit.mlir --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=LIMIT
// LIMIT-COUNT-2: gpu.launch

//--- run.mlir
func.func @test(%a: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %t = memref.alloca() : memref<64xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xf32>
    memref.store %v, %t[%i] : memref<64xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %c63, %i : index
    %w = memref.load %t[%mirror] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %w, %a[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<2x32xf32> {llvm.noalias}, %b: memref<2x32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c32, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%x, %i] : memref<2x32xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%x, %i] : memref<2x32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c32, %ny = %c1, %nz = %c1) {
    %t = memref.alloc() {alignment = 16 : i64} : memref<32xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%x, %i] : memref<2x32xf32>
    memref.store %v, %t[%i] : memref<32xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %c31, %i : index
    %w = memref.load %t[%mirror] : memref<32xf32, #gpu.address_space<workgroup>>
    memref.store %w, %b[%x, %i] : memref<2x32xf32>
    gpu.barrier
    memref.dealloc %t : memref<32xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<64xi32>, %n: index {fuselage.test.value = 5 : index}) {
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %many = arith.cmpi ugt, %n, %c1 : index
    scf.if %many {
      %t = memref.alloca() : memref<64xi32, 3>
      %v = memref.load %a[%i] : memref<64xi32>
      memref.store %v, %t[%i] : memref<64xi32, 3>
      gpu.barrier
      %mirror = arith.subi %c63, %i : index
      %w = memref.load %t[%mirror] : memref<64xi32, 3>
      memref.store %w, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<64xi32>) {
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1)
             workgroup(%s : memref<64xi32, #gpu.address_space<workgroup>>) {
    %t = memref.alloca() {alignment = 64 : i64} : memref<64xi32, #gpu.address_space<workgroup>>
    %u = memref.alloca() : memref<3xi8, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xi32>
    memref.store %v, %t[%i] : memref<64xi32, #gpu.address_space<workgroup>>
    memref.store %v, %s[%i] : memref<64xi32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %c63, %i : index
    %w = memref.load %t[%mirror] : memref<64xi32, #gpu.address_space<workgroup>>
    %x = memref.load %s[%i] : memref<64xi32, #gpu.address_space<workgroup>>
    %y = arith.subi %w, %x : i32
    memref.store %y, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}
//--- refused.mlir
func.func @loop(%a: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    scf.for %k = %c0 to %c64 step %c1 {
      %t = memref.alloca() : memref<64xf32, #gpu.address_space<workgroup>>
      %v = memref.load %a[%i] : memref<64xf32>
      memref.store %v, %t[%i] : memref<64xf32, #gpu.address_space<workgroup>>
    }
    gpu.terminator
  }
  return
}
// -----
func.func @dynamic(%a: memref<64xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.alloca(%n) : memref<?xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xf32>
    memref.store %v, %t[%i] : memref<?xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  return
}
//--- limit.mlir
func.func @limit(%a: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %t = memref.alloca() : memref<7000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xf32>
    memref.store %v, %t[%i] : memref<7000xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %w = memref.load %t[%ty] : memref<7000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %a[%i] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %t = memref.alloca() : memref<7000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xf32>
    memref.store %v, %t[%i] : memref<7000xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %w = memref.load %t[%ty] : memref<7000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %a[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}
//--- main.mlir
func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func @main() {
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %a = memref.alloc() : memref<64xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %t = memref.alloca() : memref<64xf32, #gpu.address_space<workgroup>>
    %number = arith.index_cast %i : index to i32
    %v = arith.sitofp %number : i32 to f32
    memref.store %v, %t[%i] : memref<64xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %c63, %i : index
    %w = memref.load %t[%mirror] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %w, %a[%i] : memref<64xf32>
    gpu.terminator
  }
  %shown = memref.cast %a : memref<64xf32> to memref<*xf32>
  call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  return
}
