// Programs that would compute wrong results if clean-up merged guards that must
// stay apart: a thread would pass a condition that it fails, or the other way
// round. Conditions that look equal may differ where numbers wrap around.

// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// The later guard lets more threads in.

// CHECK: ok: launches 2 -> 1
func.func @later_is_wider(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c2 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later guard lets fewer threads in.

// CHECK: ok: launches 2 -> 1
func.func @later_is_narrower(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c2 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A negative number is large without its sign.

// CHECK: ok: launches 2 -> 1
func.func @negative_is_not_small(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.subi %b, %c4 : index
    %c = arith.cmpi ult, %d, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.subi %b, %c4 : index
    %c = arith.cmpi slt, %d, %c2 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later guard has an else region too.

// CHECK: ok: launches 2 -> 1
func.func @else_of_the_later(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    } else {
      memref.store %g, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Threads that come to neither.

// CHECK: ok: launches 2 -> 1
func.func @else_when_both_are_not_one(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c2 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    } else {
      memref.store %g, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A store between the guards.

// CHECK: ok: launches 2 -> 1
func.func @store_between_guards(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    memref.store %g, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The earlier guard changes what the condition of the later one is made from.

// CHECK: ok: launches 2 -> 1
func.func @guard_changes_the_condition(%k: memref<8xindex> {llvm.noalias, fuselage.test.range = array<i64: 0, 8>}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = memref.load %k[%b] : memref<8xindex>
    %c = arith.cmpi slt, %d, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
      memref.store %n, %k[%b] : memref<8xindex>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = memref.load %k[%b] : memref<8xindex>
    %c = arith.cmpi slt, %d, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later guard stores a value that was loaded after the earlier one.

// CHECK: ok: launches 2 -> 1
func.func @load_between_guards(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %t[%b] : memref<8xf32>
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %u, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Of two conditions the later one has one more.

// CHECK: ok: launches 2 -> 1
func.func @conjunctions(%m: index, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.cmpi slt, %b, %c4 : index
    %e = arith.cmpi sge, %b, %c1 : index
    %c = arith.andi %d, %e : i1
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.cmpi slt, %b, %c2 : index
    %e = arith.cmpi sgt, %b, %c0 : index
    %q = arith.cmpi ne, %b, %m : index
    %i = arith.andi %e, %q : i1
    %c = arith.andi %d, %i : i1
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A disjunction implies neither part.

// CHECK: ok: launches 2 -> 1
func.func @disjunction(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.cmpi slt, %b, %c4 : index
    %e = arith.cmpi sge, %b, %c1 : index
    %c = arith.ori %d, %e : i1
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Twice a number, and half of that: another number where the product wraps
// around.

// CHECK: ok: launches 2 -> 1
func.func @halves_wrap_around(%m: index {fuselage.test.value = 4611686018427387904 : index}, %o: memref<8xindex> {llvm.noalias}, %p: memref<8xindex> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = arith.addi %m, %b : index
    memref.store %u, %o[%b] : memref<8xindex>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.addi %m, %b : index
    %t = arith.muli %d, %c2 : index
    %u = affine.apply affine_map<(d0) -> (d0 floordiv 2)>(%t)
    memref.store %u, %p[%b] : memref<8xindex>
    gpu.terminator
  }
  return
}

// -----

// The same in two conditions.

// CHECK: ok: launches 2 -> 1
func.func @conditions_wrap_around(%m: index {fuselage.test.value = 4611686018427387904 : index}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = arith.addi %m, %b : index
    %c = arith.cmpi slt, %u, %c8 : index
    scf.if %c {
      memref.store %f, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.addi %m, %b : index
    %s = arith.muli %d, %c2 : index
    %u = affine.apply affine_map<(d0) -> (d0 floordiv 2)>(%s)
    %c = arith.cmpi slt, %u, %c8 : index
    scf.if %c {
      memref.store %g, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}
