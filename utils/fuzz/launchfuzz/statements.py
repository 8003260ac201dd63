# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The statements of a body.

Each `visit`s the memory that it accesses, in the order of execution, and returns
the domain in which the next statement runs; `emit` writes its operations.
"""

from .indices import Index, Invalid, element_text
from .memory import view_of
from .values import split


def visit_all(statements, domain, accesses):
    for statement in statements:
        domain = statement.visit(domain, accesses)
    return domain


def emit_all(statements, out):
    for statement in statements:
        statement.emit(out)


class Store:
    def __init__(self, handle, indices, value):
        self.handle, self.indices, self.value = handle, indices, value

    def visit(self, domain, accesses):
        self.value.visit(domain, accesses)
        accesses.access(
            "write",
            self.handle.memory,
            self.handle.addresses(domain, self.indices),
            self.handle.element_bytes,
            domain,
        )
        return domain

    def emit(self, out):
        value = self.value.emit(out)
        op, indices = element_text("store", self.indices, out)
        out.line(f"{op} {value}, {self.handle.name}[{indices}] : {self.handle.type}")


class Atomic:
    """memref.atomic_rmw, whose result is not used: it depends on the order."""

    def __init__(self, kind, handle, indices, value):
        self.kind, self.handle, self.indices = kind, handle, indices
        self.value = value

    def visit(self, domain, accesses):
        self.value.visit(domain, accesses)
        accesses.access(
            "atomic",
            self.handle.memory,
            self.handle.addresses(domain, self.indices),
            self.handle.element_bytes,
            domain,
            self.kind,
        )
        return domain

    def emit(self, out):
        value = self.value.emit(out)
        indices = ", ".join(index.emit(out) for index in self.indices)
        element = self.handle.element
        out.define(
            f"memref.atomic_rmw {self.kind} {value}, {self.handle.name}[{indices}] :"
            f" ({element}, {self.handle.type}) -> {element}"
        )


class If:
    def __init__(self, condition, then, otherwise=()):
        self.condition, self.then, self.otherwise = condition, then, otherwise

    def visit(self, domain, accesses):
        self.condition.visit(domain, accesses)
        then, otherwise = split(self.condition, domain)
        visit_all(self.then, then, accesses)
        visit_all(self.otherwise, otherwise, accesses)
        return domain

    def emit(self, out):
        condition = self.condition.affine_set(out)
        if condition and out.rng.random() < out.affine_share:
            out.line(f"affine.if {condition} {{")
        else:
            out.line(f"scf.if {self.condition.emit(out)} {{")
        with out.indented():
            emit_all(self.then, out)
        if self.otherwise:
            out.line("} else {")
            with out.indented():
                emit_all(self.otherwise, out)
        out.line("}")


class For:
    """scf.for, or a while loop that counts."""

    def __init__(self, loop, body, is_while=False):
        self.loop, self.body, self.is_while = loop, body, is_while

    def visit(self, domain, accesses):
        accesses.enter_loop()
        visit_all(self.body, self.loop.domain(domain), accesses)
        accesses.leave_loop()
        return domain

    def emit(self, out):
        if self.is_while:
            self._emit_while(out)
            return
        out.line(f"scf.for {self.loop.emit_bounds(out)} {{")
        with out.indented():
            emit_all(self.body, out)
        out.line("}")

    def _emit_while(self, out):
        low, high = self.loop.low.emit(out), self.loop.high.emit(out)
        step = out.index_constant(self.loop.step)
        before, after = out.fresh("k"), out.fresh("k")
        out.names[self.loop.variable] = after
        out.define(f"scf.while ({before} = {low}) : (index) -> index {{")
        with out.indented():
            more = out.define(f"arith.cmpi slt, {before}, {high} : index")
            out.line(f"scf.condition({more}) {before} : index")
        out.line("} do {")
        out.line(f"^bb0({after}: index):")
        with out.indented():
            emit_all(self.body, out)
            following = out.define(f"arith.addi {after}, {step} : index")
            out.line(f"scf.yield {following} : index")
        out.line("}")


class EarlyExit:
    """Ends the threads for which a condition holds; only at the top level."""

    def __init__(self, condition):
        self.condition = condition

    def visit(self, domain, accesses):
        self.condition.visit(domain, accesses)
        return split(self.condition, domain)[1]

    def emit(self, out):
        condition = self.condition.emit(out)
        leave, go_on = out.label(), out.label()
        out.line(f"cf.cond_br {condition}, {leave}, {go_on}")
        out.line_of_label(f"{leave}:")
        out.line("gpu.terminator")
        out.line_of_label(f"{go_on}:")


class Branch:
    """A store of one of two values that blocks of their own compute; only at
    the top level."""

    def __init__(self, condition, then, otherwise, handle, indices):
        self.condition, self.then, self.otherwise = condition, then, otherwise
        self.handle, self.indices = handle, indices

    def visit(self, domain, accesses):
        self.condition.visit(domain, accesses)
        then, otherwise = split(self.condition, domain)
        self.then.visit(then, accesses)
        self.otherwise.visit(otherwise, accesses)
        accesses.access(
            "write",
            self.handle.memory,
            self.handle.addresses(domain, self.indices),
            self.handle.element_bytes,
            domain,
        )
        return domain

    def emit(self, out):
        condition = self.condition.emit(out)
        then, otherwise, join = out.label(), out.label(), out.label()
        element = self.handle.element
        out.line(f"cf.cond_br {condition}, {then}, {otherwise}")
        for label, value in ((then, self.then), (otherwise, self.otherwise)):
            out.line_of_label(f"{label}:")
            out.line(f"cf.br {join}({value.emit(out)} : {element})")
        merged = out.fresh("v")
        out.line_of_label(f"{join}({merged}: {element}):")
        indices = ", ".join(index.emit(out) for index in self.indices)
        out.line(f"memref.store {merged}, {self.handle.name}[{indices}] : {self.handle.type}")


class Barrier:
    """gpu.barrier, only where all threads of a block get to."""

    def visit(self, domain, accesses):
        accesses.barrier()
        return domain

    def emit(self, out):
        out.line("gpu.barrier")


class Print:
    """gpu.printf of an id: its lines are compared in any order."""

    def __init__(self, index):
        self.index = index

    def visit(self, domain, accesses):
        return domain

    def emit(self, out):
        out.line(f'gpu.printf "i = %lld", {self.index.emit(out)} : index')


class AllReduce:
    """Stores the sum, or another combination, of a value of each thread in the
    block."""

    def __init__(self, op, value, handle, indices):
        self.op, self.value = op, value
        self.handle, self.indices = handle, indices

    def visit(self, domain, accesses):
        self.value.visit(domain, accesses)
        accesses.barrier()
        accesses.access(
            "write",
            self.handle.memory,
            self.handle.addresses(domain, self.indices),
            self.handle.element_bytes,
            domain,
        )
        return domain

    def emit(self, out):
        element = self.value.element
        value = self.value.emit(out)
        result = out.define(
            f"gpu.all_reduce {self.op} {value} uniform {{}} : ({element}) -> ({element})"
        )
        indices = ", ".join(index.emit(out) for index in self.indices)
        out.line(f"memref.store {result}, {self.handle.name}[{indices}] : {self.handle.type}")


# ===----------------------------------------------------------------------===#
# Several elements at once
# ===----------------------------------------------------------------------===#


def access_row(kind, handle, indices, width, in_bounds, domain, accesses):
    """Accesses `width` elements along the last dimension; those past its end
    are left out unless `in_bounds`."""
    last = indices[-1].values(domain)
    addresses = handle.addresses(domain, indices)
    step = handle.strides[-1] * handle.element_bytes
    for lane in range(width):
        inside = [i + lane < handle.shape[-1] for i in last]
        if in_bounds and not all(inside):
            raise Invalid("a vector reaches out of bounds")
        accesses.access(
            kind,
            handle.memory,
            [a + lane * step for a, flag in zip(addresses, inside) if flag],
            handle.element_bytes,
            domain.where(inside),
        )


class VectorUpdate:
    """Loads a vector, adds a value to each lane, and stores it."""

    def __init__(self, source, source_indices, target, target_indices, value, **how):
        self.source, self.source_indices = source, source_indices
        self.target, self.target_indices = target, target_indices
        self.value, self.width = value, how["width"]
        self.read_op, self.write_op = how["read"], how["write"]

    def visit(self, domain, accesses):
        self.value.visit(domain, accesses)
        access_row("read", self.source, self.source_indices, self.width,
                   self.read_op != "vector.transfer_read", domain, accesses)
        access_row("write", self.target, self.target_indices, self.width,
                   self.write_op != "vector.transfer_write", domain, accesses)
        return domain

    def emit(self, out):
        element = self.source.element
        vector = f"vector<{self.width}x{element}>"
        addend = out.define(
            f"vector.broadcast {self.value.emit(out)} : {element} to {vector}"
        )
        indices = ", ".join(index.emit(out) for index in self.source_indices)
        if self.read_op == "vector.transfer_read":
            padding = out.constant(element, 0)
            loaded = out.define(
                f"vector.transfer_read {self.source.name}[{indices}], {padding}"
                f" {{in_bounds = [false]}} : {self.source.type}, {vector}"
            )
        else:
            loaded = out.define(
                f"vector.load {self.source.name}[{indices}] :"
                f" {self.source.type}, {vector}"
            )
        op = "arith.addf" if element in ("f16", "f32") else "arith.addi"
        stored = out.define(f"{op} {loaded}, {addend} : {vector}")
        indices = ", ".join(index.emit(out) for index in self.target_indices)
        if self.write_op == "vector.transfer_write":
            out.line(
                f"vector.transfer_write {stored}, {self.target.name}[{indices}]"
                f" {{in_bounds = [false]}} : {vector}, {self.target.type}"
            )
        else:
            out.line(
                f"vector.store {stored}, {self.target.name}[{indices}] :"
                f" {self.target.type}, {vector}"
            )


class Copy:
    """memref.copy of one whole view to another of the same shape."""

    def __init__(self, source, target):
        self.source, self.target = source, target

    def visit(self, domain, accesses):
        overlap = self._touch("read", self.source, domain, accesses)
        overlap &= self._touch("write", self.target, domain, accesses)
        if overlap:
            raise Invalid("a copy onto itself")
        return domain

    @staticmethod
    def _touch(kind, handle, domain, accesses):
        touched = set()
        positions = [[]]
        for size in handle.shape:
            positions = [p + [i] for p in positions for i in range(size)]
        starts = handle.addresses(domain, [])
        threads = domain.columns["thread"]
        for position in positions:
            step = sum(i * s for i, s in zip(position, handle.strides))
            addresses = [a + step * handle.element_bytes for a in starts]
            accesses.access(
                kind, handle.memory, addresses, handle.element_bytes, domain
            )
            touched.update(
                (handle.memory, thread, address + byte)
                for address, thread in zip(addresses, threads)
                for byte in range(handle.element_bytes)
            )
        return touched

    def emit(self, out):
        out.line(
            f"memref.copy {self.source.name}, {self.target.name} :"
            f" {self.source.type} to {self.target.type}"
        )


# ===----------------------------------------------------------------------===#
# Views
# ===----------------------------------------------------------------------===#


class MakeView:
    """Defines a view. `handle` is the result; `pattern` is the operation, with
    {source}, {0}, {1} ... for the names of the view and of `operands`."""

    def __init__(self, source, handle, pattern, operands=()):
        self.source, self.handle = source, handle
        self.pattern, self.operands = pattern, operands

    def visit(self, domain, accesses):
        return domain

    def emit(self, out):
        names = [
            operand.emit(out) if isinstance(operand, Index) else str(operand)
            for operand in self.operands
        ]
        text = self.pattern.format(
            *names, source=self.source.name, type=self.source.type
        )
        out.line(f"{self.handle.name} = {text} : {self._types()}")

    def _types(self):
        if self.pattern.startswith(("memref.subview", "memref.reinterpret", "memref.cast")):
            return f"{self.source.type} to {self.handle.type}"
        if self.pattern.startswith("memref.view"):
            return f"{self.source.type} to {self.handle.type}"
        if self.pattern.startswith("memref.transpose"):
            return f"{self.source.type} to {self.handle.type}"
        return f"{self.source.type} into {self.handle.type}"


class Call:
    """A call of a helper function that updates one element of a buffer:
    target[i] = source[i] + 1. It may start from where the target's buffer does,
    and not the view."""

    def __init__(self, helper, source, target, index, reaches_further=False):
        self.helper, self.source, self.target = helper, source, target
        self.index = index
        self.reaches_further = reaches_further

    def visit(self, domain, accesses):
        target = self.target
        if self.reaches_further:
            target = view_of("", target, shape=target.shape, strides=[1], offset=0,
                             terms=[])
        for kind, handle in (("read", self.source), ("write", target)):
            accesses.access(
                kind,
                handle.memory,
                handle.addresses(domain, [self.index]),
                handle.element_bytes,
                domain,
            )
        return domain

    def emit(self, out):
        out.use_helper(self.helper, self.source, self.target, self.reaches_further)
        index = self.index.emit(out)
        out.line(
            f"func.call @{self.helper}({self.source.name}, {self.target.name},"
            f" {index}) : ({self.source.type}, {self.target.type}, index) -> ()"
        )
