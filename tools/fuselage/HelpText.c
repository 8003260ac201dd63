//===- HelpText.c - The text of --help ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HelpText.h"

#include <stddef.h>

static const char overview[] =
    "OVERVIEW: fuses adjacent GPU kernel launches of MLIR modules\n"
    "\n"
    "Reads modules with gpu.launch operations, fuses them where that is "
    "proved\n"
    "legal, and writes what --emit asks for. A summary goes to standard "
    "error.\n"
    "\n"
    "USAGE: fuselage [options] [<input file>...]\n"
    "\n"
    "Without an input file, or where it is '-', standard input is read.\n"
    "\n"
    "OUTPUT:\n"
    "  -o <file>            - Write to <file>, whole or not at all; '-' is\n"
    "                         standard output (default). With several inputs\n"
    "                         a directory, with a '/' at its end\n"
    "  --emit=<what>        - What to write:\n"
    "    =stages            -   What the planner is told, as JSON Lines\n"
    "    =plan              -   The plan, as JSON, for --apply-plan\n"
    "    =mlir              -   The module with fused launches\n"
    "    =llvm              -   LLVM IR of the kernels\n"
    "    =ptx               -   PTX of the kernels (default)\n"
    "    =cubin             -   Machine code, by ptxas\n"
    "    =dot               -   The launches as a graph for Graphviz\n"
    "    =report            -   A page of HTML about what was fused and why\n"
    "  --json[=<file>]      - Write the summary as JSON, to standard output\n"
    "                         unless <file> is given\n"
    "  -q, --quiet          - No summary, and no word of small blocks\n"
    "  -v, --verbose        - Witnesses and suggestions in the summary\n"
    "  --color=<when>       - auto (default: on a terminal, unless NO_COLOR\n"
    "                         is set), always or never\n"
    "\n";

static const char fusion[] =
    "FUSION:\n"
    "  --lower              - Lower TOSA, linalg, affine and scf to launches\n"
    "                         first; a warning names each loop that stays on\n"
    "                         the host\n"
    "  --tile=<sizes>       - With --lower, the shape of blocks: 4,32 makes\n"
    "                         blocks of 32 threads along the innermost loop\n"
    "                         and 4 along the next; default: 256 threads\n"
    "  --apply-plan=<file>  - Carry out a plan instead of making one; what is\n"
    "                         not proved legal is refused, with the reason\n"
    "  --assume-noalias-args\n"
    "                       - No two memref arguments of a function share\n"
    "                         memory\n"
    "  --block-size=<threads>\n"
    "                       - The blocks of launches that loops become, and\n"
    "                         that get another shape: a multiple of 32\n"
    "                         (default 256); 0 changes no blocks for speed\n"
    "                         alone\n"
    "  --max-group-bytes=<bytes>\n"
    "                       - The most device memory that one fused launch\n"
    "                         may need, such as 2GiB; no limit by default\n"
    "  --max-parameter-bytes=<bytes>\n"
    "                       - The most bytes of parameters of a kernel: 4352\n"
    "                         (default), from PTX 8.1 on 32764\n"
    "  --no-absorb-copies   - Leave copies between launches to the host\n"
    "  --no-reshape         - Leave each launch the blocks that it has, also\n"
    "                         where others would let it fuse\n"
    "  --no-sink-loops      - Leave loops around launches on the host\n"
    "  --objective=<value>  - greedy (default): each group takes all it can;\n"
    "                         optimal: fewest launches, then most bytes\n"
    "                         avoided\n"
    "  --over-budget=<what> - With a launch that alone exceeds the budget:\n"
    "                         error (default), or skip it\n"
    "  --resource-check     - Compile each group for the chip, and split "
    "those\n"
    "                         that spill registers or keep far fewer warps\n"
    "                         than their launches; needs ptxas\n"
    "\n";

static const char code[] =
    "CODE:\n"
    "  --chip=<name>        - The chip, such as sm_90 (default sm_75); 'list'\n"
    "                         prints those that LLVM knows\n"
    "  --fast-math          - Let floating-point results differ from what the\n"
    "                         operations say\n"
    "  --features=<+ptxNN>  - The PTX version; by default the lowest that has\n"
    "                         the chip\n"
    "  --libdevice=<file>   - The path of libdevice.10.bc, or 'none'; by\n"
    "                         default it is searched for\n"
    "  --line-info          - Give the PTX the lines of the source\n"
    "  --no-launch-facts    - Rely on nothing that the module's launches show\n"
    "                         of a kernel: it is launched from elsewhere too\n"
    "  -O<level>            - 0 to 3 (default 3)\n"
    "\n"
    "  -h, --help           - Display this help\n"
    "  --version            - Display the version\n"
    "\n"
    "EXIT STATUS: 0 if everything was written, 1 if an input was refused, 2 "
    "if\n"
    "the command line is wrong or a file cannot be read or written.\n";

const char *const helpText[] = {overview, fusion, code, NULL};
