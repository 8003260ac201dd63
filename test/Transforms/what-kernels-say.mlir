// Attributes of a kernel: targets, sizes, and the alignment of its memory.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-inline-kernels,fuselage-fuse-launches)' --split-input-file | FileCheck %s

// The modules are compiled for different chips: two kernels, each in its own.

// CHECK-LABEL: func.func @two_chips
// CHECK: gpu.launch {{.*}} module(@old)
// CHECK: gpu.launch {{.*}} module(@new)
module attributes {gpu.container_module} {
  gpu.module @old [#nvvm.target<chip = "sm_75">] {
    gpu.func @k(%A: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %k = arith.constant 4 : i32
      memref.store %k, %A[%i] : memref<32xi32>
      gpu.return
    }
  }
  gpu.module @new [#nvvm.target<chip = "sm_90">] {
    gpu.func @l(%A: memref<32xi32>, %B: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %v = memref.load %A[%i] : memref<32xi32>
      memref.store %v, %B[%i] : memref<32xi32>
      gpu.return
    }
  }
  func.func @two_chips(%A: memref<32xi32> {llvm.noalias}, %B: memref<32xi32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    gpu.launch_func @old::@k blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>)
    gpu.launch_func @new::@l blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>, %B : memref<32xi32>)
    return
  }
}

// -----

// Flags count as well, and so does a module without a target beside one that has one.

// CHECK-LABEL: func.func @flags
// CHECK-COUNT-3: gpu.launch
module attributes {gpu.container_module} {
  gpu.module @fast [#nvvm.target<chip = "sm_90", flags = {fast}>] {
    gpu.func @k(%A: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %k = arith.constant 4 : i32
      memref.store %k, %A[%i] : memref<32xi32>
      gpu.return
    }
  }
  gpu.module @precise [#nvvm.target<chip = "sm_90">] {
    gpu.func @l(%A: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %k = arith.constant 5 : i32
      memref.store %k, %A[%i] : memref<32xi32>
      gpu.return
    }
  }
  gpu.module @plain {
    gpu.func @m(%A: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %k = arith.constant 6 : i32
      memref.store %k, %A[%i] : memref<32xi32>
      gpu.return
    }
  }
  func.func @flags(%A: memref<32xi32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    gpu.launch_func @fast::@k blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>)
    gpu.launch_func @precise::@l blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>)
    gpu.launch_func @plain::@m blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>)
    return
  }
}

// -----

// Two modules for the same target: one kernel, in one of them.

// CHECK-LABEL: func.func @one_chip
// CHECK: gpu.launch {{.*}} module(@a)
// CHECK-NOT: gpu.launch
module attributes {gpu.container_module} {
  gpu.module @a [#nvvm.target<chip = "sm_90">] {
    gpu.func @k(%A: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %k = arith.constant 4 : i32
      memref.store %k, %A[%i] : memref<32xi32>
      gpu.return
    }
  }
  gpu.module @b [#nvvm.target<chip = "sm_90">] {
    gpu.func @l(%A: memref<32xi32>, %B: memref<32xi32>) kernel {
      %i = gpu.thread_id x
      %v = memref.load %A[%i] : memref<32xi32>
      memref.store %v, %B[%i] : memref<32xi32>
      gpu.return
    }
  }
  func.func @one_chip(%A: memref<32xi32> {llvm.noalias}, %B: memref<32xi32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    gpu.launch_func @a::@k blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>)
    gpu.launch_func @b::@l blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1) args(%A : memref<32xi32>, %B : memref<32xi32>)
    return
  }
}

// -----

// Sizes that the kernel knows are the sizes that it is launched with.

// CHECK-LABEL: func.func @known_sizes
// CHECK: gpu.launch blocks({{.*}}) in (%{{[^ ]*}} = %{{[^ ]*}}, %{{[^ ]*}} = %{{[^ ]*}}, %{{[^ ]*}} = %{{[^ ]*}}) threads({{.*}}) in (%{{[^ ]*}} = %c64
module attributes {gpu.container_module} {
  gpu.module @m {
    gpu.func @k(%A: memref<?xi32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      %k = arith.constant 4 : i32
      memref.store %k, %A[%i] : memref<?xi32>
      gpu.return
    }
  }
  func.func @known_sizes(%A: memref<?xi32> {llvm.noalias}, %n: index) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @m::@k blocks in (%c1, %c1, %c1) threads in (%n, %c1, %c1) args(%A : memref<?xi32>)
    return
  }
}

// -----

// A launch has no place for the alignment of its memory.

