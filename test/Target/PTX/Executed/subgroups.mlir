// Operations of a subgroup where its last warp has 16 lanes of 32, and where
// control flow depends on the thread: for every width of value.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 launch-facts=false' | FileCheck %s

// Sums of the lanes 0 to 31, and of 32 to 47.
// CHECK: [496, 496, {{.*}}496, 632, 632, {{.*}}632]
// Sums of the lanes below 20, and of the others, in each warp.
// CHECK-NEXT: [190, 190, {{.*}}190, 306, 306, {{.*}}306, 632, 632, {{.*}}632]
// Even lanes of one branch inside of another.
// CHECK-NEXT: [90, -1, 90, -1,
// In a loop that all threads run alike: 3 * sum.
// CHECK-NEXT: [1488, 1488, {{.*}}1488, 1896,
// Clusters of 4 lanes with a stride of 2, of which one is cut by the block's end.
// CHECK-NEXT: [12, 16, 12, 16, 12, 16, 12, 16, 44,
// The value of the lane above, which the last ones lack.
// CHECK-NEXT: [1, 2, 3,
// CHECK-SAME: 31, -1, 33, 34, {{.*}}47, -1]
// A rotation by 3 in groups of 8.
// CHECK-NEXT: [3, 4, 5, 6, 7, 0, 1, 2,
// CHECK-SAME: 11, 12, 13, 14, 15, 8, 9, 10
// The value of lane 5, and that of the first lane of those that come.
// CHECK-NEXT: [5, 5, {{.*}}5, 37, 37, {{.*}}37]
// CHECK-NEXT: [-1, -1, -1, 3, 3,
// CHECK-SAME: 3, 32, 32
// Number of the subgroup, number of them, their size, the lane: 0, 2, 32.
// CHECK-NEXT: [23200, 23201, {{.*}}23231, 1023200, 1023201
// Sums of i64, f64, i8 and f16.
// CHECK-NEXT: [496, 496, {{.*}}496, 632,
// CHECK-NEXT: [496, 496, {{.*}}496, 632,
// CHECK-NEXT: [240, 240, {{.*}}240, 120,
// CHECK-NEXT: [496, 496, {{.*}}496, 632,

func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}

func.func private @show(%a: memref<48xi32>) {
  %shown = memref.cast %a : memref<48xi32> to memref<*xi32>
  call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c48 = arith.constant 48 : index
  %none = arith.constant -1 : i32
  scf.for %i = %c0 to %c48 step %c1 {
    memref.store %none, %a[%i] : memref<48xi32>
  }
  return
}

func.func @main() {
  %c1 = arith.constant 1 : index
  %c48 = arith.constant 48 : index
  %a = memref.alloc() : memref<48xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i32
    %r = gpu.subgroup_reduce add %v : (i32) -> i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %c20 = arith.constant 20 : index
    %v = arith.index_cast %t : index to i32
    %low = arith.cmpi ult, %t, %c20 : index
    %r = scf.if %low -> i32 {
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      scf.yield %s : i32
    } else {
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      scf.yield %s : i32
    }
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %c0 = arith.constant 0 : index
    %c2 = arith.constant 2 : index
    %c20 = arith.constant 20 : index
    %v = arith.index_cast %t : index to i32
    %low = arith.cmpi ult, %t, %c20 : index
    %rest = arith.remui %t, %c2 : index
    %even = arith.cmpi eq, %rest, %c0 : index
    scf.if %low {
      scf.if %even {
        %s = gpu.subgroup_reduce add %v : (i32) -> i32
        memref.store %s, %a[%t] : memref<48xi32>
      }
    }
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %c0 = arith.constant 0 : index
    %c3 = arith.constant 3 : index
    %zero = arith.constant 0 : i32
    %v = arith.index_cast %t : index to i32
    %r = scf.for %k = %c0 to %c3 step %c1 iter_args(%acc = %zero) -> i32 {
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      %next = arith.addi %acc, %s : i32
      scf.yield %next : i32
    }
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i32
    %r = gpu.subgroup_reduce add %v cluster(size = 4, stride = 2) : (i32) -> i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %one = arith.constant 1 : i32
    %width = arith.constant 32 : i32
    %last = arith.constant 47 : index
    %v = arith.index_cast %t : index to i32
    %s, %valid = gpu.shuffle down %v, %one, %width : i32
    %inside = arith.cmpi ult, %t, %last : index
    %both = arith.andi %valid, %inside : i1
    scf.if %both {
      memref.store %s, %a[%t] : memref<48xi32>
    }
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i32
    %s, %valid = gpu.rotate %v, 3, 8 : i32
    %number = gpu.lane_id
    %lane = arith.index_cast %number : index to i32
    %w = arith.constant 7 : i32
    %n3 = arith.constant 3 : i32
    %group = arith.subi %v, %lane : i32
    %plus = arith.addi %lane, %n3 : i32
    %inner = arith.andi %plus, %w : i32
    %c8 = arith.constant 8 : i32
    %q = arith.divui %lane, %c8 : i32
    %base = arith.muli %q, %c8 : i32
    %sum = arith.addi %base, %inner : i32
    %expected = arith.addi %group, %sum : i32
    %r = arith.select %valid, %s, %expected : i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %five = arith.constant 5 : i32
    %v = arith.index_cast %t : index to i32
    %s = gpu.subgroup_broadcast %v, specific_lane %five : i32
    memref.store %s, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %c3 = arith.constant 3 : index
    %v = arith.index_cast %t : index to i32
    %high = arith.cmpi uge, %t, %c3 : index
    scf.if %high {
      %s = gpu.subgroup_broadcast %v, first_active_lane : i32
      memref.store %s, %a[%t] : memref<48xi32>
    }
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %million = arith.constant 1000000 : index
    %ten_thousand = arith.constant 10000 : index
    %hundred = arith.constant 100 : index
    %id = gpu.subgroup_id : index
    %count = gpu.num_subgroups : index
    %size = gpu.subgroup_size : index
    %lane = gpu.lane_id
    %0 = arith.muli %id, %million : index
    %1 = arith.muli %count, %ten_thousand : index
    %2 = arith.muli %size, %hundred : index
    %3 = arith.addi %0, %1 : index
    %4 = arith.addi %3, %2 : index
    %5 = arith.addi %4, %lane : index
    %r = arith.index_cast %5 : index to i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %n40 = arith.constant 40 : i64
    %v = arith.index_cast %t : index to i64
    %w = arith.shli %v, %n40 : i64
    %s = gpu.subgroup_reduce add %w : (i64) -> i64
    %x = arith.shrui %s, %n40 : i64
    %r = arith.trunci %x : i64 to i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i32
    %w = arith.sitofp %v : i32 to f64
    %s = gpu.subgroup_reduce add %w : (f64) -> f64
    %r = arith.fptosi %s : f64 to i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i8
    %s = gpu.subgroup_reduce add %v : (i8) -> i8
    %r = arith.extui %s : i8 to i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c48, %ny = %c1, %nz = %c1) {
    %v = arith.index_cast %t : index to i32
    %w = arith.sitofp %v : i32 to f16
    %pair = vector.broadcast %w : f16 to vector<2xf16>
    %s = gpu.subgroup_reduce add %pair : (vector<2xf16>) -> vector<2xf16>
    %x = vector.extract %s[1] : f16 from vector<2xf16>
    %r = arith.fptosi %x : f16 to i32
    memref.store %r, %a[%t] : memref<48xi32>
    gpu.terminator
  }
  call @show(%a) : (memref<48xi32>) -> ()
  return
}
