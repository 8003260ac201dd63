"""Writes launches that one kernel has no room for.

usage: chain.py VALUES THREADS LAUNCHES

The first launch computes VALUES values for each thread, each from the one
before, and the second one needs them in the opposite order: as one kernel they
are all in registers at a time. More launches add to the result of the one
before, which takes next to nothing, and fewer bytes.
"""

import sys

values, threads, launches = map(int, sys.argv[1:])
result = f"memref<{threads}xf32>"
table = f"memref<{values}x{threads}xf32>"


def launch(body):
    print(
        f"""  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %threads, %ny = %c1, %nz = %c1) {{"""
    )
    print("\n".join(f"    {line}" for line in body))
    print("    gpu.terminator\n  }")


print(f"func.func @chain(%in: {result}) -> {result} {{")
print("  %c1 = arith.constant 1 : index")
print(f"  %threads = arith.constant {threads} : index")
for k in range(values):
    print(f"  %k{k} = arith.constant {k} : index")
print(f"  %t = memref.alloc() : {table}")
for n in range(1, launches):
    print(f"  %r{n} = memref.alloc() : {result}")
body = [f"%v0 = memref.load %in[%i] : {result}"]
for k in range(values):
    body.append(f"%s{k} = arith.mulf %v{k}, %v{k} : f32")
    body.append(f"%v{k + 1} = arith.addf %s{k}, %v0 : f32")
    body.append(f"memref.store %v{k + 1}, %t[%k{k}, %i] : {table}")
launch(body)
body = [f"%w{values} = memref.load %in[%i] : {result}"]
for k in reversed(range(values)):
    body.append(f"%v{k} = memref.load %t[%k{k}, %i] : {table}")
    body.append(f"%p{k} = arith.mulf %w{k + 1}, %v{k} : f32")
    body.append(f"%w{k} = arith.addf %p{k}, %v{k} : f32")
body.append(f"memref.store %w0, %r1[%i] : {result}")
launch(body)
for n in range(2, launches):
    launch(
        [
            f"%a = memref.load %r{n - 1}[%i] : {result}",
            "%b = arith.addf %a, %a : f32",
            f"memref.store %b, %r{n}[%i] : {result}",
        ]
    )
print(f"  memref.dealloc %t : {table}")
for n in range(1, launches - 1):
    print(f"  memref.dealloc %r{n} : {result}")
print(f"  return %r{launches - 1} : {result}")
print("}")
