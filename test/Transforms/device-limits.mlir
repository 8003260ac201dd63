// Limits of the device, counted as it lays things out: padding, alignment, grids.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks

// A vector of three floats takes 16 bytes: two buffers of 2,000 need 64,000.

// CHECK-LABEL: func.func @vec3(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=vec3 |
func.func @vec3(%A: memref<32xvector<3xf32>> {llvm.noalias}, %B: memref<32xvector<3xf32>> {llvm.noalias}, %C: memref<32xvector<3xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xvector<3xf32>>
    memref.store %a, %w[%x] : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xvector<3xf32>>
    memref.store %a, %w[%x] : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<2000xvector<3xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  return
}

// -----

// Two buffers of 1,536 need 49,152, which is what there is.

// CHECK-LABEL: func.func @vec3_fits(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @vec3_fits(%A: memref<32xvector<3xf32>> {llvm.noalias}, %B: memref<32xvector<3xf32>> {llvm.noalias}, %C: memref<32xvector<3xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xvector<3xf32>>
    memref.store %a, %w[%x] : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xvector<3xf32>>
    memref.store %a, %w[%x] : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<1536xvector<3xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  return
}

// -----

// An i17 takes four bytes, as an i24 does.

// CHECK-LABEL: func.func @i17(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=i17 |
func.func @i17(%A: memref<32xi17> {llvm.noalias}, %B: memref<32xi17> {llvm.noalias}, %C: memref<32xi17> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<7000xi17, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xi17>
    memref.store %a, %w[%x] : memref<7000xi17, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<7000xi17, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xi17>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<7000xi17, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xi17>
    memref.store %a, %w[%x] : memref<7000xi17, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<7000xi17, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xi17>
    gpu.terminator
  }
  return
}

// -----

// So this fits.

// CHECK-LABEL: func.func @i17_fits(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @i17_fits(%A: memref<32xi17> {llvm.noalias}, %B: memref<32xi17> {llvm.noalias}, %C: memref<32xi17> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<6144xi17, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xi17>
    memref.store %a, %w[%x] : memref<6144xi17, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<6144xi17, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xi17>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<6144xi17, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xi17>
    memref.store %a, %w[%x] : memref<6144xi17, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<6144xi17, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xi17>
    gpu.terminator
  }
  return
}

// -----

// And this does not.

// CHECK-LABEL: func.func @i24(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=i24 |
func.func @i24(%A: memref<32xi24> {llvm.noalias}, %B: memref<32xi24> {llvm.noalias}, %C: memref<32xi24> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<6145xi24, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xi24>
    memref.store %a, %w[%x] : memref<6145xi24, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<6145xi24, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xi24>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<6145xi24, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xi24>
    memref.store %a, %w[%x] : memref<6145xi24, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<6145xi24, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xi24>
    gpu.terminator
  }
  return
}

// -----

// A vector of 33 bits is packed into 5 bytes, of which 8 are taken.

// CHECK-LABEL: func.func @bits(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=bits |
func.func @bits(%A: memref<32xvector<33xi1>> {llvm.noalias}, %B: memref<32xvector<33xi1>> {llvm.noalias}, %C: memref<32xvector<33xi1>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xvector<33xi1>>
    memref.store %a, %w[%x] : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xvector<33xi1>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xvector<33xi1>>
    memref.store %a, %w[%x] : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<3073xvector<33xi1>, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xvector<33xi1>>
    gpu.terminator
  }
  return
}

// -----

// An i65 takes 16 bytes.

// CHECK-LABEL: func.func @i65(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=i65 |
func.func @i65(%A: memref<32xi65> {llvm.noalias}, %B: memref<32xi65> {llvm.noalias}, %C: memref<32xi65> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<1537xi65, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %A[%x] : memref<32xi65>
    memref.store %a, %w[%x] : memref<1537xi65, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<1537xi65, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xi65>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<1537xi65, #gpu.address_space<workgroup>>) {
    %c31 = arith.constant 31 : index
    %a = memref.load %B[%x] : memref<32xi65>
    memref.store %a, %w[%x] : memref<1537xi65, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<1537xi65, #gpu.address_space<workgroup>>
    memref.store %q, %C[%x] : memref<32xi65>
    gpu.terminator
  }
  return
}

// -----

// Vectors of 64 bytes begin at multiples of 64, behind a byte.

// CHECK-LABEL: func.func @stricter(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=stricter |
func.func @stricter(%A: memref<32xvector<16xf32>> {llvm.noalias}, %B: memref<32xvector<16xf32>> {llvm.noalias}, %C: memref<32xvector<16xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>, %w : memref<767xvector<16xf32>, #gpu.address_space<workgroup>>) {
    %c0 = arith.constant 0 : index
    %c31 = arith.constant 31 : index
    %one = arith.constant 1 : i8
    memref.store %one, %p[%c0] : memref<1xi8, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xvector<16xf32>>
    memref.store %v, %w[%x] : memref<767xvector<16xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<767xvector<16xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xvector<16xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>) {
    %c0 = arith.constant 0 : index
    %two = arith.constant 2 : i8
    memref.store %two, %p[%c0] : memref<1xi8, #gpu.address_space<workgroup>>
    gpu.barrier
    %q = memref.load %B[%x] : memref<32xvector<16xf32>>
    memref.store %q, %C[%x] : memref<32xvector<16xf32>>
    gpu.terminator
  }
  return
}

// -----

// With one vector less there is room.

// CHECK-LABEL: func.func @stricter_fits(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @stricter_fits(%A: memref<32xvector<16xf32>> {llvm.noalias}, %B: memref<32xvector<16xf32>> {llvm.noalias}, %C: memref<32xvector<16xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>, %w : memref<766xvector<16xf32>, #gpu.address_space<workgroup>>) {
    %c0 = arith.constant 0 : index
    %c31 = arith.constant 31 : index
    %one = arith.constant 1 : i8
    memref.store %one, %p[%c0] : memref<1xi8, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xvector<16xf32>>
    memref.store %v, %w[%x] : memref<766xvector<16xf32>, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c31, %x : index
    %q = memref.load %w[%r] : memref<766xvector<16xf32>, #gpu.address_space<workgroup>>
    memref.store %q, %B[%x] : memref<32xvector<16xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>) {
    %c0 = arith.constant 0 : index
    %two = arith.constant 2 : i8
    memref.store %two, %p[%c0] : memref<1xi8, #gpu.address_space<workgroup>>
    gpu.barrier
    %q = memref.load %B[%x] : memref<32xvector<16xf32>>
    memref.store %q, %C[%x] : memref<32xvector<16xf32>>
    gpu.terminator
  }
  return
}

// -----

// A buffer that would be too large in workgroup memory stays where it is.

// CHECK-LABEL: func.func @stays_global(
// CHECK: memref.alloc()
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @stays_global(%A: memref<32xvector<3xf32>> {llvm.noalias}, %B: memref<32xvector<3xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %T = memref.alloc() : memref<4000xvector<3xf32>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<32xvector<3xf32>>
    memref.store %v, %T[%x] : memref<4000xvector<3xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %c31 = arith.constant 31 : index
    %r = arith.subi %c31, %x : index
    %v = memref.load %T[%r] : memref<4000xvector<3xf32>>
    memref.store %v, %B[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  memref.dealloc %T : memref<4000xvector<3xf32>>
  return
}

// -----

// One that fits goes there.

// CHECK-LABEL: func.func @goes_to_workgroup(
// CHECK-NOT: memref.alloc
// CHECK: workgroup(
// CHECK-NOT: gpu.launch
func.func @goes_to_workgroup(%A: memref<32xvector<3xf32>> {llvm.noalias}, %B: memref<32xvector<3xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %T = memref.alloc() : memref<3000xvector<3xf32>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<32xvector<3xf32>>
    memref.store %v, %T[%x] : memref<3000xvector<3xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %c31 = arith.constant 31 : index
    %r = arith.subi %c31, %x : index
    %v = memref.load %T[%r] : memref<3000xvector<3xf32>>
    memref.store %v, %B[%x] : memref<32xvector<3xf32>>
    gpu.terminator
  }
  memref.dealloc %T : memref<3000xvector<3xf32>>
  return
}

// -----

// Parameters of 128 bits are aligned to 16 bytes: with an index before each, 150 take
// 4,800 bytes and not 3,600.

