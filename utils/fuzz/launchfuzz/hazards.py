# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs against what a compiler may take for granted without a proof.

Arithmetic that wraps, facts that hold only in code that never runs, views beyond
the type of their buffer, attributes and symbols with the names of others, and
modules in modules.
"""

import random

from .bodies import Body
from .buffers import Buffer, ELEMENTS
from .concrete import Text, signed
from .indices import Invalid
from .tokens import Tokens
from .wrapping import HUGE, Wrapping

MAX_THREADS = 8


class Hazards(Wrapping):
    """One module with a function @test; `changes` are for other generators."""

    def __init__(self, seed, changes=None):
        self.rng = random.Random(f"hazards {seed}")
        self.changes = changes or {}
        self.out = Text(self.rng)
        self.arguments, self.buffers = [], []
        self.globals, self.functions = [], []
        self.known = []
        self.fusing = "fuselage-fuse-launches"
        self.wrapper = self.rng.choices(
            ["plain", "nested", "kernels", "async"], [60, 10, 15, 15])[0]
        self.element = self.rng.choices(
            ["i64", "i32", "f32", "odd"], [40, 25, 25, 14])[0]
        if self.element == "odd":
            self.element = self.rng.choice(
                ["i17", "i24", "i128", "vector<3xf32>", "vector<4xf32>"])
        self.num_threads = self.rng.choice([1, 2, 3, 4, 4, 5, 6, 8, 8])
        self.width = self.rng.choice([1, 2, 3, 4, 5, 7, 8, 9])
        self.style = self.rng.choices(["blocks", "threads", "both"], [5, 3, 2])[0]
        self.kernels, self.tokens = [], Tokens(self.rng, self.out)
        self.stray_share = self.rng.choice([0, 0, 0.1, 0.5])
        self.favourite = self.rng.choice([None, None] + Body.KINDS)
        self._build()

    # ===------------------------------------------------------------------===#
    # Arguments
    # ===------------------------------------------------------------------===#

    def argument(self, name, kind, attributes=()):
        self.arguments.append((name, kind, list(attributes)))

    def scalar(self, number):
        """An argument of type index whose value is known here only."""
        name = self.out.fresh("%n")
        self.argument(name, "index", [f"fuselage.test.value = {signed(number)} : index"])
        value = self.out.constant(0)
        self.out.lines.pop()
        value.name, value.numbers = name, [signed(number)]
        self.known.append(value)
        return value

    def buffer(self, shape, element=None, noalias=None):
        element = element or self.element
        name = self.out.fresh("%a")
        buffer = Buffer(name, name, element, shape)
        if noalias is None:
            noalias = self.rng.random() < 0.93
        self.argument(name, buffer.type, ["llvm.noalias"] if noalias else [])
        buffer.argument = len(self.arguments) - 1
        self.buffers.append(buffer)
        return buffer

    def _add_zero_root(self):
        """An argument of a type that is smaller than the memory that it is a part
        of, and a view that reaches over all of it."""
        rng = self.rng
        size = MAX_THREADS * rng.choice([1, 1, 2])
        root = self.buffer([size], noalias=False)
        small = rng.choice([0, 0, 1, 2])
        name, kind = self.out.fresh("%z"), f"memref<{small}x{self.element}>"
        attributes = [f"fuselage.test.alias = {root.argument} : i64"]
        if rng.random() < 0.6:
            self.buffers.remove(root)
            attributes.append("llvm.noalias")
        self.argument(name, kind, attributes)
        narrow = Buffer(name, root.root, self.element, [small])
        self.small_roots.append((narrow, size))
        if rng.random() < 0.5:
            self.buffers.append(self.wide_view(narrow, size))

    def wide_view(self, narrow, size):
        """A reinterpret_cast of all the memory, where the text is now."""
        kind = f"memref<{size}x{narrow.element}, strided<[1]>>"
        name = self.out.define(
            f"memref.reinterpret_cast {narrow.name} to offset: [0], sizes: [{size}],"
            f" strides: [1] : {narrow.type} to {kind}")
        return Buffer(name, narrow.root, narrow.element, [size], kind=kind)

    def _add_global(self):
        """A global, which an argument may be a part of."""
        name = f"g{len(self.globals)}"
        shape = [MAX_THREADS]
        kind = f"memref<{MAX_THREADS}x{self.element}>"
        if self.element not in ("i64", "i32", "f32"):
            return
        value = "2.0" if self.element == "f32" else "2"
        self.globals.append((name, f"{kind} = dense<{value}>"))
        value = self.out.define(f"memref.get_global @{name} : {kind}")
        self.buffers.append(Buffer(value, "@" + name, self.element, shape))
        if self.rng.random() < 0.5:
            alias = self.out.fresh("%a")
            self.argument(alias, kind, [f"fuselage.test.alias_global = @{name}"])
            # Twice: buffers that share memory should meet.
            self.buffers += 2 * [Buffer(alias, "@" + name, self.element, shape)]
            # The promise is about arguments. Here no two of them share memory.
            if self.rng.random() < 0.7 and not self.small_roots:
                self.fusing = "fuselage-fuse-launches{assume-noalias-args=true}"

    def _add_buffers(self):
        rng = self.rng
        for _ in range(rng.choice([1, 2, 2, 3])):
            shape = rng.choice([[MAX_THREADS], [MAX_THREADS, self.width],
                                [MAX_THREADS, 1], [1, MAX_THREADS]])
            self.buffer(shape)
        self.buffer([MAX_THREADS], rng.choice(["i64", self.element]))
        if rng.random() < 0.25:
            self.buffer([4 * MAX_THREADS + 4], rng.choice(["f32", "i32"]))
        if rng.random() < 0.1:
            self.buffer([0] if rng.random() < 0.5 else [MAX_THREADS, 0])
        if rng.random() < 0.3 and self.wrapper != "nested":
            self._add_zero_root()
        if rng.random() < (0.8 if self.wrapper == "nested" else 0.2):
            self._add_global()

    # ===------------------------------------------------------------------===#
    # Launches
    # ===------------------------------------------------------------------===#

    def _extent(self, number):
        """A size of a launch: a constant, or the host's arithmetic."""
        rng, out = self.rng, self.out
        mark = out.checkpoint()
        for _ in range(6):
            if rng.random() < 0.65 or self.wrapper == "kernels":
                break
            try:
                value = self.bounded(rng.randint(2, 4))
                value = out.with_constant("arith.addi", value, rng.randint(1, 4))
                if value.numbers[0] <= MAX_THREADS:
                    return value
            except Invalid:
                pass
            out.restore(mark)
        return out.constant(number)

    def launch(self):
        body = Body(self)
        extent = self._extent(self.num_threads)
        body.emit(extent)

    def _launch_for_nothing(self):
        """What it writes is read by nobody; others may wait for it."""
        rng, out = self.rng, self.out
        kind = f"memref<{MAX_THREADS}x{self.element}>"
        name = out.define(f"memref.alloc() : {kind}")
        buffer = Buffer(name, name, self.element, [MAX_THREADS])
        self.scratch.append(buffer)
        buffers, self.buffers = self.buffers, [buffer]
        Body(self).emit(out.constant(rng.randint(1, MAX_THREADS)), is_scratch=True)
        self.buffers = buffers

    def _between(self):
        """What the host does between two launches."""
        rng = self.rng
        kind = rng.choices(["nothing", "copy", "constant", "register", "dim"],
                           [70, 10, 6, 4, 5])[0]
        if kind == "copy":
            pairs = [(a, b) for a in self.buffers for b in self.buffers
                     if a.type == b.type and a.root != b.root and a.element_count
                     and self.wrapper != "async"]
            if pairs:
                a, b = rng.choice(pairs)
                self.out.line(f"memref.copy {a.name}, {b.name} : {a.type} to {b.type}")
        elif kind == "constant":
            self.out.constant(rng.choice(HUGE))
        elif kind == "register" and self.wrapper != "async":
            ranked = rng.choice([b for b in self.buffers if b.is_plain])
            unranked = f"memref<*x{ranked.element}>"
            cast = self.out.define(f"memref.cast {ranked.name} : {ranked.type} to {unranked}")
            self.out.line(f"gpu.host_register {cast} : {unranked}")

    def _build(self):
        rng = self.rng
        self.small_roots, self.scratch = [], []
        for _ in range(rng.choice([1, 1, 2])):
            self.scalar(rng.choice(HUGE))
        self.zero = self.scalar(0)
        self._add_buffers()
        for _ in range(rng.choice([2, 2, 2, 3, 3, 4])):
            self.launch()
            if self.wrapper == "async" and rng.random() < 0.4:
                self._launch_for_nothing()
            if rng.random() < 0.25:
                self.tokens.wait()
            self._between()
        self.tokens.wait()
        for buffer in self.scratch:
            self.out.line(f"memref.dealloc {buffer.name} : {buffer.type}")
        self.out.line("return")

    # ===------------------------------------------------------------------===#
    # Text
    # ===------------------------------------------------------------------===#

    def _function(self):
        parameters = []
        for name, kind, attributes in self.arguments:
            text = f" {{{', '.join(attributes)}}}" if attributes else ""
            parameters.append(f"{name}: {kind}{text}")
        return ([f"func.func @test({', '.join(parameters)}) {{"] + self.out.lines + ["}"])

    @property
    def pipeline(self):
        if self.wrapper == "kernels":
            return f"fuselage-inline-kernels,{self.fusing}"
        return self.fusing

    def text(self):
        lines = [f"memref.global \"private\" @{name} : {rest}" for name, rest in self.globals]
        lines += self.functions + self._function()
        if self.wrapper == "nested":
            lines = self._decoys() + ["module @inner {"] + ["  " + l for l in lines] + ["}"]
        if self.wrapper == "kernels":
            lines = ["module attributes {gpu.container_module} {"] + self.kernels + lines + ["}"]
        return "\n".join(lines) + "\n"

    def _decoys(self):
        """What the outer module has under the names of the inner one's: functions
        that do nothing, and constant globals."""
        lines = []
        for line in self.functions:
            if line.startswith("func.func"):
                lines += [line, "  return", "}"]
        for name, rest in self.globals:
            rest = rest.split(" = ")[0]
            value = "7.0" if self.element == "f32" else "7"
            lines.append(f"memref.global \"private\" constant @{name} : {rest} = dense<{value}>")
        return lines
