#!/usr/bin/env bash
# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs the Debian packages that Fuselage needs, where they are missing.
#
#   utils/install-deps.sh [build|check]
#
#   build   what the plugin and fuselage-plan are built with, and mlir-opt
#   check   also what utils/check.sh needs (the default)
#
# Says nothing when nothing is missing. FUSELAGE_NO_INSTALL=1 makes it do
# nothing, for systems that have the dependencies under other names.

set -euo pipefail

build_packages=(
  cmake ninja-build gcc g++ python3
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools
  libisl-dev libgmp-dev libjansson-dev libxxhash-dev pkg-config)
check_packages=(
  git libcmocka-dev clang-22 libclang-rt-22-dev clang-format-22 clang-tidy-22)

die() {
  printf 'install-deps: %s\n' "$@" >&2
  exit 1
}

case ${1-check} in
build) packages=("${build_packages[@]}") ;;
check) packages=("${build_packages[@]}" "${check_packages[@]}") ;;
*) die "unknown set '$1'. Fix: utils/install-deps.sh [build|check]" ;;
esac

[[ -z ${FUSELAGE_NO_INSTALL-} ]] || exit 0

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  die "this is not a Debian system, so nothing can be installed here." \
    "Fix: install the equivalents of ${packages[*]}" \
    "     (MLIR and LLVM 22.1), then set FUSELAGE_NO_INSTALL=1."
fi

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]
}

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    as_root=(sudo)
  else
    die "missing packages, and no right to install them: ${missing[*]}" \
      "Fix: as root, apt-get install ${missing[*]}"
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >>"$log" 2>&1 \
    </dev/null
}

# Packages that the lists on this machine do not have, as in a fresh container.
unknown() {
  local package policy
  for package in "${missing[@]}"; do
    policy=$(apt-cache policy "$package" 2>/dev/null)
    [[ $policy == *$'\n  Candidate: '[^\(]* ]] || printf '%s ' "$package"
  done
}

update_lists() {
  echo "Updating the package lists"
  apt update || {
    cat "$log" >&2
    die "the package lists could not be updated; the log is above."
  }
}

updated=
if [[ -n $(unknown) ]]; then
  update_lists
  updated=1
  still_unknown=$(unknown)
  [[ -z $still_unknown ]] ||
    die "no package source of this machine has: $still_unknown" \
      "Fix: Debian 12 has them in bookworm and bookworm-security; enable both."
fi

echo "Installing ${missing[*]}"
if ! apt install --no-install-recommends "${missing[@]}"; then
  # Lists that are out of date name packages that are gone.
  [[ -n $updated ]] || update_lists
  apt install --no-install-recommends "${missing[@]}" || {
    cat "$log" >&2
    die "installation failed; the log is above."
  }
fi