// CHECK-LABEL: func.func @wide_parameters(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=wide_parameters |
func.func @wide_parameters(%A: memref<32xi128> {llvm.noalias}, %B: memref<32xi128> {llvm.noalias}, %C: memref<32xi128> {llvm.noalias}, %i0: index, %w0: i128, %i1: index, %w1: i128, %i2: index, %w2: i128, %i3: index, %w3: i128, %i4: index, %w4: i128, %i5: index, %w5: i128, %i6: index, %w6: i128, %i7: index, %w7: i128, %i8: index, %w8: i128, %i9: index, %w9: i128, %i10: index, %w10: i128, %i11: index, %w11: i128, %i12: index, %w12: i128, %i13: index, %w13: i128, %i14: index, %w14: i128, %i15: index, %w15: i128, %i16: index, %w16: i128, %i17: index, %w17: i128, %i18: index, %w18: i128, %i19: index, %w19: i128, %i20: index, %w20: i128, %i21: index, %w21: i128, %i22: index, %w22: i128, %i23: index, %w23: i128, %i24: index, %w24: i128, %i25: index, %w25: i128, %i26: index, %w26: i128, %i27: index, %w27: i128, %i28: index, %w28: i128, %i29: index, %w29: i128, %i30: index, %w30: i128, %i31: index, %w31: i128, %i32: index, %w32: i128, %i33: index, %w33: i128, %i34: index, %w34: i128, %i35: index, %w35: i128, %i36: index, %w36: i128, %i37: index, %w37: i128, %i38: index, %w38: i128, %i39: index, %w39: i128, %i40: index, %w40: i128, %i41: index, %w41: i128, %i42: index, %w42: i128, %i43: index, %w43: i128, %i44: index, %w44: i128, %i45: index, %w45: i128, %i46: index, %w46: i128, %i47: index, %w47: i128, %i48: index, %w48: i128, %i49: index, %w49: i128, %i50: index, %w50: i128, %i51: index, %w51: i128, %i52: index, %w52: i128, %i53: index, %w53: i128, %i54: index, %w54: i128, %i55: index, %w55: i128, %i56: index, %w56: i128, %i57: index, %w57: i128, %i58: index, %w58: i128, %i59: index, %w59: i128, %i60: index, %w60: i128, %i61: index, %w61: i128, %i62: index, %w62: i128, %i63: index, %w63: i128, %i64: index, %w64: i128, %i65: index, %w65: i128, %i66: index, %w66: i128, %i67: index, %w67: i128, %i68: index, %w68: i128, %i69: index, %w69: i128, %i70: index, %w70: i128, %i71: index, %w71: i128, %i72: index, %w72: i128, %i73: index, %w73: i128, %i74: index, %w74: i128, %i75: index, %w75: i128, %i76: index, %w76: i128, %i77: index, %w77: i128, %i78: index, %w78: i128, %i79: index, %w79: i128, %i80: index, %w80: i128, %i81: index, %w81: i128, %i82: index, %w82: i128, %i83: index, %w83: i128, %i84: index, %w84: i128, %i85: index, %w85: i128, %i86: index, %w86: i128, %i87: index, %w87: i128, %i88: index, %w88: i128, %i89: index, %w89: i128, %i90: index, %w90: i128, %i91: index, %w91: i128, %i92: index, %w92: i128, %i93: index, %w93: i128, %i94: index, %w94: i128, %i95: index, %w95: i128, %i96: index, %w96: i128, %i97: index, %w97: i128, %i98: index, %w98: i128, %i99: index, %w99: i128, %i100: index, %w100: i128, %i101: index, %w101: i128, %i102: index, %w102: i128, %i103: index, %w103: i128, %i104: index, %w104: i128, %i105: index, %w105: i128, %i106: index, %w106: i128, %i107: index, %w107: i128, %i108: index, %w108: i128, %i109: index, %w109: i128, %i110: index, %w110: i128, %i111: index, %w111: i128, %i112: index, %w112: i128, %i113: index, %w113: i128, %i114: index, %w114: i128, %i115: index, %w115: i128, %i116: index, %w116: i128, %i117: index, %w117: i128, %i118: index, %w118: i128, %i119: index, %w119: i128, %i120: index, %w120: i128, %i121: index, %w121: i128, %i122: index, %w122: i128, %i123: index, %w123: i128, %i124: index, %w124: i128, %i125: index, %w125: i128, %i126: index, %w126: i128, %i127: index, %w127: i128, %i128: index, %w128: i128, %i129: index, %w129: i128, %i130: index, %w130: i128, %i131: index, %w131: i128, %i132: index, %w132: i128, %i133: index, %w133: i128, %i134: index, %w134: i128, %i135: index, %w135: i128, %i136: index, %w136: i128, %i137: index, %w137: i128, %i138: index, %w138: i128, %i139: index, %w139: i128, %i140: index, %w140: i128, %i141: index, %w141: i128, %i142: index, %w142: i128, %i143: index, %w143: i128, %i144: index, %w144: i128, %i145: index, %w145: i128, %i146: index, %w146: i128, %i147: index, %w147: i128, %i148: index, %w148: i128, %i149: index, %w149: i128) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %s0 = memref.load %A[%x] : memref<32xi128>
    %a0 = arith.addi %s0, %w0 : i128
    %j0 = arith.index_cast %i0 : index to i128
    %b0 = arith.addi %a0, %j0 : i128
    %a1 = arith.addi %b0, %w1 : i128
    %j1 = arith.index_cast %i1 : index to i128
    %b1 = arith.addi %a1, %j1 : i128
    %a2 = arith.addi %b1, %w2 : i128
    %j2 = arith.index_cast %i2 : index to i128
    %b2 = arith.addi %a2, %j2 : i128
    %a3 = arith.addi %b2, %w3 : i128
    %j3 = arith.index_cast %i3 : index to i128
    %b3 = arith.addi %a3, %j3 : i128
    %a4 = arith.addi %b3, %w4 : i128
    %j4 = arith.index_cast %i4 : index to i128
    %b4 = arith.addi %a4, %j4 : i128
    %a5 = arith.addi %b4, %w5 : i128
    %j5 = arith.index_cast %i5 : index to i128
    %b5 = arith.addi %a5, %j5 : i128
    %a6 = arith.addi %b5, %w6 : i128
    %j6 = arith.index_cast %i6 : index to i128
    %b6 = arith.addi %a6, %j6 : i128
    %a7 = arith.addi %b6, %w7 : i128
    %j7 = arith.index_cast %i7 : index to i128
    %b7 = arith.addi %a7, %j7 : i128
    %a8 = arith.addi %b7, %w8 : i128
    %j8 = arith.index_cast %i8 : index to i128
    %b8 = arith.addi %a8, %j8 : i128
    %a9 = arith.addi %b8, %w9 : i128
    %j9 = arith.index_cast %i9 : index to i128
    %b9 = arith.addi %a9, %j9 : i128
    %a10 = arith.addi %b9, %w10 : i128
    %j10 = arith.index_cast %i10 : index to i128
    %b10 = arith.addi %a10, %j10 : i128
    %a11 = arith.addi %b10, %w11 : i128
    %j11 = arith.index_cast %i11 : index to i128
    %b11 = arith.addi %a11, %j11 : i128
    %a12 = arith.addi %b11, %w12 : i128
    %j12 = arith.index_cast %i12 : index to i128
    %b12 = arith.addi %a12, %j12 : i128
    %a13 = arith.addi %b12, %w13 : i128
    %j13 = arith.index_cast %i13 : index to i128
    %b13 = arith.addi %a13, %j13 : i128
    %a14 = arith.addi %b13, %w14 : i128
    %j14 = arith.index_cast %i14 : index to i128
    %b14 = arith.addi %a14, %j14 : i128
    %a15 = arith.addi %b14, %w15 : i128
    %j15 = arith.index_cast %i15 : index to i128
    %b15 = arith.addi %a15, %j15 : i128
    %a16 = arith.addi %b15, %w16 : i128
    %j16 = arith.index_cast %i16 : index to i128
    %b16 = arith.addi %a16, %j16 : i128
    %a17 = arith.addi %b16, %w17 : i128
    %j17 = arith.index_cast %i17 : index to i128
    %b17 = arith.addi %a17, %j17 : i128
    %a18 = arith.addi %b17, %w18 : i128
    %j18 = arith.index_cast %i18 : index to i128
    %b18 = arith.addi %a18, %j18 : i128
    %a19 = arith.addi %b18, %w19 : i128
    %j19 = arith.index_cast %i19 : index to i128
    %b19 = arith.addi %a19, %j19 : i128
    %a20 = arith.addi %b19, %w20 : i128
    %j20 = arith.index_cast %i20 : index to i128
    %b20 = arith.addi %a20, %j20 : i128
    %a21 = arith.addi %b20, %w21 : i128
    %j21 = arith.index_cast %i21 : index to i128
    %b21 = arith.addi %a21, %j21 : i128
    %a22 = arith.addi %b21, %w22 : i128
    %j22 = arith.index_cast %i22 : index to i128
    %b22 = arith.addi %a22, %j22 : i128
    %a23 = arith.addi %b22, %w23 : i128
    %j23 = arith.index_cast %i23 : index to i128
    %b23 = arith.addi %a23, %j23 : i128
    %a24 = arith.addi %b23, %w24 : i128
    %j24 = arith.index_cast %i24 : index to i128
    %b24 = arith.addi %a24, %j24 : i128
    %a25 = arith.addi %b24, %w25 : i128
    %j25 = arith.index_cast %i25 : index to i128
    %b25 = arith.addi %a25, %j25 : i128
    %a26 = arith.addi %b25, %w26 : i128
    %j26 = arith.index_cast %i26 : index to i128
    %b26 = arith.addi %a26, %j26 : i128
    %a27 = arith.addi %b26, %w27 : i128
    %j27 = arith.index_cast %i27 : index to i128
    %b27 = arith.addi %a27, %j27 : i128
    %a28 = arith.addi %b27, %w28 : i128
    %j28 = arith.index_cast %i28 : index to i128
    %b28 = arith.addi %a28, %j28 : i128
    %a29 = arith.addi %b28, %w29 : i128
    %j29 = arith.index_cast %i29 : index to i128
    %b29 = arith.addi %a29, %j29 : i128
    %a30 = arith.addi %b29, %w30 : i128
    %j30 = arith.index_cast %i30 : index to i128
    %b30 = arith.addi %a30, %j30 : i128
    %a31 = arith.addi %b30, %w31 : i128
    %j31 = arith.index_cast %i31 : index to i128
    %b31 = arith.addi %a31, %j31 : i128
    %a32 = arith.addi %b31, %w32 : i128
    %j32 = arith.index_cast %i32 : index to i128
    %b32 = arith.addi %a32, %j32 : i128
    %a33 = arith.addi %b32, %w33 : i128
    %j33 = arith.index_cast %i33 : index to i128
    %b33 = arith.addi %a33, %j33 : i128
    %a34 = arith.addi %b33, %w34 : i128
    %j34 = arith.index_cast %i34 : index to i128
    %b34 = arith.addi %a34, %j34 : i128
    %a35 = arith.addi %b34, %w35 : i128
    %j35 = arith.index_cast %i35 : index to i128
    %b35 = arith.addi %a35, %j35 : i128
    %a36 = arith.addi %b35, %w36 : i128
    %j36 = arith.index_cast %i36 : index to i128
    %b36 = arith.addi %a36, %j36 : i128
    %a37 = arith.addi %b36, %w37 : i128
    %j37 = arith.index_cast %i37 : index to i128
    %b37 = arith.addi %a37, %j37 : i128
    %a38 = arith.addi %b37, %w38 : i128
    %j38 = arith.index_cast %i38 : index to i128
    %b38 = arith.addi %a38, %j38 : i128
    %a39 = arith.addi %b38, %w39 : i128
    %j39 = arith.index_cast %i39 : index to i128
    %b39 = arith.addi %a39, %j39 : i128
    %a40 = arith.addi %b39, %w40 : i128
    %j40 = arith.index_cast %i40 : index to i128
    %b40 = arith.addi %a40, %j40 : i128
    %a41 = arith.addi %b40, %w41 : i128
    %j41 = arith.index_cast %i41 : index to i128
    %b41 = arith.addi %a41, %j41 : i128
    %a42 = arith.addi %b41, %w42 : i128
    %j42 = arith.index_cast %i42 : index to i128
    %b42 = arith.addi %a42, %j42 : i128
    %a43 = arith.addi %b42, %w43 : i128
    %j43 = arith.index_cast %i43 : index to i128
    %b43 = arith.addi %a43, %j43 : i128
    %a44 = arith.addi %b43, %w44 : i128
    %j44 = arith.index_cast %i44 : index to i128
    %b44 = arith.addi %a44, %j44 : i128
    %a45 = arith.addi %b44, %w45 : i128
    %j45 = arith.index_cast %i45 : index to i128
    %b45 = arith.addi %a45, %j45 : i128
    %a46 = arith.addi %b45, %w46 : i128
    %j46 = arith.index_cast %i46 : index to i128
    %b46 = arith.addi %a46, %j46 : i128
    %a47 = arith.addi %b46, %w47 : i128
    %j47 = arith.index_cast %i47 : index to i128
    %b47 = arith.addi %a47, %j47 : i128
    %a48 = arith.addi %b47, %w48 : i128
    %j48 = arith.index_cast %i48 : index to i128
    %b48 = arith.addi %a48, %j48 : i128
    %a49 = arith.addi %b48, %w49 : i128
    %j49 = arith.index_cast %i49 : index to i128
    %b49 = arith.addi %a49, %j49 : i128
    %a50 = arith.addi %b49, %w50 : i128
    %j50 = arith.index_cast %i50 : index to i128
    %b50 = arith.addi %a50, %j50 : i128
    %a51 = arith.addi %b50, %w51 : i128
    %j51 = arith.index_cast %i51 : index to i128
    %b51 = arith.addi %a51, %j51 : i128
    %a52 = arith.addi %b51, %w52 : i128
    %j52 = arith.index_cast %i52 : index to i128
    %b52 = arith.addi %a52, %j52 : i128
    %a53 = arith.addi %b52, %w53 : i128
    %j53 = arith.index_cast %i53 : index to i128
    %b53 = arith.addi %a53, %j53 : i128
    %a54 = arith.addi %b53, %w54 : i128
    %j54 = arith.index_cast %i54 : index to i128
    %b54 = arith.addi %a54, %j54 : i128
    %a55 = arith.addi %b54, %w55 : i128
    %j55 = arith.index_cast %i55 : index to i128
    %b55 = arith.addi %a55, %j55 : i128
    %a56 = arith.addi %b55, %w56 : i128
    %j56 = arith.index_cast %i56 : index to i128
    %b56 = arith.addi %a56, %j56 : i128
    %a57 = arith.addi %b56, %w57 : i128
    %j57 = arith.index_cast %i57 : index to i128
    %b57 = arith.addi %a57, %j57 : i128
    %a58 = arith.addi %b57, %w58 : i128
    %j58 = arith.index_cast %i58 : index to i128
    %b58 = arith.addi %a58, %j58 : i128
    %a59 = arith.addi %b58, %w59 : i128
    %j59 = arith.index_cast %i59 : index to i128
    %b59 = arith.addi %a59, %j59 : i128
    %a60 = arith.addi %b59, %w60 : i128
    %j60 = arith.index_cast %i60 : index to i128
    %b60 = arith.addi %a60, %j60 : i128
    %a61 = arith.addi %b60, %w61 : i128
    %j61 = arith.index_cast %i61 : index to i128
    %b61 = arith.addi %a61, %j61 : i128
    %a62 = arith.addi %b61, %w62 : i128
    %j62 = arith.index_cast %i62 : index to i128
    %b62 = arith.addi %a62, %j62 : i128
    %a63 = arith.addi %b62, %w63 : i128
    %j63 = arith.index_cast %i63 : index to i128
    %b63 = arith.addi %a63, %j63 : i128
    %a64 = arith.addi %b63, %w64 : i128
    %j64 = arith.index_cast %i64 : index to i128
    %b64 = arith.addi %a64, %j64 : i128
    %a65 = arith.addi %b64, %w65 : i128
    %j65 = arith.index_cast %i65 : index to i128
    %b65 = arith.addi %a65, %j65 : i128
    %a66 = arith.addi %b65, %w66 : i128
    %j66 = arith.index_cast %i66 : index to i128
    %b66 = arith.addi %a66, %j66 : i128
    %a67 = arith.addi %b66, %w67 : i128
    %j67 = arith.index_cast %i67 : index to i128
    %b67 = arith.addi %a67, %j67 : i128
    %a68 = arith.addi %b67, %w68 : i128
    %j68 = arith.index_cast %i68 : index to i128
    %b68 = arith.addi %a68, %j68 : i128
    %a69 = arith.addi %b68, %w69 : i128
    %j69 = arith.index_cast %i69 : index to i128
    %b69 = arith.addi %a69, %j69 : i128
    %a70 = arith.addi %b69, %w70 : i128
    %j70 = arith.index_cast %i70 : index to i128
    %b70 = arith.addi %a70, %j70 : i128
    %a71 = arith.addi %b70, %w71 : i128
    %j71 = arith.index_cast %i71 : index to i128
    %b71 = arith.addi %a71, %j71 : i128
    %a72 = arith.addi %b71, %w72 : i128
    %j72 = arith.index_cast %i72 : index to i128
    %b72 = arith.addi %a72, %j72 : i128
    %a73 = arith.addi %b72, %w73 : i128
    %j73 = arith.index_cast %i73 : index to i128
    %b73 = arith.addi %a73, %j73 : i128
    %a74 = arith.addi %b73, %w74 : i128
    %j74 = arith.index_cast %i74 : index to i128
    %b74 = arith.addi %a74, %j74 : i128
    memref.store %b74, %B[%x] : memref<32xi128>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %s75 = memref.load %B[%x] : memref<32xi128>
    %a75 = arith.addi %s75, %w75 : i128
    %j75 = arith.index_cast %i75 : index to i128
    %b75 = arith.addi %a75, %j75 : i128
    %a76 = arith.addi %b75, %w76 : i128
    %j76 = arith.index_cast %i76 : index to i128
    %b76 = arith.addi %a76, %j76 : i128
    %a77 = arith.addi %b76, %w77 : i128
    %j77 = arith.index_cast %i77 : index to i128
    %b77 = arith.addi %a77, %j77 : i128
    %a78 = arith.addi %b77, %w78 : i128
    %j78 = arith.index_cast %i78 : index to i128
    %b78 = arith.addi %a78, %j78 : i128
    %a79 = arith.addi %b78, %w79 : i128
    %j79 = arith.index_cast %i79 : index to i128
    %b79 = arith.addi %a79, %j79 : i128
    %a80 = arith.addi %b79, %w80 : i128
    %j80 = arith.index_cast %i80 : index to i128
    %b80 = arith.addi %a80, %j80 : i128
    %a81 = arith.addi %b80, %w81 : i128
    %j81 = arith.index_cast %i81 : index to i128
    %b81 = arith.addi %a81, %j81 : i128
    %a82 = arith.addi %b81, %w82 : i128
    %j82 = arith.index_cast %i82 : index to i128
    %b82 = arith.addi %a82, %j82 : i128
    %a83 = arith.addi %b82, %w83 : i128
    %j83 = arith.index_cast %i83 : index to i128
    %b83 = arith.addi %a83, %j83 : i128
    %a84 = arith.addi %b83, %w84 : i128
    %j84 = arith.index_cast %i84 : index to i128
    %b84 = arith.addi %a84, %j84 : i128
    %a85 = arith.addi %b84, %w85 : i128
    %j85 = arith.index_cast %i85 : index to i128
    %b85 = arith.addi %a85, %j85 : i128
    %a86 = arith.addi %b85, %w86 : i128
    %j86 = arith.index_cast %i86 : index to i128
    %b86 = arith.addi %a86, %j86 : i128
    %a87 = arith.addi %b86, %w87 : i128
    %j87 = arith.index_cast %i87 : index to i128
    %b87 = arith.addi %a87, %j87 : i128
    %a88 = arith.addi %b87, %w88 : i128
    %j88 = arith.index_cast %i88 : index to i128
    %b88 = arith.addi %a88, %j88 : i128
    %a89 = arith.addi %b88, %w89 : i128
    %j89 = arith.index_cast %i89 : index to i128
    %b89 = arith.addi %a89, %j89 : i128
    %a90 = arith.addi %b89, %w90 : i128
    %j90 = arith.index_cast %i90 : index to i128
    %b90 = arith.addi %a90, %j90 : i128
    %a91 = arith.addi %b90, %w91 : i128
    %j91 = arith.index_cast %i91 : index to i128
    %b91 = arith.addi %a91, %j91 : i128
    %a92 = arith.addi %b91, %w92 : i128
    %j92 = arith.index_cast %i92 : index to i128
    %b92 = arith.addi %a92, %j92 : i128
    %a93 = arith.addi %b92, %w93 : i128
    %j93 = arith.index_cast %i93 : index to i128
    %b93 = arith.addi %a93, %j93 : i128
    %a94 = arith.addi %b93, %w94 : i128
    %j94 = arith.index_cast %i94 : index to i128
    %b94 = arith.addi %a94, %j94 : i128
    %a95 = arith.addi %b94, %w95 : i128
    %j95 = arith.index_cast %i95 : index to i128
    %b95 = arith.addi %a95, %j95 : i128
    %a96 = arith.addi %b95, %w96 : i128
    %j96 = arith.index_cast %i96 : index to i128
    %b96 = arith.addi %a96, %j96 : i128
    %a97 = arith.addi %b96, %w97 : i128
    %j97 = arith.index_cast %i97 : index to i128
    %b97 = arith.addi %a97, %j97 : i128
    %a98 = arith.addi %b97, %w98 : i128
    %j98 = arith.index_cast %i98 : index to i128
    %b98 = arith.addi %a98, %j98 : i128
    %a99 = arith.addi %b98, %w99 : i128
    %j99 = arith.index_cast %i99 : index to i128
    %b99 = arith.addi %a99, %j99 : i128
    %a100 = arith.addi %b99, %w100 : i128
    %j100 = arith.index_cast %i100 : index to i128
    %b100 = arith.addi %a100, %j100 : i128
    %a101 = arith.addi %b100, %w101 : i128
    %j101 = arith.index_cast %i101 : index to i128
    %b101 = arith.addi %a101, %j101 : i128
    %a102 = arith.addi %b101, %w102 : i128
    %j102 = arith.index_cast %i102 : index to i128
    %b102 = arith.addi %a102, %j102 : i128
    %a103 = arith.addi %b102, %w103 : i128
    %j103 = arith.index_cast %i103 : index to i128
    %b103 = arith.addi %a103, %j103 : i128
    %a104 = arith.addi %b103, %w104 : i128
    %j104 = arith.index_cast %i104 : index to i128
    %b104 = arith.addi %a104, %j104 : i128
    %a105 = arith.addi %b104, %w105 : i128
    %j105 = arith.index_cast %i105 : index to i128
    %b105 = arith.addi %a105, %j105 : i128
    %a106 = arith.addi %b105, %w106 : i128
    %j106 = arith.index_cast %i106 : index to i128
    %b106 = arith.addi %a106, %j106 : i128
    %a107 = arith.addi %b106, %w107 : i128
    %j107 = arith.index_cast %i107 : index to i128
    %b107 = arith.addi %a107, %j107 : i128
    %a108 = arith.addi %b107, %w108 : i128
    %j108 = arith.index_cast %i108 : index to i128
    %b108 = arith.addi %a108, %j108 : i128
    %a109 = arith.addi %b108, %w109 : i128
    %j109 = arith.index_cast %i109 : index to i128
    %b109 = arith.addi %a109, %j109 : i128
    %a110 = arith.addi %b109, %w110 : i128
    %j110 = arith.index_cast %i110 : index to i128
    %b110 = arith.addi %a110, %j110 : i128
    %a111 = arith.addi %b110, %w111 : i128
    %j111 = arith.index_cast %i111 : index to i128
    %b111 = arith.addi %a111, %j111 : i128
    %a112 = arith.addi %b111, %w112 : i128
    %j112 = arith.index_cast %i112 : index to i128
    %b112 = arith.addi %a112, %j112 : i128
    %a113 = arith.addi %b112, %w113 : i128
    %j113 = arith.index_cast %i113 : index to i128
    %b113 = arith.addi %a113, %j113 : i128
    %a114 = arith.addi %b113, %w114 : i128
    %j114 = arith.index_cast %i114 : index to i128
    %b114 = arith.addi %a114, %j114 : i128
    %a115 = arith.addi %b114, %w115 : i128
    %j115 = arith.index_cast %i115 : index to i128
    %b115 = arith.addi %a115, %j115 : i128
    %a116 = arith.addi %b115, %w116 : i128
    %j116 = arith.index_cast %i116 : index to i128
    %b116 = arith.addi %a116, %j116 : i128
    %a117 = arith.addi %b116, %w117 : i128
    %j117 = arith.index_cast %i117 : index to i128
    %b117 = arith.addi %a117, %j117 : i128
    %a118 = arith.addi %b117, %w118 : i128
    %j118 = arith.index_cast %i118 : index to i128
    %b118 = arith.addi %a118, %j118 : i128
    %a119 = arith.addi %b118, %w119 : i128
    %j119 = arith.index_cast %i119 : index to i128
    %b119 = arith.addi %a119, %j119 : i128
    %a120 = arith.addi %b119, %w120 : i128
    %j120 = arith.index_cast %i120 : index to i128
    %b120 = arith.addi %a120, %j120 : i128
    %a121 = arith.addi %b120, %w121 : i128
    %j121 = arith.index_cast %i121 : index to i128
    %b121 = arith.addi %a121, %j121 : i128
    %a122 = arith.addi %b121, %w122 : i128
    %j122 = arith.index_cast %i122 : index to i128
    %b122 = arith.addi %a122, %j122 : i128
    %a123 = arith.addi %b122, %w123 : i128
    %j123 = arith.index_cast %i123 : index to i128
    %b123 = arith.addi %a123, %j123 : i128
    %a124 = arith.addi %b123, %w124 : i128
    %j124 = arith.index_cast %i124 : index to i128
    %b124 = arith.addi %a124, %j124 : i128
    %a125 = arith.addi %b124, %w125 : i128
    %j125 = arith.index_cast %i125 : index to i128
    %b125 = arith.addi %a125, %j125 : i128
    %a126 = arith.addi %b125, %w126 : i128
    %j126 = arith.index_cast %i126 : index to i128
    %b126 = arith.addi %a126, %j126 : i128
    %a127 = arith.addi %b126, %w127 : i128
    %j127 = arith.index_cast %i127 : index to i128
    %b127 = arith.addi %a127, %j127 : i128
    %a128 = arith.addi %b127, %w128 : i128
    %j128 = arith.index_cast %i128 : index to i128
    %b128 = arith.addi %a128, %j128 : i128
    %a129 = arith.addi %b128, %w129 : i128
    %j129 = arith.index_cast %i129 : index to i128
    %b129 = arith.addi %a129, %j129 : i128
    %a130 = arith.addi %b129, %w130 : i128
    %j130 = arith.index_cast %i130 : index to i128
    %b130 = arith.addi %a130, %j130 : i128
    %a131 = arith.addi %b130, %w131 : i128
    %j131 = arith.index_cast %i131 : index to i128
    %b131 = arith.addi %a131, %j131 : i128
    %a132 = arith.addi %b131, %w132 : i128
    %j132 = arith.index_cast %i132 : index to i128
    %b132 = arith.addi %a132, %j132 : i128
    %a133 = arith.addi %b132, %w133 : i128
    %j133 = arith.index_cast %i133 : index to i128
    %b133 = arith.addi %a133, %j133 : i128
    %a134 = arith.addi %b133, %w134 : i128
    %j134 = arith.index_cast %i134 : index to i128
    %b134 = arith.addi %a134, %j134 : i128
    %a135 = arith.addi %b134, %w135 : i128
    %j135 = arith.index_cast %i135 : index to i128
    %b135 = arith.addi %a135, %j135 : i128
    %a136 = arith.addi %b135, %w136 : i128
    %j136 = arith.index_cast %i136 : index to i128
    %b136 = arith.addi %a136, %j136 : i128
    %a137 = arith.addi %b136, %w137 : i128
    %j137 = arith.index_cast %i137 : index to i128
    %b137 = arith.addi %a137, %j137 : i128
    %a138 = arith.addi %b137, %w138 : i128
    %j138 = arith.index_cast %i138 : index to i128
    %b138 = arith.addi %a138, %j138 : i128
    %a139 = arith.addi %b138, %w139 : i128
    %j139 = arith.index_cast %i139 : index to i128
    %b139 = arith.addi %a139, %j139 : i128
    %a140 = arith.addi %b139, %w140 : i128
    %j140 = arith.index_cast %i140 : index to i128
    %b140 = arith.addi %a140, %j140 : i128
    %a141 = arith.addi %b140, %w141 : i128
    %j141 = arith.index_cast %i141 : index to i128
    %b141 = arith.addi %a141, %j141 : i128
    %a142 = arith.addi %b141, %w142 : i128
    %j142 = arith.index_cast %i142 : index to i128
    %b142 = arith.addi %a142, %j142 : i128
    %a143 = arith.addi %b142, %w143 : i128
    %j143 = arith.index_cast %i143 : index to i128
    %b143 = arith.addi %a143, %j143 : i128
    %a144 = arith.addi %b143, %w144 : i128
    %j144 = arith.index_cast %i144 : index to i128
    %b144 = arith.addi %a144, %j144 : i128
    %a145 = arith.addi %b144, %w145 : i128
    %j145 = arith.index_cast %i145 : index to i128
    %b145 = arith.addi %a145, %j145 : i128
    %a146 = arith.addi %b145, %w146 : i128
    %j146 = arith.index_cast %i146 : index to i128
    %b146 = arith.addi %a146, %j146 : i128
    %a147 = arith.addi %b146, %w147 : i128
    %j147 = arith.index_cast %i147 : index to i128
    %b147 = arith.addi %a147, %j147 : i128
    %a148 = arith.addi %b147, %w148 : i128
    %j148 = arith.index_cast %i148 : index to i128
    %b148 = arith.addi %a148, %j148 : i128
    %a149 = arith.addi %b148, %w149 : i128
    %j149 = arith.index_cast %i149 : index to i128
    %b149 = arith.addi %a149, %j149 : i128
    memref.store %b149, %C[%x] : memref<32xi128>
    gpu.terminator
  }
  return
}

