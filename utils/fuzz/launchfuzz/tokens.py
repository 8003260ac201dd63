# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tokens of asynchronous launches: what must have ended before what."""


class Pending:
    """A launch that the host has not waited for. `before` are those that ended
    before it."""

    def __init__(self, token, readers, writers, before):
        self.token, self.readers, self.writers, self.before = token, readers, writers, before

    def conflicts_with(self, readers, writers):
        return bool(self.writers & (readers | writers) or self.readers & writers)


class Tokens:
    def __init__(self, rng, out):
        self.rng, self.out = rng, out
        self.pending = []

    def launch(self, conflicts):
        """The result and the dependencies of a launch: the launches that it must
        come after, and some others."""
        readers = {root for root, _ in conflicts.readers}
        writers = {root for root, _ in conflicts.writers}
        chosen, before = [], set()
        for other in reversed(self.pending):
            is_needed = other.conflicts_with(readers, writers)
            if (is_needed and other not in before) or self.rng.random() < 0.3:
                chosen.append(other)
                before |= {other} | other.before
        self.rng.shuffle(chosen)
        names = [other.token for other in chosen]
        if not names or self.rng.random() < 0.2:
            names.append(self.out.define("gpu.wait async"))
        if self.rng.random() < 0.2:
            names = [self.out.define(f"gpu.wait async [{', '.join(names)}]")]
        token = self.out.fresh("%token")
        self.pending.append(Pending(token, readers, writers, before))
        return f"{token} = ", f" async [{', '.join(names)}]"

    def wait(self):
        """The host waits for all, by the tokens of those that no other waits for."""
        covered = set()
        for other in self.pending:
            covered |= other.before
        last = [other.token for other in self.pending if other not in covered]
        self.pending = []
        if not last:
            return
        if self.rng.random() < 0.3:
            for token in last:
                self.out.line(f"gpu.wait [{token}]")
        else:
            self.out.line(f"gpu.wait [{', '.join(last)}]")
