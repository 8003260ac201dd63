// What warps ask of global memory, as --print-counts counts it. Each program is
// small enough to count by hand. A sector has 32 bytes: 8 f32 or 4 f64.
// RUN: %test-exec %s --split-input-file --shuffles=0 --print-counts | FileCheck %s

// The time on an A100 is that of a launch, 2,400 ns, and of the longest thread,
// which takes 4 clocks of 1.41 GHz for each access and 466.3 more for a load. It
// takes 21 and 2 clocks for a barrier of one warp.

// 64 blocks of one thread: each access is a warp access of its own, with one
// lane and one sector, of which it uses 4 bytes.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 128, sectors 128 of 32 bytes, busy lanes 1.00 of 32, thread accesses 128, longest thread 2, longest loads 1, barriers 0, compulsory 512 bytes
// CHECK-NEXT: original: launch at accesses-of-warps.mlir:[[# @LINE + 7]]:3, 1 time, grid 64 x 1 x 1, block 1 x 1 x 1: warp accesses 128, sectors 128 of 32 bytes, busy lanes 1.00 of 32, thread accesses 128, longest thread 2, longest loads 1, barriers 0, compulsory 512 bytes
// CHECK-NEXT: original: modelled time 2.736 us, limit 2.400 us, on a100
// CHECK-NEXT: candidate: launches 1,
// CHECK-NEXT: candidate: warp accesses 128, sectors 128 of 32 bytes, busy lanes 1.00 of 32, thread accesses 128, longest thread 2, longest loads 1, barriers 0, compulsory 512 bytes
func.func @one_thread_blocks(%in: memref<64xf32>, %out: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%i] : memref<64xf32>
    memref.store %0, %out[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The 8 warps of a block of 256 threads: a load and a store each, of 4 sectors.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 16, sectors 64 of 32 bytes, busy lanes 32.00 of 32, thread accesses 512, longest thread 2, longest loads 1, barriers 0, compulsory 2048 bytes
// CHECK-NEXT: original: launch at
// CHECK-NEXT: original: modelled time 2.736 us, limit 2.401 us, on a100
func.func @whole_warps(%in: memref<256xf32>, %out: memref<256xf32>) {
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%t] : memref<256xf32>
    memref.store %0, %out[%t] : memref<256xf32>
    gpu.terminator
  }
  return
}

// -----

// Every other element: the 32 loads span 256 bytes, 8 sectors. The store has 4.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 12 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 256 bytes
func.func @stride_2(%in: memref<64xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = arith.muli %t, %c2 : index
    %0 = memref.load %in[%i] : memref<64xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Every 16th element is in a sector of its own, none of them neighbours: 32
// sectors, and 4 of the store.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 36 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 256 bytes
func.func @stride_16(%in: memref<512xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = arith.muli %t, %c16 : index
    %0 = memref.load %in[%i] : memref<512xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Five threads load the elements 0, 16, 8, 0 and 16: three sectors, of which the
// last one found lies between the two others. The store has one.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 4 of 32 bytes, busy lanes 5.00 of 32, thread accesses 10, longest thread 2, longest loads 1, barriers 0, compulsory 32 bytes
func.func @sectors_in_any_order(%in: memref<24xf32>, %out: memref<5xf32>) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c24 = arith.constant 24 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %far = arith.muli %t, %c16 : index
    %i = arith.remui %far, %c24 : index
    %0 = memref.load %in[%i] : memref<24xf32>
    memref.store %0, %out[%t] : memref<5xf32>
    gpu.terminator
  }
  return
}

// -----

