#!/usr/bin/env python3
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the PTX of modules, unfused and fused, made in several ways.

Each is compared, byte by byte and in three orders of blocks and threads, with
what the module computes on the CPU before any lowering; accesses out of bounds,
misaligned ones, races and read-only loads of what is written are errors. Prints
one line for each way, and what is wrong.
"""

import argparse
import subprocess
import sys

WAYS = {
    "default": "chip=sm_90",
    "unoptimized": "chip=sm_75 opt-level=0",
    "plain": "chip=sm_80 launch-facts=false libdevice=none",
}


def pipeline(options, fuses):
    passes = ["fuselage-fuse-launches"] if fuses else []
    passes += [f"fuselage-to-ptx{{{options}}}", "fuselage-test-run-ptx"]
    return f"builtin.module({','.join(passes)})"


def judge(options, way, fuses):
    """Returns whether every module is as it was."""
    command = ["fuselage-test-exec", f"--load-pass-plugin={options.plugin}"]
    command += ["--split-input-file", "--quiet", f"-j{options.jobs}"]
    command += [f"--pipeline={pipeline(WAYS[way], fuses)}"]
    if options.against_ptx:
        command += [f"--original-pipeline={pipeline(WAYS[way], False)}"]
    result = subprocess.run(
        command + options.files, capture_output=True, text=True, check=False
    )
    lines = result.stdout.splitlines()
    summary = lines[-1] if lines else "ok" if result.returncode == 0 else ""
    print(f"{'fused' if fuses else 'unfused'}, {way}: {summary}")
    if result.returncode != 0:
        print("\n".join(lines[:-1]))
        print(result.stderr, file=sys.stderr)
    return result.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--plugin", required=True, help="the plugin to test")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--against-ptx",
        action="store_true",
        help="compare with the PTX of the unfused module: for functions that a "
        "CPU computes otherwise",
    )
    parser.add_argument(
        "--unfused", action="store_true", help="leave the launches as they are"
    )
    options = parser.parse_args()
    fusions = [False] if options.unfused else [False, True]
    if options.against_ptx:
        fusions = [True]
    results = [
        judge(options, way, fuses) for way in options.ways for fuses in fusions
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
