// A reduction over a block, by an operation and by a region; a subgroup operation.
func.func @f(%a: memref<64xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%bx = %c64, %by = %c1, %bz = %c1) {
    %v = memref.load %a[%i] : memref<64xf32>
    %sum = gpu.all_reduce add %v uniform {} : (f32) -> (f32)
    %most = gpu.all_reduce %sum uniform {
    ^bb(%l: f32, %r: f32):
      %m = arith.maximumf %l, %r : f32
      gpu.yield %m : f32
    } : (f32) -> (f32)
    %w = gpu.subgroup_reduce mul %most : (f32) -> (f32)
    memref.store %w, %a[%i] : memref<64xf32>
    gpu.terminator
  }
  return
}