// -----

// 120 of them fit.

// CHECK-LABEL: func.func @wide_parameters_fit(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @wide_parameters_fit(%A: memref<32xi128> {llvm.noalias}, %B: memref<32xi128> {llvm.noalias}, %C: memref<32xi128> {llvm.noalias}, %i0: index, %w0: i128, %i1: index, %w1: i128, %i2: index, %w2: i128, %i3: index, %w3: i128, %i4: index, %w4: i128, %i5: index, %w5: i128, %i6: index, %w6: i128, %i7: index, %w7: i128, %i8: index, %w8: i128, %i9: index, %w9: i128, %i10: index, %w10: i128, %i11: index, %w11: i128, %i12: index, %w12: i128, %i13: index, %w13: i128, %i14: index, %w14: i128, %i15: index, %w15: i128, %i16: index, %w16: i128, %i17: index, %w17: i128, %i18: index, %w18: i128, %i19: index, %w19: i128, %i20: index, %w20: i128, %i21: index, %w21: i128, %i22: index, %w22: i128, %i23: index, %w23: i128, %i24: index, %w24: i128, %i25: index, %w25: i128, %i26: index, %w26: i128, %i27: index, %w27: i128, %i28: index, %w28: i128, %i29: index, %w29: i128, %i30: index, %w30: i128, %i31: index, %w31: i128, %i32: index, %w32: i128, %i33: index, %w33: i128, %i34: index, %w34: i128, %i35: index, %w35: i128, %i36: index, %w36: i128, %i37: index, %w37: i128, %i38: index, %w38: i128, %i39: index, %w39: i128, %i40: index, %w40: i128, %i41: index, %w41: i128, %i42: index, %w42: i128, %i43: index, %w43: i128, %i44: index, %w44: i128, %i45: index, %w45: i128, %i46: index, %w46: i128, %i47: index, %w47: i128, %i48: index, %w48: i128, %i49: index, %w49: i128, %i50: index, %w50: i128, %i51: index, %w51: i128, %i52: index, %w52: i128, %i53: index, %w53: i128, %i54: index, %w54: i128, %i55: index, %w55: i128, %i56: index, %w56: i128, %i57: index, %w57: i128, %i58: index, %w58: i128, %i59: index, %w59: i128, %i60: index, %w60: i128, %i61: index, %w61: i128, %i62: index, %w62: i128, %i63: index, %w63: i128, %i64: index, %w64: i128, %i65: index, %w65: i128, %i66: index, %w66: i128, %i67: index, %w67: i128, %i68: index, %w68: i128, %i69: index, %w69: i128, %i70: index, %w70: i128, %i71: index, %w71: i128, %i72: index, %w72: i128, %i73: index, %w73: i128, %i74: index, %w74: i128, %i75: index, %w75: i128, %i76: index, %w76: i128, %i77: index, %w77: i128, %i78: index, %w78: i128, %i79: index, %w79: i128, %i80: index, %w80: i128, %i81: index, %w81: i128, %i82: index, %w82: i128, %i83: index, %w83: i128, %i84: index, %w84: i128, %i85: index, %w85: i128, %i86: index, %w86: i128, %i87: index, %w87: i128, %i88: index, %w88: i128, %i89: index, %w89: i128, %i90: index, %w90: i128, %i91: index, %w91: i128, %i92: index, %w92: i128, %i93: index, %w93: i128, %i94: index, %w94: i128, %i95: index, %w95: i128, %i96: index, %w96: i128, %i97: index, %w97: i128, %i98: index, %w98: i128, %i99: index, %w99: i128, %i100: index, %w100: i128, %i101: index, %w101: i128, %i102: index, %w102: i128, %i103: index, %w103: i128, %i104: index, %w104: i128, %i105: index, %w105: i128, %i106: index, %w106: i128, %i107: index, %w107: i128, %i108: index, %w108: i128, %i109: index, %w109: i128, %i110: index, %w110: i128, %i111: index, %w111: i128, %i112: index, %w112: i128, %i113: index, %w113: i128, %i114: index, %w114: i128, %i115: index, %w115: i128, %i116: index, %w116: i128, %i117: index, %w117: i128, %i118: index, %w118: i128, %i119: index, %w119: i128) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %s0 = memref.load %A[%x] : memref<32xi128>
    %a0 = arith.addi %s0, %w0 : i128
    %j0 = arith.index_cast %i0 : index to i128
    %b0 = arith.addi %a0, %j0 : i128
    %a1 = arith.addi %b0, %w1 : i128
    %j1 = arith.index_cast %i1 : index to i128
    %b1 = arith.addi %a1, %j1 : i128
    %a2 = arith.addi %b1, %w2 : i128
    %j2 = arith.index_cast %i2 : index to i128
    %b2 = arith.addi %a2, %j2 : i128
    %a3 = arith.addi %b2, %w3 : i128
    %j3 = arith.index_cast %i3 : index to i128
    %b3 = arith.addi %a3, %j3 : i128
    %a4 = arith.addi %b3, %w4 : i128
    %j4 = arith.index_cast %i4 : index to i128
    %b4 = arith.addi %a4, %j4 : i128
    %a5 = arith.addi %b4, %w5 : i128
    %j5 = arith.index_cast %i5 : index to i128
    %b5 = arith.addi %a5, %j5 : i128
    %a6 = arith.addi %b5, %w6 : i128
    %j6 = arith.index_cast %i6 : index to i128
    %b6 = arith.addi %a6, %j6 : i128
    %a7 = arith.addi %b6, %w7 : i128
    %j7 = arith.index_cast %i7 : index to i128
    %b7 = arith.addi %a7, %j7 : i128
    %a8 = arith.addi %b7, %w8 : i128
    %j8 = arith.index_cast %i8 : index to i128
    %b8 = arith.addi %a8, %j8 : i128
    %a9 = arith.addi %b8, %w9 : i128
    %j9 = arith.index_cast %i9 : index to i128
    %b9 = arith.addi %a9, %j9 : i128
    %a10 = arith.addi %b9, %w10 : i128
    %j10 = arith.index_cast %i10 : index to i128
    %b10 = arith.addi %a10, %j10 : i128
    %a11 = arith.addi %b10, %w11 : i128
    %j11 = arith.index_cast %i11 : index to i128
    %b11 = arith.addi %a11, %j11 : i128
    %a12 = arith.addi %b11, %w12 : i128
    %j12 = arith.index_cast %i12 : index to i128
    %b12 = arith.addi %a12, %j12 : i128
    %a13 = arith.addi %b12, %w13 : i128
    %j13 = arith.index_cast %i13 : index to i128
    %b13 = arith.addi %a13, %j13 : i128
    %a14 = arith.addi %b13, %w14 : i128
    %j14 = arith.index_cast %i14 : index to i128
    %b14 = arith.addi %a14, %j14 : i128
    %a15 = arith.addi %b14, %w15 : i128
    %j15 = arith.index_cast %i15 : index to i128
    %b15 = arith.addi %a15, %j15 : i128
    %a16 = arith.addi %b15, %w16 : i128
    %j16 = arith.index_cast %i16 : index to i128
    %b16 = arith.addi %a16, %j16 : i128
    %a17 = arith.addi %b16, %w17 : i128
    %j17 = arith.index_cast %i17 : index to i128
    %b17 = arith.addi %a17, %j17 : i128
    %a18 = arith.addi %b17, %w18 : i128
    %j18 = arith.index_cast %i18 : index to i128
    %b18 = arith.addi %a18, %j18 : i128
    %a19 = arith.addi %b18, %w19 : i128
    %j19 = arith.index_cast %i19 : index to i128
    %b19 = arith.addi %a19, %j19 : i128
    %a20 = arith.addi %b19, %w20 : i128
    %j20 = arith.index_cast %i20 : index to i128
    %b20 = arith.addi %a20, %j20 : i128
    %a21 = arith.addi %b20, %w21 : i128
    %j21 = arith.index_cast %i21 : index to i128
    %b21 = arith.addi %a21, %j21 : i128
    %a22 = arith.addi %b21, %w22 : i128
    %j22 = arith.index_cast %i22 : index to i128
    %b22 = arith.addi %a22, %j22 : i128
    %a23 = arith.addi %b22, %w23 : i128
    %j23 = arith.index_cast %i23 : index to i128
    %b23 = arith.addi %a23, %j23 : i128
    %a24 = arith.addi %b23, %w24 : i128
    %j24 = arith.index_cast %i24 : index to i128
    %b24 = arith.addi %a24, %j24 : i128
    %a25 = arith.addi %b24, %w25 : i128
    %j25 = arith.index_cast %i25 : index to i128
    %b25 = arith.addi %a25, %j25 : i128
    %a26 = arith.addi %b25, %w26 : i128
    %j26 = arith.index_cast %i26 : index to i128
    %b26 = arith.addi %a26, %j26 : i128
    %a27 = arith.addi %b26, %w27 : i128
    %j27 = arith.index_cast %i27 : index to i128
    %b27 = arith.addi %a27, %j27 : i128
    %a28 = arith.addi %b27, %w28 : i128
    %j28 = arith.index_cast %i28 : index to i128
    %b28 = arith.addi %a28, %j28 : i128
    %a29 = arith.addi %b28, %w29 : i128
    %j29 = arith.index_cast %i29 : index to i128
    %b29 = arith.addi %a29, %j29 : i128
    %a30 = arith.addi %b29, %w30 : i128
    %j30 = arith.index_cast %i30 : index to i128
    %b30 = arith.addi %a30, %j30 : i128
    %a31 = arith.addi %b30, %w31 : i128
    %j31 = arith.index_cast %i31 : index to i128
    %b31 = arith.addi %a31, %j31 : i128
    %a32 = arith.addi %b31, %w32 : i128
    %j32 = arith.index_cast %i32 : index to i128
    %b32 = arith.addi %a32, %j32 : i128
    %a33 = arith.addi %b32, %w33 : i128
    %j33 = arith.index_cast %i33 : index to i128
    %b33 = arith.addi %a33, %j33 : i128
    %a34 = arith.addi %b33, %w34 : i128
    %j34 = arith.index_cast %i34 : index to i128
    %b34 = arith.addi %a34, %j34 : i128
    %a35 = arith.addi %b34, %w35 : i128
    %j35 = arith.index_cast %i35 : index to i128
    %b35 = arith.addi %a35, %j35 : i128
    %a36 = arith.addi %b35, %w36 : i128
    %j36 = arith.index_cast %i36 : index to i128
    %b36 = arith.addi %a36, %j36 : i128
    %a37 = arith.addi %b36, %w37 : i128
    %j37 = arith.index_cast %i37 : index to i128
    %b37 = arith.addi %a37, %j37 : i128
    %a38 = arith.addi %b37, %w38 : i128
    %j38 = arith.index_cast %i38 : index to i128
    %b38 = arith.addi %a38, %j38 : i128
    %a39 = arith.addi %b38, %w39 : i128
    %j39 = arith.index_cast %i39 : index to i128
    %b39 = arith.addi %a39, %j39 : i128
    %a40 = arith.addi %b39, %w40 : i128
    %j40 = arith.index_cast %i40 : index to i128
    %b40 = arith.addi %a40, %j40 : i128
    %a41 = arith.addi %b40, %w41 : i128
    %j41 = arith.index_cast %i41 : index to i128
    %b41 = arith.addi %a41, %j41 : i128
    %a42 = arith.addi %b41, %w42 : i128
    %j42 = arith.index_cast %i42 : index to i128
    %b42 = arith.addi %a42, %j42 : i128
    %a43 = arith.addi %b42, %w43 : i128
    %j43 = arith.index_cast %i43 : index to i128
    %b43 = arith.addi %a43, %j43 : i128
    %a44 = arith.addi %b43, %w44 : i128
    %j44 = arith.index_cast %i44 : index to i128
    %b44 = arith.addi %a44, %j44 : i128
    %a45 = arith.addi %b44, %w45 : i128
    %j45 = arith.index_cast %i45 : index to i128
    %b45 = arith.addi %a45, %j45 : i128
    %a46 = arith.addi %b45, %w46 : i128
    %j46 = arith.index_cast %i46 : index to i128
    %b46 = arith.addi %a46, %j46 : i128
    %a47 = arith.addi %b46, %w47 : i128
    %j47 = arith.index_cast %i47 : index to i128
    %b47 = arith.addi %a47, %j47 : i128
    %a48 = arith.addi %b47, %w48 : i128
    %j48 = arith.index_cast %i48 : index to i128
    %b48 = arith.addi %a48, %j48 : i128
    %a49 = arith.addi %b48, %w49 : i128
    %j49 = arith.index_cast %i49 : index to i128
    %b49 = arith.addi %a49, %j49 : i128
    %a50 = arith.addi %b49, %w50 : i128
    %j50 = arith.index_cast %i50 : index to i128
    %b50 = arith.addi %a50, %j50 : i128
    %a51 = arith.addi %b50, %w51 : i128
    %j51 = arith.index_cast %i51 : index to i128
    %b51 = arith.addi %a51, %j51 : i128
    %a52 = arith.addi %b51, %w52 : i128
    %j52 = arith.index_cast %i52 : index to i128
    %b52 = arith.addi %a52, %j52 : i128
    %a53 = arith.addi %b52, %w53 : i128
    %j53 = arith.index_cast %i53 : index to i128
    %b53 = arith.addi %a53, %j53 : i128
    %a54 = arith.addi %b53, %w54 : i128
    %j54 = arith.index_cast %i54 : index to i128
    %b54 = arith.addi %a54, %j54 : i128
    %a55 = arith.addi %b54, %w55 : i128
    %j55 = arith.index_cast %i55 : index to i128
    %b55 = arith.addi %a55, %j55 : i128
    %a56 = arith.addi %b55, %w56 : i128
    %j56 = arith.index_cast %i56 : index to i128
    %b56 = arith.addi %a56, %j56 : i128
    %a57 = arith.addi %b56, %w57 : i128
    %j57 = arith.index_cast %i57 : index to i128
    %b57 = arith.addi %a57, %j57 : i128
    %a58 = arith.addi %b57, %w58 : i128
    %j58 = arith.index_cast %i58 : index to i128
    %b58 = arith.addi %a58, %j58 : i128
    %a59 = arith.addi %b58, %w59 : i128
    %j59 = arith.index_cast %i59 : index to i128
    %b59 = arith.addi %a59, %j59 : i128
    memref.store %b59, %B[%x] : memref<32xi128>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %s60 = memref.load %B[%x] : memref<32xi128>
    %a60 = arith.addi %s60, %w60 : i128
    %j60 = arith.index_cast %i60 : index to i128
    %b60 = arith.addi %a60, %j60 : i128
    %a61 = arith.addi %b60, %w61 : i128
    %j61 = arith.index_cast %i61 : index to i128
    %b61 = arith.addi %a61, %j61 : i128
    %a62 = arith.addi %b61, %w62 : i128
    %j62 = arith.index_cast %i62 : index to i128
    %b62 = arith.addi %a62, %j62 : i128
    %a63 = arith.addi %b62, %w63 : i128
    %j63 = arith.index_cast %i63 : index to i128
    %b63 = arith.addi %a63, %j63 : i128
    %a64 = arith.addi %b63, %w64 : i128
    %j64 = arith.index_cast %i64 : index to i128
    %b64 = arith.addi %a64, %j64 : i128
    %a65 = arith.addi %b64, %w65 : i128
    %j65 = arith.index_cast %i65 : index to i128
    %b65 = arith.addi %a65, %j65 : i128
    %a66 = arith.addi %b65, %w66 : i128
    %j66 = arith.index_cast %i66 : index to i128
    %b66 = arith.addi %a66, %j66 : i128
    %a67 = arith.addi %b66, %w67 : i128
    %j67 = arith.index_cast %i67 : index to i128
    %b67 = arith.addi %a67, %j67 : i128
    %a68 = arith.addi %b67, %w68 : i128
    %j68 = arith.index_cast %i68 : index to i128
    %b68 = arith.addi %a68, %j68 : i128
    %a69 = arith.addi %b68, %w69 : i128
    %j69 = arith.index_cast %i69 : index to i128
    %b69 = arith.addi %a69, %j69 : i128
    %a70 = arith.addi %b69, %w70 : i128
    %j70 = arith.index_cast %i70 : index to i128
    %b70 = arith.addi %a70, %j70 : i128
    %a71 = arith.addi %b70, %w71 : i128
    %j71 = arith.index_cast %i71 : index to i128
    %b71 = arith.addi %a71, %j71 : i128
    %a72 = arith.addi %b71, %w72 : i128
    %j72 = arith.index_cast %i72 : index to i128
    %b72 = arith.addi %a72, %j72 : i128
    %a73 = arith.addi %b72, %w73 : i128
    %j73 = arith.index_cast %i73 : index to i128
    %b73 = arith.addi %a73, %j73 : i128
    %a74 = arith.addi %b73, %w74 : i128
    %j74 = arith.index_cast %i74 : index to i128
    %b74 = arith.addi %a74, %j74 : i128
    %a75 = arith.addi %b74, %w75 : i128
    %j75 = arith.index_cast %i75 : index to i128
    %b75 = arith.addi %a75, %j75 : i128
    %a76 = arith.addi %b75, %w76 : i128
    %j76 = arith.index_cast %i76 : index to i128
    %b76 = arith.addi %a76, %j76 : i128
    %a77 = arith.addi %b76, %w77 : i128
    %j77 = arith.index_cast %i77 : index to i128
    %b77 = arith.addi %a77, %j77 : i128
    %a78 = arith.addi %b77, %w78 : i128
    %j78 = arith.index_cast %i78 : index to i128
    %b78 = arith.addi %a78, %j78 : i128
    %a79 = arith.addi %b78, %w79 : i128
    %j79 = arith.index_cast %i79 : index to i128
    %b79 = arith.addi %a79, %j79 : i128
    %a80 = arith.addi %b79, %w80 : i128
    %j80 = arith.index_cast %i80 : index to i128
    %b80 = arith.addi %a80, %j80 : i128
    %a81 = arith.addi %b80, %w81 : i128
    %j81 = arith.index_cast %i81 : index to i128
    %b81 = arith.addi %a81, %j81 : i128
    %a82 = arith.addi %b81, %w82 : i128
    %j82 = arith.index_cast %i82 : index to i128
    %b82 = arith.addi %a82, %j82 : i128
    %a83 = arith.addi %b82, %w83 : i128
    %j83 = arith.index_cast %i83 : index to i128
    %b83 = arith.addi %a83, %j83 : i128
    %a84 = arith.addi %b83, %w84 : i128
    %j84 = arith.index_cast %i84 : index to i128
    %b84 = arith.addi %a84, %j84 : i128
    %a85 = arith.addi %b84, %w85 : i128
    %j85 = arith.index_cast %i85 : index to i128
    %b85 = arith.addi %a85, %j85 : i128
    %a86 = arith.addi %b85, %w86 : i128
    %j86 = arith.index_cast %i86 : index to i128
    %b86 = arith.addi %a86, %j86 : i128
    %a87 = arith.addi %b86, %w87 : i128
    %j87 = arith.index_cast %i87 : index to i128
    %b87 = arith.addi %a87, %j87 : i128
    %a88 = arith.addi %b87, %w88 : i128
    %j88 = arith.index_cast %i88 : index to i128
    %b88 = arith.addi %a88, %j88 : i128
    %a89 = arith.addi %b88, %w89 : i128
    %j89 = arith.index_cast %i89 : index to i128
    %b89 = arith.addi %a89, %j89 : i128
    %a90 = arith.addi %b89, %w90 : i128
    %j90 = arith.index_cast %i90 : index to i128
    %b90 = arith.addi %a90, %j90 : i128
    %a91 = arith.addi %b90, %w91 : i128
    %j91 = arith.index_cast %i91 : index to i128
    %b91 = arith.addi %a91, %j91 : i128
    %a92 = arith.addi %b91, %w92 : i128
    %j92 = arith.index_cast %i92 : index to i128
    %b92 = arith.addi %a92, %j92 : i128
    %a93 = arith.addi %b92, %w93 : i128
    %j93 = arith.index_cast %i93 : index to i128
    %b93 = arith.addi %a93, %j93 : i128
    %a94 = arith.addi %b93, %w94 : i128
    %j94 = arith.index_cast %i94 : index to i128
    %b94 = arith.addi %a94, %j94 : i128
    %a95 = arith.addi %b94, %w95 : i128
    %j95 = arith.index_cast %i95 : index to i128
    %b95 = arith.addi %a95, %j95 : i128
    %a96 = arith.addi %b95, %w96 : i128
    %j96 = arith.index_cast %i96 : index to i128
    %b96 = arith.addi %a96, %j96 : i128
    %a97 = arith.addi %b96, %w97 : i128
    %j97 = arith.index_cast %i97 : index to i128
    %b97 = arith.addi %a97, %j97 : i128
    %a98 = arith.addi %b97, %w98 : i128
    %j98 = arith.index_cast %i98 : index to i128
    %b98 = arith.addi %a98, %j98 : i128
    %a99 = arith.addi %b98, %w99 : i128
    %j99 = arith.index_cast %i99 : index to i128
    %b99 = arith.addi %a99, %j99 : i128
    %a100 = arith.addi %b99, %w100 : i128
    %j100 = arith.index_cast %i100 : index to i128
    %b100 = arith.addi %a100, %j100 : i128
    %a101 = arith.addi %b100, %w101 : i128
    %j101 = arith.index_cast %i101 : index to i128
    %b101 = arith.addi %a101, %j101 : i128
    %a102 = arith.addi %b101, %w102 : i128
    %j102 = arith.index_cast %i102 : index to i128
    %b102 = arith.addi %a102, %j102 : i128
    %a103 = arith.addi %b102, %w103 : i128
    %j103 = arith.index_cast %i103 : index to i128
    %b103 = arith.addi %a103, %j103 : i128
    %a104 = arith.addi %b103, %w104 : i128
    %j104 = arith.index_cast %i104 : index to i128
    %b104 = arith.addi %a104, %j104 : i128
    %a105 = arith.addi %b104, %w105 : i128
    %j105 = arith.index_cast %i105 : index to i128
    %b105 = arith.addi %a105, %j105 : i128
    %a106 = arith.addi %b105, %w106 : i128
    %j106 = arith.index_cast %i106 : index to i128
    %b106 = arith.addi %a106, %j106 : i128
    %a107 = arith.addi %b106, %w107 : i128
    %j107 = arith.index_cast %i107 : index to i128
    %b107 = arith.addi %a107, %j107 : i128
    %a108 = arith.addi %b107, %w108 : i128
    %j108 = arith.index_cast %i108 : index to i128
    %b108 = arith.addi %a108, %j108 : i128
    %a109 = arith.addi %b108, %w109 : i128
    %j109 = arith.index_cast %i109 : index to i128
    %b109 = arith.addi %a109, %j109 : i128
    %a110 = arith.addi %b109, %w110 : i128
    %j110 = arith.index_cast %i110 : index to i128
    %b110 = arith.addi %a110, %j110 : i128
    %a111 = arith.addi %b110, %w111 : i128
    %j111 = arith.index_cast %i111 : index to i128
    %b111 = arith.addi %a111, %j111 : i128
    %a112 = arith.addi %b111, %w112 : i128
    %j112 = arith.index_cast %i112 : index to i128
    %b112 = arith.addi %a112, %j112 : i128
    %a113 = arith.addi %b112, %w113 : i128
    %j113 = arith.index_cast %i113 : index to i128
    %b113 = arith.addi %a113, %j113 : i128
    %a114 = arith.addi %b113, %w114 : i128
    %j114 = arith.index_cast %i114 : index to i128
    %b114 = arith.addi %a114, %j114 : i128
    %a115 = arith.addi %b114, %w115 : i128
    %j115 = arith.index_cast %i115 : index to i128
    %b115 = arith.addi %a115, %j115 : i128
    %a116 = arith.addi %b115, %w116 : i128
    %j116 = arith.index_cast %i116 : index to i128
    %b116 = arith.addi %a116, %j116 : i128
    %a117 = arith.addi %b116, %w117 : i128
    %j117 = arith.index_cast %i117 : index to i128
    %b117 = arith.addi %a117, %j117 : i128
    %a118 = arith.addi %b117, %w118 : i128
    %j118 = arith.index_cast %i118 : index to i128
    %b118 = arith.addi %a118, %j118 : i128
    %a119 = arith.addi %b118, %w119 : i128
    %j119 = arith.index_cast %i119 : index to i128
    %b119 = arith.addi %a119, %j119 : i128
    memref.store %b119, %C[%x] : memref<32xi128>
    gpu.terminator
  }
  return
}

