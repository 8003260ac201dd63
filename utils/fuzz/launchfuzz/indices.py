# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Index expressions and the points at which they are evaluated."""

import operator
import re


class Invalid(Exception):
    """A statement that a valid program does not contain."""


class Domain:
    """The points at which a statement runs, one column for each variable.

    A point is one thread (columns "thread" and "block" number it) in one
    iteration of each loop around the statement. If not `certain`, the statement
    runs at some of these points only, which depends on data.
    """

    def __init__(self, columns, certain=True):
        self.columns = columns
        self.certain = certain
        self.size = len(columns["thread"])

    def where(self, flags):
        """The points whose flag is true."""
        columns = {
            name: [value for value, flag in zip(column, flags) if flag]
            for name, column in self.columns.items()
        }
        return Domain(columns, self.certain)

    def uncertain(self):
        """The same points, which may or may not be reached."""
        return Domain(self.columns, certain=False)

    @staticmethod
    def union(domains):
        """The points of several domains with the same columns."""
        columns = {
            name: [value for domain in domains for value in domain.columns[name]]
            for name in domains[0].columns
        }
        return Domain(columns, all(domain.certain for domain in domains))

    def loop(self, variable, lows, highs, step):
        """All iterations of a loop, whose bounds may differ between points."""
        trips = [range(low, high, step) for low, high in zip(lows, highs)]
        columns = {
            name: [value for value, trip in zip(column, trips) for _ in trip]
            for name, column in self.columns.items()
        }
        columns[variable] = [iteration for trip in trips for iteration in trip]
        return Domain(columns, self.certain)


class Index:
    """An expression of type index."""

    def values(self, domain):
        """The value at each point of a domain."""
        raise NotImplementedError

    def affine(self, operands):
        """The text in an affine map, or None. Appends the variables that it
        uses to `operands`, which become d0, d1 and so on."""
        return None

    def emit(self, out):
        """Writes operations that compute the value; returns its name."""
        raise NotImplementedError


def affine_text(index, out):
    """The text of an index in an affine operation, or None. Only ids that are
    arguments of the launch may occur in one."""
    operands = []
    text = index.affine(operands)
    if text is None or not all(operand in out.affine_names for operand in operands):
        return None
    return re.sub(r"d(\d+)", lambda m: out.names[operands[int(m[1])]], text)


def element_text(op, indices, out):
    """The dialect and the indices of a load or a store."""
    if out.rng.random() < 0.4 * out.affine_share:
        texts = [affine_text(index, out) for index in indices]
        if None not in texts:
            return f"affine.{op}", ", ".join(texts)
    return f"memref.{op}", ", ".join(index.emit(out) for index in indices)


class Constant(Index):
    def __init__(self, value):
        self.value = value

    def values(self, domain):
        return [self.value] * domain.size

    def affine(self, operands):
        return str(self.value)

    def emit(self, out):
        return out.index_constant(self.value)


class Variable(Index):
    """An id of the thread, a loop's induction variable, or a known value that
    the host passes in."""

    def __init__(self, name):
        self.name = name

    def values(self, domain):
        if self.name not in domain.columns:
            raise Invalid("not defined here")
        return domain.columns[self.name]

    def affine(self, operands):
        if self.name not in operands:
            operands.append(self.name)
        return f"d{operands.index(self.name)}"

    def emit(self, out):
        return out.names[self.name]


class GlobalId(Index):
    """block id * block size + thread id along one dimension."""

    def __init__(self, dimension, block_size):
        self.dimension = dimension
        self.block_size = block_size
        self.sum = Binary(
            "+",
            Binary("*", Variable("b" + dimension), Constant(block_size)),
            Variable("t" + dimension),
        )

    def values(self, domain):
        return self.sum.values(domain)

    def affine(self, operands):
        return self.sum.affine(operands)

    def emit(self, out):
        # A statement may use the index of an earlier launch with other blocks.
        has_size = out.block_sizes.get(self.dimension) == self.block_size
        if out.rng.random() < 0.2 and has_size:
            return out.define(f"gpu.global_id {self.dimension}")
        return self.sum.emit(out)


_EVALUATE = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "min": min,
    "max": max,
}

# The generator makes no negative operands of divisions.
_SPELLINGS = {
    "+": ["arith.addi", "arith.addi", "index.add"],
    "-": ["arith.subi", "arith.subi", "index.sub"],
    "*": ["arith.muli", "arith.muli", "index.mul"],
    "floordiv": ["arith.divui", "arith.divsi", "arith.floordivsi", "index.divu"],
    "mod": ["arith.remui", "arith.remsi", "index.remu"],
    "min": ["arith.minsi", "index.mins"],
    "max": ["arith.maxsi", "index.maxs"],
}


