# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which program a seed is, and what is done to it before and after fusion."""

import random

from .hazards import Hazards
from .limits import Limits
from .loops import Loops
from .programs import Program
from .shapes import Shapes
from .tensors import Tensors

GENERATORS = {"hazards": Hazards, "launches": Program, "limits": Limits, "loops": Loops,
              "shapes": Shapes, "tensors": Tensors}
_SHARES = {"hazards": 54, "launches": 21, "limits": 4, "loops": 7, "tensors": 14}

# Checks by steps around the fusion that must not change results; {fuse} stands
# for the passes of the fusion.
CHECKS = {
    "plain": "builtin.module({fuse})",
    "twice": "builtin.module({fuse},{fuse})",
    "printed": "builtin.module({fuse}) | text | builtin.module({fuse})",
    "generic": "generic | builtin.module({fuse})",
    "bytecode": "bytecode | builtin.module({fuse})",
    "canonical": "builtin.module(canonicalize,cse,{fuse})",
    "optimal": "builtin.module({fuse})",
    "budget": "builtin.module({fuse})",
}
_CHECK_SHARES = [38, 8, 8, 8, 8, 10, 10, 10]


class Seed:
    """The program of a number: `text`, `generator`, `check`, and the steps that
    make the original (`preparation`) and the candidate (`steps`) out of it."""

    def __init__(self, number, generator=None, check=None, changes=None):
        rng = random.Random(f"seed {number}")
        chosen = rng.choices(list(_SHARES), list(_SHARES.values()))[0]
        chosen_check = rng.choices(list(CHECKS), _CHECK_SHARES)[0]
        self.number = number
        self.generator = generator or chosen
        self.check = check or chosen_check
        program = GENERATORS[self.generator](number, changes)
        self.preparation = getattr(program, "preparation", "")
        self.fuse = getattr(program, "pipeline", "fuselage-fuse-launches")
        self.steps = self._steps(rng)
        self.body = program.text()

    def _steps(self, rng):
        fuse = self.fuse
        if self.check == "optimal":
            objective = rng.choice(["optimal", "time"])
            fuse = _with_options(fuse, f"objective={objective}")
        elif self.check == "budget":
            size = rng.choice([1, 64, 100, 128, 200, 256, 400, 600, 1000, 3000])
            fuse = _with_options(fuse, f"max-group-bytes={size} over-budget=skip")
        elif rng.random() < 0.1:
            fuse = _with_options(fuse, "absorb-copies=false")
        return CHECKS[self.check].format(fuse=fuse)

    @property
    def text(self):
        """The module with what it is and what to do in its first lines."""
        lines = [f"// Seed {self.number}, {self.generator}, {self.check}."]
        if self.preparation:
            lines.append(f"// prepare: {self.preparation}")
        lines.append(f"// pipeline: {self.steps}")
        return "\n".join(lines) + "\n" + self.body


def _with_options(fuse, options):
    """The passes with more options for the one that fuses."""
    if fuse.endswith("}"):
        return f"{fuse[:-1]} {options}}}"
    return f"{fuse}{{{options}}}"
