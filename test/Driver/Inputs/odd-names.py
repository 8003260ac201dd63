# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a module whose names no terminal should obey, or checks an output.

usage: odd-names.py                           writes in.mlir
       odd-names.py --check FILE              is it UTF-8 without control
                                              characters?
       odd-names.py --with-name COMMAND...    runs it with such a name at the end
"""

import subprocess
import sys

# A function with UTF-8, an escape sequence, C1 and a byte that is no UTF-8; a
# comment with an escape sequence; and a place in a file of such a name.
LAUNCH = """\
  gpu.launch blocks(%x, %y, %z) in (%gx = GRID, %gy = %c1, %gz = %c1) // \x1b[2J gr\u00fcn
      threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %v = memref.load %m[%x] : memref<300xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %m[%x] : memref<300xf32>
    gpu.terminator
  }PLACE
"""


def write():
    launches = LAUNCH.replace("GRID", "%c300").replace("PLACE", "")
    launches += LAUNCH.replace("GRID", "%c1").replace(
        "PLACE", r' loc("pl\1B]0;ace.mlir":7:3)'
    )
    text = (
        'func.func @"gr\u00fcn\\1B[31m\\C2\\9B\\FF"(%m: memref<300xf32>) {\n'
        "  %c1 = arith.constant 1 : index\n  %c300 = arith.constant 300 : index\n"
        f"{launches}  return\n}}\n"
    )
    with open("in.mlir", "w", encoding="utf-8") as file:
        file.write(text)


def check(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    bad = [c for c in text if c != "\n" and (c < " " or "\x7f" <= c < "\xa0")]
    if bad:
        sys.exit(f"{path} has {bad}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        check(sys.argv[2])
    elif sys.argv[1:2] == ["--with-name"]:
        command = [word.encode() for word in sys.argv[2:]] + [b"no\nne\x07\x9b"]
        sys.exit(subprocess.run(command, check=False).returncode)
    else:
        write()
