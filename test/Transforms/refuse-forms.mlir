// Launches whose forms do not go together.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks

// The host goes on while the second launch runs, and not while the first does.

//  CHECK-LABEL: func.func @sync_then_async
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] async-mix | Category:fuselage | Function=sync_then_async
func.func @sync_then_async(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  %t = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%t]
  return
}

// -----

// The other way round.

//  CHECK-LABEL: func.func @async_then_sync
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] async-mix | Category:fuselage | Function=async_then_sync
func.func @async_then_sync(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%t]
  return
}

// -----

// The host waits for the first launch before it starts the second.

//  CHECK-LABEL: func.func @host_waits
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] host-wait | Category:fuselage | Function=host_waits
func.func @host_waits(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%t]
  %u = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%u]
  return
}

// -----

// An operation without effects takes the token of the first launch: it can move
// neither before that launch nor after the second.

//  CHECK-LABEL: func.func @token_selected
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] host-wait | Category:fuselage | Function=token_selected
func.func @token_selected(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32, %flag: i1) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t0 = gpu.wait async
  %t = gpu.launch async [%t0] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  %s = arith.select %flag, %t, %t0 : !gpu.async.token
  %u = gpu.launch async [%s] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%u, %t]
  return
}

// -----

// A copy waits for the first launch, and the second for the copy.

//  CHECK-LABEL: func.func @copied_between
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] host-write | Category:fuselage | Function=copied_between
func.func @copied_between(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32, %q: memref<8x2xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t0 = gpu.wait async
  %t = gpu.launch async [%t0] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  %m = gpu.memcpy async [%t] %q, %o : memref<8x2xi32>, memref<8x2xi32>
  %u = gpu.launch async [%m] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.wait [%u]
  return
}

// -----

// Clusters of one block and of two.

//  CHECK-LABEL: func.func @other_clusters
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] different-cluster | Category:fuselage | Function=other_clusters
func.func @other_clusters(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %c1, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %c2, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// Clusters and none.

//  CHECK-LABEL: func.func @no_clusters
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] different-cluster | Category:fuselage | Function=no_clusters
func.func @no_clusters(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %c1, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// Clusters of sizes that are not known to be equal.

//  CHECK-LABEL: func.func @unknown_clusters
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] different-cluster | Category:fuselage | Function=unknown_clusters
func.func @unknown_clusters(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32, %n: index, %m: index) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %n, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %m, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}
