// Subgroup operations in branches of every dialect, and workgroup memory that is
// allocated in a scope.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 launch-facts=false' | FileCheck %s
// From thread 8 on the sum of the rest of the warp: 8 to 31, and 32 to 39.
// CHECK: [0, 1, 2, 3, 4, 5, 6, 7, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 468, 284, 284, 284, 284, 284, 284, 284, 284]
// Sums of threads 0 to 15 and 16 to 31, and the largest of the later threads;
// none of the multiples of 5.
// CHECK-NEXT: [-1, 90, 90, 90, 90, -1, 90, 90, 90, 90, -1, 90, 90, 90, 90, -1, 301, 301, 301, 301, -1, 301, 301, 301, 301, -1, 301, 301, 301, 301, -1, 301, 39, 39, 39, -1, 39, 39, 39, 39]
// In reverse, through workgroup memory.
// CHECK-NEXT: [39, 38, 37, {{.*}}, 2, 1, 0]
#from8 = affine_set<(d0) : (d0 - 8 >= 0)>

module {
  func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}
  func.func private @show(%a: memref<40xi32>) {
    %shown = memref.cast %a : memref<40xi32> to memref<*xi32>
    call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
    return
  }
  func.func @main() {
    %c1 = arith.constant 1 : index
    %c40 = arith.constant 40 : index
    %a = memref.alloc() : memref<40xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c40, %ny = %c1, %nz = %c1) {
      %i = arith.index_cast %t : index to i32
      %r = affine.if #from8(%t) -> i32 {
        %s = gpu.subgroup_reduce add %i : (i32) -> i32
        affine.yield %s : i32
      } else {
        affine.yield %i : i32
      }
      memref.store %r, %a[%t] : memref<40xi32>
      gpu.terminator
    }
    call @show(%a) : (memref<40xi32>) -> ()
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c40, %ny = %c1, %nz = %c1) {
      %k0 = arith.constant 0 : index
      %k5 = arith.constant 5 : index
      %k16 = arith.constant 16 : index
      %none = arith.constant -1 : i32
      %i = arith.index_cast %t : index to i32
      memref.store %none, %a[%t] : memref<40xi32>
      %half = arith.divui %t, %k16 : index
      %rest = arith.remui %t, %k5 : index
      %counts = arith.cmpi ne, %rest, %k0 : index
      scf.if %counts {
        %r = scf.index_switch %half -> i32
        case 0 {
          %s = gpu.subgroup_reduce add %i : (i32) -> i32
          scf.yield %s : i32
        }
        case 1 {
          %s = gpu.subgroup_reduce add %i : (i32) -> i32
          scf.yield %s : i32
        }
        default {
          %s = gpu.subgroup_reduce maxsi %i : (i32) -> i32
          scf.yield %s : i32
        }
        memref.store %r, %a[%t] : memref<40xi32>
      }
      gpu.terminator
    }
    call @show(%a) : (memref<40xi32>) -> ()
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c40, %ny = %c1, %nz = %c1) {
      %last = arith.constant 39 : index
      %i = arith.index_cast %t : index to i32
      %j = arith.subi %last, %t : index
      memref.alloca_scope {
        %m = memref.alloca() : memref<40xi32, #gpu.address_space<workgroup>>
        memref.store %i, %m[%t] : memref<40xi32, #gpu.address_space<workgroup>>
        gpu.barrier
        %v = memref.load %m[%j] : memref<40xi32, #gpu.address_space<workgroup>>
        memref.store %v, %a[%t] : memref<40xi32>
      }
      gpu.terminator
    }
    call @show(%a) : (memref<40xi32>) -> ()
    return
  }
}
