// What the lowering knows inside a kernel, one function an area. Each kernel is
// assembled by lit's feature ptxas in assemble.test.

// RUN: %fuselage-opt %s -o %t --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 libdevice=none},fuselage-print-ptx)' 2>/dev/null \
// RUN:   | FileCheck %s --implicit-check-not=.extern

// CHECK-DAG: .entry elements_kernel(
// CHECK-DAG: .entry dynamic_kernel(
// CHECK-DAG: .entry blocks_kernel(
// CHECK-DAG: .entry affine_kernel(
// CHECK-DAG: .entry loops_kernel(
// CHECK-DAG: .entry vectors_kernel(
// CHECK-DAG: .entry views_kernel(
// CHECK-DAG: .entry shared_kernel(
// CHECK-DAG: .entry atomics_kernel(
// CHECK-DAG: // gpu.binary @twice_kernel{{$}}
// CHECK-DAG: // gpu.binary @twice_kernel_0{{$}}

func.func @elements(%h: memref<8xf16>, %b: memref<8xbf16>, %d: memref<8xf64>,
                    %i: memref<8xi32>, %c: memref<8xi8>, %p: memref<8xi1>,
                    %x: memref<8xindex>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %h0 = memref.load %h[%tx] : memref<8xf16>
    %h1 = arith.mulf %h0, %h0 : f16
    %h2 = math.tanh %h1 : f16
    memref.store %h2, %h[%tx] : memref<8xf16>
    %b0 = memref.load %b[%tx] : memref<8xbf16>
    %b1 = arith.addf %b0, %b0 : bf16
    %b2 = math.exp %b1 : bf16
    memref.store %b2, %b[%tx] : memref<8xbf16>
    %d0 = memref.load %d[%tx] : memref<8xf64>
    %d1 = arith.divf %d0, %d0 : f64
    memref.store %d1, %d[%tx] : memref<8xf64>
    %i0 = memref.load %i[%tx] : memref<8xi32>
    %i1 = arith.ceildivsi %i0, %i0 : i32
    %i2 = math.ctpop %i1 : i32
    memref.store %i2, %i[%tx] : memref<8xi32>
    %c0 = memref.load %c[%tx] : memref<8xi8>
    %c2 = arith.maxui %c0, %c0 : i8
    memref.store %c2, %c[%tx] : memref<8xi8>
    %p0 = memref.load %p[%tx] : memref<8xi1>
    %x0 = memref.load %x[%tx] : memref<8xindex>
    %x1 = arith.select %p0, %x0, %tx : index
    memref.store %x1, %x[%tx] : memref<8xindex>
    gpu.terminator
  }
  return
}

func.func @dynamic(%a: memref<?x?xf32>, %b: memref<?x?xf32, strided<[?, 1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.dim %a, %c0 : memref<?x?xf32>
  %n = memref.dim %a, %c1 : memref<?x?xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %m, %gy = %n, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<?x?xf32>
    memref.store %v, %b[%bx, %by] : memref<?x?xf32, strided<[?, 1], offset: ?>>
    gpu.terminator
  }
  return
}

func.func @blocks(%a: memref<?xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %inside = arith.cmpi slt, %tx, %n : index
    cf.cond_br %inside, ^body, ^exit
  ^body:
    %v = memref.load %a[%tx] : memref<?xf32>
    %zero = arith.constant 0.0 : f32
    %positive = arith.cmpf ogt, %v, %zero : f32
    cf.cond_br %positive, ^store(%v : f32), ^store(%zero : f32)
  ^store(%w: f32):
    memref.store %w, %a[%tx] : memref<?xf32>
    gpu.terminator
  ^exit:
    gpu.terminator
  }
  return
}

func.func @affine(%a: memref<64x64xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    affine.for %i = 0 to 8 {
      affine.for %j = affine_map<(d0) -> (d0)>(%i) to min affine_map<(d0) -> (d0 + 3, 8)>(%i) step 2 {
        affine.if affine_set<(d0, d1) : (d0 - d1 >= 0)>(%i, %j) {
          %v = affine.load %a[%i + 3, %j mod 7] : memref<64x64xf32>
          %k = affine.apply affine_map<(d0, d1) -> (d0 floordiv 2 + d1 ceildiv 3)>(%i, %j)
          %q:2 = affine.delinearize_index %bx into (4, 2) : index, index
          affine.store %v, %a[%i, %j] : memref<64x64xf32>
          memref.store %v, %a[%q#0, %k] : memref<64x64xf32>
        }
      }
    }
    gpu.terminator
  }
  return
}

