# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random programs of adjacent gpu.launch operations.

Every program is valid by construction. The generator knows the value of each
size, so it evaluates each index at each point (thread and loop iterations) at
which a statement runs, and takes a statement into a launch only if

- all accesses are in bounds,
- no two threads of the launch conflict, and
- no byte is read before it was certainly written.

  indices.py     index expressions and the points at which they are evaluated
  memory.py      buffers, views of them, and the bytes that were accessed
  values.py      what is stored: loads, arithmetic, conversions
  statements.py  the statements of a body
  writer.py      the text of a module
  launches.py    bodies of launches at random
  programs.py    programs at random
  weights.py     how often each feature occurs
  generators.py  which program a seed is, and what must change nothing
  hazards.py     programs against what may be taken for granted; with concrete.py
                 (index values as the machine computes them), wrapping.py, bodies.py,
                 deadcode.py, buffers.py and tokens.py
  tensors.py     programs on tensors, lowered by stock passes
  limits.py      programs at the limits of a device
"""
