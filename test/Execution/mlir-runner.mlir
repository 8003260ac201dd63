// The test passes and the run-time library work with stock tools, too, and
// print the results of a test. The order comes from the environment.
// REQUIRES: mlir-runner
// RUN: %test-opt %s --pass-pipeline='builtin.module(fuselage-test-lower-to-cpu)' -o %t.mlir
// RUN: mlir-runner %t.mlir -e main --entry-point-result=void --shared-libs=%test-runtime | FileCheck %s
// RUN: env FUSELAGE_TEST_ORDER=reverse mlir-runner %t.mlir -e main --entry-point-result=void --shared-libs=%test-runtime | FileCheck %s --check-prefix=REVERSE
// RUN: env FUSELAGE_TEST_ORDER=shuffled FUSELAGE_TEST_SEED=3 mlir-runner %t.mlir -e main --entry-point-result=void --shared-libs=%test-runtime | FileCheck %s --check-prefix=SHUFFLED
// RUN: not env FUSELAGE_TEST_ORDER=sideways mlir-runner %t.mlir -e main --entry-point-result=void --shared-libs=%test-runtime 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// Each thread appends its number to a list; gpu.printf says the same.
// CHECK: thread 0
// CHECK-NEXT: thread 1
// CHECK-NEXT: thread 2
// CHECK: argument 0: 3xi32 hash 0x{{[0-9a-f]+$}}
// CHECK-NEXT: {{^}}  0x00000000 0x00000001 0x00000002{{$}}
// REVERSE: thread 2
// REVERSE: argument 0: 3xi32
// REVERSE-NEXT: 0x00000002 0x00000001 0x00000000
// SHUFFLED: argument 0: 3xi32
// SHUFFLED-NOT: 0x00000000 0x00000001 0x00000002
// UNKNOWN: error: FUSELAGE_TEST_ORDER is 'sideways'; use forward, reverse or shuffled
func.func @test(%list: memref<3xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %count = memref.alloc() : memref<1xi32>
  memref.store %zero, %count[%c0] : memref<1xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c3, %sy = %c1, %sz = %c1) {
    %x = arith.index_cast %i : index to i32
    %old = memref.atomic_rmw addi %one, %count[%c0] : (i32, memref<1xi32>) -> i32
    %n = arith.index_cast %old : i32 to index
    memref.store %x, %list[%n] : memref<3xi32>
    gpu.printf "thread %d\n", %x : i32
    gpu.terminator
  }
  memref.dealloc %count : memref<1xi32>
  return
}
