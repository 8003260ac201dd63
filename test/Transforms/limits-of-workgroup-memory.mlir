// Workgroup memory of a device, counted as the device lays it out: padding, alignment,
// buffers, globals, allocations in bodies.

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

// Vectors of 64 bytes begin at multiples of 64, after a byte.

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
