// Updates whose new value takes control flow to compute, and updates of bytes at
// the end of workgroup memory, where the word around them must be there.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 libdevice=none launch-facts=false' | FileCheck %s
// Odd threads of eight add their number: 1 + 3 + 5 + 7.
// CHECK: [16, 0]
// Each of eight threads doubles the number and adds one, three times: 2^24 - 1.
// CHECK-NEXT: [16777215, 0]
// Each adds the square root of 16; the largest is kept below 20.
// CHECK-NEXT: [20, 0]
// A choice by the number of the thread.
// CHECK-NEXT: [16, 0]
// The last of six bytes, and the fifth one.
// CHECK-NEXT: [16, 8]

module {
  func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}
  func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
  func.func private @printMemrefI64(memref<*xi64>) attributes {llvm.emit_c_interface}

  func.func private @zeros() -> memref<2xi32> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %zero = arith.constant 0 : i32
    %a = memref.alloc() : memref<2xi32>
    memref.store %zero, %a[%c0] : memref<2xi32>
    memref.store %zero, %a[%c1] : memref<2xi32>
    return %a : memref<2xi32>
  }
  func.func private @show(%a: memref<2xi32>) {
    %shown = memref.cast %a : memref<2xi32> to memref<*xi32>
    call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
    return
  }

  func.func private @conditional() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %a = call @zeros() : () -> memref<2xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
      %i = arith.index_cast %t : index to i32
      %o = memref.generic_atomic_rmw %a[%c0] : memref<2xi32> {
      ^bb0(%c: i32):
        %odd = arith.trunci %i : i32 to i1
        %n = scf.if %odd -> i32 {
          %s = arith.addi %c, %i : i32
          scf.yield %s : i32
        } else {
          scf.yield %c : i32
        }
        memref.atomic_yield %n : i32
      }
      gpu.terminator
    }
    call @show(%a) : (memref<2xi32>) -> ()
    return
  }
  func.func private @loop() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %a = call @zeros() : () -> memref<2xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
      %one = arith.constant 1 : i32
      %o = memref.generic_atomic_rmw %a[%c0] : memref<2xi32> {
      ^bb0(%c: i32):
        %n = affine.for %k = 0 to 3 iter_args(%x = %c) -> i32 {
          %d = arith.addi %x, %x : i32
          %s = arith.addi %d, %one : i32
          affine.yield %s : i32
        }
        memref.atomic_yield %n : i32
      }
      gpu.terminator
    }
    call @show(%a) : (memref<2xi32>) -> ()
    return
  }
  func.func private @float() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %zero = arith.constant 0.0 : f32
    %a = memref.alloc() : memref<2xf32>
    memref.store %zero, %a[%c0] : memref<2xf32>
    memref.store %zero, %a[%c1] : memref<2xf32>
    %sixteen = arith.constant 16.0 : f32
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
      %limit = arith.constant 20.0 : f32
      %o = memref.generic_atomic_rmw %a[%c0] : memref<2xf32> {
      ^bb0(%c: f32):
        %r = math.sqrt %sixteen : f32
        %s = arith.addf %c, %r : f32
        %small = arith.cmpf olt, %s, %limit : f32
        %n = scf.if %small -> f32 {
          scf.yield %s : f32
        } else {
          scf.yield %limit : f32
        }
        memref.atomic_yield %n : f32
      }
      gpu.terminator
    }
    %shown = memref.cast %a : memref<2xf32> to memref<*xf32>
    call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
    return
  }
  func.func private @choices() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c8 = arith.constant 8 : index
    %zero = arith.constant 0 : i64
    %a = memref.alloc() : memref<2xi64>
    memref.store %zero, %a[%c0] : memref<2xi64>
    memref.store %zero, %a[%c1] : memref<2xi64>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
      %o = memref.generic_atomic_rmw %a[%c0] : memref<2xi64> {
      ^bb0(%c: i64):
        %n = scf.index_switch %t -> i64
        case 0 {
          scf.yield %c : i64
        }
        default {
          %odd = arith.remui %t, %c2 : index
          %add = arith.muli %odd, %t : index
          %number = arith.index_cast %add : index to i64
          %s = arith.addi %c, %number : i64
          scf.yield %s : i64
        }
        memref.atomic_yield %n : i64
      }
      gpu.terminator
    }
    %shown = memref.cast %a : memref<2xi64> to memref<*xi64>
    call @printMemrefI64(%shown) : (memref<*xi64>) -> ()
    return
  }
  func.func private @bytes() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %a = call @zeros() : () -> memref<2xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
      %m = memref.alloc() : memref<2x3xi8, #gpu.address_space<workgroup>>
      %k2 = arith.constant 2 : index
      %zero = arith.constant 0 : i8
      %one = arith.constant 1 : i8
      %i = arith.index_cast %t : index to i8
      %first = arith.cmpi eq, %t, %c0 : index
      scf.if %first {
        memref.store %zero, %m[%c1, %c1] : memref<2x3xi8, #gpu.address_space<workgroup>>
        memref.store %zero, %m[%c1, %k2] : memref<2x3xi8, #gpu.address_space<workgroup>>
      }
      gpu.barrier
      %o = memref.generic_atomic_rmw %m[%c1, %k2] : memref<2x3xi8, #gpu.address_space<workgroup>> {
      ^bb0(%c: i8):
        %odd = arith.trunci %i : i8 to i1
        %s = arith.addi %c, %i : i8
        %n = arith.select %odd, %s, %c : i8
        memref.atomic_yield %n : i8
      }
      %p = memref.atomic_rmw addi %one, %m[%c1, %c1] : (i8, memref<2x3xi8, #gpu.address_space<workgroup>>) -> i8
      gpu.barrier
      scf.if %first {
        %v = memref.load %m[%c1, %k2] : memref<2x3xi8, #gpu.address_space<workgroup>>
        %w = arith.extui %v : i8 to i32
        memref.store %w, %a[%c0] : memref<2xi32>
        %x = memref.load %m[%c1, %c1] : memref<2x3xi8, #gpu.address_space<workgroup>>
        %y = arith.extui %x : i8 to i32
        memref.store %y, %a[%c1] : memref<2xi32>
      }
      gpu.terminator
    }
    call @show(%a) : (memref<2xi32>) -> ()
    return
  }

  func.func @main() {
    call @conditional() : () -> ()
    call @loop() : () -> ()
    call @float() : () -> ()
    call @choices() : () -> ()
    call @bytes() : () -> ()
    return
  }
}
