# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs of host loops, which our own pass makes launches of.

Loops that are parallel by their operation write the element of their own iteration. An
affine.for reads and writes what it likes: the pass has to find out whether the
iterations are independent. Elements are integers, so that no order changes a sum.
"""

import random

from .lines import Lines

SIZE = 12
_PIPELINES = (
    "fuselage-loops-to-launches{block-size=32}",
    "fuselage-loops-to-launches{tile=2,3}",
    "fuselage-loops-to-launches{tile=4}",
    "fuselage-loops-to-launches",
)


class Loops(Lines):
    """One function of several loop nests over square matrices."""

    KINDS = {"affine": 10, "parallel": 5, "forall": 3, "affine_parallel": 3, "reduction": 3,
             "sum": 2}

    def __init__(self, seed, changes=None):
        super().__init__()
        self.rng = random.Random(f"loops {seed}")
        self.pipeline = f"{self.rng.choice(_PIPELINES)},fuselage-fuse-launches"
        self.element = self.rng.choice(["i32", "i64"])
        self.is_dynamic = self.rng.random() < 0.4
        self.matrices = ["%A", "%B", "%C"]
        for value in range(SIZE + 1):
            self.line(f"%c{value} = arith.constant {value} : index")
        self.line(f"%n = memref.dim %A, %c0 : {self.type}")
        self.line(f"%zero = arith.constant 3 : {self.element}")
        for _ in range(self.rng.randint(1, 4)):
            kind = self.rng.choices(list(self.KINDS), list(self.KINDS.values()))[0]
            getattr(self, "_make_" + kind)()

    @property
    def type(self):
        sizes = "?x?" if self.is_dynamic else f"{SIZE}x{SIZE}"
        return f"memref<{sizes}x{self.element}>"

    # ===------------------------------------------------------------------===#
    # Bodies
    # ===------------------------------------------------------------------===#

    def _affine_index(self, variables):
        """An index that is below the size for variables from 1 to the size - 2."""
        rng = self.rng
        variable = rng.choice(variables) if variables else None
        kind = rng.choice(["same"] * 6 + ["shift", "shift", "reverse", "half", "sum", "double",
                                          "constant"])
        if kind == "constant" or variable is None:
            return str(rng.randrange(SIZE))
        if kind == "shift":
            return f"{variable} {rng.choice('+-')} 1"
        if kind == "reverse":
            return f"{SIZE - 1} - {variable}"
        if kind == "half":
            return f"{variable} floordiv 2"
        if kind == "sum":
            return f"({variable} + {rng.choice(variables)}) mod {SIZE}"
        if kind == "double":
            return f"({variable} * 2) mod {SIZE}"
        return variable

    def _affine_load(self, variables):
        name = self.fresh()
        indices = ", ".join(self._affine_index(variables) for _ in range(2))
        self.line(f"{name} = affine.load {self.rng.choice(self.matrices)}[{indices}] :"
                  f" {self.type}")
        return name

    def _combine(self, lhs, rhs):
        name, op = self.fresh(), self.rng.choice(["addi", "muli", "xori", "subi"])
        self.line(f"{name} = arith.{op} {lhs}, {rhs} : {self.element}")
        return name

    def _affine_statement(self, variables):
        value = self._combine(self._affine_load(variables), self._affine_load(variables))
        usual = (variables * 2)[:2] if self.rng.random() < 0.7 else None
        indices = usual or [self._affine_index(variables) for _ in range(2)]
        self.line(f"affine.store {value}, {self.rng.choice(self.matrices)}"
                  f"[{', '.join(indices)}] : {self.type}")

    # ===------------------------------------------------------------------===#
    # Nests
    # ===------------------------------------------------------------------===#

    def _affine_bounds(self, variables):
        rng = self.rng
        lower = str(rng.randint(1, 3))
        upper = str(rng.randint(1, SIZE - 1))
        if self.is_dynamic and rng.random() < 0.5:
            upper = "affine_map<()[s0] -> (s0 - 1)>()[%n]"
        if variables and rng.random() < 0.2:
            lower = f"affine_map<(d0) -> (d0)>({rng.choice(variables)})"
        elif variables and rng.random() < 0.2:
            upper = ("min affine_map<(d0) -> (d0 + 3, 11)>"
                     f"({rng.choice(variables)})")
        step = f" step {rng.choice([2, 3])}" if rng.random() < 0.2 else ""
        return f"{lower} to {upper}{step}"

    def _make_affine(self):
        variables, depth = [], self.rng.choice([1, 2, 2, 2, 3])
        for level in range(depth):
            if level and self.rng.random() < 0.15:
                self._affine_statement(variables)
            name = self.fresh("%i")
            self._open(f"affine.for {name} = {self._affine_bounds(variables)} {{")
            variables.append(name)
        for _ in range(self.rng.randint(1, 2)):
            self._affine_statement(variables)
        for level in range(depth):
            variables.pop()
            if variables and self.rng.random() < 0.05:
                self.depth -= 1
                self.line("}")
                self._affine_statement(variables)
                continue
            self._close()

    def _range(self, count):
        """Lower bounds, upper bounds and steps, as constants of the function."""
        rng = self.rng
        lower = [rng.choice([0, 0, 0, 1, 2]) for _ in range(count)]
        upper = [rng.choice([SIZE, SIZE, SIZE - 1, 5, 1, 0]) for _ in range(count)]
        step = [rng.choice([1, 1, 1, 2, 5]) for _ in range(count)]
        return lower, upper, step

    def _names(self, numbers):
        return ", ".join(
            "%n" if number == SIZE and self.is_dynamic else f"%c{number}" for number in numbers)

    def _own_statement(self, variables):
        """Writes the element of the iteration, of what others do not write."""
        target = self.rng.choice(self.matrices)
        sources = [m for m in self.matrices if m != target]
        own = ", ".join((variables + ["%c0"])[:2])
        values = []
        for _ in range(2):
            name, source = self.fresh(), self.rng.choice(sources + [target])
            indices = own
            if source != target and self.rng.random() < 0.5:
                indices = ", ".join(
                    self.rng.choice(variables + ["%c1", "%c5"]) for _ in range(2))
            self.line(f"{name} = memref.load {source}[{indices}] : {self.type}")
            values.append(name)
        if self.rng.random() < 0.4:
            values[1] = self._combine(values[1], self._inner(sources, variables))
        value = self._combine(*values)
        self.line(f"memref.store {value}, {target}[{own}] : {self.type}")

    def _inner(self, sources, variables):
        """A value that a loop inside of an iteration reduces."""
        result, variable, value = self.fresh(), self.fresh("%k"), self.fresh()
        source, row = self.rng.choice(sources), self.rng.choice(variables)
        upper = self.rng.choice(["%c3", "%c0", row, "%n"])
        self._open(f"{result} = scf.parallel ({variable}) = (%c0) to ({upper}) step (%c1)"
                   f" init (%zero) -> {self.element} {{")
        self.line(f"{value} = memref.load {source}[{row}, {variable}] : {self.type}")
        self._reduce(value)
        self._close()
        return result

    def _reduce(self, value):
        lhs, rhs, total = self.fresh(), self.fresh(), self.fresh()
        op = self.rng.choice(["addi", "xori", "muli"])
        self._open(f"scf.reduce({value} : {self.element}) {{")
        self.line(f"^bb0({lhs}: {self.element}, {rhs}: {self.element}):")
        self.line(f"{total} = arith.{op} {lhs}, {rhs} : {self.element}")
        self.line(f"scf.reduce.return {total} : {self.element}")
        self._close()

    def _make_parallel(self):
        count = self.rng.choice([1, 2, 2])
        variables = [self.fresh("%i") for _ in range(count)]
        lower, upper, step = self._range(count)
        is_nested = count == 2 and self.rng.random() < 0.4
        parts = [[0], [1]] if is_nested else [list(range(count))]
        for part in parts:
            names = ", ".join(variables[i] for i in part)
            bounds = [self._names([numbers[i] for i in part])
                      for numbers in (lower, upper, step)]
            self._open(f"scf.parallel ({names}) = ({bounds[0]}) to ({bounds[1]})"
                       f" step ({bounds[2]}) {{")
        self._own_statement(variables)
        for _ in parts:
            self.line("scf.reduce")
            self._close()

    def _make_forall(self):
        variables = [self.fresh("%i") for _ in range(2)]
        lower, upper, step = map(self._names, self._range(2))
        self._open(f"scf.forall ({', '.join(variables)}) = ({lower}) to ({upper})"
                   f" step ({step}) {{")
        self._own_statement(variables)
        self._close()

    def _make_affine_parallel(self):
        variables = [self.fresh("%i") for _ in range(2)]
        lower, upper, step = self._range(2)
        ends = [f"min(symbol(%n), {number})" if self.is_dynamic else str(number)
                for number in upper]
        self._open(f"affine.parallel ({', '.join(variables)}) ="
                   f" ({', '.join(map(str, lower))}) to ({', '.join(ends)})"
                   f" step ({', '.join(map(str, step))}) {{")
        self._own_statement(variables)
        self._close()

    def _make_reduction(self):
        """A result for the host, which is stored."""
        result, variable, value = self.fresh(), self.fresh("%i"), self.fresh()
        source = self.rng.choice(self.matrices)
        self._open(f"{result} = scf.parallel ({variable}) = (%c0) to (%n) step (%c1)"
                   f" init (%zero) -> {self.element} {{")
        self.line(f"{value} = memref.load {source}[{variable}, %c2] : {self.type}")
        self._reduce(value)
        self._close()
        self._store(result)

    def _make_sum(self):
        result, variable, carried = self.fresh(), self.fresh("%i"), self.fresh()
        self._open(f"{result} = affine.for {variable} = 1 to 11"
                   f" iter_args({carried} = %zero) -> ({self.element}) {{")
        value = self._combine(carried, self._affine_load([variable]))
        self.line(f"affine.yield {value} : {self.element}")
        self._close()
        self._store(result)

    def _store(self, result):
        """Where the result goes, or what is made of it; now and then somebody reads
        memory before."""
        if self.rng.random() < 0.3:
            other = self.fresh()
            self.line(f"{other} = memref.load %A[%c1, %c1] : {self.type}")
            result = self._combine(result, other)
        if self.rng.random() < 0.3:
            result = self._combine(result, "%zero")
        self.line(f"memref.store {result}, {self.rng.choice(self.matrices)}[%c1, %c2] :"
                  f" {self.type}")

    def text(self):
        shape = f"fuselage.test.shape = array<i64: {SIZE}, {SIZE}>"
        arguments = ", ".join(
            f"{name}: {self.type} {{llvm.noalias, {shape}}}" for name in self.matrices)
        return "\n".join([f"func.func @test({arguments}) {{"] + self.lines
                         + ["  return", "}"]) + "\n"
