# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Carries out the plan of a module, and plans with less fusion.

usage: replay-plans.py MODULE COUNT [OPTION...]

The plan as it is gives what fusion gives, byte for byte. Groups cut in two at
random places are legal as well: the module's function @test is run before and
after each of them. OPTIONs go to fuselage.
"""

import json
import random
import subprocess
import sys

random.seed(1)


def fuselage(*arguments):
    return subprocess.run(
        ["fuselage", "-q", *arguments], stdout=subprocess.PIPE, check=True, text=True
    ).stdout


def apply(module, plan, options):
    with open("edited.json", "w", encoding="utf-8") as file:
        json.dump(plan, file)
    return fuselage(module, "--apply-plan=edited.json", "--emit=mlir", *options)


def cut(plan, chance):
    for run in plan["runs"]:
        groups = []
        for group in run["groups"]:
            current = []
            for stage in group["stage_ids"]:
                if current and random.random() < chance:
                    groups.append({"stage_ids": current})
                    current = []
                current.append(stage)
            groups.append({"stage_ids": current})
        run["groups"] = groups


def run(module):
    """The outputs of the module's function, which no order of threads changes."""
    result = subprocess.run(
        [
            "fuselage-test-exec",
            "--pipeline=builtin.module()",
            "--print-outputs",
            module,
        ],
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        sys.exit(result.stdout + result.stderr)
    return [line for line in result.stdout.splitlines() if ": ok: " not in line]


def compare(module, candidate):
    with open("candidate.mlir", "w", encoding="utf-8") as file:
        file.write(candidate)
    outputs = [line.replace(module, "", 1) for line in run(module)]
    others = [line.replace("candidate.mlir", "", 1) for line in run("candidate.mlir")]
    if not outputs or outputs != others:
        sys.exit("other outputs:\n" + candidate)


def main(module, count, *options):
    plan = json.loads(fuselage(module, "--emit=plan", *options))
    fused = fuselage(module, "--emit=mlir", *options)
    if apply(module, plan, options) != fused:
        sys.exit("the plan gives something else")
    for number in range(int(count)):
        apart = json.loads(json.dumps(plan))
        cut(apart, 1 if number == 0 else random.random())
        candidate = apply(module, apart, options)
        if number == 0:
            print("apart:", candidate.count("gpu.launch blocks"), "launches")
            print("apart:", candidate.count("memref.copy"), "copies")
        compare(module, candidate)
    print(f"{count} plans, all alike")


main(*sys.argv[1:])
