# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stands in for fuselage-test-exec: crashes at seed 3, and at seed 5 says nothing."""

import os
import signal
import sys

path = next(a for a in sys.argv[1:] if a.endswith(".mlir"))
with open(path, encoding="utf-8") as file:
    text = file.read()
line = 1
for part in text.split("// -----\n"):
    if "// Seed 3," in part:
        sys.stderr.write("it ends\nhere\n")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    if "// Seed 5," in part:
        sys.exit(2)
    if part:
        print(f"{os.path.basename(path)}:{line}: ok: launches 2 -> 1", flush=True)
    line += part.count("\n") + 1
