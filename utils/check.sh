#!/usr/bin/env bash
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds and checks everything, installing what that needs.
#
#   utils/check.sh [TIER...]
#
#   full      all of the below (the default; what .ci/run runs)
#   quick     gcc, format, layering, docs, and tidy for changed files only
#
#   gcc       Release build with gcc -Werror; unit tests and lit tests
#   clang     build with clang -Werror, sanitizers, tiny capacities and
#             assertions; unit tests and lit tests
#   tidy      clang-tidy over all sources, with a short static analysis; with all
#             of it over changed files in quick
#   format    clang-format over all sources
#   layering  utils/check-layering
#   docs      links, paths, and the commands in the documentation
#   ptx       the PTX of execution tests, workloads and random programs, run
#
#   fuzz      made-up programs, run before and after fusion (not in full)
#   analyze   clang-tidy with all of the static analysis over all sources (not in
#             full: five minutes on two cores)
#   sweep     each allocation of the libraries fails once (not in full)
#   mutants   each weakened rule of utils/legality-mutants.txt fails a test (not
#             in full: about a quarter of an hour on two cores)
#
# Builds and logs go to build-check/. The last line is `N passed, N failed`:
# every test function, every lit test and every other check counts as one. What
# was skipped is named above it, with the reason. The exit status is 0 if
# nothing failed.

set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
export LC_ALL=C.UTF-8

work=$PWD/build-check
logs=$work/logs
results=$logs/results.tsv
jobs=$(nproc 2>/dev/null || echo 2)
changed_only=

usage() {
  sed -n '/^#   utils/,/^# nothing failed/s/^# \{0,1\}//p' "$0"
}

#===------------------------------------------------------------------------===#
# Reporting
#===------------------------------------------------------------------------===#

record() { # RESULT NAME REASON
  printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$results"
}

count() { # RESULT FILE
  grep -c "^$1"$'\t' "$2"
}

# Shows the part of a failing log that a reader of a CI log needs.
excerpt() { # LOG
  local first
  first=$(grep -nE -m1 '^FAILED:|^FAIL: |error[: ]|\[  FAILED  \]|violation' "$1" |
    cut -d: -f1)
  echo "--- $1"
  sed -n "${first:-1},\$p" "$1" | head -n 60 | cut -c1-400
  [[ $(sed -n "${first:-1},\$p" "$1" | wc -l) -le 60 ]] || tail -n 10 "$1"
  echo "---"
}

begin() { # TITLE
  step_start=$SECONDS
  printf '%-44s' "$1"
}

end() { # OUTCOME
  printf ' %-30s %4d s\n' "$1" $((SECONDS - step_start))
}

# Runs a command that is one check.
check() { # NAME TITLE COMMAND...
  local name=$1 log=$logs/$1.log
  begin "$2"
  shift 2
  if "$@" >"$log" 2>&1; then
    record passed "$name" ""
    end ok
  else
    record failed "$name" ""
    end FAILED
    excerpt "$log"
    return 1
  fi
}

# Runs a command whose tests count one by one. A command that fails without a
# failed test counts as one failure.
check_tests() { # NAME TITLE KIND RESULT-FILE COMMAND...
  local name=$1 log=$logs/$1.log kind=$3 file=$4 tests=$logs/$1.tsv status=0
  begin "$2"
  shift 4
  rm -f "$file"
  "$@" >"$log" 2>&1 || status=$?
  utils/count-results "$kind" "$file" >"$tests" 2>>"$log" ||
    printf 'failed\t%s\tno results\n' "$name" >"$tests"
  local passed failed skipped
  passed=$(count passed "$tests")
  failed=$(count failed "$tests")
  skipped=$(count skipped "$tests")
  if [[ $status -ne 0 && $failed -eq 0 ]]; then
    printf 'failed\t%s\texit status %d\n' "$name" "$status" >>"$tests"
    failed=1
  fi
  sed "s/\t/\t$name: /" "$tests" >>"$results"
  end "$passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 ]] || excerpt "$log"
}

#===------------------------------------------------------------------------===#
# Builds and tests
#===------------------------------------------------------------------------===#

build() { # DIRECTORY CMAKE-ARGUMENT...
  local directory=$1
  shift
  cmake -S . -B "$directory" "$@" && ninja -C "$directory" -j "$jobs"
}

