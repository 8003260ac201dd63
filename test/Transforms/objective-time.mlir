// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{objective=time})' --remark-policy=all --remarks-filter=.* 2>&1 | FileCheck %s --check-prefixes=TIME,TIME-A100
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{objective=time device=t4})' --remark-policy=all --remarks-filter=.* 2>&1 | FileCheck %s --check-prefixes=TIME,TIME-T4
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{objective=optimal})' | FileCheck %s --check-prefix=FEWEST
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{objective=time output=-})' -o %t.mlir | grep stages | fuselage-plan | FileCheck %s --check-prefix=PLAN
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{objective=time device=none})' -o %t.mlir 2>&1 | FileCheck %s --check-prefix=DEVICE

// DEVICE: error: no device has the name 'none'. Fix: use a100, h100 or t4

// A barrier in each of 16,384 blocks of 32 warps takes longer than one launch
// more. The second launch reads nothing of the first, so no bytes are saved.
// TIME-A100: remark: [Missed] objective | Category:fuselage | Function=barrier {{.*}}Remark="the plan takes no less time with this pair in one: by the model its join costs 2184 ns, for a barrier in each block", Suggestion="use objective=optimal for fewest launches"
// TIME-T4: remark: [Missed] objective | Category:fuselage | Function=barrier {{.*}}its join costs 19272 ns
// TIME-LABEL: func.func @barrier(
// TIME-COUNT-2: gpu.launch
// TIME-NOT: gpu.launch
// FEWEST-LABEL: func.func @barrier(
// FEWEST: gpu.launch
// FEWEST-NOT: gpu.launch
// FEWEST: return
// PLAN: {"launch_count":2,
func.func @barrier(%a: memref<16384x1024xf32> {llvm.noalias}, %b: memref<16384x1024xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c1023 = arith.constant 1023 : index
  %c1024 = arith.constant 1024 : index
  %c16384 = arith.constant 16384 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c16384, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    %mirror = arith.subi %c1023, %tx : index
    %value = memref.load %a[%bx, %mirror] : memref<16384x1024xf32>
    memref.store %value, %b[%bx, %tx] : memref<16384x1024xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c16384, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    memref.store %zero, %a[%bx, %tx] : memref<16384x1024xf32>
    gpu.terminator
  }
  return
}

// What the second launch reads of the first is worth more than the barrier.
// TIME-LABEL: func.func @barrier_and_bytes(
// TIME: gpu.launch
// TIME-NOT: gpu.launch
// TIME: return
// PLAN: {"launch_count":1,
func.func @barrier_and_bytes(%a: memref<16384x1024xf32> {llvm.noalias}, %b: memref<16384x1024xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c1023 = arith.constant 1023 : index
  %c1024 = arith.constant 1024 : index
  %c16384 = arith.constant 16384 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c16384, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    memref.store %zero, %b[%bx, %tx] : memref<16384x1024xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c16384, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    %mirror = arith.subi %c1023, %tx : index
    %value = memref.load %b[%bx, %mirror] : memref<16384x1024xf32>
    memref.store %value, %a[%bx, %tx] : memref<16384x1024xf32>
    gpu.terminator
  }
  return
}

// A grid of unknown size counts as a middling one, whose barriers take less
// than a launch.
// TIME-LABEL: func.func @unknown_grid(
// TIME: gpu.launch
// TIME-NOT: gpu.launch
// TIME: return
// PLAN: {"launch_count":1,
func.func @unknown_grid(%a: memref<?x1024xf32> {llvm.noalias}, %b: memref<?x1024xf32> {llvm.noalias}, %rows: index) {
  %c1 = arith.constant 1 : index
  %c1023 = arith.constant 1023 : index
  %c1024 = arith.constant 1024 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %rows, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    %mirror = arith.subi %c1023, %tx : index
    %value = memref.load %a[%bx, %mirror] : memref<?x1024xf32>
    memref.store %value, %b[%bx, %tx] : memref<?x1024xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %rows, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1) {
    memref.store %zero, %a[%bx, %tx] : memref<?x1024xf32>
    gpu.terminator
  }
  return
}
