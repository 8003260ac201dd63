# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The lines of one function, for programs that write operations one after another."""


class Lines:
    """Lines that are indented as regions open and close, and names for them."""

    def __init__(self):
        self.lines, self._count, self.depth = [], 0, 1

    def fresh(self, prefix="%v"):
        self._count += 1
        return f"{prefix}{self._count}"

    def line(self, text):
        self.lines.append("  " * self.depth + text)

    def _open(self, text):
        self.line(text)
        self.depth += 1

    def _close(self, text="}"):
        self.depth -= 1
        self.line(text)