run_tests() { # NAME DIRECTORY
  local name=$1 directory=$2 lit
  check_tests "$name-unit" "$name: unit tests" ctest "$directory/unit.xml" \
    ctest --test-dir "$directory" -j "$jobs" --timeout 300 \
    --output-on-failure --test-output-size-passed 1000000 \
    --output-junit "$directory/unit.xml"
  lit=$(sed -n 's/^FUSELAGE_LIT:FILEPATH=//p' "$directory/CMakeCache.txt")
  check_tests "$name-lit" "$name: lit tests" lit "$directory/lit.json" \
    "$lit" -v -j "$jobs" --output "$directory/lit.json" "$directory/test"
}

tier_gcc() {
  check gcc "gcc: Release build, -Werror" \
    build "$work/gcc" --preset release \
    -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ -DFUSELAGE_WERROR=ON \
    -DFUSELAGE_PRECOMPILE=ON &&
    run_tests gcc "$work/gcc"
}

tier_clang() {
  check clang "clang: sanitizers, tiny capacities, -Werror" \
    build "$work/clang" --preset asan -DFUSELAGE_PRECOMPILE=ON &&
    run_tests clang "$work/clang"
}

#===------------------------------------------------------------------------===#
# Checks of the sources
#===------------------------------------------------------------------------===#

sources() { # SUFFIX...
  local suffix conditions=()
  for suffix in "$@"; do
    conditions+=(-o -name "*.$suffix")
  done
  find include lib tools utils test -name Inputs -prune -o \
    -type f \( "${conditions[@]:1}" \) -print | sort
}

# Sources that differ from the branch from which this branch started.
changed_sources() {
  local base
  base=$(git merge-base HEAD origin/HEAD 2>/dev/null ||
    git merge-base HEAD main 2>/dev/null || git rev-parse HEAD)
  sources c cpp | grep -Fxf <(
    git diff --name-only "$base"
    git ls-files --others --exclude-standard
  )
}

run_format() {
  local file status=0
  while read -r file; do
    if ! clang-format-22 --dry-run --Werror "$file" >/dev/null 2>&1; then
      echo "error: not formatted. Fix: clang-format-22 -i $file"
      status=1
    fi
  done < <(sources c cpp h)
  return $status
}

# Looks for conflict markers, which a merge leaves if it is committed too early.
run_conflict_markers() {
  ! grep -rInE '^(<{7}|>{7})( |$)' --exclude-dir='build*' --exclude-dir=.git .
}

tier_format() {
  check format "clang-format" run_format
  check conflict-markers "no conflict markers" run_conflict_markers
}

# Only files that the build compiles can be read. In a file of C, the static
# analysis takes thirty times as long as everything else, and most of what it
# finds it finds in a tenth of its states.
run_tidy() { # short|whole COMPILATION-DATABASE FILE...
  local database=$2 argument
  local -a options=()
  if [[ $1 == short ]]; then
    for argument in -Xclang -analyzer-config -Xclang max-nodes=20000; do
      options+=("--extra-arg=$argument")
    done
  fi
  shift 2
  printf '%s\n' "$@" |
    grep -Fxf <(sed -n "s|^ *\"file\": \"$PWD/\(.*\)\",*\$|\1|p" \
      "$database/compile_commands.json") |
    xargs -r -n 1 -P "$jobs" clang-tidy-22 --quiet "${options[@]}" -p "$database"
}

