// Every id and size that a body can ask for, by region argument and by
// operation, in three dimensions with sizes known only at run time. @expected
// computes the same numbers with plain loops.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: coordinates.mlir: ok: launches 1 -> 0, 1 outputs of 6912 bytes

func.func @test(%out: memref<6x24x6xindex>,
                %g0: index {fuselage.test.value = 2 : index},
                %g1: index {fuselage.test.value = 3 : index},
                %g2: index {fuselage.test.value = 1 : index},
                %b0: index {fuselage.test.value = 4 : index},
                %b1: index {fuselage.test.value = 2 : index},
                %b2: index {fuselage.test.value = 3 : index}) {
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %g0, %gy = %g1, %gz = %g2)
             threads(%tx, %ty, %tz) in (%sx = %b0, %sy = %b1, %sz = %b2) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %c4 = arith.constant 4 : index
    %c5 = arith.constant 5 : index
    %block = affine.linearize_index [%bz, %by, %bx] by (1, 3, 2) : index
    %thread = affine.linearize_index [%tz, %ty, %tx] by (3, 2, 4) : index
    %bidx = gpu.block_id x
    %bidy = gpu.block_id y
    %tidx = gpu.thread_id x
    %tidy = gpu.thread_id y
    %tidz = gpu.thread_id z
    %gdx = gpu.grid_dim x
    %gdy = gpu.grid_dim y
    %bdx = gpu.block_dim x
    %bdy = gpu.block_dim y
    %bdz = gpu.block_dim z
    %globx = gpu.global_id x
    %globy = gpu.global_id y
    %globz = gpu.global_id z
    %v0 = affine.apply affine_map<()[a, b] -> (a * 100 + b)>()[%bidx, %bidy]
    %v1 = affine.apply affine_map<()[a, b, c] -> (a * 10000 + b * 100 + c)>()[%tidx, %tidy, %tidz]
    %v2 = affine.apply affine_map<()[a, b, c, d] -> (a * 1000 + b * 100 + c * 10 + d)>()[%gdx, %gdy, %gx, %gy]
    %v3 = affine.apply affine_map<()[a, b, c, d, e] -> (a * 10000 + b * 1000 + c * 100 + d * 10 + e)>()[%bdx, %bdy, %bdz, %sx, %sz]
    %v4 = affine.apply affine_map<()[a, b, c] -> (a * 10000 + b * 100 + c)>()[%globx, %globy, %globz]
    %lane = gpu.lane_id
    %warps = gpu.num_subgroups : index
    %width = gpu.subgroup_size : index
    %warp = gpu.subgroup_id : index
    %v5 = affine.apply affine_map<()[a, b, c, d] -> (a * 10000 + b * 1000 + c + d * 100)>()[%lane, %warps, %width, %warp]
    memref.store %v0, %out[%block, %thread, %c0] : memref<6x24x6xindex>
    memref.store %v1, %out[%block, %thread, %c1] : memref<6x24x6xindex>
    memref.store %v2, %out[%block, %thread, %c2] : memref<6x24x6xindex>
    memref.store %v3, %out[%block, %thread, %c3] : memref<6x24x6xindex>
    memref.store %v4, %out[%block, %thread, %c4] : memref<6x24x6xindex>
    memref.store %v5, %out[%block, %thread, %c5] : memref<6x24x6xindex>
    gpu.terminator
  }
  return
}

func.func @expected(%out: memref<6x24x6xindex>, %g0: index, %g1: index,
                    %g2: index, %b0: index, %b1: index, %b2: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  affine.for %by = 0 to 3 {
    affine.for %bx = 0 to 2 {
      affine.for %tz = 0 to 3 {
        affine.for %ty = 0 to 2 {
          affine.for %tx = 0 to 4 {
            %block = affine.apply affine_map<(y, x) -> (y * 2 + x)>(%by, %bx)
            %thread = affine.apply affine_map<(z, y, x) -> (z * 8 + y * 4 + x)>(%tz, %ty, %tx)
            %v0 = affine.apply affine_map<(y, x) -> (x * 100 + y)>(%by, %bx)
            %v1 = affine.apply affine_map<(z, y, x) -> (x * 10000 + y * 100 + z)>(%tz, %ty, %tx)
            %v2 = arith.constant 2323 : index
            %v3 = arith.constant 42343 : index
            %v4 = affine.apply affine_map<(by, bx, z, y, x) -> ((bx * 4 + x) * 10000 + (by * 2 + y) * 100 + z)>(%by, %bx, %tz, %ty, %tx)
            %v5 = affine.apply affine_map<(t) -> (t * 10000 + 1032)>(%thread)
            memref.store %v0, %out[%block, %thread, %c0] : memref<6x24x6xindex>
            memref.store %v1, %out[%block, %thread, %c1] : memref<6x24x6xindex>
            memref.store %v2, %out[%block, %thread, %c2] : memref<6x24x6xindex>
            memref.store %v3, %out[%block, %thread, %c3] : memref<6x24x6xindex>
            memref.store %v4, %out[%block, %thread, %c4] : memref<6x24x6xindex>
            memref.store %v5, %out[%block, %thread, %c5] : memref<6x24x6xindex>
          }
        }
      }
    }
  }
  return
}
