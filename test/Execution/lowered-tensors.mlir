// The way from tensors to launches, with the operations that need a pass of their own.
// What the launches compute is compared with the same program lowered to loops of the
// host; and the route as a whole makes as many launches.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-drop-quantized-types,func.func(tosa-to-scf,tosa-to-linalg-named,tosa-to-linalg,tosa-to-arith{include-apply-rescale=true},tosa-to-tensor,convert-elementwise-to-linalg),one-shot-bufferize{bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map allow-return-allocs-from-loops})' -o %t.mlir
// RUN: %test-exec %t.mlir --split-input-file --pipeline='builtin.module(canonicalize,cse,fuselage-structured-ops-to-launches,func.func(convert-linalg-to-parallel-loops),fuselage-loops-to-launches,fuselage-fuse-launches)' | FileCheck %s
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-lower-to-launches)' --remarks-filter=fuselage -o %t.launches.mlir 2>%t.remarks
// RUN: FileCheck %s --check-prefix=LAUNCHES < %t.launches.mlir
// RUN: FileCheck %s --check-prefix=HOST --implicit-check-not=remark: < %t.remarks

// Rank 0: one item.

// CHECK: ok: launches 0 -> 1,
// LAUNCHES-LABEL: func.func @rank_0
// LAUNCHES-COUNT-2: gpu.launch blocks
func.func @rank_0(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %a = tosa.add %x, %y : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %b = tosa.exp %a : (tensor<f32>) -> tensor<f32>
  return %b : tensor<f32>
}

// -----

