# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs whose launches do related work in different shapes.

A program has vectors and matrices, and a chain of launches over their rows, columns
and elements. Each launch is spelled in one of the ways that compilers and people
have: a block for each element, blocks with a guard, numbered elements that are taken
apart again, tiles with a minimum. Some of them must keep their shape: they have
barriers, early exits, workgroup memory, loops that wait, or memory of their thread.
Some of the launches are in loops of the host, whose trips have elements in common or not.
"""

import random

from .lines import Lines

# Few are large: what is proved of 33 rows is proved of 100, which take nine times as long
# to run.
_SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 34, 64]


class Shapes(Lines):
    """One function with a chain of launches."""

    KINDS = {"elements": 10, "broadcast": 5, "row_sum": 7, "column_sum": 3, "fill": 4,
             "product": 3, "stencil": 2, "prefix": 3, "transpose": 2, "scatter": 1,
             "scalar": 1, "rows": 3, "loop": 5, "block_sum": 4, "block_rest": 3}
    #: These ask for the trip of a loop of the host.
    TRIP_KINDS = {"trip_row": 12, "own_row": 12, "moving": 5, "host_copy": 2}

    def __init__(self, seed, changes=None):
        super().__init__()
        rng = self.rng = random.Random(f"shapes {seed}")
        self.constants = set()
        self.element = rng.choice(["i32", "i32", "i64"])
        self.rows, self.columns = rng.choice(_SIZES), rng.choice(_SIZES)
        if rng.random() < 0.2:
            self.columns = self.rows
        self.is_dynamic = rng.random() < 0.35
        if self.is_dynamic and rng.random() < 0.1:
            self.rows = 0
        size = rng.choice(["", "", "", "block-size=32", "block-size=64", "block-size=1024"])
        # A small device has blocks enough for short rows to share one sooner.
        device = "device=t4" if self._has_many_short_rows() else ""
        options = " ".join(filter(None, [size, device]))
        self.pipeline = "fuselage-fuse-launches" + (f"{{{options}}}" if options else "")
        self.vectors = ["%p", "%q", "%vr0", "%vr1"]
        self.matrices = ["%A", "%B", "%m0", "%m1"]
        self.size("rows"), self.size("columns")
        self.trips = []
        for _ in range(rng.randint(2, 7)):
            self._make(self.KINDS)

    def _has_many_short_rows(self):
        """Makes the rows many and short, now and then."""
        if self.is_dynamic or self.rng.random() < 0.85:
            return False
        self.rows, self.columns = self.rng.choice([80, 81, 97, 162]), self.rng.randint(1, 9)
        if self.rng.random() < 0.2:
            self.rows, self.columns = self.columns, self.rows
        return True

    def _make(self, kinds):
        kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
        getattr(self, "_make_" + kind)()

    # ===------------------------------------------------------------------===#
    # Text
    # ===------------------------------------------------------------------===#

    def fresh(self, prefix="%v"):
        return super().fresh(prefix + "_")

    def constant(self, value):
        self.constants.add(value)
        return f"%c{value}"

    def size(self, of):
        """The number of rows or columns as a value of the host."""
        if self.is_dynamic:
            return "%nr" if of == "rows" else "%nc"
        return self.constant(self.rows if of == "rows" else self.columns)

    @property
    def vector_type(self):
        return f"memref<{'?' if self.is_dynamic else self.rows}x{self.element}>"

    @property
    def matrix_type(self):
        sizes = "?x?" if self.is_dynamic else f"{self.rows}x{self.columns}"
        return f"memref<{sizes}x{self.element}>"

    def text(self):
        shape = (f"{self.rows}", f"{self.rows}x{self.columns}")
        arguments = [
            f"%p: memref<{shape[0]}x{self.element}>", f"%q: memref<{shape[0]}x{self.element}>",
            f"%A: memref<{shape[1]}x{self.element}>", f"%B: memref<{shape[1]}x{self.element}>",
        ]
        if self.is_dynamic:
            arguments = [a.replace(f"{shape[1]}x{self.element}", f"?x?x{self.element}")
                         .replace(f"<{shape[0]}x{self.element}", f"<?x{self.element}")
                         for a in arguments]
            sizes = (f"fuselage.test.shape = array<i64: {self.rows}>",
                     f"fuselage.test.shape = array<i64: {self.rows}, {self.columns}>")
            arguments = [f"{a} {{llvm.noalias, {sizes[i // 2]}}}" for i, a in enumerate(arguments)]
        else:
            arguments = [f"{a} {{llvm.noalias}}" for a in arguments]
        head = ["func.func @test(" + ",\n    ".join(arguments) + ") {"]
        head += [f"  %c{c} = arith.constant {c} : index" for c in sorted(self.constants | {0, 1})]
        head += [f"  %one = arith.constant 3 : {self.element}"]
        dynamic, sizes = "", ""
        if self.is_dynamic:
            head += [f"  %nr = memref.dim %A, %c0 : {self.matrix_type}",
                     f"  %nc = memref.dim %A, %c1 : {self.matrix_type}"]
            dynamic, sizes = "%nr", "%nr, %nc"
        for i in range(2):
            head += [f"  %vr{i} = memref.alloc({dynamic}) : {self.vector_type}",
                     f"  %m{i} = memref.alloc({sizes}) : {self.matrix_type}"]
        clear = []
        tail = ["  return", "}"]
        for i in range(2):
            clear += self._host_fill(f"%vr{i}", self.vector_type, ["rows"])
            clear += self._host_fill(f"%m{i}", self.matrix_type, ["rows", "columns"])
        return "\n".join(head + clear + self.lines + tail) + "\n"

    def _host_fill(self, buffer, memref_type, sizes):
        """Buffers have no values of their own that could be compared."""
        names = [f"%h{i}" for i in range(len(sizes))]
        lines = ["  gpu.launch blocks(%fx, %fy, %fz) in (%fgx = %c1, %fgy = %c1, %fgz = %c1)",
                 "             threads(%ftx, %fty, %ftz) in (%fbx = %c1, %fby = %c1, %fbz = %c1) {"]
        for name, size in zip(names, sizes):
            lines.append(f"    scf.for {name} = %c0 to {self.size(size)} step %c1 {{")
        lines.append(f"    memref.store %one, {buffer}[{', '.join(names)}] : {memref_type}")
        lines += ["    }"] * len(sizes) + ["    gpu.terminator", "  }"]
        return lines

    # ===------------------------------------------------------------------===#
    # Launches
    # ===------------------------------------------------------------------===#

    def _launch(self, sizes, body):
        """A launch over the items of `sizes` ("rows", "columns" or numbers), whose body
        is called with their indices."""
        forms = [self._blocks, self._blocks, self._guarded, self._guarded, self._numbered,
                 self._numbered, self._minimum, self._threads]
        # No device launches a grid of no blocks.
        self.rng.choice(forms[2:7] if self.rows == 0 else forms)(sizes, body)

    def _value(self, size):
        return self.size(size) if isinstance(size, str) else self.constant(size)

    def _number(self, size):
        if isinstance(size, str):
            return self.rows if size == "rows" else self.columns
        return size

    def _begin(self, grid, block):
        """Opens a launch; returns its ids along x, y, z of blocks, then threads."""
        n = self._count = self._count + 1
        ids = [f"%b{n}x", f"%b{n}y", f"%b{n}z", f"%t{n}x", f"%t{n}y", f"%t{n}z"]
        self.line(f"gpu.launch blocks({', '.join(ids[:3])}) in (%g{n}x = {grid[0]},"
                  f" %g{n}y = {grid[1]}, %g{n}z = {grid[2]})")
        self._open(f"           threads({', '.join(ids[3:])}) in (%s{n}x = {block[0]},"
                   f" %s{n}y = {block[1]}, %s{n}z = {block[2]}) {{")
        if self.rng.random() < 0.1:
            self.line(f"%unused{n} = arith.muli {ids[0]}, %s{n}x : index")
        return ids

    def _end(self):
        self.line("gpu.terminator")
        self._close()

    def _axes(self, count):
        return self.rng.sample(range(3), count)

    def _extras(self, ids):
        """Memory of a thread, now and then, which must not grow with its items."""
        if self.rng.random() < 0.06:
            name = self.fresh("%stack")
            self.line(f"{name} = memref.alloca() : memref<{self.element}>")
            self.line(f"memref.store %one, {name}[] : memref<{self.element}>")
        if self.rng.random() < 0.04:
            self.line("gpu.barrier")

    def _blocks(self, sizes, body):
        """A block of one thread for each item."""
        axes, grid = self._axes(len(sizes)), ["%c1"] * 3
        for axis, size in zip(axes, sizes):
            grid[axis] = self._value(size)
        ids = self._begin(grid, ["%c1"] * 3)
        self._extras(ids)
        body([ids[axis] for axis in axes])
        self._end()

    def _threads(self, sizes, body):
        """One block, as far as that is possible."""
        if any(self._number(size) > 8 for size in sizes) or self.is_dynamic:
            self._blocks(sizes, body)
            return
        axes, block = self._axes(len(sizes)), ["%c1"] * 3
        for axis, size in zip(axes, sizes):
            block[axis] = self._value(size)
        ids = self._begin(["%c1"] * 3, block)
        self._extras(ids)
        body([ids[3 + axis] for axis in axes])
        self._end()

    def _grid_for(self, size, threads):
        """Enough blocks, and now and then more than that."""
        if self.is_dynamic and isinstance(size, str):
            return self._dynamic_grid(self._value(size), threads)
        blocks = -(-self._number(size) // threads) + (self.rng.random() < 0.2)
        return self.constant(max(blocks, 1))

    def _dynamic_grid(self, items, threads):
        first, second = self.fresh("%gd"), self.fresh("%gd")
        if self.rows == 0 or self.rng.random() < 0.5:
            self.line(f"{first} = arith.divui {items}, {self.constant(threads)} : index")
            self.line(f"{second} = arith.addi {first}, %c1 : index")
        else:
            self.line(f"{first} = arith.addi {items}, {self.constant(threads - 1)} : index")
            self.line(f"{second} = arith.divui {first}, {self.constant(threads)} : index")
        return second

    def _guarded(self, sizes, body):
        """Blocks of several threads, with a guard for each dimension."""
        axes = self._axes(len(sizes))
        grid, block = ["%c1"] * 3, ["%c1"] * 3
        threads = [self.rng.choice([1, 2, 4, 8, 16, 32] if len(sizes) == 1 else [1, 2, 4, 8])
                   for _ in sizes]
        for axis, size, count in zip(axes, sizes, threads):
            grid[axis], block[axis] = self._grid_for(size, count), self.constant(count)
        ids = self._begin(grid, block)
        self._extras(ids)
        numbers, guards = [], []
        for axis, size, count in zip(axes, sizes, threads):
            first, number = self.fresh(), self.fresh()
            self.line(f"{first} = arith.muli {ids[axis]}, {self.constant(count)} : index")
            self.line(f"{number} = arith.addi {first}, {ids[3 + axis]} : index")
            numbers.append(number)
            guards.append(self._comparison(number, self._value(size)))
        self._nested(guards, lambda: body(numbers))
        self._end()

    def _comparison(self, number, bound):
        name = self.fresh("%if")
        if self.rng.random() < 0.5:
            self.line(f"{name} = arith.cmpi {self.rng.choice(['slt', 'ult'])}, {number}, {bound}"
                      " : index")
        else:
            self.line(f"{name} = arith.cmpi {self.rng.choice(['sgt', 'ugt'])}, {bound}, {number}"
                      " : index")
        return name

    def _nested(self, guards, body):
        if len(guards) == 2 and self.rng.random() < 0.3:
            both = self.fresh("%if")
            self.line(f"{both} = arith.andi {guards[0]}, {guards[1]} : i1")
            guards = [both]
        for guard in guards:
            self._open(f"scf.if {guard} {{")
        body()
        for _ in guards:
            self._close()

    def _numbered(self, sizes, body):
        """All items are numbered, and the number is taken apart."""
        threads = self.rng.choice([1, 4, 16, 32, 64, 128])
        total = self._value(sizes[0])
        for size in sizes[1:]:
            product = self.fresh()
            self.line(f"{product} = arith.muli {total}, {self._value(size)} : index")
            total = product
        if not self.is_dynamic:
            items = 1
            for size in sizes:
                items *= self._number(size)
            grid = self._grid_for(items, threads)
            total = self.constant(items)
        else:
            total = self._cut_short(total)
            grid = self._dynamic_grid(total, threads)
        ids = self._begin([grid, "%c1", "%c1"], [self.constant(threads), "%c1", "%c1"])
        self._extras(ids)
        first, number = self.fresh(), self.fresh()
        self.line(f"{first} = arith.muli {ids[0]}, {self.constant(threads)} : index")
        self.line(f"{number} = arith.addi {ids[3]}, {first} : index")
        guard = self._comparison(number, total)

        def inside():
            rest, indices = number, []
            for size in reversed(sizes[1:]):
                index, quotient = self.fresh(), self.fresh()
                suffix = self.rng.choice(["ui", "si"])
                self.line(f"{index} = arith.rem{suffix} {rest}, {self._value(size)} : index")
                self.line(f"{quotient} = arith.div{suffix} {rest}, {self._value(size)} : index")
                indices.insert(0, index)
                rest = quotient
            body([rest] + indices)

        self._nested([guard], inside)
        self._end()

    def _cut_short(self, total):
        """So many items, or fewer: the last row may end early."""
        if self.rng.random() < 0.8:
            return total
        most, fewer = self.rng.randint(1, max(2 * self.rows * self.columns, 1)), self.fresh()
        self.line(f"{fewer} = arith.minui {total}, {self.constant(most)} : index")
        return fewer

    def _minimum(self, sizes, body):
        """Tiles, the last of which is smaller."""
        axes = self._axes(len(sizes))
        grid, block = ["%c1"] * 3, ["%c1"] * 3
        threads = [self.rng.choice([2, 4, 8]) for _ in sizes]
        for axis, size, count in zip(axes, sizes, threads):
            grid[axis], block[axis] = self._grid_for(size, count), self.constant(count)
        ids = self._begin(grid, block)
        numbers, guards = [], []
        for axis, size, count in zip(axes, sizes, threads):
            first, left, number = self.fresh(), self.fresh(), self.fresh()
            self.line(f"{first} = affine.apply affine_map<(d0) -> (d0 * {count})>({ids[axis]})")
            if self.is_dynamic and isinstance(size, str):
                self.line(f"{left} = affine.min affine_map<(d0)[s0] -> (s0 - d0, {count})>"
                          f"({first})[{self._value(size)}]")
            else:
                self.line(f"{left} = affine.min affine_map<(d0) -> ({self._number(size)} - d0,"
                          f" {count})>({first})")
            guards.append(self.fresh("%if"))
            self.line(f"{guards[-1]} = arith.cmpi slt, {ids[3 + axis]}, {left} : index")
            self.line(f"{number} = arith.addi {ids[3 + axis]}, {first} : index")
            numbers.append(number)
        self._nested(guards, lambda: body(numbers))
        self._end()

    # ===------------------------------------------------------------------===#
    # Bodies
    # ===------------------------------------------------------------------===#

    def _load(self, buffer, indices):
        name = self.fresh()
        memref_type = self.vector_type if len(indices) == 1 else self.matrix_type
        self.line(f"{name} = memref.load {buffer}[{', '.join(indices)}] : {memref_type}")
        return name

    def _store(self, value, buffer, indices):
        memref_type = self.vector_type if len(indices) == 1 else self.matrix_type
        self.line(f"memref.store {value}, {buffer}[{', '.join(indices)}] : {memref_type}")

    def _combine(self, lhs, rhs):
        name = self.fresh()
        if self.trips and self.rng.random() < 0.3:
            lhs, trip = self.fresh(), lhs
            self.line(f"{lhs} = arith.index_cast {self.trips[-1]} : index to {self.element}")
            lhs, cast = self.fresh(), lhs
            self.line(f"{lhs} = arith.addi {trip}, {cast} : {self.element}")
        op = self.rng.choice(["addi", "muli", "xori", "subi"])
        self.line(f"{name} = arith.{op} {lhs}, {rhs} : {self.element}")
        return name

    def _matrix(self):
        return self.rng.choice(self.matrices)

    def _vector(self):
        return self.rng.choice(self.vectors)

    def _others(self, buffers, target):
        return [b for b in buffers if b != target]

    def _make_elements(self):
        target, source, other = self._matrix(), self._matrix(), self._matrix()

        def body(ids):
            value = self._combine(self._load(source, ids), self._load(other, ids))
            self._store(value, target, ids)

        self._launch(["rows", "columns"], body)

    def _make_broadcast(self):
        target, source, vector = self._matrix(), self._matrix(), self._vector()

        def body(ids):
            value = self._combine(self._load(source, ids), self._load(vector, ids[:1]))
            self._store(value, target, ids)

        self._launch(["rows", "columns"], body)

    def _make_fill(self):
        if self.rng.random() < 0.5:
            target = self._vector()
            self._launch(["rows"], lambda ids: self._store("%one", target, ids))
        else:
            target = self._matrix()
            self._launch(["rows", "columns"], lambda ids: self._store("%one", target, ids))

    def _for(self, upper, body, step="%c1"):
        variable = self.fresh("%k")
        self._open(f"scf.for {variable} = %c0 to {upper} step {step} {{")
        body(variable)
        self._close()

    def _make_row_sum(self):
        target, source = self._vector(), self._matrix()

        def body(ids):
            def turn(column):
                value = self._combine(self._load(target, ids),
                                      self._load(source, [ids[0], column]))
                self._store(value, target, ids)
            self._for(self.size("columns"), turn)

        self._launch(["rows"], body)

    def _make_rows(self):
        """Rows, each written by one thread."""
        target = self._matrix()
        source, vector = self.rng.choice(self._others(self.matrices, target)), self._vector()

        def body(ids):
            def turn(column):
                value = self._combine(self._load(source, [ids[0], column]),
                                      self._load(vector, ids))
                self._store(value, target, [ids[0], column])
            self._for(self.size("columns"), turn, self.rng.choice(["%c1", "%c1", "%c2"]))

        self.constant(2)
        self._launch(["rows"], body)

    def _make_column_sum(self):
        """The first row of a matrix becomes a sum of each column."""
        target = self._matrix()
        source = self.rng.choice(self._others(self.matrices, target))
        if self.rows == 0:
            return

        def body(ids):
            def turn(row):
                value = self._combine(self._load(target, ["%c0"] + ids),
                                      self._load(source, [row] + ids))
                self._store(value, target, ["%c0"] + ids)
            self._for(self.size("rows"), turn)

        self._launch(["columns"], body)

    def _make_product(self):
        """Each element from the whole row of one matrix and a column of another."""
        target = self._matrix()
        left = self.rng.choice(self._others(self.matrices, target))
        right = self.rng.choice(self._others(self.matrices, target))

        def body(ids):
            def turn(k):
                product = self._combine(self._load(left, [ids[0], k]),
                                        self._load(right, [ids[0], ids[1]]))
                self._store(self._combine(self._load(target, ids), product), target, ids)
            self._for(self.size("columns"), turn)

        self._launch(["rows", "columns"], body)

    def _make_stencil(self):
        """Neighbours along a row or a column."""
        target = self._matrix()
        source = self.rng.choice(self._others(self.matrices, target))
        along = self.rng.choice([0, 1])

        def body(ids):
            first, last, near, far = (self.fresh() for _ in range(4))
            size = self.size("columns" if along else "rows")
            self.line(f"{first} = arith.addi {ids[along]}, %c1 : index")
            self.line(f"{last} = arith.remui {first}, {size} : index")
            near = list(ids)
            near[along] = last
            far = self._load(source, near)
            self._store(self._combine(self._load(source, ids), far), target, ids)

        self._launch(["rows", "columns"], body)

    def _make_prefix(self):
        """The first rows only, or a vector's first elements."""
        if self.is_dynamic or self.rows < 2:
            return
        count = self.rng.randrange(1, self.rows)
        if self.rng.random() < 0.5:
            target, source = self._vector(), self._vector()
            self._launch([count], lambda ids: self._store(
                self._combine(self._load(source, ids), "%one"), target, ids))
        else:
            target, source = self._matrix(), self._matrix()
            self._launch([count, "columns"], lambda ids: self._store(
                self._combine(self._load(source, ids), "%one"), target, ids))

    def _make_transpose(self):
        if self.rows != self.columns:
            return
        target = self._matrix()
        source = self.rng.choice(self._others(self.matrices, target))
        self._launch(["rows", "columns"], lambda ids: self._store(
            self._load(source, ids[::-1]), target, ids))

    def _make_scatter(self):
        """Atomics that commute, of every item into its row."""
        target, source = self._vector(), self._matrix()

        def body(ids):
            name = self.fresh()
            value = self._load(source, ids)
            self.line(f"{name} = memref.atomic_rmw addi {value}, {target}[{ids[0]}] :"
                      f" ({self.element}, {self.vector_type}) -> {self.element}")

        self._launch(["rows", "columns"], body)

    def _make_loop(self):
        """A loop of the host, with no more trips than there are rows."""
        if len(self.trips) == 2:
            return
        trip, number = self.fresh("%trip"), self.constant(self.rng.choice([1, 2, 3, 3, 4]))
        if self.is_dynamic:
            upper = self.fresh("%trips")
            self.line(f"{upper} = arith.minsi {self.size('rows')}, {number} : index")
        else:
            upper = self.constant(min(self.rows, int(number[2:])))
        self._open(f"scf.for {trip} = %c0 to {upper} step {self.rng.choice(['%c1', '%c1', '%c2'])} {{")
        self.constant(2)
        self.trips.append(trip)
        for _ in range(self.rng.choice([1, 1, 1, 1, 2, 2, 3])):
            self._make(self.KINDS | self.TRIP_KINDS)
        self.trips.pop()
        self._close()

    def _make_trip_row(self):
        """All rows, each with the row of the trip of another matrix."""
        target = self._matrix()
        source = self.rng.choice(self._others(self.matrices, target))
        trip = self.trips[0]

        def body(ids):
            value = self._combine(self._load(target, ids), self._load(source, [trip, ids[1]]))
            self._store(value, target, ids)

        self._launch(["rows", "columns"], body)

    def _make_own_row(self):
        """The row of the trip, from itself or from the row of another trip."""
        target, source = self._matrix(), self._matrix()
        trip = self.trips[-1]

        def body(ids):
            value = self._combine(self._load(source, [trip] + ids), "%one")
            if self.rng.random() < 0.4:
                value = self._combine(value, self._load(target, ["%c0"] + ids))
            self._store(value, target, [trip] + ids)

        self._launch(["columns"], body)

    def _make_moving(self):
        """Elements that each trip gives to other threads."""
        target = self._matrix()
        trip = self.trips[-1]

        def body(ids):
            shifted, column = self.fresh(), self.fresh()
            self.line(f"{shifted} = arith.addi {ids[0]}, {trip} : index")
            self.line(f"{column} = arith.remui {shifted}, {self.size('columns')} : index")
            row = self.rng.choice(["%c0", trip])
            self._store(self._combine(self._load(target, [row, column]), "%one"),
                        target, [row, column])

        self._launch(["columns"], body)

    def _make_host_copy(self):
        """The host copies an element in each trip."""
        value = self._load(self._vector(), self.trips[-1:])
        self._store(value, self._vector(), self.trips[-1:])

    def _make_scalar(self):
        """One thread that reads a whole vector."""
        if self.rows == 0:
            return
        target = self._vector()
        source = self.rng.choice(self._others(self.vectors, target))

        def body(ids):
            def turn(row):
                value = self._combine(self._load(target, ["%c0"]), self._load(source, [row]))
                self._store(value, target, ["%c0"])
            self._for(self.size("rows"), turn)

        self._launch([1], body)

    def _sum_of_block(self, value):
        name = self.fresh()
        self.line(f"{name} = gpu.all_reduce add {value} uniform {{}} :"
                  f" ({self.element}) -> {self.element}")
        return name

    def _load_if(self, condition, buffer, indices):
        """The element, or 3 in threads that have none."""
        name = self.fresh()
        self._open(f"{name} = scf.if {condition} -> ({self.element}) {{")
        self.line(f"scf.yield {self._load(buffer, indices)} : {self.element}")
        self.depth -= 1
        self._open("} else {")
        self.line(f"scf.yield %one : {self.element}")
        self._close()
        return name

    def _make_block_sum(self):
        """A block for each row, whose threads sum up a part of the row: it has to keep
        its shape, and its neighbours may take that on."""
        if self.rows == 0:
            return
        target, source = self._vector(), self._matrix()
        threads = self.rng.choice([32, 32, 64, 16])
        ids = self._begin([self.size("rows"), "%c1", "%c1"],
                          [self.constant(threads), "%c1", "%c1"])
        inside = self._comparison(ids[3], self.size("columns"))
        total = self._sum_of_block(self._load_if(inside, source, [ids[0], ids[3]]))
        first = self.fresh("%if")
        self.line(f"{first} = arith.cmpi eq, {ids[3]}, %c0 : index")
        self._nested([first], lambda: self._store(total, target, [ids[0]]))
        self._end()

    def _make_block_rest(self):
        """Blocks of a vector, whose threads know the sum of their block."""
        if self.rows == 0:
            return
        target, source = self._vector(), self._vector()
        threads = self.rng.choice([32, 32, 64, 8])
        ids = self._begin([self._grid_for("rows", threads), "%c1", "%c1"],
                          [self.constant(threads), "%c1", "%c1"])
        first, number = self.fresh(), self.fresh()
        self.line(f"{first} = arith.muli {ids[0]}, {self.constant(threads)} : index")
        self.line(f"{number} = arith.addi {first}, {ids[3]} : index")
        inside = self._comparison(number, self.size("rows"))
        value = self._load_if(inside, source, [number])
        total = self._sum_of_block(value)
        self._nested([inside], lambda: self._store(self._combine(value, total), target, [number]))
        self._end()
