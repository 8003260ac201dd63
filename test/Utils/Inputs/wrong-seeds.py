# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what utils/mutate-legality takes as caught: SCRIPT BUILD DIRECTORY SEEDS."""

import argparse
import importlib.machinery
import importlib.util
import sys

loader = importlib.machinery.SourceFileLoader("mutate_legality", sys.argv[1])
module = importlib.util.module_from_spec(
    importlib.util.spec_from_loader(loader.name, loader))
sys.dont_write_bytecode = True
loader.exec_module(module)
laboratory = object.__new__(module.Laboratory)
laboratory.build = sys.argv[3]
laboratory.jobs = 1
laboratory.options = argparse.Namespace(build=sys.argv[2], weight=[])
print(laboratory.wrong_seeds(sys.argv[4]))
