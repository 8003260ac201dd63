// Remarks on shapes say what a change gains by the model of time, and an execution that
// counts comes to the same times. Where a number is not known, they say nothing of it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-passed=fuselage -o %t.fused 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not=Modelled < %t.remarks
// RUN: %test-exec %s --split-input-file --print-counts --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{device=h100}))' --split-input-file --remarks-filter-passed=fuselage -o %t.fused 2>&1 | FileCheck %s --check-prefix=H100

// A lane of each warp, and four bytes of each sector, become all of them.

// REMARK: [Passed] reblocked |{{.*}}Function=elements |{{.*}}Grid="64x512 to 128", ModelledTime="5.76 us to 2.74 us on a100"
// H100: [Passed] reblocked |{{.*}}Function=elements |{{.*}}ModelledTime="{{.*}} on h100"
// EXEC: original: modelled time 5.764 us
// EXEC: candidate: modelled time 2.736 us
func.func @elements(%a: memref<64x512xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c512 = arith.constant 512 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c64, %gy = %c512, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<64x512xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %a[%i, %j] : memref<64x512xf32>
    gpu.terminator
  }
  return
}

// -----

// A transposed store touches a sector for each lane in any shape.

// REMARK: [Passed] reblocked |{{.*}}Function=transposed |{{.*}}ModelledTime="3.07 us to 2.74 us on a100"
// EXEC: original: modelled time 3.073 us
// EXEC: candidate: modelled time 2.736 us
func.func @transposed(%a: memref<96x200xf32> {llvm.noalias}, %b: memref<200x96xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c96 = arith.constant 96 : index
  %c40 = arith.constant 40 : index
  %c200 = arith.constant 200 : index
  gpu.launch blocks(%i, %bx, %bz) in (%gx = %c96, %gy = %c40, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c5, %sz = %c1) {
    %k = gpu.global_id y
    %v = memref.load %a[%i, %k] : memref<96x200xf32>
    memref.store %v, %b[%k, %i] : memref<200x96xf32>
    gpu.terminator
  }
  return
}

// -----

// The iterations of a row's loop become threads, whose blocks are whole warps then: two
// remarks on one launch, each with what both changes gain.

// REMARK: [Passed] spread |{{.*}}Function=rows |{{.*}}ModelledTime="[[ROWS:15.86 us to 2.74 us]] on a100", Remark={{.*}}Trips=40
// REMARK: [Passed] reblocked |{{.*}}Function=rows |{{.*}}ModelledTime="[[ROWS]] on a100"
// EXEC: original: modelled time 15.855 us
// EXEC: candidate: modelled time 2.736 us
func.func @rows(%a: memref<48x40xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c48 = arith.constant 48 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c48, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %c40 step %c1 {
      %v = memref.load %a[%i, %j] : memref<48x40xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%i, %j] : memref<48x40xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Threads below a bound work, each of them a number of times of its own; a condition on
// an id has two sides.

// REMARK: [Passed] reblocked |{{.*}}Function=by_thread |{{.*}}ModelledTime="2.54 us to 2.54 us on a100"
// EXEC: original: modelled time 2.539 us
// EXEC: candidate: modelled time 2.539 us
func.func @by_thread(%a: memref<50x64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c50 = arith.constant 50 : index
  %c60 = arith.constant 60 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c60, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %isItem = arith.cmpi ult, %i, %c50 : index
    scf.if %isItem {
      %isFirst = arith.cmpi ult, %i, %c10 : index
      scf.if %isFirst {
        memref.store %one, %a[%i, %c0] : memref<50x64xi32>
      } else {
        scf.for %j = %c0 to %i step %c1 {
          memref.store %one, %a[%i, %j] : memref<50x64xi32>
        }
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Indices that are kept in bounds.

// REMARK: [Passed] reblocked |{{.*}}Function=in_bounds |{{.*}}ModelledTime="3.07 us to 3.07 us on a100"
// EXEC: original: modelled time 3.070 us
// EXEC: candidate: modelled time 3.070 us
func.func @in_bounds(%a: memref<12x16xf32> {llvm.noalias}, %b: memref<12x16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c11 = arith.constant 11 : index
  %c12 = arith.constant 12 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c12, %gy = %c16, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %above = arith.subi %i, %c1 : index
    %north = arith.maxsi %above, %c0 : index
    %below = arith.addi %i, %c1 : index
    %south = arith.minui %below, %c11 : index
    %right = arith.addi %j, %c2 : index
    %east = arith.minsi %right, %c15 : index
    %u = memref.load %a[%north, %j] : memref<12x16xf32>
    %v = memref.load %a[%south, %east] : memref<12x16xf32>
    %w = arith.addf %u, %v : f32
    memref.store %w, %b[%i, %j] : memref<12x16xf32>
    gpu.terminator
  }
  return
}

// -----

// The same three launches apart and in one: what the two joins save.

// REMARK: [Passed] reshaped |{{.*}}Function=joined |{{.*}}Grid="256 to 1", ModelledSaving="4.80 us on a100"
// REMARK: [Passed] reshaped |{{.*}}Function=joined |{{.*}}Grid="8 to 1", ModelledSaving="4.80 us on a100"
// REMARK: [Passed] reshaped |{{.*}}Function=joined |{{.*}}Grid="4 to 1", ModelledSaving="4.80 us on a100"
// EXEC: launches 3 -> 1
func.func @joined(%a: memref<256xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  %c256 = arith.constant 256 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c256, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<256xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%i] : memref<256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<256xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %a[%i] : memref<256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<256xf32>
    %w = arith.negf %v : f32
    memref.store %w, %a[%i] : memref<256xf32>
    gpu.terminator
  }
  return
}

// -----

// 20 launches become one.

// REMARK: [Passed] sunk |{{.*}}Function=sunk |{{.*}}ModelledSaving="45.60 us on a100", {{.*}}Trips=20
// EXEC: launches 20 -> 1
func.func @sunk(%a: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c20 = arith.constant 20 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %c20 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
      %i = gpu.global_id x
      %v = memref.load %a[%i] : memref<64xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%i] : memref<64xf32>
      gpu.terminator
    }
  }
  return
}

