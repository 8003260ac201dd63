// The transform dialect can call the passes: here fusion runs on one function
// only, with options.

// RUN: %fuselage-opt %s --transform-interpreter | FileCheck %s
// RUN: %fuselage-opt %s --transform-interpreter --remarks-filter=fuselage --remark-format=emitRemark 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK

// REMARK: remark: [Passed] fused | Category:fuselage | Function=fuse_me | AvoidedIntermediateBytes=256, Launches=2
// REMARK-NOT: Function=leave_me

module attributes {transform.with_named_sequence} {

// CHECK-LABEL: func.func @fuse_me
// CHECK-COUNT-1: gpu.launch blocks
// CHECK-NOT: gpu.launch
func.func @fuse_me(%x: memref<64xf32>, %out: memref<64xf32>) attributes {fuse} {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %t = memref.alloc() : memref<64xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%bx] : memref<64xf32>
    memref.store %v, %t[%bx] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%bx] : memref<64xf32>
    %w = arith.negf %v : f32
    memref.store %w, %out[%bx] : memref<64xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<64xf32>
  return
}

// CHECK-LABEL: func.func @leave_me
// CHECK-COUNT-2: gpu.launch blocks
func.func @leave_me(%x: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %x[%bx] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%bx] : memref<64xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%bx] : memref<64xf32>
    gpu.terminator
  }
  return
}

transform.named_sequence @__transform_main(%module: !transform.any_op {transform.consumed}) {
  %function = transform.structured.match ops{["func.func"]} attributes {fuse} in %module
      : (!transform.any_op) -> !transform.any_op
  %fused = transform.apply_registered_pass "fuselage-fuse-launches"
      with options = {"assume-noalias-args" = true, "objective" = "optimal"} to %function
      : (!transform.any_op) -> !transform.any_op
  transform.yield
}

}
