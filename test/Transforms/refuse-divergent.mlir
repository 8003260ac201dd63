// A barrier, or another operation that threads carry out together, to which not
// all of them may come: a thread that waits there would meet others that have
// gone on to the next body.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks

// A condition that depends on the thread.

//  CHECK-LABEL: func.func @thread_dependent_if
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=thread_dependent_if | Earlier=loc("{{.*}}":[[@LINE+9]]:{{.*}})
func.func @thread_dependent_if(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %x, %c3 : index
    scf.if %low {
      gpu.barrier
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A condition that is loaded: another thread may write it in between.

//  CHECK-LABEL: func.func @loaded_condition
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=loaded_condition | Earlier=loc("{{.*}}":[[@LINE+10]]:{{.*}})
func.func @loaded_condition(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %n = memref.load %o[%c0] : memref<64xi32>
    %low = arith.cmpi ult, %n, %f : i32
    scf.if %low {
      gpu.barrier
    }
    memref.store %f, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A loop that some threads run more often than others.

//  CHECK-LABEL: func.func @thread_dependent_bound
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=thread_dependent_bound | Earlier=loc("{{.*}}":[[@LINE+8]]:{{.*}})
func.func @thread_dependent_bound(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %x step %c1 {
      gpu.barrier
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A bound that becomes different in the course of a loop.

//  CHECK-LABEL: func.func @carried_bound
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=carried_bound | Earlier=loc("{{.*}}":[[@LINE+10]]:{{.*}})
func.func @carried_bound(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %last = scf.for %k = %c0 to %c3 step %c1 iter_args(%n = %c0) -> index {
      scf.for %m = %c0 to %n step %c1 {
        gpu.barrier
      }
      %next = arith.addi %n, %x : index
      scf.yield %next : index
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// The branches are the same for all threads, and which of them was taken is not.

//  CHECK-LABEL: func.func @result_of_divergent_if
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=result_of_divergent_if | Earlier=loc("{{.*}}":[[@LINE+15]]:{{.*}})
func.func @result_of_divergent_if(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %x, %c3 : index
    %n = scf.if %low -> index {
      scf.yield %c1 : index
    } else {
      scf.yield %c3 : index
    }
    scf.for %k = %c0 to %n step %c1 {
      gpu.barrier
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A loop whose condition depends on the thread.

//  CHECK-LABEL: func.func @while_loop
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=while_loop | Earlier=loc("{{.*}}":[[@LINE+12]]:{{.*}})
func.func @while_loop(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %r = scf.while (%k = %c0) : (index) -> index {
      %more = arith.cmpi ult, %k, %x : index
      scf.condition(%more) %k : index
    } do {
    ^body(%k: index):
      gpu.barrier
      %next = arith.addi %k, %c1 : index
      scf.yield %next : index
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A shuffle after an exit that some threads take: in its own launch they are
// gone when the others exchange values, in a fused one they would not be.

//  CHECK-LABEL: func.func @shuffle_behind_early_exit
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=shuffle_behind_early_exit | Earlier=loc("{{.*}}":[[@LINE+13]]:{{.*}})
func.func @shuffle_behind_early_exit(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %width = arith.constant 32 : i32
    %low = arith.cmpi ult, %x, %c3 : index
    cf.cond_br %low, ^stop, ^go
  ^stop:
    gpu.terminator
  ^go:
    %u, %valid = gpu.shuffle xor %f, %f, %width : i32
    memref.store %u, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A loop of blocks that threads leave at different times.

//  CHECK-LABEL: func.func @loop_of_blocks
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=loop_of_blocks | Earlier=loc("{{.*}}":[[@LINE+9]]:{{.*}})
func.func @loop_of_blocks(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    cf.br ^loop(%c0 : index)
  ^loop(%k: index):
    gpu.barrier
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %x : index
    cf.cond_br %more, ^loop(%after : index), ^done
  ^done:
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// After such a loop, the number of times that a thread ran it.

//  CHECK-LABEL: func.func @count_of_turns
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=count_of_turns | Earlier=loc("{{.*}}":[[@LINE+14]]:{{.*}})
func.func @count_of_turns(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    cf.br ^loop(%c0 : index)
  ^loop(%k: index):
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %x : index
    cf.cond_br %more, ^loop(%after : index), ^done
  ^done:
    scf.for %m = %c0 to %after step %c1 {
      gpu.barrier
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// The id of the thread by an operation.

//  CHECK-LABEL: func.func @id_by_operation
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=id_by_operation | Earlier=loc("{{.*}}":[[@LINE+10]]:{{.*}})
func.func @id_by_operation(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %i = gpu.thread_id x
    %low = arith.cmpi ult, %i, %c3 : index
    scf.if %low {
      %s = gpu.all_reduce add %f {} : (i32) -> (i32)
      memref.store %s, %o[%x] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// The id of the thread by an operation of the hardware's dialect.

//  CHECK-LABEL: func.func @hardware_id
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] divergent-barrier | Category:fuselage | Function=hardware_id | Earlier=loc("{{.*}}":[[@LINE+9]]:{{.*}})
func.func @hardware_id(%o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %i = nvvm.read.ptx.sreg.tid.x : i32
    %low = arith.cmpi ult, %i, %f : i32
    scf.if %low {
      gpu.barrier
    }
    memref.store %f, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    memref.store %v, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}
