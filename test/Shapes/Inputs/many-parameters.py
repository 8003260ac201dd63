# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a launch with as many parameters as a kernel can have: 108 memrefs, 4 words."""

buffers = [f"%m{i}" for i in range(108)]
words = [f"%s{i}" for i in range(4)]
print("func.func @full(")
print(",\n".join(f"    {b}: memref<64xi32> {{llvm.noalias}}" for b in buffers) + ",")
print("    " + ", ".join(f"{w}: i64" for w in words))
print("    , %n: index {fuselage.test.value = 64 : index}) {")
print("  %c1 = arith.constant 1 : index")
print("  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)")
print("             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {")
for number, buffer in enumerate(buffers):
    print(f"    %v{number} = memref.load {buffer}[%i] : memref<64xi32>")
    print(f"    %w{number} = arith.addi %v{number}, %v{number} : i32")
    print(f"    memref.store %w{number}, {buffer}[%i] : memref<64xi32>")
for number, word in enumerate(words):
    print(f"    %x{number} = arith.trunci {word} : i64 to i32")
    print(f"    memref.store %x{number}, %m{number}[%i] : memref<64xi32>")
print("    gpu.terminator\n  }\n  return\n}")
