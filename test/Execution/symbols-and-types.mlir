// Modules in modules, kernels of gpu.modules, elements of any width, and steps
// around a pipeline.
// RUN: %test-exec %s --split-input-file | FileCheck %s --implicit-check-not=ERROR
// RUN: not %test-exec %s --split-input-file --candidate=wrong 2>&1 | FileCheck %s --check-prefix=WRONG

// The kernel's call means the function beside it, which reverses:
// CHECK: symbols-and-types.mlir:1: ok: launches 1 -> 1, 1 outputs
// WRONG: symbols-and-types.mlir:1: DIFFERENT: {{.*}} argument 0 element [0] (i64) is
module attributes {gpu.container_module} {
func.func private @touch(%A: memref<4xi64>, %i: index) {
  return
}
gpu.module @kernels {
  func.func private @touch(%A: memref<4xi64>, %i: index) {
    %c3 = arith.constant 3 : index
    %v = arith.index_cast %i : index to i64
    %j = arith.subi %c3, %i : index
    memref.store %v, %A[%j] : memref<4xi64>
    return
  }
  gpu.func @reverse(%A: memref<4xi64>) workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>, %w : memref<4xf32, #gpu.address_space<workgroup>> {llvm.align = 16 : i64}) kernel {
    %i = gpu.block_id x
    %c0 = arith.constant 0 : index
    %z = arith.constant 0.0 : f32
    memref.store %z, %w[%c0] {alignment = 16 : i64} : memref<4xf32, #gpu.address_space<workgroup>>
    func.call @touch(%A, %i) : (memref<4xi64>, index) -> ()
    gpu.return
  }
}
func.func @test(%A: memref<4xi64>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch_func @kernels::@reverse blocks in (%c4, %c1, %c1) threads in (%c1, %c1, %c1) args(%A : memref<4xi64>)
  return
}
func.func @wrong(%A: memref<4xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    func.call @touch(%A, %i) : (memref<4xi64>, index) -> ()
  }
  return
}
}

// -----

// Bits beyond a width are padding, and so is the fourth of three numbers:
// CHECK: symbols-and-types.mlir:{{[0-9]+}}: ok: launches 1 -> 1, 3 outputs of 128 bytes
// WRONG: DIFFERENT: {{.*}} argument 0 element [1, 0] (i8) is
func.func @test(%A: memref<4xi17>, %B: memref<4xvector<3xf32>>, %C: memref<3xi128>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.load %A[%i] : memref<4xi17>
    %b = arith.addi %a, %a : i17
    %j = arith.addi %i, %i : index
    memref.store %b, %A[%i] : memref<4xi17>
    %v = memref.load %B[%i] : memref<4xvector<3xf32>>
    %w = arith.addf %v, %v : vector<3xf32>
    memref.store %w, %B[%i] : memref<4xvector<3xf32>>
    %x = memref.load %C[%i] : memref<3xi128>
    %y = arith.muli %x, %x : i128
    memref.store %y, %C[%i] : memref<3xi128>
    gpu.terminator
  }
  return
}
func.func @wrong(%A: memref<4xi17>, %B: memref<4xvector<3xf32>>, %C: memref<3xi128>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %A[%c0] : memref<4xi17>
  %b = arith.addi %a, %a : i17
  memref.store %b, %A[%c0] : memref<4xi17>
  memref.store %b, %A[%c1] : memref<4xi17>
  %v = memref.load %B[%c0] : memref<4xvector<3xf32>>
  %w = arith.addf %v, %v : vector<3xf32>
  memref.store %w, %B[%c0] : memref<4xvector<3xf32>>
  return
}

// -----
// pipeline: builtin.module(canonicalize) | generic | builtin.module(cse) | bytecode | text

// A body of a reduction, and a module that is written and read again between passes:
// CHECK: symbols-and-types.mlir:{{[0-9]+}}: ok: launches 1 -> 1, 1 outputs
module {
  module @inner {
    func.func @test(%A: memref<8xi32>) {
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
        %v = memref.load %A[%i] : memref<8xi32>
        %s = gpu.all_reduce %v uniform {
        ^bb(%l: i32, %r: i32):
          %m = arith.subi %l, %r : i32
          gpu.yield %m : i32
        } : (i32) -> (i32)
        memref.store %s, %A[%i] : memref<8xi32>
        gpu.terminator
      }
      return
    }
  }
}
