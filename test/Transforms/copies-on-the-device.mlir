// A copy on the host becomes a part of a launch where a thread certainly touches both
// of its buffers: then the device can reach them.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s

// Both are accessed by all threads.

// CHECK-LABEL: func.func @accessed(
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @accessed(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// One is mentioned, and nothing more.

// CHECK-LABEL: func.func @mentioned(
// CHECK: memref.copy
func.func @mentioned(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.cast %S : memref<8xf32> to memref<?xf32>
    %d = memref.dim %u, %c0 : memref<?xf32>
    %i = arith.index_cast %d : index to i32
    %v = arith.sitofp %i : i32 to f32
    memref.store %v, %A[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// No thread comes to the access.

// CHECK-LABEL: func.func @guarded_by_flag(
// CHECK: memref.copy
func.func @guarded_by_flag(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}, %flag: i1) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.if %flag {
      %v = memref.load %A[%b] : memref<8xf32>
      memref.store %v, %S[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Some thread does.

// CHECK-LABEL: func.func @guarded_by_id(
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @guarded_by_id(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c3 = arith.constant 3 : index
    %in = arith.cmpi ult, %b, %c3 : index
    scf.if %in {
      %v = memref.load %A[%b] : memref<8xf32>
      memref.store %v, %S[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The loop around the access may have no iterations.

// CHECK-LABEL: func.func @in_a_loop(
// CHECK: memref.copy
func.func @in_a_loop(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %n step %c1 {
      %v = memref.load %A[%i] : memref<8xf32>
      memref.store %v, %S[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// This one has eight.

// CHECK-LABEL: func.func @in_a_known_loop(
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @in_a_known_loop(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c8 step %c1 {
      %v = memref.load %A[%i] : memref<8xf32>
      memref.store %v, %S[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The device can reach the buffer only after the copy.

// CHECK-LABEL: func.func @registered_after(
// CHECK: memref.copy
func.func @registered_after(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %u = memref.cast %T : memref<8xf32> to memref<*xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.host_register %u : memref<*xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Or before it alone.

// CHECK-LABEL: func.func @unregistered_before(
// CHECK: memref.copy
func.func @unregistered_before(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %u = memref.cast %S : memref<8xf32> to memref<*xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.host_unregister %u : memref<*xf32>
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A call may do the same.

// CHECK-LABEL: func.func @call_after(
// CHECK: memref.copy
func.func @call_after(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  call @other() : () -> ()
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

func.func private @other()

// -----

// The only launch that accesses %S has no threads if %n is 0. The launch after the copy
// would take it.

// CHECK-LABEL: func.func @perhaps_no_threads(
// CHECK: memref.copy
func.func @perhaps_no_threads(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// What gpu.alloc gives is memory of the device.

// CHECK-LABEL: func.func @device_memory(
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @device_memory(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %S = gpu.alloc() : memref<8xf32>
  %T = gpu.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A kernel has its own copy of a constant that its body names.

// CHECK-LABEL: func.func @constant_of_the_body(
// CHECK: memref.copy
func.func @constant_of_the_body(%B: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %S = memref.get_global @k : memref<8xf32>
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = memref.get_global @k : memref<8xf32>
    %v = memref.load %T[%b] : memref<8xf32>
    %u = memref.load %k[%b] : memref<8xf32>
    %w = arith.addf %u, %v : f32
    memref.store %w, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

memref.global "private" constant @k : memref<8xf32> = dense<1.0>

// -----

// Along y a device has 65,535 blocks. The launch that stands for the copy takes the
// sizes of the launch after it on, not the other way round.

// CHECK-LABEL: func.func @grid_limit(
// CHECK: gpu.launch blocks({{.*}}) in (%{{[a-z0-9]+}} = %c70000{{[_0-9]*}}, %{{[a-z0-9]+}} = %c4{{[_0-9]*}},
// CHECK-NOT: gpu.launch
func.func @grid_limit(%A: memref<4x70000xf32> {llvm.noalias}, %T: memref<4x70000xf32> {llvm.noalias}, %B: memref<4x70000xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c70000 = arith.constant 70000 : index
  memref.copy %A, %T : memref<4x70000xf32> to memref<4x70000xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c70000, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%by, %b] : memref<4x70000xf32>
    %u = memref.load %A[%by, %b] : memref<4x70000xf32>
    %w = arith.addf %v, %u : f32
    memref.store %w, %B[%by, %b] : memref<4x70000xf32>
    gpu.terminator
  }
  return
}

// -----

// A thread may leave before it touches one; the twin goes there always.

// CHECK-LABEL: func.func @left_early(
// CHECK: memref.copy
func.func @left_early(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}, %go: i1) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    cf.cond_br %go, ^touch, ^leave
  ^touch:
    memref.store %v, %S[%b] : memref<8xf32>
    cf.br ^leave
  ^leave:
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// CHECK-LABEL: func.func @never_left(
// CHECK-NOT: memref.copy
// CHECK: return
func.func @never_left(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %S: memref<8xf32> {llvm.noalias}, %T: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xf32>
    memref.store %v, %S[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %S, %T : memref<8xf32> to memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %T[%b] : memref<8xf32>
    memref.store %v, %B[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}
