"""Assembles every PTX file of a directory: assemble.py PTXAS CHIP DIRECTORY"""

import glob
import os
import subprocess
import sys

ptxas, chip, directory = sys.argv[1:]
files = sorted(glob.glob(os.path.join(directory, "*.ptx")))
assembled = 0
for path in files:
    command = [ptxas, f"-arch={chip}", path, "-o", os.devnull]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode == 0:
        assembled += 1
    else:
        print(f"{path}:\n{result.stdout}{result.stderr}")
print(f"{assembled} of {len(files)} files assembled")