// From the last element to the first: as many sectors as in the other order.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 8 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 256 bytes
func.func @backwards(%in: memref<32xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = arith.subi %c31, %t : index
    %0 = memref.load %in[%i] : memref<32xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Misaligned by one element: the loads touch the bytes 4 to 131, 5 sectors.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 9 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 256 bytes
func.func @misaligned(%in: memref<33xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = arith.addi %t, %c1 : index
    %0 = memref.load %in[%i] : memref<33xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// A broadcast: all lanes ask for one sector.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 5 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 132 bytes
func.func @broadcast(%in: memref<8xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%c3] : memref<8xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Either half of the warp takes one side of the condition: 4 accesses of 16
// lanes and 2 sectors.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 4, sectors 8 of 32 bytes, busy lanes 16.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 256 bytes
func.func @divergence(%a: memref<32xf32>, %b: memref<32xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %t, %c16 : index
    scf.if %low {
      %0 = memref.load %a[%t] : memref<32xf32>
      memref.store %0, %out[%t] : memref<32xf32>
    } else {
      %0 = memref.load %b[%t] : memref<32xf32>
      memref.store %0, %out[%t] : memref<32xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Thread t of 4 loads the first t + 1 elements of column t, of which each row is
// a sector: 4 accesses of 4, 3, 2 and 1 lanes. The store has 4 lanes.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 5, sectors 5 of 32 bytes, busy lanes 2.80 of 32, thread accesses 14, longest thread 5, longest loads 4, barriers 0, compulsory 56 bytes
func.func @trips(%in: memref<4x8xf32>, %out: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %end = arith.addi %t, %c1 : index
    %sum = scf.for %j = %c0 to %end step %c1 iter_args(%so_far = %zero) -> f32 {
      %0 = memref.load %in[%j, %t] : memref<4x8xf32>
      %1 = arith.addf %so_far, %0 : f32
      scf.yield %1 : f32
    }
    memref.store %sum, %out[%t] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

// A barrier ends what lanes do together: in either trip 16 lanes load and store
// for the first time since the last one, 2 sectors each.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 4, sectors 8 of 32 bytes, busy lanes 16.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 2, compulsory 256 bytes
// CHECK-NEXT: original: launch at
// CHECK-NEXT: original: modelled time 2.769 us, limit 2.400 us, on a100
func.func @barrier(%in: memref<32xf32>, %out: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %half = arith.divui %t, %c16 : index
    scf.for %j = %c0 to %c2 step %c1 {
      %mine = arith.cmpi eq, %half, %j : index
      scf.if %mine {
        %0 = memref.load %in[%t] : memref<32xf32>
        memref.store %0, %out[%t] : memref<32xf32>
      }
      gpu.barrier
    }
    gpu.terminator
  }
  return
}

// -----

// 32 f64 are 8 sectors.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 16 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 0, compulsory 512 bytes
func.func @f64(%in: memref<32xf64>, %out: memref<32xf64>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%t] : memref<32xf64>
    memref.store %0, %out[%t] : memref<32xf64>
    gpu.terminator
  }
  return
}

// -----

// 40 threads are a warp of 32 lanes, with 4 sectors, and one of 8, with 1. There
// are 3 blocks, whose 40 elements begin at multiples of 5 sectors.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 12, sectors 30 of 32 bytes, busy lanes 20.00 of 32, thread accesses 240, longest thread 2, longest loads 1, barriers 0, compulsory 960 bytes
func.func @partial_warp(%in: memref<3x40xf32>, %out: memref<3x40xf32>) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c40, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%b, %t] : memref<3x40xf32>
    memref.store %0, %out[%b, %t] : memref<3x40xf32>
    gpu.terminator
  }
  return
}

// -----

// The lanes of a warp are 32 numbers of threads in a row: 4 rows of a block of 8
// by 8. They load 4 elements of each of 8 rows, and store 4 rows.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 4, sectors 24 of 32 bytes, busy lanes 32.00 of 32, thread accesses 128, longest thread 2, longest loads 1, barriers 0, compulsory 512 bytes
func.func @square_block(%in: memref<8x8xf32>, %out: memref<8x8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %tz) in (%sx = %c8, %sy = %c8, %sz = %c1) {
    %0 = memref.load %in[%x, %y] : memref<8x8xf32>
    memref.store %0, %out[%y, %x] : memref<8x8xf32>
    gpu.terminator
  }
  return
}

// -----

