// Registers and private memory that a thread may have.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks

// In blocks of unknown size a thread may have no more than 64 registers.

// CHECK-LABEL: func.func @many_registers(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=many_registers |
func.func @many_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %T = memref.alloc() : memref<40x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<40x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<40x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<40x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<40x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<40x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<40x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<40x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<40x256xf32>
    %k8 = arith.constant 8 : index
    %m8 = arith.mulf %v, %v : f32
    memref.store %m8, %T[%k8, %x] : memref<40x256xf32>
    %k9 = arith.constant 9 : index
    %m9 = arith.mulf %v, %v : f32
    memref.store %m9, %T[%k9, %x] : memref<40x256xf32>
    %k10 = arith.constant 10 : index
    %m10 = arith.mulf %v, %v : f32
    memref.store %m10, %T[%k10, %x] : memref<40x256xf32>
    %k11 = arith.constant 11 : index
    %m11 = arith.mulf %v, %v : f32
    memref.store %m11, %T[%k11, %x] : memref<40x256xf32>
    %k12 = arith.constant 12 : index
    %m12 = arith.mulf %v, %v : f32
    memref.store %m12, %T[%k12, %x] : memref<40x256xf32>
    %k13 = arith.constant 13 : index
    %m13 = arith.mulf %v, %v : f32
    memref.store %m13, %T[%k13, %x] : memref<40x256xf32>
    %k14 = arith.constant 14 : index
    %m14 = arith.mulf %v, %v : f32
    memref.store %m14, %T[%k14, %x] : memref<40x256xf32>
    %k15 = arith.constant 15 : index
    %m15 = arith.mulf %v, %v : f32
    memref.store %m15, %T[%k15, %x] : memref<40x256xf32>
    %k16 = arith.constant 16 : index
    %m16 = arith.mulf %v, %v : f32
    memref.store %m16, %T[%k16, %x] : memref<40x256xf32>
    %k17 = arith.constant 17 : index
    %m17 = arith.mulf %v, %v : f32
    memref.store %m17, %T[%k17, %x] : memref<40x256xf32>
    %k18 = arith.constant 18 : index
    %m18 = arith.mulf %v, %v : f32
    memref.store %m18, %T[%k18, %x] : memref<40x256xf32>
    %k19 = arith.constant 19 : index
    %m19 = arith.mulf %v, %v : f32
    memref.store %m19, %T[%k19, %x] : memref<40x256xf32>
    %k20 = arith.constant 20 : index
    %m20 = arith.mulf %v, %v : f32
    memref.store %m20, %T[%k20, %x] : memref<40x256xf32>
    %k21 = arith.constant 21 : index
    %m21 = arith.mulf %v, %v : f32
    memref.store %m21, %T[%k21, %x] : memref<40x256xf32>
    %k22 = arith.constant 22 : index
    %m22 = arith.mulf %v, %v : f32
    memref.store %m22, %T[%k22, %x] : memref<40x256xf32>
    %k23 = arith.constant 23 : index
    %m23 = arith.mulf %v, %v : f32
    memref.store %m23, %T[%k23, %x] : memref<40x256xf32>
    %k24 = arith.constant 24 : index
    %m24 = arith.mulf %v, %v : f32
    memref.store %m24, %T[%k24, %x] : memref<40x256xf32>
    %k25 = arith.constant 25 : index
    %m25 = arith.mulf %v, %v : f32
    memref.store %m25, %T[%k25, %x] : memref<40x256xf32>
    %k26 = arith.constant 26 : index
    %m26 = arith.mulf %v, %v : f32
    memref.store %m26, %T[%k26, %x] : memref<40x256xf32>
    %k27 = arith.constant 27 : index
    %m27 = arith.mulf %v, %v : f32
    memref.store %m27, %T[%k27, %x] : memref<40x256xf32>
    %k28 = arith.constant 28 : index
    %m28 = arith.mulf %v, %v : f32
    memref.store %m28, %T[%k28, %x] : memref<40x256xf32>
    %k29 = arith.constant 29 : index
    %m29 = arith.mulf %v, %v : f32
    memref.store %m29, %T[%k29, %x] : memref<40x256xf32>
    %k30 = arith.constant 30 : index
    %m30 = arith.mulf %v, %v : f32
    memref.store %m30, %T[%k30, %x] : memref<40x256xf32>
    %k31 = arith.constant 31 : index
    %m31 = arith.mulf %v, %v : f32
    memref.store %m31, %T[%k31, %x] : memref<40x256xf32>
    %k32 = arith.constant 32 : index
    %m32 = arith.mulf %v, %v : f32
    memref.store %m32, %T[%k32, %x] : memref<40x256xf32>
    %k33 = arith.constant 33 : index
    %m33 = arith.mulf %v, %v : f32
    memref.store %m33, %T[%k33, %x] : memref<40x256xf32>
    %k34 = arith.constant 34 : index
    %m34 = arith.mulf %v, %v : f32
    memref.store %m34, %T[%k34, %x] : memref<40x256xf32>
    %k35 = arith.constant 35 : index
    %m35 = arith.mulf %v, %v : f32
    memref.store %m35, %T[%k35, %x] : memref<40x256xf32>
    %k36 = arith.constant 36 : index
    %m36 = arith.mulf %v, %v : f32
    memref.store %m36, %T[%k36, %x] : memref<40x256xf32>
    %k37 = arith.constant 37 : index
    %m37 = arith.mulf %v, %v : f32
    memref.store %m37, %T[%k37, %x] : memref<40x256xf32>
    %k38 = arith.constant 38 : index
    %m38 = arith.mulf %v, %v : f32
    memref.store %m38, %T[%k38, %x] : memref<40x256xf32>
    %k39 = arith.constant 39 : index
    %m39 = arith.mulf %v, %v : f32
    memref.store %m39, %T[%k39, %x] : memref<40x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<40x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<40x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<40x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<40x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<40x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<40x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<40x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<40x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    %k8 = arith.constant 8 : index
    %l8 = memref.load %T[%k8, %x] : memref<40x256xf32>
    %s8 = arith.addf %l8, %s7 : f32
    %k9 = arith.constant 9 : index
    %l9 = memref.load %T[%k9, %x] : memref<40x256xf32>
    %s9 = arith.addf %l9, %s8 : f32
    %k10 = arith.constant 10 : index
    %l10 = memref.load %T[%k10, %x] : memref<40x256xf32>
    %s10 = arith.addf %l10, %s9 : f32
    %k11 = arith.constant 11 : index
    %l11 = memref.load %T[%k11, %x] : memref<40x256xf32>
    %s11 = arith.addf %l11, %s10 : f32
    %k12 = arith.constant 12 : index
    %l12 = memref.load %T[%k12, %x] : memref<40x256xf32>
    %s12 = arith.addf %l12, %s11 : f32
    %k13 = arith.constant 13 : index
    %l13 = memref.load %T[%k13, %x] : memref<40x256xf32>
    %s13 = arith.addf %l13, %s12 : f32
    %k14 = arith.constant 14 : index
    %l14 = memref.load %T[%k14, %x] : memref<40x256xf32>
    %s14 = arith.addf %l14, %s13 : f32
    %k15 = arith.constant 15 : index
    %l15 = memref.load %T[%k15, %x] : memref<40x256xf32>
    %s15 = arith.addf %l15, %s14 : f32
    %k16 = arith.constant 16 : index
    %l16 = memref.load %T[%k16, %x] : memref<40x256xf32>
    %s16 = arith.addf %l16, %s15 : f32
    %k17 = arith.constant 17 : index
    %l17 = memref.load %T[%k17, %x] : memref<40x256xf32>
    %s17 = arith.addf %l17, %s16 : f32
    %k18 = arith.constant 18 : index
    %l18 = memref.load %T[%k18, %x] : memref<40x256xf32>
    %s18 = arith.addf %l18, %s17 : f32
    %k19 = arith.constant 19 : index
    %l19 = memref.load %T[%k19, %x] : memref<40x256xf32>
    %s19 = arith.addf %l19, %s18 : f32
    %k20 = arith.constant 20 : index
    %l20 = memref.load %T[%k20, %x] : memref<40x256xf32>
    %s20 = arith.addf %l20, %s19 : f32
    %k21 = arith.constant 21 : index
    %l21 = memref.load %T[%k21, %x] : memref<40x256xf32>
    %s21 = arith.addf %l21, %s20 : f32
    %k22 = arith.constant 22 : index
    %l22 = memref.load %T[%k22, %x] : memref<40x256xf32>
    %s22 = arith.addf %l22, %s21 : f32
    %k23 = arith.constant 23 : index
    %l23 = memref.load %T[%k23, %x] : memref<40x256xf32>
    %s23 = arith.addf %l23, %s22 : f32
    %k24 = arith.constant 24 : index
    %l24 = memref.load %T[%k24, %x] : memref<40x256xf32>
    %s24 = arith.addf %l24, %s23 : f32
    %k25 = arith.constant 25 : index
    %l25 = memref.load %T[%k25, %x] : memref<40x256xf32>
    %s25 = arith.addf %l25, %s24 : f32
    %k26 = arith.constant 26 : index
    %l26 = memref.load %T[%k26, %x] : memref<40x256xf32>
    %s26 = arith.addf %l26, %s25 : f32
    %k27 = arith.constant 27 : index
    %l27 = memref.load %T[%k27, %x] : memref<40x256xf32>
    %s27 = arith.addf %l27, %s26 : f32
    %k28 = arith.constant 28 : index
    %l28 = memref.load %T[%k28, %x] : memref<40x256xf32>
    %s28 = arith.addf %l28, %s27 : f32
    %k29 = arith.constant 29 : index
    %l29 = memref.load %T[%k29, %x] : memref<40x256xf32>
    %s29 = arith.addf %l29, %s28 : f32
    %k30 = arith.constant 30 : index
    %l30 = memref.load %T[%k30, %x] : memref<40x256xf32>
    %s30 = arith.addf %l30, %s29 : f32
    %k31 = arith.constant 31 : index
    %l31 = memref.load %T[%k31, %x] : memref<40x256xf32>
    %s31 = arith.addf %l31, %s30 : f32
    %k32 = arith.constant 32 : index
    %l32 = memref.load %T[%k32, %x] : memref<40x256xf32>
    %s32 = arith.addf %l32, %s31 : f32
    %k33 = arith.constant 33 : index
    %l33 = memref.load %T[%k33, %x] : memref<40x256xf32>
    %s33 = arith.addf %l33, %s32 : f32
    %k34 = arith.constant 34 : index
    %l34 = memref.load %T[%k34, %x] : memref<40x256xf32>
    %s34 = arith.addf %l34, %s33 : f32
    %k35 = arith.constant 35 : index
    %l35 = memref.load %T[%k35, %x] : memref<40x256xf32>
    %s35 = arith.addf %l35, %s34 : f32
    %k36 = arith.constant 36 : index
    %l36 = memref.load %T[%k36, %x] : memref<40x256xf32>
    %s36 = arith.addf %l36, %s35 : f32
    %k37 = arith.constant 37 : index
    %l37 = memref.load %T[%k37, %x] : memref<40x256xf32>
    %s37 = arith.addf %l37, %s36 : f32
    %k38 = arith.constant 38 : index
    %l38 = memref.load %T[%k38, %x] : memref<40x256xf32>
    %s38 = arith.addf %l38, %s37 : f32
    %k39 = arith.constant 39 : index
    %l39 = memref.load %T[%k39, %x] : memref<40x256xf32>
    %s39 = arith.addf %l39, %s38 : f32
    memref.store %s39, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<40x256xf32>
  return
}

