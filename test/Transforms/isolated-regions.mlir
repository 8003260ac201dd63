// Some regions must not use values from around them: the operator of gpu.all_reduce.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s

// A constant that stands before it as well is not taken into it.

// CHECK-LABEL: func.func @operator
// CHECK-COUNT-1: gpu.launch
// CHECK: gpu.all_reduce
// CHECK: arith.constant 3 : i32
// CHECK: gpu.yield
// CHECK-NOT: gpu.launch
func.func @operator(%A: memref<32xi32> {llvm.noalias}, %B: memref<32xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %x : index to i32
    %k = arith.constant 3 : i32
    %w = arith.muli %v, %k : i32
    memref.store %w, %A[%x] : memref<32xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<32xi32>
    %s = gpu.all_reduce %v uniform {
    ^bb(%l: i32, %r: i32):
      %k = arith.constant 3 : i32
      %m = arith.xori %l, %k : i32
      %n = arith.xori %m, %k : i32
      %o = arith.addi %n, %r : i32
      gpu.yield %o : i32
    } : (i32) -> (i32)
    memref.store %s, %B[%x] : memref<32xi32>
    gpu.terminator
  }
  return
}
