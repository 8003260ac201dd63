// Without libdevice, functions that upstream approximates well are expanded,
// with a warning that names them; those that are exact need none.

// RUN: %fuselage-opt %s -split-input-file -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx{libdevice=none},fuselage-print-ptx)' 2>%t.err \
// RUN:   | FileCheck %s --implicit-check-not=.extern --implicit-check-not=call
// RUN: FileCheck %s --check-prefix=WARN --implicit-check-not=warning --input-file=%t.err

// CHECK: .visible .entry approximated(
// CHECK: ret;
// WARN: [[@LINE+5]]:10: warning: math.acos, math.asin, math.atan, math.atan2, math.cbrt, math.cos, math.erf, math.erfc, math.exp, math.exp2, math.expm1, math.log, math.log10, math.log1p, math.log2, math.rsqrt, math.sin, math.sincos, math.tanh: expanded into approximations, because libdevice is switched off (libdevice=none)
gpu.module @approximated {
  gpu.func @approximated(%p: memref<f32>) kernel {
    %a = memref.load %p[] : memref<f32>
    %0 = math.tanh %a : f32
    %1 = math.acos %0 : f32
    %2 = math.asin %1 : f32
    %3 = math.atan %2 : f32
    %4 = math.atan2 %3, %a : f32
    %5 = math.cbrt %4 : f32
    %6 = math.cos %5 : f32
    %7 = math.erf %6 : f32
    %8 = math.erfc %7 : f32
    %9 = math.exp %8 : f32
    %10 = math.exp2 %9 : f32
    %11 = math.expm1 %10 : f32
    %12 = math.log %11 : f32
    %13 = math.log10 %12 : f32
    %14 = math.log1p %13 : f32
    %15 = math.log2 %14 : f32
    %16 = math.rsqrt %15 : f32
    %17 = math.sin %16 : f32
    %18, %19 = math.sincos %17 : f32
    %20 = arith.addf %18, %19 : f32
    memref.store %20, %p[] : memref<f32>
    gpu.return
  }
}

// -----

// CHECK: .visible .entry exact(
// CHECK-DAG: sqrt.rn.f32
// CHECK-DAG: cvt.rmi.f32.f32
// CHECK-DAG: cvt.rpi.f32.f32
// CHECK-DAG: cvt.rzi.f32.f32
// CHECK-DAG: cvt.rni.f32.f32
// CHECK-DAG: abs.f32
// CHECK-DAG: copysign.f32
// CHECK-DAG: fma.rn.f32
// CHECK: ret;
gpu.module @exact {
  gpu.func @exact(%p: memref<f32>, %q: memref<i32>, %h: memref<f16>,
                  %v: memref<vector<2x2xf32>>) kernel {
    %a = memref.load %p[] : memref<f32>
    %0 = math.sqrt %a : f32
    %1 = math.floor %0 : f32
    %2 = math.ceil %a : f32
    %3 = math.trunc %a : f32
    %4 = math.roundeven %a : f32
    %5 = math.absf %a : f32
    %6 = math.copysign %5, %1 : f32
    %7 = math.fma %6, %2, %3 : f32
    %8 = math.round %7 : f32
    %9 = arith.addf %4, %8 : f32
    memref.store %9, %p[] : memref<f32>
    %i = memref.load %q[] : memref<i32>
    %j = math.absi %i : i32
    %nan = math.isnan %a : f32
    %inf = math.isinf %a : f32
    %fin = math.isfinite %a : f32
    %nor = math.isnormal %a : f32
    %s = arith.select %nan, %i, %j : i32
    %t = arith.select %inf, %i, %s : i32
    %u = arith.select %fin, %j, %t : i32
    %w = arith.select %nor, %t, %u : i32
    memref.store %w, %q[] : memref<i32>
    %ha = memref.load %h[] : memref<f16>
    %hb = math.sqrt %ha : f16
    memref.store %hb, %h[] : memref<f16>
    %va = memref.load %v[] : memref<vector<2x2xf32>>
    %vb = math.absf %va : vector<2x2xf32>
    memref.store %vb, %v[] : memref<vector<2x2xf32>>
    gpu.return
  }
}

// -----

// Small floats of any shape are computed in f32, by the same expansions.
// CHECK: .visible .entry small(
// CHECK: ret;
// WARN: [[@LINE+7]]:10: warning: math.atan2, math.cbrt, math.cos, math.fpowi, math.sincos: expanded into approximations
gpu.module @small {
  gpu.func @small(%p: memref<4xvector<4xf16>>, %q: memref<vector<2x3xbf16>>, %r: memref<f16>) kernel {
    %c0 = arith.constant 0 : index
    %n = arith.constant -2 : i32
    %a = memref.load %p[%c0] : memref<4xvector<4xf16>>
    %b = math.cos %a : vector<4xf16>
    %c = math.atan2 %b, %a : vector<4xf16>
    memref.store %c, %p[%c0] : memref<4xvector<4xf16>>
    %d = memref.load %q[] : memref<vector<2x3xbf16>>
    %e = math.cbrt %d : vector<2x3xbf16>
    memref.store %e, %q[] : memref<vector<2x3xbf16>>
    %f = memref.load %r[] : memref<f16>
    %g = math.fpowi %f, %n : f16, i32
    %s, %t = math.sincos %g : f16
    %u = arith.addf %s, %t : f16
    memref.store %u, %r[] : memref<f16>
    gpu.return
  }
}
