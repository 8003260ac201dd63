# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the tests that run for mutants, and the rows of these: SCRIPT TABLE.

Nothing is built: of each mutant, its meaning names the tests that fail. The test
that fails without a mutant too is Execution/barrier.mlir.
"""

import argparse
import contextlib
import importlib.machinery
import importlib.util
import sys

loader = importlib.machinery.SourceFileLoader("mutate_legality", sys.argv[1])
module = importlib.util.module_from_spec(
    importlib.util.spec_from_loader(loader.name, loader))
sys.dont_write_bytecode = True
loader.exec_module(module)


class Laboratory(module.Laboratory):
    def __init__(self):
        self.root, self.options = "", argparse.Namespace(fast=True, seeds="1..2")
        self.passing, self.failing_anyway = set(), set()
        self.failing_now = {"Execution/barrier.mlir"}

    def compile(self):
        return True

    @contextlib.contextmanager
    def _original_plugin(self):
        failing, self.failing_now = self.failing_now, {"Execution/barrier.mlir"}
        print("  as it is:")
        yield
        self.failing_now = failing

    def _run_lit(self, names, stop=False):
        print("  runs", *names)
        return self.failing_now & set(names)

    def wrong_seeds(self, seeds):
        print("  runs programs", seeds)


laboratory = Laboratory()
for mutant in module.read_mutants(sys.argv[2]):
    laboratory.failing_now = set(mutant.meaning.split()) | {"Execution/barrier.mlir"}
    tests = [f"Execution/{name}.mlir" for name in ("a", "b", "barrier", "c", "d", "e")]
    result = module.examine(laboratory, mutant, module.with_first(mutant.test, tests))
    print(result.row())
    if result.failing:
        module.write_catcher(sys.argv[2], mutant, result.failing[0])