// -----

// In blocks of unknown size a thread may have no more than 64 registers.

// CHECK-LABEL: func.func @many_registers(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=many_registers |
func.func @many_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %T = memref.alloc() : memref<40x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<40x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<40x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<40x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<40x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<40x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<40x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<40x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<40x256xf32>
    %k8 = arith.constant 8 : index
    %m8 = arith.mulf %v, %v : f32
    memref.store %m8, %T[%k8, %x] : memref<40x256xf32>
    %k9 = arith.constant 9 : index
    %m9 = arith.mulf %v, %v : f32
    memref.store %m9, %T[%k9, %x] : memref<40x256xf32>
    %k10 = arith.constant 10 : index
    %m10 = arith.mulf %v, %v : f32
    memref.store %m10, %T[%k10, %x] : memref<40x256xf32>
    %k11 = arith.constant 11 : index
    %m11 = arith.mulf %v, %v : f32
    memref.store %m11, %T[%k11, %x] : memref<40x256xf32>
    %k12 = arith.constant 12 : index
    %m12 = arith.mulf %v, %v : f32
    memref.store %m12, %T[%k12, %x] : memref<40x256xf32>
    %k13 = arith.constant 13 : index
    %m13 = arith.mulf %v, %v : f32
    memref.store %m13, %T[%k13, %x] : memref<40x256xf32>
    %k14 = arith.constant 14 : index
    %m14 = arith.mulf %v, %v : f32
    memref.store %m14, %T[%k14, %x] : memref<40x256xf32>
    %k15 = arith.constant 15 : index
    %m15 = arith.mulf %v, %v : f32
    memref.store %m15, %T[%k15, %x] : memref<40x256xf32>
    %k16 = arith.constant 16 : index
    %m16 = arith.mulf %v, %v : f32
    memref.store %m16, %T[%k16, %x] : memref<40x256xf32>
    %k17 = arith.constant 17 : index
    %m17 = arith.mulf %v, %v : f32
    memref.store %m17, %T[%k17, %x] : memref<40x256xf32>
    %k18 = arith.constant 18 : index
    %m18 = arith.mulf %v, %v : f32
    memref.store %m18, %T[%k18, %x] : memref<40x256xf32>
    %k19 = arith.constant 19 : index
    %m19 = arith.mulf %v, %v : f32
    memref.store %m19, %T[%k19, %x] : memref<40x256xf32>
    %k20 = arith.constant 20 : index
    %m20 = arith.mulf %v, %v : f32
    memref.store %m20, %T[%k20, %x] : memref<40x256xf32>
    %k21 = arith.constant 21 : index
    %m21 = arith.mulf %v, %v : f32
    memref.store %m21, %T[%k21, %x] : memref<40x256xf32>
    %k22 = arith.constant 22 : index
    %m22 = arith.mulf %v, %v : f32
    memref.store %m22, %T[%k22, %x] : memref<40x256xf32>
    %k23 = arith.constant 23 : index
    %m23 = arith.mulf %v, %v : f32
    memref.store %m23, %T[%k23, %x] : memref<40x256xf32>
    %k24 = arith.constant 24 : index
    %m24 = arith.mulf %v, %v : f32
    memref.store %m24, %T[%k24, %x] : memref<40x256xf32>
    %k25 = arith.constant 25 : index
    %m25 = arith.mulf %v, %v : f32
    memref.store %m25, %T[%k25, %x] : memref<40x256xf32>
    %k26 = arith.constant 26 : index
    %m26 = arith.mulf %v, %v : f32
    memref.store %m26, %T[%k26, %x] : memref<40x256xf32>
    %k27 = arith.constant 27 : index
    %m27 = arith.mulf %v, %v : f32
    memref.store %m27, %T[%k27, %x] : memref<40x256xf32>
    %k28 = arith.constant 28 : index
    %m28 = arith.mulf %v, %v : f32
    memref.store %m28, %T[%k28, %x] : memref<40x256xf32>
    %k29 = arith.constant 29 : index
    %m29 = arith.mulf %v, %v : f32
    memref.store %m29, %T[%k29, %x] : memref<40x256xf32>
    %k30 = arith.constant 30 : index
    %m30 = arith.mulf %v, %v : f32
    memref.store %m30, %T[%k30, %x] : memref<40x256xf32>
    %k31 = arith.constant 31 : index
    %m31 = arith.mulf %v, %v : f32
    memref.store %m31, %T[%k31, %x] : memref<40x256xf32>
    %k32 = arith.constant 32 : index
    %m32 = arith.mulf %v, %v : f32
    memref.store %m32, %T[%k32, %x] : memref<40x256xf32>
    %k33 = arith.constant 33 : index
    %m33 = arith.mulf %v, %v : f32
    memref.store %m33, %T[%k33, %x] : memref<40x256xf32>
    %k34 = arith.constant 34 : index
    %m34 = arith.mulf %v, %v : f32
    memref.store %m34, %T[%k34, %x] : memref<40x256xf32>
    %k35 = arith.constant 35 : index
    %m35 = arith.mulf %v, %v : f32
    memref.store %m35, %T[%k35, %x] : memref<40x256xf32>
    %k36 = arith.constant 36 : index
    %m36 = arith.mulf %v, %v : f32
    memref.store %m36, %T[%k36, %x] : memref<40x256xf32>
    %k37 = arith.constant 37 : index
    %m37 = arith.mulf %v, %v : f32
    memref.store %m37, %T[%k37, %x] : memref<40x256xf32>
    %k38 = arith.constant 38 : index
    %m38 = arith.mulf %v, %v : f32
    memref.store %m38, %T[%k38, %x] : memref<40x256xf32>
    %k39 = arith.constant 39 : index
    %m39 = arith.mulf %v, %v : f32
    memref.store %m39, %T[%k39, %x] : memref<40x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<40x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<40x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<40x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<40x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<40x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<40x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<40x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<40x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    %k8 = arith.constant 8 : index
    %l8 = memref.load %T[%k8, %x] : memref<40x256xf32>
    %s8 = arith.addf %l8, %s7 : f32
    %k9 = arith.constant 9 : index
    %l9 = memref.load %T[%k9, %x] : memref<40x256xf32>
    %s9 = arith.addf %l9, %s8 : f32
    %k10 = arith.constant 10 : index
    %l10 = memref.load %T[%k10, %x] : memref<40x256xf32>
    %s10 = arith.addf %l10, %s9 : f32
    %k11 = arith.constant 11 : index
    %l11 = memref.load %T[%k11, %x] : memref<40x256xf32>
    %s11 = arith.addf %l11, %s10 : f32
    %k12 = arith.constant 12 : index
    %l12 = memref.load %T[%k12, %x] : memref<40x256xf32>
    %s12 = arith.addf %l12, %s11 : f32
    %k13 = arith.constant 13 : index
    %l13 = memref.load %T[%k13, %x] : memref<40x256xf32>
    %s13 = arith.addf %l13, %s12 : f32
    %k14 = arith.constant 14 : index
    %l14 = memref.load %T[%k14, %x] : memref<40x256xf32>
    %s14 = arith.addf %l14, %s13 : f32
    %k15 = arith.constant 15 : index
    %l15 = memref.load %T[%k15, %x] : memref<40x256xf32>
    %s15 = arith.addf %l15, %s14 : f32
    %k16 = arith.constant 16 : index
    %l16 = memref.load %T[%k16, %x] : memref<40x256xf32>
    %s16 = arith.addf %l16, %s15 : f32
    %k17 = arith.constant 17 : index
    %l17 = memref.load %T[%k17, %x] : memref<40x256xf32>
    %s17 = arith.addf %l17, %s16 : f32
    %k18 = arith.constant 18 : index
    %l18 = memref.load %T[%k18, %x] : memref<40x256xf32>
    %s18 = arith.addf %l18, %s17 : f32
    %k19 = arith.constant 19 : index
    %l19 = memref.load %T[%k19, %x] : memref<40x256xf32>
    %s19 = arith.addf %l19, %s18 : f32
    %k20 = arith.constant 20 : index
    %l20 = memref.load %T[%k20, %x] : memref<40x256xf32>
    %s20 = arith.addf %l20, %s19 : f32
    %k21 = arith.constant 21 : index
    %l21 = memref.load %T[%k21, %x] : memref<40x256xf32>
    %s21 = arith.addf %l21, %s20 : f32
    %k22 = arith.constant 22 : index
    %l22 = memref.load %T[%k22, %x] : memref<40x256xf32>
    %s22 = arith.addf %l22, %s21 : f32
    %k23 = arith.constant 23 : index
    %l23 = memref.load %T[%k23, %x] : memref<40x256xf32>
    %s23 = arith.addf %l23, %s22 : f32
    %k24 = arith.constant 24 : index
    %l24 = memref.load %T[%k24, %x] : memref<40x256xf32>
    %s24 = arith.addf %l24, %s23 : f32
    %k25 = arith.constant 25 : index
    %l25 = memref.load %T[%k25, %x] : memref<40x256xf32>
    %s25 = arith.addf %l25, %s24 : f32
    %k26 = arith.constant 26 : index
    %l26 = memref.load %T[%k26, %x] : memref<40x256xf32>
    %s26 = arith.addf %l26, %s25 : f32
    %k27 = arith.constant 27 : index
    %l27 = memref.load %T[%k27, %x] : memref<40x256xf32>
    %s27 = arith.addf %l27, %s26 : f32
    %k28 = arith.constant 28 : index
    %l28 = memref.load %T[%k28, %x] : memref<40x256xf32>
    %s28 = arith.addf %l28, %s27 : f32
    %k29 = arith.constant 29 : index
    %l29 = memref.load %T[%k29, %x] : memref<40x256xf32>
    %s29 = arith.addf %l29, %s28 : f32
    %k30 = arith.constant 30 : index
    %l30 = memref.load %T[%k30, %x] : memref<40x256xf32>
    %s30 = arith.addf %l30, %s29 : f32
    %k31 = arith.constant 31 : index
    %l31 = memref.load %T[%k31, %x] : memref<40x256xf32>
    %s31 = arith.addf %l31, %s30 : f32
    %k32 = arith.constant 32 : index
    %l32 = memref.load %T[%k32, %x] : memref<40x256xf32>
    %s32 = arith.addf %l32, %s31 : f32
    %k33 = arith.constant 33 : index
    %l33 = memref.load %T[%k33, %x] : memref<40x256xf32>
    %s33 = arith.addf %l33, %s32 : f32
    %k34 = arith.constant 34 : index
    %l34 = memref.load %T[%k34, %x] : memref<40x256xf32>
    %s34 = arith.addf %l34, %s33 : f32
    %k35 = arith.constant 35 : index
    %l35 = memref.load %T[%k35, %x] : memref<40x256xf32>
    %s35 = arith.addf %l35, %s34 : f32
    %k36 = arith.constant 36 : index
    %l36 = memref.load %T[%k36, %x] : memref<40x256xf32>
    %s36 = arith.addf %l36, %s35 : f32
    %k37 = arith.constant 37 : index
    %l37 = memref.load %T[%k37, %x] : memref<40x256xf32>
    %s37 = arith.addf %l37, %s36 : f32
    %k38 = arith.constant 38 : index
    %l38 = memref.load %T[%k38, %x] : memref<40x256xf32>
    %s38 = arith.addf %l38, %s37 : f32
    %k39 = arith.constant 39 : index
    %l39 = memref.load %T[%k39, %x] : memref<40x256xf32>
    %s39 = arith.addf %l39, %s38 : f32
    memref.store %s39, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<40x256xf32>
  return
}

