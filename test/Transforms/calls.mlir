// A function whose body can be read does what its operations do. Only a pass on
// the module may read it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON < %t.remarks
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>&1 | FileCheck %s --check-prefix=FUNCTION
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC
// EXEC: calls.mlir:{{.*}}: ok: launches 2 -> 1
// EXEC: calls.mlir:{{.*}}: ok: launches 2 -> 2
// EXEC: calls.mlir:{{.*}}: ok: launches 2 -> 2
// EXEC: calls.mlir:{{.*}}: ok: launches 2 -> 2
// EXEC: 4 modules, 4 ok

// FUNCTION: [Missed] unknown-effects

// The callee leaves the buffers of the other launch alone; its own allocation is
// its own.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func private @double(%t: memref<16xf32>, %i: index) {
  %v = memref.load %t[%i] : memref<16xf32>
  %own = memref.alloca() : memref<1xf32>
  %c0 = arith.constant 0 : index
  memref.store %v, %own[%c0] : memref<1xf32>
  %w = memref.load %own[%c0] : memref<1xf32>
  %s = arith.addf %v, %w : f32
  memref.store %s, %t[%i] : memref<16xf32>
  return
}
func.func @test(%t: memref<16xf32> {llvm.noalias}, %u: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @double(%u, %b) : (memref<16xf32>, index) -> ()
    gpu.terminator
  }
  return
}

// -----

// The callee touches the buffer that the other launch writes; elements do not
// matter.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] cross-block-raw {{.*}}Function=test
func.func private @inner(%t: memref<16xf32>, %i: index) {
  %v = memref.load %t[%i] : memref<16xf32>
  %s = arith.addf %v, %v : f32
  memref.store %s, %t[%i] : memref<16xf32>
  return
}
func.func private @outer(%i: index, %t: memref<16xf32>) {
  %view = memref.cast %t : memref<16xf32> to memref<?xf32>
  %back = memref.cast %view : memref<?xf32> to memref<16xf32>
  func.call @inner(%back, %i) : (memref<16xf32>, index) -> ()
  return
}
func.func @test(%t: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @outer(%b, %t) : (index, memref<16xf32>) -> ()
    gpu.terminator
  }
  return
}

// -----

// A global that only the callee names.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] waw-order {{.*}}Function=test
memref.global @state : memref<16xf32> = uninitialized
func.func private @set(%i: index) {
  %g = memref.get_global @state : memref<16xf32>
  %two = arith.constant 2.0 : f32
  memref.store %two, %g[%i] : memref<16xf32>
  return
}
func.func @test() {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = memref.get_global @state : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %g[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @set(%b) : (index) -> ()
    gpu.terminator
  }
  return
}

// -----

// A function that calls itself is not followed to its end.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] unknown-effects {{.*}}Function=test
func.func private @again(%i: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %more = arith.cmpi sgt, %i, %c0 : index
  scf.if %more {
    %next = arith.subi %i, %c1 : index
    func.call @again(%next) : (index) -> ()
  }
  return
}
func.func @test(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @again(%b) : (index) -> ()
    gpu.terminator
  }
  return
}
