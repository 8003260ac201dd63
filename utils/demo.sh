#!/usr/bin/env bash
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds Fuselage and shows what it does to docs/examples/tail.mlir.
#
#   utils/demo.sh [--help]
#
# Installs what the build needs and is missing (Debian packages), builds in
# build/, and leaves every file it shows in build/demo/. What it claims it
# checks: the exit status is 0 only if all of it holds.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

case ${1-} in
'') ;;
-h | --help)
  sed -n '/^# Builds Fuselage and/,/^# checks:/s/^# \{0,1\}//p' "$0"
  exit 0
  ;;
*)
  echo "demo.sh: it takes no arguments, and '$1' is one. Fix: utils/demo.sh" >&2
  exit 2
  ;;
esac

out=build/demo
chip=sm_90

heading() {
  printf '\n%s%s%s\n\n' "$bold" "$1" "$plain"
}

die() {
  printf '%sdemo: %s%s\n' "$red" "$1" "$plain" >&2
  exit 1
}

bold= red= plain=
if [[ -t 1 && -z ${NO_COLOR-} && ${TERM-dumb} != dumb ]]; then
  bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
fi

# The number of lines of FILE... that match; 0 without a file.
count() { # PATTERN FILE...
  local pattern=$1
  shift
  cat "$@" | grep -cE -- "$pattern" || true
}

# A claim of this demo, checked.
claim() { # WHAT EXPECTED FOUND
  [[ $2 == "$3" ]] || die "$1: expected $2, found $3 (see $out)"
  printf '  %-66s %6s\n' "$1" "$3"
}

# Runs a step quietly; shows its output if it fails.
quietly() { # WHAT LOG COMMAND...
  local what=$1 log=$2
  shift 2
  "$@" >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    die "$what failed; the whole log is $log"
  }
}

# Wraps lines for a terminal, with the rest of a line below its indentation.
wrap() {
  python3 -c '
import sys, textwrap
for line in sys.stdin:
    indent = " " * (len(line) - len(line.lstrip()))
    print("\n".join(textwrap.wrap(line.rstrip(), 92, initial_indent="",
        subsequent_indent=indent + "    ", drop_whitespace=True,
        break_long_words=False, break_on_hyphens=False)) or "")'
}

find_ptxas() {
  local candidate
  for candidate in "$(command -v ptxas || true)" \
    "${CUDA_HOME:+$CUDA_HOME/bin/ptxas}" "${CUDA_PATH:+$CUDA_PATH/bin/ptxas}" \
    "${CUDA_ROOT:+$CUDA_ROOT/bin/ptxas}" /usr/local/cuda/bin/ptxas \
    /usr/lib/cuda/bin/ptxas /usr/lib/nvidia-cuda-toolkit/bin/ptxas \
    /opt/cuda/bin/ptxas; do
    if [[ -x $candidate ]]; then
      echo "$candidate"
      return
    fi
  done
}

#===------------------------------------------------------------------------===#
# Build
#===------------------------------------------------------------------------===#

heading "Build"
utils/install-deps.sh build
mkdir -p "$out"
if [[ ! -e build/build.ninja ]]; then
  quietly "configuring" "$out/configure.log" \
    cmake --preset release -DBUILD_TESTING=OFF
fi
start=$SECONDS
echo "  Compiling; from nothing this takes about three minutes on two cores."
quietly "building" "$out/build.log" \
  ninja -C build FuselagePlugin fuselage-plan fuselage fuselage-verify
echo "  build/bin/fuselage, fuselage-plan, fuselage-verify and build/lib/libFuselagePlugin.so ($((SECONDS - start)) s)"

llvm_bin=$(sed -n 's/^LLVM_DIR:PATH=\(.*\)\/lib\/cmake\/llvm$/\1\/bin/p' build/CMakeCache.txt)
mlir_opt=$llvm_bin/mlir-opt
[[ -x $mlir_opt ]] || mlir_opt=mlir-opt

fuselage_opt() { # PIPELINE IN OUT
  "$mlir_opt" --load-pass-plugin=build/lib/libFuselagePlugin.so \
    --pass-pipeline="builtin.module($1)" "$2" -o "$3"
}

#===------------------------------------------------------------------------===#
# The driver
#===------------------------------------------------------------------------===#

heading "In one command: build/bin/fuselage docs/examples/tail.mlir --lower"
driver() { # OPTION...
  build/bin/fuselage docs/examples/tail.mlir --lower --chip="$chip" "$@"
}
driver -o "$out/driver.ptx" 2>"$out/driver.log" || {
  cat "$out/driver.log" >&2
  die "the driver failed"
}
sed 's/^/  /' "$out/driver.log"
driver --emit=report -o "$out/report.html" -q 2>"$out/report.log" || {
  cat "$out/report.log" >&2
  die "the driver wrote no report"
}
echo "  PTX: $out/driver.ptx; what was fused and why: $out/report.html"
claim "the driver's kernels" 1 "$(count '^\.visible \.entry' "$out/driver.ptx")"

#===------------------------------------------------------------------------===#
# Six launches
#===------------------------------------------------------------------------===#

heading "docs/examples/tail.mlir: six pointwise operations"
grep -oE 'tosa\.(mul|add|tanh|sigmoid) .*' docs/examples/tail.mlir |
  sed 's/ : .*//; s/^/  /; s/, %shift//'

