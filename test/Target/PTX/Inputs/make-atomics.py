#!/usr/bin/env python3
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a module for each kind and type of atomic update, in both memories.

Results do not depend on the order of threads.
"""

# The types for global memory, and the types for workgroup memory.
INTEGERS = ["i8", "i32"], ["i16", "i64"]
FLOATS = ["f16", "f64"], ["f32"]
KINDS = {
    "addi": INTEGERS,
    "andi": INTEGERS,
    "ori": INTEGERS,
    "xori": INTEGERS,
    "maxs": INTEGERS,
    "maxu": INTEGERS,
    "mins": INTEGERS,
    "minu": INTEGERS,
    "addf": FLOATS,
    "maximumf": FLOATS,
    "minimumf": FLOATS,
    "maxnumf": FLOATS,
    "minnumf": FLOATS,
    "assign": INTEGERS,
}
GENERIC = {"i16": "arith.xori", "i32": "arith.muli", "f16": "arith.maximumf"}
GENERIC.update({"f32": "arith.maximumf", "f64": "arith.mulf", "i64": "arith.addi"})

# The value is 1 or 2, so that sums and products are exact in every type.
TEMPLATE = """\
func.func @test(%out: memref<8x{type}>) {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %one = arith.constant {one} : {type}
  %two = arith.constant {two} : {type}
  memref.store %one, %out[%c1] : memref<8x{type}>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%nx = %c4, %ny = %c1, %nz = %c1){attributions} {{
    %odd = arith.cmpi eq, %t, %c1 : index
    %v = arith.select %odd, %{value}, %two : {type}
    {begin}
    {update}
    {end}
    gpu.terminator
  }}
  return
}}
"""
SHARED = "memref<8x{type}, #gpu.address_space<workgroup>>"


def literals(kind):
    return ("1", "2") if kind.startswith("i") else ("1.0", "2.0")


def program(update, kind, shared, same=False):
    memory = SHARED.format(type=kind) if shared else f"memref<8x{kind}>"
    name = "%s" if shared else "%out"
    one, two = literals(kind)
    begin = end = attributions = ""
    if shared:
        attributions = f" workgroup(%s : {memory})"
        begin = f"memref.store %one, %s[%c1] : {memory}\n    gpu.barrier"
        end = (
            f"gpu.barrier\n    %r = memref.load %s[%c1] : {memory}\n"
            f"    %first = arith.cmpi eq, %t, %c0 : index\n"
            f"    %at = arith.addi %bx, %c2 : index\n"
            f"    scf.if %first {{\n"
            f"      memref.store %r, %out[%at] : memref<8x{kind}>\n    }}"
        )
    return TEMPLATE.format(
        type=kind,
        one=one,
        two=two,
        value="two" if same else "one",
        begin=begin,
        end=end,
        attributions=attributions,
        update=update.format(memory=memory, name=name, type=kind),
    )


def main():
    simple = "%old = memref.atomic_rmw {kind} %v, {{name}}[%c1] : ({{type}}, {{memory}}) -> {{type}}"
    generic = (
        "%old = memref.generic_atomic_rmw {{name}}[%c1] : {{memory}} {{{{\n"
        "    ^bb0(%c: {{type}}):\n      %n = {operation} %c, %v : {{type}}\n"
        "      memref.atomic_yield %n : {{type}}\n    }}}}"
    )
    programs = []
    for shared in (0, 1):
        for kind, types in KINDS.items():
            same = kind == "assign"
            # Every thread of a block stores its value to the same element, so
            # all of them race.
            programs += [
                program(simple.format(kind=kind), t, shared, same)
                for t in types[shared]
            ]
        for t, operation in GENERIC.items():
            programs.append(program(generic.format(operation=operation), t, shared))
    print("// -----\n".join(programs), end="")


if __name__ == "__main__":
    main()