class Binary(Index):
    def __init__(self, op, lhs, rhs):
        self.op, self.lhs, self.rhs = op, lhs, rhs

    def values(self, domain):
        return list(
            map(
                _EVALUATE[self.op], self.lhs.values(domain), self.rhs.values(domain)
            )
        )

    def affine(self, operands):
        if self.op in ("min", "max"):
            return None
        if self.op in ("*", "floordiv", "mod") and not isinstance(
            self.rhs, Constant
        ):
            return None
        lhs, rhs = self.lhs.affine(operands), self.rhs.affine(operands)
        return lhs and rhs and f"({lhs} {self.op} {rhs})"

    def _emit_affine(self, out):
        """As one affine operation, if it can be one."""
        operands = []
        if self.op in ("min", "max"):
            lhs, rhs = self.lhs.affine(operands), self.rhs.affine(operands)
            results, name = f"{lhs}, {rhs}", f"affine.{self.op}"
            if not lhs or not rhs:
                return None
        else:
            results, name = self.affine(operands), "affine.apply"
            if not results:
                return None
        dims = ", ".join(f"d{i}" for i in range(len(operands)))
        values = ", ".join(out.names[operand] for operand in operands)
        return out.define(f"{name} affine_map<({dims}) -> ({results})>({values})")

    def emit(self, out):
        if out.rng.random() < out.affine_share:
            name = self._emit_affine(out)
            if name:
                return name
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        op = out.rng.choice(_SPELLINGS[self.op])
        return out.define(f"{op} {lhs}, {rhs}" + (" : index" if "arith" in op else ""))


