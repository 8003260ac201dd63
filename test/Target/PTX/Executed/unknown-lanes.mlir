// A reduction is refused if the lanes that reach it are not known, and lowered
// if it says that all lanes do.

// RUN: split-file %s %t
// RUN: not %fuselage-opt %t/loop.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s
// CHECK: loop.mlir:9:12: error: 'gpu.subgroup_reduce' may run in some lanes of the subgroup only, and it is unknown in which. Fix: move it out of loops and branches that depend on the thread, or mark it 'uniform' if all lanes come to it
// RUN: not %fuselage-opt %t/block.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: block.mlir:{{.*}}: error: 'gpu.all_reduce' may run without some threads of the block. Fix: move it out of loops and branches that depend on the thread, or mark it 'uniform' if all threads come to it
// RUN: sed 's/subgroup_reduce add %v/subgroup_reduce add %v uniform/' %t/loop.mlir > %t/uniform.mlir
// RUN: %fuselage-opt %t/uniform.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null

//--- loop.mlir
func.func @loop(%a: memref<64xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    scf.for %k = %c0 to %t step %c1 {
      %v = memref.load %a[%k] : memref<64xi32>
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      memref.store %s, %a[%t] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}
//--- block.mlir
func.func @block(%a: memref<64xi32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %first = arith.cmpi ult, %t, %c1 : index
    scf.if %first {
      %v = memref.load %a[%t] : memref<64xi32>
      %s = gpu.all_reduce add %v {} : (i32) -> i32
      memref.store %s, %a[%t] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}
