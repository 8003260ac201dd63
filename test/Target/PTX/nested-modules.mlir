// Launches in modules within the module are compiled with their own module, and
// never passed over in silence.

// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s
// CHECK: nested-modules.mlir:[[#@LINE+9]]:5: error: the launch is not in a function of the module that is compiled, and would stay as it is. Fix: compile its own module, as the pass pipeline builtin.module(builtin.module(fuselage-to-ptx)) does

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(builtin.module(fuselage-to-ptx),fuselage-to-ptx,fuselage-print-ptx)' -o /dev/null | FileCheck %s --check-prefix=PTX
// PTX: .visible .entry f_kernel
// PTX: .visible .entry g_kernel

module {
  func.func @f(%a: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %v = arith.constant 1.0 : f32
      memref.store %v, %a[%x] : memref<8xf32>
      gpu.terminator
    }
    return
  }
}

func.func @g(%a: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %v = arith.constant 2.0 : f32
    memref.store %v, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
