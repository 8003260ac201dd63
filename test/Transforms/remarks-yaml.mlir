// Remarks as YAML: the reason is the name, and the places of both launches and of
// both accesses, the witness and the suggestion have keys of their own.

// RUN: %fuselage-opt --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --remarks-filter-missed=fuselage --remark-format=yaml --remarks-output-file=%t.missed.yaml -o /dev/null < %s
// RUN: FileCheck %s < %t.missed.yaml
// RUN: %fuselage-opt --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --remarks-filter-passed=fuselage --remark-format=yaml --remarks-output-file=%t.passed.yaml -o /dev/null < %s
// RUN: FileCheck %s --check-prefix=PASSED < %t.passed.yaml

//      CHECK: --- !Missed
// CHECK-NEXT: Pass: {{ *}}fuselage
// CHECK-NEXT: Name: {{ *}}cross-block-raw
// CHECK-NEXT: DebugLoc: {{ *}}{ File: {{.*}}<stdin>{{.*}}, Line: [[@LINE+29]], Column: 3 }
// CHECK-NEXT: Function: {{ *}}reversed
// CHECK-NEXT: Args:
// CHECK-NEXT:   - Remark: {{ *}}a thread reads an element that a thread of another block wrote
// CHECK-NEXT:   - Suggestion: {{ *}}let one block write and read an element
// CHECK-NEXT:   - EarlierLaunch: {{.*}}loc("<stdin>":[[@LINE+18]]:3)
// CHECK-NEXT:   - Earlier: {{.*}}loc("<stdin>":[[@LINE+20]]:5)
// CHECK-NEXT:   - Later: {{.*}}loc("<stdin>":[[@LINE+25]]:10)
// CHECK-NEXT:   - Witness: {{.*}}block ({{[0-9]+}},0,0) thread (0,0,0) reads %arg1[{{[0-9]+}}], which block ({{[0-9]+}},0,0) thread (0,0,0) writes
// CHECK-NEXT: ...

//      PASSED: --- !Passed
//      PASSED: Name: {{ *}}fused
//      PASSED: Function: {{ *}}straight
//      PASSED:   - Remark: {{ *}}fused adjacent launches into one
// PASSED-NEXT:   - Launches: {{ *}}{{'?}}2{{'?$}}
// PASSED-NEXT:   - AvoidedIntermediateBytes: {{ *}}{{'?}}64{{'?$}}
// PASSED-NEXT:   - RequiredBytes: {{ *}}{{'?}}192{{'?$}}

func.func @reversed(%i: memref<512xf32> {llvm.noalias}, %t: memref<512xf32> {llvm.noalias}, %o: memref<512xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c511 = arith.constant 511 : index
  %c512 = arith.constant 512 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<512xf32>
    memref.store %v, %t[%b] : memref<512xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c511, %b : index
    %v = memref.load %t[%r] : memref<512xf32>
    memref.store %v, %o[%b] : memref<512xf32>
    gpu.terminator
  }
  return
}

func.func @straight(%i: memref<16xf32> {llvm.noalias}, %t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