// -----

// In blocks of known size it may have more, and the compiler knows how many.

// CHECK-LABEL: func.func @known_registers(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @known_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %T = memref.alloc() : memref<40x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<40x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<40x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<40x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<40x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<40x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<40x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<40x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<40x256xf32>
    %k8 = arith.constant 8 : index
    %m8 = arith.mulf %v, %v : f32
    memref.store %m8, %T[%k8, %x] : memref<40x256xf32>
    %k9 = arith.constant 9 : index
    %m9 = arith.mulf %v, %v : f32
    memref.store %m9, %T[%k9, %x] : memref<40x256xf32>
    %k10 = arith.constant 10 : index
    %m10 = arith.mulf %v, %v : f32
    memref.store %m10, %T[%k10, %x] : memref<40x256xf32>
    %k11 = arith.constant 11 : index
    %m11 = arith.mulf %v, %v : f32
    memref.store %m11, %T[%k11, %x] : memref<40x256xf32>
    %k12 = arith.constant 12 : index
    %m12 = arith.mulf %v, %v : f32
    memref.store %m12, %T[%k12, %x] : memref<40x256xf32>
    %k13 = arith.constant 13 : index
    %m13 = arith.mulf %v, %v : f32
    memref.store %m13, %T[%k13, %x] : memref<40x256xf32>
    %k14 = arith.constant 14 : index
    %m14 = arith.mulf %v, %v : f32
    memref.store %m14, %T[%k14, %x] : memref<40x256xf32>
    %k15 = arith.constant 15 : index
    %m15 = arith.mulf %v, %v : f32
    memref.store %m15, %T[%k15, %x] : memref<40x256xf32>
    %k16 = arith.constant 16 : index
    %m16 = arith.mulf %v, %v : f32
    memref.store %m16, %T[%k16, %x] : memref<40x256xf32>
    %k17 = arith.constant 17 : index
    %m17 = arith.mulf %v, %v : f32
    memref.store %m17, %T[%k17, %x] : memref<40x256xf32>
    %k18 = arith.constant 18 : index
    %m18 = arith.mulf %v, %v : f32
    memref.store %m18, %T[%k18, %x] : memref<40x256xf32>
    %k19 = arith.constant 19 : index
    %m19 = arith.mulf %v, %v : f32
    memref.store %m19, %T[%k19, %x] : memref<40x256xf32>
    %k20 = arith.constant 20 : index
    %m20 = arith.mulf %v, %v : f32
    memref.store %m20, %T[%k20, %x] : memref<40x256xf32>
    %k21 = arith.constant 21 : index
    %m21 = arith.mulf %v, %v : f32
    memref.store %m21, %T[%k21, %x] : memref<40x256xf32>
    %k22 = arith.constant 22 : index
    %m22 = arith.mulf %v, %v : f32
    memref.store %m22, %T[%k22, %x] : memref<40x256xf32>
    %k23 = arith.constant 23 : index
    %m23 = arith.mulf %v, %v : f32
    memref.store %m23, %T[%k23, %x] : memref<40x256xf32>
    %k24 = arith.constant 24 : index
    %m24 = arith.mulf %v, %v : f32
    memref.store %m24, %T[%k24, %x] : memref<40x256xf32>
    %k25 = arith.constant 25 : index
    %m25 = arith.mulf %v, %v : f32
    memref.store %m25, %T[%k25, %x] : memref<40x256xf32>
    %k26 = arith.constant 26 : index
    %m26 = arith.mulf %v, %v : f32
    memref.store %m26, %T[%k26, %x] : memref<40x256xf32>
    %k27 = arith.constant 27 : index
    %m27 = arith.mulf %v, %v : f32
    memref.store %m27, %T[%k27, %x] : memref<40x256xf32>
    %k28 = arith.constant 28 : index
    %m28 = arith.mulf %v, %v : f32
    memref.store %m28, %T[%k28, %x] : memref<40x256xf32>
    %k29 = arith.constant 29 : index
    %m29 = arith.mulf %v, %v : f32
    memref.store %m29, %T[%k29, %x] : memref<40x256xf32>
    %k30 = arith.constant 30 : index
    %m30 = arith.mulf %v, %v : f32
    memref.store %m30, %T[%k30, %x] : memref<40x256xf32>
    %k31 = arith.constant 31 : index
    %m31 = arith.mulf %v, %v : f32
    memref.store %m31, %T[%k31, %x] : memref<40x256xf32>
    %k32 = arith.constant 32 : index
    %m32 = arith.mulf %v, %v : f32
    memref.store %m32, %T[%k32, %x] : memref<40x256xf32>
    %k33 = arith.constant 33 : index
    %m33 = arith.mulf %v, %v : f32
    memref.store %m33, %T[%k33, %x] : memref<40x256xf32>
    %k34 = arith.constant 34 : index
    %m34 = arith.mulf %v, %v : f32
    memref.store %m34, %T[%k34, %x] : memref<40x256xf32>
    %k35 = arith.constant 35 : index
    %m35 = arith.mulf %v, %v : f32
    memref.store %m35, %T[%k35, %x] : memref<40x256xf32>
    %k36 = arith.constant 36 : index
    %m36 = arith.mulf %v, %v : f32
    memref.store %m36, %T[%k36, %x] : memref<40x256xf32>
    %k37 = arith.constant 37 : index
    %m37 = arith.mulf %v, %v : f32
    memref.store %m37, %T[%k37, %x] : memref<40x256xf32>
    %k38 = arith.constant 38 : index
    %m38 = arith.mulf %v, %v : f32
    memref.store %m38, %T[%k38, %x] : memref<40x256xf32>
    %k39 = arith.constant 39 : index
    %m39 = arith.mulf %v, %v : f32
    memref.store %m39, %T[%k39, %x] : memref<40x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<40x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<40x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<40x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<40x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<40x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<40x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<40x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<40x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    %k8 = arith.constant 8 : index
    %l8 = memref.load %T[%k8, %x] : memref<40x256xf32>
    %s8 = arith.addf %l8, %s7 : f32
    %k9 = arith.constant 9 : index
    %l9 = memref.load %T[%k9, %x] : memref<40x256xf32>
    %s9 = arith.addf %l9, %s8 : f32
    %k10 = arith.constant 10 : index
    %l10 = memref.load %T[%k10, %x] : memref<40x256xf32>
    %s10 = arith.addf %l10, %s9 : f32
    %k11 = arith.constant 11 : index
    %l11 = memref.load %T[%k11, %x] : memref<40x256xf32>
    %s11 = arith.addf %l11, %s10 : f32
    %k12 = arith.constant 12 : index
    %l12 = memref.load %T[%k12, %x] : memref<40x256xf32>
    %s12 = arith.addf %l12, %s11 : f32
    %k13 = arith.constant 13 : index
    %l13 = memref.load %T[%k13, %x] : memref<40x256xf32>
    %s13 = arith.addf %l13, %s12 : f32
    %k14 = arith.constant 14 : index
    %l14 = memref.load %T[%k14, %x] : memref<40x256xf32>
    %s14 = arith.addf %l14, %s13 : f32
    %k15 = arith.constant 15 : index
    %l15 = memref.load %T[%k15, %x] : memref<40x256xf32>
    %s15 = arith.addf %l15, %s14 : f32
    %k16 = arith.constant 16 : index
    %l16 = memref.load %T[%k16, %x] : memref<40x256xf32>
    %s16 = arith.addf %l16, %s15 : f32
    %k17 = arith.constant 17 : index
    %l17 = memref.load %T[%k17, %x] : memref<40x256xf32>
    %s17 = arith.addf %l17, %s16 : f32
    %k18 = arith.constant 18 : index
    %l18 = memref.load %T[%k18, %x] : memref<40x256xf32>
    %s18 = arith.addf %l18, %s17 : f32
    %k19 = arith.constant 19 : index
    %l19 = memref.load %T[%k19, %x] : memref<40x256xf32>
    %s19 = arith.addf %l19, %s18 : f32
    %k20 = arith.constant 20 : index
    %l20 = memref.load %T[%k20, %x] : memref<40x256xf32>
    %s20 = arith.addf %l20, %s19 : f32
    %k21 = arith.constant 21 : index
    %l21 = memref.load %T[%k21, %x] : memref<40x256xf32>
    %s21 = arith.addf %l21, %s20 : f32
    %k22 = arith.constant 22 : index
    %l22 = memref.load %T[%k22, %x] : memref<40x256xf32>
    %s22 = arith.addf %l22, %s21 : f32
    %k23 = arith.constant 23 : index
    %l23 = memref.load %T[%k23, %x] : memref<40x256xf32>
    %s23 = arith.addf %l23, %s22 : f32
    %k24 = arith.constant 24 : index
    %l24 = memref.load %T[%k24, %x] : memref<40x256xf32>
    %s24 = arith.addf %l24, %s23 : f32
    %k25 = arith.constant 25 : index
    %l25 = memref.load %T[%k25, %x] : memref<40x256xf32>
    %s25 = arith.addf %l25, %s24 : f32
    %k26 = arith.constant 26 : index
    %l26 = memref.load %T[%k26, %x] : memref<40x256xf32>
    %s26 = arith.addf %l26, %s25 : f32
    %k27 = arith.constant 27 : index
    %l27 = memref.load %T[%k27, %x] : memref<40x256xf32>
    %s27 = arith.addf %l27, %s26 : f32
    %k28 = arith.constant 28 : index
    %l28 = memref.load %T[%k28, %x] : memref<40x256xf32>
    %s28 = arith.addf %l28, %s27 : f32
    %k29 = arith.constant 29 : index
    %l29 = memref.load %T[%k29, %x] : memref<40x256xf32>
    %s29 = arith.addf %l29, %s28 : f32
    %k30 = arith.constant 30 : index
    %l30 = memref.load %T[%k30, %x] : memref<40x256xf32>
    %s30 = arith.addf %l30, %s29 : f32
    %k31 = arith.constant 31 : index
    %l31 = memref.load %T[%k31, %x] : memref<40x256xf32>
    %s31 = arith.addf %l31, %s30 : f32
    %k32 = arith.constant 32 : index
    %l32 = memref.load %T[%k32, %x] : memref<40x256xf32>
    %s32 = arith.addf %l32, %s31 : f32
    %k33 = arith.constant 33 : index
    %l33 = memref.load %T[%k33, %x] : memref<40x256xf32>
    %s33 = arith.addf %l33, %s32 : f32
    %k34 = arith.constant 34 : index
    %l34 = memref.load %T[%k34, %x] : memref<40x256xf32>
    %s34 = arith.addf %l34, %s33 : f32
    %k35 = arith.constant 35 : index
    %l35 = memref.load %T[%k35, %x] : memref<40x256xf32>
    %s35 = arith.addf %l35, %s34 : f32
    %k36 = arith.constant 36 : index
    %l36 = memref.load %T[%k36, %x] : memref<40x256xf32>
    %s36 = arith.addf %l36, %s35 : f32
    %k37 = arith.constant 37 : index
    %l37 = memref.load %T[%k37, %x] : memref<40x256xf32>
    %s37 = arith.addf %l37, %s36 : f32
    %k38 = arith.constant 38 : index
    %l38 = memref.load %T[%k38, %x] : memref<40x256xf32>
    %s38 = arith.addf %l38, %s37 : f32
    %k39 = arith.constant 39 : index
    %l39 = memref.load %T[%k39, %x] : memref<40x256xf32>
    %s39 = arith.addf %l39, %s38 : f32
    memref.store %s39, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<40x256xf32>
  return
}

