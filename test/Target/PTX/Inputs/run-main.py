#!/usr/bin/env python3
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the @main of a module, its kernels as PTX, and prints what it prints.

Three orders of blocks and threads have to print the same. Races, and accesses
of memory that is not there, end the run.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile


def lower(options, path):
    passes = ["func.func(fuselage-fuse-launches)"] if options.fuse else []
    passes += [f"fuselage-to-ptx{{{options.options}}}", "fuselage-test-run-ptx"]
    passes += ["fuselage-test-lower-to-cpu"]
    command = ["mlir-opt", f"--load-pass-plugin={options.plugin}"]
    command += [f"--load-pass-plugin={options.test_plugin}", options.file]
    command += [f"--pass-pipeline=builtin.module({','.join(passes)})", "-o", path]
    return subprocess.run(command, check=False).returncode == 0


def run(options, path, order):
    command = ["mlir-runner", path, "-e", "main", "--entry-point-result=void"]
    command += [f"--shared-libs={library}" for library in options.libraries]
    environment = dict(os.environ, FUSELAGE_TEST_ORDER=order, FUSELAGE_TEST_RACES="1")
    result = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    sys.stderr.write(result.stderr)
    # Values of one memref in one line, without its address.
    text = re.sub(r"Unranked Memref.*data = *\n", "", result.stdout)
    return result.returncode, re.sub(r", *\n? *", ", ", text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--test-plugin", required=True)
    parser.add_argument("--library", action="append", dest="libraries")
    parser.add_argument("--options", default="chip=sm_90", help="of fuselage-to-ptx")
    parser.add_argument("--fuse", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lowered.mlir")
        if not lower(options, path):
            return 1
        outputs = [run(options, path, o) for o in ("forward", "reverse", "shuffled")]
    code, text = outputs[0]
    sys.stdout.write(text)
    for order, output in zip(("reverse", "shuffled"), outputs[1:]):
        if output != outputs[0]:
            print(f"{order}: {output}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