"$mlir_opt" docs/examples/tail.mlir -o "$out/launches.mlir" --pass-pipeline="\
builtin.module(func.func(tosa-to-linalg),\
one-shot-bufferize{bufferize-function-boundaries \
function-boundary-type-conversion=identity-layout-map},\
func.func(convert-linalg-to-parallel-loops,gpu-map-parallel-loops,\
convert-parallel-loops-to-gpu))"

heading "Lowered by stock passes: one launch each"
claim "gpu.launch operations" 6 "$(count '^ *gpu\.launch ' "$out/launches.mlir")"
claim "buffers (memref.alloc)" 6 "$(count 'memref\.alloc\(' "$out/launches.mlir")"

#===------------------------------------------------------------------------===#
# Stages and plan
#===------------------------------------------------------------------------===#

heading "Stages (fuselage-print-stages) and plan (fuselage-plan)"
fuselage_opt "func.func(fuselage-print-stages{output=$out/stages.jsonl})" \
  "$out/launches.mlir" /dev/null
build/bin/fuselage-plan -o "$out/plan.jsonl" "$out/stages.jsonl"
utils/show-plan "$out/stages.jsonl" "$out/plan.jsonl"

#===------------------------------------------------------------------------===#
# One launch
#===------------------------------------------------------------------------===#

heading "Fused (fuselage-fuse-launches), then canonicalize and cse"
fuselage_opt "func.func(fuselage-fuse-launches)" \
  "$out/launches.mlir" "$out/fused.mlir"
fuselage_opt "canonicalize,cse" "$out/fused.mlir" "$out/fused-canonical.mlir"
wrap <"$out/fused-canonical.mlir" | sed '/^ *$/d; s/^/  /'
echo

planned=$(python3 -c 'import json, sys
print(json.loads(open(sys.argv[1]).readline())["launch_count"])' "$out/plan.jsonl")
avoided=$(python3 -c 'import json, sys
print(json.loads(open(sys.argv[1]).readline())["avoided_intermediate_bytes"])' \
  "$out/plan.jsonl")
claim "launches in the plan" 1 "$planned"
claim "gpu.launch operations" 1 "$(count '^ *gpu\.launch ' "$out/fused.mlir")"
claim "buffers: only the result is left" 1 \
  "$(count 'memref\.alloc\(' "$out/fused.mlir")"
claim "intermediate bytes avoided: five buffers of 64x256xf32" \
  $((5 * 64 * 256 * 4)) "$avoided"

#===------------------------------------------------------------------------===#
# PTX
#===------------------------------------------------------------------------===#

to_ptx() { # PASSES OUTPUT LOG
  fuselage_opt "$1fuselage-to-ptx{chip=$chip},fuselage-print-ptx{output=$2}" \
    "$out/launches.mlir" /dev/null >"$3" 2>&1 || {
    cat "$3" >&2
    die "lowering to PTX failed"
  }
}

heading "PTX for $chip"
rm -rf "$out/unfused" "$out/tail.ptx"
to_ptx "func.func(fuselage-fuse-launches)," "$out/tail.ptx" "$out/ptx.log"
to_ptx "" "$out/unfused/" "$out/unfused.log"
echo "  Fused:   $out/tail.ptx"
echo "  Unfused: $out/unfused/"
if grep -q 'libdevice' "$out/ptx.log"; then
  echo "  libdevice was not found, so math functions are approximated:"
  sed -n 's/^[^ ]*: warning: /    /p' "$out/ptx.log" | fold -s -w 90 |
    sed '2,$s/^/    /'
else
  echo "  Math functions come from libdevice."
fi
echo
claim "unfused: kernels" 6 "$(count '^\.visible \.entry' "$out"/unfused/*.ptx)"
claim "unfused: global loads in all kernels" 10 \
  "$(count 'ld\.global' "$out"/unfused/*.ptx)"
claim "unfused: global stores in all kernels" 6 \
  "$(count 'st\.global' "$out"/unfused/*.ptx)"
claim "fused: kernels" 1 "$(count '^\.visible \.entry' "$out/tail.ptx")"
claim "fused: global loads, one for each external input" 4 \
  "$(count 'ld\.global' "$out/tail.ptx")"
claim "fused: global stores, of the result" 1 "$(count 'st\.global' "$out/tail.ptx")"

ptxas=$(find_ptxas)
if [[ -z $ptxas ]]; then
  heading "ptxas was not found: the PTX was not assembled"
  echo "  Looked on PATH, in CUDA_HOME, CUDA_PATH and CUDA_ROOT, and where toolkits usually are."
else
  heading "ptxas says (${ptxas})"
  "$ptxas" -v -arch="$chip" "$out/tail.ptx" -o "$out/tail.cubin" \
    >"$out/ptxas.log" 2>&1 || {
    cat "$out/ptxas.log" >&2
    die "ptxas refuses the PTX"
  }
  registers=$(sed -n 's/.*Used \([0-9]*\) registers.*/\1/p' "$out/ptxas.log")
  spills=$(sed -n 's/.* \([0-9]*\) bytes spill stores, \([0-9]*\) bytes spill loads.*/\1 + \2/p' \
    "$out/ptxas.log")
  [[ -n $registers && -n $spills ]] || die "what ptxas says was not understood: $out/ptxas.log"
  printf '  %-66s %6s\n' "registers per thread" "$registers"
  claim "bytes spilled: stores and loads" "0 + 0" "$spills"
fi

heading "6 -> 1 launches; every count above was checked."
