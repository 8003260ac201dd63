// What cannot be lowered is named where it stands, and the module stays whole.
// LLVM itself would end the process for most of these.

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
