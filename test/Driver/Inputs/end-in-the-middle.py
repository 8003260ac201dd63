# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command, ends it by a signal in the middle, and expects that end.

usage: end-in-the-middle.py [--path=FOLDER] [--wait=FILE] SIGNAL COMMAND...

FOLDER comes first in PATH. The middle is when FILE is there, or else when there is a temporary file in the
working folder; the standard input of the command stays open.
"""

import glob
import os
import signal
import subprocess
import sys
import time


def main():
    arguments = sys.argv[1:]
    awaited = "*.tmp-*"
    if arguments[0].startswith("--path="):
        folder = arguments.pop(0).removeprefix("--path=")
        os.environ["PATH"] = os.pathsep.join([folder, os.environ["PATH"]])
    if arguments[0].startswith("--wait="):
        awaited = arguments.pop(0).removeprefix("--wait=")
    number = signal.Signals["SIG" + arguments.pop(0)]
    # The program gets a session of its own, so that its children end with it. A
    # shell makes its background jobs ignore SIGINT; here no signal is ignored.
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not glob.glob(awaited):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"never came to the middle: {process.poll()}")
        time.sleep(0.01)
    os.kill(process.pid, number)
    try:
        result = process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        result = "no end"
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    if result != -number:
        sys.exit(f"ended with {result}")


if __name__ == "__main__":
    main()
