// The nearest programs in which a fact about the memory of an argument is
// false: how many bytes of it can be read, and how it is aligned. Each computes
// what it computes without the fact; a read outside of memory, or a wide access
// at an odd place, ends the run.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0' | FileCheck %s
// RUN: %run-main %s --options='chip=sm_90 launch-facts=false' | FileCheck %s
// The kernels load an element of a buffer under a condition that never holds.
// CHECK-COUNT-9: [56]
// Four elements of a buffer that is aligned in one launch only.
// CHECK-NEXT: [10, 11, 12, 13]
// CHECK-NEXT: [14, 15, 16, 17]
// Its first element is aligned; its memory begins 60 bytes before that.
// CHECK-NEXT: [15, 16, 17, 18]

module attributes {gpu.container_module} {
  func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
  func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface}

  gpu.module @kernels {
    gpu.func @of_freed(%a: memref<4xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 3 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<4xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_freed_by_call(%a: memref<4xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 3 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<4xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_two_sizes(%a: memref<?xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 40 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<?xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_moved(%a: memref<?xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 40 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<?xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_unknown_size(%a: memref<?xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 2 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<?xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_branch(%a: memref<4xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 3 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<4xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_loop(%a: memref<4xi8>, %d: memref<?xi32>, %r: memref<1xi32>) kernel {
      %at = arith.constant 3 : index
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %hundred = arith.constant 100 : i32
      %zero = arith.constant 0 : i32
      %n = memref.dim %d, %c0 : memref<?xi32>
      %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i32 {
        %v = memref.load %d[%i] : memref<?xi32>
        %large = arith.cmpi sgt, %v, %hundred : i32
        %w = scf.if %large -> i32 {
          %x = memref.load %a[%at] : memref<4xi8>
          %z = arith.extui %x : i8 to i32
          %y = arith.addi %acc, %z : i32
          scf.yield %y : i32
        } else {
          %y = arith.addi %acc, %v : i32
          scf.yield %y : i32
        }
        scf.yield %w : i32
      }
      memref.store %sum, %r[%c0] : memref<1xi32>
      gpu.return
    }
    gpu.func @of_odd_view(%a: memref<?xf32>, %o: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c3 = arith.constant 3 : index
      %v0 = memref.load %a[%c0] : memref<?xf32>
      %v1 = memref.load %a[%c1] : memref<?xf32>
      %v2 = memref.load %a[%c2] : memref<?xf32>
      %v3 = memref.load %a[%c3] : memref<?xf32>
      memref.store %v0, %o[%c0] : memref<4xf32>
      memref.store %v1, %o[%c1] : memref<4xf32>
      memref.store %v2, %o[%c2] : memref<4xf32>
      memref.store %v3, %o[%c3] : memref<4xf32>
      gpu.return
    }
    gpu.func @of_aligned_element(%a: memref<5xf32, strided<[1], offset: 15>>, %o: memref<4xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c3 = arith.constant 3 : index
      %c4 = arith.constant 4 : index
      %v0 = memref.load %a[%c1] : memref<5xf32, strided<[1], offset: 15>>
      %v1 = memref.load %a[%c2] : memref<5xf32, strided<[1], offset: 15>>
      %v2 = memref.load %a[%c3] : memref<5xf32, strided<[1], offset: 15>>
      %v3 = memref.load %a[%c4] : memref<5xf32, strided<[1], offset: 15>>
      memref.store %v0, %o[%c0] : memref<4xf32>
      memref.store %v1, %o[%c1] : memref<4xf32>
      memref.store %v2, %o[%c2] : memref<4xf32>
      memref.store %v3, %o[%c3] : memref<4xf32>
      gpu.return
    }
  }

  func.func private @sevens() -> memref<?xi32> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %seven = arith.constant 7 : i32
    %d = memref.alloc(%c8) : memref<?xi32>
    scf.for %i = %c0 to %c8 step %c1 {
      memref.store %seven, %d[%i] : memref<?xi32>
    }
    return %d : memref<?xi32>
  }
  func.func private @show_sum(%r: memref<1xi32>) {
    %shown = memref.cast %r : memref<1xi32> to memref<*xi32>
    call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
    return
  }

  // Freed before the launch.
  func.func private @freed() {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %a = gpu.alloc () : memref<4xi8>
    gpu.dealloc %a : memref<4xi8>
    gpu.launch_func @kernels::@of_freed blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    return
  }
  // By a function.
  func.func private @free(%a: memref<4xi8>) attributes {no_inline} {
    gpu.dealloc %a : memref<4xi8>
    return
  }
  func.func private @freed_by_call() {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %a = gpu.alloc () : memref<4xi8>
    call @free(%a) : (memref<4xi8>) -> ()
    gpu.launch_func @kernels::@of_freed_by_call blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    return
  }
  // In one of two branches, under another name.
  func.func private @freed_in_branch(%c: i1) {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %a = gpu.alloc () : memref<4xi8>
    %v = memref.cast %a : memref<4xi8> to memref<?xi8>
    scf.if %c {
      gpu.dealloc %v : memref<?xi8>
    }
    gpu.launch_func @kernels::@of_branch blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    return
  }
  // In the first round of a loop, after its launch.
  func.func private @freed_in_loop() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %c2 = arith.constant 2 : index
    %a = gpu.alloc () : memref<4xi8>
    scf.for %i = %c0 to %c2 step %c1 {
      gpu.launch_func @kernels::@of_loop blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<4xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
      %first = arith.cmpi eq, %i, %c0 : index
      scf.if %first {
        gpu.dealloc %a : memref<4xi8>
      }
      func.call @show_sum(%r) : (memref<1xi32>) -> ()
    }
    return
  }
  // A launch with a large buffer, and one with a small one.
  func.func private @two_sizes() {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %large = gpu.alloc () : memref<64xi8>
    %small = gpu.alloc () : memref<2xi8>
    %a = memref.cast %large : memref<64xi8> to memref<?xi8>
    %b = memref.cast %small : memref<2xi8> to memref<?xi8>
    gpu.launch_func @kernels::@of_two_sizes blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<?xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    gpu.launch_func @kernels::@of_two_sizes blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%b : memref<?xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    gpu.dealloc %large : memref<64xi8>
    gpu.dealloc %small : memref<2xi8>
    return
  }
  // The last element of a buffer.
  func.func private @moved() {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %c60 = arith.constant 60 : index
    %bytes = gpu.alloc () : memref<64xi8>
    %v = memref.view %bytes[%c60][] : memref<64xi8> to memref<4xi8>
    %a = memref.cast %v : memref<4xi8> to memref<?xi8>
    gpu.launch_func @kernels::@of_moved blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<?xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    gpu.dealloc %bytes : memref<64xi8>
    return
  }
  // A size that is known only when it runs.
  func.func private @unknown_size(%n: index) {
    %c1 = arith.constant 1 : index
    %d = call @sevens() : () -> memref<?xi32>
    %r = memref.alloc() : memref<1xi32>
    %a = gpu.alloc (%n) : memref<?xi8>
    gpu.launch_func @kernels::@of_unknown_size blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<?xi8>, %d : memref<?xi32>, %r : memref<1xi32>)
    call @show_sum(%r) : (memref<1xi32>) -> ()
    gpu.dealloc %a : memref<?xi8>
    return
  }

  func.func private @show(%o: memref<4xf32>) {
    %shown = memref.cast %o : memref<4xf32> to memref<*xf32>
    call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
    return
  }
  func.func private @odd_view() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %ten = arith.constant 10.0 : f32
    %o = memref.alloc() {alignment = 64 : i64} : memref<4xf32>
    %even = memref.alloc() {alignment = 64 : i64} : memref<4xf32>
    %bytes = memref.alloc() {alignment = 64 : i64} : memref<64xi8>
    %odd = memref.view %bytes[%c4][] : memref<64xi8> to memref<4xf32>
    scf.for %i = %c0 to %c4 step %c1 {
      %number = arith.index_cast %i : index to i32
      %float = arith.sitofp %number : i32 to f32
      %value = arith.addf %float, %ten : f32
      memref.store %value, %even[%i] : memref<4xf32>
      %four = arith.constant 4.0 : f32
      %other = arith.addf %value, %four : f32
      memref.store %other, %odd[%i] : memref<4xf32>
    }
    %a = memref.cast %even : memref<4xf32> to memref<?xf32>
    %b = memref.cast %odd : memref<4xf32> to memref<?xf32>
    gpu.launch_func @kernels::@of_odd_view blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<?xf32>, %o : memref<4xf32>)
    call @show(%o) : (memref<4xf32>) -> ()
    gpu.launch_func @kernels::@of_odd_view blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%b : memref<?xf32>, %o : memref<4xf32>)
    call @show(%o) : (memref<4xf32>) -> ()
    return
  }
  func.func private @aligned_element() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %c5 = arith.constant 5 : index
    %fourteen = arith.constant 14.0 : f32
    %o = memref.alloc() {alignment = 64 : i64} : memref<4xf32>
    %bytes = memref.alloc() {alignment = 64 : i64} : memref<128xi8>
    %v = memref.view %bytes[%c4][] : memref<128xi8> to memref<31xf32>
    %s = memref.subview %v[15] [5] [1] : memref<31xf32> to memref<5xf32, strided<[1], offset: 15>>
    %a = memref.assume_alignment %s, 64 : memref<5xf32, strided<[1], offset: 15>>
    scf.for %i = %c0 to %c5 step %c1 {
      %number = arith.index_cast %i : index to i32
      %float = arith.sitofp %number : i32 to f32
      %value = arith.addf %float, %fourteen : f32
      memref.store %value, %a[%i] : memref<5xf32, strided<[1], offset: 15>>
    }
    gpu.launch_func @kernels::@of_aligned_element blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<5xf32, strided<[1], offset: 15>>, %o : memref<4xf32>)
    call @show(%o) : (memref<4xf32>) -> ()
    return
  }

  func.func @main() {
    %true = arith.constant true
    %c1 = arith.constant 1 : index
    call @freed() : () -> ()
    call @freed_by_call() : () -> ()
    call @freed_in_branch(%true) : (i1) -> ()
    call @freed_in_loop() : () -> ()
    call @two_sizes() : () -> ()
    call @moved() : () -> ()
    call @unknown_size(%c1) : (index) -> ()
    call @odd_view() : () -> ()
    call @aligned_element() : () -> ()
    return
  }
}
