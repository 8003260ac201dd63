// Where LLVM ends the process, or would crash, its host lives on: an error says
// where and what to do, and nothing is written. The addresses in LLVM's message
// are not repeated.

// RUN: rm -f %t
// RUN: not %fuselage-opt %s -split-input-file -o %t --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80})' 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='LLVM ERROR' --implicit-check-not=0x --implicit-check-not='Stack dump'
// RUN: not ls %t

gpu.module @undeclared_requirement {
  llvm.func @k(%p: !llvm.ptr, %a: i32) attributes {gpu.kernel, nvvm.kernel} {
    llvm.store %a, %p : i32, !llvm.ptr
    // CHECK: [[@LINE+1]]:5: error: LLVM could not generate code for chip 'sm_80': Cannot select: intrinsic %llvm.nvvm.barrier.cluster.arrive. Fix: choose a chip or a PTX version
    nvvm.cluster.arrive
    llvm.return
  }
}

// -----

gpu.module @no_instruction {
  // CHECK: [[@LINE+1]]:3: error: LLVM could not generate code for chip 'sm_80': Cannot select:
  llvm.func @k(%p: !llvm.ptr, %a: f64) attributes {gpu.kernel, nvvm.kernel} {
    %x = llvm.intr.sinh(%a) {fastmathFlags = #llvm.fastmath<fast>} : (f64) -> f64
    llvm.store %x, %p : f64, !llvm.ptr
    llvm.return
  }
}

// -----

// CHECK: [[@LINE+1]]:1: error: LLVM could not emit the kernels: unknown asm constraint 'x'
gpu.module @constraint {
  llvm.func @k(%p: !llvm.ptr, %a: f64) attributes {gpu.kernel, nvvm.kernel} {
    %x = llvm.inline_asm "bla $0, $1;", "=q,x" %a : (f64) -> f64
    llvm.store %x, %p : f64, !llvm.ptr
    llvm.return
  }
}