def _signed(value, bits=64):
    """The value of the low bits, read as two's complement."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def unsigned(value, bits=64):
    return value & ((1 << bits) - 1)


def _truncated(lhs, rhs):
    """Division that rounds towards zero."""
    quotient = abs(lhs) // abs(rhs)
    return quotient if (lhs < 0) == (rhs < 0) else -quotient


_MACHINE = {
    "arith.divsi": _truncated,
    "arith.remsi": lambda a, b: a - b * _truncated(a, b),
    "arith.floordivsi": operator.floordiv,
    "arith.ceildivsi": lambda a, b: -(-a // b),
    "arith.divui": lambda a, b: unsigned(a) // unsigned(b),
    "arith.remui": lambda a, b: unsigned(a) % unsigned(b),
    "arith.minui": lambda a, b: min(a, b, key=unsigned),
    "arith.maxui": lambda a, b: max(a, b, key=unsigned),
    "arith.andi": operator.and_,
    "arith.xori": operator.xor,
    "arith.shrui": lambda a, b: unsigned(a) >> b,
    "arith.shrsi": operator.rshift,
    "index.divs": _truncated,
    "index.rems": lambda a, b: a - b * _truncated(a, b),
    "index.floordivs": operator.floordiv,
    "index.ceildivs": lambda a, b: -(-a // b),
    "index.remu": lambda a, b: unsigned(a) % unsigned(b),
}


class Machine(Index):
    """An operation whose operand may be negative, where signed and unsigned, and
    the ways of rounding, differ."""

    OPS = tuple(_MACHINE)

    def __init__(self, op, lhs, rhs):
        self.op, self.lhs, self.rhs = op, lhs, rhs

    def values(self, domain):
        evaluate = _MACHINE[self.op]
        pairs = zip(self.lhs.values(domain), self.rhs.values(domain))
        return [_signed(evaluate(a, b)) for a, b in pairs]

    def emit(self, out):
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        suffix = " : index" if self.op.startswith("arith") else ""
        return out.define(f"{self.op} {lhs}, {rhs}{suffix}")


class Narrow(Index):
    """The low bits of an index, with or without their sign. Not by index_cast to
    the narrow type and back, which upstream folds away."""

    def __init__(self, bits, is_signed, value):
        self.bits, self.is_signed, self.value = bits, is_signed, value

    def values(self, domain):
        if self.is_signed:
            return [_signed(v, self.bits) for v in self.value.values(domain)]
        return [v & ((1 << self.bits) - 1) for v in self.value.values(domain)]

    def emit(self, out):
        name = out.define(f"arith.index_cast {self.value.emit(out)} : index to i64")
        name = out.define(f"arith.trunci {name} : i64 to i{self.bits}")
        op = "arith.index_cast" if self.is_signed else "arith.index_castui"
        return out.define(f"{op} {name} : i{self.bits} to index")


class Choice(Index):
    """One of two indices."""

    def __init__(self, condition, then, otherwise):
        self.condition, self.then, self.otherwise = condition, then, otherwise

    def values(self, domain):
        return [
            a if flag else b
            for flag, a, b in zip(
                self.condition.flags(domain),
                self.then.values(domain),
                self.otherwise.values(domain),
            )
        ]

    def emit(self, out):
        condition = self.condition.emit(out)
        then, otherwise = self.then.emit(out), self.otherwise.emit(out)
        return out.define(f"arith.select {condition}, {then}, {otherwise} : index")


class TableEntry(Index):
    """An entry of a constant global, whose values are known."""

    def __init__(self, table, position):
        self.table, self.position = table, position

    def values(self, domain):
        positions = self.position.values(domain)
        if positions and not 0 <= min(positions) <= max(positions) < len(
            self.table.entries
        ):
            raise Invalid("index out of bounds")
        return [self.table.entries[i] for i in positions]

    def emit(self, out):
        position = self.position.emit(out)
        table = out.define(f"memref.get_global @{self.table.name} : {self.table.type}")
        return out.define(f"memref.load {table}[{position}] : {self.table.type}")


class Table:
    """A constant global of indices."""

    def __init__(self, name, entries):
        self.name, self.entries = name, entries
        self.type = f"memref<{len(entries)}xindex>"

    def declaration(self):
        values = ", ".join(map(str, self.entries))
        return (
            f'memref.global "private" constant @{self.name} : {self.type} ='
            f" dense<[{values}]>"
        )


def add(lhs, rhs):
    """lhs + rhs, without a needless 0."""
    if isinstance(lhs, Constant) and lhs.value == 0:
        return rhs
    if isinstance(rhs, Constant) and rhs.value == 0:
        return lhs
    return Binary("+", lhs, rhs)


def scale(index, factor):
    """index * factor, without a needless 1."""
    return index if factor == 1 else Binary("*", index, Constant(factor))


def fit(index, size, domain, rng):
    """An index that stays below a size, which wraps or clamps what does not."""
    values = index.values(domain)
    if not values:
        return index
    low, high = min(values), max(values)
    if low >= 0 and high < size:
        return index
    if max(-low, high) > 1 << 31:
        raise Invalid("arithmetic would wrap around")
    if rng.random() < 0.4:
        if high >= size:
            index = Binary("min", index, Constant(size - 1))
        return Binary("max", index, Constant(0)) if low < 0 else index
    if low < 0:
        index = Binary("+", index, Constant(-low // size * size + size))
    return Binary("mod", index, Constant(size))


# ===----------------------------------------------------------------------===#
# Conditions
# ===----------------------------------------------------------------------===#

COMPARE = {
    "eq": operator.eq,
    "ne": operator.ne,
    "slt": operator.lt,
    "sle": operator.le,
    "sgt": operator.gt,
    "sge": operator.ge,
    "ult": lambda a, b: unsigned(a) < unsigned(b),
    "ule": lambda a, b: unsigned(a) <= unsigned(b),
    "uge": lambda a, b: unsigned(a) >= unsigned(b),
}


class Comparison:
    """A condition on indices."""

    is_data = False

    def __init__(self, predicate, lhs, rhs):
        self.predicate, self.lhs, self.rhs = predicate, lhs, rhs

    def visit(self, domain, accesses):
        """Comparing indices accesses no memory."""

    def flags(self, domain):
        """Where it holds."""
        return list(
            map(
                COMPARE[self.predicate],
                self.lhs.values(domain),
                self.rhs.values(domain),
            )
        )

    def affine_set(self, out):
        """The text of an affine set and its operands, or None."""
        operands = []
        lhs, rhs = self.lhs.affine(operands), self.rhs.affine(operands)
        patterns = {
            "eq": f"{lhs} - {rhs} == 0",
            "slt": f"{rhs} - {lhs} - 1 >= 0",
            "sge": f"{lhs} - {rhs} >= 0",
        }
        if not lhs or not rhs or self.predicate not in patterns:
            return None
        if not all(operand in out.affine_names for operand in operands):
            return None
        dims = ", ".join(f"d{i}" for i in range(len(operands)))
        names = ", ".join(out.names[operand] for operand in operands)
        return f"affine_set<({dims}) : ({patterns[self.predicate]})>({names})"

    def emit(self, out):
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        if out.rng.random() < 0.15:
            return out.define(f"index.cmp {self.predicate}({lhs}, {rhs})")
        return out.define(f"arith.cmpi {self.predicate}, {lhs}, {rhs} : index")


class Both:
    """The conjunction, or the disjunction, of two conditions on indices."""

    is_data = False

    def affine_set(self, out):
        """Written as arithmetic only."""
        return None

    def __init__(self, op, lhs, rhs):
        self.op, self.lhs, self.rhs = op, lhs, rhs

    def visit(self, domain, accesses):
        """Comparing indices accesses no memory."""

    def flags(self, domain):
        combine = operator.and_ if self.op == "arith.andi" else operator.or_
        return list(map(combine, self.lhs.flags(domain), self.rhs.flags(domain)))

    def emit(self, out):
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        return out.define(f"{self.op} {lhs}, {rhs} : i1")
