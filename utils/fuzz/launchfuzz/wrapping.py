# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Index arithmetic that wraps around, brought into bounds at its end."""

from .concrete import signed
from .indices import Invalid

GOLDEN = 0x9E3779B97F4A7C15
HUGE = [
    1 << 31, (1 << 31) - 1, 1 << 32, (1 << 32) + 1, 1 << 61, 1 << 62, (1 << 62) + 3,
    (1 << 62) - 1, (1 << 63) - 1, (1 << 63) - 2, (1 << 63) - 5, 1 << 63, (1 << 63) + 1,
    GOLDEN, (1 << 64) - 3, 3 << 61, 5,
]
_STEPS = ("muli", "muli", "addi", "addi", "shli", "subi", "xori", "narrow", "wide",
          "quotient", "modulo", "divide", "select", "max", "and", "sum")


class Wrapping:
    """Needs `rng`, `out`, and `known`, the host's values of type index."""

    def seeds(self):
        """Values to begin with."""
        return self.known

    def _constant_for(self, size):
        """A factor or an addend that a simplification over the integers might
        drop or reduce: a huge multiple of the size, plus something small."""
        rng = self.rng
        base = rng.choice(HUGE)
        if rng.random() < 0.6:
            base = base // size * size + rng.choice([0, 0, 0, 1, 2, -1])
        return signed(base)

    def _step(self, value, size):
        rng, out = self.rng, self.out
        kind = rng.choice(_STEPS)
        if kind in ("muli", "addi", "subi", "xori"):
            number = self._constant_for(size)
            if rng.random() < 0.3:
                number = rng.randint(1, 9)
            op = f"arith.{kind}"
            if kind != "xori" and rng.random() < 0.1:
                op = f"index.{kind[:3]}"
            return out.with_constant(op, value, number)
        if kind == "shli":
            return out.with_constant("arith.shli", value, rng.choice([1, 2, 31, 60, 61, 62, 63]))
        if kind == "narrow":
            return out.narrowed(value, rng.choice([8, 16, 32, 32, 33]), rng.random() < 0.5)
        if kind == "wide":
            op = rng.choice(["arith.muli", "arith.addi"])
            return out.wide(op, value, self._constant_for(size))
        if kind == "quotient":
            divisor = rng.choice([2, 3, 4, 4, 8, 1 << 31, 1 << 60, 1 << 61, 1 << 62])
            return out.affine_quotient(value, divisor, rng.choice(["floordiv", "ceildiv"]))
        if kind == "modulo":
            return out.affine_modulo(value, rng.choice([2, 3, 4, 9, 1 << 31, size]))
        if kind == "divide":
            op = rng.choice(["arith.divsi", "arith.divui", "arith.floordivsi", "arith.remsi",
                             "arith.remui", "arith.shrsi", "arith.shrui"])
            number = rng.choice([1, 2, 3, 61, 62]) if "shr" in op else rng.choice(
                [2, 3, 4, 8, 1 << 31, 1 << 62])
            return out.with_constant(op, value, number)
        if kind == "select":
            other = rng.choice(self.seeds())
            condition = out.compare(rng.choice(["slt", "ult", "eq", "sge", "ne"]), value, other)
            return out.select(condition, value, other)
        if kind == "max":
            op = rng.choice(["arith.maxsi", "arith.minsi", "arith.maxui", "arith.minui"])
            return out.with_constant(op, value, rng.choice([0, 1, 3, 1 << 62]))
        if kind == "and":
            return out.with_constant("arith.andi", value, rng.choice([3, 7, 15, (1 << 62) - 1]))
        return out.binary(rng.choice(["arith.addi", "arith.subi", "arith.muli"]), value,
                          rng.choice(self.seeds()))

    def _pair(self, value, size):
        """An operation and another one that undoes it over the integers, but not
        in 64 bits."""
        rng, out = self.rng, self.out
        kind = rng.choice(["scaled", "shifted", "moved", "doubled"])
        if kind == "scaled":
            factor = rng.choice([2, 4, 4, 8, 1 << 31, 1 << 60, 1 << 62])
            value = out.with_constant("arith.muli", value, factor)
            return self._quotient(value, factor)
        if kind == "shifted":
            amount = rng.choice([1, 2, 31, 60, 61, 62])
            value = out.with_constant("arith.shli", value, amount)
            if rng.random() < 0.5:
                return out.with_constant(rng.choice(["arith.shrsi", "arith.shrui"]), value, amount)
            return self._quotient(value, 1 << amount)
        if kind == "moved":
            number = self._constant_for(size)
            value = out.with_constant("arith.addi", value, number)
            if rng.random() < 0.5:
                return value
            return out.with_constant("arith.subi", value, number)
        value = out.binary("arith.addi", value, value)
        return self._quotient(value, 2)

    def _quotient(self, value, divisor):
        if self.rng.random() < 0.6:
            return self.out.affine_quotient(value, divisor)
        op = self.rng.choice(["arith.divsi", "arith.divui", "arith.floordivsi"])
        return self.out.with_constant(op, value, divisor)

    def wild(self, size):
        """Any number, by one to four steps."""
        rng = self.rng
        value = rng.choice(self.seeds())
        for _ in range(rng.choice([1, 1, 2, 3])):
            if rng.random() < 0.35:
                value = self._pair(value, size)
            else:
                value = self._step(value, size)
        return value

    def bounded(self, size):
        """A number from 0 up to a size, by operations that keep it there."""
        rng, out = self.rng, self.out
        if size <= 0:
            raise Invalid("nothing is below zero")
        value = self.wild(size)
        numbers = value.at(out.points)
        if all(0 <= n < size for n in numbers) and rng.random() < 0.7:
            return value
        kind = rng.choice(["affine", "affine", "affine", "remui", "and", "clamp"])
        if kind == "affine" and value.points.is_affine_scope and out.points.is_affine_scope:
            return out.affine_modulo(value, size)
        if kind == "and" and size & (size - 1) == 0:
            return out.with_constant("arith.andi", value, size - 1)
        if kind == "clamp":
            value = out.with_constant("arith.maxsi", value, 0)
            return out.with_constant("arith.minsi", value, size - 1)
        return out.with_constant("arith.remui", value, size)
