# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Launches at random."""

import itertools
import math

from . import values
from .indices import (
    Binary,
    Both,
    Choice,
    Comparison,
    Constant,
    Domain,
    GlobalId,
    Invalid,
    Machine,
    Narrow,
    TableEntry,
    Variable,
    add,
    fit,
    scale,
)
from .memory import ELEMENT_BYTES, Accesses, Handle, Memory, view_of
from .statements import (
    AllReduce,
    Atomic,
    Barrier,
    Branch,
    Call,
    Copy,
    EarlyExit,
    For,
    If,
    MakeView,
    Print,
    Store,
    VectorUpdate,
    emit_all,
    visit_all,
)
from .structured import StructuredStatements
from .weights import STATEMENTS

DIMENSIONS = "xyz"
ATTEMPTS = 5


class Configuration:
    """The numbers of blocks and threads, and indices that number the threads.
    `order` are the dimensions from the slowest to the fastest: with another one,
    the same threads have the same numbers under permuted ids."""

    def __init__(self, blocks, threads, order=(0, 1, 2)):
        self.blocks, self.threads = tuple(blocks), tuple(threads)
        self.order = tuple(order)
        self.coordinates = []
        sizes = [(DIMENSIONS[i], blocks[i], threads[i]) for i in order]
        for name, grid, block in sizes:
            if grid * block == 1:
                continue
            if block == 1:
                index = Variable("b" + name)
            elif grid == 1:
                index = Variable("t" + name)
            else:
                index = GlobalId(name, block)
            self.coordinates.append((index, grid * block))
        self.num_threads = math.prod(self.blocks) * math.prod(self.threads)
        self.linear = self._linear(self.coordinates)
        self.block = self._linear(
            [(Variable("b" + n), grid) for n, grid, _ in sizes if grid > 1]
        )
        self.thread = self._linear(
            [(Variable("t" + n), block) for n, _, block in sizes if block > 1]
        )

    def permuted(self, places):
        """The same launch with dimension i at places[i]."""
        blocks, threads = [1, 1, 1], [1, 1, 1]
        for old, new in enumerate(places):
            blocks[new], threads[new] = self.blocks[old], self.threads[old]
        return Configuration(blocks, threads, [places[i] for i in self.order])

    @staticmethod
    def _linear(coordinates):
        """The number of a point in row-major order."""
        number = None
        for index, extent in coordinates:
            number = add(scale(number, extent), index) if number else index
        return number or Constant(0)

    def domain(self, host):
        """All threads; `host` gives the values of variables of the host."""
        ids = list(itertools.product(*map(range, self.blocks + self.threads)))
        columns = {}
        names = ["b" + d for d in DIMENSIONS] + ["t" + d for d in DIMENSIONS]
        for position, name in enumerate(names):
            columns[name] = [point[position] for point in ids]
        for names, sizes in (("g", self.blocks), ("s", self.threads)):
            for dimension, size in zip(DIMENSIONS, sizes):
                columns[names + dimension] = [size] * len(ids)
        columns["thread"] = list(range(len(ids)))
        size = math.prod(self.threads)
        columns["block"] = [thread // size for thread in range(len(ids))]
        for name, value in host.columns.items():
            columns[name] = [value] * len(ids)
        return Domain(columns, host.certain)


class HostPoint:
    """The values of the variables of the host in one iteration of its loops."""

    def __init__(self, columns=None, certain=True):
        self.columns, self.certain = columns or {}, certain


class Launch(StructuredStatements):
    """One gpu.launch: grows by statements that keep it valid."""

    def __init__(self, program, configuration, points):
        self.program, self.rng = program, program.rng
        self.weights = program.weights
        self.configuration = configuration
        self.domains = [configuration.domain(point) for point in points]
        self.accesses = [Accesses() for _ in points]
        self.host_variables = list(program.loop_variables)
        self.body = []
        self.sizes = [
            program.size(extent)
            for extent in configuration.blocks + configuration.threads
        ]
        self.handles = program.handles_of_chain()
        self.workgroup, self.private = [], []
        self.is_uniform = True
        self.loop_variables = []
        self.has_exits = False

    # ===------------------------------------------------------------------===#
    # Growing
    # ===------------------------------------------------------------------===#

    def grow(self, num_statements):
        """Adds statements; returns whether there is one that stores."""
        for _ in range(num_statements):
            kind = self.weights.pick(STATEMENTS)
            for _ in range(ATTEMPTS):
                if self._try_add(kind):
                    break
        return any(not isinstance(s, (MakeView, EarlyExit, Barrier)) for s in self.body)

    def _try_add(self, kind):
        handles, workgroup, private = (
            list(self.handles), list(self.workgroup), list(self.private)
        )
        domains = []
        for accesses in self.accesses:
            accesses.begin()
        try:
            statements = getattr(self, "_make_" + kind)()
            for domain, accesses in zip(self.domains, self.accesses):
                domains.append(visit_all(statements, domain, accesses))
        except Invalid:
            for accesses in self.accesses:
                accesses.rollback()
            self.handles, self.workgroup, self.private = handles, workgroup, private
            self.loop_variables = []
            return False
        for accesses in self.accesses:
            accesses.commit()
        if any(isinstance(s, EarlyExit) for s in statements):
            self.is_uniform = False
        self.domains = domains
        self.body += statements
        return True

    @property
    def domain(self):
        """The points of all iterations of the host's loops."""
        if len(self.domains) == 1:
            return self.domains[0]
        return Domain.union(self.domains)

    # ===------------------------------------------------------------------===#
    # Indices
    # ===------------------------------------------------------------------===#

    def usual_indices(self, handle):
        """The indices that each thread of every launch uses for a buffer unless
        it does something unusual."""
        configuration = self.configuration
        coordinates = configuration.coordinates
        if len(coordinates) == len(handle.shape) and all(
            extent <= size for (_, extent), size in zip(coordinates, handle.shape)
        ):
            return [index for index, _ in coordinates]
        if len(handle.shape) == 2 and handle.shape == [
            math.prod(configuration.blocks), math.prod(configuration.threads)
        ]:
            return [configuration.block, configuration.thread]
        if self.program.has_machine_divisions and len(handle.shape) > 1:
            return self._split_indices(handle.shape)
        indices, inner = [], 1
        for size in reversed(handle.shape):
            index = configuration.linear
            if inner > 1:
                index = Binary("floordiv", index, Constant(inner))
            if inner * size < configuration.num_threads or len(indices) + 1 < len(
                handle.shape
            ):
                index = Binary("mod", index, Constant(size))
            indices.insert(0, index)
            inner *= size
        return indices

    def _split_indices(self, shape):
        """The number of the thread, split by sizes of the shape that the host may
        have computed; now and then by another size, or in another order."""
        rng, number, indices = self.rng, self.configuration.linear, []
        last = self.configuration.num_threads
        for dim, size in reversed(list(enumerate(shape))):
            if dim == 0 and last <= size:
                indices.insert(0, number)
                break
            divisor = size if rng.random() < 0.96 else rng.randint(1, size)
            divisor = self.program.size(divisor)
            indices.insert(0, Machine("arith.remui", number, divisor))
            number = Machine("arith.divui", number, divisor)
            last = -(-last // size)
        if len(shape) == 2 and shape[0] == shape[1] and rng.random() < 0.04:
            indices.reverse()
        return indices

    def _variable(self):
        """A variable for an index."""
        pool = [index for index, _ in self.configuration.coordinates]
        pool += [self.configuration.linear, self.configuration.thread]
        pool += [self.configuration.block]
        pool += [Variable(name) for name in self.host_variables]
        pool += [Variable(name) for name in self.program.known]
        pool = [index for index in pool if not isinstance(index, Constant)]
        if not pool or self.rng.random() < 0.05:
            pool.append(Variable("b" + self.rng.choice(DIMENSIONS)))
        if self.loop_variables:
            pool += 2 * [Variable(name) for name in self.loop_variables]
        return self.rng.choice(pool)

    def _unusual_index(self, size, domain):
        """Some index below a size."""
        rng, variable = self.rng, self._variable()
        kind = rng.choice(
            ["same", "shift", "reverse", "stride", "mod", "div", "table", "constant",
             "sum", "swap", "clamp", "combined", "machine", "machine", "narrow",
             "choice"]
        )
        if kind == "shift":
            variable = Binary(rng.choice("+-"), variable, Constant(rng.randint(1, 3)))
        elif kind == "reverse":
            variable = Binary("-", Constant(size - 1), variable)
        elif kind == "stride":
            variable = Binary("*", variable, Constant(rng.randint(2, 4)))
            variable = add(variable, Constant(rng.randint(0, 2)))
        elif kind in ("mod", "div"):
            op = {"mod": "mod", "div": "floordiv"}[kind]
            variable = Binary(op, variable, Constant(rng.randint(2, max(2, size))))
        elif kind == "table":
            table = self.program.table(size)
            position = fit(variable, len(table.entries), domain, rng)
            return TableEntry(table, position)
        elif kind == "constant":
            return Constant(rng.randrange(size))
        elif kind in ("sum", "combined"):
            other = scale(self._variable(), rng.randint(1, 4))
            variable = Binary(rng.choice("++-"), variable, other)
        elif kind == "swap":
            coordinates = self.configuration.coordinates
            variable = rng.choice(coordinates)[0] if coordinates else variable
        elif kind == "machine":
            shifted = Binary("-", variable, Constant(rng.choice([0, 1, 3, 5])))
            op = rng.choice(Machine.OPS)
            limit = 3 if "shr" in op else 6
            variable = Machine(op, shifted, Constant(rng.randint(1, limit)))
            variable = add(variable, Constant(rng.choice([0, 0, 2, 3])))
        elif kind == "narrow":
            scaled = scale(variable, rng.choice([1, 3, 40]))
            variable = Narrow(rng.choice([4, 8, 32]), rng.random() < 0.6, scaled)
        elif kind == "choice":
            other = scale(self._variable(), rng.randint(1, 2))
            condition = Comparison("slt", variable, Constant(rng.randint(1, 8)))
            variable = Choice(condition, other, variable)
        elif kind == "clamp":
            op = rng.choice(["min", "max"])
            variable = Binary(op, variable, Constant(rng.randrange(size)))
        if kind == "combined":
            variable = Binary("mod", fit(variable, 64, domain, rng),
                              Constant(rng.randint(2, 8)))
        return fit(variable, size, domain, rng)

    def _fitted(self, indices, handle, domain):
        return [
            fit(index, size, domain, self.rng)
            for index, size in zip(indices, handle.shape)
        ]

    def indices(self, handle, domain=None, is_unusual=None):
        """Indices that are in bounds at all points of a domain."""
        domain = domain or self.domain
        recent = self.program.recent.get(handle.name)
        if recent and self.rng.random() < 0.3:
            return list(self.rng.choice(recent))
        if is_unusual is None:
            is_input = handle.memory.name in self.program.inputs
            is_unusual = self.weights.share(
                "unusual_index_of_input" if is_input else "unusual_index"
            )
        usual = self.usual_indices(handle)
        coordinates = [index for index, _ in self.configuration.coordinates]
        if not is_unusual and self._are_inside(coordinates, handle, domain):
            return coordinates
        if not is_unusual:
            return self._fitted(usual, handle, domain)
        if len(usual) > 1 and self.rng.random() < 0.3:
            self.rng.shuffle(usual)
            return self._fitted(usual, handle, domain)
        return [
            self._unusual_index(size, domain)
            if self.rng.random() < 0.7
            else fit(index, size, domain, self.rng)
            for index, size in zip(usual, handle.shape)
        ]

    @staticmethod
    def _are_inside(indices, handle, domain):
        """Whether indices are in bounds, one for each dimension."""
        return len(indices) == len(handle.shape) and all(
            max(index.values(domain), default=0) < size
            for index, size in zip(indices, handle.shape)
        )

    def offset(self, room):
        """An offset below a bound, for a view made in the body."""
        if self.rng.random() < 0.5:
            return self._unusual_index(room, self.domain)
        return fit(self.configuration.linear, room, self.domain, self.rng)

    def condition(self, allow_data=True, domain=None):
        """A condition on ids, on bounds or on data."""
        rng = self.rng
        kind = rng.choice(
            ["bound", "bound", "one", "parity", "range", "block", "data", "both"]
        )
        if kind == "data" and allow_data:
            value = self.value(rng.choice(["f32", "i32"]), 1, domain)
            literal = values.Literal(value.element, rng.randint(-3, 3))
            return values.DataComparison(value, literal)
        if kind == "both":
            op = rng.choice(["arith.andi", "arith.ori"])
            return Both(op, self.condition(False, domain), self.condition(False, domain))
        size = self.configuration.num_threads
        if kind == "one":
            chosen = Constant(rng.randrange(size))
            return Comparison("eq", self.configuration.linear, chosen)
        if kind == "range":
            start = Constant(rng.randint(1, 3))
            index = Binary("-", self.configuration.linear, start)
            return Comparison(rng.choice(["ult", "uge"]), index, Constant(rng.randint(1, size)))
        if kind == "parity":
            parity = Binary("mod", self.configuration.linear, Constant(2))
            return Comparison(rng.choice(["eq", "ne"]), parity, Constant(0))
        index = self._variable() if kind == "bound" else self.configuration.block
        predicate = rng.choice(["slt", "sle", "sgt", "sge", "ult", "uge", "ne"])
        return Comparison(predicate, index, Constant(rng.randint(1, max(1, size - 1))))

    # ===------------------------------------------------------------------===#
    # Values
    # ===------------------------------------------------------------------===#

    def _source(self, element=None, rank=None):
        """A buffer to read."""
        candidates = [
            h for h in self.handles
            if h.memory.initialized
            and h.element != "i8"
            and (element is None or h.element == element)
            and (rank is None or len(h.shape) == rank)
        ]
        if not candidates:
            raise Invalid("nothing to read")
        if self.program.is_pipeline and self.rng.random() < 0.5:
            candidates = candidates[-2:]
        return self.rng.choice(candidates)

    def _target(self, elements=None, rank=None):
        """A buffer to write: seldom an input, often one not written yet."""
        candidates = [
            h for h in self.handles
            if h.element != "i8"
            and h.memory.scope == "global"
            and not h.memory.is_constant
            and (elements is None or h.element in elements)
            and (rank is None or len(h.shape) == rank)
        ]
        outputs = [h for h in candidates if h.memory.name not in self.program.inputs]
        if outputs and self.rng.random() < 0.97:
            candidates = outputs
        fresh = [h for h in candidates if not h.memory.is_initialized()]
        if fresh and self.rng.random() < 0.6:
            candidates = fresh
        if not candidates:
            raise Invalid("nothing to write")
        return self.rng.choice(candidates)

    def value(self, element, depth=2, domain=None):
        """A value to store."""
        rng, domain = self.rng, domain or self.domain
        kind = rng.choices(
            ["load", "arithmetic", "index", "literal", "conditional", "scalar"],
            [8, 7 if depth else 0, 2, 2, 1 if depth else 0, 1],
        )[0]
        if kind == "load":
            return self._load(element, domain)
        if kind == "arithmetic":
            ops = values.FLOAT_OPS if values.is_float(element) else values.INTEGER_OPS
            return values.Arithmetic(
                rng.choice(ops),
                self.value(element, depth - 1, domain),
                self.value(element, depth - 1, domain),
            )
        if kind == "index":
            return values.OfIndex(element, self._variable())
        if kind == "conditional":
            return values.Conditional(
                self.condition(domain=domain),
                self.value(element, 0, domain),
                self.value(element, 0, domain),
                rng.random() < 0.5,
            )
        scalars = [s for s in self.program.scalars if s.element == element]
        if kind == "scalar" and scalars:
            return rng.choice(scalars)
        return values.Literal(element, rng.randint(-4, 9))

    def _load(self, element, domain):
        handle = None
        if not self.weights.share("unlike_element_types"):
            try:
                handle = self._source(element)
            except Invalid:
                handle = None
        handle = handle or self._source()
        load = values.Load(handle, self.indices(handle, domain))
        if handle.element == element:
            return load
        return values.Converted(element, load)

    # ===------------------------------------------------------------------===#
    # Statements
    # ===------------------------------------------------------------------===#

    def _store(self, target=None, indices=None, domain=None):
        target = target or self._target()
        indices = indices or self.indices(target, domain)
        return Store(target, indices, self.value(target.element, domain=domain))

    def _make_store(self):
        return [self._store()]

    def _make_two_stores(self):
        """To one element, or to two of one buffer."""
        target = self._target()
        indices = self.indices(target)
        other = indices if self.rng.random() < 0.6 else self.indices(target)
        return [self._store(target, indices), self._store(target, other)]

    def _make_update(self):
        target = self._target()
        if not target.memory.initialized:
            return [self._store(target)]
        indices = self.indices(target)
        ops = values.FLOAT_OPS if values.is_float(target.element) else values.INTEGER_OPS
        old = values.Load(target, indices)
        if self.rng.random() < 0.15:
            old = values.Load(target, self.indices(target))
        new = self.value(target.element, 1)
        return [Store(target, indices, values.Arithmetic(self.rng.choice(ops), old, new))]

    def _make_overwrite(self):
        """To each element of a row once, but by another thread than usual."""
        target = self._target()
        size, rng = self.configuration.num_threads, self.rng
        if math.prod(target.shape) < size:
            raise Invalid("no room for all threads")
        linear = self.configuration.linear
        if rng.random() < 0.5:
            linear = Binary("-", Constant(size - 1), linear)
        else:
            shifted = Binary("+", linear, Constant(rng.randrange(1, max(2, size))))
            linear = Binary("mod", shifted, Constant(size))
        indices, inner = [], 1
        for extent in reversed(target.shape):
            index = Binary("floordiv", linear, Constant(inner)) if inner > 1 else linear
            indices.insert(0, fit(index, extent, self.domain, rng))
            if inner * extent < size:
                indices[0] = Binary("mod", index, Constant(extent))
            inner *= extent
        if rng.random() < 0.5:
            self._remember(target, indices)
        return [self._store(target, indices)]

    def _make_owner(self):
        """To an element that several threads have indices of, by one of them."""
        target, rng = self._target(), self.rng
        linear = self.configuration.linear
        indices = []
        for size in target.shape:
            index = Constant(rng.randrange(size))
            if rng.random() < 0.5 and self.configuration.coordinates:
                index = fit(rng.choice(self.configuration.coordinates)[0], size,
                            self.domain, rng)
            indices.append(index)
        coordinates = self.configuration.coordinates
        if len(coordinates) > 1 and len(indices) == 1 and rng.random() < 0.6:
            # One step of the first is as far as the second reaches.
            (first, _), (second, extent) = coordinates[:2]
            indices = [add(scale(first, max(1, extent - 1)), second)]
            condition = Comparison("eq", second, Constant(rng.choice([0, extent - 1])))
            self._remember(target, indices)
            return [If(condition, [self._store(target, indices)])]
        owner = Constant(rng.randrange(self.configuration.num_threads))
        condition = Comparison("eq", linear, owner)
        if rng.random() < 0.5 and self.configuration.coordinates:
            index, extent = rng.choice(self.configuration.coordinates)
            condition = Comparison("eq", index, Constant(rng.randrange(extent)))
        self._remember(target, indices)
        return [If(condition, [self._store(target, indices)])]

    def _remember(self, handle, indices):
        """Later accesses to the buffer often have the same indices."""
        self.program.recent.setdefault(handle.name, []).append(list(indices))

    def _make_guarded(self):
        condition = self.condition()
        target = self._target()
        indices = self.indices(target)
        then = [self._store(target, indices)]
        if self.rng.random() < 0.3:
            then.append(self._store())
        otherwise = []
        if self.rng.random() < 0.4:
            same = self.rng.random() < 0.7
            otherwise.append(
                self._store(target, indices) if same else self._store()
            )
        return [If(condition, then, otherwise)]

    def _loop(self):
        """The range of a loop, sometimes of a length that the id decides."""
        name = self.program.fresh_variable("k")
        step = self.rng.choice([1, 1, 1, 2])
        low = Constant(self.rng.choice([0, 0, 0, 1]))
        high = Constant(self.rng.randint(2, 5))
        if self.rng.random() < 0.15:
            high = fit(self._variable(), 5, self.domain, self.rng)
        elif self.rng.random() < 0.15 and self.program.known:
            high = fit(Variable(self.rng.choice(self.program.known)), 6, self.domain, self.rng)
        return values.LoopRange(name, low, high, step)

    def _inside(self, loop):
        self.loop_variables = self.loop_variables + [loop.variable]
        domain = loop.domain(self.domain)
        if domain.size == 0:
            raise Invalid("a loop that never runs")
        return domain

    def _outside(self):
        self.loop_variables = self.loop_variables[:-1]

    def _make_reduction(self):
        target = self._target()
        indices = self.indices(target)
        loop = self._loop()
        inside = self._inside(loop)
        source = self._source()
        load = values.Load(source, self.indices(source, inside, True))
        value = values.Converted(target.element, load)
        self._outside()
        ops = values.FLOAT_OPS if values.is_float(target.element) else values.INTEGER_OPS
        initial = values.Literal(target.element, 1)
        if self.rng.random() < 0.3:
            initial = self.value(target.element, 0)
        return [Store(target, indices,
                      values.Reduction(self.rng.choice(ops), initial, loop, value))]

    def _make_loop_store(self):
        loop = self._loop()
        target = self._target()
        inside = self._inside(loop)
        unusual = None if self.rng.random() < 0.3 else True
        body = [self._store(target, self.indices(target, inside, unusual), inside)]
        if self.rng.random() < 0.2:
            other = self._target()
            body.append(self._store(other, self.indices(other, inside), inside))
        self._outside()
        return [For(loop, body, self.rng.random() < 0.25)]

    def _make_loop_update(self):
        """Accumulates in memory, as reductions that were lowered do."""
        target = self._target()
        indices = self.indices(target)
        loop = self._loop()
        inside = self._inside(loop)
        source = self._source()
        added = values.Converted(
            target.element, values.Load(source, self.indices(source, inside, True))
        )
        self._outside()
        op = "arith.addf" if values.is_float(target.element) else "arith.addi"
        total = values.Arithmetic(op, values.Load(target, indices), added)
        first = Store(target, indices, values.Literal(target.element, 0))
        return [first, For(loop, [Store(target, indices, total)], self.rng.random() < 0.25)]

    def _make_atomic(self):
        target = self._target(elements=("i32", "i64"))
        if not target.memory.initialized:
            raise Invalid("nothing to update")
        kind = self.rng.choice(["addi", "addi", "maxs", "mins", "maxu", "minu", "ori", "andi"])
        value = self.value(target.element, 1)
        if self.rng.random() < 0.4:
            # Sums of these carry into the upper bits.
            number = self.rng.choice([-(1 << 31), (1 << 31) - 1, 1 << 30])
            value = values.Literal(target.element, number)
        statement = Atomic(kind, target, self.indices(target), value)
        if self.rng.random() < 0.25:
            statement = If(self.condition(), [statement])
        return [statement]

    def _make_early_exit(self):
        self.has_exits = True
        return [EarlyExit(self.condition()), self._store()]

    def _make_branch(self):
        target = self._target()
        self.has_exits = True
        return [
            Branch(self.condition(), self.value(target.element), self.value(target.element),
                   target, self.indices(target))
        ]

    def _make_print(self):
        return [Print(self._variable())]

    def _make_call(self):
        target = self._target(rank=1)
        source = self._source(element=target.element, rank=1)
        index = self._unusual_index(min(source.shape[0], target.shape[0]), self.domain)
        if self.rng.random() < 0.6:
            index = fit(self.configuration.linear, min(source.shape[0], target.shape[0]),
                        self.domain, self.rng)
        name = self.program.fresh_name("helper")
        return [Call(name, source, target, index, self.rng.random() < 0.3)]

    # ===------------------------------------------------------------------===#
    # Threads that meet
    # ===------------------------------------------------------------------===#

    def _check_uniform(self):
        if not self.is_uniform:
            raise Invalid("not all threads get here")

    def _local(self, element, size, scope):
        """A new workgroup or private buffer."""
        name = self.program.fresh_name("%" + {"block": "w", "thread": "p"}[scope])
        memory = Memory(name, size * ELEMENT_BYTES[element], scope)
        space = {"block": "workgroup", "thread": "private"}[scope]
        if scope == "thread" and self.rng.random() < 0.5:
            space = None
        handle = Handle(name, memory, element, [size], space=space)
        (self.workgroup if scope == "block" else self.private).append(handle)
        return handle

    def _make_private(self):
        target = self._target()
        local = self._local(target.element, self.rng.randint(1, 4), "thread")
        position = [Constant(self.rng.randrange(local.shape[0]))]
        first = Store(local, position, self.value(target.element))
        ops = values.FLOAT_OPS if values.is_float(target.element) else values.INTEGER_OPS
        loaded = values.Arithmetic(
            self.rng.choice(ops), values.Load(local, position), self.value(target.element, 0)
        )
        return [first, Store(target, self.indices(target), loaded)]

    def _make_workgroup(self):
        self._check_uniform()
        target = self._target()
        size = math.prod(self.configuration.threads)
        local = self._local(target.element, size, "block")
        own = [self.configuration.thread]
        other = [self._unusual_index(size, self.domain)]
        loaded = values.Load(local, other)
        return [
            Store(local, own, self.value(target.element)),
            Barrier(),
            Store(target, self.indices(target), loaded),
        ]

    def _make_exchange(self):
        """Through global memory, between the threads of a block."""
        self._check_uniform()
        first, second = self._target(), self._target()
        configuration, rng = self.configuration, self.rng
        size = math.prod(configuration.threads)
        if len(first.shape) != 1 or first.shape[0] < configuration.num_threads:
            raise Invalid("no room for all threads")
        shifted = Binary("+", configuration.thread, Constant(rng.randint(1, 3)))
        other = add(scale(configuration.block, size), Binary("mod", shifted, Constant(size)))
        own = add(scale(configuration.block, size), configuration.thread)
        if rng.random() < 0.4:
            loaded = values.Converted(second.element, values.Load(first, [own]))
            return [
                self._store(first, [own]),
                Barrier(),
                self._store(first, [other]),
                Barrier(),
                Store(second, self.indices(second), loaded),
            ]
        loaded = values.Converted(second.element, values.Load(first, [other]))
        return [
            self._store(first, [own]),
            Barrier(),
            Store(second, self.indices(second), loaded),
        ]

    def _make_all_reduce(self):
        self._check_uniform()
        target = self._target(elements=("i32",))
        return [
            AllReduce(self.rng.choice(["add", "xor", "maxsi"]), self.value("i32"), target,
                      self.indices(target))
        ]

    # ===------------------------------------------------------------------===#
    # Views and vectors
    # ===------------------------------------------------------------------===#

    def _make_view(self):
        source = self._target()
        view = self.program.make_view(source, self)
        self.handles.append(view.handle)
        target = view.handle if self.rng.random() < 0.7 else self._target()
        return [view, self._store(target)]

    def _row(self, width):
        """A buffer with contiguous rows, and where in it a vector starts."""
        handle = self._target()
        if handle.layout is not None and not handle.has_static_type:
            raise Invalid("rows may not be contiguous")
        if handle.strides[-1] != 1:
            raise Invalid("rows are not contiguous")
        if handle.shape[-1] < width:
            raise Invalid("rows are too short")
        return handle

    def _make_vector(self):
        rng = self.rng
        width = rng.choice([2, 2, 4])
        target = self._row(width)
        element = target.element
        if element == "index":
            raise Invalid("no vectors of indices")
        source = target
        if rng.random() < 0.7:
            source = self._source(element)
            if source.strides[-1] != 1 or not source.has_static_type:
                source = target
        read = rng.choice(["vector.load", "vector.transfer_read"])
        write = rng.choice(["vector.store", "vector.store", "vector.transfer_write"])
        indices = []
        for handle, op in ((source, read), (target, write)):
            position = self.indices(handle)
            if rng.random() < 0.7:
                lanes = Binary("*", self.configuration.linear, Constant(width))
                position[-1] = fit(lanes, handle.shape[-1], self.domain, rng)
            if op in ("vector.load", "vector.store"):
                room = handle.shape[-1] - width + 1
                if room < 1:
                    raise Invalid("rows are too short")
                position[-1] = fit(position[-1], room, self.domain, rng)
            indices.append(position)
        if source is target and rng.random() < 0.7:
            indices[0] = indices[1]
            if write == "vector.store":
                read = "vector.load"
            else:
                read = "vector.transfer_read"
        statement = VectorUpdate(source, indices[0], target, indices[1],
                                 values.Literal(element, rng.randint(1, 5)),
                                 width=width, read=read, write=write)
        if rng.random() < 0.3:
            return [If(self.condition(), [statement])]
        return [statement]

    def _part(self, handle, size):
        """A view of some elements of a row, at a place that the id decides."""
        if len(handle.shape) != 1 or not handle.has_static_type:
            raise Invalid("parts are of rows")
        room = handle.shape[0] - size + 1
        if room < 1:
            raise Invalid("no room")
        start = fit(scale(self.configuration.linear, size), room, self.domain, self.rng)
        return subview(self.program.fresh_name("%part"), handle, [start], [size], [1])

    def _make_copy(self):
        target = self._target(rank=1)
        source = self._source(element=target.element, rank=1)
        size = self.rng.randint(1, 3)
        views = [self._part(source, size), self._part(target, size)]
        return views + [Copy(views[0].handle, views[1].handle)]

    # ===------------------------------------------------------------------===#
    # Text
    # ===------------------------------------------------------------------===#

    def emit(self, out):
        program, suffix = self.program, self.program.fresh_name("")
        sizes = [size.emit(out) for size in self.sizes]
        ids, dims = [], []
        for first, second, shift in (("b", "g", 0), ("t", "s", 3)):
            names = [f"%{first}{d}{suffix}" for d in DIMENSIONS]
            extents = [f"%{second}{d}{suffix}" for d in DIMENSIONS]
            pairs = zip(extents, sizes[shift : shift + 3])
            ids.append(f"({', '.join(names)})")
            dims.append(f"({', '.join(f'{e} = {s}' for e, s in pairs)})")
            for dimension, name, extent in zip(DIMENSIONS, names, extents):
                out.names[first + dimension] = name
                out.names[second + dimension] = extent
        out.block_sizes = dict(zip(DIMENSIONS, self.configuration.threads))
        out.affine_names = {letter + d for letter in "btsg" for d in DIMENSIONS}
        out.line(f"gpu.launch blocks{ids[0]} in {dims[0]}")
        text = f"           threads{ids[1]} in {dims[1]}"
        for keyword, handles in (("workgroup", self.workgroup), ("private", self.private)):
            handles = [h for h in handles if h.space]
            if handles:
                listed = ", ".join(f"{h.name} : {h.type}" for h in handles)
                text += f" {keyword}({listed})"
        out.line(text + " {")
        with out.indented():
            self._emit_ids(out)
            for handle in self.private:
                if not handle.space:
                    out.line(f"{handle.name} = memref.alloca() : {handle.type}")
            emit_all(self.body, out)
            out.line("gpu.terminator")
        out.line("}")
        out.affine_names = set()

    def _emit_ids(self, out):
        """Some ids come from operations instead of arguments."""
        for letter, op in (("b", "gpu.block_id"), ("t", "gpu.thread_id"),
                           ("s", "gpu.block_dim"), ("g", "gpu.grid_dim")):
            for dimension in DIMENSIONS:
                if self.rng.random() < 0.04:
                    out.affine_names.discard(letter + dimension)
                    out.names[letter + dimension] = out.define(f"{op} {dimension}")


def subview(name, source, offsets, sizes, steps):
    """A memref.subview; offsets that are constants go into the type."""
    strides, offset = source.layout or (list(source.strides), 0)
    static = [o.value if isinstance(o, Constant) else None for o in offsets]
    for start, stride in zip(static, strides):
        offset = None if None in (offset, start) else offset + start * stride
    steps_text = ", ".join(map(str, steps))
    operands = [o for o in offsets if not isinstance(o, Constant)]
    numbers = iter(range(len(operands)))
    starts = ", ".join(
        "{%d}" % next(numbers) if start is None else str(start) for start in static
    )
    pattern = (
        f"memref.subview {{source}}[{starts}] [{', '.join(map(str, sizes))}] [{steps_text}]"
    )
    known = sum(s * t for s, t in zip(static, source.strides) if s is not None)
    terms = [
        (o, t) for o, s, t in zip(offsets, static, source.strides) if s is None
    ]
    handle = view_of(
        name, source, shape=list(sizes),
        strides=[s * t for s, t in zip(source.strides, steps)],
        offset=source.offset + known, terms=source.terms + terms,
        layout=([s * t for s, t in zip(strides, steps)], offset),
    )
    return MakeView(source, handle, pattern, operands)
