// The attributes of lowered arguments, and what forbids each of them.

// RUN: %fuselage-opt %s -split-input-file --pass-pipeline='builtin.module(fuselage-annotate-kernels)' | FileCheck %s

module attributes {gpu.container_module} {
  gpu.module @m {
    // Alignment and size are those of the aligned pointer, and hold for all
    // launches.
    // CHECK-LABEL: llvm.func @facts(
    // CHECK-SAME: %arg0: !llvm.ptr, %arg1: !llvm.ptr {llvm.align = 64 : i64, llvm.dereferenceable = 128 : i64, llvm.noalias, llvm.readonly}, %arg2: i64, %arg3: i64, %arg4: i64,
    // CHECK-SAME: %arg5: !llvm.ptr, %arg6: !llvm.ptr {llvm.noalias}, %arg7: i64
    // CHECK-SAME: nvvm.reqntid = array<i32: 32, 1, 1>
    llvm.func @facts(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                     %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel, nvvm.maxntid = array<i32: 32, 1, 1>} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }

    // A pointer that is loaded may lead anywhere.
    // CHECK-LABEL: llvm.func @loaded_pointer(
    // CHECK-NOT: {{noalias|readonly}}
    // CHECK: llvm.return
    llvm.func @loaded_pointer(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                              %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %p = llvm.load %b : !llvm.ptr -> !llvm.ptr
      llvm.store %v, %p : f32, !llvm.ptr
      llvm.return
    }

    // So may one that is made of an integer.
    // CHECK-LABEL: llvm.func @made_pointer(
    // CHECK-NOT: {{noalias|readonly}}
    // CHECK: llvm.return
    llvm.func @made_pointer(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                            %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %n = llvm.load %b : !llvm.ptr -> i64
      %p = llvm.inttoptr %n : i64 to !llvm.ptr
      llvm.store %v, %p : f32, !llvm.ptr
      llvm.return
    }

    // And a call.
    llvm.func @callee()
    // CHECK-LABEL: llvm.func @call(
    // CHECK-NOT: {{noalias|readonly}}
    // CHECK: llvm.return
    llvm.func @call(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                    %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.call @callee() : () -> ()
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }

    // A variable of the device is memory that the host may have passed too.
    llvm.mlir.global internal @variable() {addr_space = 1 : i32} : f32
    // CHECK-LABEL: llvm.func @global(
    // CHECK-NOT: {{noalias|readonly}}
    // CHECK: llvm.return
    llvm.func @global(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                      %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %g = llvm.mlir.addressof @variable : !llvm.ptr<1>
      llvm.store %v, %g : f32, !llvm.ptr<1>
      llvm.return
    }

    // Written through a cast, a view, a branch, and after a choice.
    // CHECK-LABEL: llvm.func @through(
    // CHECK-SAME: %arg1: !llvm.ptr {{{[^}]*}}llvm.noalias},
    // CHECK-SAME: %arg6: !llvm.ptr {llvm.noalias},
    // CHECK-NOT: readonly
    // CHECK: llvm.return
    llvm.func @through(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                       %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %zero = llvm.mlir.constant(0.0 : f32) : f32
      %c = llvm.icmp "eq" %a3, %b3 : i64
      %e = llvm.getelementptr %a[%a2] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %f = llvm.addrspacecast %e : !llvm.ptr to !llvm.ptr<1>
      %s = llvm.mlir.poison : !llvm.struct<(ptr<1>, i64)>
      %t = llvm.insertvalue %f, %s[0] : !llvm.struct<(ptr<1>, i64)>
      %u = llvm.extractvalue %t[0] : !llvm.struct<(ptr<1>, i64)>
      %w = llvm.addrspacecast %u : !llvm.ptr<1> to !llvm.ptr
      llvm.cond_br %c, ^bb1(%zero, %w : f32, !llvm.ptr), ^bb1(%zero, %b : f32, !llvm.ptr)
    ^bb1(%z: f32, %p: !llvm.ptr):
      llvm.store %z, %p : f32, !llvm.ptr
      llvm.return
    }

    // Atomics: memory that they change is shared, other memory is not.
    // CHECK-LABEL: llvm.func @atomics(
    // CHECK-SAME: %arg1: !llvm.ptr {{{.*}}llvm.noalias, llvm.readonly},
    // CHECK-SAME: %arg6: !llvm.ptr, %arg7
    llvm.func @atomics(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                       %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %o = llvm.atomicrmw fadd %b, %v acq_rel : !llvm.ptr, f32
      llvm.return
    }