// CHECK-LABEL: gpu.func @k
// CHECK-LABEL: func.func @aligned_memory
// CHECK: gpu.launch_func
module attributes {gpu.container_module} {
  gpu.module @m {
    gpu.func @k(%A: memref<64xf32>) workgroup(%p: memref<1xi8, #gpu.address_space<workgroup>>, %w: memref<64xf32, #gpu.address_space<workgroup>> {llvm.align = 16 : i64}) kernel {
      %i = gpu.thread_id x
      %v = memref.load %A[%i] : memref<64xf32>
      memref.store %v, %w[%i] : memref<64xf32, #gpu.address_space<workgroup>>
      gpu.return
    }
  }
  func.func @aligned_memory(%A: memref<64xf32>) {
    %c1 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    gpu.launch_func @m::@k blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1) args(%A : memref<64xf32>)
    return
  }
}

// -----


// Nor for clusters that the kernel is made for.

// CHECK-LABEL: gpu.func @k
// CHECK-LABEL: func.func @known_clusters
// CHECK: gpu.launch_func
module attributes {gpu.container_module} {
  gpu.module @m {
    gpu.func @k(%A: memref<64xf32>) kernel attributes {known_cluster_size = array<i32: 2, 1, 1>} {
      %f = arith.constant 1.0 : f32
      %i = gpu.thread_id x
      memref.store %f, %A[%i] : memref<64xf32>
      gpu.return
    }
  }
  func.func @known_clusters(%A: memref<64xf32>) {
    %c2 = arith.constant 2 : index
    %c1 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    gpu.launch_func @m::@k blocks in (%c2, %c1, %c1) threads in (%c64, %c1, %c1) args(%A : memref<64xf32>)
    return
  }
}

// -----


// A name in a body may mean something else in the module of its kernel.

// CHECK-LABEL: func.func @globals_of_modules
// CHECK-COUNT-2: gpu.launch
module attributes {gpu.container_module} {
  memref.global "private" constant @w : memref<4xf32> = dense<1.0>
  gpu.module @m1 {
    memref.global "private" constant @w : memref<4xf32> = dense<10.0>
  }
  gpu.module @m2 {
    memref.global "private" constant @w : memref<4xf32> = dense<100.0>
  }
  func.func @globals_of_modules(%A: memref<4xf32> {llvm.noalias}, %B: memref<4xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@e) {
      %w = memref.get_global @w : memref<4xf32>
      %v = memref.load %w[%x] : memref<4xf32>
      memref.store %v, %A[%x] : memref<4xf32>
      gpu.terminator
    }
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m2) function(@l) {
      %w = memref.get_global @w : memref<4xf32>
      %v = memref.load %w[%x] : memref<4xf32>
      memref.store %v, %B[%x] : memref<4xf32>
      gpu.terminator
    }
    return
  }
}

// -----

// A module that is not empty is equal to itself alone.

// CHECK-LABEL: func.func @modules_that_hold_something
// CHECK-COUNT-2: gpu.launch
module attributes {gpu.container_module} {
  gpu.module @m1 {
    func.func private @f()
  }
  gpu.module @m2 {
    func.func private @f()
  }
  func.func @modules_that_hold_something(%A: memref<4xf32> {llvm.noalias}, %B: memref<4xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@e) {
      %v = memref.load %A[%x] : memref<4xf32>
      memref.store %v, %B[%x] : memref<4xf32>
      gpu.terminator
    }
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m2) function(@l) {
      %v = memref.load %B[%x] : memref<4xf32>
      memref.store %v, %A[%x] : memref<4xf32>
      gpu.terminator
    }
    return
  }
}

// -----

// CHECK-LABEL: func.func @callee_of_module
// CHECK-COUNT-2: gpu.launch
module attributes {gpu.container_module} {
  func.func private @f(%A: memref<4xf32>, %i: index) {
    return
  }
  gpu.module @m1 {
    func.func private @f(%A: memref<4xf32>, %i: index) {
      %c3 = arith.constant 3 : index
      %h = arith.constant 100.0 : f32
      %r = arith.subi %c3, %i : index
      memref.store %h, %A[%r] : memref<4xf32>
      return
    }
  }
  func.func @callee_of_module(%A: memref<4xf32> {llvm.noalias}, %B: memref<4xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@e) {
      func.call @f(%A, %x) : (memref<4xf32>, index) -> ()
      gpu.terminator
    }
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@l) {
      %v = memref.load %A[%x] : memref<4xf32>
      memref.store %v, %B[%x] : memref<4xf32>
      gpu.terminator
    }
    return
  }
}

// -----

// Without a function of that name there, the kernel gets the host's.

// CHECK-LABEL: func.func @callee_of_host
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
module attributes {gpu.container_module} {
  func.func private @f(%A: memref<4xf32>, %i: index) {
    return
  }
  gpu.module @m1 {
    func.func private @g(%A: memref<4xf32>, %i: index) {
      return
    }
  }
  func.func @callee_of_host(%A: memref<4xf32> {llvm.noalias}, %B: memref<4xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@e) {
      func.call @f(%A, %x) : (memref<4xf32>, index) -> ()
      gpu.terminator
    }
    gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) module(@m1) function(@l) {
      %v = memref.load %A[%x] : memref<4xf32>
      memref.store %v, %B[%x] : memref<4xf32>
      gpu.terminator
    }
    return
  }
}
