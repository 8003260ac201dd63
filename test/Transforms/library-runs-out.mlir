// isl runs out of operations in the middle of a question: the answer is that it is too
// complex, and nothing else happens.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// CHECK-LABEL: func.func @test
// CHECK: gpu.launch

func.func @test(%A0: memref<4x2x2xi32> {llvm.noalias}, %A1: memref<4x2x2xi32> {llvm.noalias}, %h0: index {fuselage.test.value = 1 : index}, %h1: index {fuselage.test.value = 2 : index}, %big: index {fuselage.test.value = 9223372036854775807 : index}) {
  %c13 = arith.constant 1 : index
  %c14 = arith.constant 4 : index
  %c15 = arith.constant 1 : index
  gpu.launch blocks(%n1, %n2, %n3) in (%n4 = %c13, %n5 = %c15, %n6 = %c15) threads(%n7, %n8, %n9) in (%n10 = %c14, %n11 = %c15, %n12 = %c15) {
    %c18 = arith.constant 4 : index
    %g16 = arith.muli %n1, %c18 : index
    %g17 = arith.addi %g16, %n7 : index
    %k25 = arith.constant 3 : i32
    %k26 = arith.constant 3 : i32
    %v27 = arith.minui %k25, %k26 : i32
    %k28 = arith.constant 100 : i32
    %k29 = arith.constant 0 : i32
    %v30 = arith.xori %k28, %k29 : i32
    %q24 = arith.cmpi ne, %v27, %v30 : i32
    %r31 = scf.if %q24 -> (i32) {
      %c34 = arith.constant 0 : index
      %c35 = arith.constant 3 : index
      %q32 = arith.cmpi ne, %big, %h1 : index
      %i33 = arith.select %q32, %c34, %c35 : index
      %c36 = arith.constant 1 : index
      %r136:1 = scf.for %iv134 = %i33 to %h1 step %c36 iter_args(%a135 = %v30) -> (i32) {
        %c138 = arith.constant 3 : index
        %i137 = arith.andi %iv134, %c138 : index
        %m142 = memref.collapse_shape %A1 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
        %v143 = memref.load %m142[%g17, %i137] : memref<4x4xi32>
        %c146 = arith.constant 2 : index
        %i144 = arith.divui %i33, %c146 : index
        %i145 = arith.remui %i33, %c146 : index
        %v147 = memref.load %A1[%g17, %i144, %i145] : memref<4x2x2xi32>
        %c155 = arith.constant 3 : index
        scf.for %iv180 = %iv134 to %h0 step %c155 {
          %c183 = arith.constant 3 : index
          %i182 = arith.andi %iv180, %c183 : index
          %c186 = arith.constant 2 : index
          %i184 = arith.divui %i182, %c186 : index
          %i185 = arith.remui %i182, %c186 : index
          memref.store %v147, %A0[%g17, %i184, %i185] : memref<4x2x2xi32>
        }
        %m191 = memref.collapse_shape %A0 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
        %v192 = memref.load %m191[%g17, %iv134] : memref<4x4xi32>
        %r193:2 = scf.while (%iv194 = %h0, %a195 = %v192) : (index, i32) -> (index, i32) {
          %q196 = arith.cmpi slt, %iv194, %h1 : index
          scf.condition(%q196) %iv194, %a195 : index, i32
        } do {
        ^bb0(%iv197: index, %a198: i32):
          %c203 = arith.constant 1 : index
          %i202 = arith.addi %iv197, %c203 : index
          %c206 = arith.constant 2 : index
          %i204 = arith.divui %h0, %c206 : index
          %i205 = arith.remui %h0, %c206 : index
          %v207 = memref.load %A0[%g17, %i204, %i205] : memref<4x2x2xi32>
          scf.yield %i202, %v207 : index, i32
        }
        %k208 = arith.constant 1 : i32
        %v209 = arith.addi %a135, %v143 : i32
        %v210 = arith.subi %k208, %v209 : i32
        scf.yield %v210 : i32
      }
      scf.yield %r136#0 : i32
    } else {
      %v211 = arith.index_cast %h0 : index to i32
      scf.yield %v211 : i32
    }
    %x213 = arith.index_cast %v27 : i32 to index
    %x214 = index.sub %g17, %x213
    %x215 = arith.index_cast %v30 : i32 to index
    %x216 = index.sub %x214, %x215
    %c217 = arith.constant 2 : index
    %q212 = arith.cmpi ugt, %x216, %c217 : index
    %r218 = scf.if %q212 -> (i32) {
      %c233 = arith.constant 1 : index
      %c236 = arith.constant 2 : index
      %i234 = arith.divui %c233, %c236 : index
      %i235 = arith.remui %c233, %c236 : index
      %v237 = memref.load %A0[%g17, %i234, %i235] : memref<4x2x2xi32>
      %v238 = arith.maxsi %v30, %v237 : i32
      scf.yield %v238 : i32
    } else {
      %c239 = arith.constant 3 : index
      %m243 = memref.collapse_shape %A0 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
      memref.store %v30, %m243[%g17, %c239] : memref<4x4xi32>
      scf.yield %v30 : i32
    }
    %x244 = index.mul %x214, %x214
    %c246 = arith.constant 3 : index
    %i245 = arith.andi %x244, %c246 : index
    %m250 = memref.collapse_shape %A1 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
    %v251 = memref.load %m250[%g17, %i245] : memref<4x4xi32>
    %r258:2 = scf.while (%iv259 = %h0, %a260 = %r31) : (index, i32) -> (index, i32) {
      %q269 = arith.cmpi slt, %iv259, %h0 : index
      %c271 = arith.constant 3 : index
      %i270 = arith.andi %big, %c271 : index
      %c274 = arith.constant 2 : index
      %i272 = arith.divui %i270, %c274 : index
      %i273 = arith.remui %i270, %c274 : index
      %v275 = memref.load %A0[%g17, %i272, %i273] : memref<4x2x2xi32>
      %v276 = arith.index_cast %x244 : index to i32
      %c277 = arith.constant 3 : index
      %m281 = memref.collapse_shape %A0 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
      %v282 = memref.load %m281[%g17, %c277] : memref<4x4xi32>
      %v283 = arith.maxsi %v276, %v282 : i32
      %v284 = arith.minui %v275, %v283 : i32
      %c285 = arith.constant 1 : index
      %m289 = memref.collapse_shape %A0 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
      %v290 = memref.load %m289[%g17, %c285] : memref<4x4xi32>
      %c291 = arith.constant 2 : index
      %m295 = memref.collapse_shape %A1 [[0], [1, 2]] : memref<4x2x2xi32> into memref<4x4xi32>
      %v296 = memref.load %m295[%g17, %c291] : memref<4x4xi32>
      %v297 = arith.xori %v290, %v296 : i32
      %k298 = arith.constant 3 : i32
      %x299 = index.sub %x216, %x216
      %x300 = index.sub %x216, %x299
      %c303 = arith.constant 3 : index
      %c304 = arith.constant 0 : index
      %q301 = arith.cmpi ne, %g17, %x300 : index
      %i302 = arith.select %q301, %c303, %c304 : index
      %c307 = arith.constant 2 : index
      %i305 = arith.divui %i302, %c307 : index
      %i306 = arith.remui %i302, %c307 : index
      %v308 = memref.load %A1[%g17, %i305, %i306] : memref<4x2x2xi32>
      %v309 = arith.muli %k298, %v308 : i32
      %v310 = arith.addi %v297, %v309 : i32
      %v311 = arith.xori %v284, %v310 : i32
      scf.condition(%q269) %iv259, %v311 : index, i32
    } do {
    ^bb0(%iv312: index, %a313: i32):
      %r315:2 = scf.while (%iv316 = %i245, %a317 = %r218) : (index, i32) -> (index, i32) {
        %c318 = arith.constant 0 : index
        %c319 = arith.constant 3 : index
        %r323:2 = scf.for %iv320 = %c318 to %h0 step %c319 iter_args(%a321 = %r31, %a322 = %r218) -> (i32, i32) {
          %v330 = arith.maxsi %r218, %a317 : i32
          %v337 = arith.index_cast %x244 : index to i32
          %v338 = arith.minui %v337, %a313 : i32
          %c341 = arith.constant 2 : index
          %i339 = arith.divui %i245, %c341 : index
          %i340 = arith.remui %i245, %c341 : index
          memref.store %v338, %A0[%g17, %i339, %i340] : memref<4x2x2xi32>
          %v342 = arith.subi %a317, %v330 : i32
          %v343 = arith.addi %v342, %v338 : i32
          %v344 = arith.muli %v343, %a313 : i32
          %c346 = arith.constant 3 : index
          %i345 = index.add %iv312, %c346
          %c348 = arith.constant 4 : index
          %i347 = arith.remui %i345, %c348 : index
          %c351 = arith.constant 2 : index
          %i349 = arith.divui %i347, %c351 : index
          %i350 = arith.remui %i347, %c351 : index
          %m353 = memref.subview %A0[%g17, 0, 0] [1, 2, 2] [1, 1, 1] : memref<4x2x2xi32> to memref<2x2xi32, strided<[2, 1], offset: ?>>
          %m352 = memref.transpose %m353 (d0, d1) -> (d1, d0) : memref<2x2xi32, strided<[2, 1], offset: ?>> to memref<2x2xi32, strided<[1, 2], offset: ?>>
          %v354 = memref.load %m352[%i350, %i349] : memref<2x2xi32, strided<[1, 2], offset: ?>>
          scf.yield %v344, %v354 : i32, i32
        }
        %c365 = arith.constant 2 : index
        %i363 = arith.divui %i245, %c365 : index
        %i364 = arith.remui %i245, %c365 : index
        %v366 = memref.load %A1[%g17, %i363, %i364] : memref<4x2x2xi32>
        %k368 = arith.constant 2 : i32
        %r370:1 = scf.for %iv367 = %c318 to %h0 step %c319 iter_args(%a369 = %k368) -> (i32) {
          %x371 = index.add %x216, %g17
          %c374 = arith.constant 1 : index
          %c375 = arith.constant 1 : index
          %q372 = arith.cmpi eq, %x244, %x371 : index
          %i373 = arith.select %q372, %c374, %c375 : index
          %c378 = arith.constant 2 : index
          %i376 = arith.divui %i373, %c378 : index
          %i377 = arith.remui %i373, %c378 : index
          memref.store %r323#0, %A0[%g17, %i376, %i377] : memref<4x2x2xi32>
          %v379 = arith.addi %v30, %r218 : i32
          %c382 = arith.constant 2 : index
          %i380 = arith.divui %h1, %c382 : index
          %i381 = arith.remui %h1, %c382 : index
          memref.store %v379, %A0[%g17, %i380, %i381] : memref<4x2x2xi32>
          %c384 = arith.constant 4 : index
          %i383 = arith.addi %iv367, %c384 : index
          %c386 = arith.constant 4 : index
          %i385 = arith.remui %i383, %c386 : index
          %c389 = arith.constant 2 : index
          %i387 = arith.divui %i385, %c389 : index
          %i388 = arith.remui %i385, %c389 : index
          memref.store %v251, %A0[%g17, %i387, %i388] : memref<4x2x2xi32>
          scf.yield %v366 : i32
        }
        %q390 = arith.cmpi slt, %iv316, %h1 : index
        %k391 = arith.constant 0 : i32
        scf.condition(%q390) %iv316, %k391 : index, i32
      } do {
      ^bb0(%iv392: index, %a393: i32):
        %c395 = arith.constant 1 : index
        %i394 = arith.addi %iv392, %c395 : index
        %v396 = arith.index_cast %iv392 : index to i32
        scf.yield %i394, %v396 : index, i32
      }
      %c398 = arith.constant 1 : index
      %i397 = arith.addi %iv312, %c398 : index
      %v399 = arith.index_cast %iv312 : index to i32
      scf.yield %i397, %v399 : index, i32
    }
    gpu.terminator
  }
  %c412 = arith.constant 1 : index
  %c413 = arith.constant 4 : index
  %c414 = arith.constant 1 : index
  gpu.launch blocks(%n400, %n401, %n402) in (%n403 = %c412, %n404 = %c414, %n405 = %c414) threads(%n406, %n407, %n408) in (%n409 = %c413, %n410 = %c414, %n411 = %c414) {
    %c417 = arith.constant 4 : index
    %g415 = arith.muli %n400, %c417 : index
    %g416 = arith.addi %g415, %n406 : index
    %c421 = arith.constant 1 : index
    %g418 = arith.addi %n406, %c421 : index
    %c422 = arith.constant 4 : index
    %g419 = arith.remui %g418, %c422 : index
    %g420 = arith.addi %g415, %g419 : index
    %c423 = arith.constant 3 : index
    %c426 = arith.constant 2 : index
    %i424 = arith.divui %c423, %c426 : index
    %i425 = arith.remui %c423, %c426 : index
    %v427 = memref.load %A0[%g420, %i424, %i425] : memref<4x2x2xi32>
    %c430 = arith.constant 2 : index
    %c431 = arith.constant 2 : index
    %q428 = arith.cmpi slt, %h1, %h0 : index
    %i429 = arith.select %q428, %c430, %c431 : index
    %c432 = arith.constant 3 : index
    %x434 = arith.index_cast %v427 : i32 to index
    %v433 = arith.index_cast %x434 : index to i32
    %v435 = arith.index_cast %big : index to i32
    %v436 = arith.muli %v433, %v435 : i32
    %r437:2 = scf.while (%iv438 = %i429, %a439 = %v436) : (index, i32) -> (index, i32) {
      %q440 = arith.cmpi slt, %iv438, %c432 : index
      %c443 = arith.constant 2 : index
      %i441 = arith.divui %i429, %c443 : index
      %i442 = arith.remui %i429, %c443 : index
      %v444 = memref.load %A0[%g416, %i441, %i442] : memref<4x2x2xi32>
      scf.condition(%q440) %iv438, %v444 : index, i32
    } do {
    ^bb0(%iv445: index, %a446: i32):
      %c592 = arith.constant 1 : index
      %i591 = arith.addi %iv445, %c592 : index
      %x594 = arith.index_cast %v436 : i32 to index
      %v593 = arith.index_cast %x594 : index to i32
      scf.yield %i591, %v593 : index, i32
    }
    gpu.terminator
  }
  return
}
