// The test makes inputs of every element type, computes with them and compares
// them. It lowers vector and math operations.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: element-types.mlir: ok: launches 1 -> 0, 12 outputs

func.func @test(%f16: memref<16xf16>, %bf16: memref<16xbf16>, %f32: memref<16xf32>,
                %f64: memref<16xf64>, %i1: memref<16xi1>, %i8: memref<16xi8>,
                %i16: memref<16xi16>, %i64: memref<16xi64>, %index: memref<16xindex>,
                %wide: memref<16xvector<4xf32>>, %complex: memref<16xcomplex<f32>>,
                %scalar: f32) -> f32 {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %0 = memref.load %f16[%i] : memref<16xf16>
    %1 = arith.mulf %0, %0 : f16
    %2 = math.tanh %1 : f16
    memref.store %2, %f16[%i] : memref<16xf16>
    %3 = memref.load %bf16[%i] : memref<16xbf16>
    %4 = arith.mulf %3, %3 : bf16
    %5 = math.exp %4 : bf16
    memref.store %5, %bf16[%i] : memref<16xbf16>
    %6 = memref.load %f32[%i] : memref<16xf32>
    %7 = math.fma %6, %6, %scalar : f32
    memref.store %7, %f32[%i] : memref<16xf32>
    %8 = memref.load %f64[%i] : memref<16xf64>
    %9 = arith.divf %8, %8 : f64
    memref.store %9, %f64[%i] : memref<16xf64>
    %10 = memref.load %i1[%i] : memref<16xi1>
    %true = arith.constant true
    %11 = arith.xori %10, %true : i1
    memref.store %11, %i1[%i] : memref<16xi1>
    %12 = memref.load %i8[%i] : memref<16xi8>
    %13 = arith.muli %12, %12 : i8
    memref.store %13, %i8[%i] : memref<16xi8>
    %14 = memref.load %i16[%i] : memref<16xi16>
    %15 = arith.extsi %14 : i16 to i64
    %16 = memref.load %i64[%i] : memref<16xi64>
    %17 = arith.addi %15, %16 : i64
    memref.store %17, %i64[%i] : memref<16xi64>
    %18 = memref.load %index[%i] : memref<16xindex>
    %19 = index.add %18, %i
    memref.store %19, %index[%i] : memref<16xindex>
    %20 = memref.load %wide[%i] : memref<16xvector<4xf32>>
    %21 = arith.addf %20, %20 : vector<4xf32>
    memref.store %21, %wide[%i] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  return %scalar : f32
}

func.func @expected(%f16: memref<16xf16>, %bf16: memref<16xbf16>, %f32: memref<16xf32>,
                    %f64: memref<16xf64>, %i1: memref<16xi1>, %i8: memref<16xi8>,
                    %i16: memref<16xi16>, %i64: memref<16xi64>, %index: memref<16xindex>,
                    %wide: memref<16xvector<4xf32>>, %complex: memref<16xcomplex<f32>>,
                    %scalar: f32) -> f32 {
  affine.for %i = 0 to 16 {
    %0 = memref.load %f16[%i] : memref<16xf16>
    %1 = arith.mulf %0, %0 : f16
    %2 = math.tanh %1 : f16
    memref.store %2, %f16[%i] : memref<16xf16>
    %3 = memref.load %bf16[%i] : memref<16xbf16>
    %4 = arith.mulf %3, %3 : bf16
    %5 = math.exp %4 : bf16
    memref.store %5, %bf16[%i] : memref<16xbf16>
    %6 = memref.load %f32[%i] : memref<16xf32>
    %7 = math.fma %6, %6, %scalar : f32
    memref.store %7, %f32[%i] : memref<16xf32>
    %8 = arith.constant 1.0 : f64
    memref.store %8, %f64[%i] : memref<16xf64>
    %10 = memref.load %i1[%i] : memref<16xi1>
    %false = arith.constant false
    %11 = arith.cmpi eq, %10, %false : i1
    memref.store %11, %i1[%i] : memref<16xi1>
    %12 = memref.load %i8[%i] : memref<16xi8>
    %13 = arith.muli %12, %12 : i8
    memref.store %13, %i8[%i] : memref<16xi8>
    %14 = memref.load %i16[%i] : memref<16xi16>
    %15 = arith.extsi %14 : i16 to i64
    %16 = memref.load %i64[%i] : memref<16xi64>
    %17 = arith.addi %16, %15 : i64
    memref.store %17, %i64[%i] : memref<16xi64>
    %18 = memref.load %index[%i] : memref<16xindex>
    %19 = arith.addi %18, %i : index
    memref.store %19, %index[%i] : memref<16xindex>
    %20 = memref.load %wide[%i] : memref<16xvector<4xf32>>
    %two = arith.constant dense<2.0> : vector<4xf32>
    %21 = arith.mulf %20, %two : vector<4xf32>
    memref.store %21, %wide[%i] : memref<16xvector<4xf32>>
  }
  return %scalar : f32
}
