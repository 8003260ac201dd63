# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs at random."""

import math
import random

from . import values
from .indices import Comparison, Constant, Domain, Invalid, Table, Variable, fit
from .launches import Configuration, HostPoint, Launch, subview
from .memory import (
    ELEMENT_BYTES,
    GRANULE,
    Accesses,
    Handle,
    Memory,
    memref_type,
    strides_of,
    view_of,
)
from .statements import Call, Copy, MakeView, Store
from .weights import HOST, NESTING, Weights
from .writer import Writer

MAX_THREADS = 36


class Line:
    """An operation of the host given as text."""

    def __init__(self, text):
        self.text = text

    def emit(self, out):
        out.line(self.text)


class Allocation:
    """An allocation; `operands` name its dynamic sizes."""

    def __init__(self, dialect, handle, operands):
        self.dialect, self.handle, self.operands = dialect, handle, operands

    def emit(self, out):
        sizes = ", ".join(out.names[operand] for operand in self.operands)
        space = " " if self.dialect == "gpu" else ""
        out.line(
            f"{self.handle.name} = {self.dialect}.alloc{space}({sizes}) :"
            f" {self.handle.type}"
        )


class Select:
    """One of two buffers of a type, which a condition of the host decides."""

    def __init__(self, handle, condition, candidates):
        self.handle, self.condition, self.candidates = handle, condition, candidates

    def emit(self, out):
        condition = self.condition.emit(out)
        names = ", ".join(candidate.name for candidate in self.candidates)
        out.line(
            f"{self.handle.name} = arith.select {condition}, {names} :"
            f" {self.handle.type}"
        )


class HostValue:
    """An operation of the host whose result later bodies may use under `key`."""

    def __init__(self, key, text=None, load=None):
        self.key, self.text, self.load = key, text, load

    def emit(self, out):
        if self.load:
            out.names[self.key] = self.load.emit(out)
        else:
            out.names[self.key] = out.define(self.text.format(**out.names))


class HostLoop:
    """Launches in a loop of the host."""

    def __init__(self, variable, trips, nodes):
        self.variable, self.trips, self.nodes = variable, trips, nodes

    def emit(self, out):
        bounds = [out.index_constant(n) for n in (0, self.trips, 1)]
        name = out.fresh("h")
        out.names[self.variable] = name
        out.line(f"scf.for {name} = {bounds[0]} to {bounds[1]} step {bounds[2]} {{")
        with out.indented():
            emit_nodes(self.nodes, out)
        out.line("}")


class HostIf:
    """Launches under a condition of the host."""

    def __init__(self, condition, nodes):
        self.condition, self.nodes = condition, nodes

    def emit(self, out):
        out.line(f"scf.if {self.condition.emit(out)} {{")
        with out.indented():
            emit_nodes(self.nodes, out)
        out.line("}")


class AsyncLaunch:
    """A launch with a token; launches in a row are chained by theirs."""

    def __init__(self, launch):
        self.launch = launch


def emit_nodes(nodes, out):
    """Writes operations of the host, with tokens where they are needed."""
    token = None
    for node in nodes:
        if isinstance(node, AsyncLaunch):
            token = token or out.define("gpu.wait async")
            following = out.fresh("token")
            position = len(out.lines)
            node.launch.emit(out)
            for i in range(position, len(out.lines)):
                if "gpu.launch blocks" in out.lines[i]:
                    out.lines[i] = out.lines[i].replace(
                        "gpu.launch blocks",
                        f"{following} = gpu.launch async [{token}] blocks",
                    )
            token = following
            continue
        if token:
            out.line(f"gpu.wait [{token}]")
            token = None
        node.emit(out)
    if token:
        out.line(f"gpu.wait [{token}]")


