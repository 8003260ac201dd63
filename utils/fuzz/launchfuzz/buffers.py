# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Buffers of hazard programs, and which thread accessed which element."""

import math

from .indices import Invalid

ELEMENTS = ("i64", "i32", "f32", "i17", "i24", "i128", "vector<3xf32>", "vector<4xf32>")


class Buffer:
    """A memref value that shows elements of the memory `root` from its start, row
    by row."""

    def __init__(self, name, root, element, shape, kind=None):
        self.name, self.root, self.element, self.shape = name, root, element, list(shape)
        self.is_plain = kind is None
        self.type = kind or f"memref<{'x'.join(map(str, self.shape))}x{element}>"
        self.argument = None

    @property
    def element_count(self):
        return math.prod(self.shape)

    def addresses(self, indices, points):
        """The element at each point; raises Invalid if one is out of bounds."""
        result = [0] * len(points.threads)
        for size, index in zip(self.shape, indices):
            numbers = index.at(points)
            if any(not 0 <= n < size for n in numbers):
                raise Invalid("out of bounds")
            result = [r * size + n for r, n in zip(result, numbers)]
        return result


class Conflicts:
    """The accesses of one launch. A value of another element type counts as the
    whole root."""

    def __init__(self):
        self.readers, self.writers = {}, {}

    def copy(self):
        result = Conflicts()
        result.readers = {k: set(v) for k, v in self.readers.items()}
        result.writers = {k: set(v) for k, v in self.writers.items()}
        return result

    def access(self, is_write, buffer, addresses, threads):
        for address, thread in zip(addresses, threads):
            key = (buffer.root, address)
            others = set(self.writers.get(key, ()))
            if is_write:
                others |= self.readers.get(key, set())
            if others - {thread}:
                raise Invalid("two threads conflict")
            table = self.writers if is_write else self.readers
            table.setdefault(key, set()).add(thread)
