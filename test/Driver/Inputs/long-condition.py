# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a module with one launch under a condition of so many comparisons."""

import sys

count = int(sys.argv[1])
print("func.func @f(%a: memref<200xi32>) {")
print("  %c1 = arith.constant 1 : index")
print("  %c200 = arith.constant 200 : index")
print("  gpu.launch blocks(%b, %by, %bz) in (%gx = %c200, %gy = %c1, %gz = %c1)")
print("             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {")
print("    %p0 = arith.cmpi slt, %b, %c200 : index")
for i in range(1, count):
    print(f"    %p{i} = arith.andi %p{i - 1}, %p0 : i1")
print(f"    scf.if %p{count - 1} {{")
print("      %v = memref.load %a[%b] : memref<200xi32>")
print("      memref.store %v, %a[%b] : memref<200xi32>")
print("    }")
print("    gpu.terminator")
print("  }")
print("  return")
print("}")
