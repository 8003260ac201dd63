#!/usr/bin/env python3
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs mlir-opt with a pass after each one that emits PTX, which asks ptxas.

usage: opt-and-assemble.py TEST-PLUGIN COMMAND...
"""

import os
import re
import sys

EMITTING = r"\b(?:fuselage-to-ptx|fuselage-emit-ptx|gpu-module-to-binary)\b"
OPTIONS = r"(?:\{[^{}]*\})?"
ASKING = "fuselage-test-assemble-ptx"


def insert(argument):
    """Adds the pass to a pipeline, where one that asks does not follow."""
    if not argument.startswith("--pass-pipeline="):
        return argument

    def append(match):
        asked = argument.startswith(f",{ASKING}", match.end())
        return match.group() + ("" if asked else f",{ASKING}")

    return re.sub(EMITTING + OPTIONS, append, argument)


def main():
    plugin, *command = sys.argv[1:]
    command = [insert(argument) for argument in command]
    if any(ASKING in argument for argument in command):
        command.append(f"--load-pass-plugin={plugin}")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
