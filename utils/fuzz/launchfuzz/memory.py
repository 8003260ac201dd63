# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Buffers, views of them, and the bytes that were accessed."""

from .indices import Invalid

ELEMENT_BYTES = {"f16": 2, "f32": 4, "i32": 4, "i64": 8, "index": 8, "i8": 1}

# Accesses are tracked in units of the smallest element that is accessed.
GRANULE = 2


class Memory:
    """The bytes of one allocation. `scope` is "global" for what all threads
    share, and "block" or "thread" for what each block or thread has."""

    def __init__(self, name, size, scope="global", initialized=False):
        self.name = name
        self.size = size
        self.scope = scope
        self.initialized = set()
        if initialized:
            self.initialized.update(range(-(-size // GRANULE)))
        self.is_constant = False
        self.is_freed = False
        self.chain = None

    def granules(self, address, size, thread, block):
        """The units of an access by one thread."""
        if address < 0 or address + size > self.size:
            raise Invalid("out of bounds")
        if self.scope != "global":
            address += (thread if self.scope == "thread" else block) * self.size
        return range(address // GRANULE, (address + size - 1) // GRANULE + 1)

    def is_initialized(self):
        """Whether every byte was certainly written."""
        return len(self.initialized) >= -(-self.size // GRANULE)


def strides_of(shape):
    """Strides of contiguous rows."""
    strides = [1] * len(shape)
    for i in range(len(shape) - 2, -1, -1):
        strides[i] = strides[i + 1] * shape[i + 1]
    return strides


def _text(size):
    return "?" if size is None else str(size)


def memref_type(shape, element, layout=None, space=None):
    """The text of a memref type. None stands for a dynamic size, stride or
    offset; `layout` is None or a pair of strides and offset."""
    text = "x".join([_text(size) for size in shape] + [element])
    if layout:
        strides, offset = layout
        text += f", strided<[{', '.join(map(_text, strides))}]"
        text += ">" if offset == 0 else f", offset: {_text(offset)}>"
    if space:
        text += f", #gpu.address_space<{space}>"
    return f"memref<{text}>"


class Handle:
    """A memref value: which elements of a memory it shows.

    Element (i, j) is at byte `base` + element size * (`offset` + the sum of
    `terms` + i * strides[0] + j * strides[1]); each of the terms is an index
    and its stride. `static_shape` and `layout` are those of the type.
    """

    def __init__(self, name, memory, element, shape, **rest):
        self.name, self.memory, self.element = name, memory, element
        self.shape = list(shape)
        self.strides = rest.get("strides") or strides_of(shape)
        self.base = rest.get("base", 0)
        self.offset = rest.get("offset", 0)
        self.terms = rest.get("terms", [])
        self.static_shape = rest.get("static_shape", self.shape)
        self.layout = rest.get("layout")
        self.space = rest.get("space")
        self.element_bytes = ELEMENT_BYTES[element]

    @property
    def type(self):
        return memref_type(self.static_shape, self.element, self.layout, self.space)

    @property
    def has_static_type(self):
        """Whether sizes, strides and offset are all in the type."""
        strides, offset = self.layout or ([], 0)
        return None not in self.static_shape + list(strides) + [offset]

    @property
    def is_plain(self):
        """Whether this is contiguous from its base on, and known to be."""
        return (
            self.layout is None and self.offset == 0 and not self.terms
            and self.has_static_type
        )

    def addresses(self, domain, indices):
        """The byte address at each point; raises Invalid if one is out of the
        view's bounds."""
        total = [self.offset] * domain.size
        for index, stride in self.terms:
            total = [t + v * stride for t, v in zip(total, index.values(domain))]
        for index, stride, size in zip(indices, self.strides, self.shape):
            values = index.values(domain)
            if values and (min(values) < 0 or max(values) >= size):
                raise Invalid("index out of bounds")
            total = [t + v * stride for t, v in zip(total, values)]
        return [self.base + t * self.element_bytes for t in total]


def view_of(name, source, **changes):
    """A handle that shows the same memory in another way."""
    values = {
        "strides": list(source.strides),
        "base": source.base,
        "offset": source.offset,
        "terms": list(source.terms),
        "static_shape": list(source.static_shape),
        "layout": source.layout,
        "space": source.space,
    }
    shape = changes.pop("shape", source.shape)
    element = changes.pop("element", source.element)
    if shape is not source.shape:
        values["static_shape"] = list(shape)
    values.update(changes)
    return Handle(name, source.memory, element, shape, **values)


class Accesses:
    """The accesses of the threads of one launch, each of which must be in
    bounds, free of conflicts, and read nothing that was not written.

    A statement is added as a whole: between `begin` and `commit` or `rollback`.
    """

    def __init__(self):
        self.readers, self.writers, self.atomics = {}, {}, {}
        self.phase = 0
        self._log = []
        self._pending = []
        self._loops = 0

    def begin(self):
        self._log, self._pending = [], []
        self._first_phase = self.phase

    def commit(self):
        self._flush()
        self._log = []

    def rollback(self):
        for entries, entry in reversed(self._log):
            entries.discard(entry)
        for memory, granules, is_counted in self._pending:
            if is_counted:
                memory.initialized.difference_update(granules)
        self.phase = self._first_phase
        self._loops = 0
        self._log, self._pending = [], []

    def enter_loop(self):
        """What a loop writes counts as written only after it: the order of
        accesses within it is not followed."""
        self._loops += 1

    def leave_loop(self):
        self._loops -= 1
        if self._loops == 0:
            self._flush()

    def _flush(self):
        for i, (memory, granules, is_counted) in enumerate(self._pending):
            if not is_counted:
                fresh = granules - memory.initialized
                memory.initialized |= fresh
                self._pending[i] = (memory, fresh, True)

    def barrier(self):
        self.phase += 1

    def _check(self, table, key, thread, block, tag=None):
        for other in table.get(key, ()):
            if other[0] == thread or (tag is not None and other[3] == tag):
                continue
            if other[1] != block or other[2] == self.phase:
                raise Invalid("two threads conflict")

    def _record(self, table, key, entry):
        entries = table.setdefault(key, set())
        if entry not in entries:
            entries.add(entry)
            self._log.append((entries, entry))

    def access(self, kind, memory, addresses, size, domain, tag=None):
        """One access of `size` bytes at each point. `kind` is "read", "write"
        or "atomic"; atomics of one `tag` do not conflict."""
        if memory.is_freed or (memory.is_constant and kind != "read"):
            raise Invalid("freed or constant")
        written = set()
        threads, blocks = domain.columns["thread"], domain.columns["block"]
        for address, thread, block in zip(addresses, threads, blocks):
            for granule in memory.granules(address, size, thread, block):
                key = (memory, granule)
                if kind != "write" and granule not in memory.initialized:
                    raise Invalid("read before written")
                self._check(self.writers, key, thread, block)
                self._check(
                    self.atomics, key, thread, block, tag if kind == "atomic" else None
                )
                if kind != "read":
                    self._check(self.readers, key, thread, block)
                table = {
                    "read": self.readers,
                    "write": self.writers,
                    "atomic": self.atomics,
                }[kind]
                self._record(table, key, (thread, block, self.phase, tag))
                if kind == "write":
                    written.add(granule)
        if written and domain.certain:
            self._pending.append((memory, written, False))
            if self._loops == 0:
                self._flush()