check_sources() { # NAME short|whole
  local database=$work/tidy files
  if [[ -n $changed_only ]]; then
    mapfile -t files < <(changed_sources)
    if [[ ${#files[@]} -eq 0 ]]; then
      record skipped "$1" "no source changed"
      return
    fi
  else
    # C++ takes longest, so it comes first: otherwise processes would wait for
    # it at the end.
    mapfile -t files < <(sources cpp && sources c)
  fi
  if [[ ! -e $database/compile_commands.json ]]; then
    cmake -S . -B "$database" --preset asan >"$logs/tidy-configure.log" 2>&1
  fi
  check "$1" "clang-tidy ($2), ${#files[@]} files" \
    run_tidy "$2" "$database" "${files[@]}"
}

tier_tidy() {
  if [[ -n $changed_only ]]; then
    check_sources tidy whole
  else
    check_sources tidy short
  fi
}

tier_analyze() {
  check_sources analyze whole
}

run_layering() {
  utils/check-layering --self-test && utils/check-layering
}

tier_layering() {
  check layering "layering" run_layering
}

run_check_docs() {
  utils/check-docs --self-test && utils/check-docs
}

tier_docs() {
  check docs-links "documentation: links and paths" run_check_docs
  if [[ -e $work/gcc/bin/fuselage-plan ]]; then
    check docs-passes "documentation: options of the passes" \
      utils/passes-reference --check "$work/gcc"
    check docs-commands "documentation: commands and their output" \
      utils/check-docs --run "$work/gcc"
  else
    record skipped docs-commands "needs the tier gcc"
    record skipped docs-passes "needs the tier gcc"
  fi
}

# Where the tests look for it.
have_ptxas() {
  local root
  command -v ptxas >/dev/null && return
  for root in "${CUDA_HOME:-}" "${CUDA_PATH:-}" "${CUDA_ROOT:-}" \
    /usr/local/cuda /usr/lib/cuda /usr/lib/nvidia-cuda-toolkit /opt/cuda; do
    [[ -z $root || ! -x $root/bin/ptxas ]] || return 0
  done
  return 1
}

tier_ptx() {
  have_ptxas ||
    record skipped ptxas "not found: emitted PTX is run, but not assembled"
  if [[ -e $work/gcc/bin/fuselage-test-exec ]]; then
    check ptx "PTX: execution tests, workloads, random programs" \
      utils/run-ptx --build "$work/gcc" --jobs "$jobs" --quick --seeds 1..20 \
      --keep "$work/ptx-failures"
  else
    record skipped ptx "needs the tier gcc"
  fi
}

tier_sweep() {
  if [[ -e $work/gcc/bin/fuselage-allocation-sweep ]]; then
    check sweep "sweep: each allocation fails once" \
      utils/allocation-sweep --build "$work/gcc" \
      test/Utils/Inputs/block-reduction.mlir test/Driver/Inputs/*.mlir
  else
    record skipped sweep "needs the tier gcc"
  fi
}

# The builds of the mutants stay for the next run.
tier_mutants() {
  if [[ -e $work/gcc/lib/libFuselagePlugin.so ]]; then
    check_tests mutants "mutants: each must fail a test" \
      mutants "$work/mutants/results.txt" \
      run_mutants "$work/mutants/results.txt"
  else
    record skipped mutants "needs the tier gcc"
  fi
}

run_mutants() { # RESULT-FILE
  mkdir -p "$(dirname "$1")"
  utils/mutate-legality --build "$work/gcc" --scratch "$work/mutants" --fast \
    -j "$jobs" | tee "$1"
}

tier_fuzz() {
  if [[ -e $work/gcc/bin/fuselage-test-exec ]]; then
    check fuzz "fuzz: 500 programs before and after fusion" \
      utils/fuzz/run --build "$work/gcc" --seeds 1..500
    check fuzz-small-bounds "fuzz: 1000 programs with small bounds" \
      utils/fuzz/run --build "$work/gcc" --seeds 301..1300 \
      --plugin "$work/gcc/lib/libFuselageSmallBoundsPlugin.so"
  else
    record skipped fuzz "needs the tier gcc"
  fi
}

#===------------------------------------------------------------------------===#
# Tiers
#===------------------------------------------------------------------------===#

tiers=()
[[ $# -gt 0 ]] || set -- full
for tier in "$@"; do
  case $tier in
  full) tiers+=(format layering gcc ptx clang tidy docs) ;;
  quick) tiers+=(format layering gcc tidy docs) changed_only=1 ;;
  gcc | clang | tidy | format | layering | docs | ptx | analyze | fuzz | sweep | \
    mutants)
    tiers+=("$tier")
    ;;
  -h | --help)
    usage
    exit 0
    ;;
  *)
    echo "check.sh: unknown tier '$tier'." >&2
    usage >&2
    exit 2
    ;;
  esac
done

mkdir -p "$logs"
: >"$results"
echo "Fuselage checks: $* ($jobs jobs; logs in ${logs#"$PWD"/})"
if check install "install what is missing" utils/install-deps.sh check; then
  for tier in "${tiers[@]}"; do
    "tier_$tier"
  done
fi

if [[ $(count skipped "$results") -gt 0 ]]; then
  echo "Skipped:"
  sed -n 's/^skipped\t\([^\t]*\)\t\(.*\)/  \1 (\2)/p' "$results"
fi
failed=$(count failed "$results")
if [[ $failed -gt 0 ]]; then
  echo "Failed:"
  sed -n 's/^failed\t\([^\t]*\)\t\(.*\)/  \1 \2/p' "$results"
fi
echo "$(count passed "$results") passed, $failed failed"
[[ $failed -eq 0 ]]
