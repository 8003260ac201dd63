# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Bodies as lowered tensor programs have them: loops over rows that a thread owns,
reductions into memory, and guards that several launches share."""

import math

from . import values
from .indices import (
    Binary,
    Both,
    Comparison,
    Constant,
    GlobalId,
    Invalid,
    Variable,
    add,
    fit,
    scale,
)
from .statements import For, If, Store


class Row:
    """The elements of a buffer that one thread owns: `length` of them."""

    def __init__(self, handle, linear, num_threads):
        self.handle, self.linear = handle, linear
        self.is_flat = len(handle.shape) == 1
        if self.is_flat:
            self.length = handle.shape[0] // num_threads
        elif len(handle.shape) == 2 and handle.shape[0] >= num_threads:
            self.length = handle.shape[1]
        else:
            self.length = 0

    def indices(self, position):
        if self.is_flat:
            return [add(scale(self.linear, self.length), position)]
        return [self.linear, position]


class StructuredStatements:
    """What a launch grows by, too."""

    def _rows(self, handles, length=None):
        rows = [
            Row(handle, self.configuration.linear, self.configuration.num_threads)
            for handle in handles
        ]
        return [r for r in rows if r.length > 1 and length in (None, r.length)]

    def _row_of_target(self):
        rows = self._rows([self._target() for _ in range(4)])
        if not rows:
            raise Invalid("no rows to write")
        return self.rng.choice(rows)

    def _row_of_source(self, length=None):
        readable = [
            h for h in self.handles if h.memory.initialized and h.element != "i8"
        ]
        rows = self._rows(readable, length)
        if not rows:
            raise Invalid("no rows to read")
        return self.rng.choice(rows)

    def _row_loops(self, length):
        """One loop or two around a body, and the position in the row."""
        factors = [n for n in range(2, length) if length % n == 0]
        trips = [length]
        if factors and self.rng.random() < 0.5:
            inner = self.rng.choice(factors)
            trips = [length // inner, inner]
        elif self.rng.random() < 0.15:
            trips = [max(1, length - 1)]
        loops, position = [], None
        for trip in trips:
            name = self.program.fresh_variable("k")
            loops.append(
                values.LoopRange(name, Constant(0), self.program.size(trip), 1)
            )
            variable = Variable(name)
            position = add(scale(position, trip), variable) if position else variable
        return loops, position

    @staticmethod
    def _nest(loops, body):
        for loop in reversed(loops):
            body = [For(loop, body)]
        return body

    def _inside_all(self, loops):
        domain = self.domain
        for loop in loops:
            self.loop_variables = self.loop_variables + [loop.variable]
            domain = loop.domain(domain)
        return domain

    def _outside_all(self, loops):
        self.loop_variables = self.loop_variables[: -len(loops)]

    def _position_to_read(self, position, length):
        """The same position of a row, or one that a merged loop must not take for
        the same."""
        kind = self.rng.choices(
            ["same", "next", "previous", "reversed", "first", "last"], [12, 1, 1, 1, 1, 1]
        )[0]
        if kind == "next":
            return Binary("min", Binary("+", position, Constant(1)), Constant(length - 1))
        if kind == "previous":
            return Binary("max", Binary("-", position, Constant(1)), Constant(0))
        if kind == "reversed":
            return Binary("-", Constant(length - 1), position)
        if kind in ("first", "last"):
            return Constant(0 if kind == "first" else length - 1)
        return position

    def _row_value(self, element, row, position, domain):
        """From the same row of a buffer with rows as long, if there is one."""
        try:
            source = self._row_of_source(row.length)
        except Invalid:
            return self.value(element, 1, domain)
        place = self._position_to_read(position, row.length)
        loaded = values.Converted(
            element, values.Load(source.handle, source.indices(place))
        )
        if self.rng.random() < 0.3:
            return loaded
        return self._combined(element, loaded, self.value(element, 0, domain))

    def _combined(self, element, lhs, rhs):
        ops = values.FLOAT_OPS if values.is_float(element) else values.INTEGER_OPS
        return values.Arithmetic(self.rng.choice(ops), lhs, rhs)

    def _make_row_loop(self):
        """Stores a row, element by element."""
        row = self._row_of_target()
        loops, position = self._row_loops(row.length)
        domain = self._inside_all(loops)
        target = row.handle
        value = self._row_value(target.element, row, position, domain)
        body = [Store(target, row.indices(position), value)]
        if self.rng.random() < 0.1:
            body = [If(self.condition(domain=domain), body)]
        self._outside_all(loops)
        return self._nest(loops, body)

    def _make_row_reduction(self):
        """Combines a row in one element of memory."""
        target, source = self._target(), self._row_of_source()
        indices = self.indices(target)
        loops, position = self._row_loops(source.length)
        loaded = values.Converted(
            target.element, values.Load(source.handle, source.indices(position))
        )
        total = self._combined(target.element, values.Load(target, indices), loaded)
        first = Store(target, indices, values.Literal(target.element, 0))
        body = [Store(target, indices, total)]
        if self.rng.random() < 0.1:
            body = [If(self.condition(), body)]
        is_started = target.memory.is_initialized() and self.rng.random() < 0.3
        return ([] if is_started else [first]) + self._nest(loops, body)

    # ===------------------------------------------------------------------===#
    # Guards
    # ===------------------------------------------------------------------===#

    def _shared_condition(self):
        """That of an earlier guard, one that implies it, or a new one."""
        guards, rng = self.program.guards, self.rng
        if not guards or rng.random() < 0.25:
            guards.append(self.condition(allow_data=False))
            return guards[-1]
        condition = rng.choice(guards[-3:])
        kind = rng.choices(["equal", "stronger", "other bound"], [6, 2, 2])[0]
        if kind == "stronger":
            both = [condition, self.condition(allow_data=False)]
            rng.shuffle(both)
            return Both("arith.andi", *both)
        if kind == "other bound" and isinstance(condition, Comparison):
            if isinstance(condition.rhs, Constant):
                bound = Constant(max(0, condition.rhs.value + rng.choice([-1, 1])))
                return Comparison(condition.predicate, condition.lhs, bound)
        return condition

    def _make_shared_guard(self):
        condition = self._shared_condition()
        kinds = ["store", "store", "update", "loop_update", "row_loop", "row_reduction"]
        then = getattr(self, "_make_" + self.rng.choice(kinds))()
        otherwise = []
        if self.rng.random() < 0.15:
            otherwise = getattr(self, "_make_" + self.rng.choice(kinds[:3]))()
        return [If(condition, then, otherwise)]

    def _tile_conditions(self, shape):
        """Which threads of a tile are inside of a buffer, by dimension."""
        for (index, _), size in zip(self.configuration.coordinates, shape):
            if isinstance(index, GlobalId) and self.rng.random() < 0.7:
                block = Constant(index.block_size)
                first = Binary("*", Variable("b" + index.dimension), block)
                bound = Binary("min", block, Binary("-", Constant(size), first))
                yield Comparison("slt", Variable("t" + index.dimension), bound)
            else:
                yield Comparison(self.rng.choice(["slt", "ult"]), index, Constant(size))

    def _make_tile_store(self):
        """A store by the threads whose coordinates are in bounds, as in tiles that
        a buffer's size is no multiple of."""
        target = self._target()
        coordinates = self.configuration.coordinates
        if len(coordinates) != len(target.shape):
            raise Invalid("no element for each thread")
        conditions = list(self._tile_conditions(target.shape))
        domain = self.domain
        for condition in conditions:
            domain = values.split(condition, domain)[0]
        if domain.size == 0:
            raise Invalid("no thread is inside")
        indices = [index for index, _ in coordinates]
        statements = [self._store(target, indices, domain)]
        if self.rng.random() < 0.2 and math.prod(target.shape) > 1:
            place = [fit(i, s, domain, self.rng) for i, s in zip(indices, target.shape)]
            statements.append(self._store(target, place, domain))
        for condition in reversed(conditions):
            statements = [If(condition, statements)]
        return statements
