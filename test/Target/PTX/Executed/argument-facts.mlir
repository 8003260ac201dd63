// The nearest programs in which a fact about arguments is false: each computes
// what it computes without the fact.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0' | FileCheck %s
// RUN: %run-main %s --options='chip=sm_90 launch-facts=false' | FileCheck %s
// A pointer in a struct is the memory of another argument.
// CHECK: [6, 6, 5, 5]
// So is one in an array, and one that is passed as an integer.
// CHECK-NEXT: [6, 6, 5, 5]
// CHECK-NEXT: [6, 6, 5, 5]
// The elements of a buffer of eight i1 take a byte.
// CHECK-NEXT: [56]
// The second launch passes one buffer twice.
// CHECK-NEXT: [6, 6, 5, 5]
// A view that begins at byte 4 of an aligned buffer.
// CHECK-NEXT: [10, 11, 12, 13]
// Two views of one buffer, at an odd offset.
// CHECK-NEXT: [5, 6, 6, 5]
// A loop hands on its buffers, so that both are one in its second round.
// CHECK-NEXT: [6, 6, 5, 5]
// A function returns its argument.
// CHECK-NEXT: [6, 6, 5, 5]
// A function is called with one buffer twice.
// CHECK-NEXT: [6, 6, 5, 5]
// One of two buffers.
// CHECK-NEXT: [6, 6, 5, 5]
// A buffer that was stored as an element of another one.
// CHECK-NEXT: [6, 6, 5, 5]
// Two names of a variable of the host.
// CHECK-NEXT: [6, 6, 5, 5]
// A pointer that the kernel loads.
// CHECK-NEXT: [6, 6, 5, 5]
// A pointer that is one of two, through which the kernel writes.
// CHECK-NEXT: [5, 6, 5, 5]
// What another thread stored between two barriers.
// CHECK-NEXT: [15, 15, 15, 10, 5]