// -----

// Few values are no matter.

// CHECK-LABEL: func.func @few_registers(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @few_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %T = memref.alloc() : memref<8x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<8x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<8x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<8x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<8x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<8x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<8x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<8x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<8x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<8x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<8x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<8x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<8x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<8x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<8x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<8x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<8x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    memref.store %s7, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<8x256xf32>
  return
}

// -----

// A thread has 512 KiB of private memory.

// CHECK-LABEL: func.func @private_memory(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=private_memory |
func.func @private_memory(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<80000xf32, #gpu.address_space<private>>) {
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<80000xf32, #gpu.address_space<private>>) {
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Half of 64,000 floats each fits.

// CHECK-LABEL: func.func @private_memory_fits(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @private_memory_fits(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<64000xf32, #gpu.address_space<private>>) {
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<64000xf32, #gpu.address_space<private>>) {
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Globals in workgroup memory count.

// CHECK-LABEL: func.func @workgroup_globals(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=workgroup_globals |
func.func @workgroup_globals(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @s1 : memref<8000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @s2 : memref<8000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}

memref.global "private" @s1 : memref<8000xf32, #gpu.address_space<workgroup>> = uninitialized
memref.global "private" @s2 : memref<8000xf32, #gpu.address_space<workgroup>> = uninitialized

// -----

// Small ones fit.

// CHECK-LABEL: func.func @workgroup_globals_fit(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @workgroup_globals_fit(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @s1 : memref<4000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @s2 : memref<4000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}

memref.global "private" @s1 : memref<4000xf32, #gpu.address_space<workgroup>> = uninitialized
memref.global "private" @s2 : memref<4000xf32, #gpu.address_space<workgroup>> = uninitialized

// -----

// So do allocations of workgroup memory in bodies.

// CHECK-LABEL: func.func @workgroup_allocations(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=workgroup_allocations |
func.func @workgroup_allocations(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.alloc() : memref<8000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %B[%x] : memref<32xf32>
    memref.dealloc %g : memref<8000xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.alloc() : memref<8000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<8000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %C[%x] : memref<32xf32>
    memref.dealloc %g : memref<8000xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  return
}

// -----

// They become attributions.

// CHECK-LABEL: func.func @workgroup_allocations_fit(
// CHECK: workgroup(
// CHECK-NOT: memref.alloc
// CHECK-NOT: gpu.launch
func.func @workgroup_allocations_fit(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.alloc() : memref<4000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %B[%x] : memref<32xf32>
    memref.dealloc %g : memref<4000xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %g = memref.alloc() : memref<4000xf32, #gpu.address_space<workgroup>>
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    %w = memref.load %g[%x] : memref<4000xf32, #gpu.address_space<workgroup>>
    memref.store %w, %C[%x] : memref<32xf32>
    memref.dealloc %g : memref<4000xf32, #gpu.address_space<workgroup>>
    gpu.terminator
  }
  return
}