// CHECK: ok: launches 0 -> 1,
// LAUNCHES-LABEL: func.func @rescale
// LAUNCHES-COUNT-1: gpu.launch blocks
func.func @rescale(%x: tensor<4x8xi32>) -> tensor<4x8xi8> {
  %m = "tosa.const"() <{values = dense<1431655765> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<33> : tensor<1xi8>}> : () -> tensor<1xi8>
  %iz = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %oz = "tosa.const"() <{values = dense<-3> : tensor<1xi8>}> : () -> tensor<1xi8>
  %r = tosa.rescale %x, %m, %s, %iz, %oz {input_unsigned = false, output_unsigned = false, per_channel = false, rounding_mode = DOUBLE_ROUND, scale32 = true} : (tensor<4x8xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<4x8xi8>
  return %r : tensor<4x8xi8>
}

// -----

// A condition of the host: launches in both branches.

// CHECK: ok: launches 0 -> 1,
// LAUNCHES-LABEL: func.func @cond_if
//       LAUNCHES:   scf.if
//       LAUNCHES:     gpu.launch blocks
//       LAUNCHES:   else
//       LAUNCHES:     gpu.launch blocks
func.func @cond_if(%c: tensor<i1>, %x: tensor<8xf32>) -> tensor<8xf32> {
  %r = tosa.cond_if %c : tensor<i1> -> tensor<8xf32> {
    %e = tosa.exp %x : (tensor<8xf32>) -> tensor<8xf32>
    tosa.yield %e : tensor<8xf32>
  } else {
    %e = tosa.tanh %x : (tensor<8xf32>) -> tensor<8xf32>
    tosa.yield %e : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

// Operations of math and arith on tensors.

// CHECK: ok: launches 0 -> 1,
// LAUNCHES-LABEL: func.func @elementwise
// LAUNCHES-COUNT-2: gpu.launch blocks
func.func @elementwise(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.cos %a : tensor<4x8xf32>
  %1 = arith.mulf %0, %a : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// -----

// Full reductions.

// CHECK: ok: launches 0 -> 1,
// LAUNCHES-LABEL: func.func @dot
// LAUNCHES: gpu.launch blocks
func.func @dot(%x: tensor<100xi32>, %y: tensor<100xi32>) -> (tensor<i32>, tensor<i32>) {
  %e = tensor.empty() : tensor<i32>
  %c0 = arith.constant 0 : i32
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<i32>) -> tensor<i32>
  %d = linalg.dot ins(%x, %y : tensor<100xi32>, tensor<100xi32>) outs(%z : tensor<i32>) -> tensor<i32>
  %s = linalg.reduce ins(%x : tensor<100xi32>) outs(%z : tensor<i32>) dimensions = [0]
    (%a: i32, %b: i32) {
      %t = arith.addi %a, %b : i32
      linalg.yield %t : i32
    }
  return %d, %s : tensor<i32>, tensor<i32>
}

// -----

// A tensor in a loop of the host, which stays one and is named.

// CHECK: ok: launches 0 -> 3,
// HOST: remark: [Missed] stays-on-host {{.*}}Function=loop {{.*}}"a loop of this kind has an order"
// LAUNCHES-LABEL: func.func @loop
//       LAUNCHES:   scf.for
//       LAUNCHES:     gpu.launch blocks
func.func @loop(%x: tensor<100xf32>) -> tensor<100xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%t = %x) -> (tensor<100xf32>) {
    %a = tosa.tanh %t : (tensor<100xf32>) -> tensor<100xf32>
    scf.yield %a : tensor<100xf32>
  }
  return %r : tensor<100xf32>
}

// -----

// A function of the module is called.

// CHECK: ok: launches 0 -> 2,
// LAUNCHES-LABEL: func.func @caller
// LAUNCHES-NOT:   call
// LAUNCHES-COUNT-2: gpu.launch blocks
func.func private @callee(%x: tensor<100xf32>) -> tensor<100xf32> {
  %a = tosa.tanh %x : (tensor<100xf32>) -> tensor<100xf32>
  return %a : tensor<100xf32>
}
func.func @caller(%x: tensor<100xf32>) -> tensor<100xf32> {
  %a = call @callee(%x) : (tensor<100xf32>) -> tensor<100xf32>
  %b = call @callee(%a) : (tensor<100xf32>) -> tensor<100xf32>
  return %b : tensor<100xf32>
}

// -----

// Rows that are gathered under an assertion.

// LAUNCHES-LABEL: func.func @gather
// LAUNCHES-COUNT-2: gpu.launch blocks
func.func @gather(%t: tensor<100x16xf32>, %ix: tensor<?xi64> {fuselage.test.range = array<i64: 0, 100>}) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %ix, %c0 : tensor<?xi64>
  %l = arith.constant 100 : i64
  %e = tensor.empty(%n) : tensor<?x16xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%ix : tensor<?xi64>) outs(%e : tensor<?x16xf32>) {
  ^bb0(%i: i64, %o: f32):
    %ok = arith.cmpi slt, %i, %l : i64
    cf.assert %ok, "index must be smaller than dim size"
    %k = arith.index_cast %i : i64 to index
    %j = linalg.index 1 : index
    %v = tensor.extract %t[%k, %j] : tensor<100x16xf32>
    linalg.yield %v : f32
  } -> tensor<?x16xf32>
  %s = linalg.exp ins(%r : tensor<?x16xf32>) outs(%e : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %s : tensor<?x16xf32>
}

// -----

// Quantized tensors are integers.

// LAUNCHES-LABEL: func.func @quantized
//  LAUNCHES-SAME:   memref<4x8xi8
// LAUNCHES-COUNT-1: gpu.launch blocks
//   LAUNCHES-NOT:   quant
func.func @quantized(%x: tensor<4x8x!quant.uniform<i8:f32, 0.1:5>>) -> tensor<4x8x!quant.uniform<i8:f32, 0.1:5>> {
  %m = "tosa.const"() <{values = dense<1431655765> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<33> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<5> : tensor<1xi8>}> : () -> tensor<1xi8>
  %r = tosa.rescale %x, %m, %s, %z, %z {input_unsigned = false, output_unsigned = false, per_channel = false, rounding_mode = SINGLE_ROUND, scale32 = true} : (tensor<4x8x!quant.uniform<i8:f32, 0.1:5>>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<4x8x!quant.uniform<i8:f32, 0.1:5>>
  return %r : tensor<4x8x!quant.uniform<i8:f32, 0.1:5>>
}