module attributes {gpu.container_module} {
  func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
  func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}

  gpu.module @kernels {
    // Writes through one pointer what it read through the other, twice.
    llvm.func @by_struct(%s: !llvm.struct<(ptr, i64)>, %a0: !llvm.ptr, %a: !llvm.ptr, %o: i64, %n: i64, %st: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %p = llvm.extractvalue %s[0] : !llvm.struct<(ptr, i64)>
      %one = llvm.mlir.constant(1.0 : f32) : f32
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.fadd %v, %one : f32
      llvm.store %w, %p : f32, !llvm.ptr
      %x = llvm.load %a : !llvm.ptr -> f32
      %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f32
      llvm.store %x, %q : f32, !llvm.ptr
      llvm.return
    }
    llvm.func @by_array(%s: !llvm.array<2 x ptr>, %a0: !llvm.ptr, %a: !llvm.ptr, %o: i64, %n: i64, %st: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %p = llvm.extractvalue %s[1] : !llvm.array<2 x ptr>
      %one = llvm.mlir.constant(1.0 : f32) : f32
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.fadd %v, %one : f32
      llvm.store %w, %p : f32, !llvm.ptr
      %x = llvm.load %a : !llvm.ptr -> f32
      %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f32
      llvm.store %x, %q : f32, !llvm.ptr
      llvm.return
    }
    llvm.func @by_integer(%s: i64, %a0: !llvm.ptr, %a: !llvm.ptr, %o: i64, %n: i64, %st: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %p = llvm.inttoptr %s : i64 to !llvm.ptr
      %one = llvm.mlir.constant(1.0 : f32) : f32
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.fadd %v, %one : f32
      llvm.store %w, %p : f32, !llvm.ptr
      %x = llvm.load %a : !llvm.ptr -> f32
      %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f32
      llvm.store %x, %q : f32, !llvm.ptr
      llvm.return
    }
    gpu.func @twice(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
  }

  gpu.module @more {
    gpu.func @of_views(%a: memref<2xf32, strided<[1], offset: 1>>, %b: memref<2xf32, strided<[1], offset: 1>>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<2xf32, strided<[1], offset: 1>>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<2xf32, strided<[1], offset: 1>>
      %x = memref.load %a[%c0] : memref<2xf32, strided<[1], offset: 1>>
      memref.store %x, %b[%c1] : memref<2xf32, strided<[1], offset: 1>>
      gpu.return
    }
    gpu.func @in_turns(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_call(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_arguments(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_two(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_element(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_variable(%a: memref<4xf32>, %b: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %v = memref.load %a[%c0] : memref<4xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %b[%c0] : memref<4xf32>
      %x = memref.load %a[%c0] : memref<4xf32>
      memref.store %x, %b[%c1] : memref<4xf32>
      gpu.return
    }
    // The pointer is an element of %s.
    llvm.func @by_load(%s0: !llvm.ptr, %s: !llvm.ptr, %so: i64, %sn: i64, %ss: i64,
                       %a0: !llvm.ptr, %a: !llvm.ptr, %o: i64, %n: i64, %st: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %p = llvm.load %s : !llvm.ptr -> !llvm.ptr
      %one = llvm.mlir.constant(1.0 : f32) : f32
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.fadd %v, %one : f32
      llvm.store %w, %p : f32, !llvm.ptr
      %x = llvm.load %a : !llvm.ptr -> f32
      %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f32
      llvm.store %x, %q : f32, !llvm.ptr
      llvm.return
    }
    llvm.func @by_choice(%b0: !llvm.ptr, %b: !llvm.ptr, %bo: i64, %bn: i64, %bs: i64,
                         %a0: !llvm.ptr, %a: !llvm.ptr, %o: i64, %n: i64, %st: i64)
        attributes {gpu.kernel, nvvm.kernel} {
      %four = llvm.mlir.constant(4 : i64) : i64
      %c = llvm.icmp "eq" %n, %four : i64
      %p = llvm.select %c, %a, %b : i1, !llvm.ptr
      %one = llvm.mlir.constant(1.0 : f32) : f32
      %v = llvm.load %a : !llvm.ptr -> f32
      %w = llvm.fadd %v, %one : f32
      llvm.store %w, %p : f32, !llvm.ptr
      %x = llvm.load %a : !llvm.ptr -> f32
      %q = llvm.getelementptr %b[1] : (!llvm.ptr) -> !llvm.ptr, f32
      llvm.store %x, %q : f32, !llvm.ptr
      llvm.return
    }
    gpu.func @exchange(%m: memref<5xf32>) kernel {
      %c1 = arith.constant 1 : index
      %i = gpu.thread_id x
      %j = arith.addi %i, %c1 : index
      %x = memref.load %m[%j] : memref<5xf32>
      gpu.barrier
      %y = arith.addf %x, %x : f32
      memref.store %y, %m[%i] : memref<5xf32>
      gpu.barrier
      %z = memref.load %m[%j] : memref<5xf32>
      gpu.barrier
      %s = arith.addf %x, %z : f32
      memref.store %s, %m[%i] : memref<5xf32>
      gpu.return
    }
  }

  func.func private @five() -> memref<4xf32> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %five = arith.constant 5.0 : f32
    %a = memref.alloc() : memref<4xf32>
    scf.for %i = %c0 to %c4 step %c1 {
      memref.store %five, %a[%i] : memref<4xf32>
    }
    return %a : memref<4xf32>
  }
  func.func private @show(%a: memref<4xf32>) {
    %shown = memref.cast %a : memref<4xf32> to memref<*xf32>
    call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
    return
  }

  func.func private @pointers() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %index = memref.extract_aligned_pointer_as_index %a : memref<4xf32> -> index
    %number = arith.index_cast %index : index to i64
    %p = llvm.inttoptr %number : i64 to !llvm.ptr
    %s0 = llvm.mlir.undef : !llvm.struct<(ptr, i64)>
    %s1 = llvm.insertvalue %p, %s0[0] : !llvm.struct<(ptr, i64)>
    %s2 = llvm.insertvalue %number, %s1[1] : !llvm.struct<(ptr, i64)>
    gpu.launch_func @kernels::@by_struct blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%s2 : !llvm.struct<(ptr, i64)>, %a : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @array() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %index = memref.extract_aligned_pointer_as_index %a : memref<4xf32> -> index
    %number = arith.index_cast %index : index to i64
    %p = llvm.inttoptr %number : i64 to !llvm.ptr
    %t0 = llvm.mlir.undef : !llvm.array<2 x ptr>
    %t1 = llvm.insertvalue %p, %t0[0] : !llvm.array<2 x ptr>
    %t2 = llvm.insertvalue %p, %t1[1] : !llvm.array<2 x ptr>
    gpu.launch_func @kernels::@by_array blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%t2 : !llvm.array<2 x ptr>, %a : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @integer() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %index = memref.extract_aligned_pointer_as_index %a : memref<4xf32> -> index
    %number = arith.index_cast %index : index to i64
    gpu.launch_func @kernels::@by_integer blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%number : i64, %a : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }

  // Lanes of i1 are packed: byte 40 of the buffer is not there, and is loaded only
  // under a condition that never holds.
  func.func private @bits() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %yes = arith.constant dense<true> : vector<8xi1>
    %seven = arith.constant 7 : i32
    %s = gpu.alloc () : memref<8xvector<8xi1>>
    %b = memref.alloc() : memref<8xi32>
    %r = memref.alloc() : memref<1xi32>
    scf.for %i = %c0 to %c8 step %c1 {
      memref.store %yes, %s[%i] : memref<8xvector<8xi1>>
      memref.store %seven, %b[%i] : memref<8xi32>
    }
    %a = memref.cast %s : memref<8xvector<8xi1>> to memref<?xvector<8xi1>>
    %d = memref.cast %b : memref<8xi32> to memref<?xi32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %k0 = arith.constant 0 : index
      %k1 = arith.constant 1 : index
      %k40 = arith.constant 40 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %k0 : memref<?xi32>
      %sum = scf.for %i = %k0 to %n step %k1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%k40] : memref<?xvector<8xi1>>
          %bit = vector.extract %x[3] : i1 from vector<8xi1>
          %number = arith.extui %bit : i1 to i32
          %y = arith.addi %acc, %number : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%k0] : memref<1xi32>
      gpu.terminator
    }
    %shown = memref.cast %r : memref<1xi32> to memref<*xi32>
    call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
    gpu.dealloc %s : memref<8xvector<8xi1>>
    return
  }

  func.func private @twice() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %b = memref.alloc() : memref<4xf32>
    gpu.launch_func @kernels::@twice blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    gpu.launch_func @kernels::@twice blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %a : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }

  func.func private @views() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %bytes = memref.alloc() {alignment = 64 : i64} : memref<64xi8>
    %o = memref.alloc() : memref<4xf32>
    %v = memref.view %bytes[%c4][] : memref<64xi8> to memref<8xf32>
    %s = memref.subview %v[1] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 1>>
    scf.for %i = %c0 to %c4 step %c1 {
      %number = arith.index_cast %i : index to i32
      %float = arith.sitofp %number : i32 to f32
      %ten = arith.constant 10.0 : f32
      %value = arith.addf %float, %ten : f32
      memref.store %value, %s[%i] : memref<4xf32, strided<[1], offset: 1>>
    }
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      scf.for %i = %c0 to %c4 step %c1 {
        %w = memref.load %s[%i] : memref<4xf32, strided<[1], offset: 1>>
        memref.store %w, %o[%i] : memref<4xf32>
      }
      gpu.terminator
    }
    call @show(%o) : (memref<4xf32>) -> ()
    return
  }

  func.func private @overlapping() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %v = memref.subview %a[1] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1], offset: 1>>
    %w = memref.subview %a[1] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1], offset: 1>>
    gpu.launch_func @more::@of_views blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%v : memref<2xf32, strided<[1], offset: 1>>, %w : memref<2xf32, strided<[1], offset: 1>>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @turns() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %a = call @five() : () -> memref<4xf32>
    %b = memref.alloc() : memref<4xf32>
    %r:2 = scf.for %i = %c0 to %c2 step %c1 iter_args(%from = %a, %to = %b) -> (memref<4xf32>, memref<4xf32>) {
      gpu.launch_func @more::@in_turns blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%from : memref<4xf32>, %to : memref<4xf32>)
      scf.yield %from, %from : memref<4xf32>, memref<4xf32>
    }
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @same(%a: memref<4xf32>) -> memref<4xf32> attributes {no_inline} {
    return %a : memref<4xf32>
  }
  func.func private @returned() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %b = call @same(%a) : (memref<4xf32>) -> memref<4xf32>
    gpu.launch_func @more::@of_call blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @launch(%a: memref<4xf32>, %b: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @more::@of_arguments blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    return
  }
  func.func private @arguments() {
    %a = call @five() : () -> memref<4xf32>
    call @launch(%a, %a) : (memref<4xf32>, memref<4xf32>) -> ()
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @choice(%c: i1) {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %o = memref.alloc() : memref<4xf32>
    %b = arith.select %c, %a, %o : memref<4xf32>
    gpu.launch_func @more::@of_two blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @element() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %m = memref.alloc() : memref<memref<4xf32>>
    memref.store %a, %m[] : memref<memref<4xf32>>
    %b = memref.load %m[] : memref<memref<4xf32>>
    gpu.launch_func @more::@of_element blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  memref.global "private" @variable : memref<4xf32> = dense<5.0>
  func.func private @names() {
    %c1 = arith.constant 1 : index
    %a = memref.get_global @variable : memref<4xf32>
    %b = memref.get_global @variable : memref<4xf32>
    gpu.launch_func @more::@of_variable blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xf32>, %b : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @loaded() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %m = memref.alloc() : memref<1xi64>
    %index = memref.extract_aligned_pointer_as_index %a : memref<4xf32> -> index
    %number = arith.index_cast %index : index to i64
    memref.store %number, %m[%c0] : memref<1xi64>
    gpu.launch_func @more::@by_load blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%m : memref<1xi64>, %a : memref<4xf32>)
    call @show(%a) : (memref<4xf32>) -> ()
    return
  }
  func.func private @chosen() {
    %c1 = arith.constant 1 : index
    %a = call @five() : () -> memref<4xf32>
    %b = call @five() : () -> memref<4xf32>
    gpu.launch_func @more::@by_choice blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%b : memref<4xf32>, %a : memref<4xf32>)
    call @show(%b) : (memref<4xf32>) -> ()
    return
  }
  func.func private @threads() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %c5 = arith.constant 5 : index
    %five = arith.constant 5.0 : f32
    %m = memref.alloc() : memref<5xf32>
    scf.for %i = %c0 to %c5 step %c1 {
      memref.store %five, %m[%i] : memref<5xf32>
    }
    gpu.launch_func @more::@exchange blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%m : memref<5xf32>)
    %shown = memref.cast %m : memref<5xf32> to memref<*xf32>
    call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
    return
  }

  func.func @main() {
    %true = arith.constant true
    call @pointers() : () -> ()
    call @array() : () -> ()
    call @integer() : () -> ()
    call @bits() : () -> ()
    call @twice() : () -> ()
    call @views() : () -> ()
    call @overlapping() : () -> ()
    call @turns() : () -> ()
    call @returned() : () -> ()
    call @arguments() : () -> ()
    call @choice(%true) : (i1) -> ()
    call @element() : () -> ()
    call @names() : () -> ()
    call @loaded() : () -> ()
    call @chosen() : () -> ()
    call @threads() : () -> ()
    return
  }
}
