# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the modelled times of a driver's summaries with those of executions.

usage: compare-times.py SUMMARIES COUNTS

Both have the same inputs in the same order. Either rounds to a nanosecond.
"""

import json
import os
import re
import sys

TIME = re.compile(r"original: modelled time ([\d.]+) us")


def main(summaries, counts):
    with open(summaries, encoding="utf-8") as file:
        inputs = [json.loads(line) for line in file]
    with open(counts, encoding="utf-8") as file:
        executed = [float(time) for time in TIME.findall(file.read())]
    assert len(inputs) == len(executed)
    for summary, microseconds in zip(inputs, executed):
        counted = summary["modelled_ns_after"]
        isEqual = counted is not None and abs(counted - 1000 * microseconds) < 1.5
        verdict = "equal" if isEqual else f"{counted} ns counted, {microseconds} us executed"
        print(f"{os.path.basename(summary['file'])}: {verdict}")


main(*sys.argv[1:])
