// Stochastic gradient descent with momentum and weight decay over two parameters,
// in place on memrefs: g' = g + 0.01 p, v = 0.9 v + g', p = p - 0.1 v, with each
// operation for both parameters before the next. The reference is the closed form.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#id = affine_map<(d0, d1) -> (d0, d1)>

func.func @sgd_momentum(%p1: memref<12x15xf32> {llvm.noalias}, %g1: memref<12x15xf32> {llvm.noalias}, %v1: memref<12x15xf32> {llvm.noalias},
                        %p2: memref<12x15xf32> {llvm.noalias}, %g2: memref<12x15xf32> {llvm.noalias}, %v2: memref<12x15xf32> {llvm.noalias}) {
  %decay = arith.constant 0.01 : f32
  %momentum = arith.constant 0.9 : f32
  %rate = arith.constant 0.1 : f32
  %decayed1 = memref.alloc() : memref<12x15xf32>
  %gradient1 = memref.alloc() : memref<12x15xf32>
  %step1 = memref.alloc() : memref<12x15xf32>
  %decayed2 = memref.alloc() : memref<12x15xf32>
  %gradient2 = memref.alloc() : memref<12x15xf32>
  %step2 = memref.alloc() : memref<12x15xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%p1 : memref<12x15xf32>) outs(%decayed1 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %decay : f32
    linalg.yield %r : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%p2 : memref<12x15xf32>) outs(%decayed2 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %decay : f32
    linalg.yield %r : f32
  }
  linalg.add ins(%g1, %decayed1 : memref<12x15xf32>, memref<12x15xf32>) outs(%gradient1 : memref<12x15xf32>)
  linalg.add ins(%g2, %decayed2 : memref<12x15xf32>, memref<12x15xf32>) outs(%gradient2 : memref<12x15xf32>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%v1 : memref<12x15xf32>) outs(%v1 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %momentum : f32
    linalg.yield %r : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%v2 : memref<12x15xf32>) outs(%v2 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %momentum : f32
    linalg.yield %r : f32
  }
  linalg.add ins(%v1, %gradient1 : memref<12x15xf32>, memref<12x15xf32>) outs(%v1 : memref<12x15xf32>)
  linalg.add ins(%v2, %gradient2 : memref<12x15xf32>, memref<12x15xf32>) outs(%v2 : memref<12x15xf32>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%v1 : memref<12x15xf32>) outs(%step1 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %rate : f32
    linalg.yield %r : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%v2 : memref<12x15xf32>) outs(%step2 : memref<12x15xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %rate : f32
    linalg.yield %r : f32
  }
  linalg.sub ins(%p1, %step1 : memref<12x15xf32>, memref<12x15xf32>) outs(%p1 : memref<12x15xf32>)
  linalg.sub ins(%p2, %step2 : memref<12x15xf32>, memref<12x15xf32>) outs(%p2 : memref<12x15xf32>)
  memref.dealloc %decayed1 : memref<12x15xf32>
  memref.dealloc %decayed2 : memref<12x15xf32>
  memref.dealloc %gradient1 : memref<12x15xf32>
  memref.dealloc %gradient2 : memref<12x15xf32>
  memref.dealloc %step1 : memref<12x15xf32>
  memref.dealloc %step2 : memref<12x15xf32>
  return
}
