# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Feeds broken copies of a module, and of its plan, to fuselage.

usage: break-inputs.py MODULE

Each is the file cut off somewhere, with some bytes replaced, or random bytes.
Fails if fuselage does more or less than read it or refuse it with a message.
"""

import os
import random
import subprocess
import sys

COUNT = 60
random.seed(1)


def broken(data, number):
    if number % 3 == 0:
        return data[: random.randrange(len(data))]
    if number % 3 == 1:
        copy = bytearray(data)
        for _ in range(random.randint(1, 8)):
            copy[random.randrange(len(copy))] = random.randrange(256)
        return bytes(copy)
    return random.randbytes(random.randrange(200))


def run(arguments):
    result = subprocess.run(
        ["fuselage", "--emit=mlir", "-o", "out.mlir", *arguments],
        capture_output=True,
    )
    is_refused = result.returncode == 1 and b"error: " in result.stderr
    if result.returncode != 0 and not is_refused:
        sys.exit(f"{arguments}: exit code {result.returncode}\n{result.stderr}")
    if os.path.exists("out.mlir") == is_refused:
        sys.exit(f"{arguments}: wrong output\n{result.stderr}")
    if not is_refused:
        os.remove("out.mlir")
    return is_refused


def main(module):
    with open(module, "rb") as file:
        source = file.read()
    plan = subprocess.run(
        ["fuselage", "--emit=plan", "-q", module], capture_output=True, check=True
    ).stdout
    refused = 0
    for number in range(COUNT):
        with open("broken.mlir", "wb") as file:
            file.write(broken(source, number))
        refused += run(["broken.mlir"])
    print(f"{COUNT} modules, {refused} refused")
    refused = 0
    for number in range(COUNT):
        with open("broken.json", "wb") as file:
            file.write(broken(plan, number))
        refused += run([module, "--apply-plan=broken.json"])
    print(f"{COUNT} plans, {refused} refused")


main(sys.argv[1])
