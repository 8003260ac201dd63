// With launch-facts=false PTX holds for launches in other sizes than those in
// its module: the second run launches it in twice as many blocks and threads.
// The sizes in a kernel's own attributes stay.

// REQUIRES: mlir-runner
// RUN: %fuselage-opt %s -o %t.out --pass-pipeline='builtin.module(fuselage-to-ptx{launch-facts=false},fuselage-print-ptx)' | FileCheck %s --check-prefix=PTX
// RUN: %run-main %t.out | FileCheck %s --check-prefix=SAME
// RUN: sed -e 's/constant 4 : index/constant 8 : index/' -e 's/constant 3 : index/constant 6 : index/' %t.out > %t.larger
// RUN: %run-main %t.larger | FileCheck %s --check-prefix=LARGER
// SAME: [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 0, 0
// LARGER: [0, 1, 2, 3, 0, 1, 2, 3, 10, 11, 12, 13, 10, 11, 12, 13, 20, 21, 22, 23, 20, 21, 22, 23, 0, 1, 2, 3, 0, 1, 2, 3, 10,

// PTX: .entry told(
// PTX: .maxntid 4, 1, 1
// PTX: .entry launch_kernel(
// PTX-NOT: {{[.](max|req)ntid}}
// PTX: ret;

// The facts of one launch are wrong for another launch.
// RUN: %fuselage-opt %s -o %t.out --pass-pipeline='builtin.module(fuselage-to-ptx)'
// RUN: sed -e 's/constant 4 : index/constant 8 : index/' %t.out > %t.larger
// RUN: not %run-main %t.larger 2>&1 | FileCheck %s --check-prefix=FACTS
// FACTS: the block is not what .reqntid says

module attributes {gpu.container_module} {
  func.func private @printMemrefI64(memref<*xi64>) attributes {llvm.emit_c_interface}
  gpu.module @kernels {
    gpu.func @told(%a: memref<48xi64>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
      gpu.return
    }
  }
  func.func private @launch(%a: memref<48xi64>) {
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    %c4 = arith.constant 4 : index
    // Numbers that ranges of ids would make nothing of.
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%nx = %c4, %ny = %c1, %nz = %c1) {
      %four = arith.constant 0x4 : index
      %three = arith.constant 0x3 : index
      %ten = arith.constant 10 : index
      %digit = arith.remui %t, %four : index
      %tens = arith.remui %b, %three : index
      %high = arith.muli %tens, %ten : index
      %number = arith.addi %high, %digit : index
      %value = arith.index_cast %number : index to i64
      %begin = arith.muli %b, %nx : index
      %at = arith.addi %begin, %t : index
      memref.store %value, %a[%at] : memref<48xi64>
      gpu.terminator
    }
    return
  }
  func.func @main() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c48 = arith.constant 48 : index
    %zero = arith.constant 0 : i64
    %a = memref.alloc() : memref<48xi64>
    scf.for %i = %c0 to %c48 step %c1 {
      memref.store %zero, %a[%i] : memref<48xi64>
    }
    call @launch(%a) : (memref<48xi64>) -> ()
    %shown = memref.cast %a : memref<48xi64> to memref<*xi64>
    call @printMemrefI64(%shown) : (memref<*xi64>) -> ()
    return
  }
}
