# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How often each feature occurs."""

# Kinds of statements in a body, by relative weight. The first column is for
# plain programs, whose launches are made to be fused, the second for other
# programs.
STATEMENTS = {
    "store": (30, 12),
    "update": (20, 8),
    "guarded": (12, 9),
    "overwrite": (2, 5),
    "owner": (2, 5),
    "reduction": (6, 5),
    "loop_store": (6, 6),
    "loop_update": (5, 5),
    "row_loop": (12, 6),
    "row_reduction": (8, 4),
    "shared_guard": (10, 8),
    "tile_store": (8, 5),
    "two_stores": (6, 4),
    "private": (1, 4),
    "view": (5, 8),
    "vector": (1.5, 6),
    "copy": (0.7, 4),
    "atomic": (0.7, 5),
    "early_exit": (0.8, 5),
    "branch": (0.6, 4),
    "call": (0.2, 1.5),
    "workgroup": (0.2, 3),
    "exchange": (0.2, 3),
    "all_reduce": (0.1, 0.7),
    "print": (0.1, 0.5),
}

# The host operations between two launches.
HOST = {
    "nothing": (60, 40),
    "pure": (8, 8),
    "alloc": (10, 8),
    "dealloc": (5, 5),
    "view": (6, 8),
    "load": (1, 3),
    "store": (1, 3),
    "copy": (3, 3),
    "duplicate": (4, 3),
    "call": (0.5, 2),
}

# How launches are nested on the host.
NESTING = {"none": (95, 85), "for": (4, 9), "if": (1, 6)}

# Other shares, for plain and for other programs.
PLAIN_PROGRAMS = 0.68
SHARES = {
    "unusual_index": (0.05, 0.45),
    "unusual_index_of_input": (0.35, 0.6),
    "noalias": (0.97, 0.6),
    "aliased_argument": (0.03, 0.3),
    "other_configuration": (0.03, 0.1),
    "permuted_configuration": (0.1, 0.1),
    "chains": (0.2, 0.15),
    "pipeline": (0.3, 0.1),
    "dynamic_size": (0.25, 0.3),
    "affine": (0.2, 0.3),
    "host_view": (0.25, 0.6),
    "unlike_element_types": (0.2, 0.35),
    "strided_argument": (0.03, 0.12),
    "select": (0.05, 0.2),
    "async": (0.01, 0.03),
    "machine_divisions": (0.15, 0.3),
}


class Weights:
    """The weights of one program; `changes` maps names of statements, host
    operations or shares to other numbers."""

    def __init__(self, rng, changes=None):
        changes = changes or {}
        self._rng = rng
        plain = changes.get("plain_programs", PLAIN_PROGRAMS)
        self.is_plain = rng.random() < plain
        self._changes = changes

    def _number(self, name, pair):
        return self._changes.get(name, pair[0 if self.is_plain else 1])

    def pick(self, table):
        """One key of a table."""
        weights = [self._number(name, pair) for name, pair in table.items()]
        return self._rng.choices(list(table), weights)[0]

    def share(self, name):
        """True in a share of all cases."""
        return self._rng.random() < self._number(name, SHARES[name])
