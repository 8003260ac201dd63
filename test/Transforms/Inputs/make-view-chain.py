"""Prints a module with a chain of N views of one allocation, which a launch stores
through at its end and near its beginning."""

import sys

TYPES = ("memref<4xf32>", "memref<?xf32>")
N = int(sys.argv[1])

print("func.func @chain() {")
print("  %c1 = arith.constant 1 : index")
print("  %v0 = memref.alloc() : memref<4xf32>")
for i in range(N):
    print(f"  %v{i + 1} = memref.cast %v{i} : {TYPES[i % 2]} to {TYPES[(i + 1) % 2]}")
print("  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)")
print("             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {")
print("    %f = arith.constant 1.0 : f32")
print(f"    memref.store %f, %v{N}[%b] : {TYPES[N % 2]}")
print("    memref.store %f, %v500[%b] : memref<4xf32>")
print("    gpu.terminator")
print("  }")
print("  return")
print("}")
