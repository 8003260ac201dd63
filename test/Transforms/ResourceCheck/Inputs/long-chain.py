# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints two launches with long chains of host operations.

usage: long-chain.py ADDITIONS VIEWS

The grid is a cast and so many additions, each of which takes the sum before it.
So many views, each of the view before it, are made of the buffer through which
the launches pass values. No launch uses them.
"""

import sys

LAUNCH = """  gpu.launch blocks(%x, %y, %z) in (%gx = %n{0}, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {{
    %value = memref.load {1}[%x] : memref<64xf32>
    memref.store %value, {2}[%x] : memref<64xf32>
    gpu.terminator
  }}"""

additions, views = (int(argument) for argument in sys.argv[1:])
noalias = "memref<64xf32> {llvm.noalias}"
print(f"func.func @test(%n: i64, %in: {noalias}, %out: {noalias}) {{")
print("  %c1 = arith.constant 1 : index")
print("  %n0 = arith.index_cast %n : i64 to index")
for i in range(additions):
    print(f"  %n{i + 1} = arith.addi %n{i}, %c1 : index")
print("  %buffer = memref.alloc() : memref<64xf32>")
source, layout = "%buffer", "memref<64xf32>"
for i in range(views):
    result = "memref<64xf32, strided<[1]>>"
    print(f"  %v{i} = memref.subview {source}[0] [64] [1] : {layout} to {result}")
    source, layout = f"%v{i}", result
print(LAUNCH.format(additions, "%in", "%buffer"))
print(LAUNCH.format(additions, "%buffer", "%out"))
print("  memref.dealloc %buffer : memref<64xf32>")
print("  return\n}")
