# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Index values that are computed while they are written.

Each value carries the number that it has at every point (a thread in one iteration
of the loops around it), with the arithmetic of the machine: 64 bits, which wrap.
"""

import operator
import random

from .indices import COMPARE, Invalid, unsigned
from .lines import Lines

BITS = 64


def signed(value, bits=BITS):
    """The value of the low bits, read as two's complement."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def _divided(lhs, rhs):
    if rhs == 0 or (lhs == -(1 << 63) and rhs == -1):
        raise Invalid("division is undefined")
    quotient = abs(lhs) // abs(rhs)
    return quotient if (lhs < 0) == (rhs < 0) else -quotient


def _nonzero(rhs):
    if rhs == 0:
        raise Invalid("division by zero")
    return rhs


def _shift(amount):
    if not 0 <= amount < BITS:
        raise Invalid("shift by too much")
    return amount


_OPS = {
    "arith.addi": operator.add,
    "arith.subi": operator.sub,
    "arith.muli": operator.mul,
    "arith.shli": lambda a, b: a << _shift(b),
    "arith.shrsi": lambda a, b: a >> _shift(b),
    "arith.shrui": lambda a, b: unsigned(a) >> _shift(b),
    "arith.andi": operator.and_,
    "arith.ori": operator.or_,
    "arith.xori": operator.xor,
    "arith.divsi": _divided,
    "arith.divui": lambda a, b: unsigned(a) // unsigned(_nonzero(b)),
    "arith.remsi": lambda a, b: a - b * _divided(a, b),
    "arith.remui": lambda a, b: unsigned(a) % unsigned(_nonzero(b)),
    "arith.floordivsi": lambda a, b: (_divided(a, b), a // b)[1],
    "arith.minsi": min,
    "arith.maxsi": max,
    "arith.minui": lambda a, b: min(a, b, key=unsigned),
    "arith.maxui": lambda a, b: max(a, b, key=unsigned),
    "index.add": operator.add,
    "index.sub": operator.sub,
    "index.mul": operator.mul,
    "index.remu": lambda a, b: unsigned(a) % unsigned(_nonzero(b)),
}


def _trip(low, high, step):
    """The numbers that the variable of a loop has."""
    if step <= 0 or high - low > 64 * step:
        raise Invalid("a step below one, or too many iterations")
    numbers = []
    while low < high:
        numbers.append(low)
        if len(numbers) > 64:
            raise Invalid("too many iterations")
        low = signed(low + step)
    return numbers


class Points:
    """Where a statement runs. `origin[i]` is the point of the parent that point i
    belongs to; `threads` numbers the thread of each. A value may be an operand of
    an affine operation if its points are `is_affine_scope`."""

    def __init__(self, parent, origin, threads, is_affine_scope=False):
        self.parent, self.origin, self.threads = parent, origin, threads
        self.is_affine_scope = is_affine_scope

    @property
    def is_dead(self):
        return not self.threads

    @staticmethod
    def host():
        return Points(None, [0], [0], True)

    def launch(self, num_threads):
        return Points(self, [0] * num_threads, list(range(num_threads)), True)

    def where(self, flags):
        chosen = [i for i, flag in enumerate(flags) if flag]
        return Points(self, chosen, [self.threads[i] for i in chosen])

    def loop(self, trips):
        """One point for each iteration; `trips` are ranges. Returns the points
        and the values of the induction variable."""
        if sum(map(len, trips)) > 2000:
            raise Invalid("too many iterations")
        origin = [i for i, trip in enumerate(trips) for _ in trip]
        inner = Points(self, origin, [self.threads[i] for i in origin])
        return inner, [value for trip in trips for value in trip]


class Value:
    """An SSA value of type index (or i1) and its number at each of its points."""

    def __init__(self, name, numbers, points):
        self.name, self.numbers, self.points = name, numbers, points

    def at(self, points):
        """The numbers at the points of an inner region."""
        chain = []
        while points is not self.points:
            if points is None:
                raise Invalid("not visible here")
            chain.append(points.origin)
            points = points.parent
        numbers = self.numbers
        for origin in reversed(chain):
            numbers = [numbers[i] for i in origin]
        return numbers


class Text(Lines):
    """Lines of one function, names, and the points at which they run now."""

    def __init__(self, rng):
        super().__init__()
        self.rng: random.Random = rng
        self.points = Points.host()
        self._positions = []

    def define(self, text):
        name = self.fresh()
        self.line(f"{name} = {text}")
        return name

    def checkpoint(self):
        return len(self.lines), self.points, self.depth

    def restore(self, mark):
        length, self.points, self.depth = mark
        del self.lines[length:]

    # ===------------------------------------------------------------------===#
    # Values of type index
    # ===------------------------------------------------------------------===#

    def value(self, text, numbers):
        return Value(self.define(text), [signed(n) for n in numbers], self.points)

    def constant(self, number):
        number = signed(number)
        return self.value(f"arith.constant {number} : index",
                          [number] * len(self.points.threads))

    def binary(self, op, lhs, rhs):
        evaluate = _OPS[op]
        pairs = zip(lhs.at(self.points), rhs.at(self.points))
        numbers = [evaluate(a, b) for a, b in pairs]
        suffix = "" if op.startswith("index.") else " : index"
        return self.value(f"{op} {lhs.name}, {rhs.name}{suffix}", numbers)

    def with_constant(self, op, lhs, number):
        return self.binary(op, lhs, self.constant(number))

    def affine(self, pattern, operand, evaluate):
        """affine.apply of one operand: `pattern` is a map of s0."""
        if not (self.points.is_affine_scope and operand.points.is_affine_scope):
            raise Invalid("no operand of an affine operation")
        numbers = [evaluate(n) for n in operand.at(self.points)]
        if any(n != signed(n) for n in numbers):
            raise Invalid("affine arithmetic must not wrap")
        if self.rng.random() < 0.5:
            text = f"affine.apply affine_map<(d0) -> ({pattern.replace('s0', 'd0')})>"
            return self.value(f"{text}({operand.name})", numbers)
        text = f"affine.apply affine_map<()[s0] -> ({pattern})>"
        return self.value(f"{text}()[{operand.name}]", numbers)

    def affine_modulo(self, operand, modulus, addend=0):
        pattern = f"s0 mod {modulus}" + (f" + {addend}" if addend else "")
        return self.affine(pattern, operand, lambda n: n % modulus + addend)

    def affine_quotient(self, operand, divisor, op="floordiv"):
        if op == "ceildiv" and -(1 << 63) in operand.at(self.points):
            raise Invalid("the lowering negates the dividend")
        evaluate = {"floordiv": lambda n: n // divisor,
                    "ceildiv": lambda n: -(-n // divisor)}[op]
        return self.affine(f"s0 {op} {divisor}", operand, evaluate)

    def narrowed(self, operand, bits, is_signed):
        """The low bits, with or without their sign. Not by index_cast to the narrow
        type and back, which upstream folds away."""
        numbers = [signed(n, bits) if is_signed else unsigned(n, bits)
                   for n in operand.at(self.points)]
        name = self.define(f"arith.index_cast {operand.name} : index to i64")
        name = self.define(f"arith.trunci {name} : i64 to i{bits}")
        op = "arith.extsi" if is_signed else "arith.extui"
        name = self.define(f"{op} {name} : i{bits} to i64")
        return self.value(f"arith.index_cast {name} : i64 to index", numbers)

    def wide(self, op, lhs, number):
        """Arithmetic in i64 instead of index."""
        name = self.define(f"arith.index_cast {lhs.name} : index to i64")
        other = self.define(f"arith.constant {signed(number)} : i64")
        name = self.define(f"{op} {name}, {other} : i64")
        evaluate = _OPS[op]
        return self.value(f"arith.index_cast {name} : i64 to index",
                          [evaluate(n, signed(number)) for n in lhs.at(self.points)])

    def compare(self, predicate, lhs, rhs):
        pairs = zip(lhs.at(self.points), rhs.at(self.points))
        flags = [COMPARE[predicate](a, b) for a, b in pairs]
        name = self.define(f"arith.cmpi {predicate}, {lhs.name}, {rhs.name} : index")
        return Value(name, flags, self.points)

    def select(self, condition, then, otherwise):
        numbers = [a if f else b for f, a, b in zip(
            condition.at(self.points), then.at(self.points), otherwise.at(self.points))]
        return self.value(
            f"arith.select {condition.name}, {then.name}, {otherwise.name} : index", numbers)

    # ===------------------------------------------------------------------===#
    # Regions
    # ===------------------------------------------------------------------===#

    def open_if(self, condition):
        flags = condition.at(self.points)
        self.line(f"scf.if {condition.name} {{")
        return self._enter(self.points.where(flags))

    def open_for(self, low, high, step, may_start_over=False):
        """Returns the induction variable and what close() needs. A loop whose last
        step leaves 64 bits goes on from below."""
        bounds = list(zip(
            low.at(self.points), high.at(self.points), step.at(self.points)))
        if not may_start_over and any(b + c >= 1 << 63 for _, b, c in bounds):
            raise Invalid("it starts over")
        trips = [_trip(a, b, c) for a, b, c in bounds]
        inner, numbers = self.points.loop(trips)
        name = self.fresh("%k")
        self.line(f"scf.for {name} = {low.name} to {high.name} step {step.name} {{")
        mark = self._enter(inner)
        return Value(name, numbers, inner), mark

    def _enter(self, points):
        outer = self.points
        self.points, self.depth = points, self.depth + 1
        return outer

    def close(self, outer):
        self.points, self.depth = outer, self.depth - 1
        self.line("}")
