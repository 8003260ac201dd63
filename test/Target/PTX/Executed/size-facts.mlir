// The nearest programs in which a fact about the sizes of launches is false: each
// computes what it computes without the fact.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0' | FileCheck %s
// RUN: %run-main %s --options='chip=sm_90 launch-facts=false' | FileCheck %s
// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s --check-prefix=PTX

// A remainder of the thread id and ten times the block size, at two block sizes.
// CHECK: [20, 21, -1, -1, -1, -1, -1, -1]
// CHECK-NEXT: [80, 81, 82, 83, 80, 81, 82, 83]
// PTX: .entry of_block(
// PTX-NOT: {{[.](req|max)ntid}}
// PTX: .entry of_grid(

// The same of blocks; all of them have one thread.
// CHECK-NEXT: [20, 21, -1, -1, -1, -1, -1, -1]
// CHECK-NEXT: [80, 81, 82, 83, 80, 81, 82, 83]
// PTX: .reqntid 1, 1, 1
// PTX: %nctaid.x
// PTX: .entry of_unknown(

// One size is known when it runs.
// CHECK-NEXT: [20, 21, -1, -1, -1, -1, -1, -1]
// CHECK-NEXT: [80, 81, 82, 83, 80, 81, 82, 83]
// PTX-NOT: {{[.](req|max)ntid}}
// PTX: .entry of_order(

// The same sizes in another order.
// CHECK-NEXT: [20, 21, -1, -1, -1, -1, -1, -1]
// CHECK-NEXT: [10, 10, -1, -1, -1, -1, -1, -1]
// PTX-NOT: {{[.](req|max)ntid}}
// PTX: .entry wide(

// Ids are small, and their product takes more than 32 bits.
// CHECK-NEXT: [0, 3, 6, 9, 10, 13, 16, 19]
// PTX: .reqntid 4, 1, 1

module attributes {gpu.container_module} {
  func.func private @printMemrefI64(memref<*xi64>) attributes {llvm.emit_c_interface}

  gpu.module @kernels {
    gpu.func @of_block(%a: memref<8xi64>) kernel {
      %four = arith.constant 4 : index
      %ten = arith.constant 10 : index
      %t = gpu.thread_id x
      %n = gpu.block_dim x
      %digit = arith.remui %t, %four : index
      %tens = arith.muli %n, %ten : index
      %number = arith.addi %tens, %digit : index
      %value = arith.index_cast %number : index to i64
      memref.store %value, %a[%t] : memref<8xi64>
      gpu.return
    }
    gpu.func @of_grid(%a: memref<8xi64>) kernel {
      %four = arith.constant 4 : index
      %ten = arith.constant 10 : index
      %t = gpu.block_id x
      %n = gpu.grid_dim x
      %digit = arith.remui %t, %four : index
      %tens = arith.muli %n, %ten : index
      %number = arith.addi %tens, %digit : index
      %value = arith.index_cast %number : index to i64
      memref.store %value, %a[%t] : memref<8xi64>
      gpu.return
    }
    gpu.func @of_unknown(%a: memref<8xi64>) kernel {
      %four = arith.constant 4 : index
      %ten = arith.constant 10 : index
      %t = gpu.thread_id x
      %n = gpu.block_dim x
      %digit = arith.remui %t, %four : index
      %tens = arith.muli %n, %ten : index
      %number = arith.addi %tens, %digit : index
      %value = arith.index_cast %number : index to i64
      memref.store %value, %a[%t] : memref<8xi64>
      gpu.return
    }
    gpu.func @of_order(%a: memref<8xi64>) kernel {
      %four = arith.constant 4 : index
      %ten = arith.constant 10 : index
      %t = gpu.thread_id x
      %y = gpu.thread_id y
      %n = gpu.block_dim x
      %digit = arith.remui %t, %four : index
      %tens = arith.muli %n, %ten : index
      %number = arith.addi %tens, %digit : index
      %value = arith.index_cast %number : index to i64
      %at = arith.addi %t, %y : index
      memref.store %value, %a[%at] : memref<8xi64>
      gpu.return
    }
    // Three thousand million times the thread, and ten thousand million times the
    // block, in thousands of millions.
    gpu.func @wide(%a: memref<8xi64>) kernel {
      %four = arith.constant 4 : index
      %million = arith.constant 1000000000 : index
      %three = arith.constant 3000000000 : index
      %ten = arith.constant 10000000000 : index
      %t = gpu.thread_id x
      %b = gpu.block_id x
      %ones = arith.muli %t, %three : index
      %tens = arith.muli %b, %ten : index
      %sum = arith.addi %ones, %tens : index
      %number = arith.divui %sum, %million : index
      %value = arith.index_cast %number : index to i64
      %begin = arith.muli %b, %four : index
      %at = arith.addi %begin, %t : index
      memref.store %value, %a[%at] : memref<8xi64>
      gpu.return
    }
  }

  func.func private @empty() -> memref<8xi64> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %none = arith.constant -1 : i64
    %a = memref.alloc() : memref<8xi64>
    scf.for %i = %c0 to %c8 step %c1 {
      memref.store %none, %a[%i] : memref<8xi64>
    }
    return %a : memref<8xi64>
  }
  func.func private @show(%a: memref<8xi64>) {
    %shown = memref.cast %a : memref<8xi64> to memref<*xi64>
    call @printMemrefI64(%shown) : (memref<*xi64>) -> ()
    return
  }

  func.func private @blocks() {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c8 = arith.constant 8 : index
    %a = call @empty() : () -> memref<8xi64>
    gpu.launch_func @kernels::@of_block blocks in (%c1, %c1, %c1) threads in (%c2, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    gpu.launch_func @kernels::@of_block blocks in (%c1, %c1, %c1) threads in (%c8, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    return
  }
  func.func private @grids() {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c8 = arith.constant 8 : index
    %a = call @empty() : () -> memref<8xi64>
    gpu.launch_func @kernels::@of_grid blocks in (%c2, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    gpu.launch_func @kernels::@of_grid blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    return
  }
  func.func private @unknown(%n: index) {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %a = call @empty() : () -> memref<8xi64>
    gpu.launch_func @kernels::@of_unknown blocks in (%c1, %c1, %c1) threads in (%c2, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    gpu.launch_func @kernels::@of_unknown blocks in (%c1, %c1, %c1) threads in (%n, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    return
  }
  func.func private @order() {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %a = call @empty() : () -> memref<8xi64>
    gpu.launch_func @kernels::@of_order blocks in (%c1, %c1, %c1) threads in (%c2, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    gpu.launch_func @kernels::@of_order blocks in (%c1, %c1, %c1) threads in (%c1, %c2, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    return
  }
  func.func private @products() {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %a = call @empty() : () -> memref<8xi64>
    gpu.launch_func @kernels::@wide blocks in (%c2, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%a : memref<8xi64>)
    call @show(%a) : (memref<8xi64>) -> ()
    return
  }

  func.func @main() {
    %c8 = arith.constant 8 : index
    call @blocks() : () -> ()
    call @grids() : () -> ()
    call @unknown(%c8) : (index) -> ()
    call @order() : () -> ()
    call @products() : () -> ()
    return
  }
}