    // So do volatile accesses, which a thread may make to learn of others.
    // CHECK-LABEL: llvm.func @volatile(
    // CHECK-SAME: %arg1: !llvm.ptr {{{.*}}llvm.noalias, llvm.readonly},
    // CHECK-SAME: %arg6: !llvm.ptr, %arg7
    llvm.func @volatile(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                        %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load volatile %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }

    // A pointer whose address is stored can be used by whoever loads it.
    // CHECK-LABEL: llvm.func @stored_pointer(
    // CHECK-NOT: readonly
    // CHECK: llvm.return
    llvm.func @stored_pointer(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                              %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %a, %b : !llvm.ptr, !llvm.ptr
      llvm.return
    }

    // The launch passes less than the kernel takes.
    // CHECK-LABEL: llvm.func @mismatch(
    // CHECK-NOT: {{noalias|readonly}}
    // CHECK: llvm.return
    llvm.func @mismatch(%a: !llvm.ptr, %b: !llvm.ptr, %n: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }

    // Bare pointers, one for each memref.
    // CHECK-LABEL: llvm.func @bare(
    // CHECK-SAME: %arg0: !llvm.ptr {{{.*}}llvm.noalias, llvm.readonly}, %arg1: !llvm.ptr {llvm.noalias})
    llvm.func @bare(%a: !llvm.ptr, %b: !llvm.ptr) attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
  }

  func.func @host(%b: memref<?xf32>) {
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    %root = gpu.alloc () : memref<32xf32>
    %a = memref.assume_alignment %root, 64 : memref<32xf32>
    gpu.launch_func @m::@facts blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@loaded_pointer blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@made_pointer blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@call blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@global blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@through blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@atomics blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@volatile blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@stored_pointer blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@mismatch blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.launch_func @m::@bare blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<?xf32>)
    gpu.dealloc %root : memref<32xf32>
    return
  }
}

// -----

// A launch may stand after the deallocation of a buffer if it does not touch
// the buffer. The fact that it can be read would let the code generator read
// it. A call may free it as well.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @freed(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg6: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg11: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias}
    llvm.func @freed(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64,
                     %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64, %b3: i64, %b4: i64,
                     %c0: !llvm.ptr, %c: !llvm.ptr, %c2: i64, %n: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %zero = llvm.mlir.constant(0 : i64) : i64
      %some = llvm.icmp "ne" %n, %zero : i64
      llvm.cond_br %some, ^bb1, ^bb2
    ^bb1:
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.load %b : !llvm.ptr -> f32
      %s = llvm.fadd %v, %w : f32
      llvm.store %s, %c : f32, !llvm.ptr
      llvm.br ^bb2
    ^bb2:
      llvm.return
    }
  }
  func.func private @free(memref<32xf32>)
  func.func @host(%n: index) {
    %c1 = arith.constant 1 : index
    %a = gpu.alloc () : memref<32xf32>
    %b = gpu.alloc () : memref<32xf32>
    %c = gpu.alloc () : memref<f32>
    %d = memref.cast %a : memref<32xf32> to memref<?xf32>
    gpu.dealloc %d : memref<?xf32>
    call @free(%b) : (memref<32xf32>) -> ()
    gpu.launch_func @m::@freed blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<32xf32>, %b : memref<32xf32>, %c : memref<f32>, %n : index)
    return
  }
}

// -----

// Nobody waits for the first launch before the memory is freed, and another
// function may free what is stored for it.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @unwaited(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg4: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg7: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias}
    llvm.func @unwaited(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64,
                        %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64,
                        %c0: !llvm.ptr, %c: !llvm.ptr, %c2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.load %b : !llvm.ptr -> f32
      %s = llvm.fadd %v, %w : f32
      llvm.store %s, %c : f32, !llvm.ptr
      llvm.return
    }
  }
  func.func @host(%m: memref<memref<f32>>) {
    %c1 = arith.constant 1 : index
    %a = gpu.alloc () : memref<f32>
    %b = gpu.alloc () : memref<f32>
    %c = gpu.alloc () : memref<f32>
    memref.store %b, %m[] : memref<memref<f32>>
    %t = gpu.launch_func async @m::@unwaited blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<f32>, %b : memref<f32>, %c : memref<f32>)
    gpu.dealloc %a : memref<f32>
    gpu.wait [%t]
    return
  }
}

// -----