// -----

// A condition on data.

// REMARK: [Passed] reblocked |{{.*}}Function=by_data |{{.*}}Grid="64 to 1", Remark=
func.func @by_data(%a: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    %isNegative = arith.cmpi slt, %v, %zero : i32
    scf.if %isNegative {
      memref.store %zero, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// An index that is loaded.

// REMARK: [Passed] reblocked |{{.*}}Function=gathered |{{.*}}Grid="64 to 1", Remark=
func.func @gathered(%from: memref<64xindex> {llvm.noalias}, %a: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = memref.load %from[%i] : memref<64xindex>
    %m = arith.andi %n, %c63 : index
    %v = memref.load %a[%m] : memref<64xi32>
    %w = arith.index_cast %v : i32 to index
    memref.store %w, %from[%i] : memref<64xindex>
    gpu.terminator
  }
  return
}

// -----

// Trips, a size or a stride that the host knows.

// REMARK: [Passed] reblocked |{{.*}}Function=trips_of_host |{{.*}}Grid="64 to 1", Remark=
func.func @trips_of_host(%n: index, %a: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %n step %c1 {
      %v = memref.load %a[%i] : memref<64xi32>
      %w = arith.addi %v, %one : i32
      memref.store %w, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// REMARK: [Passed] reblocked |{{.*}}Function=size_of_host |{{.*}}Grid="? to ?", Remark=
func.func @size_of_host(%a: memref<?xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  %one = arith.constant 1 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %one, %a[%i] : memref<?xi32>
    gpu.terminator
  }
  return
}

// -----

// REMARK: [Passed] reblocked |{{.*}}Function=stride_of_host |{{.*}}Grid="64 to 1", Remark=
func.func @stride_of_host(%a: memref<64xi32, strided<[?]>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %one, %a[%i] : memref<64xi32, strided<[?]>>
    gpu.terminator
  }
  return
}

// -----

// REMARK: [Passed] reshaped |{{.*}}Function=joined_of_host |{{.*}}Grid="? to ?", Remark=
// REMARK: [Passed] reshaped |{{.*}}Function=joined_of_host |{{.*}}Grid="? to ?", Remark=
func.func @joined_of_host(%a: memref<?xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %n = memref.dim %a, %c0 : memref<?xf32>
  %blocks = arith.ceildivui %n, %c32 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<?xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%i] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %isItem = arith.cmpi ult, %i, %n : index
    scf.if %isItem {
      %v = memref.load %a[%i] : memref<?xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %a[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// REMARK: [Passed] sunk |{{.*}}Function=sunk_by_host |{{.*}}Remark={{.*}}Trips=unknown
func.func @sunk_by_host(%n: index, %a: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
      %i = gpu.global_id x
      %v = memref.load %a[%i] : memref<64xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%i] : memref<64xf32>
      gpu.terminator
    }
  }
  return
}

// -----

// A loop that compares its variable without a sign: its trips are not those of the same numbers with one.

// REMARK: [Passed] reblocked |{{.*}}Function=unsigned_loop |
// EXEC: ok: launches 1 -> 1
func.func @unsigned_loop(%a: memref<64x512xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %sum = scf.for unsigned %j = %c0 to %c4 step %c1 iter_args(%s = %c0) -> (index) {
      %v = memref.load %a[%i, %j] : memref<64x512xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%i, %j] : memref<64x512xf32>
      scf.yield %j : index
    }
    gpu.terminator
  }
  return
}
