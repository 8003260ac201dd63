// Multiply-adds of f16 and bf16 are rounded once, with and without libdevice, and
// on chips that have no instruction for bf16. 9 * 29 = 261 and 7 * 37 = 259 lie in
// the middle of two bf16 numbers; what is added decides.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75' | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 libdevice=none opt-level=0' | FileCheck %s
// CHECK: [1.00098, 262, 260, 258, inf, -inf]

func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %h = memref.alloc() : memref<3xf16>
  %a = memref.alloc() : memref<5x3xbf16>
  %o = memref.alloc() : memref<6xf32>
  %h0 = arith.constant dense<[1.0009765625, 0.00048780441284179688, 1.0009765625]> : vector<3xf16>
  %b = arith.constant dense<[[9.0, 29.0, 1.0e-30], [9.0, 29.0, -1.0e-30], [7.0, 37.0, -1.0e-30], [3.0e38, 2.0, 1.0], [3.0e38, -2.0, 1.0]]> : vector<5x3xbf16>
  vector.transfer_write %h0, %h[%c0] {in_bounds = [true]} : vector<3xf16>, memref<3xf16>
  vector.transfer_write %b, %a[%c0, %c0] {in_bounds = [true, true]} : vector<5x3xbf16>, memref<5x3xbf16>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %k0 = arith.constant 0 : index
    %k1 = arith.constant 1 : index
    %k2 = arith.constant 2 : index
    %k5 = arith.constant 5 : index
    %x = memref.load %h[%k0] : memref<3xf16>
    %y = memref.load %h[%k1] : memref<3xf16>
    %z = memref.load %h[%k2] : memref<3xf16>
    %r = math.fma %x, %y, %z : f16
    %e = arith.extf %r : f16 to f32
    memref.store %e, %o[%k0] : memref<6xf32>
    scf.for %i = %k0 to %k5 step %k1 {
      %u = memref.load %a[%i, %k0] : memref<5x3xbf16>
      %v = memref.load %a[%i, %k1] : memref<5x3xbf16>
      %w = memref.load %a[%i, %k2] : memref<5x3xbf16>
      %p = vector.broadcast %u : bf16 to vector<2xbf16>
      %q = vector.broadcast %v : bf16 to vector<2xbf16>
      %s = vector.broadcast %w : bf16 to vector<2xbf16>
      %t = vector.fma %p, %q, %s : vector<2xbf16>
      %l = vector.extract %t[1] : bf16 from vector<2xbf16>
      %m = math.fma %u, %v, %w : bf16
      // Both ways are the same, or the result is 0.
      %same = arith.cmpf oeq, %l, %m : bf16
      %zero = arith.constant 0.0 : bf16
      %f = arith.select %same, %m, %zero : bf16
      %g = arith.extf %f : bf16 to f32
      %at = arith.addi %i, %k1 : index
      memref.store %g, %o[%at] : memref<6xf32>
    }
    gpu.terminator
  }
  %shown = memref.cast %o : memref<6xf32> to memref<*xf32>
  call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  return
}
