// The options of fuselage-fuse-launches.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=NOLIMIT
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=132096})' --remarks-filter=fuselage 2>&1 | FileCheck %s --check-prefix=THREE
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=132095})' --remarks-filter=fuselage 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=65536})' 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=65536 over-budget=skip})' --remarks-filter=fuselage 2>&1 | FileCheck %s --check-prefix=SKIP
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=0})' 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{objective=best})' 2>&1 | FileCheck %s --check-prefix=OBJECTIVE
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=2GiB})' 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=18446744073709551616})' 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-bytes=1})' 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// Without a limit, all three become one.
// NOLIMIT-COUNT-1: gpu.launch
// NOLIMIT-NOT: gpu.launch

// Each launch reads 33024 bytes and writes as many. A group needs the input of
// its first launch and the outputs of all: 132096 bytes for three.
// THREE: remark: [Passed] fused | Category:fuselage | Function=three | AvoidedIntermediateBytes=66048, Launches=3
// THREE-NOT: [Missed]
// TWO: [Missed] over-budget
// TWO-SAME: Suggestion="raise max-group-bytes to 132096"

// ERROR: options.mlir:[[#@LINE+15]]:3: error: Launch fusion stage 1 requires 66048 bytes but budget allows 65536. Fix: shard the stage or raise the explicit fusion budget.
// SKIP-COUNT-2: [Missed] over-budget
// SKIP-COUNT-3: gpu.launch
// ZERO: options.mlir:{{.*}}: error: Launch fusion received a zero byte budget. Fix: pass an explicit device-memory budget before planning fusion.
// OBJECTIVE: Cannot find option named 'best'!
// NUMBER: '2GiB' value invalid for ulong argument!
// RANGE: '18446744073709551616' value invalid for ulong argument!
// UNKNOWN: no such option max-bytes

module {
func.func @three(%a: memref<8256xf32> {llvm.noalias}, %o: memref<8256xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 8256 : index
  %t = memref.alloc() : memref<8256xf32>
  %u = memref.alloc() : memref<8256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<8256xf32>
    memref.store %v, %t[%b] : memref<8256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<8256xf32>
    memref.store %v, %u[%b] : memref<8256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %u[%b] : memref<8256xf32>
    memref.store %v, %o[%b] : memref<8256xf32>
    gpu.terminator
  }
  return
}
}
