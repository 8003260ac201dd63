# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lists missed remarks: the function, and below it the reason, the trips and the
places of the two launches, which have letters for files."""

import re
import sys

REMARK = re.compile(
    r"\[Missed\] ([a-z-]+) .* Function=(\w+) .*"
    r'EarlierLaunch=loc\("(\w+)":1:1\)'
)


def main():
    function = None
    for line in sys.stdin:
        match = REMARK.search(line)
        if not match:
            continue
        if match[2] != function:
            function = match[2]
            print(function)
        trips = re.search(r"Trips=(\w+)", line)
        later = re.match(r"(\w+):1:1: remark", line)
        print(match[1], trips[1] if trips else "-", match[3], later[1])


if __name__ == "__main__":
    main()
