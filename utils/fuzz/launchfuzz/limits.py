# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs at the limits of a device, and with memory that only the host has."""

import random

_WORKGROUP_BYTES = 49152
_IDS = ("blocks(%bx{n}, %by{n}, %bz{n}) in (%gx{n} = {gx}, %gy{n} = {gy}, %gz{n} = %c1)"
        " threads(%tx{n}, %ty{n}, %tz{n}) in (%sx{n} = {sx}, %sy{n} = %c1, %sz{n} = %c1)")


class Limits:
    """One module with a function @test."""

    def __init__(self, seed, changes=None):
        self.rng = random.Random(f"limits {seed}")
        self.pipeline = "fuselage-fuse-launches"
        self.arguments, self.globals, self.lines = [], [], []
        self.constants = {1: "%c1"}
        self._count = 0
        kind = self.rng.choices(
            ["grid", "workgroup", "localized", "parameters", "host"], [2, 8, 4, 3, 6])[0]
        getattr(self, "_make_" + kind)()
        self.lines.append("return")

    def constant(self, number):
        """The name of a constant; names of other values stay as they are."""
        if isinstance(number, str):
            return number
        return self.constants.setdefault(number, f"%c{number}")

    def buffer(self, kind, *attributes, noalias=True):
        name = f"%A{len(self.arguments)}"
        listed = (["llvm.noalias"] if noalias else []) + list(attributes)
        text = f" {{{', '.join(listed)}}}" if listed else ""
        self.arguments.append(f"{name}: {kind}{text}")
        return name

    def launch(self, body, grid=(1, 1), threads=1, workgroup=""):
        n = self._count = self._count + 1
        sizes = _IDS.format(n=n, gx=self.constant(grid[0]), gy=self.constant(grid[1]),
                            sx=self.constant(threads))
        self.lines.append(f"gpu.launch {sizes}{workgroup} {{")
        self.lines += ["  " + line.replace("@", str(n)) for line in body] + [
            "  gpu.terminator", "}"]

    # ===------------------------------------------------------------------===#
    # Kinds
    # ===------------------------------------------------------------------===#

    def _make_grid(self):
        """A copy whose grid, permuted to that of its neighbour, would have too
        many blocks in y."""
        wide, high = self.rng.choice([66000, 70000, 65536]), self.rng.choice([1, 2])
        kind = f"memref<{high}x{wide}xi8>"
        a, b = self.buffer(kind), self.buffer(kind)
        first = self.rng.random() < 0.5
        self.lines.append(f"%T = memref.alloc() : {kind}")
        if first:
            self.launch(["%k@ = arith.constant 2 : i8",
                         f"memref.store %k@, {a}[%bx@, %by@] : {kind}"])
        self.lines.append(f"memref.copy {a}, %T : {kind} to {kind}")
        self.launch([f"%v@ = memref.load %T[%by@, %bx@] : {kind}",
                     "%w@ = arith.addi %v@, %v@ : i8",
                     f"memref.store %w@, {b}[%by@, %bx@] : {kind}"], (wide, high))
        self.lines.append(f"memref.dealloc %T : {kind}")

    def _workgroup_element(self):
        return self.rng.choice([
            ("vector<3xf32>", 16), ("i24", 4), ("i17", 4), ("f32", 4), ("vector<16xf32>", 64),
            ("vector<16xf32>", 64), ("vector<16xf32>", 64), ("vector<16xf32>", 64),
            ("i128", 16), ("i8", 1), ("i64", 8), ("i33", 8)])

    def _make_workgroup(self):
        """Two launches that have workgroup memory of one size, near half of what there
        is, or together all of it but some bytes; with and without one byte before
        what is aligned."""
        a, b = self.buffer("memref<4xi32>"), self.buffer("memref<4xi32>")
        element, size = self._workgroup_element()
        share = self.rng.choice([0.4, 0.49, 0.5, 0.6, 0.75, 0.99])
        is_filled, left = self.rng.random() < 0.7, _WORKGROUP_BYTES
        for source, target in ((a, a), (a, b)):
            if self.rng.random() < 0.3:
                element, size = self._workgroup_element()
            has_byte = self.rng.random() < 0.7
            count = int(_WORKGROUP_BYTES * share) // size
            if is_filled and target == b:
                slack = self.rng.choice([0, 0, 16, 32, 64])
                count = max(4, (left - 16 * has_byte - slack) // size)
            # With all buffers rounded up to 16 bytes, and no gaps.
            left -= 16 * has_byte + -(-count * size // 16) * 16
            kind = f"memref<{count}x{element}, #gpu.address_space<workgroup>>"
            small = "memref<1xi8, #gpu.address_space<workgroup>>"
            attributions = [f"%w@ : {kind}"]
            if has_byte:
                attributions.insert(0, f"%p@ : {small}")
            listed = ", ".join(attributions).replace("@", str(self._count + 1))
            body = ["%z@ = arith.constant 0 : index", "%l@ = arith.constant 3 : index",
                    f"%a@ = memref.load {source}[%tx@] : memref<4xi32>"]
            if len(attributions) > 1:
                body += ["%one@ = arith.constant 1 : i8",
                         "%first@ = arith.cmpi eq, %tx@, %z@ : index",
                         "scf.if %first@ {", f"  memref.store %one@, %p@[%z@] : {small}", "}"]
            body += self._to(element)
            body += [f"memref.store %e@, %w@[%tx@] : {kind}", "gpu.barrier",
                     "%r@ = arith.subi %l@, %tx@ : index",
                     f"%q@ = memref.load %w@[%r@] : {kind}"]
            body += self._from(element)
            body.append(f"memref.store %b@, {target}[%tx@] : memref<4xi32>")
            self.launch(body, threads=4, workgroup=f" workgroup({listed})")

    @staticmethod
    def _to(element):
        """An i32 as another type, and back."""
        if element.startswith("vector"):
            return ["%f@ = arith.sitofp %a@ : i32 to f32",
                    f"%e@ = vector.broadcast %f@ : f32 to {element}"]
        if element == "f32":
            return ["%e@ = arith.sitofp %a@ : i32 to f32"]
        op = "arith.trunci" if int(element[1:]) < 32 else "arith.extsi"
        return [f"%e@ = {op} %a@ : i32 to {element}"]

    @staticmethod
    def _from(element):
        if element.startswith("vector"):
            return [f"%q0@ = vector.extract %q@[1] : f32 from {element}",
                    "%b@ = arith.fptosi %q0@ : f32 to i32"]
        if element == "f32":
            return ["%b@ = arith.fptosi %q@ : f32 to i32"]
        op = "arith.extsi" if int(element[1:]) < 32 else "arith.trunci"
        return [f"%b@ = {op} %q@ : {element} to i32"]

    def _make_localized(self):
        """A buffer between two launches of one block that may become workgroup
        memory, if there is enough of it."""
        element, size = self._workgroup_element()
        a, b = self.buffer("memref<4xi32>"), self.buffer("memref<4xi32>")
        share = self.rng.choice([0.5, 0.7, 0.8, 0.99, 1.0, 1.01, 1.3])
        kind = f"memref<{int(_WORKGROUP_BYTES * share) // size}x{element}>"
        step = max(1, int(_WORKGROUP_BYTES * share) // size // 4)
        self.lines.append(f"%T = memref.alloc() : {kind}")
        self.launch([f"%a@ = memref.load {a}[%tx@] : memref<4xi32>"] + self._to(element) + [
            f"%s@ = arith.constant {step} : index", "%j@ = arith.muli %tx@, %s@ : index",
            f"memref.store %e@, %T[%j@] : {kind}"], threads=4)
        self.launch(["%l@ = arith.constant 3 : index", "%r@ = arith.subi %l@, %tx@ : index",
                     f"%s@ = arith.constant {step} : index",
                     "%j@ = arith.muli %r@, %s@ : index",
                     f"%q@ = memref.load %T[%j@] : {kind}"] + self._from(element) + [
            f"memref.store %b@, {b}[%tx@] : memref<4xi32>"], threads=4)
        self.lines.append(f"memref.dealloc %T : {kind}")

    def _make_parameters(self):
        """Many scalars, together more than a kernel can have, or nearly so."""
        a, b = self.buffer("memref<4xi64>"), self.buffer("memref<4xi64>")
        count = self.rng.choice([40, 60, 66, 70, 80, 90])
        small = self.rng.choice(["i8", "i32", "i64"])
        for buffer in (a, b):
            body = [f"%x0_@ = memref.load {buffer}[%bx@] : memref<4xi64>"]
            for i in range(count):
                scalars = []
                for element in ("i128", small):
                    name = f"%s{len(self.arguments)}"
                    self.arguments.append(f"{name}: {element}")
                    scalars.append((name, element))
                (wide, _), (thin, kind) = scalars
                body += [f"%w{i}_@ = arith.trunci {wide} : i128 to i64",
                         f"%y{i}_@ = arith.xori %x{i}_@, %w{i}_@ : i64"]
                if kind == "i64":
                    thin_name = thin
                else:
                    thin_name = f"%t{i}_@"
                    body.append(f"{thin_name} = arith.extsi {thin} : {kind} to i64")
                body.append(f"%x{i + 1}_@ = arith.addi %y{i}_@, {thin_name} : i64")
            body.append(f"memref.store %x{count}_@, {buffer}[%bx@] : memref<4xi64>")
            self.launch(body, (4, 1))

    def _make_host(self):
        """Memory of the host: a launch asks for its size, or touches it only after
        it was registered."""
        rng = self.rng
        size = rng.choice([4, 8])
        kind, host = f"memref<?x{rng.choice(['f32', 'i32'])}>", "fuselage.test.host"
        element = kind[9:-1]
        static = f"memref<{size}x{element}>"
        if rng.random() < 0.5:
            source = self.buffer(static, host)
        else:
            value = ", ".join(f"{i}.0" if element == "f32" else str(i) for i in range(size))
            self.globals.append(f"memref.global \"private\" constant @h : {static} ="
                                f" dense<[{value}]> {{{host}}}")
            source = "%hs"
            self.lines.append(f"%hs = memref.get_global @h : {static}")
        out = self.buffer(static)
        n = self.constant(size)
        self.lines += [f"%h = memref.cast {source} : {static} to {kind}",
                       f"%d = memref.alloc({n}) : {kind}"]
        before = rng.random() < 0.4
        if before:
            self._ask_for_size(out, static, kind, size)
        is_registered = rng.random() < 0.3
        self.lines.append(f"memref.copy %h, %d : {kind} to {kind}")
        if is_registered:
            self.lines += [f"%u = memref.cast {source} : {static} to memref<*x{element}>",
                           f"gpu.host_register %u : memref<*x{element}>"]
        body = ["%z@ = arith.constant 0 : index", "%one@ = arith.constant 1 : index",
                f"%k@ = memref.dim %h, %z@ : {kind}",
                "%last@ = arith.subi %k@, %one@ : index",
                f"%v@ = memref.load %d[%bx@] : {kind}",
                "%r@ = arith.subi %last@, %bx@ : index",
                f"memref.store %v@, {out}[%r@] : {static}"]
        if is_registered and rng.random() < 0.7:
            body.insert(-1, f"%g@ = memref.load %h[%bx@] : {kind}")
            op = "arith.addf" if element == "f32" else "arith.addi"
            body.insert(-1, f"%vg@ = {op} %v@, %g@ : {element}")
            body[-1] = f"memref.store %vg@, {out}[%r@] : {static}"
        extent = size
        if rng.random() < 0.6:
            extent = "%m"
            self.lines.append(f"%m = memref.dim %h, {self.constant(0)} : {kind}")
        self.launch(body, (extent, 1))
        self.lines.append(f"memref.dealloc %d : {kind}")

    def _ask_for_size(self, out, static, kind, size):
        self.launch(["%z@ = arith.constant 0 : index",
                     f"%k@ = memref.dim %h, %z@ : {kind}",
                     "%i@ = arith.index_cast %k@ : index to i32",
                     f"%v@ = memref.load {out}[%bx@] : {static}",
                     "%in@ = arith.cmpi slt, %bx@, %k@ : index",
                     "scf.if %in@ {", f"  memref.store %v@, {out}[%bx@] : {static}", "}"],
                    (size, 1))

    def text(self):
        constants = [f"  {name} = arith.constant {number} : index"
                     for number, name in self.constants.items()]
        header = f"func.func @test({', '.join(self.arguments)}) {{"
        return "\n".join(self.globals + [header] + constants
                         + ["  " + line for line in self.lines] + ["}"]) + "\n"
