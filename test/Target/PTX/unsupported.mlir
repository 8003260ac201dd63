// An operation that cannot be lowered is named at its place; the module stays
// whole. LLVM itself would end the process for most of these.

// RUN: rm -f %t
// RUN: not %fuselage-opt %s -split-input-file -o %t --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_75})' 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='LLVM ERROR'
// RUN: not %fuselage-opt %s -split-input-file -o %t --pass-pipeline='builtin.module(fuselage-emit-ptx{chip=sm_75})' 2>&1 \
// RUN:   | FileCheck %s --check-prefix=EMIT --implicit-check-not='LLVM ERROR'
// RUN: not ls %t

// EMIT: [[@LINE+2]]:3: error: 'gpu.func' cannot be lowered to PTX in a kernel. Fix:
gpu.module @operation {
  gpu.func @k(%a: i32, %p: memref<i32>) kernel {
    // CHECK: [[@LINE+1]]:10: error: 'math.ipowi' cannot be lowered to PTX in a kernel. Fix: rewrite it in the arith
    %b = math.ipowi %a, %a : i32
    memref.store %b, %p[] : memref<i32>
    gpu.return
  }
}

// -----

gpu.module @intrinsic {
  llvm.func @k(%a: f32, %p: !llvm.ptr) attributes {gpu.kernel, nvvm.kernel} {
    // CHECK: [[@LINE+2]]:10: error: {{.*}}'llvm.intr.exp'
    // EMIT: [[@LINE+1]]:10: error: 'llvm.intr.exp' cannot be lowered to PTX in a kernel
    %b = llvm.intr.exp(%a) : (f32) -> f32
    llvm.store %b, %p : f32, !llvm.ptr
    llvm.return
  }
}

// -----

gpu.module @chip {
  llvm.func @k(%p: !llvm.ptr, %a: i32) attributes {gpu.kernel, nvvm.kernel} {
    // CHECK: [[@LINE+2]]:10: error: 'nvvm.redux.sync' op is not supported on sm_75
    // EMIT: [[@LINE+1]]:10: error: 'nvvm.redux.sync' op is not supported on sm_75
    %b = nvvm.redux.sync add %a, %a : i32 -> i32
    llvm.store %b, %p : i32, !llvm.ptr
    llvm.return
  }
}

// -----

gpu.module @strided {
  gpu.func @k(%p: memref<i32>) kernel {
    // CHECK: [[@LINE+1]]:10: error: workgroup memory is allocated with a layout. Fix: allocate a buffer without one
    %a = memref.alloc() : memref<64xi32, strided<[2]>, #gpu.address_space<workgroup>>
    %c0 = arith.constant 0 : index
    %v = memref.load %a[%c0] : memref<64xi32, strided<[2]>, #gpu.address_space<workgroup>>
    memref.store %v, %p[] : memref<i32>
    gpu.return
  }
}

// -----

gpu.module @cluster {
  gpu.func @k(%p: memref<i32>, %v: i32) kernel {
    // CHECK: [[@LINE+1]]:10: error: 'gpu.subgroup_reduce' has clusters that span more than the 32 lanes of a subgroup. Fix:
    %a = gpu.subgroup_reduce add %v cluster(size = 16, stride = 4) : (i32) -> i32
    memref.store %a, %p[] : memref<i32>
    gpu.return
  }
}

// -----

// Lanes above the width may come, or not.
gpu.module @narrow {
  gpu.func @k(%p: memref<i32>, %v: i32) kernel {
    %i = gpu.thread_id x
    %n = arith.index_cast %i : index to i32
    %c16 = arith.constant 16 : i32
    %c1 = arith.constant 1 : i32
    %r = scf.while (%x = %n) : (i32) -> i32 {
      %go = arith.cmpi slt, %x, %v : i32
      scf.condition(%go) %x : i32
    } do {
    ^bb0(%x: i32):
      // CHECK: [[@LINE+1]]:20: error: 'gpu.shuffle' may run in some lanes of the subgroup only, and it is unknown in which
      %s, %valid = gpu.shuffle down %x, %c1, %c16 : i32
      %y = arith.addi %s, %c1 : i32
      scf.yield %y : i32
    }
    memref.store %r, %p[] : memref<i32>
    gpu.return
  }
}

// -----

gpu.module @print {
  gpu.func @k(%p: memref<f8E4M3FN>) kernel {
    %v = memref.load %p[] : memref<f8E4M3FN>
    // CHECK: [[@LINE+1]]:5: error: argument 0 of 'gpu.printf' is neither an integer of at most 64 bits nor f16, bf16, f32 or f64. Fix:
    gpu.printf "%f", %v : f8E4M3FN
    gpu.return
  }
}

// -----

gpu.module @shared {
  // CHECK: [[@LINE+1]]:3: error: the kernel @k reaches 65536 bytes of workgroup memory, and can declare 49152. Fix: use less of it, or gpu.dynamic_shared_memory
  gpu.func @k(%p: memref<f32>) kernel {
    %a = memref.alloc() : memref<8192xf32, #gpu.address_space<workgroup>>
    %b = memref.alloc() : memref<8192xf32, #gpu.address_space<workgroup>>
    %i = gpu.thread_id x
    %v = memref.load %p[] : memref<f32>
    memref.store %v, %a[%i] : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %v, %b[%i] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.return
  }
}

// -----

// Variables of the module count where a kernel reaches them, through functions as
// well; each of the others may have as much.
gpu.module @reached {
  memref.global "private" @table : memref<8192xf32, #gpu.address_space<workgroup>> = uninitialized
  func.func @store(%v: f32, %i: index) attributes {no_inline} {
    %a = memref.get_global @table : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %v, %a[%i] : memref<8192xf32, #gpu.address_space<workgroup>>
    return
  }
  gpu.func @small(%p: memref<f32>) kernel {
    %i = gpu.thread_id x
    %v = memref.load %p[] : memref<f32>
    func.call @store(%v, %i) : (f32, index) -> ()
    gpu.return
  }
  gpu.func @other(%p: memref<f32>) workgroup(%b: memref<8192xf32, #gpu.address_space<workgroup>>) kernel {
    %i = gpu.thread_id x
    %v = memref.load %p[] : memref<f32>
    memref.store %v, %b[%i] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.return
  }
  // CHECK: [[@LINE+1]]:3: error: the kernel @both reaches 65536 bytes of workgroup memory, and can declare 49152
  gpu.func @both(%p: memref<f32>) workgroup(%b: memref<8192xf32, #gpu.address_space<workgroup>>) kernel {
    %i = gpu.thread_id x
    %v = memref.load %p[] : memref<f32>
    memref.store %v, %b[%i] : memref<8192xf32, #gpu.address_space<workgroup>>
    func.call @store(%v, %i) : (f32, index) -> ()
    gpu.return
  }
}