// A caller may free what is returned before the launch has run; if the launch is
// over by then, it does not matter.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @late(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg4: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias}
    llvm.func @late(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
    // CHECK-LABEL: llvm.func @done(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias, llvm.readonly}
    llvm.func @done(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
  }
  func.func @host() -> (memref<f32>, !gpu.async.token) {
    %c1 = arith.constant 1 : index
    %a = gpu.alloc () : memref<f32>
    %b = gpu.alloc () : memref<f32>
    gpu.launch_func @m::@done blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<f32>, %b : memref<f32>)
    %t = gpu.launch_func async @m::@late blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<f32>, %b : memref<f32>)
    return %a, %t : memref<f32>, !gpu.async.token
  }
}

// -----

// A launch in a task may run late as well; one in a loop does not.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @in_task(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg4: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias}
    llvm.func @in_task(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
    // CHECK-LABEL: llvm.func @in_loop(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.dereferenceable = 4 : i64, llvm.noalias, llvm.readonly}
    llvm.func @in_loop(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
  }
  func.func @host(%n: index) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %a = gpu.alloc () : memref<f32>
    %b = gpu.alloc () : memref<f32>
    %c = gpu.alloc () : memref<f32>
    scf.for %i = %c0 to %n step %c1 {
      gpu.launch_func @m::@in_loop blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%c : memref<f32>, %b : memref<f32>)
    }
    %t = async.execute {
      gpu.launch_func @m::@in_task blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%a : memref<f32>, %b : memref<f32>)
      async.yield
    }
    gpu.dealloc %a : memref<f32>
    gpu.dealloc %c : memref<f32>
    async.await %t : !async.token
    return
  }
}

// -----

// Memory of the host may be passed to a kernel that reads it only where it was
// registered.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @host_memory(
    // CHECK-SAME: %arg1: !llvm.ptr {llvm.align = 64 : i64, llvm.noalias, llvm.readonly}
    // CHECK-SAME: %arg4: !llvm.ptr {llvm.readonly}
    // CHECK-SAME: %arg7: !llvm.ptr {llvm.dereferenceable = 4 : i64}
    llvm.func @host_memory(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64,
                           %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64,
                           %c0: !llvm.ptr, %c: !llvm.ptr, %c2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.load %b : !llvm.ptr -> f32
      %s = llvm.fadd %v, %w : f32
      llvm.store %s, %c : f32, !llvm.ptr
      llvm.return
    }
  }
  func.func @host() {
    %c1 = arith.constant 1 : index
    %a = memref.alloc() {alignment = 64 : i64} : memref<f32>
    %t = gpu.wait async
    // Nor does a kernel that does not wait know that an allocation is done.
    %b, %u = gpu.alloc async [%t] () : memref<f32>
    %c = gpu.alloc () : memref<f32>
    gpu.launch_func @m::@host_memory blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<f32>, %b : memref<f32>, %c : memref<f32>)
    return
  }
}

// -----

// A kernel that only others launch is left alone, though a kernel in another
// module has its name.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @namesake(
    // CHECK-NOT: {{noalias|readonly|reqntid}}
    // CHECK: llvm.return
    llvm.func @namesake(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64,
                        %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.load %a : !llvm.ptr -> f32
      llvm.store %v, %b : f32, !llvm.ptr
      llvm.return
    }
  }
  module attributes {gpu.container_module} {
    gpu.module @m {
      llvm.func @namesake(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64,
                          %b0: !llvm.ptr, %b: !llvm.ptr, %b2: i64)
          attributes {gpu.kernel, nvvm.kernel} {
        %v = llvm.load %a : !llvm.ptr -> f32
        llvm.store %v, %b : f32, !llvm.ptr
        llvm.return
      }
    }
    func.func @host() {
      %c1 = arith.constant 1 : index
      %a = memref.alloc() : memref<f32>
      %b = memref.alloc() : memref<f32>
      gpu.launch_func @m::@namesake blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%a : memref<f32>, %b : memref<f32>)
      return
    }
  }
}

// -----

// Views in code that never runs may be views of each other.
module attributes {gpu.container_module} {
  gpu.module @m {
    // CHECK-LABEL: llvm.func @unreachable(
    llvm.func @unreachable(%a0: !llvm.ptr, %a: !llvm.ptr, %a2: i64, %a3: i64, %a4: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %v = llvm.mlir.constant(0.0 : f32) : f32
      llvm.store %v, %a : f32, !llvm.ptr
      llvm.return
    }
  }
  func.func @host() {
    %c1 = arith.constant 1 : index
    return
  ^bb1:
    %a = memref.cast %b : memref<4xf32> to memref<?xf32>
    %b = memref.cast %a : memref<?xf32> to memref<4xf32>
    gpu.launch_func @m::@unreachable blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<?xf32>)
    cf.br ^bb1
  }
}
