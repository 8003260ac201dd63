// Stage records: bytes, configuration, dependences, host boundaries.

// RUN: rm -rf %t && mkdir %t
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{output=%t/stages.jsonl})' -o /dev/null
// RUN: FileCheck %s < %t/stages.jsonl
// RUN: fuselage-plan %t/stages.jsonl | FileCheck %s --check-prefix=PLAN

// Anchored on functions, in several threads, the pass writes the same file.
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-print-stages{output=%t/functions.jsonl}))' -o /dev/null
// RUN: sed -E 's/"id":[0-9]+/"id":0/g' %t/stages.jsonl > %t/a
// RUN: sed -E 's/"id":[0-9]+/"id":0/g' %t/functions.jsonl > %t/b
// RUN: diff %t/a %t/b

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages)' -o /dev/null 2>&1 | diff - %t/stages.jsonl
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{output=-})' -o /dev/null | diff - %t/stages.jsonl

// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{output=%t/none/stages.jsonl})' -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNWRITABLE
// UNWRITABLE: print-stages.mlir:{{.*}}: error: cannot write '{{.*}}/none/stages.jsonl': No such file or directory. Fix: name a file in a directory that exists and is writable.

// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{output=%t})' -o /dev/null 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: print-stages.mlir:{{.*}}: error: cannot write '{{.*}}': Is a directory. Fix:

// The pass writes to a pipe, which stays a pipe.
// RUN: mkfifo %t/pipe
// RUN: sh -c "cat %t/pipe > %t/piped & %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-print-stages{output=%t/pipe})' -o /dev/null; wait"
// RUN: test -p %t/pipe && diff %t/piped %t/stages.jsonl

// The first stage reads the whole matrix once, and the part of the row vector
// that the grid covers. The second stage takes its input from the first.
// CHECK: {"name":"bytes","budget":18446744073709551615,"objective":"greedy","stages":[
// CHECK-SAME: {"id":1,"layout_hash":"[[HASH:0x[0-9a-f]+]]","input_bytes":2176,"output_bytes":2048,"scratch_bytes":0,"requires_host_materialization":false,"earliest_peer":0,"external_input_bytes":2176}
// CHECK-SAME: {"id":2,"layout_hash":"[[HASH]]","input_bytes":2048,"output_bytes":1024,"scratch_bytes":0,"requires_host_materialization":false,"earliest_peer":0,"external_input_bytes":0}
// PLAN: {"launch_count":1,"avoided_launches":1,"avoided_intermediate_bytes":2048,"groups":[{"stage_ids":[1,2],"layout_hash":"{{.*}}","required_bytes":5248,"avoided_intermediate_bytes":2048}]}
func.func @bytes(%a: memref<16x32xf32> {llvm.noalias}, %row: memref<1x64xf32> {llvm.noalias}, %o: memref<16x32xf16> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = arith.constant 16 : index
  %n = arith.constant 32 : index
  %t = memref.alloc() : memref<16x32xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %n, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b, %by] : memref<16x32xf32>
    %again = memref.load %a[%b, %by] : memref<16x32xf32>
    %r = memref.load %row[%c0, %by] : memref<1x64xf32>
    %w = arith.addf %v, %r : f32
    memref.store %w, %t[%b, %by] : memref<16x32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %n, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %by] : memref<16x32xf32>
    %h = arith.truncf %v : f32 to f16
    memref.store %h, %o[%b, %by] : memref<16x32xf16>
    gpu.terminator
  }
  return
}

// An index that is not affine counts as the whole dimension, a size that is not
// known as 16 TiB. The host reads between the second and the third.
// CHECK: {"name":"bounds",
// CHECK-SAME: {"id":3,"layout_hash":"[[H3:0x[0-9a-f]+]]","input_bytes":128,"output_bytes":64,
// CHECK-SAME: {"id":4,"layout_hash":"[[H4:0x[0-9a-f]+]]","input_bytes":17592186044416,"output_bytes":17592186044416,"scratch_bytes":0,"requires_host_materialization":false,"earliest_peer":1,
// CHECK-SAME: {"id":5,"layout_hash":"[[H4]]","input_bytes":0,"output_bytes":17592186044416,"scratch_bytes":0,"requires_host_materialization":true,"earliest_peer":2,
// PLAN: {"launch_count":3,
func.func @bounds(%i: memref<16xi32> {llvm.noalias}, %t: memref<16xf32> {llvm.noalias}, %d: memref<?xf32>, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %i[%b] : memref<16xi32>
    %at = arith.index_cast %w : i32 to index
    %v = memref.load %t[%at] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<?xf32>
    memref.store %v, %d[%b] : memref<?xf32>
    gpu.terminator
  }
  %v = memref.load %d[%c0] : memref<?xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %d[%b] : memref<?xf32>
    gpu.terminator
  }
  return %v : f32
}

// Workgroup memory counts once a block, private memory once a thread.
// CHECK: {"name":"scratch",
// CHECK-SAME: "scratch_bytes":1664,
func.func @scratch(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<64xf32, 3>) private(%p : memref<5xf32, 5>) {
    gpu.terminator
  }
  return
}
