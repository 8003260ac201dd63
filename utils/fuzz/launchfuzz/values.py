# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What bodies compute: loads, arithmetic and conversions.

Each value has an `element` type, `visit`s the memory that it reads, in the order
of execution, and `emit`s operations, returning the name of the result.
"""

from .indices import element_text

FLOATS = ("f16", "f32")


def is_float(element):
    return element in FLOATS


class Literal:
    def __init__(self, element, number):
        self.element, self.number = element, number

    def visit(self, domain, accesses):
        """A constant accesses no memory."""

    def emit(self, out):
        return out.constant(self.element, self.number)


class Named:
    """A value with a name already: an argument, or a loop's accumulator. The
    name is looked up when it is used."""

    def __init__(self, element, key):
        self.element, self.key = element, key

    def visit(self, domain, accesses):
        """Nothing is accessed."""

    def emit(self, out):
        return out.names[self.key]


class OfIndex:
    """An index as a value of any type."""

    def __init__(self, element, index):
        self.element, self.index = element, index

    def visit(self, domain, accesses):
        """Computing an index accesses only constant tables."""

    def emit(self, out):
        return convert(out, "index", self.element, self.index.emit(out))


class Load:
    """An element of a buffer."""

    def __init__(self, handle, indices):
        self.handle, self.indices = handle, indices
        self.element = handle.element

    def visit(self, domain, accesses):
        accesses.access(
            "read",
            self.handle.memory,
            self.handle.addresses(domain, self.indices),
            self.handle.element_bytes,
            domain,
        )

    def emit(self, out):
        op, indices = element_text("load", self.indices, out)
        return out.define(f"{op} {self.handle.name}[{indices}] : {self.handle.type}")


class Converted:
    """A value in another element type; bits are kept where no conversion is
    defined for every value."""

    def __init__(self, element, value):
        self.element, self.value = element, value

    def visit(self, domain, accesses):
        self.value.visit(domain, accesses)

    def emit(self, out):
        return convert(out, self.value.element, self.element, self.value.emit(out))


def convert(out, source, target, name):
    """Writes a conversion between element types."""
    if source == target:
        return name
    if source == "index":
        name = out.define(f"arith.index_cast {name} : index to i32")
        return convert(out, "i32", target, name)
    if target == "index":
        name = convert(out, source, "i32", name)
        return out.define(f"arith.index_cast {name} : i32 to index")
    if is_float(source) and is_float(target):
        op = "arith.extf" if target == "f32" else "arith.truncf"
        return out.define(f"{op} {name} : {source} to {target}")
    if is_float(source):
        name = convert(out, source, "f32", name)
        name = out.define(f"arith.bitcast {name} : f32 to i32")
        return convert(out, "i32", target, name)
    if is_float(target):
        name = out.define(f"arith.sitofp {name} : {source} to f32")
        return convert(out, "f32", target, name)
    op = "arith.extsi" if target == "i64" else "arith.trunci"
    return out.define(f"{op} {name} : {source} to {target}")


FLOAT_OPS = ("arith.addf", "arith.subf", "arith.mulf", "arith.maximumf")
INTEGER_OPS = ("arith.addi", "arith.subi", "arith.muli", "arith.xori", "arith.maxsi")


class Arithmetic:
    def __init__(self, op, lhs, rhs):
        self.op, self.lhs, self.rhs = op, lhs, rhs
        self.element = lhs.element

    def visit(self, domain, accesses):
        self.lhs.visit(domain, accesses)
        self.rhs.visit(domain, accesses)

    def emit(self, out):
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        return out.define(f"{self.op} {lhs}, {rhs} : {self.element}")


class DataComparison:
    """A condition on values: where it holds is not known."""

    is_data = True

    def affine_set(self, out):
        """Data is not affine."""
        return None

    def __init__(self, lhs, rhs):
        self.lhs, self.rhs = lhs, rhs

    def visit(self, domain, accesses):
        self.lhs.visit(domain, accesses)
        self.rhs.visit(domain, accesses)

    def emit(self, out):
        lhs, rhs = self.lhs.emit(out), self.rhs.emit(out)
        if is_float(self.lhs.element):
            return out.define(f"arith.cmpf olt, {lhs}, {rhs} : {self.lhs.element}")
        return out.define(f"arith.cmpi slt, {lhs}, {rhs} : {self.lhs.element}")


def split(condition, domain):
    """The points where a condition holds, and those where it does not."""
    if condition.is_data:
        return domain.uncertain(), domain.uncertain()
    flags = condition.flags(domain)
    return domain.where(flags), domain.where([not flag for flag in flags])


class Conditional:
    """The result of scf.if, or of arith.select, which computes both values."""

    def __init__(self, condition, then, otherwise, is_select):
        self.condition, self.then, self.otherwise = condition, then, otherwise
        self.is_select = is_select
        self.element = then.element

    def visit(self, domain, accesses):
        self.condition.visit(domain, accesses)
        then, otherwise = domain, domain
        if not self.is_select:
            then, otherwise = split(self.condition, domain)
        self.then.visit(then, accesses)
        self.otherwise.visit(otherwise, accesses)

    def emit(self, out):
        condition = self.condition.emit(out)
        if self.is_select:
            then, otherwise = self.then.emit(out), self.otherwise.emit(out)
            return out.define(
                f"arith.select {condition}, {then}, {otherwise} : {self.element}"
            )
        result = out.fresh("v")
        out.line(f"{result} = scf.if {condition} -> ({self.element}) {{")
        with out.indented():
            out.line(f"scf.yield {self.then.emit(out)} : {self.element}")
        out.line("} else {")
        with out.indented():
            out.line(f"scf.yield {self.otherwise.emit(out)} : {self.element}")
        out.line("}")
        return result


class Reduction:
    """A loop that accumulates: its value is the last of its iter_args."""

    def __init__(self, op, initial, loop, value):
        self.op, self.initial, self.loop, self.value = op, initial, loop, value
        self.element = initial.element

    def visit(self, domain, accesses):
        self.initial.visit(domain, accesses)
        accesses.enter_loop()
        self.value.visit(self.loop.domain(domain), accesses)
        accesses.leave_loop()

    def emit(self, out):
        initial = self.initial.emit(out)
        bounds = self.loop.emit_bounds(out)
        result, accumulator = out.fresh("v"), out.fresh("acc")
        out.line(
            f"{result} = scf.for {bounds} iter_args({accumulator} = {initial})"
            f" -> ({self.element}) {{"
        )
        with out.indented():
            value = self.value.emit(out)
            combined = out.define(f"{self.op} {accumulator}, {value} : {self.element}")
            out.line(f"scf.yield {combined} : {self.element}")
        out.line("}")
        return result


class LoopRange:
    """The induction variable of a loop and the values that it takes."""

    def __init__(self, variable, low, high, step):
        self.variable, self.low, self.high, self.step = variable, low, high, step

    def domain(self, domain):
        return domain.loop(
            self.variable, self.low.values(domain), self.high.values(domain), self.step
        )

    def emit_bounds(self, out):
        low, high = self.low.emit(out), self.high.emit(out)
        step = out.index_constant(self.step)
        name = out.fresh("k")
        out.names[self.variable] = name
        return f"{name} = {low} to {high} step {step}"
