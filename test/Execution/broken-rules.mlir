// A program that breaks a rule of GPUs ends with a message that names the
// mistake and its place, and with a failure of its module alone.
// RUN: not %test-exec %s --split-input-file --timeout=2 > %t 2>&1
// RUN: FileCheck %s < %t

// CHECK: broken-rules.mlir:1: original, forward: error: broken-rules.mlir:[[#@LINE+5]]:3: divergent synchronization: in block (0,0,0), thread ([[#]],0,0) waits for its block while thread ([[#]],0,0) has ended
// CHECK: broken-rules.mlir:1: FAILURE: a broken rule, reported above, while running the original forward
func.func @test(%out: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %few = arith.cmpi ult, %i, %c1 : index
    scf.if %few {
      gpu.barrier
    }
    gpu.terminator
  }
  return
}

// -----

// CHECK: error: {{.*}}divergent synchronization: {{.*}} waits elsewhere
func.func @test(%out: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %few = arith.cmpi ult, %i, %c1 : index
    scf.if %few {
      gpu.barrier
    } else {
      gpu.barrier
    }
    gpu.terminator
  }
  return
}

// -----

// CHECK: error: {{.*}} block (0,0,0) thread (8,0,0) writes byte 32 of allocation 1 (32 bytes), which is outside of it
func.func @test(%out: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c9, %sy = %c1, %sz = %c1) {
    %x = arith.constant 0 : i32
    memref.store %x, %out[%i] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK: error: {{.*}} reads byte 0 of allocation 2 (32 bytes), which was freed
func.func @test(%out: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xi32>
  memref.dealloc %t : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %x = memref.load %t[%i] : memref<8xi32>
    memref.store %x, %out[%i] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK: error: dealloc of a buffer of 32 bytes for the second time
func.func @test(%out: memref<8xi32>) {
  memref.dealloc %out : memref<8xi32>
  memref.dealloc %out : memref<8xi32>
  return
}

// -----

// CHECK: error: {{.*}}:[[#@LINE+5]]:3: a block of 1025 threads; 1024 is the limit
func.func @test(%out: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c41 = arith.constant 41 : index
  %c25 = arith.constant 25 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c41, %sy = %c25, %sz = %c1) {
    gpu.terminator
  }
  return
}

// -----

// A sanitizer catches the signal first and ends the process itself.
// CHECK: FAILURE: {{crash \(Segmentation fault\)|exit with status 1}} while running the original forward
func.func @test() {
  %zero = arith.constant 0 : i64
  %null = llvm.inttoptr %zero : i64 to !llvm.ptr
  llvm.store %zero, %null : i64, !llvm.ptr
  return
}

// -----

// CHECK: FAILURE: no end after 2 s while running the original forward
func.func @test() {
  cf.br ^again
^again:
  cf.br ^again
}

// -----

// The modules after a failed one still run.
// CHECK: broken-rules.mlir:[[#@LINE-2]]: ok
func.func @test() {
  return
}

// CHECK: 9 modules, 1 ok, 8 FAILURE
