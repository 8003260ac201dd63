// A loop that cannot become a launch stays on the host and is reported: the
// outermost such loop, once.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches)' --remarks-filter=fuselage -o %t.mlir 2>%t.remarks
// RUN: FileCheck %s --implicit-check-not=remark: < %t.remarks
// RUN: FileCheck %s --check-prefix=LAUNCHES --implicit-check-not=gpu.launch < %t.mlir

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=prints {{.*}}"the loop prints", Suggestion="print after the loop
// LAUNCHES-LABEL: func.func @prints
func.func @prints(%a: memref<4x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    scf.parallel (%j) = (%c0) to (%c4) step (%c1) {
      %v = memref.load %a[%i, %j] : memref<4x4xf32>
      vector.print %v : f32
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// A loop inside of it may become a launch.

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=calls {{.*}}"the loop calls a function", Suggestion="inline it
// LAUNCHES-LABEL: func.func @calls
//       LAUNCHES:   scf.parallel
//       LAUNCHES:     gpu.launch
func.func private @tell(index)
func.func @calls(%a: memref<4x4xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    func.call @tell(%i) : (index) -> ()
    scf.parallel (%j) = (%c0) to (%c4) step (%c1) {
      memref.store %v, %a[%i, %j] : memref<4x4xf32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=aliases {{.*}}"two of its memrefs may share memory, {{.*}}llvm.noalias
// LAUNCHES-LABEL: func.func @aliases
func.func @aliases(%a: memref<16xf32>, %b: memref<16xf32>) {
  affine.for %i = 0 to 16 {
    %v = affine.load %a[%i] : memref<16xf32>
    affine.store %v, %b[%i] : memref<16xf32>
  }
  return
}

// -----

// The rows of a stencil in place depend on each other, the elements of a row do not: the
// outer loop launches a kernel in each iteration.

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=ordered {{.*}}"its iterations have an order: one uses or overwrites an element that another one writes"
// LAUNCHES-LABEL: func.func @ordered
//       LAUNCHES:   affine.for
//       LAUNCHES:     gpu.launch
func.func @ordered(%a: memref<16x16xf32>) {
  affine.for %i = 1 to 16 {
    affine.for %j = 0 to 16 {
      %v = affine.load %a[%i - 1, %j] : memref<16x16xf32>
      affine.store %v, %a[%i, %j] : memref<16x16xf32>
    }
  }
  return
}

// -----

// Two iterations write one element. The bound is not known, and no two iterations that
// are 1024 apart have an element in common.

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=pairs {{.*}}"its iterations have an order: one uses or overwrites an element that another one writes"
// LAUNCHES-LABEL: func.func @pairs
func.func @pairs(%a: memref<?xindex> {llvm.noalias}, %n: index) {
  affine.for %i = 0 to %n {
    affine.store %i, %a[%i floordiv 2] : memref<?xindex>
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=result {{.*}}"the host uses its result", Suggestion="store the result
// LAUNCHES-LABEL: func.func @result
func.func @result(%a: memref<16xf32>) -> f32 {
  %zero = arith.constant 0.0 : f32
  %s = affine.for %i = 0 to 16 iter_args(%sum = %zero) -> (f32) {
    %v = affine.load %a[%i] : memref<16xf32>
    %n = arith.addf %sum, %v : f32
    affine.yield %n : f32
  }
  return %s : f32
}

// -----

// The result is stored, but the host overwrites memory before that.

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=result_after_a_write {{.*}}"the host uses its result"
// LAUNCHES-LABEL: func.func @result_after_a_write
func.func @result_after_a_write(%a: memref<16xf32>, %o: memref<f32>) {
  %zero = arith.constant 0.0 : f32
  %s = affine.for %i = 0 to 16 iter_args(%sum = %zero) -> (f32) {
    %v = affine.load %a[%i] : memref<16xf32>
    %n = arith.addf %sum, %v : f32
    affine.yield %n : f32
  }
  memref.store %zero, %o[] : memref<f32>
  memref.store %s, %o[] : memref<f32>
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=for {{.*}}"a loop of this kind has an order"
// LAUNCHES-LABEL: func.func @for
func.func @for(%a: memref<4x4xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c4 step %c1 {
      memref.store %v, %a[%i, %j] : memref<4x4xf32>
    }
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=too_many {{.*}}"it has more iterations than a grid has threads"
// LAUNCHES-LABEL: func.func @too_many
func.func @too_many(%a: memref<1xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 9223372036854775807 : index
  %one = arith.constant 1 : i64
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %old = memref.atomic_rmw addi %one, %a[%c0] : (i64, memref<1xi64>) -> i64
    scf.reduce
  }
  return
}

// -----

// An operation that is loops, and that nothing made loops of.

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=structured {{.*}}"no loop was made of it", Suggestion="lower it to scf.parallel before
// LAUNCHES-LABEL: func.func @structured
//       LAUNCHES:   linalg.softmax
func.func @structured(%a: memref<8x16xf32>, %b: memref<8x16xf32>) {
  linalg.softmax dimension(1) ins(%a : memref<8x16xf32>) outs(%b : memref<8x16xf32>)
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=tensors {{.*}}"the loop works on tensors", Suggestion="bufferize before"
// LAUNCHES-LABEL: func.func @tensors
func.func @tensors(%t: tensor<16xf32>, %a: memref<16xf32>) {
  affine.for %i = 0 to 16 {
    %v = tensor.extract %t[%i] : tensor<16xf32>
    affine.store %v, %a[%i] : memref<16xf32>
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=structured {{.*}}"the loop has an operation that is not a loop yet"
// LAUNCHES-LABEL: func.func @structured
func.func @structured(%a: memref<4x8xf32>, %v: f32) {
  affine.for %i = 0 to 4 {
    %row = memref.subview %a[%i, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<8xf32, strided<[1], offset: ?>>
    linalg.fill ins(%v : f32) outs(%row : memref<8xf32, strided<[1], offset: ?>>)
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=other_dialect {{.*}}"the loop has an operation that kernels cannot have"
// LAUNCHES-LABEL: func.func @other_dialect
func.func @other_dialect(%p: !llvm.ptr, %v: f32) {
  affine.for %i = 0 to 4 {
    llvm.store %v, %p : f32, !llvm.ptr
  }
  return
}

// -----

// A function that a kernel calls, by way of another one, is no code of the host.

// LAUNCHES-LABEL: func.func @inner
//       LAUNCHES:   scf.parallel
// LAUNCHES-LABEL: func.func @outer
// LAUNCHES-LABEL: func.func @host
//       LAUNCHES:   gpu.launch
func.func @inner(%a: memref<4xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    memref.store %v, %a[%i] : memref<4xf32>
    scf.reduce
  }
  return
}
func.func @outer(%a: memref<4xf32>, %v: f32) {
  call @inner(%a, %v) : (memref<4xf32>, f32) -> ()
  return
}
func.func @host(%a: memref<4xf32>, %v: f32) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @outer(%a, %v) : (memref<4xf32>, f32) -> ()
    gpu.terminator
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=unranked {{.*}}"the loop uses a memref without a rank", Suggestion="cast it to a rank before the loop"
// LAUNCHES-LABEL: func.func @unranked
func.func @unranked(%u: memref<*xf32>, %v: f32) {
  affine.parallel (%i) = (0) to (8) {
    %a = memref.cast %u : memref<*xf32> to memref<8xf32>
    affine.store %v, %a[%i] : memref<8xf32>
  }
  return
}

// -----

// CHECK: remark: [Missed] stays-on-host {{.*}}Function=assign {{.*}}"the loop gives the value of any one of its iterations"
// LAUNCHES-LABEL: func.func @assign
func.func @assign(%a: memref<8xf32>, %o: memref<f32>) {
  %s = affine.parallel (%i) = (0) to (8) reduce ("assign") -> f32 {
    %v = affine.load %a[%i] : memref<8xf32>
    affine.yield %v : f32
  }
  memref.store %s, %o[] : memref<f32>
  return
}

// -----

// Code of the device has no loops of the host.

// LAUNCHES-LABEL: gpu.func @kernel
//       LAUNCHES:   scf.parallel
gpu.module @kernels {
  gpu.func @kernel(%a: memref<4xf32>, %v: f32) kernel {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
      memref.store %v, %a[%i] : memref<4xf32>
      scf.reduce
    }
    gpu.return
  }
}

// -----

// Loops that do nothing are gone without a word, also where nothing else stands.

// LAUNCHES-LABEL: func.func @nothing
//   LAUNCHES-NOT:   affine
func.func @nothing(%a: memref<8xf32>) {
  affine.parallel (%i) = (0) to (4) {
  }
  affine.for %i = 0 to 8 {
    %v = affine.load %a[%i] : memref<8xf32>
  }
  return
}
