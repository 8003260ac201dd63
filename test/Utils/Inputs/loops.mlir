// A nest of each kind.
func.func @loops(%a: memref<?x16xf32>, %b: memref<?x16xf32>, %s: memref<f32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %n = memref.dim %a, %c0 : memref<?x16xf32>
  affine.for %i = 0 to %n {
    affine.for %j = 0 to 16 {
      %v = affine.load %a[%i, %j] : memref<?x16xf32>
      affine.store %v, %b[%i, %j] : memref<?x16xf32>
    }
  }
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %r = scf.parallel (%j) = (%c0) to (%c16) step (%c1) init (%zero) -> f32 {
      %v = memref.load %a[%i, %j] : memref<?x16xf32>
      scf.reduce(%v : f32) {
      ^bb0(%x: f32, %y: f32):
        %t = arith.addf %x, %y : f32
        scf.reduce.return %t : f32
      }
    }
    memref.store %r, %b[%i, %c0] : memref<?x16xf32>
    scf.reduce
  }
  %sum = affine.for %i = 0 to 16 iter_args(%acc = %zero) -> (f32) {
    %v = affine.load %a[0, %i] : memref<?x16xf32>
    %t = arith.addf %acc, %v : f32
    affine.yield %t : f32
  }
  memref.store %sum, %s[] : memref<f32>
  return
}