// Workgroup memory, private memory and the host do not count: each thread makes
// one load and one store.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 8 of 32 bytes, busy lanes 32.00 of 32, thread accesses 64, longest thread 2, longest loads 1, barriers 1, compulsory 256 bytes
func.func @other_memories(%in: memref<32xf32>, %out: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  %first = memref.load %in[%c0] : memref<32xf32>
  memref.store %first, %in[%c1] : memref<32xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%shared : memref<32xf32, #gpu.address_space<workgroup>>)
             private(%own : memref<1xf32, #gpu.address_space<private>>) {
    %zero = arith.constant 0 : index
    %0 = memref.load %in[%t] : memref<32xf32>
    memref.store %0, %shared[%t] : memref<32xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %i = arith.subi %c31, %t : index
    %1 = memref.load %shared[%i] : memref<32xf32, #gpu.address_space<workgroup>>
    memref.store %1, %own[%zero] : memref<1xf32, #gpu.address_space<private>>
    %2 = memref.load %own[%zero] : memref<1xf32, #gpu.address_space<private>>
    memref.store %2, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// An atomic update is one access, although it loads and stores 4 bytes.
// CHECK: original: launches 1,
// CHECK-SAME: loads 128 bytes, stores 128 bytes
// CHECK-NEXT: original: warp accesses 1, sectors 1 of 32 bytes, busy lanes 32.00 of 32, thread accesses 32, longest thread 1, longest loads 1, barriers 0, compulsory 8 bytes
func.func @atomic(%sum: memref<i32>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %0 = arith.index_cast %t : index to i32
    %1 = memref.atomic_rmw addi %0, %sum[] : (i32, memref<i32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// A thread accesses at most 16 bytes at once: each of the two loads a sector in
// two accesses, and stores it in two.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 4, sectors 8 of 32 bytes, busy lanes 2.00 of 32, thread accesses 8, longest thread 4, longest loads 2, barriers 0, compulsory 128 bytes
func.func @wide(%in: memref<16xf32>, %out: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %i = arith.muli %t, %c8 : index
    %0 = vector.load %in[%i] : memref<16xf32>, vector<8xf32>
    vector.store %0, %out[%i] : memref<16xf32>, vector<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Of a masked store only the elements count that it writes: two, one by one.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 2, sectors 2 of 32 bytes, busy lanes 1.00 of 32, thread accesses 2, longest thread 2, longest loads 0, barriers 0, compulsory 8 bytes
func.func @masked(%out: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %mask = vector.create_mask %c2 : vector<4xi1>
    %zero = arith.constant dense<0.0> : vector<4xf32>
    vector.maskedstore %out[%c0], %mask, %zero : memref<4xf32>, vector<4xi1>, vector<4xf32>
    gpu.terminator
  }
  return
}

// -----

// A constant global begins at a sector, like any allocation, and so does what is
// allocated next. What the launch itself wrote is not compulsory to read.
// CHECK: original: launches 1,
// CHECK-NEXT: original: warp accesses 4, sectors 4 of 32 bytes, busy lanes 8.00 of 32, thread accesses 32, longest thread 4, longest loads 2, barriers 0, compulsory 96 bytes
memref.global "private" constant @small : memref<1xf32> = dense<[1.0]>
memref.global "private" constant @table : memref<8xf32> = dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]>
func.func @globals(%out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %table = memref.get_global @table : memref<8xf32>
  %buffer = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %0 = memref.load %table[%t] : memref<8xf32>
    memref.store %0, %buffer[%t] : memref<8xf32>
    %1 = memref.load %buffer[%t] : memref<8xf32>
    memref.store %1, %out[%t] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %buffer : memref<8xf32>
  return
}

// -----

// A loop of the host executes the first launch 3 times, with the same counts
// each time, and the second one with 1, 2 and 3 blocks. The longest threads are
// summed over the 6 launches, and so are the compulsory bytes.
// CHECK: original: launches 6,
// CHECK-NEXT: original: warp accesses 18, sectors 18 of 32 bytes, busy lanes 6.67 of 32, thread accesses 120, longest thread 15, longest loads 9, barriers 0, compulsory 288 bytes
// CHECK-NEXT: original: launch at {{.*}}, 3 times, grid 1 x 1 x 1, block 8 x 1 x 1: warp accesses 4, sectors 4 of 32 bytes, busy lanes 8.00 of 32, thread accesses 32, longest thread 4, longest loads 2, barriers 0, compulsory 64 bytes
// CHECK-NEXT: original: launch at {{.*}}, 1 time, grid 1 x 1 x 1, block 4 x 1 x 1: warp accesses 1, sectors 1 of 32 bytes, busy lanes 4.00 of 32, thread accesses 4, longest thread 1, longest loads 1, barriers 0, compulsory 32 bytes
// CHECK-NEXT: original: launch at {{.*}}, 1 time, grid 2 x 1 x 1, block 4 x 1 x 1: warp accesses 2, sectors 2 of 32 bytes, busy lanes 4.00 of 32, thread accesses 8, longest thread 1, longest loads 1, barriers 0, compulsory 32 bytes
// CHECK-NEXT: original: launch at {{.*}}, 1 time, grid 3 x 1 x 1, block 4 x 1 x 1: warp accesses 3, sectors 3 of 32 bytes, busy lanes 4.00 of 32, thread accesses 12, longest thread 1, longest loads 1, barriers 0, compulsory 32 bytes
// CHECK-NEXT: original: modelled time 17.419 us, limit 2.400 us, on a100
// CHECK-NEXT: candidate: launches 6,
func.func @loop_of_the_host(%in: memref<8xf32>, %out: memref<8xf32>, %sum: memref<4xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c3 step %c1 {
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
      scf.for %j = %c0 to %c2 step %c1 {
        %0 = memref.load %in[%t] : memref<8xf32>
        memref.store %0, %out[%t] : memref<8xf32>
      }
      gpu.terminator
    }
    %n = arith.addi %i, %c1 : index
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%t, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
      %one = arith.constant 1 : i32
      %0 = memref.atomic_rmw addi %one, %sum[%t] : (i32, memref<4xi32>) -> i32
      gpu.terminator
    }
  }
  return
}
