// Programs whose kernels were outlined already can be fused, too.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-inline-kernels)' --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=[Missed] < %t.remarks
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-inline-kernels,fuselage-fuse-launches,gpu-kernel-outlining)' 2>/dev/null | FileCheck %s --check-prefix=FUSED

// Two launches of one kernel, one of another. The module says how to compile
// what comes into it, and stays.

// CHECK-LABEL: gpu.module @kernels [#nvvm.target
// CHECK-NOT: gpu.func
// CHECK-LABEL: func.func @chain
// CHECK: gpu.launch blocks
// CHECK-SAME: module(@kernels) function(@scale)
// CHECK: %[[I:.*]] = gpu.block_id x
// CHECK: memref.load %arg0[%[[I]]]
// CHECK: gpu.terminator
// CHECK: gpu.launch blocks
// CHECK-SAME: module(@kernels) function(@scale)
// CHECK: gpu.launch blocks
// CHECK-SAME: module(@kernels) function(@add)
// CHECK-NOT: gpu.launch_func
// FUSED-LABEL: gpu.module @kernels [#nvvm.target
// FUSED: gpu.func @chain_fused_scale_scale_add(
// FUSED-LABEL: func.func @chain
// FUSED-NOT: memref.alloc
// FUSED: gpu.launch_func @kernels::@chain_fused_scale_scale_add
// FUSED-NOT: gpu.launch_func
// FUSED: return
module attributes {gpu.container_module} {
  gpu.module @kernels [#nvvm.target<chip = "sm_80">] {
    gpu.func @scale(%k: f32, %in: memref<8xf32>, %out: memref<8xf32>) kernel attributes {known_grid_size = array<i32: 8, 1, 1>} {
      %i = gpu.block_id x
      %0 = memref.load %in[%i] : memref<8xf32>
      %1 = arith.mulf %0, %k : f32
      memref.store %1, %out[%i] : memref<8xf32>
      gpu.return
    }
    gpu.func @add(%in: memref<8xf32>, %out: memref<8xf32>) kernel {
      %i = gpu.block_id x
      %0 = memref.load %in[%i] : memref<8xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %out[%i] : memref<8xf32>
      gpu.return
    }
  }
  func.func @chain(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %k = arith.constant 2.0 : f32
    %t = memref.alloc() : memref<8xf32>
    %u = memref.alloc() : memref<8xf32>
    gpu.launch_func @kernels::@scale blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%k : f32, %a : memref<8xf32>, %t : memref<8xf32>)
    gpu.launch_func @kernels::@scale blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%k : f32, %t : memref<8xf32>, %u : memref<8xf32>)
    gpu.launch_func @kernels::@add blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%u : memref<8xf32>, %b : memref<8xf32>)
    memref.dealloc %t : memref<8xf32>
    memref.dealloc %u : memref<8xf32>
    return
  }
}

// -----

// Tokens, clusters, dynamic shared memory, workgroup and private memory, and
// several exits.

// CHECK-NOT: gpu.module
// CHECK-LABEL: func.func @everything
// CHECK: %[[W:.*]] = gpu.wait async
// CHECK: %[[T:.*]] = gpu.launch async [%[[W]]] clusters
// CHECK-SAME: dynamic_shared_memory_size
// CHECK-SAME: workgroup(%[[S:.*]] : memref<4xf32, #gpu.address_space<workgroup>>)
// CHECK-SAME: private(%[[P:.*]] : memref<1xf32, #gpu.address_space<private>>)
// CHECK: cf.cond_br
// CHECK: gpu.terminator
// CHECK: memref.store %{{.*}}, %[[P]]
// CHECK: memref.store %{{.*}}, %[[S]]
// CHECK: gpu.terminator
// CHECK: gpu.wait [%[[T]]]
module attributes {gpu.container_module} {
  gpu.module @m {
    gpu.func @k(%n: index, %out: memref<8xf32>) workgroup(%s : memref<4xf32, #gpu.address_space<workgroup>>) private(%p : memref<1xf32, #gpu.address_space<private>>) kernel {
      %c0 = arith.constant 0 : index
      %i = gpu.block_id x
      %out_of = arith.cmpi uge, %i, %n : index
      cf.cond_br %out_of, ^leave, ^work
    ^leave:
      gpu.return
    ^work:
      %0 = memref.load %out[%i] : memref<8xf32>
      memref.store %0, %p[%c0] : memref<1xf32, #gpu.address_space<private>>
      memref.store %0, %s[%c0] : memref<4xf32, #gpu.address_space<workgroup>>
      gpu.return
    }
  }
  func.func @everything(%a: memref<8xf32>, %n: index) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %bytes = arith.constant 64 : i32
    %w = gpu.wait async
    %t = gpu.launch_func async [%w] @m::@k clusters in (%c1, %c1, %c1) blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) dynamic_shared_memory_size %bytes args(%n : index, %a : memref<8xf32>)
    gpu.wait [%t]
    return
  }
}

// -----

// A kernel that cannot be inlined stays, with the reason.

// REASON: [Missed] kernel-not-inlined | {{.*}}Function=refused{{.*}}its kernel names symbols of its gpu.module
// REASON: [Missed] kernel-not-inlined | {{.*}}Function=refused{{.*}}its kernel has attributes that gpu.launch cannot carry
// CHECK-LABEL: gpu.module @m
// CHECK: gpu.func @calls
// CHECK: gpu.func @tuned
// CHECK-LABEL: func.func @refused
// CHECK: gpu.launch_func @m::@calls
// CHECK: gpu.launch_func @m::@tuned
module attributes {gpu.container_module} {
  gpu.module @m {
    func.func private @helper(f32) -> f32
    gpu.func @calls(%out: memref<8xf32>) kernel {
      %i = gpu.block_id x
      %0 = memref.load %out[%i] : memref<8xf32>
      %1 = func.call @helper(%0) : (f32) -> f32
      memref.store %1, %out[%i] : memref<8xf32>
      gpu.return
    }
    gpu.func @tuned(%out: memref<8xf32>) kernel attributes {nvvm.maxnreg = 32 : i32} {
      gpu.return
    }
  }
  func.func @refused(%a: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    gpu.launch_func @m::@calls blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<8xf32>)
    gpu.launch_func @m::@tuned blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<8xf32>)
    return
  }
}
