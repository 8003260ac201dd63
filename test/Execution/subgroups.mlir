// Shuffles and reductions over subgroups of 32 and over blocks; the block of
// 40 threads has a second, incomplete subgroup.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: subgroups.mlir: ok: launches 2 -> 0

func.func @test(%in: memref<40xi32>, %sums: memref<40xi32>, %all: memref<40xf32>,
                %shuffled: memref<32x4xi32>, %valid: memref<32xi1>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c40, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%tx] : memref<40xi32>
    %sum = gpu.subgroup_reduce add %x : (i32) -> (i32)
    memref.store %sum, %sums[%tx] : memref<40xi32>
    %f = arith.sitofp %x : i32 to f32
    %max = gpu.all_reduce maxnumf %f {} : (f32) -> (f32)
    memref.store %max, %all[%tx] : memref<40xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %c0 = arith.constant 0 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %width = arith.constant 32 : i32
    %one = arith.constant 1 : i32
    %three = arith.constant 3 : i32
    %x = memref.load %in[%tx] : memref<40xi32>
    %xor, %v0 = gpu.shuffle xor %x, %three, %width : i32
    %down, %v1 = gpu.shuffle down %x, %one, %width : i32
    %up, %v2 = gpu.shuffle up %x, %one, %width : i32
    %idx, %v3 = gpu.shuffle idx %x, %three, %width : i32
    %down_or_one = arith.select %v1, %down, %one : i32
    %up_or_one = arith.select %v2, %up, %one : i32
    memref.store %xor, %shuffled[%tx, %c0] : memref<32x4xi32>
    memref.store %down_or_one, %shuffled[%tx, %c1] : memref<32x4xi32>
    memref.store %up_or_one, %shuffled[%tx, %c2] : memref<32x4xi32>
    memref.store %idx, %shuffled[%tx, %c3] : memref<32x4xi32>
    memref.store %v1, %valid[%tx] : memref<32xi1>
    gpu.terminator
  }
  return
}

func.func @expected(%in: memref<40xi32>, %sums: memref<40xi32>, %all: memref<40xf32>,
                    %shuffled: memref<32x4xi32>, %valid: memref<32xi1>) {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %lowest = arith.constant -1000 : i32
  %three = arith.constant 3 : index
  %c0 = arith.constant 0 : index
  %c31 = arith.constant 31 : index
  %low = affine.for %i = 0 to 32 iter_args(%acc = %zero) -> i32 {
    %x = affine.load %in[%i] : memref<40xi32>
    %next = arith.addi %acc, %x : i32
    affine.yield %next : i32
  }
  %high = affine.for %i = 32 to 40 iter_args(%acc = %zero) -> i32 {
    %x = affine.load %in[%i] : memref<40xi32>
    %next = arith.addi %acc, %x : i32
    affine.yield %next : i32
  }
  %max = affine.for %i = 0 to 40 iter_args(%acc = %lowest) -> i32 {
    %x = affine.load %in[%i] : memref<40xi32>
    %next = arith.maxsi %acc, %x : i32
    affine.yield %next : i32
  }
  %fmax = arith.sitofp %max : i32 to f32
  affine.for %i = 0 to 40 {
    %c32 = arith.constant 32 : index
    %is_low = arith.cmpi ult, %i, %c32 : index
    %sum = arith.select %is_low, %low, %high : i32
    affine.store %sum, %sums[%i] : memref<40xi32>
    affine.store %fmax, %all[%i] : memref<40xf32>
  }
  affine.for %i = 0 to 32 {
    %partner = arith.xori %i, %three : index
    %xor = memref.load %in[%partner] : memref<40xi32>
    %idx = affine.load %in[3] : memref<40xi32>
    %has_down = arith.cmpi ne, %i, %c31 : index
    %has_up = arith.cmpi ne, %i, %c0 : index
    %down = scf.if %has_down -> i32 {
      %x = affine.load %in[%i + 1] : memref<40xi32>
      scf.yield %x : i32
    } else {
      scf.yield %one : i32
    }
    %up = scf.if %has_up -> i32 {
      %x = affine.load %in[%i - 1] : memref<40xi32>
      scf.yield %x : i32
    } else {
      scf.yield %one : i32
    }
    affine.store %xor, %shuffled[%i, 0] : memref<32x4xi32>
    affine.store %down, %shuffled[%i, 1] : memref<32x4xi32>
    affine.store %up, %shuffled[%i, 2] : memref<32x4xi32>
    affine.store %idx, %shuffled[%i, 3] : memref<32x4xi32>
    affine.store %has_down, %valid[%i] : memref<32xi1>
  }
  return
}
