// out = sigmoid(tanh(y) * y + r) with y = x * s + b; s and b are rows.
func.func @tail(%x: memref<64x256xf32>, %r: memref<64x256xf32>,
                %s: memref<1x256xf32>, %b: memref<1x256xf32>,
                %out: memref<64x256xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c256 = arith.constant 256 : index
  gpu.launch blocks(%i, %j, %k) in (%gx = %c64, %gy = %c256, %gz = %c1)
             threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %c0 = arith.constant 0 : index
    %one = arith.constant 1.0 : f32
    %xv = memref.load %x[%i, %j] : memref<64x256xf32>
    %sv = memref.load %s[%c0, %j] : memref<1x256xf32>
    %bv = memref.load %b[%c0, %j] : memref<1x256xf32>
    %scaled = arith.mulf %xv, %sv : f32
    %y = arith.addf %scaled, %bv : f32
    %t = math.tanh %y : f32
    %g = arith.mulf %t, %y : f32
    %rv = memref.load %r[%i, %j] : memref<64x256xf32>
    %h = arith.addf %g, %rv : f32
    %n = arith.negf %h : f32
    %e = math.exp %n : f32
    %d = arith.addf %e, %one : f32
    %q = arith.divf %one, %d : f32
    memref.store %q, %out[%i, %j] : memref<64x256xf32>
    gpu.terminator
  }
  return
}
