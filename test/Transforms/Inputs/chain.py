# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a function of N launches, each of which reads what the last one wrote.

usage: chain.py N
"""

import sys

LAUNCH = """  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {{
    %0 = memref.load {0}[%x] : memref<16xf32>
    %1 = arith.addf %0, %one : f32
    memref.store %1, {1}[%x] : memref<16xf32>
    gpu.terminator
  }}"""

length = int(sys.argv[1])
buffers = ["%a"] + [f"%t{i}" for i in range(1, length)] + ["%b"]
print("func.func @test(%a: memref<16xf32> {llvm.noalias},")
print("                %b: memref<16xf32> {llvm.noalias}) {")
print("  %c1 = arith.constant 1 : index")
print("  %n = arith.constant 16 : index")
print("  %one = arith.constant 1.0 : f32")
for source, target in zip(buffers, buffers[1:]):
    if target != "%b":
        print(f"  {target} = memref.alloc() : memref<16xf32>")
    print(LAUNCH.format(source, target))
for buffer in buffers[1:-1]:
    print(f"  memref.dealloc {buffer} : memref<16xf32>")
print("  return\n}")