// -----

// In blocks of known size it may have more, and the compiler knows how many.

// CHECK-LABEL: func.func @known_registers(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @known_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %T = memref.alloc() : memref<40x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<40x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<40x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<40x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<40x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<40x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<40x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<40x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<40x256xf32>
    %k8 = arith.constant 8 : index
    %m8 = arith.mulf %v, %v : f32
    memref.store %m8, %T[%k8, %x] : memref<40x256xf32>
    %k9 = arith.constant 9 : index
    %m9 = arith.mulf %v, %v : f32
    memref.store %m9, %T[%k9, %x] : memref<40x256xf32>
    %k10 = arith.constant 10 : index
    %m10 = arith.mulf %v, %v : f32
    memref.store %m10, %T[%k10, %x] : memref<40x256xf32>
    %k11 = arith.constant 11 : index
    %m11 = arith.mulf %v, %v : f32
    memref.store %m11, %T[%k11, %x] : memref<40x256xf32>
    %k12 = arith.constant 12 : index
    %m12 = arith.mulf %v, %v : f32
    memref.store %m12, %T[%k12, %x] : memref<40x256xf32>
    %k13 = arith.constant 13 : index
    %m13 = arith.mulf %v, %v : f32
    memref.store %m13, %T[%k13, %x] : memref<40x256xf32>
    %k14 = arith.constant 14 : index
    %m14 = arith.mulf %v, %v : f32
    memref.store %m14, %T[%k14, %x] : memref<40x256xf32>
    %k15 = arith.constant 15 : index
    %m15 = arith.mulf %v, %v : f32
    memref.store %m15, %T[%k15, %x] : memref<40x256xf32>
    %k16 = arith.constant 16 : index
    %m16 = arith.mulf %v, %v : f32
    memref.store %m16, %T[%k16, %x] : memref<40x256xf32>
    %k17 = arith.constant 17 : index
    %m17 = arith.mulf %v, %v : f32
    memref.store %m17, %T[%k17, %x] : memref<40x256xf32>
    %k18 = arith.constant 18 : index
    %m18 = arith.mulf %v, %v : f32
    memref.store %m18, %T[%k18, %x] : memref<40x256xf32>
    %k19 = arith.constant 19 : index
    %m19 = arith.mulf %v, %v : f32
    memref.store %m19, %T[%k19, %x] : memref<40x256xf32>
    %k20 = arith.constant 20 : index
    %m20 = arith.mulf %v, %v : f32
    memref.store %m20, %T[%k20, %x] : memref<40x256xf32>
    %k21 = arith.constant 21 : index
    %m21 = arith.mulf %v, %v : f32
    memref.store %m21, %T[%k21, %x] : memref<40x256xf32>
    %k22 = arith.constant 22 : index
    %m22 = arith.mulf %v, %v : f32
    memref.store %m22, %T[%k22, %x] : memref<40x256xf32>
    %k23 = arith.constant 23 : index
    %m23 = arith.mulf %v, %v : f32
    memref.store %m23, %T[%k23, %x] : memref<40x256xf32>
    %k24 = arith.constant 24 : index
    %m24 = arith.mulf %v, %v : f32
    memref.store %m24, %T[%k24, %x] : memref<40x256xf32>
    %k25 = arith.constant 25 : index
    %m25 = arith.mulf %v, %v : f32
    memref.store %m25, %T[%k25, %x] : memref<40x256xf32>
    %k26 = arith.constant 26 : index
    %m26 = arith.mulf %v, %v : f32
    memref.store %m26, %T[%k26, %x] : memref<40x256xf32>
    %k27 = arith.constant 27 : index
    %m27 = arith.mulf %v, %v : f32
    memref.store %m27, %T[%k27, %x] : memref<40x256xf32>
    %k28 = arith.constant 28 : index
    %m28 = arith.mulf %v, %v : f32
    memref.store %m28, %T[%k28, %x] : memref<40x256xf32>
    %k29 = arith.constant 29 : index
    %m29 = arith.mulf %v, %v : f32
    memref.store %m29, %T[%k29, %x] : memref<40x256xf32>
    %k30 = arith.constant 30 : index
    %m30 = arith.mulf %v, %v : f32
    memref.store %m30, %T[%k30, %x] : memref<40x256xf32>
    %k31 = arith.constant 31 : index
    %m31 = arith.mulf %v, %v : f32
    memref.store %m31, %T[%k31, %x] : memref<40x256xf32>
    %k32 = arith.constant 32 : index
    %m32 = arith.mulf %v, %v : f32
    memref.store %m32, %T[%k32, %x] : memref<40x256xf32>
    %k33 = arith.constant 33 : index
    %m33 = arith.mulf %v, %v : f32
    memref.store %m33, %T[%k33, %x] : memref<40x256xf32>
    %k34 = arith.constant 34 : index
    %m34 = arith.mulf %v, %v : f32
    memref.store %m34, %T[%k34, %x] : memref<40x256xf32>
    %k35 = arith.constant 35 : index
    %m35 = arith.mulf %v, %v : f32
    memref.store %m35, %T[%k35, %x] : memref<40x256xf32>
    %k36 = arith.constant 36 : index
    %m36 = arith.mulf %v, %v : f32
    memref.store %m36, %T[%k36, %x] : memref<40x256xf32>
    %k37 = arith.constant 37 : index
    %m37 = arith.mulf %v, %v : f32
    memref.store %m37, %T[%k37, %x] : memref<40x256xf32>
    %k38 = arith.constant 38 : index
    %m38 = arith.mulf %v, %v : f32
    memref.store %m38, %T[%k38, %x] : memref<40x256xf32>
    %k39 = arith.constant 39 : index
    %m39 = arith.mulf %v, %v : f32
    memref.store %m39, %T[%k39, %x] : memref<40x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<40x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<40x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<40x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<40x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<40x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<40x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<40x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<40x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    %k8 = arith.constant 8 : index
    %l8 = memref.load %T[%k8, %x] : memref<40x256xf32>
    %s8 = arith.addf %l8, %s7 : f32
    %k9 = arith.constant 9 : index
    %l9 = memref.load %T[%k9, %x] : memref<40x256xf32>
    %s9 = arith.addf %l9, %s8 : f32
    %k10 = arith.constant 10 : index
    %l10 = memref.load %T[%k10, %x] : memref<40x256xf32>
    %s10 = arith.addf %l10, %s9 : f32
    %k11 = arith.constant 11 : index
    %l11 = memref.load %T[%k11, %x] : memref<40x256xf32>
    %s11 = arith.addf %l11, %s10 : f32
    %k12 = arith.constant 12 : index
    %l12 = memref.load %T[%k12, %x] : memref<40x256xf32>
    %s12 = arith.addf %l12, %s11 : f32
    %k13 = arith.constant 13 : index
    %l13 = memref.load %T[%k13, %x] : memref<40x256xf32>
    %s13 = arith.addf %l13, %s12 : f32
    %k14 = arith.constant 14 : index
    %l14 = memref.load %T[%k14, %x] : memref<40x256xf32>
    %s14 = arith.addf %l14, %s13 : f32
    %k15 = arith.constant 15 : index
    %l15 = memref.load %T[%k15, %x] : memref<40x256xf32>
    %s15 = arith.addf %l15, %s14 : f32
    %k16 = arith.constant 16 : index
    %l16 = memref.load %T[%k16, %x] : memref<40x256xf32>
    %s16 = arith.addf %l16, %s15 : f32
    %k17 = arith.constant 17 : index
    %l17 = memref.load %T[%k17, %x] : memref<40x256xf32>
    %s17 = arith.addf %l17, %s16 : f32
    %k18 = arith.constant 18 : index
    %l18 = memref.load %T[%k18, %x] : memref<40x256xf32>
    %s18 = arith.addf %l18, %s17 : f32
    %k19 = arith.constant 19 : index
    %l19 = memref.load %T[%k19, %x] : memref<40x256xf32>
    %s19 = arith.addf %l19, %s18 : f32
    %k20 = arith.constant 20 : index
    %l20 = memref.load %T[%k20, %x] : memref<40x256xf32>
    %s20 = arith.addf %l20, %s19 : f32
    %k21 = arith.constant 21 : index
    %l21 = memref.load %T[%k21, %x] : memref<40x256xf32>
    %s21 = arith.addf %l21, %s20 : f32
    %k22 = arith.constant 22 : index
    %l22 = memref.load %T[%k22, %x] : memref<40x256xf32>
    %s22 = arith.addf %l22, %s21 : f32
    %k23 = arith.constant 23 : index
    %l23 = memref.load %T[%k23, %x] : memref<40x256xf32>
    %s23 = arith.addf %l23, %s22 : f32
    %k24 = arith.constant 24 : index
    %l24 = memref.load %T[%k24, %x] : memref<40x256xf32>
    %s24 = arith.addf %l24, %s23 : f32
    %k25 = arith.constant 25 : index
    %l25 = memref.load %T[%k25, %x] : memref<40x256xf32>
    %s25 = arith.addf %l25, %s24 : f32
    %k26 = arith.constant 26 : index
    %l26 = memref.load %T[%k26, %x] : memref<40x256xf32>
    %s26 = arith.addf %l26, %s25 : f32
    %k27 = arith.constant 27 : index
    %l27 = memref.load %T[%k27, %x] : memref<40x256xf32>
    %s27 = arith.addf %l27, %s26 : f32
    %k28 = arith.constant 28 : index
    %l28 = memref.load %T[%k28, %x] : memref<40x256xf32>
    %s28 = arith.addf %l28, %s27 : f32
    %k29 = arith.constant 29 : index
    %l29 = memref.load %T[%k29, %x] : memref<40x256xf32>
    %s29 = arith.addf %l29, %s28 : f32
    %k30 = arith.constant 30 : index
    %l30 = memref.load %T[%k30, %x] : memref<40x256xf32>
    %s30 = arith.addf %l30, %s29 : f32
    %k31 = arith.constant 31 : index
    %l31 = memref.load %T[%k31, %x] : memref<40x256xf32>
    %s31 = arith.addf %l31, %s30 : f32
    %k32 = arith.constant 32 : index
    %l32 = memref.load %T[%k32, %x] : memref<40x256xf32>
    %s32 = arith.addf %l32, %s31 : f32
    %k33 = arith.constant 33 : index
    %l33 = memref.load %T[%k33, %x] : memref<40x256xf32>
    %s33 = arith.addf %l33, %s32 : f32
    %k34 = arith.constant 34 : index
    %l34 = memref.load %T[%k34, %x] : memref<40x256xf32>
    %s34 = arith.addf %l34, %s33 : f32
    %k35 = arith.constant 35 : index
    %l35 = memref.load %T[%k35, %x] : memref<40x256xf32>
    %s35 = arith.addf %l35, %s34 : f32
    %k36 = arith.constant 36 : index
    %l36 = memref.load %T[%k36, %x] : memref<40x256xf32>
    %s36 = arith.addf %l36, %s35 : f32
    %k37 = arith.constant 37 : index
    %l37 = memref.load %T[%k37, %x] : memref<40x256xf32>
    %s37 = arith.addf %l37, %s36 : f32
    %k38 = arith.constant 38 : index
    %l38 = memref.load %T[%k38, %x] : memref<40x256xf32>
    %s38 = arith.addf %l38, %s37 : f32
    %k39 = arith.constant 39 : index
    %l39 = memref.load %T[%k39, %x] : memref<40x256xf32>
    %s39 = arith.addf %l39, %s38 : f32
    memref.store %s39, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<40x256xf32>
  return
}

