# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How workloads become launches.

A route makes launches of the parallel loops. By passes of a stock mlir-opt: `untiled`
gives each iteration a block of its own, `tiled` cuts the loops into tiles, whose bodies
have `affine.min`, inner loops and guards. By our own pass: `launches`, in blocks of 256
threads. A peer is a fusion that upstream has, before the route: of operations on tensors,
of loops, or both.
"""

import os
import shlex
import subprocess

SOURCES = os.path.dirname(os.path.abspath(__file__))

_MAPPING = "gpu-map-parallel-loops,convert-parallel-loops-to-gpu"

# Tiling leaves steps that are products of constants. Canonicalization folds
# them, but must not merge the loops over tiles with the loops inside of a tile
# again.
ROUTES = {
    "untiled": _MAPPING,
    "tiled": (
        "scf-parallel-loop-tiling{parallel-loop-tile-sizes=4,8},canonicalize{"
        'disable-patterns="(anonymous namespace)::MergeNestedParallelLoops"},' + _MAPPING
    ),
    "launches": "fuselage-loops-to-launches,canonicalize,cse",
}

# From names to the passes before bufferization and the passes on parallel
# loops.
PEERS = {
    "stock": ("", ""),
    "tensors": ("linalg-generalize-named-ops,linalg-fuse-elementwise-ops,", ""),
    "loops": ("", "canonicalize,cse,scf-parallel-loop-fusion,"),
    "both": (
        "linalg-generalize-named-ops,linalg-fuse-elementwise-ops,",
        "canonicalize,cse,scf-parallel-loop-fusion,",
    ),
}

FUSELAGE = "builtin.module(fuselage-fuse-launches)"
KEEP_SHAPES = "builtin.module(fuselage-fuse-launches{reshape=false})"


def passes(route, peer="stock"):
    """The pipeline from a source to launches."""
    on_tensors, on_loops = PEERS[peer]
    return (
        "builtin.module(func.func(tosa-to-linalg-named,tosa-to-linalg,tosa-to-arith,tosa-to-tensor,"
        f"{on_tensors}canonicalize),"
        "one-shot-bufferize{bufferize-function-boundaries "
        "function-boundary-type-conversion=identity-layout-map},"
        f"func.func(convert-linalg-to-parallel-loops,{on_loops}{ROUTES[route]}))"
    )


def workloads():
    """The source files, by name."""
    names = sorted(os.listdir(SOURCES))
    return {
        name.removesuffix(".mlir"): os.path.join(SOURCES, name)
        for name in names
        if name.endswith(".mlir")
    }


def lower(source, route, plugin, peer="stock", mlir_opt="mlir-opt"):
    """The text of a source file, lowered. Raises RuntimeError with what mlir-opt said."""
    result = subprocess.run(
        [
            *shlex.split(mlir_opt),
            f"--load-pass-plugin={plugin}",
            f"--pass-pipeline={passes(route, peer)}",
            source,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"{source}: cannot be lowered ({route}): {result.stderr}")
    return result.stdout
