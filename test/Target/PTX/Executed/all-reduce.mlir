// Sums over blocks of 5, 48, 80, 96, 160 and 1024 threads, two after each other
// that share memory, and a reduction by a region.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 launch-facts=false' | FileCheck %s
// CHECK: [10, 4,
// CHECK-NEXT: [1128, 47,
// CHECK-NEXT: [3160, 79,
// CHECK-NEXT: [4560, 95,
// CHECK-NEXT: [12720, 159,
// CHECK-NEXT: [523776, 1023,

func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}

func.func private @sum(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<3xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %n, %ny = %c1, %nz = %c1) {
    %k1 = arith.constant 1 : index
    %k2 = arith.constant 2 : index
    %v = arith.index_cast %t : index to i32
    %sum = gpu.all_reduce add %v uniform {} : (i32) -> i32
    %most = gpu.all_reduce %v uniform {
    ^bb0(%lhs: i32, %rhs: i32):
      %m = arith.maxsi %lhs, %rhs : i32
      gpu.yield %m : i32
    } : (i32) -> i32
    %f = arith.sitofp %v : i32 to f64
    %least = gpu.all_reduce minimumf %f {} : (f64) -> f64
    %l = arith.fptosi %least : f64 to i32
    // Each thread has the same results.
    %last = arith.cmpi eq, %t, %c0 : index
    scf.if %last {
      memref.store %sum, %a[%c0] : memref<3xi32>
      memref.store %most, %a[%k1] : memref<3xi32>
      memref.store %l, %a[%k2] : memref<3xi32>
    }
    gpu.terminator
  }
  %shown = memref.cast %a : memref<3xi32> to memref<*xi32>
  call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
  return
}

func.func @main() {
  %c5 = arith.constant 5 : index
  %c48 = arith.constant 48 : index
  %c80 = arith.constant 80 : index
  %c96 = arith.constant 96 : index
  %c160 = arith.constant 160 : index
  %c1024 = arith.constant 1024 : index
  call @sum(%c5) : (index) -> ()
  call @sum(%c48) : (index) -> ()
  call @sum(%c80) : (index) -> ()
  call @sum(%c96) : (index) -> ()
  call @sum(%c160) : (index) -> ()
  call @sum(%c1024) : (index) -> ()
  return
}
