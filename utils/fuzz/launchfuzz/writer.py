# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The text of a module."""

import contextlib

from .lines import Lines
from .values import is_float


class Writer(Lines):
    """Collects the lines of one function. Constants go to its start, since most
    launches use values that the host computed; some are repeated where they are
    used."""

    def __init__(self, rng, affine_share=0.0):
        super().__init__()
        self.rng = rng
        self.affine_share = affine_share
        self.names = {}
        self.affine_names = set()
        self.block_sizes = {}
        self.constants = {}
        self.helpers = {}

    def fresh(self, prefix):
        """A new name."""
        return super().fresh("%" + prefix)

    def label(self):
        """A new name of a block."""
        self._count += 1
        return f"^l{self._count}"

    def line_of_label(self, text):
        self.lines.append("  " * (self.depth - 1) + text)

    @contextlib.contextmanager
    def indented(self):
        self.depth += 1
        yield
        self.depth -= 1

    def define(self, text):
        """Writes an operation; returns the name of its result."""
        name = self.fresh("v")
        self.line(f"{name} = {text}")
        return name

    def index_constant(self, value):
        return self.constant("index", value)

    def constant(self, element, number):
        """The name of a constant."""
        text = f"{number}.0" if is_float(element) else str(number)
        operation = f"arith.constant {text} : {element}"
        if self.depth > 1 and self.rng.random() < 0.2:
            return self.define(operation)
        name = self.constants.get(operation)
        if not name:
            sign = "m" if number < 0 else ""
            suffix = "" if element == "index" else f"_{element}"
            name = self.constants[operation] = f"%c{sign}{abs(number)}{suffix}"
        return name

    def use_helper(self, name, source, target, reaches_further):
        """Has a function defined: target[i] = source[i] + 1."""
        stored, view = "%t", []
        kind = target.type
        if reaches_further:
            stored, size = "%u", target.shape[0]
            kind = f"memref<{size}x{target.element}, strided<[1]>>"
            view = [
                f"  %u = memref.reinterpret_cast %t to offset: [0], sizes: [{size}],"
                f" strides: [1] : {target.type} to {kind}"
            ]
        one = "1.0" if is_float(source.element) else "1"
        add = "arith.addf" if is_float(source.element) else "arith.addi"
        element = source.element
        self.helpers[name] = [
            f"func.func private @{name}(%s: {source.type}, %t: {target.type},"
            " %i: index) {",
            f"  %one = arith.constant {one} : {element}",
            f"  %v = memref.load %s[%i] : {source.type}",
            f"  %w = {add} %v, %one : {element}",
            *view,
            f"  memref.store %w, {stored}[%i] : {kind}",
            "  return",
            "}",
        ]

    def function(self, header):
        """All lines of the function."""
        constants = [
            f"  {name} = {operation}" for operation, name in self.constants.items()
        ]
        helpers = [line for lines in self.helpers.values() for line in lines]
        return helpers + [header] + constants + self.lines + ["}"]