// -----

// Few values are no matter.

// CHECK-LABEL: func.func @few_registers(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @few_registers(%A: memref<256xf32> {llvm.noalias}, %B: memref<256xf32> {llvm.noalias}, %n: index) {
  %c1 = arith.constant 1 : index
  %T = memref.alloc() : memref<8x256xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%x] : memref<256xf32>
    %k0 = arith.constant 0 : index
    %m0 = arith.mulf %v, %v : f32
    memref.store %m0, %T[%k0, %x] : memref<8x256xf32>
    %k1 = arith.constant 1 : index
    %m1 = arith.mulf %v, %v : f32
    memref.store %m1, %T[%k1, %x] : memref<8x256xf32>
    %k2 = arith.constant 2 : index
    %m2 = arith.mulf %v, %v : f32
    memref.store %m2, %T[%k2, %x] : memref<8x256xf32>
    %k3 = arith.constant 3 : index
    %m3 = arith.mulf %v, %v : f32
    memref.store %m3, %T[%k3, %x] : memref<8x256xf32>
    %k4 = arith.constant 4 : index
    %m4 = arith.mulf %v, %v : f32
    memref.store %m4, %T[%k4, %x] : memref<8x256xf32>
    %k5 = arith.constant 5 : index
    %m5 = arith.mulf %v, %v : f32
    memref.store %m5, %T[%k5, %x] : memref<8x256xf32>
    %k6 = arith.constant 6 : index
    %m6 = arith.mulf %v, %v : f32
    memref.store %m6, %T[%k6, %x] : memref<8x256xf32>
    %k7 = arith.constant 7 : index
    %m7 = arith.mulf %v, %v : f32
    memref.store %m7, %T[%k7, %x] : memref<8x256xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %k0 = arith.constant 0 : index
    %l0 = memref.load %T[%k0, %x] : memref<8x256xf32>
    %s0 = arith.addf %l0, %zero : f32
    %k1 = arith.constant 1 : index
    %l1 = memref.load %T[%k1, %x] : memref<8x256xf32>
    %s1 = arith.addf %l1, %s0 : f32
    %k2 = arith.constant 2 : index
    %l2 = memref.load %T[%k2, %x] : memref<8x256xf32>
    %s2 = arith.addf %l2, %s1 : f32
    %k3 = arith.constant 3 : index
    %l3 = memref.load %T[%k3, %x] : memref<8x256xf32>
    %s3 = arith.addf %l3, %s2 : f32
    %k4 = arith.constant 4 : index
    %l4 = memref.load %T[%k4, %x] : memref<8x256xf32>
    %s4 = arith.addf %l4, %s3 : f32
    %k5 = arith.constant 5 : index
    %l5 = memref.load %T[%k5, %x] : memref<8x256xf32>
    %s5 = arith.addf %l5, %s4 : f32
    %k6 = arith.constant 6 : index
    %l6 = memref.load %T[%k6, %x] : memref<8x256xf32>
    %s6 = arith.addf %l6, %s5 : f32
    %k7 = arith.constant 7 : index
    %l7 = memref.load %T[%k7, %x] : memref<8x256xf32>
    %s7 = arith.addf %l7, %s6 : f32
    memref.store %s7, %B[%x] : memref<256xf32>
    gpu.terminator
  }
  memref.dealloc %T : memref<8x256xf32>
  return
}

// -----

// A thread has 512 KiB of private memory.

// CHECK-LABEL: func.func @private_memory(
// CHECK-COUNT-2: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=private_memory |
func.func @private_memory(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<80000xf32, #gpu.address_space<private>>) {
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<80000xf32, #gpu.address_space<private>>) {
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<80000xf32, #gpu.address_space<private>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Half of 64,000 floats each fits.

// CHECK-LABEL: func.func @private_memory_fits(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @private_memory_fits(%A: memref<32xf32> {llvm.noalias}, %B: memref<32xf32> {llvm.noalias}, %C: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<64000xf32, #gpu.address_space<private>>) {
    %v = memref.load %A[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    memref.store %w, %B[%x] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1)
             private(%p : memref<64000xf32, #gpu.address_space<private>>) {
    %v = memref.load %B[%x] : memref<32xf32>
    memref.store %v, %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    %w = memref.load %p[%x] : memref<64000xf32, #gpu.address_space<private>>
    memref.store %w, %C[%x] : memref<32xf32>
    gpu.terminator
  }
  return
}
