# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Bodies of hazard programs: statements that conflict with no other thread."""

from .buffers import Buffer, Conflicts
from .concrete import Value, signed
from .deadcode import DeadCode
from .indices import Invalid

_STRAY = (
    "map = affine_map<(d0) -> (d0)>", "map = affine_map<(d0) -> (7 - d0)>",
    "map = affine_map<(d0, d1) -> (d0, 0)>", "map = affine_map<() -> (0)>",
    "upper_bound = 2 : index", "dimension = 1 : i32", "name = @other",
    "predicate = 3 : i64", "static_strides = array<i64: 0>", "static_offsets = array<i64: 7>",
    "value = 3 : i64", "in_bounds = [true]", "operandSegmentSizes_ = array<i32: 1>",
    "condition = affine_set<(d0) : (d0 - 1 >= 0)>", "callee = @other", "kind = 1 : i64",
    "lowerBoundMap = affine_map<() -> (3)>", "step = 4 : index", "noalias",
)


class Body(DeadCode):
    """The body of one launch. Statements are methods _make_NAME, which raise
    Invalid where they do not fit."""

    WEIGHTS = {
        "row_store": 12, "row_load": 12, "permuted": 8, "cells": 10, "guarded": 8,
        "loop": 6, "accumulate": 7, "dead": 12, "id_bound": 7, "run": 6, "poison": 5,
        "reaching": 6, "ranks": 4, "all_reduce": 3, "call": 8, "workgroup": 4,
        "index_value": 6, "exchange": 4, "aligned_workgroup": 4, "tangle": 5,
        "sieve": 5, "restart": 4,
    }
    KINDS = list(WEIGHTS)

    def __init__(self, program):
        self.program, self.rng, self.out = program, program.rng, program.out
        self.conflicts = Conflicts()
        self.local_views = []
        self.workgroup = []
        self.has_dead_block = False

    # ===------------------------------------------------------------------===#
    # The launch around it
    # ===------------------------------------------------------------------===#

    def emit(self, extent, is_scratch=False):
        """Writes the launch, which may be one that only stores something."""
        program, rng, out = self.program, self.rng, self.out
        count = extent.numbers[0]
        one = out.constant(1).name
        self.num_threads, self.block_size = count, 1
        sizes = [extent.name] + [one] * 5
        if program.style == "threads":
            self.block_size = count
            sizes = [one] * 3 + [extent.name] + [one] * 2
        elif program.style == "both" and count % 2 == 0:
            self.block_size = 2
            sizes[0] = out.constant(count // 2).name
            sizes[3] = out.constant(2).name
        start = len(out.lines)
        out.line("")
        outer, out.points, out.depth = out.points, out.points.launch(count), out.depth + 1
        self._define_ids(count)
        if is_scratch:
            self._try(self._scratch_store)
        else:
            self._grow(rng.choice([1, 1, 2, 2, 3]))
        out.points, out.depth = outer, out.depth - 1
        body = out.lines[start + 1 :]
        del out.lines[start:]
        self._wrap(body, sizes)

    def _define_ids(self, count):
        out, points = self.out, self.out.points
        prefix = out.fresh("%u") + "_"
        self.prefix = prefix
        size = self.block_size
        self.block_id = Value(prefix + "bx", [i // size for i in range(count)], points)
        self.thread_id = Value(prefix + "tx", [i % size for i in range(count)], points)
        self.zero_id = Value(prefix + "by", [0] * count, points)
        if size == 1:
            self.id = self.block_id
        elif size == count:
            self.id = self.thread_id
        else:
            scaled = out.with_constant("arith.muli", self.block_id, size)
            self.id = out.binary("arith.addi", scaled, self.thread_id)
        self.ids = [self.id, self.id, self.id, self.block_id, self.thread_id, self.zero_id]

    def _wrap(self, body, sizes):
        program, out, p = self.program, self.out, self.prefix
        exits = "gpu.return" if program.wrapper == "kernels" else "gpu.terminator"
        dead = self._dead_block(exits) if self.rng.random() < 0.05 else []
        if program.wrapper == "kernels":
            self._wrap_kernel(body, dead, sizes)
            return
        ids = [f"{p}{a}{d}" for a in "bt" for d in "xyz"]
        dims = [f"{p}{a}{d} = {s}" for (a, d), s in zip(
            [(a, d) for a in "gs" for d in "xyz"], sizes)]
        token, dependencies = "", ""
        if program.wrapper == "async":
            token, dependencies = program.tokens.launch(self.conflicts)
        workgroup = ""
        if self.workgroup:
            listed = ", ".join(f"{b.name} : {b.type}" for b in self.workgroup)
            workgroup = f" workgroup({listed})"
        out.line(f"{token}gpu.launch{dependencies} blocks({', '.join(ids[:3])}) in"
                 f" ({', '.join(dims[:3])}) threads({', '.join(ids[3:])}) in"
                 f" ({', '.join(dims[3:])}){workgroup} {{")
        out.lines += body + [f"    {exits}"] + dead
        out.line("}")

    def _dead_block(self, exits):
        """A block that no other leads to, where values may be used before they
        are defined."""
        a, b = self.out.fresh("%d"), self.out.fresh("%d")
        buffer = self.rng.choice(self.program.buffers)
        lines = ["  ^dead:"]
        if buffer.is_plain and len(buffer.shape) == 1:
            dynamic = f"memref<?x{buffer.element}>"
            lines += [f"    {a} = memref.cast {b} : {dynamic} to {buffer.type}",
                      f"    {b} = memref.cast {a} : {buffer.type} to {dynamic}"]
            v = self.out.fresh("%d")
            lines += [f"    {v} = memref.load {a}[{self.block_id.name}] : {buffer.type}",
                      f"    memref.store {v}, {a}[{self.block_id.name}] : {buffer.type}"]
        else:
            lines += [f"    {a} = arith.addi {b}, {b} : index",
                      f"    {b} = arith.muli {a}, {b} : index"]
        return lines + [f"    {exits}"]

    # ===------------------------------------------------------------------===#
    # Kernels of gpu.modules
    # ===------------------------------------------------------------------===#

    def _wrap_kernel(self, body, dead, sizes):
        """The body as a kernel: what it uses of the host are its arguments."""
        program, rng, p = self.program, self.rng, self.prefix
        text = "\n".join(body + dead)
        captured = [(n, k) for n, k in self._host_values() if _mentions(text, n)]
        number = len(program.kernels)
        name = rng.choice(["kernel", f"kernel{number}"])
        module = f"m{number}"
        target = rng.choice(["", "", " [#nvvm.target<chip = \"sm_90\">]",
                             " [#nvvm.target<chip = \"sm_80\">]"])
        parameters = ", ".join(f"{n}: {k}" for n, k in captured)
        attributions = ""
        if self.workgroup:
            listed = [f"{b.name} : {b.type}" + b.attributes for b in self.workgroup]
            attributions = f" workgroup({', '.join(listed)})"
        known = ""
        if rng.random() < 0.3:
            known = f" attributes {{known_block_size = array<i32: {self.block_size}, 1, 1>}}"
        ids = []
        for letter, op in (("b", "block_id"), ("t", "thread_id")):
            for d in "xyz":
                ids.append(f"    {p}{letter}{d} = gpu.{op} {d}")
        lines = [f"gpu.module @{module}{target} {{"]
        lines += self._module_functions()
        lines += [f"  gpu.func @{name}({parameters}){attributions} kernel{known} {{"]
        lines += ids + body + ["    gpu.return"] + dead + ["  }", "}"]
        program.kernels.append("\n".join(lines))
        arguments = ", ".join(f"{n} : {k}" for n, k in captured)
        arguments = f" args({arguments})" if arguments else ""
        self.out.line(f"gpu.launch_func @{module}::@{name} blocks in ({', '.join(sizes[:3])})"
                      f" threads in ({', '.join(sizes[3:])}){arguments}")

    def _module_functions(self):
        """Functions that kernels call belong to their module."""
        return ["  " + line for lines in self.calls.values() for line in lines]

    @property
    def calls(self):
        return self.__dict__.setdefault("_calls", {})

    def _host_values(self):
        """Every value of the host and its type, by its text."""
        program = self.program
        for name, kind, _ in program.arguments:
            yield name, kind
        for line in self.out.lines:
            text = line.strip()
            if not text.startswith("%") or line.startswith("    "):
                continue
            name, _, rest = text.partition(" = ")
            kind = rest.rpartition(" to ")[2] if " to " in rest else rest.rpartition(" : ")[2]
            if "affine.apply" in rest or rest.startswith("index."):
                kind = "index"
            if rest.startswith("arith.cmpi"):
                kind = "i1"
            yield name, kind

    # ===------------------------------------------------------------------===#
    # Growing
    # ===------------------------------------------------------------------===#

    def _grow(self, count):
        for _ in range(count):
            kinds = dict(self.WEIGHTS)
            favourite = self.program.favourite
            if favourite:
                kinds[favourite] *= 8
            kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
            for _ in range(6):
                if self._try(getattr(self, "_make_" + kind)):
                    break

    def _try(self, make):
        mark, conflicts = self.out.checkpoint(), self.conflicts.copy()
        views, workgroup = list(self.local_views), list(self.workgroup)
        ids = list(self.ids)
        try:
            make()
            return True
        except Invalid:
            self.out.restore(mark)
            self.conflicts, self.ids = conflicts, ids
            self.local_views, self.workgroup = views, workgroup
            return False

    # ===------------------------------------------------------------------===#
    # Indices and accesses
    # ===------------------------------------------------------------------===#

    def seeds(self):
        return self.ids + self.program.known

    def with_seeds(self, method, *arguments):
        """Calls a method of the program's arithmetic with this body's values."""
        program = self.program
        program.seeds = self.seeds
        try:
            return method(*arguments)
        finally:
            del program.seeds

    def bounded(self, size):
        return self.with_seeds(self.program.bounded, size)

    def wild(self, size=4):
        return self.with_seeds(self.program.wild, size)

    def own(self, buffer):
        """Indices of elements that no other thread has by them."""
        indices = []
        is_first = True
        for size in buffer.shape:
            if is_first and size >= self.num_threads and size > 1:
                indices.append(self.id)
                is_first = False
            elif self.rng.random() < 0.4 and size:
                indices.append(self.out.constant(self.rng.randrange(size)))
            else:
                indices.append(self.bounded(size))
        return indices

    def attributes(self, extra=""):
        texts = [extra] if extra else []
        if self.rng.random() < self.program.stray_share:
            stray = self.rng.choice(_STRAY)
            if not extra or not stray.startswith("alignment"):
                texts.append(stray)
        return f" {{{', '.join(texts)}}}" if texts else ""

    def load(self, buffer, indices, extra=""):
        addresses = buffer.addresses(indices, self.out.points)
        self.conflicts.access(False, buffer, addresses, self.out.points.threads)
        return self.load_text(buffer, indices, extra)

    def load_text(self, buffer, indices, extra=""):
        names = ", ".join(i.name for i in indices)
        return self.out.define(
            f"memref.load {buffer.name}[{names}]{self.attributes(extra)} : {buffer.type}")

    def store(self, value, buffer, indices, extra=""):
        addresses = buffer.addresses(indices, self.out.points)
        self.conflicts.access(True, buffer, addresses, self.out.points.threads)
        self.store_text(value, buffer, indices, extra)

    def store_text(self, value, buffer, indices, extra=""):
        names = ", ".join(i.name for i in indices)
        self.out.line(f"memref.store {value}, {buffer.name}[{names}]{self.attributes(extra)} :"
                      f" {buffer.type}")

    def pick(self, rank=None, element=None):
        candidates = [b for b in self.program.buffers + 2 * self.local_views
                      if b.element_count and rank in (None, len(b.shape))
                      and element in (None, b.element)]
        if not candidates:
            raise Invalid("no such buffer")
        return self.rng.choice(candidates)

    # ===------------------------------------------------------------------===#
    # Values
    # ===------------------------------------------------------------------===#

    def literal(self, element):
        number = self.rng.randint(1, 9)
        if element.startswith("vector"):
            return self.out.define(f"arith.constant dense<{number}.0> : {element}")
        text = f"{number}.0" if element == "f32" else str(number)
        return self.out.define(f"arith.constant {text} : {element}")

    def of_index(self, index, element):
        out = self.out
        if element.startswith("vector"):
            scalar = self.of_index(index, "f32")
            return out.define(f"vector.broadcast {scalar} : f32 to {element}")
        if element == "f32":
            name = out.define(f"arith.index_cast {index.name} : index to i32")
            return out.define(f"arith.sitofp {name} : i32 to f32")
        return out.define(f"arith.index_cast {index.name} : index to {element}")

    def combine(self, lhs, rhs, element):
        op = "arith.addi"
        if element == "f32" or element.startswith("vector"):
            op = self.rng.choice(["arith.addf", "arith.mulf"])
        elif self.rng.random() < 0.5:
            op = self.rng.choice(["arith.subi", "arith.xori", "arith.muli"])
        return self.out.define(f"{op} {lhs}, {rhs} : {element}")

    def value(self, element, depth=1):
        kind = self.rng.choices(["load", "literal", "index", "sum"], [6, 2, 3, 3 * depth])[0]
        if kind == "load":
            try:
                buffer = self.pick(element=element)
                return self.load(buffer, self.own(buffer))
            except Invalid:
                kind = "literal"
        if kind == "index":
            return self.of_index(self.rng.choice(self.ids), element)
        if kind == "sum":
            return self.combine(self.value(element, 0), self.value(element, 0), element)
        return self.literal(element)

    # ===------------------------------------------------------------------===#
    # Statements
    # ===------------------------------------------------------------------===#

    def _make_cells(self):
        buffer = self.pick()
        self.store(self.value(buffer.element), buffer, self.own(buffer))

    def _scratch_store(self):
        buffer = self.pick()
        self.store(self.literal(buffer.element), buffer, [self.id])

    def _make_row_store(self):
        """One element of the thread's row, which wrapping arithmetic chooses."""
        buffer = self.pick(rank=2)
        column = self.bounded(buffer.shape[1])
        row = self.id if buffer.shape[0] >= self.num_threads else self.bounded(buffer.shape[0])
        self.store(self.value(buffer.element), buffer, [row, column])

    def _make_row_load(self):
        buffer = self.pick(rank=2)
        target = self.pick(element=buffer.element)
        column = (self.bounded(buffer.shape[1]) if self.rng.random() < 0.5
                  else self.out.constant(self.rng.randrange(buffer.shape[1])))
        row = self.id if buffer.shape[0] >= self.num_threads else self.bounded(buffer.shape[0])
        value = self.load(buffer, [row, column])
        self.store(value, target, self.own(target))

    def _make_permuted(self):
        """An element of another thread's, by wrapping arithmetic that happens to
        give each thread one of its own; or one thread only."""
        buffer = self.pick(rank=1)
        index = self.bounded(min(buffer.shape[0], 8))
        if self.rng.random() < 0.4:
            chosen = self.out.constant(self.rng.randrange(self.num_threads))
            condition = self.out.compare("eq", self.id, chosen)
            value = self.value(buffer.element)
            outer = self.out.open_if(condition)
            self.store(value, buffer, [index])
            self.out.close(outer)
            return
        self.store(self.value(buffer.element), buffer, [index])

    def _condition(self):
        lhs = self.rng.choice([self.wild(), self.bounded(4), self.id])
        rhs = self.rng.choice([self.out.constant(self.rng.randint(0, 5)),
                               self.rng.choice(self.seeds())])
        return self.out.compare(
            self.rng.choice(["slt", "ult", "eq", "ne", "sge", "sle", "uge"]), lhs, rhs)

    def _make_guarded(self):
        outer = self.out.open_if(self._condition())
        self._nested()
        self.out.close(outer)

    def _nested(self):
        kind = self.rng.choice(["cells", "row_store", "row_load", "permuted", "index_value"])
        getattr(self, "_make_" + kind)()

    def _range(self):
        """Bounds and step of a loop: constants, or wrapping arithmetic."""
        out = self.out
        low = out.constant(0)
        high = self.bounded(5) if self.rng.random() < 0.5 else out.constant(
            self.rng.randint(0, 4))
        return low, high, out.constant(self.rng.choice([1, 1, 2]))

    def _make_loop(self):
        variable, outer = self.out.open_for(*self._range())
        self.ids = self.ids + [variable] * 3
        try:
            self._nested()
        finally:
            self.ids = self.ids[:-3]
        self.out.close(outer)

    def _make_tangle(self):
        """Loops in loops and guards, whose bounds are choices between values of the
        host, and indices of all their variables: more than a solver likes."""
        rng, out = self.rng, self.out
        buffer = self.pick(rank=2)
        if buffer.shape[0] < self.num_threads:
            raise Invalid("no row for each thread")
        row = self._row()
        ids, outers = list(self.ids), []
        for _ in range(rng.choice([2, 2, 3])):
            condition = out.compare(rng.choice(["ne", "slt", "ult"]),
                                    *(rng.choice(self.seeds()) for _ in range(2)))
            low = out.select(condition, out.constant(0), out.constant(rng.randint(1, 3)))
            high = self.bounded(4) if rng.random() < 0.6 else out.constant(3)
            variable, outer = out.open_for(low, high, out.constant(rng.choice([1, 2])))
            outers.append(outer)
            self.ids = self.ids + 2 * [variable]
            if rng.random() < 0.4:
                outers.append(out.open_if(self._condition()))
        value = self.load(buffer, [row, self.bounded(buffer.shape[1])])
        self.store(self.combine(value, self.value(buffer.element, 0), buffer.element),
                   buffer, [row, self.bounded(buffer.shape[1])])
        for outer in reversed(outers):
            out.close(outer)
        self.ids = ids

    def _row(self):
        """The thread's number, or counted from the last thread. A solver is asked
        where two launches do not have the same one."""
        if self.rng.random() < 0.5:
            return self.id
        return self.out.binary(
            "arith.subi", self.out.constant(self.num_threads - 1), self.id)

    def _make_sieve(self):
        """An update by the threads that some remainders of their numbers leave over:
        each guard doubles the pieces that a solver looks at, until it gives up."""
        rng, out = self.rng, self.out
        buffer = self.pick()
        if buffer.shape[0] < self.num_threads:
            raise Invalid("no row for each thread")
        conditions = []
        for _ in range(rng.choice([4, 5, 6, 7])):
            factor, addend, modulus = rng.randint(1, 5), rng.randint(0, 6), rng.randint(3, 9)
            rest = out.affine(f"(s0 * {factor} + {addend}) mod {modulus}", self.id,
                              lambda n: (n * factor + addend) % modulus)
            conditions.append(out.compare("ne", rest, out.constant(rng.randrange(3))))
        indices = [self._row()] + [out.constant(rng.randrange(n)) for n in buffer.shape[1:]]
        outers = [out.open_if(condition) for condition in conditions]
        value = self.load(buffer, indices)
        self.store(self.combine(value, self.literal(buffer.element), buffer.element), buffer,
                   indices)
        for outer in reversed(outers):
            out.close(outer)

    def _make_restart(self):
        """A loop that starts over from below where its last step leaves 64 bits: only
        then it updates an element."""
        rng, out = self.rng, self.out
        buffer = self.pick()
        if buffer.shape[0] < self.num_threads:
            raise Invalid("no row for each thread")
        row, high = self._row(), rng.randint(5, 7)
        indices = [row] + [out.constant(rng.randrange(n)) for n in buffer.shape[1:]]
        zero, unit = out.constant(0), 1 << 60
        variable, outer = out.open_for(
            zero, out.constant(high * unit), out.constant(rng.randint(2, high - 1) * unit),
            may_start_over=True)
        is_below = out.open_if(out.compare("slt", variable, zero))
        value = self.load(buffer, indices)
        self.store(self.combine(value, self.literal(buffer.element), buffer.element), buffer,
                   indices)
        out.close(is_below)
        out.close(outer)

    def _make_accumulate(self):
        buffer = self.pick()
        indices = self.own(buffer)
        if self.rng.random() < 0.7:
            self.store(self.literal(buffer.element), buffer, indices)
        _, outer = self.out.open_for(*self._range())
        old = self.load(buffer, indices)
        self.store(self.combine(old, self.value(buffer.element, 0), buffer.element),
                   buffer, indices)
        self.out.close(outer)

    def _make_index_value(self):
        """The result of wrapping arithmetic as a value."""
        buffer = self.pick(element=self.rng.choice(["i64", None]))
        value = self.of_index(self.wild(), buffer.element)
        self.store(value, buffer, self.own(buffer))

    def _make_poison(self):
        """A product that must not wrap, and would, used only where it does not; and
        the same product by wrapping arithmetic."""
        rng, out = self.rng, self.out
        number = rng.choice(self.program.known)
        factor = rng.choice([2, 3, 4, 8])
        buffer = self.pick(element=rng.choice(["i64", None]))
        indices = self.own(buffer)

        def guarded():
            if rng.random() < 0.5:
                product = out.define(f"affine.apply affine_map<()[s0] -> (s0 * {factor})>()"
                                     f"[{number.name}]")
            else:
                product = out.define(f"arith.muli {number.name}, {out.constant(factor).name}"
                                     f" overflow<nsw> : index")
            limit = out.constant(1000)
            condition = out.compare("ult", number, limit)
            outer = out.open_if(condition)
            numbers = [n * factor for n in number.at(out.points)]
            self.store(self.of_index(Value(product, numbers, out.points), buffer.element),
                       buffer, indices)
            out.close(outer)

        def plain():
            product = out.with_constant("arith.muli", number, factor)
            if rng.random() < 0.8:
                product = out.with_constant(rng.choice(["arith.divsi", "arith.remsi",
                                                        "arith.shrsi"]),
                                            product, rng.choice([2, factor]))
            self.store(self.of_index(product, buffer.element), buffer, indices)

        for part in rng.choice([[guarded], [plain], [guarded, plain]]):
            part()

    def _make_reaching(self):
        """A view that reaches beyond the type of what it is a view of."""
        if not self.program.small_roots:
            raise Invalid("no such root")
        narrow, size = self.rng.choice(self.program.small_roots)
        view = self.program.wide_view(narrow, size)
        if not self.out.points.is_affine_scope:
            raise Invalid("only at the top")
        self.local_views.append(view)
        self._exchange_in(view)

    def _exchange_in(self, buffer):
        """Own elements, or those of the thread across."""
        rng, out = self.rng, self.out
        if rng.random() < 0.5:
            self.store(self.value(buffer.element), buffer, [self.id])
            return
        last = out.constant(self.num_threads - 1)
        other = out.binary("arith.subi", last, self.id)
        condition = out.compare("ult", self.id, other)
        outer = out.open_if(condition)
        value = self.load(buffer, [other])
        target = buffer if rng.random() < 0.6 else self.pick(rank=1, element=buffer.element)
        self.store(value, target, [self.id])
        out.close(outer)

    def _make_exchange(self):
        self._exchange_in(self.pick(rank=1))

    def _make_ranks(self):
        """An element by a view of many dimensions, or by a view of that view which
        has few again."""
        rng, out = self.rng, self.out
        buffer = self.pick(rank=rng.choice([1, 2]))
        if not buffer.is_plain:
            raise Invalid("rows may not be contiguous")
        rank = rng.choice([5, 9, 15, 16, 17, 18, 20])
        units = rank - len(buffer.shape)
        groups = [list(range(units + 1))] + [[units + i] for i in range(1, len(buffer.shape))]
        first = rng.choice([0, units])
        head = [1] * first + [buffer.shape[0]] + [1] * (units - first)
        shape = head + buffer.shape[1:]
        kind = f"memref<{'x'.join(map(str, shape))}x{buffer.element}>"
        groups = ", ".join(f"[{', '.join(map(str, g))}]" for g in groups)
        name = out.define(
            f"memref.expand_shape {buffer.name} [{groups}] output_shape {shape} :"
            f" {buffer.type} into {kind}")
        view = Buffer(name, buffer.root, buffer.element, shape, kind)
        indices = self.own(buffer)
        if rng.random() < 0.5:
            name = out.define(f"memref.collapse_shape {name} [{groups}] : {kind} into"
                              f" {buffer.type}")
            view, full = Buffer(name, buffer.root, buffer.element, buffer.shape), indices
        else:
            zero = out.constant(0)
            full = [zero] * first + [indices[0]] + [zero] * (units - first) + indices[1:]
        if rng.random() < 0.5:
            self.store(self.value(buffer.element), view, full)
        else:
            value = self.load(view, full)
            target = self.pick(element=buffer.element)
            self.store(value, target, self.own(target))

    def _make_all_reduce(self):
        """With a body of its own, where constants are those of its region."""
        rng, out = self.rng, self.out
        if not out.points.is_affine_scope:
            raise Invalid("not all threads get here")
        buffer = self.pick(element=rng.choice(["i32", "i64"]))
        element = buffer.element
        value = self.value(element)
        number = rng.randint(1, 9)
        if rng.random() < 0.5:
            outside = out.define(f"arith.constant {number} : {element}")
            value = out.define(f"arith.muli {value}, {outside} : {element}")
        result, l, r, k, m, n, o = (out.fresh("%r") for _ in range(7))
        out.line(f"{result} = gpu.all_reduce {value} uniform {{")
        out.lines += [f"    ^bb({l}: {element}, {r}: {element}):",
                      f"      {k} = arith.constant {number} : {element}",
                      f"      {m} = arith.xori {l}, {k} : {element}",
                      f"      {n} = arith.xori {m}, {k} : {element}",
                      f"      {o} = arith.{rng.choice(['addi', 'xori', 'maxsi'])} {n}, {r} :"
                      f" {element}",
                      f"      gpu.yield {o} : {element}"]
        out.line(f"}} : ({element}) -> ({element})")
        self.store(result, buffer, self.own(buffer))

    def _make_workgroup(self):
        """A value of another thread of the block, by workgroup memory."""
        rng, out = self.rng, self.out
        if not out.points.is_affine_scope or self.block_size == 1:
            raise Invalid("threads meet at the top only")
        element = rng.choice([self.program.element, "i8", "vector<3xf32>", "i24", "f32"])
        name = out.fresh("%w")
        size = self.block_size * rng.choice([1, 1, 3])
        kind = f"memref<{size}x{element}, #gpu.address_space<workgroup>>"
        local = Buffer(name, name, element, [size], kind)
        local.attributes = ""
        if rng.random() < 0.4:
            local.attributes = f" {{llvm.align = {rng.choice([16, 32, 128])} : i64}}"
        self.workgroup.append(local)
        target = self.pick()
        self.store_text(self.of_index(self.id, element), local, [self.thread_id])
        out.line("gpu.barrier")
        last = out.constant(self.block_size - 1)
        other = out.binary("arith.subi", last, self.thread_id)
        value = self.load_text(local, [other])
        if element != target.element:
            if element.startswith("vector"):
                value = out.define(f"vector.extract {value}[0] : f32 from {element}")
            if element != "f32" and not element.startswith("vector"):
                value = out.define(f"arith.index_cast {value} : {element} to index")
                value = self.of_index(Value(value, None, out.points), target.element)
            elif target.element.startswith("vector"):
                value = out.define(f"vector.broadcast {value} : f32 to {target.element}")
            elif target.element != "f32":
                value = out.define(f"arith.fptosi {value} : f32 to i32")
                value = out.define(f"arith.index_cast {value} : i32 to index")
                value = self.of_index(Value(value, None, out.points), target.element)
        self.store(value, target, self.own(target))

    def _make_aligned_workgroup(self):
        """Four numbers of another thread at once, from workgroup memory that is
        aligned for that only because it says so."""
        rng, out = self.rng, self.out
        if (self.program.wrapper != "kernels" or not out.points.is_affine_scope
                or self.workgroup):
            raise Invalid("only where attributes of workgroup memory are written")
        for element, count in (("i8", 1), ("f32", 4 * self.block_size)):
            name = out.fresh("%w")
            kind = f"memref<{count}x{element}, #gpu.address_space<workgroup>>"
            local = Buffer(name, name, element, [count], kind)
            local.attributes = " {llvm.align = 16 : i64}" if element == "f32" else ""
            self.workgroup.append(local)
        small, local = self.workgroup
        target = self.pick(element=rng.choice(["f32", "i32", "i64"]))
        zero = out.constant(0)
        outer = out.open_if(out.compare("eq", self.thread_id, zero))
        self.store_text(self.literal("i8"), small, [zero])
        out.close(outer)
        first = out.with_constant("arith.muli", self.thread_id, 4)
        for i in range(4):
            lane = out.with_constant("arith.addi", first, i)
            self.store_text(self.of_index(lane, "f32"), local, [lane])
        out.line("gpu.barrier")
        last = out.constant(self.block_size - 1)
        other = out.with_constant(
            "arith.muli", out.binary("arith.subi", last, self.thread_id), 4)
        row = out.define(f"vector.load {local.name}[{other.name}] {{alignment = 16 : i64}} :"
                         f" {local.type}, vector<4xf32>")
        value = out.define(f"vector.extract {row}[{rng.randrange(4)}] : f32 from vector<4xf32>")
        number = self.load_text(small, [zero])
        number = out.define(f"arith.sitofp {number} : i8 to f32")
        value = out.define(f"arith.addf {value}, {number} : f32")
        if target.element != "f32":
            value = out.define(f"arith.fptosi {value} : f32 to {target.element}")
        self.store(value, target, self.own(target))

    def _make_call(self):
        """A function that writes an element: which, its name does not say."""
        program, rng, out = self.program, self.rng, self.out
        buffer = self.pick(rank=1)
        if not buffer.is_plain or buffer.element not in ("i64", "i32", "f32"):
            raise Invalid("no function for this")
        is_reversed = rng.random() < 0.6
        name = f"touch{len(program.functions) if program.wrapper != 'kernels' else ''}"
        last = buffer.shape[0] - 1
        numbers = [last - i if is_reversed else i for i in self.id.at(out.points)]
        if any(n >= buffer.shape[0] for n in numbers):
            raise Invalid("out of bounds")
        value = "5.0" if buffer.element == "f32" else "5"
        lines = [f"func.func private @{name}(%A: {buffer.type}, %i: index) {{",
                 f"  %last = arith.constant {last} : index",
                 f"  %k = arith.constant {value} : {buffer.element}",
                 "  %j = arith.subi %last, %i : index",
                 f"  memref.store %k, %A[{'%j' if is_reversed else '%i'}] : {buffer.type}",
                 "  return", "}"]
        if program.wrapper == "kernels":
            if self.calls:
                raise Invalid("one function is enough")
            self.calls[name] = lines
        else:
            program.functions += lines
        self.conflicts.access(True, buffer, numbers, out.points.threads)
        out.line(f"func.call @{name}({buffer.name}, {self.id.name}) :"
                 f" ({buffer.type}, index) -> ()")


def _mentions(text, name):
    """Whether a name occurs as a whole word."""
    position = text.find(name)
    while position >= 0:
        end = position + len(name)
        if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
            return True
        position = text.find(name, end)
    return False