func.func @loops(%a: memref<64x64xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> f32 {
      %v = memref.load %a[%bx, %i] : memref<64x64xf32>
      %w = arith.addf %s, %v : f32
      scf.yield %w : f32
    }
    %half = scf.while (%s = %sum) : (f32) -> f32 {
      %one = arith.constant 1.0 : f32
      %big = arith.cmpf ogt, %s, %one : f32
      scf.condition(%big) %s : f32
    } do {
    ^bb0(%s: f32):
      %c = arith.constant 0.5 : f32
      %t = arith.mulf %s, %c : f32
      scf.yield %t : f32
    }
    scf.index_switch %bx
    case 3 {
      memref.store %sum, %a[%bx, %c0] : memref<64x64xf32>
      scf.yield
    }
    default {
      memref.store %half, %a[%bx, %c0] : memref<64x64xf32>
    }
    gpu.terminator
  }
  return
}

func.func @vectors(%a: memref<64x64xf32>, %b: memref<?x?xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %c0 = arith.constant 0 : index
    %zero = arith.constant 0.0 : f32
    %v = vector.load %a[%bx, %c0] : memref<64x64xf32>, vector<4xf32>
    %u = vector.transfer_read %b[%bx, %c0], %zero : memref<?x?xf32>, vector<2x4xf32>
    %t = vector.transpose %u, [1, 0] : vector<2x4xf32> to vector<4x2xf32>
    %e = math.tanh %t : vector<4x2xf32>
    %m = vector.multi_reduction <add>, %e, %v [1] : vector<4x2xf32> to vector<4xf32>
    %o = vector.outerproduct %m, %v : vector<4xf32>, vector<4xf32>
    %f = vector.fma %o, %o, %o : vector<4x4xf32>
    %r = vector.reduction <maximumf>, %m : vector<4xf32> into f32
    %s = vector.broadcast %r : f32 to vector<4x4xf32>
    %x = arith.addf %f, %s : vector<4x4xf32>
    vector.transfer_write %x, %b[%bx, %c0] : vector<4x4xf32>, memref<?x?xf32>
    %y = affine.vector_load %a[%c0, %c0] : memref<64x64xf32>, vector<4xf32>
    vector.store %y, %a[%bx, %c0] : memref<64x64xf32>, vector<4xf32>
    gpu.terminator
  }
  return
}

func.func @views(%a: memref<64x64xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %sub = memref.subview %a[%bx, %n] [8, 8] [2, 3]
      : memref<64x64xf32> to memref<8x8xf32, strided<[128, 3], offset: ?>>
    %flat = memref.collapse_shape %a [[0, 1]] : memref<64x64xf32> into memref<4096xf32>
    %cube = memref.expand_shape %flat [[0, 1, 2]] output_shape [16, 16, 16]
      : memref<4096xf32> into memref<16x16x16xf32>
    %cast = memref.cast %cube : memref<16x16x16xf32> to memref<?x16x16xf32>
    %again = memref.reinterpret_cast %flat to offset: [%n], sizes: [4], strides: [2]
      : memref<4096xf32> to memref<4xf32, strided<[2], offset: ?>>
    %v = memref.load %sub[%bx, %bx] : memref<8x8xf32, strided<[128, 3], offset: ?>>
    memref.store %v, %cast[%bx, %bx, %bx] : memref<?x16x16xf32>
    memref.store %v, %again[%bx] : memref<4xf32, strided<[2], offset: ?>>
    gpu.terminator
  }
  return
}

func.func @shared(%a: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1)
             workgroup(%w: memref<64xf32, #gpu.address_space<workgroup>>)
             private(%p: memref<1xf32, #gpu.address_space<private>>) {
    %c0 = arith.constant 0 : index
    %c63 = arith.constant 63 : index
    %v = memref.load %a[%tx] : memref<64xf32>
    memref.store %v, %w[%tx] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %v, %p[%c0] : memref<1xf32, #gpu.address_space<private>>
    gpu.barrier
    %other = arith.subi %c63, %tx : index
    %x = memref.load %w[%other] : memref<64xf32, #gpu.address_space<workgroup>>
    %y = memref.load %p[%c0] : memref<1xf32, #gpu.address_space<private>>
    %z = arith.addf %x, %y : f32
    %r = gpu.subgroup_reduce add %z : (f32) -> f32
    memref.store %r, %a[%tx] : memref<64xf32>
    gpu.terminator
  }
  return
}

func.func @atomics(%a: memref<64xf32>, %b: memref<64xi32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%tx] : memref<64xf32>
    %i = memref.load %b[%tx] : memref<64xi32>
    %0 = memref.atomic_rmw addf %v, %a[%tx] : (f32, memref<64xf32>) -> f32
    %1 = memref.atomic_rmw maximumf %v, %a[%tx] : (f32, memref<64xf32>) -> f32
    %2 = memref.atomic_rmw maxs %i, %b[%tx] : (i32, memref<64xi32>) -> i32
    gpu.terminator
  }
  return
}

func.func @twice(%a: memref<4xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%tx] : memref<4xf32>
    memref.store %v, %a[%bx] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%tx] : memref<4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%bx] : memref<4xf32>
    gpu.terminator
  }
  return
}
