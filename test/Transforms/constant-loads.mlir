// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=2 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// The elements of a constant that are all equal need no load, in any view and by any index.

// CHECK-LABEL: func.func @splat(
// CHECK: gpu.launch
// CHECK-DAG: arith.constant 2.500000e-01 : f32
// CHECK-DAG: arith.constant 7 : i32
// CHECK-DAG: arith.constant 3 : index
// CHECK-NOT: memref.load %{{.*}} : memref<{{4x8|8x4}}xf32
// CHECK-NOT: memref.load %{{.*}} : memref<8xi32
// CHECK: gpu.terminator
// EXEC: ok: launches 2 -> 1
memref.global "private" constant @factor : memref<4x8xf32> = dense<0.25>
memref.global constant @seven : memref<8xi32> = dense<7>
memref.global "private" constant @three : memref<8xindex> = dense<3>
func.func @splat(%a: memref<64xf32> {llvm.noalias}, %b: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %factor = memref.get_global @factor : memref<4x8xf32>
  %collapsed = memref.collapse_shape %factor [[0, 1]] : memref<4x8xf32> into memref<32xf32>
  %dynamic = memref.cast %collapsed : memref<32xf32> to memref<?xf32>
  %part = memref.subview %factor[1, 2] [2, 4] [1, 1] : memref<4x8xf32> to memref<2x4xf32, strided<[8, 1], offset: 10>>
  %seven = memref.get_global @seven : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %three = memref.get_global @three : memref<8xindex>
    %k = memref.load %three[%tx] : memref<8xindex>
    %m = arith.muli %bx, %c8 : index
    %i = arith.addi %m, %tx : index
    %f = memref.load %dynamic[%k] : memref<?xf32>
    %x = memref.load %a[%i] : memref<64xf32>
    %y = arith.mulf %x, %f : f32
    memref.store %y, %a[%i] : memref<64xf32>
    %t = arith.addi %k, %i : index
    %u = arith.index_cast %t : index to i32
    memref.store %u, %b[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c8 : index
    %i = arith.addi %m, %tx : index
    %p = arith.remui %tx, %c2 : index
    %f = memref.load %part[%p, %p] : memref<2x4xf32, strided<[8, 1], offset: 10>>
    %s = memref.load %seven[%tx] : memref<8xi32>
    %x = memref.load %a[%i] : memref<64xf32>
    %y = arith.addf %x, %f : f32
    memref.store %y, %a[%i] : memref<64xf32>
    %v = memref.load %b[%i] : memref<64xi32>
    %w = arith.addi %v, %s : i32
    memref.store %w, %b[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A global that may change, elements that differ, and bytes that are read as another type are loaded.

// CHECK-LABEL: func.func @no_splat(
// CHECK: gpu.launch
// CHECK-DAG: memref.load %{{.*}} : memref<8xi32>
// CHECK-DAG: memref.load %{{.*}} : memref<4xi32>
// CHECK-DAG: memref.load %{{.*}} : memref<1xi32>
// CHECK: gpu.terminator
// EXEC: ok: launches 2 -> 1
memref.global "private" @variable : memref<8xi32> = dense<7>
memref.global "private" constant @differs : memref<4xi32> = dense<[1, 2, 3, 4]>
memref.global "private" constant @bytes : memref<4xi8> = dense<1>
func.func @no_splat(%a: memref<64xi32> {llvm.noalias}, %b: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %nine = arith.constant 9 : i32
  %variable = memref.get_global @variable : memref<8xi32>
  %differs = memref.get_global @differs : memref<4xi32>
  %bytes = memref.get_global @bytes : memref<4xi8>
  %word = memref.view %bytes[%c0][] : memref<4xi8> to memref<1xi32>
  memref.store %nine, %variable[%c1] : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c8 : index
    %i = arith.addi %m, %tx : index
    %f = memref.load %variable[%tx] : memref<8xi32>
    %x = memref.load %a[%i] : memref<64xi32>
    %y = arith.muli %x, %f : i32
    memref.store %y, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c8 : index
    %i = arith.addi %m, %tx : index
    %p = arith.remui %tx, %c4 : index
    %d = memref.load %differs[%p] : memref<4xi32>
    %s = memref.load %word[%c0] : memref<1xi32>
    %x = memref.load %a[%i] : memref<64xi32>
    %y = arith.addi %x, %d : i32
    %z = arith.muli %y, %s : i32
    memref.store %z, %b[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A name means a global of the nearest symbol table.

// CHECK-LABEL: module @inner
// CHECK: gpu.launch
// CHECK: arith.constant 5 : i32
// CHECK-NOT: memref.load %{{.*}} : memref<8xi32>
// CHECK: gpu.terminator
// EXEC: ok: launches 2 -> 1
memref.global "private" constant @same_name : memref<8xi32> = dense<4>
module @inner {
  memref.global "private" constant @same_name : memref<8xi32> = dense<5>
  func.func @nested(%a: memref<64xi32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %five = memref.get_global @same_name : memref<8xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
      %m = arith.muli %bx, %c8 : index
      %i = arith.addi %m, %tx : index
      %f = memref.load %five[%tx] : memref<8xi32>
      %x = memref.load %a[%i] : memref<64xi32>
      %y = arith.muli %x, %f : i32
      memref.store %y, %a[%i] : memref<64xi32>
      gpu.terminator
    }
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
      %m = arith.muli %bx, %c8 : index
      %i = arith.addi %m, %tx : index
      %x = memref.load %a[%i] : memref<64xi32>
      %y = arith.addi %x, %x : i32
      memref.store %y, %a[%i] : memref<64xi32>
      gpu.terminator
    }
    return
  }
}
