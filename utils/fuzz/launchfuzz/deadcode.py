# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Statements that never run, whose indices, alignments and bounds are false."""

from .indices import Invalid


class DeadCode:
    """What the body of a launch grows by, too."""

    def _never(self):
        """Opens a region that never runs; returns what closes it."""
        rng, out = self.rng, self.out
        zero = self.program.zero
        kind = rng.choice(["loop", "loop", "if", "wild"])
        if kind == "loop":
            low, step = out.constant(0), out.constant(1)
            return out.open_for(low, zero, step)[1]
        if kind == "if":
            return out.open_if(out.compare("ne", zero, out.constant(0)))
        condition = self._condition()
        if any(condition.at(out.points)):
            raise Invalid("it may run")
        return out.open_if(condition)

    def _garbage(self, buffer):
        """Indices that mostly are out of bounds."""
        indices = []
        for size in buffer.shape:
            kind = self.rng.choice(["wild", "known", "id", "constant", "far"])
            if kind == "wild":
                indices.append(self.wild())
            elif kind == "known":
                indices.append(self.rng.choice(self.program.known))
            elif kind == "id":
                indices.append(self.id)
            elif kind == "constant" and size:
                indices.append(self.out.constant(self.rng.randrange(size)))
            else:
                indices.append(self.out.constant(1 << 40))
        return indices

    def _make_dead(self):
        """An update in code that never runs, after and before ones that do."""
        rng, out = self.rng, self.out
        buffer = self.pick()
        own = self.own(buffer)
        if rng.random() < 0.4:
            self.store(self.value(buffer.element), buffer, own)
        # Values from outside, which may move to before the loop.
        outside = self._garbage(buffer) if rng.random() < 0.7 else None
        outer = self._never()
        kind = rng.choice(["update", "update", "update", "vector", "aligned", "divided", "load"])
        getattr(self, "_dead_" + kind)(buffer, outside or self._garbage(buffer))
        out.close(outer)
        if rng.random() < 0.5:
            target = self.pick(element=buffer.element)
            value = self.load(buffer, own)
            self.store(value, target, self.own(target))

    def _dead_update(self, buffer, indices):
        extra = self.rng.choice(["", "", "alignment = 16 : i64"])
        old = self.load_text(buffer, indices, extra)
        new = self.combine(old, self.literal(buffer.element), buffer.element)
        self.store_text(new, buffer, indices, extra)

    def _dead_load(self, buffer, indices):
        value = self.load_text(buffer, indices)
        target = self.pick(element=buffer.element)
        self.store(value, target, [self.out.constant(0) for _ in target.shape])

    def _dead_vector(self, buffer, indices):
        if buffer.element not in ("i64", "i32", "f32") or not buffer.is_plain:
            raise Invalid("no vectors of this")
        kind = f"vector<4x{buffer.element}>"
        names = ", ".join(i.name for i in indices)
        value = self.out.define(f"vector.load {buffer.name}[{names}] {{alignment = 16 : i64}} :"
                                f" {buffer.type}, {kind}")
        self.out.line(f"vector.store {value}, {buffer.name}[{names}] : {buffer.type}, {kind}")

    def _dead_aligned(self, buffer, indices):
        """The promise of an alignment that nothing has."""
        name = self.out.define(f"memref.assume_alignment {buffer.name}, 4096 : {buffer.type}")
        names = ", ".join(i.name for i in indices)
        value = self.out.define(f"memref.load {name}[{names}] : {buffer.type}")
        self.out.line(f"memref.store {value}, {name}[{names}] : {buffer.type}")

    def _dead_divided(self, buffer, indices):
        zero = self.program.zero
        op = self.rng.choice(["arith.divui", "arith.remsi", "arith.floordivsi", "affine",
                              "affine"])
        if op != "affine":
            result = self.out.define(f"{op} {self.id.name}, {zero.name} : index")
        elif self.id.points.is_affine_scope:
            kind = self.rng.choice(["floordiv", "mod", "ceildiv"])
            result = self.out.define(f"affine.apply affine_map<(d0)[s0] -> (d0 {kind} s0)>"
                                     f"({self.id.name})[{zero.name}]")
        else:
            raise Invalid("no operand of an affine operation")
        indices = list(indices)
        value = self.literal(buffer.element)
        names = ", ".join([result] + [i.name for i in indices[1:]])
        self.out.line(f"memref.store {value}, {buffer.name}[{names}] : {buffer.type}")

    # ===------------------------------------------------------------------===#
    # Bounds of ids
    # ===------------------------------------------------------------------===#

    def _id_text(self):
        """The operation that gives the id that counts here."""
        if self.id is self.block_id:
            return "gpu.block_id x"
        if self.id is self.thread_id:
            return "gpu.thread_id x"
        return "gpu.global_id x"

    def _make_id_bound(self):
        """An id that is less than a bound where it runs, which is nowhere; and
        comparisons of the plain one with that bound."""
        rng, out = self.rng, self.out
        bound = rng.randint(1, max(1, self.num_threads - 1))
        buffer = self.pick(rank=1)
        if rng.random() < 0.6:
            outer = self._never()
            name = out.define(f"{self._id_text()} upper_bound {bound}")
            value = out.define(f"memref.load {buffer.name}[{name}] : {buffer.type}")
            value = self.combine(value, self.literal(buffer.element), buffer.element)
            out.line(f"memref.store {value}, {buffer.name}[{name}] : {buffer.type}")
            out.close(outer)
        if rng.random() < 0.7:
            plain = out.value(self._id_text(), self.id.at(out.points))
            condition = out.compare(rng.choice(["ult", "slt"]), plain, out.constant(bound))
            first, second = self.literal(buffer.element), self.literal(buffer.element)
            chosen = out.define(
                f"arith.select {condition.name}, {first}, {second} : {buffer.element}")
            self.store(chosen, buffer, [plain if rng.random() < 0.6 else self.id])

    # ===------------------------------------------------------------------===#
    # Elements in a row
    # ===------------------------------------------------------------------===#

    def _make_run(self):
        """Four elements in a row, one by one: loads and stores that may become
        one of a vector if the first is aligned."""
        rng, out = self.rng, self.out
        rows = [b for b in self.program.buffers if len(b.shape) == 1 and b.shape[0] > 32]
        if not rows:
            raise Invalid("no buffer is long enough")
        buffer = rng.choice(rows)
        offset = rng.choice([0, 0, 1, 2])
        first = out.with_constant("arith.muli", self.id, 4)
        shift = next((v for v in self.program.known if 0 <= v.numbers[0] < 4), None)
        if rng.random() < 0.6 and shift is not None:
            first = out.binary("arith.addi", first, shift)
        elif offset:
            first = out.with_constant("arith.addi", first, offset)
        lanes = [first] + [out.with_constant("arith.addi", first, i) for i in (1, 2, 3)]
        is_aligned = all(n % 4 == 0 for n in first.at(out.points))
        outer = self._never() if rng.random() < 0.5 else None
        extra = ""
        if is_aligned or outer:
            extra = rng.choice(["", "alignment = 16 : i64", "alignment = 16 : i64"])
        is_update = rng.random() < 0.6
        stored = []
        for i, lane in enumerate(lanes):
            value = self.literal(buffer.element)
            if is_update:
                value = self.combine(self.load(buffer, [lane], "" if i else extra), value,
                                     buffer.element)
            stored.append(value)
        for i, (lane, value) in enumerate(zip(lanes, stored)):
            self.store(value, buffer, [lane], "" if i else extra)
        if outer:
            out.close(outer)
