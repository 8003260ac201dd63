# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs on tensors, which stock passes bufferize, and which those or our own pass
lower to launches.

Loops in parallel loops are avoided: upstream runs the code around an inner
parallel loop in every thread, and loses the initial values of reductions in
scf.parallel. So a reduction's result is initialized by a launch of its own, and
each operation has one parallel nest.
"""

import random

from .lines import Lines

_TO_LOOPS = (
    "one-shot-bufferize{bufferize-function-boundaries allow-return-allocs-from-loops"
    " function-boundary-type-conversion=identity-layout-map},"
    "buffer-deallocation-pipeline,"
    "func.func(convert-linalg-to-parallel-loops),"
    "canonicalize"
)
_TO_LAUNCHES = "func.func(gpu-map-parallel-loops,convert-parallel-loops-to-gpu)"
_TO_MEMREFS = "canonicalize,lower-affine,convert-bufferization-to-memref"

# The comparison is either between the launches of stock passes and the fused
# launches, or between the loops and the fused launches of our pass.
_ROUTES = (
    (f"{_TO_LOOPS},{_TO_LAUNCHES},{_TO_MEMREFS}", ""),
    (f"{_TO_LOOPS},{_TO_MEMREFS}", "fuselage-loops-to-launches{block-size=32},"),
    (f"{_TO_LOOPS},{_TO_MEMREFS}", "fuselage-loops-to-launches{tile=2,3},"),
)


class Tensor:
    def __init__(self, name, shape, element):
        self.name, self.shape, self.element = name, list(shape), element

    @property
    def type(self):
        return f"tensor<{'x'.join(map(str, self.shape))}x{self.element}>"


class Tensors(Lines):
    """One module with a function @test."""

    KINDS = {"map": 8, "generic": 8, "in_place": 6, "transpose": 4, "broadcast": 3, "reduce": 4,
             "matmul": 3, "extract": 4, "insert": 5, "loop": 4, "fill": 2, "stencil": 4}

    def __init__(self, seed, changes=None):
        super().__init__()
        self.rng = random.Random(f"tensors {seed}")
        preparation, to_launches = self.rng.choice(_ROUTES)
        self.preparation = f"builtin.module({preparation})"
        self.pipeline = f"{to_launches}fuselage-fuse-launches"
        self.element = self.rng.choice(["f32", "f32", "i32", "i64"])
        self.sizes = [self.rng.choice([1, 2, 3, 4, 4, 5, 6]) for _ in range(2)]
        self.tensors, self.arguments = [], []
        for _ in range(self.rng.randint(1, 3)):
            self._argument()
        for _ in range(self.rng.randint(2, 5)):
            self._add()
        self._finish()

    def fresh(self, prefix="%t"):
        return super().fresh(prefix)

    def _argument(self):
        shape = self.rng.choice([self.sizes, self.sizes, self.sizes[:1], self.sizes[::-1]])
        tensor = Tensor(self.fresh("%a"), shape, self.element)
        writable = " {bufferization.writable = true}" if self.rng.random() < 0.6 else ""
        self.arguments.append(f"{tensor.name}: {tensor.type}{writable}")
        self.tensors.append(tensor)

    # ===------------------------------------------------------------------===#
    # Pieces
    # ===------------------------------------------------------------------===#

    def _pick(self, rank=None):
        candidates = [t for t in self.tensors if rank in (None, len(t.shape))]
        if self.rng.random() < 0.6:
            candidates = candidates[-3:]
        return self.rng.choice(candidates) if candidates else None

    def _same(self, tensor):
        return self.rng.choice([t for t in self.tensors if t.shape == tensor.shape])

    def _empty(self, shape):
        tensor = Tensor(self.fresh(), shape, self.element)
        self.line(f"{tensor.name} = tensor.empty() : {tensor.type}")
        return tensor

    def _result(self, shape):
        return Tensor(self.fresh(), shape, self.element)

    def _keep(self, tensor):
        self.tensors.append(tensor)

    def _constant(self, number=None):
        number = self.rng.randint(-3, 5) if number is None else number
        text = f"{number}.0" if self.element == "f32" else str(number)
        name = self.fresh("%c")
        self.line(f"{name} = arith.constant {text} : {self.element}")
        return name

    def _op(self):
        if self.element == "f32":
            return self.rng.choice(["arith.addf", "arith.mulf", "arith.subf", "arith.maximumf"])
        return self.rng.choice(["arith.addi", "arith.muli", "arith.subi", "arith.xori"])

    def _generic(self, inputs, maps, target, body, iterators):
        """A linalg.generic: `body(names)` gives lines and the yielded name."""
        result = self._result(target.shape)
        names = [self.fresh("%x") for _ in range(len(inputs) + 1)]
        all_maps = ", ".join(f"affine_map<{m}>" for m in maps)
        kinds = ", ".join(f'"{i}"' for i in iterators)
        ins = ""
        if inputs:
            ins = (f" ins({', '.join(t.name for t in inputs)} :"
                   f" {', '.join(t.type for t in inputs)})")
        self.line(f"{result.name} = linalg.generic {{indexing_maps = [{all_maps}],"
                  f" iterator_types = [{kinds}]}}{ins} outs({target.name} : {target.type}) {{")
        parameters = ", ".join(f"{n}: {self.element}" for n in names)
        self.line(f"^bb0({parameters}):")
        self.depth += 1
        yielded = body(names)
        self.line(f"linalg.yield {yielded} : {self.element}")
        self.depth -= 1
        self.line(f"}} -> {result.type}")
        return result

    def _combine(self, lhs, rhs):
        name = self.fresh("%x")
        self.line(f"{name} = {self._op()} {lhs}, {rhs} : {self.element}")
        return name

    @staticmethod
    def _dims(rank):
        return ", ".join(f"d{i}" for i in range(rank))

    def _identity(self, rank):
        return f"({self._dims(rank)}) -> ({self._dims(rank)})"

    # ===------------------------------------------------------------------===#
    # Operations
    # ===------------------------------------------------------------------===#

    def _add(self):
        kind = self.rng.choices(list(self.KINDS), list(self.KINDS.values()))[0]
        getattr(self, "_make_" + kind)()

    def _make_map(self):
        a = self._pick()
        b, target = self._same(a), self._empty(a.shape)
        result = self._result(a.shape)
        x, y, z = (self.fresh("%x") for _ in range(3))
        self.line(f"{result.name} = linalg.map ins({a.name}, {b.name} : {a.type}, {b.type})"
                  f" outs({target.name} : {target.type})")
        out = self.fresh("%x")
        self.line(f"  ({x}: {self.element}, {y}: {self.element}, {out}: {self.element}) {{")
        self.line(f"    {z} = {self._op()} {x}, {y} : {self.element}")
        self.line(f"    linalg.yield {z} : {self.element}")
        self.line("  }")
        self._keep(result)

    def _make_generic(self):
        a = self._pick()
        b = self._same(a)
        rank = len(a.shape)
        identity = self._identity(rank)
        target = self._empty(a.shape)
        self._keep(self._generic(
            [a, b], [identity] * 3, target, lambda n: self._combine(n[0], n[1]),
            ["parallel"] * rank))

    def _make_in_place(self):
        """The result takes the place of an operand."""
        target = self._pick()
        a = self._same(target)
        rank = len(target.shape)
        identity = self._identity(rank)
        self._keep(self._generic(
            [a], [identity] * 2, target, lambda n: self._combine(n[1], n[0]),
            ["parallel"] * rank))

    def _make_transpose(self):
        a = self._pick(2)
        if not a:
            return
        target = self._empty(a.shape[::-1])
        if self.rng.random() < 0.4:
            result = self._result(target.shape)
            self.line(f"{result.name} = linalg.transpose ins({a.name} : {a.type})"
                      f" outs({target.name} : {target.type}) permutation = [1, 0]")
            self._keep(result)
            return
        other = [t for t in self.tensors if t.shape == target.shape]
        target = self.rng.choice(other) if other and self.rng.random() < 0.5 else target
        is_new = target not in other
        body = (lambda n: n[0]) if is_new else (lambda n: self._combine(n[0], n[1]))
        self._keep(self._generic(
            [a], ["(d0, d1) -> (d1, d0)", "(d0, d1) -> (d0, d1)"], target, body,
            ["parallel"] * 2))

    def _make_broadcast(self):
        a = self._pick(1)
        if not a:
            return
        target = self._empty(self.sizes if a.shape[0] == self.sizes[0] else
                             [a.shape[0], self.rng.randint(1, 4)])
        self._keep(self._generic(
            [a], ["(d0, d1) -> (d0)", "(d0, d1) -> (d0, d1)"], target,
            lambda n: self._combine(n[0], self._constant()), ["parallel"] * 2))

    def _fill(self, target):
        result = self._result(target.shape)
        self.line(f"{result.name} = linalg.fill ins({self._constant()} : {self.element})"
                  f" outs({target.name} : {target.type}) -> {result.type}")
        return result

    def _make_fill(self):
        self._keep(self._fill(self._empty(self._pick().shape)))

    def _make_reduce(self):
        """Over the rows or the columns of a matrix."""
        a = self._pick(2)
        if not a:
            return
        kept = self.rng.choice([0, 0, 1])
        start = self._fill(self._empty([a.shape[kept]]))
        iterators = ["reduction", "reduction"]
        iterators[kept] = "parallel"
        self._keep(self._generic(
            [a], ["(d0, d1) -> (d0, d1)", f"(d0, d1) -> (d{kept})"], start,
            lambda n: self._combine(n[1], n[0]), iterators))

    def _make_matmul(self):
        a = self._pick(2)
        b = a and next((t for t in reversed(self.tensors)
                        if len(t.shape) == 2 and t.shape[0] == a.shape[1]), None)
        if not b:
            return
        start = self._fill(self._empty([a.shape[0], b.shape[1]]))
        result = self._result(start.shape)
        self.line(f"{result.name} = linalg.matmul ins({a.name}, {b.name} : {a.type}, {b.type})"
                  f" outs({start.name} : {start.type}) -> {result.type}")
        self._keep(result)

    def _window(self, shape):
        sizes = [self.rng.randint(1, size) for size in shape]
        offsets = [self.rng.randint(0, size - part) for size, part in zip(shape, sizes)]
        text = f"[{', '.join(map(str, offsets))}] [{', '.join(map(str, sizes))}]"
        return sizes, text + f" [{', '.join(['1'] * len(shape))}]"

    def _make_extract(self):
        a = self._pick()
        sizes, window = self._window(a.shape)
        part = self._result(sizes)
        self.line(f"{part.name} = tensor.extract_slice {a.name}{window} : {a.type} to {part.type}")
        self._keep(part)

    def _make_insert(self):
        """A part of a tensor, computed from the same part or another one."""
        a = self._pick()
        sizes, window = self._window(a.shape)
        part = self._result(sizes)
        self.line(f"{part.name} = tensor.extract_slice {a.name}{window} : {a.type} to {part.type}")
        rank = len(a.shape)
        identity = self._identity(rank)
        updated = self._generic([], [identity], part,
                                lambda n: self._combine(n[0], self._constant()),
                                ["parallel"] * rank)
        target = a if self.rng.random() < 0.7 else self._same(a)
        result = self._result(a.shape)
        self.line(f"{result.name} = tensor.insert_slice {updated.name} into"
                  f" {target.name}{window} : {updated.type} into {target.type}")
        self._keep(result)

    def _make_stencil(self):
        """Each element from its neighbours, by two windows."""
        a = self._pick()
        if a.shape[-1] < 2:
            return
        shape = a.shape[:-1] + [a.shape[-1] - 1]
        zeros, parts = [0] * (len(shape) - 1), []
        for shift in (0, 1):
            part = self._result(shape)
            window = (f"[{', '.join(map(str, zeros + [shift]))}] [{', '.join(map(str, shape))}]"
                      f" [{', '.join(['1'] * len(shape))}]")
            self.line(f"{part.name} = tensor.extract_slice {a.name}{window} :"
                      f" {a.type} to {part.type}")
            parts.append(part)
        identity = self._identity(len(shape))
        self._keep(self._generic(
            parts, [identity] * 3, self._empty(shape),
            lambda n: self._combine(n[0], n[1]), ["parallel"] * len(shape)))

    def _make_loop(self):
        """A loop of the host that carries a tensor."""
        start = self._pick()
        result, carried = self._result(start.shape), self._result(start.shape)
        bounds = [self.fresh("%i") for _ in range(4)]
        for name, number in zip(bounds, (0, self.rng.randint(0, 3), 1)):
            self.line(f"{name} = arith.constant {number} : index")
        self.line(f"{result.name} = scf.for {bounds[3]} = {bounds[0]} to {bounds[1]} step"
                  f" {bounds[2]} iter_args({carried.name} = {start.name}) -> ({start.type}) {{")
        outside = list(self.tensors)
        self.depth += 1
        identity = self._identity(len(start.shape))
        a = self._same(start)
        # Transposed reads of the carried value need another buffer.
        updated = self._generic([a], [identity] * 2, carried,
                                lambda n: self._combine(n[1], n[0]),
                                ["parallel"] * len(start.shape))
        if self.rng.random() < 0.5:
            updated = self._generic([carried], [identity] * 2, updated,
                                    lambda n: self._combine(n[1], n[0]),
                                    ["parallel"] * len(start.shape))
        self.line(f"scf.yield {updated.name} : {updated.type}")
        self.depth -= 1
        self.line("}")
        self.tensors = outside + [result]

    # ===------------------------------------------------------------------===#
    # Text
    # ===------------------------------------------------------------------===#

    def _finish(self):
        results = self.tensors[-1:]
        others = [t for t in self.tensors[:-1] if not t.name.startswith("%a")]
        if others and self.rng.random() < 0.6:
            results.append(self.rng.choice(others))
        types = ", ".join(t.type for t in results)
        self.line(f"return {', '.join(t.name for t in results)} : {types}")
        self.result_types = types

    def text(self):
        header = f"func.func @test({', '.join(self.arguments)}) -> ({self.result_types}) {{"
        return "\n".join([header] + self.lines + ["}"]) + "\n"