class Program:
    """One module with a function @test."""

    def __init__(self, seed, changes=None):
        self.rng = random.Random(f"launches {seed}")
        self.weights = Weights(self.rng, changes)
        self.has_dynamic_sizes = self.weights.share("dynamic_size")
        self.has_machine_divisions = self.weights.share("machine_divisions")
        self.configuration = self._random_configuration()
        self.arguments = []
        self.globals = []
        self.tables = []
        self.handles = []
        self.inputs = set()
        self.allocations = []
        self.dealloc_ops = {}
        self.scalars = []
        self.known = []
        self.loop_variables = []
        self.recent = {}
        self.known_values = {}
        self.points = [HostPoint()]
        self.row_length = self.rng.choice([2, 3, 4, 4, 6])
        self.is_pipeline = self.weights.share("pipeline")
        self.guards = []
        self.chains = []
        self._chain = 0
        self.nodes = []
        self.writer = Writer(self.rng, self.rng.choice([0, 0, 0.3, 0.8]))
        self._count = 0
        self._depth = 0
        self._build()

    # ===------------------------------------------------------------------===#
    # Names
    # ===------------------------------------------------------------------===#

    def fresh_name(self, prefix):
        self._count += 1
        return f"{prefix}_{self._count}"

    def fresh_variable(self, prefix):
        self._count += 1
        return f"{prefix}{self._count}"

    def size(self, extent):
        """The size of a launch: a constant, or a value of the host that is known
        to be the same. Most launches of a program agree on which."""
        names = [n for n in self.known if self.known_values[n] == extent]
        is_dynamic = self.has_dynamic_sizes != (self.rng.random() < 0.03)
        if names and is_dynamic:
            return Variable(names[0])
        return Constant(extent)

    def table(self, size):
        """A constant global of indices below a size; some are permutations."""
        fitting = [t for t in self.tables if max(t.entries) < size]
        if fitting and self.rng.random() < 0.6:
            return self.rng.choice(fitting)
        entries = list(range(size))
        self.rng.shuffle(entries)
        if self.rng.random() < 0.4:
            entries = [self.rng.randrange(size) for _ in range(size)]
        self.tables.append(Table(self.fresh_name("table"), entries))
        return self.tables[-1]

    # ===------------------------------------------------------------------===#
    # Launch sizes and buffers
    # ===------------------------------------------------------------------===#

    def _random_configuration(self):
        rng = self.rng
        while True:
            blocks, threads = [1, 1, 1], [1, 1, 1]
            dimensions = rng.choices([1, 2, 3], [6, 5, 1])[0]
            for i in range(dimensions):
                kind = rng.choice(["blocks", "blocks", "threads", "both"])
                limit = 16 if dimensions == 1 else 7
                if kind in ("blocks", "both"):
                    blocks[i] = rng.randint(1, limit if kind == "blocks" else 5)
                if kind in ("threads", "both"):
                    threads[i] = rng.randint(1, limit if kind == "threads" else 5)
            if rng.random() < 0.1:
                self.rng.shuffle(blocks)
            total = math.prod(blocks + threads)
            if 2 <= total <= MAX_THREADS or (total == 1 and rng.random() < 0.3):
                return Configuration(blocks, threads)

    def _launch_configuration(self):
        """That of the program, or one like it."""
        rng, old = self.rng, self.configuration
        if self.weights.share("permuted_configuration"):
            return old.permuted(rng.sample(range(3), 3))
        if not self.weights.share("other_configuration"):
            return old
        kind = rng.choice(["renamed", "swapped", "smaller", "new"])
        blocks, threads = list(old.blocks), list(old.threads)
        if kind == "renamed":
            order = rng.sample(range(3), 3)
            blocks = [blocks[i] for i in order]
            threads = [threads[i] for i in order]
        elif kind == "swapped":
            blocks, threads = threads, blocks
        elif kind == "smaller":
            sizes = rng.choice([blocks, threads])
            sizes[0] = max(1, sizes[0] - 1)
        else:
            return self._random_configuration()
        return Configuration(blocks, threads)

    def _random_shape(self):
        configuration, rng = self.configuration, self.rng
        extents = [extent for _, extent in configuration.coordinates] or [1]
        total = configuration.num_threads
        kind = rng.choices(
            ["coordinates", "total", "larger", "rows", "trimmed", "blocks", "padded", "other"],
            [8, 8, 3, 3, 3, 1, 2, 1.5],
        )[0]
        if kind == "coordinates":
            return list(extents)
        length = self.row_length if rng.random() < 0.7 else rng.randint(2, 4)
        if kind == "larger":
            return [total * length]
        if kind == "rows":
            return [total, length]
        if kind == "trimmed":
            return [max(1, extent - rng.randint(0, 2)) for extent in extents]
        if kind == "blocks":
            return [math.prod(configuration.blocks), math.prod(configuration.threads)]
        if kind == "padded":
            return [extent + rng.randint(0, 3) for extent in extents]
        if kind == "other":
            return [rng.randint(1, 12) for _ in range(rng.randint(1, 2))]
        return [total]

    def _dynamic(self, shape):
        """Some sizes of a type made dynamic."""
        if not self.weights.share("dynamic_size"):
            return list(shape)
        return [None if self.rng.random() < 0.7 else size for size in shape]

    def _add_argument(self, element):
        rng = self.rng
        name, shape = self.fresh_name("%a"), self._random_shape()
        strides, offset, layout = strides_of(shape), 0, None
        if self.weights.share("strided_argument"):
            strides, offset = self._random_layout(shape)
            layout = (strides, offset)
        last = offset + sum((s - 1) * t for s, t in zip(shape, strides))
        size = (last + 1) * ELEMENT_BYTES[element]
        static = list(shape) if layout else self._dynamic(shape)
        attributes = []
        if None in static:
            attributes.append(
                f"fuselage.test.shape = array<i64: {', '.join(map(str, shape))}>"
            )
        roots = [a for a in self.arguments if a["handle"]]
        base = 0
        if roots and self.weights.share("aliased_argument"):
            number = rng.randrange(len(self.arguments))
            root = self.arguments[number]
            if not root["handle"]:
                return
            memory = root["handle"].memory
            distance = rng.choice([0, 0, 1, 2, rng.randrange(8)])
            base = root["handle"].base + distance * ELEMENT_BYTES[element]
            if base % ELEMENT_BYTES[element]:
                return
            self._extend(memory, base + size)
            attributes.append(f"fuselage.test.alias = {number} : i64")
            attributes.append(f"fuselage.test.offset = {distance} : i64")
            for argument in self.arguments:
                if argument["handle"] and argument["handle"].memory is memory:
                    argument["noalias"] = False
            is_noalias = False
        else:
            memory = Memory(name, size, initialized=True)
            is_noalias = self.weights.share("noalias")
            if rng.random() < 0.5:
                self.inputs.add(name)
        handle = Handle(name, memory, element, shape, base=base, static_shape=static,
                        strides=strides, offset=offset, layout=layout)
        self.handles.append(handle)
        self.arguments.append(
            {"handle": handle, "name": name, "type": handle.type,
             "attributes": attributes, "noalias": is_noalias}
        )

    def _random_layout(self, shape):
        """Strides and offset, some of which give two indices one address."""
        strides = [stride * self.rng.choice([1, 2]) for stride in strides_of(shape)]
        kind = self.rng.choice(["scaled", "small", "transposed"])
        if kind == "small":
            strides = [self.rng.randint(1, 3) for _ in shape]
        elif kind == "transposed":
            strides = strides_of(shape[::-1])[::-1]
        return strides, self.rng.choice([0, 0, 1, 3])

    @staticmethod
    def _extend(memory, size):
        memory.size = max(memory.size, size)
        memory.initialized.update(range(-(-memory.size // GRANULE)))

    def _add_scalars(self):
        """Arguments of type index with values that are known here, and one that
        is not an index."""
        rng = self.rng
        extents = [e for e in self.configuration.blocks + self.configuration.threads if e > 1]
        for value in rng.sample(extents, min(len(extents), rng.randint(0, 2))):
            name = self.fresh_name("%n")
            if value in self.known_values.values():
                continue
            self._know(name, value)
            self.writer.names[name] = name
            self.arguments.append(
                {"handle": None, "name": name, "type": "index", "noalias": False,
                 "attributes": [f"fuselage.test.value = {value} : index"]}
            )
        if rng.random() < 0.3:
            name, element = self.fresh_name("%s"), rng.choice(["f32", "i32"])
            self.writer.names[name] = name
            self.scalars.append(values.Named(element, name))
            self.arguments.append(
                {"handle": None, "name": name, "type": element, "noalias": False,
                 "attributes": []}
            )

    def _know(self, name, value):
        self.known.append(name)
        self.known_values[name] = value
        for point in self.points:
            point.columns[name] = value

    def _add_allocation(self, element):
        """Returns the operations that define it."""
        rng = self.rng
        if rng.random() < 0.06:
            return self._add_bytes()
        name, shape = self.fresh_name("%t"), self._random_shape()
        memory = Memory(name, math.prod(shape) * ELEMENT_BYTES[element])
        static, operands = list(shape), []
        for i, size in enumerate(shape):
            names = [n for n in self.known if self.known_values[n] == size]
            if names and self.weights.share("dynamic_size"):
                static[i] = None
                operands.append(names[0])
        handle = Handle(name, memory, element, shape, static_shape=static)
        op = rng.choice(["memref"] * 9 + ["gpu"])
        self.dealloc_ops[name] = f"{op}.dealloc"
        self.handles.append(handle)
        self.allocations.append((handle, self._depth))
        nodes = [Allocation(op, handle, operands)]
        sources = [
            h for h in self.handles
            if h.memory is not memory and h.type == handle.type
            and h.shape == handle.shape and h.memory.is_initialized()
        ]
        if sources and rng.random() < 0.25:
            nodes += self._checked([Copy(rng.choice(sources), handle)])
        return nodes

    def _add_bytes(self):
        """An allocation of plain bytes, and two views of other types."""
        name = self.fresh_name("%bytes")
        size = 8 * max(4, self.configuration.num_threads)
        memory = Memory(name, size)
        handle = Handle(name, memory, "i8", [size])
        self.handles.append(handle)
        self.allocations.append((handle, self._depth))
        nodes = [Line(f"{name} = memref.alloc() {{alignment = 64 : i64}} : {handle.type}")]
        for _ in range(2):
            view = self.make_view(handle)
            self.handles.append(view.handle)
            nodes.append(view)
        return nodes

    def _add_global(self, element):
        name, shape = self.fresh_name("g"), self._random_shape()
        count = math.prod(shape)
        memory = Memory(name, count * ELEMENT_BYTES[element], initialized=True)
        numbers = [self.rng.randint(-9, 9) for _ in range(count)]
        texts = [f"{n}.0" if values.is_float(element) else str(n) for n in numbers]
        for size in reversed(shape):
            texts = [
                "[" + ", ".join(texts[i : i + size]) + "]"
                for i in range(0, len(texts), size)
            ]
        kind = memref_type(shape, element)
        self.globals.append(
            f"memref.global @{name} : {kind} = dense<{texts[0]}>"
        )
        self.handles.append(Handle("%" + name, memory, element, shape))
        if self.rng.random() < 0.3:
            self.inputs.add(name)
        return [Line(f"%{name} = memref.get_global @{name} : {kind}")]

    # ===------------------------------------------------------------------===#
    # Views
    # ===------------------------------------------------------------------===#

    def make_view(self, source, launch=None):
        """A view of a buffer; one made in a launch may depend on ids."""
        rng = self.rng
        if source.element == "i8":
            return self._make_typed_view(source)
        kinds = []
        is_row = len(source.shape) == 1 and source.layout is None
        if source.has_static_type:
            kinds += ["cast", "subview", "subview", "reinterpret"]
            if len(source.shape) == 2:
                kinds.append("transpose")
        elif is_row:
            kinds += ["subview"]
        if source.is_plain:
            kinds.append("collapse" if len(source.shape) > 1 else "expand")
        if not kinds:
            raise Invalid("no view of this")
        return getattr(self, "_make_" + rng.choice(kinds))(source, launch)

    def _make_typed_view(self, source):
        rng = self.rng
        element = rng.choice(["f32", "i32", "i32", "f16", "i64", "i64"])
        size = ELEMENT_BYTES[element]
        shift = 8 * rng.randrange(max(1, source.shape[0] // 16))
        count = (source.shape[0] - shift) // size
        count = rng.choice([count, count, max(1, count // 2)])
        handle = Handle(self.fresh_name("%view"), source.memory, element, [count],
                        base=source.base + shift)
        return MakeView(source, handle, "memref.view {source}[{0}][]", [Constant(shift)])

    def _make_cast(self, source, _):
        name = self.fresh_name("%cast")
        static = [None if self.rng.random() < 0.7 else s for s in source.static_shape]
        layout = source.layout
        if self.rng.random() < 0.3:
            layout = ([None] * len(source.shape), None)
        handle = view_of(name, source, static_shape=static, layout=layout)
        return MakeView(source, handle, "memref.cast {source}")

    def _make_subview(self, source, launch):
        rng = self.rng
        offsets, sizes, steps = [], [], []
        for extent in source.shape:
            step = rng.choice([1, 1, 1, 2])
            size = rng.randint(max(1, extent // (2 * step)), max(1, (extent + step - 1) // step))
            room = extent - (size - 1) * step
            offset = Constant(rng.randrange(room))
            if rng.random() < 0.35:
                offset = self._dynamic_offset(room, launch)
            offsets.append(offset)
            sizes.append(size)
            steps.append(step)
        return subview(self.fresh_name("%sub"), source, offsets, sizes, steps)

    def _dynamic_offset(self, room, launch):
        if launch and self.rng.random() < 0.7:
            return launch.offset(room)
        if not self.known:
            return Constant(0)
        known = self.rng.choice(self.known)
        return fit(Variable(known), room, self._host_domain(self.points[0]), self.rng)

    def _make_reinterpret(self, source, _):
        rng = self.rng
        room = (source.memory.size - source.base) // source.element_bytes
        if source.memory.scope != "global":
            raise Invalid("attributions are small")
        for _ in range(8):
            shape = [rng.randint(1, room) for _ in range(rng.choice([1, 1, 2]))]
            strides = strides_of(shape)
            if rng.random() < 0.5:
                strides = [rng.randint(1, 3) for _ in shape]
            offset = rng.choice([0, 0, rng.randrange(room)])
            last = offset + sum((s - 1) * t for s, t in zip(shape, strides))
            if last < room:
                break
        else:
            raise Invalid("nothing fits")
        lists = [", ".join(map(str, numbers)) for numbers in (shape, strides)]
        pattern = (
            f"memref.reinterpret_cast {{source}} to offset: [{offset}],"
            f" sizes: [{lists[0]}], strides: [{lists[1]}]"
        )
        handle = view_of(self.fresh_name("%re"), source, shape=shape, strides=strides,
                         offset=offset, terms=[], layout=(strides, offset))
        return MakeView(source, handle, pattern)

    def _make_transpose(self, source, _):
        strides, offset = source.layout or (source.strides, 0)
        handle = view_of(
            self.fresh_name("%tr"), source, shape=source.shape[::-1],
            strides=source.strides[::-1], layout=(list(strides[::-1]), offset),
        )
        return MakeView(source, handle, "memref.transpose {source} (i, j) -> (j, i)")

    def _make_collapse(self, source, _):
        handle = view_of(self.fresh_name("%flat"), source,
                         shape=[math.prod(source.shape)], strides=[1])
        dims = ", ".join(map(str, range(len(source.shape))))
        return MakeView(source, handle, f"memref.collapse_shape {{source}} [[{dims}]]")

    def _make_expand(self, source, _):
        size = source.shape[0]
        inner = self.rng.choice([n for n in range(1, size + 1) if size % n == 0])
        shape = [size // inner, inner]
        handle = view_of(self.fresh_name("%ex"), source, shape=shape,
                         strides=strides_of(shape))
        return MakeView(
            source, handle,
            f"memref.expand_shape {{source}} [[0, 1]] output_shape [{shape[0]}, {shape[1]}]",
        )

    # ===------------------------------------------------------------------===#
    # The host
    # ===------------------------------------------------------------------===#

    def _host_domain(self, point):
        columns = {"thread": [0], "block": [0]}
        columns.update((name, [value]) for name, value in point.columns.items())
        return Domain(columns, point.certain)

    def _checked(self, statements):
        """The statements if the host may run them now; else nothing."""
        accesses = Accesses()
        try:
            for point in self.points:
                accesses.begin()
                domain = self._host_domain(point)
                for statement in statements:
                    statement.visit(domain, accesses)
                accesses.commit()
        except Invalid:
            accesses.rollback()
            return []
        return statements

    def _host_pure(self):
        handle = self.rng.choice(self.handles)
        if self.known and self.rng.random() < 0.5:
            source = self.rng.choice(self.known)
            name = self.fresh_name("%m")
            self._know(name, self.known_values[source] + 1)
            one = self.writer.index_constant(1)
            return [HostValue(name, f"arith.addi {{{source}}}, {one} : index")]
        name = self.fresh_name("%m")
        dimension = self.rng.randrange(len(handle.shape))
        self._know(name, handle.shape[dimension])
        number = self.writer.index_constant(dimension)
        return [HostValue(name, f"memref.dim {handle.name}, {number} : {handle.type}")]

    def _host_alloc(self):
        return self._add_allocation(self._element())

    def _host_dealloc(self):
        candidates = [
            (h, d) for h, d in self.allocations
            if d == self._depth and not h.memory.is_freed and h.memory.initialized
        ]
        if len(candidates) < 1 or self._depth:
            return []
        handle, _ = self.rng.choice(candidates)
        return self._free(handle)

    def _free(self, handle):
        handle.memory.is_freed = True
        self.handles = [h for h in self.handles if not h.memory.is_freed]
        self.allocations = [(h, d) for h, d in self.allocations if h is not handle]
        op = self.dealloc_ops.get(handle.name, "memref.dealloc")
        return [Line(f"{op} {handle.name} : {handle.type}")]

    def _select(self):
        """A buffer that the analysis cannot tell from another one."""
        first = self.rng.choice(self.handles)
        others = [h for h in self.handles if h.type == first.type and h is not first]
        if not others or not self.known or first.element == "i8":
            return []
        pair = [first, self.rng.choice(others)]
        condition = Comparison(self.rng.choice(["slt", "sge"]),
                               Variable(self.rng.choice(self.known)),
                               Constant(self.rng.randint(0, 6)))
        flags = {all(condition.flags(self._host_domain(p))) for p in self.points}
        if len(flags) > 1:
            return []
        chosen = pair[0] if flags.pop() else pair[1]
        handle = view_of(self.fresh_name("%any"), chosen)
        self.handles.append(handle)
        return [Select(handle, condition, pair)]

    def _host_view(self):
        if self.weights.share("select"):
            return self._select()
        try:
            view = self.make_view(self.rng.choice(self.handles))
        except Invalid:
            return []
        self.handles.append(view.handle)
        return [view]

    def _element_of(self, handle):
        return [Constant(self.rng.randrange(size)) for size in handle.shape]

    def _host_load(self):
        handle = self.rng.choice(self.handles)
        if handle.element == "i8":
            return []
        load = values.Load(handle, self._element_of(handle))
        wrapped = [HostLoad(load)]
        if not self._checked(wrapped):
            return []
        name = self.fresh_name("%s")
        self.scalars.append(values.Named(handle.element, name))
        return [HostValue(name, load=load)]

    def _host_store(self):
        handle = self.rng.choice(self.handles)
        if handle.element == "i8":
            return []
        value = values.Literal(handle.element, self.rng.randint(0, 9))
        return self._checked([Store(handle, self._element_of(handle), value)])

    def _host_copy(self):
        target = self.rng.choice(self.handles)
        sources = [
            h for h in self.handles
            if h.shape == target.shape and h.element == target.element and h is not target
        ]
        if not sources or target.element == "i8":
            return []
        return self._checked([Copy(self.rng.choice(sources), target)])

    def _host_duplicate(self):
        """A new buffer that starts as a copy of another, as bufferization makes
        them for values that are used again."""
        sources = [
            h for h in self.handles
            if h.memory.is_initialized() and h.is_plain and h.element != "i8"
        ]
        if not sources:
            return []
        source = self.rng.choice(sources)
        name, size = self.fresh_name("%t"), math.prod(source.shape)
        memory = Memory(name, size * source.element_bytes)
        memory.chain = source.memory.chain
        handle = Handle(name, memory, source.element, source.shape)
        self.handles.append(handle)
        self.allocations.append((handle, self._depth))
        return [Allocation("memref", handle, [])] + self._checked([Copy(source, handle)])

    def _host_call(self):
        rows = [h for h in self.handles if len(h.shape) == 1 and h.element != "i8"]
        if not rows:
            return []
        source = self.rng.choice(rows)
        target = self.rng.choice([h for h in rows if h.element == source.element])
        index = Constant(self.rng.randrange(min(source.shape[0], target.shape[0])))
        name = self.fresh_name("helper")
        return self._checked([Call(name, source, target, index)])

    def _between(self):
        kind = self.weights.pick(HOST)
        if kind == "nothing":
            return []
        return getattr(self, "_host_" + kind)()

    # ===------------------------------------------------------------------===#
    # Everything
    # ===------------------------------------------------------------------===#

    def _element(self):
        if self.weights.share("unlike_element_types"):
            return self.rng.choice(["f16", "f32", "i32", "i64", "index"])
        return self.main_element

    def handles_of_chain(self):
        """The buffers that the next launch may use."""
        if not self.chains:
            return list(self.handles)
        return [h for h in self.handles if h.memory.chain in (None, self._chain)]

    def _start_chains(self):
        """Two independent chains of launches, which come interleaved; inputs that
        nobody writes are in both."""
        other = self.configuration
        if self.rng.random() < 0.7:
            other = self._random_configuration()
        self.chains = [self.configuration, other]
        for chain in (0, 1):
            self.configuration = self.chains[chain]
            known = list(self.handles)
            for _ in range(self.rng.randint(1, 2)):
                self.nodes += self._add_allocation(self._element())
            for handle in self.handles:
                if handle not in known:
                    handle.memory.chain = chain
        for handle in self.handles:
            if handle.memory.chain is None:
                self.inputs.add(handle.memory.name)
                handle.memory.chain = self.rng.choice([None, 0, 1])
        self._chain = self.rng.randrange(2)

    def _next_chain(self):
        if self.chains:
            if self.rng.random() < 0.85:
                self._chain = 1 - self._chain
            self.configuration = self.chains[self._chain]

    def _build(self):
        rng = self.rng
        self.main_element = rng.choice(["f32", "f32", "i32", "i64", "f16"])
        self._add_scalars()
        self._add_argument(self._element())
        for _ in range(rng.randint(1, 3)):
            kind = rng.choices(["argument", "allocation", "global"], [5, 5, 1])[0]
            if kind == "argument":
                self._add_argument(self._element())
            elif kind == "allocation":
                self.nodes += self._add_allocation(self._element())
            else:
                self.nodes += self._add_global(self._element())
        if self.weights.share("chains"):
            self._start_chains()
        while self.weights.share("host_view"):
            self.nodes += self._host_view()
        count = rng.randint(4, 7) if self.chains else rng.randint(2, 6)
        while count > 0:
            self.nodes += self._between()
            nesting = self.weights.pick(NESTING)
            size = 1 if nesting == "none" else min(count, rng.randint(1, 3))
            count -= size
            self.nodes += self._nested(nesting, size)
        self._finish()

    def _nested(self, nesting, size):
        if nesting == "none":
            return self._launch()
        old_points, old_handles = self.points, list(self.handles)
        old_scalars, old_known = list(self.scalars), list(self.known)
        condition = None
        if nesting == "for":
            name, trips = self.fresh_variable("h"), self.rng.randint(1, 3)
            self.loop_variables.append(name)
            self.points = [
                HostPoint({**point.columns, name: i}, point.certain)
                for point in old_points for i in range(trips)
            ]
        else:
            condition = self._host_condition()
            if condition.is_data or not all(
                all(condition.flags(self._host_domain(p))) for p in old_points
            ):
                self.points = [HostPoint(p.columns, False) for p in old_points]
            self.points = [HostPoint(dict(p.columns), p.certain) for p in self.points]
        self._depth += 1
        nodes = []
        for i in range(size):
            nodes += self._between() if i else []
            nodes += self._launch()
        for handle, depth in list(self.allocations):
            if depth == self._depth:
                nodes += self._free(handle)
        self._depth -= 1
        self.points, self.scalars, self.known = old_points, old_scalars, old_known
        self.handles = [h for h in old_handles if not h.memory.is_freed]
        if condition:
            return [HostIf(condition, nodes)]
        self.loop_variables.pop()
        return [HostLoop(name, trips, nodes)]

    def _host_condition(self):
        rng = self.rng
        if self.known and rng.random() < 0.6:
            return Comparison(rng.choice(["slt", "ne", "sge"]),
                              Variable(rng.choice(self.known)), Constant(rng.randint(0, 6)))
        if self.scalars:
            scalar = rng.choice(self.scalars)
            if scalar.element != "index":
                return values.DataComparison(scalar, values.Literal(scalar.element, 1))
        return Comparison("slt", Constant(rng.randint(0, 1)), Constant(1))

    def _launch(self):
        self._next_chain()
        return self._result_buffer() + self._grown_launch()

    def _result_buffer(self):
        """In a pipeline, each launch finds a new buffer to write."""
        if not self.is_pipeline or self.rng.random() < 0.2:
            return []
        nodes = self._add_allocation(self._element())
        self.handles[-1].memory.chain = self._chain if self.chains else None
        return nodes

    def _grown_launch(self):
        for _ in range(4):
            launch = Launch(self, self._launch_configuration(), self.points)
            if launch.grow(self.rng.choice([1, 1, 2, 2, 3, 4])):
                if self.weights.share("async"):
                    return [AsyncLaunch(launch)]
                return [launch]
        return []

    def _finish(self):
        """Returns some allocations, and frees most others."""
        rng = self.rng
        rng.shuffle(self.allocations)
        results = []
        for handle, _ in list(self.allocations):
            if handle.memory.is_initialized() and handle.element != "i8" and rng.random() < 0.4:
                results.append(handle)
            elif rng.random() < 0.9:
                self.nodes += self._free(handle)
        types = ", ".join(h.type for h in results)
        names = ", ".join(h.name for h in results)
        self.nodes.append(Line(f"return {names} : {types}" if results else "return"))
        self.result_types = [h.type for h in results]

    def text(self):
        """The module."""
        parameters = []
        for argument in self.arguments:
            attributes = list(argument["attributes"])
            if argument["noalias"]:
                attributes.insert(0, "llvm.noalias")
            text = f"{argument['name']}: {argument['type']}"
            if attributes:
                text += f" {{{', '.join(attributes)}}}"
            parameters.append(text)
        results = ""
        if self.result_types:
            results = f" -> ({', '.join(self.result_types)})"
        emit_nodes(self.nodes, self.writer)
        header = f"func.func @test({', '.join(parameters)}){results} {{"
        lines = self.writer.function(header)
        tables = [table.declaration() for table in self.tables]
        return "\n".join(self.globals + tables + lines) + "\n"


class HostLoad:
    """A load of the host, checked as a statement."""

    def __init__(self, load):
        self.load = load

    def visit(self, domain, accesses):
        self.load.visit(domain, accesses)
        return domain

